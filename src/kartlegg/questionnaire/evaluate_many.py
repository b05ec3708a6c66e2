"""Whether a condition holds for each of many units, found for all of them at once. No rule is read here.

A set of units is the bits of one whole number, so that `and`, `or` and `not` over a whole country are one operation
each. What compares numbers is asked unit by unit of `evaluate`, which says what every condition means.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from kartlegg.questionnaire.answers import Answers, answered
from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.rules import Among, And, Condition, Is, Not, Or, Predicate, Reference, Source


class Truths(NamedTuple):
    """The units of whom something is true and of whom it is false; of the others it is unknown."""

    true: int
    false: int


@dataclass(slots=True)
class _Column:
    """Which units gave an answer to one variable, which gave words, which gave a 1, and which gave which words."""

    answered: int = 0
    worded: int = 0
    ones: int = 0
    words: dict[str, int] = field(default_factory=dict)


_TOLD: Mapping[Source, Callable[[Facts], Answers]] = {
    "answer": attrgetter("answers"),
    "last": attrgetter("last"),
    "register": attrgetter("register"),
}


class Crowd:
    """The facts of many units, asked together; unit number n is the bit of worth 2 to the power of n."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        """`facts` are those of the units, in order."""
        self._facts = facts
        self._everyone = (1 << len(facts)) - 1
        self._found: dict[Source, dict[str, _Column]] = {}

    def truths(self, condition: Condition) -> Truths:
        """Return of whom the condition is true and of whom it is false. Never raises."""
        match condition:
            case Is():
                return self._said(condition.predicate, condition.reference)
            case And():
                return self._every(self.truths(part) for part in condition.conditions)
            case Or():
                return _opposite(self._every(_opposite(self.truths(part)) for part in condition.conditions))
            case Not():
                return _opposite(self.truths(condition.condition))
            case Among():
                return self._among(condition)
            case _:
                return self._one_by_one(condition)

    def _every(self, parts: Iterable[Truths]) -> Truths:
        true, false = self._everyone, 0
        for part in parts:
            true &= part.true
            false |= part.false
        return Truths(true, false)

    def _among(self, condition: Among) -> Truths:
        said = (self._said(condition.predicate, reference) for reference in condition.references)
        if condition.quantifier == "all":
            return self._every(said)
        none = self._every(_opposite(part) for part in said)
        return none if condition.quantifier == "none" else _opposite(none)

    def _said(self, predicate: Predicate, reference: Reference) -> Truths:
        column = self._columns(reference.source).get(reference.code) or _Column()
        asked, among = self._asked(reference), self._everyone
        match predicate.state:
            case None:
                true = 0
                for option in predicate.options:
                    true |= column.words.get(option, 0)
                among = column.worded
            case "ticked":
                true = column.ones
            case "answered":
                true = column.answered
            case "blank":
                true = ~column.answered
        truths = Truths(true & among & asked, ~true & among & asked)
        return _opposite(truths) if predicate.denied else truths

    def _asked(self, reference: Reference) -> int:
        if reference.source != "answer":
            return self._everyone
        return self._everyone & ~self._hidden.get(reference.code, 0)

    def _one_by_one(self, condition: Condition) -> Truths:
        true = false = 0
        for number, facts in enumerate(self._facts):
            truth = holds(condition, facts)
            true |= (truth is True) << number
            false |= (truth is False) << number
        return Truths(true, false)

    def _columns(self, source: Source) -> dict[str, _Column]:
        if source not in self._found:
            self._found[source] = _by_variable(map(_TOLD[source], self._facts))
        return self._found[source]

    @cached_property
    def _hidden(self) -> dict[str, int]:
        hidden: dict[str, int] = {}
        for number, facts in enumerate(self._facts):
            for code in facts.hidden:
                hidden[code] = hidden.get(code, 0) | 1 << number
        return hidden


def _opposite(truths: Truths) -> Truths:
    return Truths(truths.false, truths.true)


def _by_variable(replies: Iterable[Answers]) -> dict[str, _Column]:
    columns: dict[str, _Column] = {}
    for number, answers in enumerate(replies):
        bit = 1 << number
        for code, given in answers.items():
            value = answered(given)
            if value is None:
                continue
            column = columns.setdefault(code, _Column())
            column.answered |= bit
            if isinstance(value, str):
                column.worded |= bit
                column.words[value] = column.words.get(value, 0) | bit
            elif value == 1:
                column.ones |= bit
    return columns
