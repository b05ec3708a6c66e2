"""The pages that count a form and set it against its catalogue say what is there; the committed one is fresh."""

from pathlib import Path

import pytest

from kartlegg.codebook.counts import Earlier, counts_page
from kartlegg.codebook.coverage import COLUMNS, coverage_page, load_catalogue
from kartlegg.errors import DefinitionError
from kartlegg.questionnaire.burden import Costs, Seconds
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.rounds import Round

CHECKOUT = Path(__file__).parents[2]
SURVEY = CHECKOUT / "survey" / "is248"
SECONDS = Seconds(choice=60, row=60, tick=60, number=60, open=60, comment=60, contact=60)
COSTS = Costs(words_per_minute=10_000_000, seconds=SECONDS, figure_by="size_group", figure_minutes={"small": 1.0})
YES_NO = [{"code": "yes", "label": {"nb": "Ja"}}, {"code": "no", "label": {"nb": "Nei"}}]


def form(*more: dict[str, object]) -> Questionnaire:
    questions = [
        {"type": "choice", "code": "team", "text": {"nb": "Har dere et team?"}, "options": YES_NO},
        {
            "type": "number",
            "code": "size",
            "text": {"nb": "Hvor mange er med?"},
            "measure": "count",
            "shown_if": "team is yes",
            "assumed": True,
            "because": "Nobody printed it.",
        },
        *more,
    ]
    page = {"code": "page", "title": {"nb": "En side"}, "questions": questions}
    return Questionnaire.model_validate({"sections": [page]})


def round_of(year: int, **more: object) -> Round:
    day = f"{year}-01-01"
    dates = {"population_on": day, "opens_on": day, "due_on": day, "closes_on": day}
    return Round.model_validate({"year": year, "title": {"nb": "Runde"}, "reference_week": 5} | dates | more)


def test_variables_and_minutes_are_counted_by_section() -> None:
    page = counts_page(round_of(2031), form(), COSTS)
    assert "1 sections, 2 questions, 2 variables that are asked, 0 sums" in page
    assert "| En side | 2 | 1 | 0 | 1 | 0 | 0 | 0 | 2 |" in page
    assert "| En side | 1 | 2 |" in page  # a minute a question, and one of them has a condition


def test_the_expected_route_is_the_mean_of_the_replies() -> None:
    routes = [("small", frozenset({"team", "size"})), ("small", frozenset({"team"}))] * 2
    routes += [("small", frozenset({"team", "size"}))] * 4
    page = counts_page(round_of(2031), form(), COSTS, routes=routes)
    assert "mean of 8 complete replies" in page
    assert "| En side | 1 | 2 | 2 |" in page  # 1.75 minutes


def test_what_the_report_states_is_set_against_the_form() -> None:
    stated = {"stated": {"variables": 5, "note": "Counted by hand."}}
    page = counts_page(round_of(2031, **stated), form(), COSTS)
    assert "says 5 variables: 3 more than are defined here. Counted by hand." in page


def test_a_revision_shows_its_price() -> None:
    added = {"type": "text", "code": "why", "text": {"nb": "Hvorfor?"}}
    page = counts_page(round_of(2033), form(added), COSTS, earlier=Earlier(round_of(2031), form()))
    assert "| Section | Variables 2031 | Variables 2033 | Minutes 2031 | Minutes 2033 |" in page
    assert "| En side | 2 | 3 | 2 | 3 |" in page


def catalogue(folder: Path, *rows: str) -> Path:
    (folder / "catalogue").mkdir()
    content = "\n".join([",".join(COLUMNS), *rows]) + "\n"
    (folder / "catalogue" / "01.csv").write_text(content, encoding="utf-8")
    return folder


def test_every_entry_shows_what_covers_it_and_what_was_assumed(tmp_path: Path) -> None:
    entries = load_catalogue(catalogue(tmp_path, "1,team_yes,Team,choice,2,,all,2031,ANS,,team,"), form())
    page = coverage_page(2031, form(), entries)
    assert "| `team_yes` | Team | choice | all | `team` | choice | 1 |" in page
    assert "- `size`: Hvor mange er med?" in page
    assert "| page | `size` | Nobody printed it. |" in page


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,x,Team,choice,2,,all,2031,ANS,,,", "found an entry that nothing covers"),
        ("1,x,Team,choice,2,,all,2031,ANS,,taem,", 'unknown question taem.*did you mean "team"'),
        ("1,x,Team,choice", "found 4 fields; expected 12"),
    ],
)
def test_an_entry_that_nothing_covers_is_told(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        load_catalogue(catalogue(tmp_path, row), form())


def test_nothing_that_the_report_asked_is_missing() -> None:
    folder = SURVEY / "rounds" / "2021"
    questionnaire = load_questionnaire(folder)
    page = coverage_page(2021, questionnaire, load_catalogue(folder, questionnaire))
    committed = CHECKOUT / "docs" / "reference" / "catalogue-2021.md"
    assert committed.read_text(encoding="utf-8") == page, "run kartlegg coverage 2021 --out " + str(committed)
