"""How many units answer so, and of how many: one unit is one vote. Sums of full-time equivalents may not enter.

Method: docs/method/shares.md. What is counted, and whom it is counted among, are conditions of the small language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.evaluate_many import Crowd, Reply
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.rules import Reference

EVERYONE = "everyone"
SILENT = "silent"
BASES: Mapping[str, tuple[str, ...]] = {
    EVERYONE: ("none", "partial", "complete"),
    "participants": ("partial", "complete"),
    "complete": ("complete",),
    "partial": ("partial",),
    SILENT: ("none",),
}
"""Words for units by the status of their reply, which are no condition on answers."""


class Tally(NamedTuple):
    """The number of units that something is true of, and of those it is counted among."""

    units: int
    base: int

    @property
    def percent(self) -> float | None:
        """Per cent of the base; None where nobody is in it."""
        return 100 * self.units / self.base if self.base else None


@dataclass(frozen=True)
class Responses:
    """What every unit answered, settled by the routing of the form.

    `facts`, `statuses` (none, partial, complete) and `groups` (grouping -> group) are by unit; `themes` is by
    variable and unit the theme that an open answer was coded with. `before` is what last round tells of units.
    A set of units is the bits of one whole number, as in `questionnaire.evaluate_many`, in the order of `units`.
    """

    facts: Mapping[str, Facts]
    statuses: Mapping[str, str]
    groups: Mapping[str, Mapping[str, str]]
    themes: Mapping[str, Mapping[str, str]]
    before: Mapping[str, Facts] = field(default_factory=dict)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The codes of the units, sorted."""
        return tuple(sorted({*self.statuses, *self.facts, *self.groups}))

    def tally(self, of: str, base: str, by: str = "", group: str = "") -> Tally:
        """Return how many units meet `of`, of those in the group that meet `base`.

        Both are conditions or one of `BASES`; `by` and `group` narrow it to a group of a grouping. A condition that
        is unknown of a unit is not met. Raises RuleError for one that cannot be read.
        """
        counted = self.meeting(base) & self.inside(by, group)
        return Tally((self.meeting(of) & counted).bit_count(), counted.bit_count())

    def coded(self, variable: str, theme: str, by: str = "", group: str = "") -> Tally:
        """Return how many open answers were coded with the theme, of those that were coded at all."""
        counted = self.having(variable) & self.inside(by, group)
        return Tally((self.having(variable, theme) & counted).bit_count(), counted.bit_count())

    def total(self, variable: str, by: str = "", group: str = "") -> float | None:
        """Return the sum of a number over the units of the group that gave one; None where none did."""
        numbers = [Decimal(str(value)) for value in self.given(variable, by, group).values()]
        return float(sum(numbers, Decimal(0))) if numbers else None

    def given(self, variable: str, by: str = "", group: str = "") -> dict[str, float]:
        """Return the number that each unit of the group gave, by unit; those that gave none are left out."""
        units = [unit for unit in self.named(self.inside(by, group)) if unit in self.facts]
        values = {unit: self.facts[unit].answers.get(variable) for unit in units}
        return {unit: value for unit, value in values.items() if isinstance(value, float)}

    def votes(self, of: str, base: str) -> dict[str, bool]:
        """Return of each unit that meets `base` whether it meets `of`; raises RuleError as `tally` does."""
        yes = frozenset(self.named(self.meeting(of)))
        return {unit: unit in yes for unit in self.named(self.meeting(base))}

    def grouped(self, by: str) -> dict[str, str]:
        """Return the group of each unit in the grouping `by`; units without one are left out."""
        return {unit: groups[by] for unit, groups in self.groups.items() if by in groups}

    def changes(self, of: str, base: str) -> list[int]:
        """Return 1, 0 or -1 for each unit that is in the base in both rounds: came to meet `of`, the same, ceased to.

        `base` is a condition. Units of which last round tells nothing are left out. Raises RuleError as `tally` does.
        """
        is_so, counted = parse_condition(of), parse_condition(base)
        now = self.votes(of, base)
        before = {unit: holds(is_so, facts) for unit, facts in self.before.items() if holds(counted, facts)}
        return [int(now[unit]) - int(was) for unit, was in sorted(before.items()) if unit in now and was is not None]

    def named(self, units: int) -> list[str]:
        """Return the codes of a set of units, sorted."""
        return [unit for number, unit in enumerate(self.units) if units >> number & 1]

    def meeting(self, rule: str) -> int:
        """Return the units that a condition or a word of `BASES` is true of; raises RuleError."""
        if rule not in self._met:
            self._met[rule] = self._find(rule)
        return self._met[rule]

    def inside(self, by: str, group: str) -> int:
        """Return the units of a group of a grouping; all units where no grouping is named."""
        if not by:
            return self.meeting(EVERYONE)
        key = f"{by} {group}"
        if key not in self._met:
            self._met[key] = self.where(lambda unit: self.groups.get(unit, {}).get(by) == group)
        return self._met[key]

    def having(self, variable: str, theme: str = "") -> int:
        """Return the units whose open answer was coded with the theme, or was coded at all where none is named."""
        themes, key = self.themes.get(variable, {}), f"{variable}:{theme}"
        if key not in self._met:
            self._met[key] = self.where(lambda unit: unit in themes and theme in ("", themes[unit]))
        return self._met[key]

    def parted(self, about: Sequence[Reference]) -> list[tuple[str, tuple[Reply, ...]]]:
        """Return how units replied to `about`, each way once: with which status, and what to each variable."""
        ways: dict[tuple[Any, ...], int] = {(status,): units for status, units in self._by_status.items()}
        for reference in about:
            replies = self._crowd.replies(reference)
            ways = {
                (*way, reply): both
                for way, units in ways.items()
                for reply, of in replies.items()
                if (both := units & of)
            }
        return [(status, tuple(replies)) for status, *replies in ways]

    def where(self, is_so: Callable[[str], bool]) -> int:
        """Return the units of whose code something is so."""
        return sum(1 << number for number, unit in enumerate(self.units) if is_so(unit))

    @cached_property
    def _met(self) -> dict[str, int]:
        return {}

    def _find(self, rule: str) -> int:
        if rule in BASES:
            return sum(units for status, units in self._by_status.items() if status in BASES[rule])
        return self._crowd.truths(parse_condition(rule)).true & self._known

    @cached_property
    def _by_status(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, unit in enumerate(self.units):
            if unit in self.statuses:
                found[self.statuses[unit]] = found.get(self.statuses[unit], 0) | 1 << number
        return found

    @cached_property
    def _crowd(self) -> Crowd:
        return Crowd([self.facts.get(unit, Facts({})) for unit in self.units])

    @cached_property
    def _known(self) -> int:
        return self.where(self.facts.__contains__)
