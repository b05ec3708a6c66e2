"""Whether a condition holds for each of many units, found for all of them at once. No rule is read here.

A set of units is the bits of one whole number, so that `and`, `or` and `not` over a whole country are one operation
each. What compares numbers is asked unit by unit of `evaluate`, which says what every condition means.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from operator import attrgetter, or_
from typing import NamedTuple, TypeAlias

from kartlegg.questionnaire.answers import Answers, Value, answered
from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.rules import Among, And, Condition, Is, Not, Or, Predicate, Reference, Source


class Truths(NamedTuple):
    """The units of whom something is true and of whom it is false; of the others it is unknown."""

    true: int
    false: int


Reply: TypeAlias = tuple[bool, Value]
"""Whether a unit was asked about a variable, and what it answered: None where nothing."""

Given: TypeAlias = Mapping[Value, int]
"""The units that gave each answer; those that gave none are not there."""

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
        self._found: dict[Source, dict[str, Given]] = {}

    def replies(self, reference: Reference) -> dict[Reply, int]:
        """Return the units by their reply about a variable."""
        asked, given = self._asked(reference), self._given(reference)
        answered_it = {(True, value): units & asked for value, units in given.items()}
        return {**answered_it, (True, None): asked & ~_any(given.values()), (False, None): self._everyone & ~asked}

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
        given, asked = self._given(reference), self._asked(reference)
        match predicate.state:
            case None:
                true = _any(given.get(option, 0) for option in predicate.options)
                asked &= _any(units for value, units in given.items() if isinstance(value, str))
            case "ticked":
                true = given.get(1.0, 0)
            case "answered":
                true = _any(given.values())
            case "blank":
                true = ~_any(given.values())
        truths = Truths(true & asked, ~true & asked)
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

    def _given(self, reference: Reference) -> Given:
        source = reference.source
        if source not in self._found:
            self._found[source] = _by_variable(map(_TOLD[source], self._facts))
        return self._found[source].get(reference.code, {})

    @cached_property
    def _hidden(self) -> dict[str, int]:
        hidden: dict[str, int] = {}
        for number, facts in enumerate(self._facts):
            for code in facts.hidden:
                hidden[code] = hidden.get(code, 0) | 1 << number
        return hidden


def _opposite(truths: Truths) -> Truths:
    return Truths(truths.false, truths.true)


def _any(parts: Iterable[int]) -> int:
    return reduce(or_, parts, 0)


def _by_variable(replies: Iterable[Answers]) -> dict[str, Given]:
    found: defaultdict[str, dict[Value, int]] = defaultdict(dict)
    for number, answers in enumerate(replies):
        unit = 1 << number
        for code, given in answers.items():
            value = answered(given)
            if value is not None:
                found[code][value] = found[code].get(value, 0) | unit
    return dict(found)
