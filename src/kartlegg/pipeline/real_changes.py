"""Which units say that their change is not real, and the change with and without them. Carrying may not enter."""

from collections.abc import Mapping

import narwhals as nw
import polars as pl

from kartlegg.estimation.change import change_of_totals, changes_by_variable, real_changes
from kartlegg.estimation.frames import Frame, present
from kartlegg.exchange.extract import Extract
from kartlegg.questionnaire.variables import Variable
from kartlegg.tabulation.quality import RealChange

EVERYONE = "all"
"""The target group that all others are part of."""


def unreal_units(extract: Extract, variables: Mapping[str, Variable]) -> dict[str, frozenset[str]]:
    """Return by variable the units that say that its change from last round is not real.

    What a unit says of all target groups holds for each, and what it says of one holds for what is the sum of all.
    """
    said = extract.changes.filter(pl.col("real") == "no").select("unit", "target_group").rows()
    return {
        code: frozenset(
            unit for unit, group in said if EVERYONE in (group, of.target_group) or group == of.target_group
        )
        for code, of in variables.items()
    }


def changes_of(values: Frame, last_values: Frame, unreal: Mapping[str, frozenset[str]]) -> dict[str, RealChange]:
    """Return the change of each variable of `unreal` with all units and without those that it names.

    Frames have unit, variable, value. A variable of which a unit has a figure now and none of last round has no
    changes, and tells how many such units there are.
    """
    chosen = nw.col("variable").is_in(sorted(unreal))
    values, last_values = values.filter(chosen), last_values.filter(chosen)
    new = present(values).join(present(last_values), on=["unit", "variable"], how="anti")
    unknown: dict[str, set[str]] = {}
    for unit, variable in new.select("unit", "variable").collect("polars").iter_rows():
        unknown.setdefault(variable, set()).add(unit)
    every = changes_by_variable(change_of_totals(values, last_values))
    real = real_changes(values, last_values, unreal)
    return {
        code: RealChange(
            len(units),
            len(unknown.get(code, ())),
            None if code in unknown else every.get(code),
            None if code in unknown else real.get(code),
        )
        for code, units in unreal.items()
    }
