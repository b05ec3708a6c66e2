"""Sides of a Likert figure: by codes and boxes whatever the order of rows, and what has no side."""

from dataclasses import replace

import pytest

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.language import Text
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.variables import Variable
from kartlegg.tabulation.answers import Answers
from kartlegg.tabulation.answers_table import answers_table
from kartlegg.tabulation.figure import Sides
from kartlegg.tabulation.sides import sides_of
from kartlegg.tabulation.spec import FigureSpec, SeriesSpec
from kartlegg.tabulation.table import Table
from kartlegg.tabulation.words import SharedWords
from tests.tabulation.test_answers_table import answers, spec, words

__all__ = ["answers", "words"]

CODES = ("very", "quite", "so_so", "little", "none")
BOXES = {"many": ("quite", "very"), "few": ("none", "little"), "some_or_more": ("so_so", "quite", "very")}
ANSWERED = tuple(Option(code=code, label=Words(nb=code)) for code in CODES)
UNSURE = Option(code="unsure", kind="do_not_know", label=Words(nb="Vet ikke"))
BASE = {"of": "{} is answered", "measure": "count", "kind": "base", "label": {"nb": "Svar"}}


def asked(code: str, *options: Option, **boxes: tuple[str, ...]) -> Variable:
    return Variable(code, Text(code), Text(code), type="choice", options=options, boxes=boxes)


FALLING = asked("light", *ANSWERED, UNSURE, **BOXES)
RISING = asked("noise", *reversed(ANSWERED), **BOXES)


@pytest.fixture
def likert(answers: Answers) -> Answers:
    return replace(answers, variables={"light": FALLING, "noise": RISING, **answers.variables})


def figure(*rows: object, sides: tuple[str, str] = ("few", "many"), **keys: object) -> FigureSpec:
    told = {key: {"nb": "x"} for key in ("title", "subtitle", "alt")}
    data = spec(rows=rows, measures=["percent"], **keys).model_dump(exclude_unset=True)
    return FigureSpec.model_validate({"number": "1", "kind": "likert", "sides": sides, "data": data, **told})


def options(*codes: str) -> list[object]:
    return [*({"of": f"{{}} is {code}", "label": {"nb": code}} for code in codes), BASE]


def sides(of: FigureSpec, answers: Answers, words: SharedWords) -> Sides | None:
    assert of.data is not None
    assert of.data.kind == "answers"
    table = Table("1", Text("t"), Text("s"), *answers_table(of.data, answers, words), Text("b"), Text("k"))
    return sides_of(of, table, answers, words)


@pytest.mark.parametrize("variable", ["light", "noise"])
def test_a_scale_stands_the_same_way_whichever_end_comes_first(
    likert: Answers, words: SharedWords, variable: str
) -> None:
    of = figure(*options(*CODES), variable=variable)
    assert sides(of, likert, words) == Sides(("row_5", "row_4"), ("row_3",), ("row_2", "row_1"))


def test_the_order_of_rows_tells_nothing(likert: Answers, words: SharedWords) -> None:
    of = figure(*options("unsure", "little", "very", "so_so", "quite", "none"), variable="light")
    assert sides(of, likert, words) == Sides(("row_6", "row_2"), ("row_4",), ("row_5", "row_3"), ("row_1",))


def test_the_boxes_may_be_turned_and_questions_of_two_scales_stand_together(
    likert: Answers, words: SharedWords
) -> None:
    both = {"blocks": [{"variable": "noise"}, {"variable": "light"}]}
    turned = figure(*options("unsure", "very", "none"), sides=("many", "few"), **both)
    assert sides(turned, likert, words) == Sides(("row_2",), (), ("row_3",), ("row_1",))


@pytest.mark.parametrize(
    ("of", "told"),
    [
        (figure(*options("very")[:1], variable="light"), "give it a row of kind base that counts them"),
        (figure(*options("yes"), variable="plan"), "plan has no boxes few and many; there are none"),
        (figure(*options("yes"), variable="kinds_day"), "kinds_day has no boxes"),
        (figure({"of": "light is answered", "label": {"nb": "x"}}, BASE, variable="light"), "counts an option"),
        (figure(*options("not very"), variable="light"), "counts an option of a scale"),
        (figure(*options("one of (very, so_so)"), variable="light"), "on one side, not high and middle"),
        (
            figure(*options("so_so", "quite", "very"), sides=("few", "some_or_more"), variable="light"),
            "3 rows stand high in a Likert figure, which has room for 2",
        ),
        (
            figure({"of": "light is very"}, BASE, sides=("many", "few"), blocks=[{"variable": "light"}]),
            None,
        ),
    ],
)
def test_what_has_no_side_is_refused(likert: Answers, words: SharedWords, of: FigureSpec, told: str | None) -> None:
    if told is None:
        assert sides(of, likert, words) == Sides(("row_1",), (), ())
        return
    with pytest.raises(LookupFault, match=told):
        sides(of, likert, words)


def test_an_option_on_two_sides_of_two_scales_is_refused(likert: Answers, words: SharedWords) -> None:
    other = asked("smell", *ANSWERED, many=("little",), few=("very",))
    of = figure(*options("very"), blocks=[{"variable": "light"}, {"variable": "smell"}])
    with pytest.raises(LookupFault, match="smell is very stands low, and the first cell of its row high"):
        sides(of, replace(likert, variables={**likert.variables, "smell": other}), words)


def test_sides_belong_to_likert_figures_of_answers() -> None:
    told = dict.fromkeys(("title", "subtitle", "alt"), Words(nb="x"))
    series = SeriesSpec(
        kind="series", rows=("a",), years=(1,), title=Words(nb="t"), stub=Words(nb="s"), base=Words(nb="b")
    )
    with pytest.raises(ValueError, match="sides where the kind is likert"):
        FigureSpec(number="1", kind="bars", data=series, sides=("few", "many"), **told)
    with pytest.raises(ValueError, match="sides where the kind is likert"):
        FigureSpec(number="1", kind="likert", data=series, **told)
    with pytest.raises(ValueError, match="data of the kind answers"):
        FigureSpec(number="1", kind="likert", data=series, sides=("few", "many"), **told)
