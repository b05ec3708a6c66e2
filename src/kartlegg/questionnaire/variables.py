"""What one answer measures: code, measure, target group. How it is asked stands in `model`."""

from dataclasses import dataclass
from typing import Literal

from kartlegg.language import Text

Measure = Literal["fte", "count", "percent"]
TargetGroup = Literal["adults", "children", "all"]
Dimension = Literal["total", "service", "education", "pathway"]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable. Those with `parts` are not asked: they are the sum of their parts."""

    code: str
    label: Text
    short: Text
    measure: Measure
    target_group: TargetGroup
    dimension: Dimension
    parts: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """True where a unit answers it, False where it is a sum."""
        return not self.parts
