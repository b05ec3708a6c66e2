"""A table as machine data: JSON with labels, base, notes and status, and long CSV. How it looks may not enter."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.exchange.readable_json import readable_json
from kartlegg.language import Language, Text
from kartlegg.tabulation.cell_test import CellTest
from kartlegg.tabulation.table import Cell, Column, Row, Table

Show = Callable[[Cell, Column, Language], str]
"""Writes a cell as printed; handed in, because how a cell is printed belongs to the report."""

CSV_HEADER = ("row", "column", "value", "shown", "status")
CODES = ("row_code", "column_code")


def encode_json(table: Table, show: Show) -> bytes:
    """Return the table as JSON: exact values, what is shown in both languages, statuses, labels and notes.

    Raises ValueError for a value that is no finite number, which JSON cannot hold (a fault of the program).
    """
    return readable_json(content_of(table, show))


def content_of(table: Table, show: Show) -> dict[str, Any]:
    """Return what `encode_json` writes of the table, as dictionaries and lists."""
    return {
        "number": table.number,
        "title": _words(table.title),
        "stub": _words(table.stub),
        "base": _words(table.base),
        "source": _words(table.source),
        "notes": [_words(note) for note in table.notes],
        "columns": [
            {
                "code": column.code,
                "label": _words(column.label),
                "group": None if column.group is None else _words(column.group),
                "measure": column.measure,
                "decimals": column.decimals,
                "signed": column.signed,
                "gap_before": column.gap_before,
            }
            for column in table.columns
        ],
        "rows": [
            {
                "code": row.code,
                "label": _words(row.label),
                "kind": row.kind,
                "detail": None if row.detail is None else _words(row.detail),
                "cells": [
                    {
                        "value": cell.value,
                        "shown": {"nb": show(cell, column, "nb"), "en": show(cell, column, "en")},
                        "status": cell.status,
                    }
                    for cell, column in zip(cells, table.columns, strict=True)
                ],
            }
            for row, cells in zip(table.rows, table.cells, strict=True)
        ],
        "tests": [asdict(tested) for tested in table.tests],
    }


def encode_csv(table: Table, show: Show, *, codes: bool = False) -> bytes:
    """Return the table in long form: row, column (levels joined by ` | `), value unrounded, shown, status.

    Rows and columns are called by their words in bokmål; with `codes` what they are called by in every language, and
    in other rounds, stands in two further columns.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_HEADER + CODES * codes)
    for row, cells in zip(table.rows, table.cells, strict=True):
        for cell, column in zip(cells, table.columns, strict=True):
            value = "" if cell.value is None else repr(cell.value)
            told = [row.label.nb, column.path(), value, show(cell, column, "nb"), cell.status]
            writer.writerow([*told, *[row.code, column.code] * codes])
    return text.getvalue().encode()


def decode_json(content: bytes) -> Table:
    """Return the table that `encode_json` wrote; raises ValueError where it is none."""
    return table_of(json.loads(content))


def table_of(content: dict[str, Any]) -> Table:
    """Return the table that `content_of` gave; raises ValueError where it is none."""
    try:
        return _decode(content)
    except (KeyError, TypeError) as error:
        raise ValueError(f"no table: {error!r}") from error


def _decode(content: dict[str, Any]) -> Table:
    columns = tuple(
        Column(
            of["code"],
            _text(of["label"]),
            of["measure"],
            None if of["group"] is None else _text(of["group"]),
            of["decimals"],
            of["signed"],
            of["gap_before"],
        )
        for of in content["columns"]
    )
    rows = tuple(
        Row(of["code"], _text(of["label"]), of["kind"], None if of["detail"] is None else _text(of["detail"]))
        for of in content["rows"]
    )
    cells = tuple(tuple(Cell(cell["value"], cell["status"]) for cell in of["cells"]) for of in content["rows"])
    return Table(
        content["number"],
        _text(content["title"]),
        _text(content["stub"]),
        rows,
        columns,
        cells,
        _text(content["base"]),
        _text(content["source"]),
        tuple(_text(note) for note in content["notes"]),
        tuple(_tested(of) for of in content["tests"]),
    )


def _tested(of: dict[str, Any]) -> CellTest:
    plain, held = (None if of[test] is None else Comparison(**of[test]) for test in ("plain", "held"))
    if plain is None:
        raise TypeError("a test without its result")
    return CellTest(of["row"], of["column"], of["kind"], plain, held)


def _words(text: Text) -> dict[str, str]:
    return {"nb": text.nb, "en": text.en or text.nb}


def _text(words: dict[str, str]) -> Text:
    return Text(words["nb"], words["en"])
