"""Finds figures that stand out among those of other units. What a total comes to may not enter.

Methods and sources: docs/method/editing.md. A unit without a figure, or without one of last round where that is
asked for, is passed over. Units are compared within their group of one grouping; small groups are put together.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from kartlegg.definitions import Words
from kartlegg.editing.checks import OutlierCheck
from kartlegg.editing.hidiroglou_berthelot import acceptance
from kartlegg.editing.hits import Hit, hit_of
from kartlegg.editing.messages import Given, Speaker
from kartlegg.editing.spec import Outlier, Rank, Ratio, SameFigure, ShareOfChange, Spread, YearToYear
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.logic import COMPARED

Figures = Mapping[str, float]
"""A figure of each unit that has one, by unit code."""

Groups = Mapping[str, Mapping[str, str]]
"""The groups of each unit: unit to grouping to group. Its `kind`, city (`whole`) and `name` may be among them."""

NORMAL = 1.4826
"""What a median absolute deviation is multiplied by to be the standard deviation of a normal distribution."""

LEAST_DEVIATION = 0.05
"""The least standard deviation of a logarithm that a group is taken to have: a spread of 5 per cent."""


@dataclass(frozen=True)
class Among:
    """The units among which one variable is judged. `registers` hold inhabitants by `register.` name."""

    variable: str
    values: Figures
    last: Figures
    groups: Groups
    registers: Mapping[str, Answers] = field(default_factory=dict)

    def pools(self, units: Sequence[str], outlier: Outlier) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Yield the units of each group, and those they are judged among: their group.

        Groups below `pool_under` are put together; where that is still few, they are judged among the units of all
        groups, for among one or two a figure is hardly ever far from the median.
        """
        grouped: dict[str, list[str]] = {}
        for unit in sorted(units):
            group = self.groups.get(unit, {}).get(outlier.by)
            if group is not None:
                grouped.setdefault(group, []).append(unit)
        small = [unit for of in grouped.values() if len(of) < outlier.pool_under for unit in of]
        for of in grouped.values():
            if len(of) >= outlier.pool_under:
                yield tuple(of), tuple(of)
        if small:
            few = len(small) < outlier.pool_under
            yield tuple(small), tuple(unit for of in grouped.values() for unit in of) if few else tuple(small)

    def changes(self) -> dict[str, float]:
        """Return the change of each unit that has a figure in both rounds."""
        return {unit: value - self.last[unit] for unit, value in self.values.items() if unit in self.last}


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure that stands out, with its limits and the words that only its method gives."""

    unit: str
    lower: float | None = None
    upper: float | None = None
    expected: float | None = None
    words: Given = field(default_factory=dict)


def outlier_hits(among: Among, check: OutlierCheck, speaker: Speaker) -> tuple[Hit, ...]:
    """Return the hits of a check on one variable among its units, by unit code."""
    found = sorted(_standing(among, check.outlier), key=lambda one: one.unit)
    return tuple(_hit(one, among, check, speaker) for one in found)


def _hit(one: Standing, among: Among, check: OutlierCheck, speaker: Speaker) -> Hit:
    value = among.values[one.unit]
    numbers = {"value": value, "lower": one.lower, "upper": one.upper, "expected": one.expected}
    label = speaker.label(among.variable)
    given: Given = {**numbers, "last": among.last.get(one.unit), "label": label, **one.words}
    told = speaker.tell(check.check.message, Facts({}), given)
    hit = hit_of(check.check, one.unit, told, (among.variable,), **numbers, judged=among.variable)
    variable = speaker.variables.get(among.variable)
    return hit if variable is None else replace(hit, stands_at=variable.question)


def _standing(among: Among, outlier: Outlier) -> Iterator[Standing]:
    match outlier:
        case YearToYear():
            yield from _unusual_change(among, outlier)
        case Ratio():
            yield from (_off_last if outlier.to == "last" else _off_median)(among, outlier)
        case Spread():
            yield from _far_out(among, outlier)
        case ShareOfChange() | Rank():
            yield from _large_change(among, outlier)
        case SameFigure():
            yield from _same_figure(among, outlier)


def _unusual_change(among: Among, outlier: YearToYear) -> Iterator[Standing]:
    both = [unit for unit, now in among.values.items() if now > 0 and among.last.get(unit, 0) > 0]
    for judged, pool in among.pools(both, outlier):
        last, now = [among.last[unit] for unit in pool], [among.values[unit] for unit in pool]
        usual = acceptance(last, now, c=outlier.c, u=outlier.u, a=outlier.a)
        for unit in judged:
            before, value = among.last[unit], among.values[unit]
            if usual is None or before == value or abs(value - before) < outlier.at_least:
                continue
            if not usual.low <= usual.effect(before, value) <= usual.high:
                lower, upper = usual.limits(before)
                yield Standing(unit, lower, upper, before * usual.median)


def _off_last(among: Among, outlier: Ratio) -> Iterator[Standing]:
    """Yield the figures so many times larger or smaller than last round's: a decimal mark, or thousands."""
    for unit, value in among.values.items():
        last = among.last.get(unit, 0)
        if last > 0 and value > 0 and _times(value, last, outlier):
            yield Standing(unit, last / outlier.times, last * outlier.times, last)


