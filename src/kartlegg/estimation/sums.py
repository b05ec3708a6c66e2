"""Sums within a unit and totals over groups of units. Rates and shares may not enter.

Method: docs/method/sums.md.
"""

from collections.abc import Mapping

import narwhals as nw

from kartlegg.estimation.exact import parts_of_sum, sum_of_parts
from kartlegg.estimation.frames import CARRIED, FLAGS, VALUE_COLUMNS, Frame, count_where, present

TOTAL_COLUMNS = ("group", "variable", "value", "units", "carried", "carried_value")


def add_sums(values: Frame, sums: Mapping[str, tuple[str, ...]]) -> Frame:
    """Return `values` with a row for each unit and each sum of which it has at least one part.

    `sums` maps the code of a sum to the codes of its parts, in the measure of the parts; a part may itself be a
    sum. A sum of nothing but missing parts is missing: it has no row. The flag is the heaviest among the parts.
    Raises ValueError where a sum holds itself or counts a part twice; a figure stated for a sum gives way.
    """
    values = present(values).select(*VALUE_COLUMNS)
    pieces = [
        values.filter(nw.col("variable").is_in(parts)).with_columns(variable=nw.lit(code))
        for code, parts in leaves(sums).items()
    ]
    if not pieces:
        return values
    summed = (
        nw.concat(pieces)
        .with_columns(weight=_weight_of_flag())
        .group_by("unit", "variable")
        .agg(nw.col("weight").max(), **parts_of_sum(nw.col("value"), "value"))
        .with_columns(value=sum_of_parts("value"), flag=_flag_of_weight())
    )
    return nw.concat([values.filter(~nw.col("variable").is_in(list(sums))), summed.select(*VALUE_COLUMNS)])


def sum_by(values: Frame, places: Frame, by: str) -> Frame:
    """Return totals by the grouping `by`: group, variable, value, units, carried, carried_value.

    `value` is in the measure of the variable; `units` counts the units behind it, `carried` those whose figure is
    last round's, and `carried_value` is their part of the total (0 where none is carried). A group without any
    value of a variable has no row. Nothing is lost: units without a group stand under the group null.
    """
    grouped = present(values).join(places.select("unit", group=nw.col(by)), on="unit", how="left")
    is_carried = nw.col("flag") == CARRIED
    carried_value = nw.when(is_carried).then(nw.col("value")).otherwise(nw.lit(0.0))
    summed = grouped.group_by("group", "variable").agg(
        units=nw.len().cast(nw.Int64),
        carried=count_where(is_carried),
        **parts_of_sum(nw.col("value"), "value"),
        **parts_of_sum(carried_value, "carried_value"),
    )
    values_of = {"value": sum_of_parts("value"), "carried_value": sum_of_parts("carried_value")}
    return summed.with_columns(**values_of).select(*TOTAL_COLUMNS)


def leaves(sums: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Return each sum with the asked variables below it, sums of sums unfolded.

    Raises ValueError where a sum holds itself or counts a variable twice.
    """
    return {code: _unfold(code, sums, ()) for code in sums}


def _unfold(code: str, sums: Mapping[str, tuple[str, ...]], above: tuple[str, ...]) -> list[str]:
    if code not in sums:
        return [code]
    if code in above:
        raise ValueError(f"the sum {code} holds itself: {' > '.join((*above, code))}")
    found = [leaf for part in sums[code] for leaf in _unfold(part, sums, (*above, code))]
    twice = sorted({leaf for leaf in found if found.count(leaf) > 1})
    if twice:
        raise ValueError(f"the sum {code} counts twice: {', '.join(twice)}")
    return found


def _weight_of_flag() -> nw.Expr:
    weight = nw.lit(0)
    for number, flag in enumerate(FLAGS):
        weight = nw.when(nw.col("flag") == flag).then(nw.lit(number)).otherwise(weight)
    return weight


def _flag_of_weight() -> nw.Expr:
    flag = nw.lit(FLAGS[0])
    for number, name in enumerate(FLAGS):
        flag = nw.when(nw.col("weight") == number).then(nw.lit(name)).otherwise(flag)
    return flag
