"""Answers as people write them are read, or refused with a reason where they could mean something else."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.definitions import Words
from kartlegg.errors import AnswerError
from kartlegg.language import Language, Text
from kartlegg.questionnaire.answers import Missing, Value, answered, missing_kind, parse_answer
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounding import format_number
from tests.questionnaire import made_rules

NAME = Text("Navn")
FTE = Variable("fte", NAME, NAME, measure="fte", decimals=2, at_least=0, at_most=10_000)
COUNT = Variable("count", NAME, NAME, measure="count", decimals=0)
SHARE = Variable("share", NAME, NAME, measure="percent", decimals=1, at_least=0, at_most=100)
FREE = Variable("free", NAME, NAME)
TICK = Variable("tick", NAME, NAME, type="tick")
WORDS = Variable("words", NAME, NAME, type="text", at_most=10)
CHOICE = Variable(
    "choice",
    NAME,
    NAME,
    type="choice",
    options=(
        Option(code="large", label=Words(nb="I stor grad", nn="I stor grad", en="To a large degree")),
        Option(code="some", label=Words(nb="I noen grad", nn="I nokon grad", en="To some degree")),
        Option(code="nei", label=Words(nb="Ja")),
        Option(code="yes", label=Words(nb="Nei")),
        Option(code="do_not_know", label=Words(nb="Vet ikke"), kind="do_not_know"),
        Option(code="none", label=Words(nb="Ikke aktuelt"), kind="not_applicable"),
    ),
)


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        (FTE, "12", 12.0),
        (FTE, " 12,5 ", 12.5),
        (FTE, "12.5", 12.5),
        (FTE, "1 234,5", 1234.5),
        (FTE, "1\u00a0234,5", 1234.5),
        (FTE, "1 234.5", 1234.5),
        (FTE, "1,234.5", 1234.5),
        (FTE, "1.234,5", 1234.5),
        (FTE, "0,250", 0.25),
        (FTE, "1234,500", 1234.5),
        (FTE, "", None),
        (FTE, " \n", None),
        (COUNT, "12,0", 12.0),
        (COUNT, "1,234,567", 1234567.0),
        (COUNT, "1.234.567", 1234567.0),
        (COUNT, "\u22125", -5.0),
        (SHARE, "33,3 %", 33.3),
        (SHARE, "100%", 100.0),
        (FREE, "0,12345", 0.12345),
        (FREE, "1,2340", 1.234),
        (TICK, "x", 1.0),
        (TICK, " Ja ", 1.0),
        (TICK, "1", 1.0),
        (TICK, "FALSE", 0.0),
        (TICK, "nei", 0.0),
        (TICK, "", None),
        (CHOICE, "large", "large"),
        (CHOICE, "I STOR  GRAD", "large"),
        (CHOICE, "i nokon grad", "some"),
        (CHOICE, "To some degree", "some"),
        (CHOICE, "nei", "nei"),
        (CHOICE, "Ja", "nei"),
        (CHOICE, "  ", None),
        (WORDS, "  A\nline ", "A\nline"),
        (WORDS, "0123456789 ", "0123456789"),
        (WORDS, " ", None),
    ],
)
def test_answers_as_people_write_them(variable: Variable, text: str, value: Value) -> None:
    assert parse_answer(variable, text) == value


@pytest.mark.parametrize(
    ("variable", "text", "reason", "expected"),
    [
        (FTE, "1,234", "ambiguous", "1234 if the mark parts thousands, 1,23 if it begins decimals"),
        (FTE, "2.000", "ambiguous", "2000 if the mark parts thousands, 2,00 if it begins decimals"),
        (FREE, "-1.234", "ambiguous", "1234 if the mark parts thousands, 1,2340 if it begins decimals"),
        (COUNT, "12.500", "ambiguous", "12500, without a mark between thousands"),
        (FTE, "12,345,6", "not_a_number", "a number such as 12, 12,5 or 1 234,5"),
        (FTE, "1,234,567.8.9", "not_a_number", "a number such as 12, 12,5 or 1 234,5"),
        (FTE, "ca. 5", "not_a_number", "a number such as 12, 12,5 or 1 234,5"),
        (FTE, "5 %", "not_a_number", "a number such as 12, 12,5 or 1 234,5"),
        (FTE, "nan", "not_a_number", "a number such as 12, 12,5 or 1 234,5"),
        (FTE, "1e3", "not_a_number", "a number such as 12, 12,5 or 1 234,5"),
        (FTE, "0,3333", "too_many_decimals", "at most 2 decimals"),
        (COUNT, "2,5", "too_many_decimals", "a whole number"),
        (FTE, "-1", "too_small", "0 or more"),
        (FTE, "10000,5", "too_large", "10,000 or less"),
        (FREE, "9" * 400, "too_large", "1,000,000,000,000,000 or less"),
        (FREE, "-" + "9" * 5000, "too_small", "\u22121,000,000,000,000,000 or more"),
        (TICK, "kanskje", "not_a_tick", "one of 1, x, ja, yes, true, 0, nei, no, false"),
        (CHOICE, "I liten grad", "not_an_option", "one of large, some, nei, yes, do_not_know, none"),
        (WORDS, "0123456789a", "too_long", "at most 10"),
    ],
)
def test_what_is_no_answer_is_refused(variable: Variable, text: str, reason: str, expected: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(variable, text)
    assert (caught.value.reason, caught.value.expected) == (reason, expected)


@given(st.decimals(-9999, 9999, places=2), st.sampled_from(("nb", "en")))
def test_a_printed_number_is_read_back(number: Any, language: Language) -> None:
    assert parse_answer(Variable("n", NAME, NAME, decimals=2), format_number(number, 2, language)) == float(number)


@given(st.sampled_from((FTE, COUNT, SHARE, FREE, TICK, CHOICE, WORDS)), st.text() | st.text("0123456789., -%xe"))
def test_any_text_is_an_answer_or_refused(variable: Variable, text: str) -> None:
    try:
        value = parse_answer(variable, text)
    except AnswerError:
        return
    assert value == answered(value)
    assert (value is None) == (not text.strip())
    assert missing_kind(variable, value) in {None, Missing.BLANK, Missing.DO_NOT_KNOW, Missing.NOT_APPLICABLE}


@given(made_rules.absurd)
def test_what_is_no_answer_counts_as_blank(value: Any) -> None:
    answer = answered(value)
    assert answer is None or (isinstance(answer, str) and answer.strip()) or math.isfinite(float(answer))
    assert answered(answer) == answer


@pytest.mark.parametrize(
    ("value", "shown", "kind"),
    [
        ("large", True, None),
        ("large", False, Missing.NOT_ASKED),
        (None, False, Missing.NOT_ASKED),
        (None, True, Missing.BLANK),
        (" ", True, Missing.BLANK),
        (math.nan, True, Missing.BLANK),
        ("do_not_know", True, Missing.DO_NOT_KNOW),
        ("none", True, Missing.NOT_APPLICABLE),
    ],
)
def test_why_an_answer_is_missing(value: Value, shown: bool, kind: Missing | None) -> None:
    assert missing_kind(CHOICE, value, shown=shown) is kind
