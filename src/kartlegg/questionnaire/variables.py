"""What one answer measures: code, type, measure, target group. How it is asked stands in `questions`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kartlegg.language import Text
from kartlegg.questionnaire.options import Option

VariableType = Literal["number", "choice", "tick", "text"]
Measure = Literal["fte", "count", "percent", "nok"]
TargetGroup = Literal["adults", "children", "all"]
Dimension = Literal["total", "service", "education", "pathway"]
Base = Literal["answered", "asked", "all", "ticked"]
Purpose = Literal["open", "comment", "contact"]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable. Those with `parts` are not asked: they are the sum of their parts.

    `question`, `row` and `option` say where in the form it is asked. It is asked of a unit where every condition of
    `shown_if` holds. Numbers lie from `at_least` to `at_most` in their measure; texts hold `at_most` characters.
    `boxes` name groups of its options by code, as its scale does.
    """

    code: str
    label: Text
    short: Text
    measure: Measure | None = None
    target_group: TargetGroup = "all"
    dimension: Dimension | None = None
    parts: tuple[str, ...] = ()
    type: VariableType = "number"
    options: tuple[Option, ...] = ()
    section: str = ""
    question: str = ""
    row: str | None = None
    option: str | None = None
    shown_if: tuple[str, ...] = ()
    base: Base = "answered"
    purpose: Purpose | None = None
    at_least: float | None = None
    at_most: float | None = None
    decimals: int | None = None
    boxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @property
    def asked(self) -> bool:
        """True where a unit answers it, False where it is a sum."""
        return not self.parts

    @property
    def is_figure(self) -> bool:
        """True where it is a number that is added over units and carried forward for silent ones."""
        return self.type == "number" and self.dimension is not None

    @property
    def is_published(self) -> bool:
        """False where it tells of a person: such an answer never leaves the collection."""
        return self.purpose != "contact"
