"""How many units answer so, and of how many: one unit is one vote. Sums of full-time equivalents may not enter.

Method: docs/method/shares.md. What is counted, and whom it is counted among, are conditions of the small language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.evaluate_many import Crowd
from kartlegg.questionnaire.grammar import parse_condition

EVERYONE = "everyone"
BASES: Mapping[str, tuple[str, ...]] = {
    EVERYONE: ("none", "partial", "complete"),
    "participants": ("partial", "complete"),
    "complete": ("complete",),
    "partial": ("partial",),
    "silent": ("none",),
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
    """

    facts: Mapping[str, Facts]
    statuses: Mapping[str, str]
    groups: Mapping[str, Mapping[str, str]]
    themes: Mapping[str, Mapping[str, str]]
    before: Mapping[str, Facts] = field(default_factory=dict)

    def tally(self, of: str, base: str, by: str = "", group: str = "") -> Tally:
        """Return how many units meet `of`, of those in the group that meet `base`.

        Both are conditions or one of `BASES`; `by` and `group` narrow it to a group of a grouping. A condition that
        is unknown of a unit is not met. Raises RuleError for one that cannot be read.
        """
        counted = self.meeting(base) & self.inside(by, group)
        return Tally(len(self.meeting(of) & counted), len(counted))

    def coded(self, variable: str, theme: str, by: str = "", group: str = "") -> Tally:
        """Return how many open answers were coded with the theme, of those that were coded at all."""
        themes = self.themes.get(variable, {})
        inside = self.inside(by, group)
        return Tally(sum(themes[unit] == theme for unit in themes if unit in inside), len(inside & set(themes)))

    def total(self, variable: str, by: str = "", group: str = "") -> float | None:
        """Return the sum of a number over the units of the group that gave one; None where none did."""
        numbers = [Decimal(str(value)) for value in self.given(variable, by, group).values()]
        return float(sum(numbers, Decimal(0))) if numbers else None

    def given(self, variable: str, by: str = "", group: str = "") -> dict[str, float]:
        """Return the number that each unit of the group gave, by unit; those that gave none are left out."""
        units = sorted(unit for unit in self.inside(by, group) if unit in self.facts)
        values = {unit: self.facts[unit].answers.get(variable) for unit in units}
        return {unit: value for unit, value in values.items() if isinstance(value, float)}

    def votes(self, of: str, base: str) -> dict[str, bool]:
        """Return of each unit that meets `base` whether it meets `of`; raises RuleError as `tally` does."""
        yes = self.meeting(of)
        return {unit: unit in yes for unit in sorted(self.meeting(base))}

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

    def meeting(self, rule: str) -> frozenset[str]:
        """Return the units that a condition or a word of `BASES` is true of; raises RuleError."""
        if rule not in self._met:
            self._met[rule] = self._find(rule)
        return self._met[rule]

    @cached_property
    def _met(self) -> dict[str, frozenset[str]]:
        return {}

    def _find(self, rule: str) -> frozenset[str]:
        if rule in BASES:
            return frozenset(unit for unit, status in self.statuses.items() if status in BASES[rule])
        return frozenset(compress(self.facts, self._crowd.where(parse_condition(rule))))

    @cached_property
    def _crowd(self) -> Crowd:
        return Crowd(tuple(self.facts.values()))

    def inside(self, by: str, group: str) -> frozenset[str]:
        """Return the units of a group of a grouping; all units where no grouping is named."""
        if not by:
            return self.meeting(EVERYONE)
        key = f"{by} {group}"
        if key not in self._met:
            self._met[key] = frozenset(unit for unit, groups in self.groups.items() if groups.get(by) == group)
        return self._met[key]
