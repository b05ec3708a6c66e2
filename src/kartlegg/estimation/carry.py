"""Units that did not reply get last round's figure, flagged. Judging a single reply may not enter.

Method: docs/method/carry-forward.md.
"""

import narwhals as nw

from kartlegg.estimation.frames import CARRIED, VALUE_COLUMNS, Frame, present

NO_REPLY = "none"


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
