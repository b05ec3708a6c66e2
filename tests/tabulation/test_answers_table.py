"""Tables of answers: what rows, blocks and the table say together, labels of the form, years that were published."""

from dataclasses import replace

import pytest

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.estimation.intervals import share_interval
from kartlegg.estimation.marks import Mark, SeriesMarks
from kartlegg.estimation.responses import Responses
from kartlegg.estimation.variance import share_of_counts
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Text
from kartlegg.places.groupings import Group, Grouping
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.variables import Variable
from kartlegg.tabulation.answers import Answers, Statement
from kartlegg.tabulation.answers_table import answers_table, said_in
from kartlegg.tabulation.spec import AnswersSpec
from kartlegg.tabulation.words import SharedWords

YES_NO = (
    Option(code="yes", label=Words(nb="Ja", en="Yes"), value=1),
    Option(code="no", label=Words(nb="Nei", en="No"), value=2),
)
VARIABLES = {
    "plan": Variable("plan", Text("Har dere en plan?"), Text("Plan"), type="choice", options=YES_NO),
    "team": Variable("team", Text("Har dere et team?"), Text("Team"), type="choice", options=YES_NO),
    "kinds_day": Variable("kinds_day", Text("Dag"), Text("Dag"), type="tick"),
}
ANSWERS = {
    "North": {"plan": "yes", "team": "no", "kinds_day": 1.0},
    "South": {"plan": "no", "team": "no"},
    "East": {"plan": "yes"},
    "West": {},
}
COAST = Grouping(
    code="coast",
    title=Text("Kyst"),
    groups=(Group("in", Text("Inne")), Group("out", Text("Ute")), Group("far", Text("Langt"))),
)
UNCERTAIN = SeriesMarks(uncertain=(Mark(year=2031, note=Words(nb="Storm")),))
WORDS = {"nb": "Ord"}


@pytest.fixture
def words() -> SharedWords:
    one = {"source": WORDS, "units": WORDS, "count_label": {"nb": "Antall"}, "percent_label": {"nb": "Prosent"}}
    many = {"inhabitants": dict.fromkeys(("children", "adults", "all"), WORDS), "scopes": {}}
    many["target_groups"] = {"staff": WORDS}
    rates = {"rates": dict.fromkeys(("fte", "rate", "own", "mean"), WORDS)}
    one["limit_labels"] = {"low": {"nb": "Fra ({confidence} %)"}, "high": {"nb": "Til"}}
    more = {"change": WORDS, "fte": WORDS, "synthetic": WORDS, "total": {"nb": "Totalt"}, "total_variable": "staff"}
    return SharedWords.model_validate(one | many | rates | more)


@pytest.fixture
def answers() -> Answers:
    groups = {unit: {"coast": "in" if unit in ("North", "South") else "out"} for unit in ANSWERS}
    statuses = {"North": "complete", "South": "complete", "East": "complete", "West": "none"}
    return Answers(
        responses=Responses(
            {unit: Facts(of) for unit, of in ANSWERS.items()}, statuses, groups, {"why": {"North": "money"}}
        ),
        variables=VARIABLES,
        groupings={"coast": COAST},
        marks=UNCERTAIN,
        year=2032,
        published={
            (2029, Statement("team is yes", "count")): 1.0,
            (2031, Statement("plan is yes", "percent", "plan is answered")): 40.0,
            (2030, Statement("plan is yes", "percent", "plan is answered")): 30.0,
        },
    )


def spec(**keys: object) -> AnswersSpec:
    fixed = {"kind": "answers", "title": WORDS, "stub": WORDS, "base": WORDS}
    return AnswersSpec.model_validate(fixed | keys)


OPTIONS = [
    {"of": "{} is yes"},
    {"of": "{} is no"},
    {"of": "{} is answered", "label": {"nb": "Svart"}, "kind": "total"},
]


def test_options_are_counted_and_named_by_the_form(answers: Answers, words: SharedWords) -> None:
    rows, columns, cells = answers_table(spec(variable="plan", rows=OPTIONS), answers, words)
    assert [row.label.nb for row in rows] == ["Ja", "Nei", "Svart"]
    assert [(row.code, row.kind) for row in rows] == [("row_1", "body"), ("row_2", "body"), ("total", "total")]
    assert [column.label.nb for column in columns] == ["Antall", "Prosent"]
    assert [[cell.value for cell in row] for row in cells] == [
        [2.0, pytest.approx(200 / 3)],
        [1.0, pytest.approx(100 / 3)],
        [3.0, 100.0],
    ]


