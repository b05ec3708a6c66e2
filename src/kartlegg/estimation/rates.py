"""Per so many inhabitants: the ratio of sums and the mean of ratios, both named. Shares of a total may not enter.

Method: docs/method/rates.md.
"""

from collections.abc import Mapping

import narwhals as nw

from kartlegg.estimation.exact import parts_of_sum, sum_of_parts
from kartlegg.estimation.frames import CARRIED, Frame, count_where, present
from kartlegg.estimation.sums import sum_by

INHABITANTS = 10_000


def ratio_of_sums(
    values: Frame, places: Frame, by: str, denominators: Mapping[str, str], per: float = INHABITANTS
) -> Frame:
    """Return the weighted rate of each group: group, variable, value, units, carried.

    The value is (sum over the group's units) / (inhabitants of all the group's places) x `per`, in the measure of
    the variable per `per` inhabitants. `denominators` maps a variable to its column of inhabitants in `places`;
    variables outside it are left out. Places that never report count below the line, units without inhabitants
    above it. A group without inhabitants gets null.
    """
    columns = sorted(set(denominators.values()))
    inhabitants = places.group_by(nw.col(by).alias("group")).agg(*(nw.col(column).sum() for column in columns))
    totals = sum_by(_with_denominator(values, denominators), places, by)
    return totals.join(inhabitants, on="group", how="left").select(
        "group", "variable", _rate(denominators, per).alias("value"), "units", "carried"
    )


def mean_of_ratios(
    values: Frame, places: Frame, by: str, denominators: Mapping[str, str], per: float = INHABITANTS
) -> Frame:
    """Return the unweighted rate of each group: group, variable, value, units, carried.

    The value is the mean of the rates of the group's units, each unit counting once; units without inhabitants
    have no rate and are not counted in `units` or `carried`. Arguments as in `ratio_of_sums`. A group in which no
    unit has inhabitants gets null with 0 units.
    """
    columns = sorted(set(denominators.values()))
    rated = (
        _with_denominator(values, denominators)
        .join(places.select("unit", *columns, group=nw.col(by)), on="unit", how="left")
        .with_columns(rate=_rate(denominators, per))
    )
    has_rate = ~nw.col("rate").is_null()
    summed = rated.group_by("group", "variable").agg(
        units=count_where(has_rate),
        carried=count_where(has_rate & (nw.col("flag") == CARRIED)),
        **parts_of_sum(nw.col("rate"), "rate"),
    )
    mean = nw.when(nw.col("units") > 0).then(sum_of_parts("rate") / nw.col("units").cast(nw.Float64))
    return summed.select("group", "variable", mean.alias("value"), "units", "carried")


def _with_denominator(values: Frame, denominators: Mapping[str, str]) -> Frame:
    return present(values).filter(nw.col("variable").is_in(list(denominators)))


def _rate(denominators: Mapping[str, str], per: float) -> nw.Expr:
    """Return value / inhabitants x per, null where there are no inhabitants."""
    inhabitants = nw.lit(None, dtype=nw.Float64)
    for column in sorted(set(denominators.values())):
        variables = [variable for variable, of in denominators.items() if of == column]
        inhabitants = (
            nw.when(nw.col("variable").is_in(variables)).then(nw.col(column).cast(nw.Float64)).otherwise(inhabitants)
        )
    return nw.when(inhabitants > 0).then(nw.col("value") * nw.lit(float(per)) / inhabitants)
