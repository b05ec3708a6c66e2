"""Each unit's totals, unrounded, so that every printed number comes out of them at once.

Method: docs/method/sample.md, step 1. How a unit's total is split may not enter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from kartlegg.errors import NoFitError
from kartlegg.sample.printed import Printed, Sums
from kartlegg.sample.program import Interval, Program

Figures = dict[tuple[str, str], Decimal]
Bounds = tuple[tuple[int, ...], float, float]

_COMPLAINT = "no figures of the units give all of these as printed:\n"
_REACH = 5  # steps of the last decimal to look to each side
_HAIR = 1e-6  # of a step: as good as on the bound


@dataclass(frozen=True, slots=True)
class Unknowns:
    """The figures to be found, in order: (unit, variable); `leaves` maps a sum to the variables it is made of."""

    keys: tuple[tuple[str, str], ...]
    leaves: Mapping[str, tuple[str, ...]]

    def terms(self, variable: str, units: frozenset[str] | None) -> dict[int, float]:
        """Return the positions whose sum is `variable` over `units` (None: all)."""
        wanted = self.leaves.get(variable, (variable,))
        return {
            position: 1.0
            for position, (unit, leaf) in enumerate(self.keys)
            if leaf in wanted and (units is None or unit in units)
        }


def solve_totals(
    printed: Sequence[Printed],
    units: Sequence[str],
    totals: Sequence[str],
    leaves: Mapping[str, tuple[str, ...]],
    decimals: int,
) -> Figures:
    """Return the figure of each unit and total with `decimals` decimals, every printed number reproduced.

    A unit whose own printed numbers leave no such figures gets one or more decimals more. Raises NoFitError naming
    the printed numbers that do not fit.
    """
    unknowns = Unknowns(tuple((unit, total) for unit in units for total in totals), leaves)
    program = Program(len(unknowns.keys), tuple(as_interval(number, unknowns) for number in printed))
    solution = program.solve()
    if solution is None:
        raise NoFitError(_COMPLAINT + "\n".join(interval.name for interval in program.contradictions()))
    wanted = dict(zip(unknowns.keys, solution.tolist(), strict=True))
    figures: Figures = {}
    own = _by_unit(program.intervals, unknowns)
    for unit in units:
        values = [wanted[unit, total] for total in totals]
        figures.update(
            zip(((unit, total) for total in totals), round_inside(values, own[unit], decimals), strict=True)
        )
    misfits = Sums(figures, leaves).misfits(printed)
    if misfits:
        raise NoFitError(_COMPLAINT + "\n".join(misfits))
    return figures


def as_interval(number: Printed, unknowns: Unknowns, known_divisor: float | None = None) -> Interval:
    """Return the interval in which the sum behind a printed number must lie."""
    divisor = known_divisor if known_divisor is not None else number.divisor
    if isinstance(divisor, str):
        raise NoFitError(f"{number.name} is a share of {divisor}, which is not known yet")
    low, high = (bound * divisor / number.scale for bound in number.bounds)
    one_unit = number.units is not None and len(number.units) == 1
    return Interval(number.name, unknowns.terms(number.variable, number.units), max(low, 0), high, tight=one_unit)


def _by_unit(intervals: Sequence[Interval], unknowns: Unknowns) -> dict[str, list[Bounds]]:
    """Return for each unit the bounds on its own figures: which of them are summed, and between what."""
    bounds: dict[str, list[Bounds]] = {unit: [] for unit, _ in unknowns.keys}
    totals = list(dict.fromkeys(total for _, total in unknowns.keys))
    for interval in intervals:
        if interval.tight:
            keys = [unknowns.keys[place] for place in interval.terms]
            summed = tuple(totals.index(total) for _, total in keys)
            bounds[keys[0][0]].append((summed, interval.low, interval.high))
    return bounds


def round_inside(values: Sequence[float], bounds: Sequence[Bounds], decimals: int) -> list[Decimal]:
    """Return the nearest figures of `decimals` decimals that lie inside all bounds, not on them.

    Tries up to three decimals more where there are none; ends with plain rounding where that fails too, so that
    whoever checks the printed numbers finds out.
    """
    for places in range(decimals, decimals + 4):
        step = 10**places
        near = [[c for c in range(round(v * step) - _REACH, round(v * step) + _REACH + 1) if c >= 0] for v in values]
        inside = [c for c in product(*near) if all(_is_inside(c, bound, step) for bound in bounds)]
        if inside:
            nearest = min(inside, key=lambda c: (sum((x - v * step) ** 2 for x, v in zip(c, values, strict=True)), c))
            return [Decimal(whole).scaleb(-places) for whole in nearest]
    return [Decimal(round(value * 10**decimals)).scaleb(-decimals) for value in values]


def _is_inside(wholes: Sequence[int], bound: Bounds, step: int) -> bool:
    summed, low, high = bound
    value = sum(wholes[place] for place in summed)
    return (value > low * step + _HAIR or value == low == 0) and value < high * step - _HAIR