def test_earlier_years_are_looked_up_and_marked(answers: Answers, words: SharedWords) -> None:
    asked = spec(variable="plan", rows=OPTIONS[:1], years=[2029, 2030, 2031, 2032], measures=["percent"])
    _, columns, cells = answers_table(asked, answers, words)
    assert [column.label.nb for column in columns] == ["2029", "2030", "2031", "2032"]
    assert [(cell.value, cell.status) for cell in cells[0][:3]] == [(None, "M"), (30.0, "A"), (40.0, "U")]
    assert cells[0][3].value == pytest.approx(200 / 3)


def test_groups_with_a_unit_are_rows_and_the_country_the_last(answers: Answers, words: SharedWords) -> None:
    asked = spec(by="coast", of="plan is yes", base_of="plan is answered", measures=["percent"])
    rows, _, cells = answers_table(asked, answers, words)
    assert [row.code for row in rows] == ["in", "out", "total"]
    assert [row[0].value for row in cells] == [50.0, 100.0, pytest.approx(200 / 3)]


def test_blocks_are_questions_and_rows_may_be_too(answers: Answers, words: SharedWords) -> None:
    blocks = [{"variable": "plan"}, {"variable": "team", "label": {"nb": "Gruppe"}}]
    _, columns, cells = answers_table(spec(rows=OPTIONS[:1], blocks=blocks, measures=["count"]), answers, words)
    assert [column.path() for column in columns] == ["Plan", "Gruppe"]
    assert [cell.value for cell in cells[0]] == [2.0, 0.0]
    rows, _, cells = answers_table(
        spec(rows=[{"variable": "plan"}, {"variable": "team"}], of="{} is yes", measures=["count"]), answers, words
    )
    assert [(row.label.nb, of[0].value) for row, of in zip(rows, cells, strict=True)] == [
        ("Plan", 2.0),
        ("Team", 0.0),
    ]


def test_a_cell_of_a_row_and_a_block_meets_both(answers: Answers, words: SharedWords) -> None:
    blocks = [{"of": f"team is {option}", "base": f"team is {option}", "label": WORDS} for option in ("no", "yes")]
    rows = [{"of": "plan is yes", "base": "plan is answered"}, {"of": "plan is never", "label": WORDS}]
    asked = spec(rows=rows, blocks=blocks, of="team is blank", base_of="everyone")
    _, _, cells = answers_table(asked, answers, words)
    assert [cell.value for cell in cells[0]] == [1.0, 50.0, 0.0, None]
    assert {cell.status for cell in cells[1]} == {"M"}
    said = said_in(asked, answers, words)[1].statement
    assert (said.of, said.base) == ("(plan is yes) and (team is no)", "(plan is answered) and (team is no)")


@pytest.mark.parametrize(
    ("row", "block", "message"),
    [
        ({"variable": "plan"}, {"variable": "team"}, "variable in rows or in blocks, not in both"),
        ({"measure": "count"}, {"measure": "percent"}, "measure in rows or in blocks, not in both"),
        ({"theme": "money"}, {"theme": "time"}, "theme in rows or in blocks, not in both"),
        ({"theme": "money"}, {"of": "plan is yes"}, "of or theme in rows and blocks"),
        ({"of": "plan is yes"}, {"theme": "money"}, "of or theme in rows and blocks"),
        ({"of": "complete"}, {"of": "plan is yes"}, "conditions where rows and blocks both have of"),
        ({"base": "plan is yes"}, {"base": "everyone"}, "conditions where rows and blocks both have base"),
        ({"year": 2031}, {}, "not in a row"),
    ],
)
def test_what_a_cell_cannot_be_of_at_once_is_refused(
    row: dict[str, object], block: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        spec(variable="plan", of="{} is yes", rows=[row | {"label": WORDS}], blocks=[block | {"label": WORDS}])


def test_boxes_coded_answers_and_kinds_of_reply(answers: Answers, words: SharedWords) -> None:
    rows = [
        {"of": "kinds_day is ticked"},
        {"variable": "why", "theme": "money", "label": {"nb": "Penger"}},
        {"of": "silent", "label": {"nb": "Ikke svart"}},
        {"of": "plan is blank", "base": "complete", "label": {"nb": "Blank"}},
    ]
    found, _, cells = answers_table(spec(rows=rows, measures=["count"]), answers, words)
    assert [(row.label.nb, of[0].value) for row, of in zip(found, cells, strict=True)] == [
        ("Dag", 1.0),
        ("Penger", 1.0),
        ("Ikke svart", 1.0),
        ("Blank", 0.0),
    ]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"rows": [{"of": "plan is"}]}, "plan is: column"),
        ({"rows": [{"of": "plan > 2 and team > 2"}]}, "has no label"),
        ({"rows": [{"label": WORDS}]}, "says nothing"),
        ({"by": "county", "of": "plan is yes"}, "no grouping county; there are coast"),
    ],
)
def test_a_table_that_says_nothing_is_refused(
    answers: Answers, words: SharedWords, keys: dict[str, object], message: str
) -> None:
    with pytest.raises(LookupFault, match=message):
        answers_table(spec(**keys), answers, words)


