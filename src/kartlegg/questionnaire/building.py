"""From what the parser has read to nodes of a tree, one method for each form of the grammar. No meaning enters.

What the grammar lets through and yet is no rule is refused here: an unknown name of the register, a misspelt state,
the same code twice in a list, a numeral too large for a number.
"""

import difflib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import isinf
from typing import cast

from lark import Token, Transformer, v_args

from kartlegg.errors import RuleError
from kartlegg.questionnaire.rules import (
    Absolute,
    Among,
    And,
    Arithmetic,
    Between,
    Comparator,
    Comparison,
    Condition,
    Is,
    Kind,
    Negative,
    Node,
    Not,
    Number,
    Numeral,
    Operator,
    Or,
    Predicate,
    Quantifier,
    Reference,
    Source,
    State,
    Summary,
    TickCount,
    Within,
)

_STATES = ("ticked", "answered", "blank")
_ALIKE = 0.85
"""How like a state (difflib's ratio) an option may be before it is taken for the state misspelt."""


@v_args(inline=True)
class TreeBuilder(Transformer[Token, Node]):
    """Called by the parser for each form as soon as it is read, so that no text is too deep for it."""

    def either(self, *conditions: Condition) -> Or:
        """Build `a or b`."""
        return Or(conditions)

    def both(self, *conditions: Condition) -> And:
        """Build `a and b`."""
        return And(conditions)

    def opposite(self, condition: Condition) -> Not:
        """Build `not a`."""
        return Not(condition)

    def judged(self, reference: Reference, predicate: Predicate) -> Is:
        """Build `a is ...`."""
        return Is(reference, predicate)

    def among(self, quantifier: Token, references: tuple[Reference, ...], predicate: Predicate) -> Among:
        """Build `any of (a, b) is ...`."""
        return Among(cast("Quantifier", str(quantifier)), references, predicate)

    def comparison(self, left: Number, comparator: Token, right: Number) -> Comparison:
        """Build `a > b`."""
        return Comparison(cast("Comparator", str(comparator)), left, right)

    def within(self, left: Number, distance: Number, right: Number) -> Within:
        """Build `a within 1 of b`."""
        return Within(left, distance, False, right)

    def within_percent(self, left: Number, distance: Number, right: Number) -> Within:
        """Build `a within 20 percent of b`."""
        return Within(left, distance, True, right)

    def between(self, number: Number, low: Number, high: Number) -> Between:
        """Build `a between 0 and 100`."""
        return Between(number, low, high)

    def denied(self, predicate: Predicate) -> Predicate:
        """Build `is not ...`."""
        return replace(predicate, denied=True)

    def state(self, word: Token) -> Predicate:
        """Build `is ticked`."""
        return Predicate(state=cast("State", str(word)))

    def options(self, *options: Token) -> Predicate:
        """Build `is yes` and `is one of (yes, no)`."""
        _refuse_twice(options)
        return Predicate(options=tuple(map(str, options)))

    def option(self, word: Token) -> Token:
        """Pass an option; raises RuleError where a state is meant."""
        meant = _state_meant(str(word))
        if meant:
            remedy = f"write `is {meant}`; if it is an option, give the option another code"
            raise RuleError(_column(word), f"`{word}`", f"an option, or `{meant}` alone behind `is`", remedy)
        return word

    def option_one(self) -> str:
        """Build the option that is called as the word of `one of`."""
        return "one"

    def arithmetic(self, left: Number, operator: Token, right: Number) -> Arithmetic:
        """Build `a + b`."""
        return Arithmetic(cast("Operator", str(operator)), left, right)

    def negative(self, _sign: Token, number: Number) -> Negative:
        """Build `-a`."""
        return Negative(number)

    def numeral(self, digits: Token) -> Numeral:
        """Build `12.5`; raises RuleError where it is larger than any number."""
        value = float(digits)
        if isinf(value):
            raise RuleError(_column(digits), f"{len(digits)} digits", "a number below 1e308", "correct the number")
        return Numeral(value)

    def absolute(self, number: Number) -> Absolute:
        """Build `absolute of a`."""
        return Absolute(number)

    def summary(self, kind: Token, *numbers: Number) -> Summary:
        """Build `sum of (a, b)`."""
        return Summary(cast("Kind", str(kind)), numbers)

    def tick_count(self, references: tuple[Reference, ...], _ticked: Token) -> TickCount:
        """Build `number of (a, b) ticked`."""
        return TickCount(references)

    def reference(self, word: Token) -> Reference:
        """Build `a`, `last.a` or `register.a`. What a register has beside REGISTER_NAMES, only a survey can say."""
        source, _, code = str(word).rpartition(".")  # a word of the parser is slow to compare
        return Reference(cast("Source", source or "answer"), code)

    def references(self, *references: Reference) -> tuple[Reference, ...]:
        """Build a list of codes."""
        return references


@lru_cache(maxsize=8192)
def _state_meant(word: str) -> str:
    return next(iter(difflib.get_close_matches(word, _STATES, n=1, cutoff=_ALIKE)), "")


def _column(word: Token) -> int:
    return (word.start_pos or 0) + 1


def _refuse_twice(words: Sequence[Token]) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise RuleError(_column(word), f"`{word}` twice in a list", "each once", "remove one of the two")
        seen.add(word)
