"""What a table of answers is made of: rows and columns each say a part of a cell. No number may enter."""

from typing import Literal, Self

from pydantic import model_validator

from kartlegg.definitions import Definition, Words

AnswerMeasure = Literal["count", "percent", "sum", "low", "high"]
LIMITS: tuple[AnswerMeasure, ...] = ("low", "high")
"""The limits of the interval of a percentage, about all units that were asked."""


class AnswerPart(Definition):
    """What a row or a column says of its cells.

    `of` is what is true of the units that are counted, `base` whom percentages are of: conditions of the small
    language, in which `{}` stands for the `variable` that the row or the column names. `theme` counts open answers
    that were coded with it. `group` is one of the table's `by` or `across`, and never written.
    """

    of: str = ""
    base: str = ""
    variable: str = ""
    theme: str = ""
    group: str = ""
    year: int | None = None
    measure: AnswerMeasure | None = None
    label: Words | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if self.of and self.theme:
            raise ValueError("either of, a condition, or theme, a code of coding")
        return self


class AnswerRow(AnswerPart):
    """A row. Its `kind` sets it off: a `total` is the sum of those above, a `base` what they are counted among."""

    kind: Literal["body", "total", "base"] = "body"


class AnswerBlock(AnswerPart):
    """A block of columns under one head: a column for each of the table's years and measures."""
