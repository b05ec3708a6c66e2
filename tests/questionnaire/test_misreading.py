"""What cannot be read is told with its place, what could stand there, and what was probably meant."""

import pytest

from kartlegg.errors import RuleError
from kartlegg.questionnaire.grammar import parse_condition, parse_number


@pytest.mark.parametrize(
    ("text", "column", "found", "remedy"),
    [
        ("", 1, "nothing", "write the rest of the rule"),
        ("team", 5, "the end of the rule", "write the rest of the rule"),
        ("team is", 8, "the end of the rule", "write the rest of the rule"),
        ("team is tickd", 9, "`tickd`", "write `is ticked`; if it is an option, give the option another code"),
        (
            "any of (a, b) is answred",
            18,
            "`answred`",
            "write `is answered`; if it is an option, give the option another",
        ),
        ("a wihtin 1 of b", 3, "`wihtin`", "write `within`"),
        ("a within 1 off b", 12, "`off`", "write `of`"),
        ("a is yes adn b is no", 10, "`adn`", "write `and`"),
        ("a is yes AND b is no", 10, "`AND`", "write `and`"),
        ("a is yes og b is no", 10, "`og`", "write `and`"),
        ("a is yes, b is no", 9, "`,`", "put `and` or `or` between two conditions"),
        ("a is yes b is no", 10, "`b`", "put `and` or `or` between two conditions"),
        ("Team is yes", 1, "`Team`", "write codes and words in small letters"),
        ("lst.team > 3", 1, "`lst.team`", "write `last.team`"),
        ("a > 12,5", 7, "`,`", "write decimals with a point, such as 12.5"),
        ("a > 1 000", 7, "`000`", "write the digits together, such as 12500"),
        ("a == 3", 3, "`==`", "write `=`"),
        ("a ≥ 3", 3, "`≥`", "write `>=`"),
        ("a > 1 && b > 2", 7, "`&&`", "write `and`"),
        ("a within 20 % of b", 13, "`%`", "write `percent`"),
        ("a > b > c", 7, "`>`", "compare twice, as in `a > b and b > c`"),
        ("(a is yes", 10, "the end of the rule", "close the parenthesis"),
        ("a is yes)", 9, "`)`", "remove it, or open a parenthesis before"),
        ('a is "yes"', 6, '`"`', "write options and codes without quotes"),
        ("(a + b) is yes", 9, "`is`", "say `is` of a code alone, and compare numbers with `=`"),
        ("any (a, b) is ticked", 5, "`(`", "put `of` before it"),
        ("any of a, b is ticked", 8, "`a`", "write the list in parentheses"),
        ("a is one of (yes, no, yes)", 23, "`yes` twice in a list", "remove one of the two"),
        (
            "a is one of (yes, ticked)",
            19,
            "`ticked`",
            "write `is ticked`; if it is an option, give the option another code",
        ),
        ("a is not not yes", 10, "`not`", "write there what is expected, or remove what stands there"),
        (f"a > {'9' * 400}", 5, "400 digits", "correct the number"),
    ],
)
def test_where_what_and_how_to_mend_it(text: str, column: int, found: str, remedy: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_condition(text)
    error = caught.value
    assert (error.column, error.found) == (column, found)
    assert error.remedy.startswith(remedy)
    assert str(error) == f"column {column}: found {found}; expected {error.expected}; to mend it, {error.remedy}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not", "a condition such as `code is yes`"),
        ("a is", "an option, `answered`, `blank`, `not` or `ticked`"),
        ("a is yes x", "`and`, `or` or the end of the rule"),
        ("(a is yes", "`and`, `or` or `)`"),
        ("a >", "a number: digits, a code or a form such as `sum of (...)`"),
        ("a > 1 !", "an operation (`+`, `-`, `*`, `/`), `and`, `or` or the end of the rule"),
        (
            "a",
            "a comparison (`>`, `>=`, `<`, `<=`, `=`, `!=`), an operation (`+`, `-`, `*`, `/`), "
            "`between`, `is` or `within`",
        ),
        ("any of (", "a code"),
        ("a is one of (x", "`,` or `)`"),
        ("number of (a)", "`ticked`"),
    ],
)
def test_what_could_stand_there_is_told_in_plain_words(text: str, expected: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_condition(text)
    assert caught.value.expected == expected


def test_a_number_is_no_condition_and_a_condition_no_number() -> None:
    with pytest.raises(RuleError, match="column 6: found the end of the rule; expected a comparison"):
        parse_condition("a + 3")
    with pytest.raises(RuleError, match="column 3: found `is`; expected an operation"):
        parse_number("a is yes")


def test_an_option_that_only_resembles_a_state_is_an_option() -> None:
    assert str(parse_condition("a is one of (black, answer_4, ticket)")) == "a is one of (black, answer_4, ticket)"
