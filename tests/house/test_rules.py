"""The page on the small language tells every word and every form of it, and what it tells is so."""

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from kartlegg.errors import RuleError
from kartlegg.questionnaire.answers import Missing
from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.grammar import SILENT_WORDS, WORDS, parse_condition, parse_number
from kartlegg.questionnaire.logic import every, opposite, some
from kartlegg.questionnaire.rules import REGISTER_NAMES, Condition, Node, Number, children
from tests.house.checkout import CHECKOUT, refuse
from tests.house.test_reference import untold

PAGE = "docs/reference/rules.md"
TEXT = (CHECKOUT / PAGE).read_text(encoding="utf-8")
TRUTHS = {"true": True, "unknown": None, "false": False}


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the tables of a section of the page, heads and rules apart."""
    section = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if not line.startswith("|---") and not after.startswith("|---")
    ]


def below(node: Node) -> Iterator[Node]:
    """Yield a node and all below it."""
    yield node
    for child in children(node):
        yield from below(child)


def test_every_word_is_told() -> None:
    refuse(untold(CHECKOUT, [*WORDS, *SILENT_WORDS, *REGISTER_NAMES, *Missing], PAGE))


def test_every_form_is_told_by_an_example_that_can_be_read() -> None:
    conditions = [parse_condition(row[0].strip("`")) for row in rows("Conditions")]
    numbers = [parse_number(row[0].strip("`")) for row in rows("Numbers")]
    told = {type(node) for tree in (*conditions, *numbers) for node in below(tree)}
    # A minus before a number stands beside its example: a row of its own would tell too little.
    told |= {type(parse_number(found)) for found in re.findall(r"`(-[a-z_]+)`", TEXT)}
    assert {*get_args(Condition), *get_args(Number)} <= told


def test_what_goes_first_is_told_as_it_is() -> None:
    assert parse_number("a - b - c") == parse_number("(a - b) - c")
    for text in ("not a is yes and b is yes or c is yes", "((not (a is yes)) and b is yes) or c is yes"):
        assert f"`{text}`" in TEXT
        assert str(parse_condition(text)) == "not a is yes and b is yes or c is yes"


def test_the_three_values_are_told_as_they_are() -> None:
    told = [row for row in rows("When something is missing") if len(row) == 5]
    assert len(told) == 6
    for row in told:
        a, b, *outcome = (TRUTHS[cell] for cell in row)
        assert outcome == [opposite(a), every((a, b)), some((a, b))]


def test_what_is_missing_is_told_as_it_is() -> None:
    told = [row for row in rows("When something is missing") if len(row) == 7]
    facts = {"blank": Facts({}), "not asked for": Facts({"x": "yes"}, hidden={"x"})}
    texts = ("x is yes", "x is not yes", "x is ticked", "x is not ticked", "x is answered", "x is blank")
    assert [row[0] for row in told] == ["there", *facts]
    for state, *cells in told[1:]:
        assert [holds(parse_condition(text), facts[state]) for text in texts] == [TRUTHS[cell] for cell in cells]


def test_the_message_that_is_shown_is_the_message() -> None:
    shown = TEXT.split("```text\n")[1].split("```")[0]
    with pytest.raises(RuleError) as caught:
        parse_condition("a wihtin 1 of b")
    assert " ".join(shown.split()) == str(caught.value)
