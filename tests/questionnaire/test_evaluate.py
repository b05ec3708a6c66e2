"""Conditions and numbers of a reply: what each form says, what is unknown, and that no answer stops it."""

import itertools
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.evaluate import Facts, holds, value_of
from kartlegg.questionnaire.grammar import parse_condition, parse_number
from kartlegg.questionnaire.logic import COMPARED, Truth, every, opposite, some
from kartlegg.questionnaire.rules import And, Condition, Not, Number, Or, Reference
from tests.questionnaire import made_rules

ANSWERS: Answers = {
    "yes": "yes",
    "no": "no",
    "on": 1.0,
    "off": 0.0,
    "three": 3.0,
    "ten": 10.0,
    "tenth": 0.1,
    "fifth": 0.2,
    "three_tenths": 0.3,
    "huge": 1e308,
    "blank": None,
    "spaces": "  ",
    "not_a_number": math.nan,
    "hidden": 5.0,
    "words": "Some words",
}
FACTS = Facts(
    ANSWERS,
    last={"three": 4.0, "yes": "no"},
    register={"kind": "municipality", "county": "03", "population": 2_500},
    hidden={"hidden", "hidden_too"},
)
TRUTHS: tuple[Truth, ...] = (False, None, True)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("yes is yes", True),
        ("yes is no", False),
        ("yes is not no", True),
        ("yes is one of (no, yes)", True),
        ("yes is not one of (no, yes)", False),
        ("gone is yes", None),
        ("gone is not yes", None),
        ("spaces is yes", None),
        ("three is yes", None),
        ("on is ticked", True),
        ("off is ticked", False),
        ("gone is ticked", False),
        ("gone is not ticked", True),
        ("yes is ticked", False),
        ("on is answered", True),
        ("off is answered", True),
        ("gone is answered", False),
        ("gone is blank", True),
        ("spaces is blank", True),
        ("not_a_number is blank", True),
        ("words is answered", True),
        ("hidden is ticked", None),
        ("hidden is not ticked", None),
        ("hidden is answered", None),
        ("hidden is blank", None),
        ("any of (off, on) is ticked", True),
        ("any of (off, gone) is ticked", False),
        ("any of (off, hidden) is ticked", None),
        ("all of (on, on) is ticked", True),
        ("all of (on, off, hidden) is ticked", False),
        ("none of (off, gone) is ticked", True),
        ("none of (off, hidden) is ticked", None),
        ("all of (yes, no) is answered", True),
        ("any of (gone, no) is no", True),
        ("any of (gone, no) is yes", None),
        ("three > 2", True),
        ("three > 3", False),
        ("three >= 3", True),
        ("three < 3", False),
        ("three <= 3", True),
        ("three = 3", True),
        ("three != 3", False),
        ("gone = gone", None),
        ("words > 3", None),
        ("tenth + fifth = three_tenths", True),
        ("tenth + fifth > three_tenths", False),
        ("three within 7 of ten", True),
        ("three within 6.99 of ten", False),
        ("tenth + fifth within 0 of three_tenths", True),
        ("three within 70 percent of ten", True),
        ("ten within 70 percent of three", False),
        ("three within gone of ten", None),
        ("huge within 1 of -huge", None),
        ("huge within huge percent of huge", None),
        ("three between 3 and 3", True),
        ("three between 4 and gone", False),
        ("three between 1 and gone", None),
        ("ten / off = 1", None),
        ("huge * huge > 1", None),
        ("three / three = 1", True),
        ("not gone is yes", None),
        ("yes is no and gone is yes", False),
        ("yes is yes or gone is yes", True),
        ("yes is yes and gone is yes", None),
        ("three > last.three", False),
        ("last.three is answered", True),
        ("last.ten is blank", True),
        ("last.yes is no", True),
        ("register.kind is not agency", True),
        ("register.county is 03", True),
        ("register.population > 2000", True),
        ("register.population_adults > 2000", None),
        ("hidden < 3 or number of (on, hidden) ticked = 1", True),
    ],
)
def test_conditions(text: str, truth: Truth) -> None:
    assert holds(parse_condition(text), FACTS) is truth


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three + ten * 2", 23.0),
        ("-three - -ten", 7.0),
        ("three / ten", 0.3),
        ("three / off", None),
        ("three + gone", None),
        ("three + hidden", None),
        ("three + yes", None),
        ("huge + huge", None),
        ("huge * ten - huge * ten", None),
        ("sum of (three, gone, hidden, ten)", 13.0),
        ("sum of (gone, hidden)", None),
        ("sum of (huge, huge)", None),
        ("sum of (huge, huge, -huge)", None),
        ("largest of (three, gone, ten)", 10.0),
        ("smallest of (three, gone, ten)", 3.0),
        ("smallest of (gone)", None),
        ("number of (on, off, gone, hidden) ticked", 1.0),
        ("number of (hidden, hidden_too) ticked", None),
        ("absolute of (three - ten)", 7.0),
        ("absolute of gone", None),
        ("register.population / 10000", 0.25),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert value_of(parse_number(text), FACTS) == value


