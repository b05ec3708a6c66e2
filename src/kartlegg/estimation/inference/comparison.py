"""A tested difference as a value: how large, how sure, of how many. No estimate may enter."""

from dataclasses import dataclass
from typing import Literal

Method = Literal["fisher", "mcnemar", "sign_flip", "logistic"]

LEVEL = 0.05
"""The error that is accepted: what would be found in one family of twenty where there is nothing to find."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One tested difference. `effect` is in the measure of the method (per cent points for shares).

    `low` and `high` bound the effect with 95 per cent confidence, None where they cannot be told. `odds_ratio` is
    None where it is no finite number. `adjusted` is the p-value after all tests of its family. `units` is how many
    the test rests on; `reason` says why there is no p-value.
    """

    group: str
    method: Method
    effect: float | None
    p_value: float | None
    units: int
    odds_ratio: float | None = None
    adjusted: float | None = None
    reason: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def significant(self) -> bool:
        """Whether the adjusted p-value is below LEVEL."""
        return self.adjusted is not None and self.adjusted < LEVEL

    @property
    def higher(self) -> bool:
        """Whether the group, or the later year, lies above what it is held against."""
        return self.effect is not None and self.effect > 0
