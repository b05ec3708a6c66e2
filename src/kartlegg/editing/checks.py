"""Runs all checks on one reply. No file is read here, and no other unit's reply may enter.

A check is a hit where it is known not to hold: what is unknown, for a missing answer, is none. An answer to a
question that the unit was not asked is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from kartlegg.editing.bounds import bounds_of
from kartlegg.editing.hits import Check, Hit, hit_of
from kartlegg.editing.mending import Mend, mend_of
from kartlegg.editing.messages import Given, Speaker
from kartlegg.editing.spec import AnyOutlier, Message, Severity
from kartlegg.editing.sums import with_sums
from kartlegg.questionnaire.evaluate import Facts, holds, value_of
from kartlegg.questionnaire.logic import COMPARED
from kartlegg.questionnaire.routing import Routing
from kartlegg.questionnaire.rules import Condition, Reference, Within

__all__ = ["Check", "Checks", "Hit", "Reply", "Severity", "run_checks"]


@dataclass(frozen=True, slots=True)
class Reply:
    """One unit's answers: as `given`, and as they count when the routing has settled what was asked."""

    unit: str
    given: Facts
    counted: Facts

    def concerns(self, when: Condition | None) -> bool:
        """Return whether the unit is one that `when` is about."""
        return when is None or holds(when, self.counted) is True


class ReplyCheck(Protocol):
    """A check of one reply."""

    @property
    def check(self) -> Check:
        """What the check says."""

    def hits(self, reply: Reply, speaker: Speaker) -> Iterator[Hit]:
        """Yield the hits of the reply; never raises, whatever was answered."""


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """A condition that must hold, for the units of which `when` is true."""

    check: Check
    holds: Condition
    when: Condition | None = None

    def hits(self, reply: Reply, speaker: Speaker) -> Iterator[Hit]:
        """Yield a hit where the condition is known to be false."""
        facts = reply.counted
        if reply.concerns(self.when) and holds(self.holds, facts) is False:
            bounds = bounds_of(self.holds, facts)
            limits: Given = {"value": bounds.value, "lower": bounds.lower, "upper": bounds.upper}
            told = speaker.tell(self.check.message, facts, limits)
            yield hit_of(self.check, reply.unit, told, **bounds._asdict(), expected=bounds.expected)


@dataclass(frozen=True, slots=True)
class ControlCheck:
    """The control of a grid of numbers: its rows (`parts`) add up to a variable (`whole`), as `holds` says.

    `whole_parts` are what the whole is the sum of. `mend` is added to the message where one part would mend it.
    `left_out` says that a unit which misses the whole is left out of what is made of the rows.
    """

    check: Check
    holds: Within
    parts: tuple[str, ...]
    whole: str
    whole_parts: tuple[str, ...]
    mend: Message
    left_out: bool = False

    def hits(self, reply: Reply, speaker: Speaker) -> Iterator[Hit]:
        """Yield a hit where the rows are known not to add up, with the part that would mend it."""
        facts = reply.counted
        if holds(self.holds, facts) is not False:
            return
        bounds, whole = bounds_of(self.holds, facts), value_of(self.holds.right, facts)
        message, given, fit = self.check.message, self._given(bounds.value, whole, speaker), self._mend(facts)
        if fit is not None:
            message = _joined(message, self.mend)
            given = {**given, "component": speaker.label(fit.variable), "component_value": fit.value}
        told = speaker.tell(message, facts, given)
        # A unit whose distribution is left out moves no total of it.
        numbers = bounds._replace(judged="" if self.left_out else self.whole)._asdict()
        yield hit_of(self.check, reply.unit, told, **numbers, expected=whole, mend=fit.variable if fit else "")

    def _given(self, value: float | None, whole: float | None, speaker: Speaker) -> Given:
        apart = None if value is None or whole is None else abs(value - whole)
        return {"value": value, "whole": whole, "whole_label": speaker.label(self.whole), "difference": apart}

    def _mend(self, facts: Facts) -> Mend | None:
        codes = (*self.parts, *self.whole_parts)
        numbers = {code: facts.number(Reference("answer", code)) for code in codes}
        last = {code: facts.number(Reference("last", code)) for code in codes}
        return mend_of(self.parts, self.whole_parts, numbers, last)


@dataclass(frozen=True, slots=True)
class DifferCheck:
    """Figures of at least `at_least` that are not likely to be the same: one may have been counted twice."""

    check: Check
    at_least: float
    when: Condition | None = None

    def hits(self, reply: Reply, speaker: Speaker) -> Iterator[Hit]:
        """Yield a hit for each figure that is the same as an earlier one of the list."""
        if not reply.concerns(self.when):
            return
        numbers = [(code, reply.counted.number(Reference("answer", code))) for code in self.check.variables]
        figures = [(code, value) for code, value in numbers if value is not None and value >= self.at_least]
        for place, (code, value) in enumerate(figures):
            twin = next((other for other, same in figures[:place] if COMPARED["="](same, value)), None)
            if twin is not None:
                given: Given = {"value": value, "first": speaker.label(twin), "second": speaker.label(code)}
                told = speaker.tell(self.check.message, reply.counted, given)
                yield hit_of(self.check, reply.unit, told, (code, twin), value=value)


@dataclass(frozen=True, slots=True)
class OutlierCheck:
    """A check that compares units; `outliers` finds its hits."""

    check: Check
    outlier: AnyOutlier


@dataclass(frozen=True)
class Checks:
    """All checks of a round: `of_reply` judge one reply, `of_units` compare them."""

    of_reply: tuple[ReplyCheck, ...] = ()
    of_units: tuple[OutlierCheck, ...] = ()
    speaker: Speaker = field(default_factory=lambda: Speaker({}, {}))

    @property
    def all(self) -> tuple[Check, ...]:
        """What every check says, in the order of the files."""
        return (*(of.check for of in self.of_reply), *(of.check for of in self.of_units))


def run_checks(checks: Checks, facts: Facts, routing: Routing, unit: str) -> tuple[Hit, ...]:
    """Return the hits of one reply in the order of the checks.

    `facts` are the answers as given, with last round's (whose sums are worked out here) and the register's. Never
    raises, whatever they hold.
    """
    known = replace(facts, last=with_sums(facts.last, checks.speaker.variables))
    reply = Reply(unit, known, routing.settle(known))
    return tuple(hit for check in checks.of_reply for hit in check.hits(reply, checks.speaker))


def _joined(message: Message, more: Message) -> Message:
    """Return a message with another sentence behind it."""
    return Message(
        nb=f"{message.nb} {more.nb}",
        nn=f"{message.nn} {more.nn}",
        en=f"{message.get('en')} {more.get('en')}",
    )
