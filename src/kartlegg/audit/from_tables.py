"""The tables of a release as a publication that can be judged. Checks may not enter."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kartlegg.audit.publication import Grid, Head, Line, Measure, Number, Publication, exact, key
from kartlegg.audit.structure import Structure
from kartlegg.tabulation.table import Cell, Column, Table

_MEASURES: Mapping[str, Measure] = {
    "fte": "fte",
    "count": "count",
    "percent": "percent",
    "rate": "rate",
    "change": "change",
    "percent_change": "percent_change",
}


class _Words(NamedTuple):
    """Labels of columns of people and of rows that did not answer, and how the note on bases begins."""

    people: frozenset[str]
    blank: frozenset[str]
    base_note: str


def publication_of_tables(
    tables: Iterable[Table], name: str, year: int, structure: Structure, base_note: str = ""
) -> Publication:
    """Return the tables as a publication: numbers of `year` exact, those of earlier years within their rounding.

    `base_note` is how the note begins that tells of a base which changes between columns.
    """
    words = _Words(frozenset(map(key, structure.heads.people)), frozenset(map(key, structure.heads.blank)), base_note)
    return Publication(
        name=name,
        grids={table.number: _grid(table, year, words) for table in tables},
        units=structure.units,
        asked_of={table: (of.table, of.row) for table, of in structure.asked_of.items()},
    )


def _grid(table: Table, year: int, words: _Words) -> Grid:
    heads = tuple(_head(column, words) for column in table.columns)
    return Grid(
        number=table.number,
        title=table.title.nb,
        lines=tuple(
            Line(row.label.nb, "blank" if row.kind == "body" and key(row.label.nb) in words.blank else row.kind)
            for row in table.rows
        ),
        heads=heads,
        numbers=tuple(
            tuple(_number(cell, head, year) for cell, head in zip(row, heads, strict=True)) for row in table.cells
        ),
        noted=bool(words.base_note) and any(note.nb.startswith(words.base_note) for note in table.notes),
    )


def _head(column: Column, words: _Words) -> Head:
    found = re.search(r"_?y(\d{4})$", column.code)
    year = int(found[1]) if found else None
    about = re.sub(r"_?(fte|count|percent|sum)?_?y\d{4}$|_percent$", "", column.code)
    measure = _MEASURES.get(column.measure, "other")
    people = measure == "count" and any(key(level) in words.people for level in column.path().split("|"))
    return Head(column.path(), "people" if people else measure, year, about)


def _number(cell: Cell, head: Head, year: int) -> Number | None:
    """Return the number: published ones are whole and rounded, save counts, which are whole by themselves."""
    if cell.value is None:
        return None
    published = head.year is not None and head.year < year and head.measure not in ("count", "people")
    if (published and float(cell.value).is_integer()) or head.measure == "change":  # a change is from such a number
        return Number(cell.value, cell.value - 0.5, cell.value + 0.5)
    return exact(cell.value)
