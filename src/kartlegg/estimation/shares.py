"""Shares: of a total, and of the answers to a question, always with their base. Rates may not enter.

Method: docs/method/shares.md.
"""

from collections.abc import Collection, Mapping

import narwhals as nw

from kartlegg.estimation.exact import parts_of_sum, sum_of_parts
from kartlegg.estimation.frames import Frame, present


def share_of_whole(totals: Frame, wholes: Mapping[str, str]) -> Frame:
    """Return the per cent that each variable is of its whole: group, variable, value, base.

    `totals` has group, variable, value (as `sums.sum_by` gives); `wholes` maps a variable to the variable that is
    its whole. `base` is the whole, in the measure of the variable. The share is null where the base is 0 or missing.
    """
    pairs = [
        totals.filter(nw.col("variable") == part).select("group", "variable", "value", whole=nw.lit(whole))
        for part, whole in wholes.items()
    ]
    bases = totals.select("group", whole=nw.col("variable"), base=nw.col("value"))
    joined = nw.concat(pairs).join(bases, on=["group", "whole"], how="left")
    return joined.select("group", "variable", _percent().alias("value"), "base")


def share_of_all_groups(totals: Frame) -> Frame:
    """Return the per cent that each group has of the sum over all groups: group, variable, value, base.

    `totals` has group, variable, value. `base` is the sum over the groups; the share is null where that is 0.
    """
    bases = present(totals).group_by("variable").agg(**parts_of_sum(nw.col("value"), "base"))
    joined = totals.join(bases.select("variable", base=sum_of_parts("base")), on="variable", how="left")
    return joined.select("group", "variable", _percent().alias("value"), "base")


def answer_shares(answers: Frame, places: Frame, by: str, leave_out: Collection[str] = ()) -> Frame:
    """Return how the answers of each group are spread: group, variable, option, value, units, base.

    `answers` has unit, variable, option (the code of the option, text): one row for each answer. `value` is per
    cent of `base`, the number of units in the group that chose any option; `units` is how many chose this one.
    Options in `leave_out` ("do not know") count neither above nor below the line. An option that nobody in the
    group chose has no row.
    """
    chosen = present(answers, "option")
    if leave_out:
        chosen = chosen.filter(~nw.col("option").is_in(sorted(leave_out)))
    grouped = chosen.join(places.select("unit", group=nw.col(by)), on="unit", how="left")
    counted = grouped.group_by("group", "variable", "option").agg(units=nw.len().cast(nw.Int64))
    base = nw.col("units").sum().over("group", "variable").cast(nw.Int64)
    shares = counted.with_columns(base=base).with_columns(value=nw.col("units").cast(nw.Float64))
    return shares.select("group", "variable", "option", _percent().alias("value"), "units", "base")


def _percent() -> nw.Expr:
    """Return value / base in per cent, null where the base is 0 or missing."""
    base = nw.col("base").cast(nw.Float64)
    return nw.when(base != 0).then(nw.col("value") * nw.lit(100.0) / base)