@given(made_rules.conditions, made_rules.facts)
def test_no_answer_stops_a_condition(condition: Condition, facts: Facts) -> None:
    assert holds(condition, facts) in TRUTHS


@given(made_rules.numbers, made_rules.facts)
def test_a_number_is_finite_or_unknown(number: Number, facts: Facts) -> None:
    value = value_of(number, facts)
    assert value is None or (isinstance(value, float) and math.isfinite(value))


@given(made_rules.judgements, made_rules.facts)
def test_nothing_is_known_of_what_was_not_asked(condition: Condition, facts: Facts) -> None:
    nobody = Facts(facts.answers, facts.last, facts.register, frozenset(made_rules.CODES))
    if "last." not in str(condition) and "register." not in str(condition):
        assert holds(condition, nobody) is None


@given(made_rules.own, made_rules.absurd)
def test_what_is_hidden_changes_nothing(reference: Reference, value: Any) -> None:
    for word in ("ticked", "answered", "blank", "yes", "not no"):
        facts = Facts({reference.code: value}, hidden={reference.code})
        assert holds(parse_condition(f"{reference} is {word}"), facts) is None


def test_the_three_values_are_ordered_false_unknown_true() -> None:
    """Kleene's and is the least of its parts, or the greatest; not turns the order round."""
    for parts in itertools.chain(*(itertools.product(TRUTHS, repeat=count) for count in range(1, 4))):
        assert every(parts) is min(parts, key=TRUTHS.index)
        assert some(parts) is max(parts, key=TRUTHS.index)
    assert [opposite(truth) for truth in TRUTHS] == list(reversed(TRUTHS))


@settings(max_examples=50)
@given(made_rules.conditions, made_rules.conditions, made_rules.conditions, made_rules.facts)
def test_the_laws_of_the_logic_hold(a: Condition, b: Condition, c: Condition, facts: Facts) -> None:
    for left, right in (
        (Not(Not(a)), a),
        (Not(And((a, b))), Or((Not(a), Not(b)))),
        (Not(Or((a, b))), And((Not(a), Not(b)))),
        (And((a, b)), And((b, a))),
        (Or((a, b, c)), Or((c, Or((a, b))))),
        (And((a, Or((b, c)))), Or((And((a, b)), And((a, c))))),
        (Or((a, And((a, b)))), a),
        (And((a, Or((a, b)))), a),
    ):
        assert holds(left, facts) is holds(right, facts)


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_one_sign_is_true_of_any_two_numbers(left: float, right: float) -> None:
    told = {sign: says(left, right) for sign, says in COMPARED.items()}
    assert [told[sign] for sign in "<=>"].count(True) == 1
    assert told[">="] is (told[">"] or told["="])
    assert told["<="] is (told["<"] or told["="])
    assert told["!="] is not told["="]
    assert COMPARED["<"](right, left) is told[">"]
