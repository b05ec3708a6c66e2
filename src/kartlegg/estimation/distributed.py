"""Which units' distributions count: those that add up to what was distributed. Sums over groups may not enter.

Method: docs/method/distributed.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw

from kartlegg.estimation.exact import parts_of_sum, sum_of_parts
from kartlegg.estimation.frames import Frame, present

SLACK = 1e-9  # a difference of exactly the tolerance counts as within it, whatever the binary fractions say


@dataclass(frozen=True, slots=True)
class Distribution:
    """`parts` are meant to add up to `whole` within `tolerance`, all in the measure of the variables."""

    parts: tuple[str, ...]
    whole: str
    tolerance: float


def keep_distributed(values: Frame, distributions: Sequence[Distribution]) -> Frame:
    """Return `values` without the parts of units whose parts do not add up to the whole within the tolerance.

    `values` has unit, variable, value, flag, sums included. A unit that lacks the whole, or every part, keeps
    nothing of the distribution. The tolerance is included.
    """
    for distribution in distributions:
        values = _keep_one(values, distribution)
    return values


def _keep_one(values: Frame, distribution: Distribution) -> Frame:
    is_part = nw.col("variable").is_in(list(distribution.parts))
    spread = present(values).filter(is_part).group_by("unit").agg(**parts_of_sum(nw.col("value"), "distributed"))
    sums = spread.select("unit", distributed=sum_of_parts("distributed"))
    wholes = present(values).filter(nw.col("variable") == distribution.whole).select("unit", whole=nw.col("value"))
    off = (nw.col("distributed") - nw.col("whole")).abs()
    fitting = sums.join(wholes, on="unit", how="inner").filter(off <= distribution.tolerance + SLACK).select("unit")
    kept = values.filter(is_part).join(fitting, on="unit", how="semi")
    return nw.concat([values.filter(~is_part), kept.select(values.collect_schema().names())])
