"""A figure as a value: which cells of which table are drawn, and how they relate. No drawing, no colours."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from kartlegg.language import Text
from kartlegg.tabulation.table import Row, Table

FigureKind = Literal["bars", "grouped", "panels", "lines", "stacked", "likert", "points", "scatter", "dots"]
"""
bars     horizontal bars: one bar for each body row of `table`, the one column `columns[0]`; `means` as a rule
grouped  horizontal bars: two to four bars, one for each of `columns`, within each row; `means` last
panels   small multiples of horizontal bars: one panel for each of `columns`, rows shared, the total row as a rule
lines    one line for each body row, x = the years in `columns` (codes: y and the year), gaps at `breaks`
stacked  whole distributions: one bar of 100 per cent for each of `columns`, a segment for each body row;
         columns with equal group stand together under their group's name
likert   answers on a scale: one bar for each of `columns`, body rows to the left and right of a middle by `sides`,
         what is no answer apart at the right, and the number of answers (the `base` row)
points   one point for each body row of the one column `columns[0]`, with its interval; `means` as a rule
scatter  one dot for each body row, `columns[0]` across and `columns[1]` up
dots     map of dots: one circle for each row with a position, area by `size_column`, colour by `columns[0]`
"""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a dot stands: degrees of longitude and latitude (WGS 84). `inset` names the inset it belongs to."""

    longitude: float
    latitude: float
    inset: str | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """On which side of the middle each row of an answer scale stands: codes of rows, each side from left to right."""

    low: tuple[str, ...]
    middle: tuple[str, ...]
    high: tuple[str, ...]
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A numbered figure over a table of its own numbers.

    `columns` are codes of columns in `table`. `highlight` are the codes of the rows that the title speaks of.
    `breaks` are the years at whose start a series breaks; `uncertain` are years drawn with hollow points.
    `title`, `subtitle` and `alt` are finished sentences; `alt` tells the finding and the extremes.
    `alternatives` are further views of the same subject that a reader switches between (map: counties).
    """

    number: str
    kind: FigureKind
    table: Table
    columns: tuple[str, ...]
    title: Text
    subtitle: Text
    alt: Text
    highlight: tuple[str, ...] = ()
    sort: bool = False
    breaks: tuple[int, ...] = ()
    uncertain: tuple[int, ...] = ()
    size_column: str | None = None
    positions: Mapping[str, Position] = field(default_factory=dict)
    sides: Sides | None = None
    view: Text | None = None
    alternatives: tuple["Figure", ...] = ()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the figure, for whoever keeps what is made of it."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def means(self) -> tuple[Row, ...]:
        """The closing rows that lie among the body rows in every column drawn: what is true of the whole.

        A sum, or the 100 per cent of a distribution, lies above them and is none.
        """
        body = [row.code for row in self.table.rows if not row.closes]
        return tuple(row for row in self.table.rows if row.closes and self._lies_among(row.code, body))

    def _lies_among(self, total: str, body: list[str]) -> bool:
        known = False
        for column in self.columns:
            whole = self.table.cell(total, column).value
            values = [value for code in body if (value := self.table.cell(code, column).value) is not None]
            if whole is None or not values:
                continue
            if not min(values) <= whole <= max(values):
                return False
            known = True
        return known
