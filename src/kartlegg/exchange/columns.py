"""The columns of an Extract's files, and what may stand in a cell of each. No file is read or written here."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

Kind = Literal["unit", "variable", "number", "count", "year", "text", "answer", "date", "moment", "choice"]

_PATTERNS: dict[Kind, str] = {
    "number": r"^[0-9]{1,15}(\.[0-9]+)?$",
    "count": r"^[0-9]{1,9}$",
    "year": r"^[0-9]{4}$",
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "moment": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$",
}
_TYPES: dict[Kind, type[pl.DataType]] = {
    "number": pl.Float64,
    "count": pl.Int64,
    "year": pl.Int64,
    "date": pl.Date,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what kind of value it holds, whether a blank cell is allowed."""

    name: str
    kind: Kind
    optional: bool = False
    choices: tuple[str, ...] = ()

    @property
    def dtype(self) -> type[pl.DataType]:
        """The Polars type of the values; a blank cell is null."""
        return _TYPES.get(self.kind, pl.String)

    def is_wrong(self, known: dict[str, frozenset[str]]) -> pl.Expr:
        """Return an expression over cells of text that is true where the cell may not stand in this column.

        `known` holds the codes that may stand in columns of the kinds `unit` and `variable`.
        """
        cell = pl.col(self.name)
        if self.kind in _PATTERNS:
            right = cell.str.contains(_PATTERNS[self.kind])
            if self.kind in {"date", "moment"}:
                right &= cell.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).is_not_null()
        elif self.kind in known:
            right = cell.is_in(sorted(known[self.kind]))
        elif self.kind == "choice":
            right = cell.is_in(self.choices)
        else:
            right = cell != ""
        return ~right & (cell != "") if self.optional else ~right

    def parsed(self) -> pl.Expr:
        """Return an expression that turns cells of text, all of them right, into values."""
        cell = pl.when(pl.col(self.name) != "").then(pl.col(self.name))
        value = cell.str.to_date("%Y-%m-%d") if self.kind == "date" else cell.cast(self.dtype)
        return value.alias(self.name)


@dataclass(frozen=True, slots=True)
class TableFormat:
    """One CSV file: its columns in order, and those that together may stand only once."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [column.name for column in self.columns]

    @property
    def schema(self) -> dict[str, type[pl.DataType]]:
        """Column name to Polars type."""
        return {column.name: column.dtype for column in self.columns}


_UNIT = Column("unit", "unit")
_VARIABLE = Column("variable", "variable")

STATUSES = ("none", "partial", "complete")
ORIGINS = ("reported", "confirmed", "imported", "by_phone")


def _replies(kind: Kind) -> TableFormat:
    columns = (
        _UNIT,
        _VARIABLE,
        Column("value", kind),
        Column("origin", "choice", choices=ORIGINS),
        Column("changed_at", "moment", optional=True),
    )
    return TableFormat(columns, ("unit", "variable"))


def _corrections(kind: Kind) -> TableFormat:
    columns = (
        _UNIT,
        _VARIABLE,
        Column("reported", kind, optional=True),
        Column("corrected", kind, optional=True),  # blank takes the answer out
        Column("reason", "text"),
        Column("by", "text"),
        Column("at", "moment"),
    )
    return TableFormat(columns, ("unit", "variable"))


FILES: dict[str, TableFormat] = {
    "units": TableFormat(
        (
            _UNIT,
            Column("status", "choice", choices=STATUSES),
            Column("submitted_on", "date", optional=True),
            Column("approval", "text", optional=True),
            Column("organised_as", "text", optional=True),
            Column("contributors", "count", optional=True),
        ),
        ("unit",),
    ),
    "replies": _replies("answer"),
    "corrections": _corrections("answer"),
    "changes": TableFormat(
        (
            _UNIT,
            Column("target_group", "choice", choices=("adults", "children", "all")),
            Column("real", "choice", choices=("yes", "no")),
            Column("comment", "text", optional=True),
        ),
        ("unit", "target_group"),
    ),
    "texts": TableFormat((_UNIT, _VARIABLE, Column("text", "text")), ("unit", "variable")),
    "codings": TableFormat(
        (
            _UNIT,
            _VARIABLE,
            Column("segment", "text"),
            Column("theme", "text"),
            Column("coder", "text"),
            Column("at", "moment"),
        ),
        ("unit", "variable", "segment", "theme", "coder"),
    ),
    "last_round": TableFormat(
        (_UNIT, _VARIABLE, Column("value", "number"), Column("round", "year")), ("unit", "variable")
    ),
}
"""The CSV files of an Extract by name, without ending."""

PARTS: dict[str, tuple[str, str]] = {
    "replies": ("replies", "answers"),
    "corrections": ("corrections", "answer_corrections"),
}
"""Files that are two frames in memory: the figures (numbers that are added), and all other answers (as words)."""

FORMATS: dict[str, TableFormat] = {
    **FILES,
    "replies": _replies("number"),
    "answers": _replies("answer"),
    "corrections": _corrections("number"),
    "answer_corrections": _corrections("answer"),
}
"""The frames of an Extract by name."""
