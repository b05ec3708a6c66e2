"""What a form costs: each part by hand, and never less for being asked more."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.errors import DefinitionError, LookupFault
from kartlegg.questionnaire.burden import Burden, Costs, Seconds, always_asked, load_costs
from kartlegg.questionnaire.model import Questionnaire

SECONDS = Seconds(choice=8, row=6, tick=2, number=60, open=150, comment=20, contact=15)
COSTS = Costs(
    words_per_minute=180, seconds=SECONDS, figure_by="size_group", figure_minutes={"small": 1.0, "big": 3.0}
)
YES_NO = [{"code": "yes", "label": {"nb": "Ja"}}, {"code": "no", "label": {"nb": "Nei"}}]


def form(*questions: dict[str, object]) -> Questionnaire:
    section = {"code": "page", "title": {"nb": "En side"}, "questions": questions}
    return Questionnaire.model_validate({"sections": [section]})


def question(kind: str, **keys: object) -> dict[str, object]:
    text = {"nb": "Har dere et team som reiser ut til folk hjemme?"}
    return {"type": kind, "code": kind, "text": text} | keys


FORMS = {
    "choice": (question("choice", options=YES_NO), 14, 8),
    "choices": (question("choices", options=YES_NO), 14, 4),
    "choice_grid": (
        question("choice_grid", options=YES_NO, rows=[{"code": "a", "label": {"nb": "Voksne og unge"}}]),
        17,
        6,
    ),
    "choices_grid": (
        question("choices_grid", options=YES_NO, rows=[{"code": "a", "label": {"nb": "Voksne"}}]),
        15,
        4,
    ),
    "number": (question("number", measure="count"), 12, 60),
    "open": (question("text"), 12, 150),
    "comment": (question("text", purpose="comment"), 12, 20),
    "contact": (question("text", purpose="contact"), 12, 15),
    "figures": (
        question(
            "numbers", measure="fte", dimension="service", rows=[{"variable": "home", "label": {"nb": "Hjemme"}}]
        ),
        13,
        180,
    ),
}


@pytest.mark.parametrize("case", FORMS)
def test_words_are_read_and_answers_take_their_time(case: str) -> None:
    asked, words, seconds = FORMS[case]
    questionnaire = form(asked)
    shown = frozenset(questionnaire.variables)
    assert Burden(questionnaire, COSTS).minutes(shown, "big")["page"] == pytest.approx(words / 180 + seconds / 60)


def test_a_page_of_which_nothing_is_shown_costs_nothing() -> None:
    assert Burden(form(FORMS["choice"][0]), COSTS).minutes(frozenset()) == {"page": 0.0}


def test_a_figure_costs_more_in_a_bigger_unit() -> None:
    questionnaire = form(FORMS["figures"][0])
    burden, shown = Burden(questionnaire, COSTS), frozenset(questionnaire.variables)
    small, big, any_size = (burden.minutes(shown, size)["page"] for size in ("small", "big", None))
    assert (big - small, any_size - small) == (pytest.approx(2), pytest.approx(1))


@given(st.data())
def test_being_asked_more_never_costs_less(data: st.DataObject) -> None:
    questionnaire = form(*(of for of, _, _ in FORMS.values() if of["type"] != "text"))
    codes = sorted(questionnaire.variables)
    more = data.draw(st.sets(st.sampled_from(codes)))
    less = data.draw(st.sets(st.sampled_from(sorted(more)))) if more else set()
    burden = Burden(questionnaire, COSTS)
    assert burden.minutes(less)["page"] <= burden.minutes(more)["page"]


def test_the_shortest_route_leaves_out_what_has_a_condition() -> None:
    questionnaire = form(
        question("choice", options=YES_NO), question("number", measure="count", shown_if="choice is yes")
    )
    assert always_asked(questionnaire) == {"choice"}


def test_a_survey_without_costs_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"burden\.yaml: \[no-file\] found no such file"):
        load_costs(tmp_path)


WRITTEN = """\
words_per_minute: 180
seconds: {choice: 8, row: 6, tick: 2, number: 60, open: 150, comment: 20, contact: 15}
figure_by: size_group
figure_minutes: {small: 1, big: 3}
"""


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        (
            {"size_group": ["small", "middle", "big", "city"]},
            r":4: .*figure_minutes: found no minutes for middle, city;",
        ),
        ({"county": ["north"]}, r":3: .*figure_by: found 'size_group'; expected one of county;"),
    ],
)
def test_a_group_without_a_price_is_refused(tmp_path: Path, groups: dict[str, list[str]], told: str) -> None:
    (tmp_path / "burden.yaml").write_text(WRITTEN, encoding="utf-8")
    with pytest.raises(DefinitionError, match=told):
        load_costs(tmp_path, groups)


def test_prices_of_groups_that_no_unit_is_in_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "burden.yaml").write_text(WRITTEN, encoding="utf-8")
    assert load_costs(tmp_path, {"size_group": ["big"]}) == COSTS


def test_a_figure_is_never_free_for_want_of_a_price() -> None:
    questionnaire = form(FORMS["figures"][0])
    with pytest.raises(LookupFault, match="figure_minutes has no middle; there are small, big"):
        Burden(questionnaire, COSTS).minutes(frozenset(questionnaire.variables), "middle")
