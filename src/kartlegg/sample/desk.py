"""What the editing desk would have left behind: dates, corrections, statements about changes. All made up."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

import numpy as np

from kartlegg.rounding import round_half_up
from kartlegg.rounds import Round
from kartlegg.sample.plan import MadeChange, MadeCorrection

Row = tuple[object, ...]
Figures = Mapping[tuple[str, str], Decimal]

_BEFORE_DUE = 0.55  # of the replies


def submitted_dates(units: Sequence[str], this_round: Round, rng: np.random.Generator) -> dict[str, dt.date]:
    """Return a day on which each unit submitted: half of them shortly before the due date, the rest after it."""
    before = (this_round.due_on - this_round.opens_on).days
    after = (this_round.closes_on - this_round.due_on).days
    dates = {}
    for unit in units:
        in_time = rng.random() < _BEFORE_DUE
        days = before * rng.beta(5, 1.5) if in_time else before + after * rng.beta(1, 2)
        dates[unit] = max(_working_day(this_round.opens_on + dt.timedelta(days=int(days))), this_round.opens_on)
    return dates


def _working_day(day: dt.date) -> dt.date:
    """Return `day`, or the Friday before where it is in a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def wrong_reports(
    made: Sequence[MadeCorrection], figures: Figures, units: Sequence[str], rng: np.random.Generator
) -> list[tuple[str, MadeCorrection, Decimal]]:
    """Return a unit of its own, and the wrong figure it reported, for each correction of the plan.

    Only units with something to get wrong are chosen; a correction without such a unit is left out.
    """
    order = [units[place] for place in rng.permutation(len(units))]
    chosen: list[tuple[str, MadeCorrection, Decimal]] = []
    for correction in made:
        taken = {unit for unit, _, _ in chosen}
        fitting = [u for u in order if u not in taken and figures.get((u, correction.variable), Decimal(0)) >= 1]
        if fitting:
            right = figures[fitting[0], correction.variable]
            wrong = right * Decimal(str(correction.times)) + Decimal(str(correction.plus))
            chosen.append((fitting[0], correction, round_half_up(wrong, 2)))
    return chosen


def stating_units(
    changes: Sequence[MadeChange], able: Callable[[MadeChange], Collection[str]], rng: np.random.Generator
) -> list[tuple[str, MadeChange]]:
    """Return a unit of its own for each statement, one of those `able` to make it, while there are any."""
    chosen: dict[str, MadeChange] = {}
    for change in changes:
        free = sorted(set(able(change)) - set(chosen))
        if free:
            chosen[free[int(rng.integers(len(free)))]] = change
    return list(chosen.items())
