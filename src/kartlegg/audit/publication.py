"""A publication as numbers that can be judged: each with the stretch that its rounding allows. No check may enter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Measure = Literal["count", "people", "fte", "percent", "rate", "change", "percent_change", "other"]
Kind = Literal["body", "blank", "subtotal", "total", "base"]
EXACT = 1e-6
"""How far exact numbers may be apart: binary fractions only."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, and the least and the greatest that it may stand for."""

    value: float
    low: float
    high: float

    def may_be(self, low: float, high: float | None = None) -> bool:
        """Return whether it may stand for something between `low` and `high`."""
        return self.low - EXACT <= (low if high is None else high) and low <= self.high + EXACT

    def __str__(self) -> str:
        """Return the number as plain digits."""
        return f"{self.value:.10g}"


def exact(value: float) -> Number:
    """Return a number that was not rounded."""
    return Number(value, value, value)


def rounded(text: str) -> Number:
    """Return a printed number, with half a unit of its last decimal to either side."""
    printed = Decimal(text)
    half = float(Decimal(1).scaleb(int(printed.as_tuple().exponent))) / 2
    return Number(float(printed), float(printed) - half, float(printed) + half)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its label and kind.

    A `base` is what the rows above are counted among, and need not add up to it; `blank` those that did not answer.
    """

    label: str
    kind: Kind = "body"


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its full head, its measure and year, and what it shares with the column of the other measure."""

    path: str
    measure: Measure
    year: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `stated` tells by year how many units its title says that percentages are of.

    `noted` tells that a note says how the base of percentages changes between columns.
    """

    number: str
    title: str
    lines: tuple[Line, ...]
    heads: tuple[Head, ...]
    numbers: tuple[tuple[Number | None, ...], ...]
    stated: Mapping[int, int] = field(default_factory=dict)
    noted: bool = False

    def column(self, place: int) -> list[tuple[Line, Number]]:
        """Return the lines that have a number in a column."""
        cells = ((line, row[place]) for line, row in zip(self.lines, self.numbers, strict=True))
        return [(line, number) for line, number in cells if number is not None]

    def whole(self, place: int, *kinds: Kind) -> Number | None:
        """Return the number of the first row of the kinds (total or base) in a column."""
        wanted = kinds or ("total", "base")
        return next((number for line, number in self.column(place) if line.kind in wanted), None)

    def beside(self, place: int, measure: Measure) -> int | None:
        """Return the place of the column that tells the same in another measure."""
        here = self.heads[place]
        return next(
            (
                at
                for at, head in enumerate(self.heads)
                if at != place and head.measure == measure and (head.about, head.year) == (here.about, here.year)
            ),
            None,
        )

    def of_measure(self, *measures: Measure) -> Iterator[tuple[int, Head]]:
        """Yield the columns of some measures with their places."""
        return ((place, head) for place, head in enumerate(self.heads) if head.measure in measures)


@dataclass(frozen=True)
class Publication:
    """All tables by number, and what the survey tells of them (see `structure`).

    `units` is how many units there were by year; `of_all` and `of_answers` are heads of percentages of all units and
    of those that answered; `others` are tables of other publications.
    """

    name: str
    grids: Mapping[str, Grid]
    units: Mapping[int, int] = field(default_factory=dict)
    asked_of: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    percents_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_all: frozenset[str] = frozenset()
    of_answers: frozenset[str] = frozenset()
    others: Mapping[str, Grid] = field(default_factory=dict)


def key(label: str) -> str:
    """Return a label without case, spaces, stops, marks and hyphens."""
    return re.sub(r"[\s.,/|*–()-]+", "", label.lower())


def years_in(text: str) -> tuple[list[int], set[int]]:
    """Return the years that a text names, and all years that it covers: a stretch covers those between, too."""
    named = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)]
    covered = set(named)
    for first, last in re.findall(r"\b((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)\b", text):
        covered |= set(range(int(first), int(last) + 1))
    return named, covered
