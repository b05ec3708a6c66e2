"""One published number as a value: what is known, and how well. No arithmetic may enter; docs/method/series.md."""

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["A", "I", "B", "U", "Q", "M"]
"""A normal, I imputed in part, B break, U unreliable year, Q suppressed, M not asked or not possible."""

HEAVIEST_FIRST: tuple[Status, ...] = ("M", "Q", "B", "U", "I", "A")
WITHOUT_VALUE: tuple[Status, ...] = ("M", "Q")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, exact and in the measure of its variable (None where nothing is known), and its status.

    `interval` is its 95 per cent interval, in the same measure, where one was worked out.
    """

    value: float | None
    status: Status = "A"
    interval: tuple[float, float] | None = field(default=None, compare=False)


def heavier(*statuses: Status) -> Status:
    """Return the status that a number inherits from numbers of these statuses."""
    return min(statuses, key=HEAVIEST_FIRST.index)
