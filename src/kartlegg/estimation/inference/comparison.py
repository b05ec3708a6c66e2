"""A tested difference as a value: how large, how sure, of how many. No estimate may enter."""

from dataclasses import dataclass
from typing import Literal

Method = Literal["fisher", "mcnemar", "sign_flip", "logistic"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One tested difference. `effect` is in the measure of the method (per cent points for shares).

    `odds_ratio` is None where it is no finite number. `adjusted` is the p-value after all tests of its family.
    `units` is how many the test rests on; `reason` says why there is no p-value.
    """

    group: str
    method: Method
    effect: float | None
    p_value: float | None
    units: int
    odds_ratio: float | None = None
    adjusted: float | None = None
    reason: str = ""
