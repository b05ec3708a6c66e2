"""Every form reads to the tree it says, prints to what reads the same, and no text is too deep or too odd."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kartlegg.errors import RuleError
from kartlegg.questionnaire.grammar import (
    MAX_DEPTH,
    SILENT_WORDS,
    WORDS,
    option_uses,
    parse_condition,
    parse_number,
    references,
)
from kartlegg.questionnaire.rules import (
    Absolute,
    Among,
    And,
    Arithmetic,
    Between,
    Comparison,
    Condition,
    Is,
    Negative,
    Not,
    Number,
    Numeral,
    Or,
    Predicate,
    Reference,
    Summary,
    TickCount,
    Within,
)
from tests.questionnaire import made_rules

A, B, C = (Reference("answer", code) for code in "abc")
YES, TICKED = Predicate(options=("yes",)), Predicate("ticked")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a is yes", Is(A, YES)),
        ("a is not yes", Is(A, Predicate(options=("yes",), denied=True))),
        ("a is one of (large, very_large)", Is(A, Predicate(options=("large", "very_large")))),
        ("a is not one of (no, 03)", Is(A, Predicate(options=("no", "03"), denied=True))),
        ("a is one of (yes)", Is(A, YES)),
        ("a is one", Is(A, Predicate(options=("one",)))),
        ("a is none", Is(A, Predicate(options=("none",)))),
        ("a is ticked", Is(A, TICKED)),
        ("a is not ticked", Is(A, Predicate("ticked", denied=True))),
        ("a is answered", Is(A, Predicate("answered"))),
        ("a is blank", Is(A, Predicate("blank"))),
        ("any of (a, b) is ticked", Among("any", (A, B), TICKED)),
        ("all of (a, b) is answered", Among("all", (A, B), Predicate("answered"))),
        ("none of (a) is yes", Among("none", (A,), YES)),
        ("a within 1 of b", Within(A, Numeral(1), False, B)),
        ("a within 20 percent of b", Within(A, Numeral(20), True, B)),
        ("a between 0 and 100 and b is yes", And((Between(A, Numeral(0), Numeral(100)), Is(B, YES)))),
        (
            "last.a = register.population",
            Comparison("=", Reference("last", "a"), Reference("register", "population")),
        ),
        ("a is yes or b is yes and c is yes", Or((Is(A, YES), And((Is(B, YES), Is(C, YES)))))),
        ("(a is yes or b is yes) and c is yes", And((Or((Is(A, YES), Is(B, YES))), Is(C, YES)))),
        ("not a is yes and b is yes", And((Not(Is(A, YES)), Is(B, YES)))),
        ("is_part\n  is\tyes", Is(Reference("answer", "is_part"), YES)),
        ("a>-3", Comparison(">", A, Negative(Numeral(3)))),
    ],
)
def test_conditions(text: str, tree: Condition) -> None:
    assert parse_condition(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("12.5", Numeral(12.5)),
        ("a - b - c", Arithmetic("-", Arithmetic("-", A, B), C)),
        ("a - (b - c)", Arithmetic("-", A, Arithmetic("-", B, C))),
        ("a + b * c", Arithmetic("+", A, Arithmetic("*", B, C))),
        ("-a * b", Arithmetic("*", Negative(A), B)),
        ("sum of (a, b + 1)", Summary("sum", (A, Arithmetic("+", B, Numeral(1))))),
        ("largest of (a)", Summary("largest", (A,))),
        ("smallest of (a, 0)", Summary("smallest", (A, Numeral(0)))),
        ("number of (a, b) ticked", TickCount((A, B))),
        ("absolute of a - b", Arithmetic("-", Absolute(A), B)),
        ("absolute of (a - b)", Absolute(Arithmetic("-", A, B))),
    ],
)
def test_numbers(text: str, tree: Number) -> None:
    assert parse_number(text) == tree


@given(made_rules.conditions)
def test_a_printed_condition_reads_back(tree: Condition) -> None:
    assert parse_condition(str(tree)) == tree
    assert str(parse_condition(str(tree))) == str(tree)


@given(made_rules.numbers)
@example(Arithmetic("/", A, Arithmetic("*", Negative(Negative(B)), Numeral(5e-324))))
@example(Numeral(1.7976931348623157e308))
def test_a_printed_number_reads_back(tree: Number) -> None:
    assert parse_number(str(tree)) == tree


@settings(max_examples=50)
@given(made_rules.conditions)
def test_what_a_rule_names_stands_in_its_text(tree: Condition) -> None:
    assert all(str(reference) in str(tree) for reference in references(tree))
    assert all(option in str(tree) and reference in references(tree) for reference, option in option_uses(tree))


def test_what_a_rule_names_is_told_in_order() -> None:
    tree = parse_condition("b is one of (yes, no) and any of (a, b) is not other or last.c > sum of (c, a)")
    last = Reference("last", "c")
    assert references(tree) == (B, A, last, C)
    assert option_uses(tree) == [(B, "yes"), (B, "no"), (A, "other"), (B, "other")]


@given(
    st.text(alphabet="ab1. ()+-*/<>=!,'\"ø\n", max_size=30)
    | st.lists(
        st.sampled_from((*WORDS, *SILENT_WORDS, "a", "last.b", "yes", "3", "(", ")", ",", "+", ">", "=="))
    ).map(" ".join)
)
def test_any_text_is_a_rule_or_refused_at_its_place(text: str) -> None:
    for parse in (parse_condition, parse_number):
        read = _read_or_refused(parse, text)
        if isinstance(read, RuleError):
            assert 1 <= read.column <= len(text) + 1
            assert all((read.found, read.expected, read.remedy))
            assert not re.search("_|[A-Z]{3}", str(read)), "the grammar's own names are nobody's words"
        else:
            assert parse(str(read)) == read


def _read_or_refused(parse: Callable[[str], Condition | Number], text: str) -> Condition | Number | RuleError:
    try:
        return parse(text)
    except RuleError as error:
        return error


@pytest.mark.parametrize("depth", [500, 5000])
def test_parentheses_may_stand_in_parentheses(depth: int) -> None:
    assert parse_number("(" * depth + "a" + ")" * depth) == A
    assert parse_condition("(" * depth + "a > 1" + ")" * depth) == parse_condition("a > 1")


@pytest.mark.parametrize("text", ["not " * 5000 + "a is yes", "a > " + "-" * 5000 + "1", "a > 1" + " + 1" * 5000])
def test_forms_too_deep_are_refused(text: str) -> None:
    with pytest.raises(RuleError, match="more than 100 forms inside one another"):
        parse_condition(text)


def test_forms_as_deep_as_may_be_can_be_used() -> None:
    text = "not (b is yes and " * (MAX_DEPTH // 2 - 1) + "a is yes" + ")" * (MAX_DEPTH // 2 - 1)
    tree = parse_condition(text)
    assert parse_condition(str(tree)) == tree
    assert hash(tree) == hash(parse_condition(str(tree)))
    assert references(tree) == (B, A)


def test_a_rule_may_be_long() -> None:
    tree = parse_condition(" or ".join(f"a = {number}" for number in range(3000)))
    assert isinstance(tree, Or)
    assert len(tree.conditions) == 3000
