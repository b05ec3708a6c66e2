"""Change from one year to the next. How many rounds hang together (`series`) may not enter.

Method: docs/method/change.md.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import narwhals as nw

from kartlegg.estimation.estimate import WITHOUT_VALUE, Estimate, heavier
from kartlegg.estimation.exact import parts_of_sum, sum_of_parts
from kartlegg.estimation.frames import Frame, present


@dataclass(frozen=True, slots=True)
class Change:
    """A change: `absolute` in the measure of the figures, `percent` of the earlier figure."""

    absolute: Estimate
    percent: Estimate


def change(this: Estimate, last: Estimate) -> Change:
    """Return the change from `last` to `this`, worked out from exact figures.

    The status is the heavier of the two. A figure with status B starts a new series, so that a change up to it has
    status B and no value; a change from it is like any other. There is no value either where one of the figures
    has none, and no percentage of a figure that is 0.
    """
    status = heavier(this.status, "A" if last.status == "B" else last.status)
    if this.value is None or last.value is None or status in (*WITHOUT_VALUE, "B"):
        return Change(Estimate(None, status), Estimate(None, status))
    absolute = this.value - last.value
    percent = 100 * absolute / last.value if last.value else None
    return Change(Estimate(absolute, status), Estimate(percent, status))


def change_of_totals(values: Frame, last_values: Frame) -> Frame:
    """Return the change of every total: variable, value, last_value, absolute, percent, units, last_units.

    Both frames have unit, variable, value, in the measure of the variable. A variable that only one round has
    keeps its row with null for what is unknown; `percent` is null where `last_value` is 0.
    """
    this, last = _totals(values, "value", "units"), _totals(last_values, "last_value", "last_units")
    absolute = nw.col("value") - nw.col("last_value")
    return (
        nw.concat([this.select("variable"), last.select("variable")])
        .unique()
        .join(this, on="variable", how="left")
        .join(last, on="variable", how="left")
        .select(
            "variable",
            "value",
            "last_value",
            absolute=absolute,
            percent=nw.when(nw.col("last_value") != 0).then(absolute * nw.lit(100.0) / nw.col("last_value")),
            units=nw.col("units"),
            last_units=nw.col("last_units"),
        )
    )


def change_without_unreal(values: Frame, last_values: Frame, unreal_units: Collection[str]) -> Frame:
    """Return the change of every total among units whose change is real; columns as `change_of_totals`.

    `unreal_units` are the codes of units that say they count in a new way; they are left out of both rounds. Where
    units say so for one target group only, hand over the variables of that group.
    """
    if not unreal_units:
        return change_of_totals(values, last_values)
    real = ~nw.col("unit").is_in(sorted(unreal_units))
    return change_of_totals(values.filter(real), last_values.filter(real))


@dataclass(frozen=True, slots=True)
class TotalChange:
    """A row of `change_of_totals`, in the measure of `variable`; None for what only one round knows."""

    variable: str
    value: float | None
    last_value: float | None
    absolute: float | None
    percent: float | None
    units: int | None
    last_units: int | None


def changes_by_variable(changes: Frame) -> dict[str, TotalChange]:
    """Return the rows of `change_of_totals` or `change_without_unreal` by variable, in the order of the codes."""
    return {
        row["variable"]: TotalChange(**row)
        for row in changes.collect("polars").sort("variable").iter_rows(named=True)
    }


def real_changes(
    values: Frame, last_values: Frame, unreal_units: Mapping[str, Collection[str]]
) -> dict[str, TotalChange]:
    """Return the change of each variable in `unreal_units` without the units that it names for it, in both rounds."""
    found: dict[str, TotalChange] = {}
    for units in {frozenset(units) for units in unreal_units.values()}:
        codes = [code for code, of in unreal_units.items() if frozenset(of) == units]
        chosen = nw.col("variable").is_in(codes)
        found |= changes_by_variable(change_without_unreal(values.filter(chosen), last_values.filter(chosen), units))
    return {code: found[code] for code in unreal_units if code in found}


def _totals(values: Frame, value: str, units: str) -> Frame:
    parts = parts_of_sum(nw.col("value").cast(nw.Float64), "total")
    summed = present(values).group_by("variable").agg(number=nw.len().cast(nw.Int64), **parts)
    return summed.select("variable", **{value: sum_of_parts("total"), units: nw.col("number")})
