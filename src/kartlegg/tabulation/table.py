"""A table as a value: exact numbers, labels in both languages, notes. Frozen; nothing is rounded here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from kartlegg.estimation.estimate import Estimate, Status
from kartlegg.language import Text
from kartlegg.tabulation.cell_test import CellTest

__all__ = ["Cell", "Column", "Measure", "Row", "RowKind", "Status", "Table"]

RowKind = Literal["body", "subtotal", "total", "base"]
Measure = Literal["fte", "count", "percent", "rate", "change", "percent_change"]

Cell: TypeAlias = Estimate
"""One number: exact and in the measure of its column, None where nothing is known, with its status."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `code` is stable, unique in the table and used in addresses.

    A `total` is the sum of the body, a `base` what the body is counted among: its rows need not add up to it.
    `phrase` is how a sentence speaks of the row where its label would not do; no table prints it.
    """

    code: str
    label: Text
    kind: RowKind = "body"
    detail: Text | None = None
    phrase: Text | None = None

    @property
    def closes(self) -> bool:
        """Whether the row stands below the body and sums it up: a total or a base."""
        return self.kind in ("total", "base")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `group` is the spanning head above it; neighbours with equal `group` share it.

    `decimals` is how many are shown; `signed` puts a plus before growth (columns of change).
    `gap_before` asks for white space before the column: a break in the series. `phrase` is as that of a row.
    """

    code: str
    label: Text
    measure: Measure
    group: Text | None = None
    decimals: int = 0
    signed: bool = False
    gap_before: bool = False
    phrase: Text | None = None

    def path(self, language: Literal["nb", "en"] = "nb") -> str:
        """Return the full head, levels joined by ` | `."""
        label = self.label.get(language)
        return label if self.group is None else f"{self.group.get(language)} | {label}"


@dataclass(frozen=True)
class Table:
    """A numbered table. `cells[r][c]` belongs to `rows[r]` and `columns[c]`.

    `stub` heads the column of row labels. `base` says whom the numbers are of, `source` where they come from.
    `tests` are those of its cells that were tested. `row_places` and `column_places` tell where each code stands.
    """

    number: str
    title: Text
    stub: Text
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[Cell, ...], ...]
    base: Text
    source: Text
    notes: tuple[Text, ...] = ()
    tests: tuple[CellTest, ...] = ()
    row_places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    column_places: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a table that is not a full grid or names a row or column twice (a fault of the program)."""
        if len(self.cells) != len(self.rows) or any(len(row) != len(self.columns) for row in self.cells):
            raise ValueError(f"table {self.number}: the cells are not {len(self.rows)} x {len(self.columns)}")
        rows, columns = [row.code for row in self.rows], [column.code for column in self.columns]
        for name, codes in (("row_places", rows), ("column_places", columns)):
            if len(set(codes)) != len(codes):
                raise ValueError(f"table {self.number}: a code stands twice in {codes}")
            object.__setattr__(self, name, {code: place for place, code in enumerate(codes)})

    def cell(self, row: str, column: str) -> Cell:
        """Return the cell of a row code and a column code; raises KeyError where there is none."""
        return self.cells[self.row_places[row]][self.column_places[column]]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the table, for whoever keeps what is made of it."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def statuses(self) -> set[Status]:
        """The statuses that occur, so that their signs can be explained below the table."""
        return {cell.status for row in self.cells for cell in row}