def test_rows_are_listed_or_groups_never_both() -> None:
    with pytest.raises(ValueError, match="either rows, or by"):
        spec(by="coast", rows=OPTIONS)
    with pytest.raises(ValueError, match="either of, a condition, or theme"):
        spec(rows=[{"of": "plan is yes", "theme": "money"}])


def test_a_group_of_one_row_or_block_is_refused() -> None:
    for keys in (
        {"rows": [{"of": "plan is yes", "group": "north"}]},
        {"rows": OPTIONS, "blocks": [{"group": "north"}]},
    ):
        with pytest.raises(ValueError, match="no group of one alone"):
            spec(**keys)


def test_a_year_of_which_no_answers_were_published_is_refused(answers: Answers, words: SharedWords) -> None:
    with pytest.raises(LookupFault, match="of 1999 was published") as refused:
        answers_table(spec(years=(1999, answers.year), variable="plan", rows=OPTIONS), answers, words)
    assert refused.value.code is FaultCode.UNKNOWN_YEAR


def test_groups_stand_across_as_whole_distributions(answers: Answers, words: SharedWords) -> None:
    asked = spec(across="coast", variable="plan", rows=OPTIONS, measures=["percent"])
    _, columns, cells = answers_table(asked, answers, words)
    assert [column.code for column in columns] == ["in_percent_y2032", "out_percent_y2032", "total_percent_y2032"]
    assert [column.label.nb for column in columns] == ["Inne", "Ute", "Totalt"]
    assert [column.phrase for column in columns] == [Text("Inne"), Text("Ute"), None]
    assert [[cell.value for cell in row] for row in cells[:2]] == [
        [50.0, 100.0, pytest.approx(200 / 3)],
        [50.0, 0.0, pytest.approx(100 / 3)],
    ]
    with pytest.raises(ValueError, match="across without by or blocks"):
        spec(across="coast", by="coast")
    with pytest.raises(LookupFault, match="no grouping lakes"):
        answers_table(spec(across="lakes", variable="plan", rows=OPTIONS), answers, words)


def test_what_was_not_printed_follows_from_what_was(answers: Answers) -> None:
    printed = {"plan is yes": (3.0, 30.0), "plan is no": (6.0, 60.0), "plan is answered": (10.0, 100.0)}
    counts = {(2029, Statement(of, "count")): units for of, (units, _) in printed.items()}
    counts[2029, Statement("plan is blank", "count")] = 2.0
    shares = {(2028, Statement(of, "percent", "plan is answered")): share for of, (_, share) in printed.items()}
    earlier = replace(answers, published=counts | shares)

    def told(of: str, year: int) -> float | None:
        return earlier.cell(Statement(of, "percent", "plan is answered"), year).value

    both = "plan is one of (yes, no)"
    assert earlier.cell(Statement(both, "count"), 2029).value == 9.0
    assert (told("plan is yes", 2029), told(both, 2029)) == (30.0, 90.0)  # of the printed numbers of units
    assert (told(both, 2028), told("plan is one of (yes, other)", 2028)) == (90.0, None)  # of the printed shares
    assert (told("plan is not yes", 2029), told("plan is blank", 2029), told("team is yes", 2029)) == (None,) * 3