def _off_median(among: Among, outlier: Ratio) -> Iterator[Standing]:
    """Yield the figures so many times larger or smaller than the group's median per inhabitant would make them."""
    people = _people(among, outlier.per)
    for judged, pool in among.pools(list(people), outlier):
        middle = median(among.values[unit] / people[unit] for unit in pool)
        for unit in judged:
            expected = middle * people[unit]
            if expected > 0 and _times(among.values[unit], expected, outlier):
                yield Standing(unit, expected / outlier.times, expected * outlier.times, expected)


def _times(value: float, other: float, outlier: Ratio) -> bool:
    if abs(value - other) < outlier.at_least:
        return False
    return max(value, other) / min(value, other) >= outlier.times


def _far_out(among: Among, outlier: Spread) -> Iterator[Standing]:
    """Yield the figures per inhabitant that are further from the median than `c` robust deviations of logarithms."""
    people = _people(among, outlier.per)
    for judged, pool in among.pools(list(people), outlier):
        logs = {unit: math.log(among.values[unit] / people[unit]) for unit in pool}
        middle = median(logs.values())
        deviation = max(NORMAL * median(abs(of - middle) for of in logs.values()), LEAST_DEVIATION)
        for unit in judged:
            of = logs[unit]
            low, expected, high = (people[unit] * math.exp(middle + by * outlier.c * deviation) for by in (-1, 0, 1))
            if abs(of - middle) > outlier.c * deviation and abs(among.values[unit] - expected) >= outlier.at_least:
                yield Standing(unit, low, high, expected)


def _people(among: Among, per: str | None) -> dict[str, float]:
    """Return the inhabitants of the units that have some, and a figure above 0."""
    found: dict[str, float] = {}
    for unit, value in among.values.items():
        people = among.registers.get(unit, {}).get(per or "")
        if value > 0 and isinstance(people, float) and people > 0:
            found[unit] = people
    return found


def _large_change(among: Among, outlier: ShareOfChange | Rank) -> Iterator[Standing]:
    changes = among.changes()
    for judged, pool in among.pools(list(changes), outlier):
        whole = math.fsum(abs(changes[unit]) for unit in pool)
        ordered = sorted(pool, key=lambda unit: (-abs(changes[unit]), unit))
        for place, unit in enumerate(ordered, 1):
            if unit not in judged or abs(changes[unit]) < outlier.at_least or not whole:
                continue
            share = abs(changes[unit]) / whole
            chosen = share >= outlier.share if isinstance(outlier, ShareOfChange) else place <= outlier.first
            if chosen:
                words: Given = {"share": 100 * share, "rank": float(place)}
                yield Standing(unit, expected=among.last[unit], words=words)


def _same_figure(among: Among, outlier: SameFigure) -> Iterator[Standing]:
    """Yield the units of the last kind whose figure another unit of their group, of another kind, reports too."""
    large = [unit for unit, value in among.values.items() if value >= outlier.at_least]
    kinds = {unit: among.groups.get(unit, {}).get("kind") for unit in large}
    for unit in (unit for unit in large if kinds[unit] == outlier.kinds[-1]):
        group = among.groups[unit].get(outlier.by)
        for other in sorted(other for other in large if kinds[other] in outlier.kinds[:-1]):
            same = COMPARED["="](among.values[unit], among.values[other])
            if group is not None and among.groups[other].get(outlier.by) == group and same:
                yield Standing(unit, expected=0.0, words={"other": Words(nb=among.groups[other].get("name", other))})
                break
