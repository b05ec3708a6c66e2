"""Units that did not reply get last round's figure, flagged; how far off it may be. Judging a reply may not enter.

Method: docs/method/carry-forward.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import groupby
from math import fsum, sqrt

import narwhals as nw

from kartlegg.estimation.exact import parts_of_sum, sum_of_parts
from kartlegg.estimation.frames import CARRIED, VALUE_COLUMNS, Frame, count_where, present

NO_REPLY = "none"
CONFIRMED = "confirmed"
ENOUGH = 10
"""How many units of a group must tell of the error; a group of fewer borrows that of all units."""


def carry_forward(replies: Frame, last_round: Frame, units: Frame) -> Frame:
    """Return the values of this round: every reply, and last round's figures for units that did not reply.

    `replies` has unit, variable, value, origin; `last_round` has unit, variable, value and stands on this round's
    codes; `units` has unit, status. The result has unit, variable, value, flag: the origin of a reply, `carried`
    for a figure of last round. Only units with status `none` are carried: a unit that replied in part keeps its
    gaps. A unit in `last_round` but not in `units` is not part of the round and is left out.
    """
    answered = present(replies).select("unit", "variable", nw.col("value").cast(nw.Float64), flag=nw.col("origin"))
    silent = units.filter(nw.col("status") == NO_REPLY).select("unit")
    carried = (
        present(last_round)
        .join(silent, on="unit", how="semi")
        .join(answered, on=["unit", "variable"], how="anti")
        .select("unit", "variable", nw.col("value").cast(nw.Float64), flag=nw.lit(CARRIED))
    )
    return nw.concat([answered.select(*VALUE_COLUMNS), carried.select(*VALUE_COLUMNS)])


@dataclass(frozen=True, slots=True)
class CarriedTotal:
    """A total and the part of it that is carried, in the measure of `variable`.

    `units` are carried; `told` units say how far last round's figures are off, of which comes `standard_error`.
    `by_ratio` is the total were carried figures moved as those of the units that replied (ratio of means by group).
    The last two are None where no unit tells of it.
    """

    variable: str
    value: float
    carried: float
    units: int
    told: int
    standard_error: float | None
    by_ratio: float | None


@dataclass(frozen=True, slots=True)
class _Group:
    """Sums over the units of a group: all, carried, and of those that tell: (this - last) squared, this, last."""

    value: float
    carried: float
    units: float
    told: float
    squares: float
    this: float
    last: float


def carried_totals(values: Frame, last_round: Frame, places: Frame, by: str) -> tuple[CarriedTotal, ...]:
    """Return each variable's total with the part that is carried and its error, in the order of the codes.

    `values` has unit, variable, value, flag, sums included; `last_round` has unit, variable, value of every unit that
    has one, on this round's codes, sums included; `places` has unit and the grouping `by`, within which units are
    alike. Units that reported both rounds tell of the error; those that only confirmed last round's figures do not.
    """
    rows = _sums_by_group(values, last_round, places, by).collect("polars").sort("variable", "group").rows()
    by_variable = groupby(rows, key=lambda row: str(row[0]))
    return tuple(_carried_total(variable, [_Group(*row[2:]) for row in of]) for variable, of in by_variable)


def _sums_by_group(values: Frame, last_round: Frame, places: Frame, by: str) -> Frame:
    last = present(last_round).select("unit", "variable", last=nw.col("value").cast(nw.Float64))
    is_carried, error = nw.col("flag") == CARRIED, nw.col("value") - nw.col("last")
    tells = ~is_carried & (nw.col("flag") != CONFIRMED) & ~nw.col("last").is_null()
    sums = {
        "value": nw.col("value"),
        "carried": nw.when(is_carried).then(nw.col("value")).otherwise(nw.lit(0.0)),
        "squares": nw.when(tells).then(error * error).otherwise(nw.lit(0.0)),
        "this": nw.when(tells).then(nw.col("value")).otherwise(nw.lit(0.0)),
        "last": nw.when(tells).then(nw.col("last")).otherwise(nw.lit(0.0)),
    }
    parts = {name: part for of, value in sums.items() for name, part in parts_of_sum(value, of).items()}
    return (
        present(values)
        .join(last, on=["unit", "variable"], how="left")
        .join(places.select("unit", group=nw.col(by)), on="unit", how="left")
        .group_by("variable", "group")
        .agg(units=count_where(is_carried), told=count_where(tells), **parts)
        .with_columns(**{name: sum_of_parts(name) for name in sums})
        .select("variable", "group", "value", "carried", "units", "told", "squares", "this", "last")
    )


def _carried_total(variable: str, groups: Sequence[_Group]) -> CarriedTotal:
    every = _Group(*(fsum(column) for column in zip(*map(astuple, groups), strict=True)))
    concerned = [(group, group if group.told >= ENOUGH else every) for group in groups if group.units]
    return CarriedTotal(
        variable,
        every.value,
        every.carried,
        int(every.units),
        int(every.told),
        _standard_error(concerned),
        _by_ratio(every, concerned),
    )


def _standard_error(concerned: Iterable[tuple[_Group, _Group]]) -> float | None:
    """Return the error of the carried units together; `concerned` has each group with the one that tells of it."""
    variances = [group.units * like.squares / like.told if like.told else None for group, like in concerned]
    known = [variance for variance in variances if variance is not None]
    return sqrt(fsum(known)) if len(known) == len(variances) else None


def _by_ratio(every: _Group, concerned: Iterable[tuple[_Group, _Group]]) -> float | None:
    moved = [group.carried * like.this / like.last if like.last else None for group, like in concerned]
    known = [carried for carried in moved if carried is not None]
    return every.value - every.carried + fsum(known) if len(known) == len(moved) else None