LIMITS = {"measures": ["percent", "low", "high"], "variable": "plan"}


def test_limits_stand_beside_their_percentage(answers: Answers, words: SharedWords) -> None:
    _, columns, cells = answers_table(spec(rows=OPTIONS, **LIMITS), answers, words)
    assert [(of.label.nb, of.measure, of.decimals) for of in columns] == [
        ("Prosent", "percent", 0),
        ("Fra (95 %)", "rate", 1),
        ("Til", "rate", 1),
    ]
    blocks = [{"of": "{} is yes", "label": WORDS}, {"of": "{} is yes", "measure": "low"}]
    _, columns, _ = answers_table(spec(rows=[{"variable": "plan"}], blocks=blocks), answers, words)
    assert [(of.group or of.label).nb for of in columns] == ["Ord", "Ord", "Fra (95 %)"]
    limits = share_interval(share_of_counts(2, 3, 4))  # the question is put to all four units
    assert [cell.value for cell in cells[0][1:]] == [limits.low, limits.high]
    assert [(cell.value, cell.status) for cell in cells[2]] == [(100.0, "A"), (None, "M"), (None, "M")]


@pytest.mark.parametrize(("base", "whole"), [("plan is answered", 4), ("participants", 4), ("plan is yes", 3)])
def test_a_base_stands_for_those_who_would_be_in_it(answers: Answers, base: str, whole: int) -> None:
    counted = answers.responses.tally("team is no", base)
    expected = share_interval(share_of_counts(*counted, whole))
    found = [answers.cell(Statement("team is no", measure, base), answers.year).value for measure in ("low", "high")]
    assert found == ([None, None] if expected is None else list(expected))


def test_a_question_that_only_some_are_asked_is_scaled_by_the_response(answers: Answers) -> None:
    asked = {**VARIABLES, "plan": replace(VARIABLES["plan"], shown_if=("team is yes",))}
    units = {f"unit {n}": {"plan": "yes" if n else "no"} if n < 3 else {} for n in range(9)}
    responses = Responses(
        {unit: Facts(of) for unit, of in units.items()},
        {unit: "complete" if n < 7 else "none" for n, unit in enumerate(units)},
        {},
        {},
    )
    some = replace(answers, variables=asked, responses=responses)
    found = some.cell(Statement("plan is yes", "high", "plan is answered"), some.year).value
    assert found == share_interval(share_of_counts(2, 3, 4)).high  # 3 of 7 that replied: 4 of 9, rounded up


def test_a_base_that_silent_units_are_in_has_no_limits(answers: Answers) -> None:
    statuses = dict.fromkeys(answers.responses.facts, "complete") | {"silent one": "none"}
    some = replace(answers, responses=replace(answers.responses, statuses=statuses))
    for base, status in (("everyone", "M"), ("participants", "A")):
        assert some.cell(Statement("team is no", "low", base), some.year).status == status
    percentages = {"base": "everyone", "measure": "percent", "label": WORDS}
    assert spec(rows=OPTIONS, variable="plan", blocks=[percentages, {"of": "{} is yes", "measure": "low"}])


def test_limits_are_hidden_where_they_are_said_to_be(answers: Answers) -> None:
    limit = Statement("plan is yes", "low", "plan is answered")
    assert replace(answers, hidden=frozenset({limit})).cell(limit, answers.year).status == "Q"


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"by": "coast", "of": "plan is yes"}, "without by or across"),
        ({"across": "coast", "rows": OPTIONS}, "without by or across"),
        ({"rows": OPTIONS, "years": [2031, 2032]}, "no years, and no theme"),
        ({"rows": OPTIONS, "blocks": [{"year": 2031}]}, "no years, and no theme"),
        ({"rows": [{"variable": "why", "theme": "money"}]}, "no years, and no theme"),
        ({"rows": [{"of": "plan is yes", "measure": "low"}]}, "not of a row"),
        ({"rows": OPTIONS, "base_of": "everyone"}, "of those that replied"),
        ({"rows": [*OPTIONS, {"of": "plan is no", "base": "silent"}]}, "of those that replied"),
        ({"rows": OPTIONS, "blocks": [{"base": "everyone", "label": WORDS}]}, "of those that replied"),
    ],
)
def test_limits_of_anything_but_all_units_are_refused(keys: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        spec(**(LIMITS | keys))
