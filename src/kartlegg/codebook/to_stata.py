"""A labelled file as Stata (.dta, format 118 of Stata 14 and later). What the labels say may not enter.

Source of the layout: Stata, "Description of the .dta file format 118".
"""

import struct
import tempfile
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat

from kartlegg.codebook.columns import Cell, DataColumn
from kartlegg.codebook.labelled import LabelledFile
from kartlegg.codebook.names import STATA_NAME, cut_text, package_names
from kartlegg.codebook.to_spss import MONTHS

MISSING = {"do_not_know": "a", "not_applicable": "b"}
"""The extended missing value of each kind: .a and .b."""

_LABEL, _VERSION, _NAME, _STAMP = 80, 14, 129, 17
_WIDEST = 2 * 1024 - 3
"""Bytes of the longest plain string."""

_MAP, _PLACES, _BEHIND = b"<map>", 14, 9
_STAMPED, _NOTES = b"<timestamp>", b"<characteristics>"


def to_stata(file: LabelledFile) -> bytes:
    """Return the file; each variable's notes tell its whole code and question. The same input gives the same bytes.

    A text longer than the longest plain string of Stata is cut.
    """
    names = package_names([column.code for column in file.columns], STATA_NAME)
    columns = [(names[column.code], column) for column in file.columns]
    content = _written(
        pl.DataFrame([_series(name, column, file) for name, column in columns]),
        version=_VERSION,
        file_label=cut_text(file.title, _LABEL),
        column_labels={name: _label(column) for name, column in columns},
        variable_value_labels={name: _labels(column) for name, column in columns if column.values},
        missing_user_values={
            name: sorted({MISSING[kind] for kind in column.missing.values()})
            for name, column in columns
            if column.missing
        },
        variable_format={name: f"%10.{column.decimals}f" for name, column in columns if column.decimals},
    )
    notes = {"_dta": list(file.notes)} | {name: [column.code, column.note] for name, column in columns}
    return _noted(_dated(content, file), notes)


def _label(column: DataColumn) -> str:
    fits = len(column.label) <= _LABEL
    return cut_text(column.label if fits else column.brief or column.label, _LABEL)


def _labels(column: DataColumn) -> dict[int | str, str]:
    """Return the labels of a column by number, or by letter where a number answers nothing."""
    return {
        MISSING[column.missing[value]] if value in column.missing else value: label
        for value, label in column.values.items()
    }


def _series(name: str, column: DataColumn, file: LabelledFile) -> pl.Series:
    cells = file.cells[column.code]
    if column.text:
        return pl.Series(name, [cut_text(str(cell or ""), _WIDEST, in_bytes=True) for cell in cells], dtype=pl.String)
    if not column.missing:
        return pl.Series(name, cells, dtype=pl.Float64)
    return pl.Series(name, [_extended(cell, column) for cell in cells], dtype=pl.Object)


def _extended(cell: Cell, column: DataColumn) -> Cell:
    kind = column.missing.get(int(cell)) if isinstance(cell, float) else None
    return MISSING[kind] if kind else cell


def _written(frame: pl.DataFrame, **told: Any) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.dta"
        pyreadstat.write_dta(frame, path, **told)
        return path.read_bytes()


def _dated(content: bytes, file: LabelledFile) -> bytes:
    """Return the file with the day it is of in place of the clock's."""
    day = file.made_on
    stamp = f"{day.day:02d} {MONTHS[day.month - 1]} {day.year} 00:00".encode()
    start = content.index(_STAMPED) + len(_STAMPED) + 1
    return content[:start] + stamp + content[start + _STAMP :]


def _noted(content: bytes, notes: dict[str, list[str]]) -> bytes:
    """Return the file with notes in it; what stands behind them is moved, and the map says where to."""
    told = b"".join(_characteristic(name, key, text) for name, of in notes.items() for key, text in _numbered(of))
    start = content.index(_NOTES) + len(_NOTES)
    patched = bytearray(content[:start] + told + content[start:])
    place = content.index(_MAP) + len(_MAP)
    offsets = list(struct.unpack_from(f"<{_PLACES}Q", content, place))
    offsets[_BEHIND:] = [offset + len(told) for offset in offsets[_BEHIND:]]
    struct.pack_into(f"<{_PLACES}Q", patched, place, *offsets)
    return bytes(patched)


def _numbered(notes: list[str]) -> list[tuple[str, str]]:
    """Return notes as Stata keeps them: their number in note0, then note1 and on."""
    told = [note for note in notes if note]
    return [("note0", str(len(told))), *((f"note{place}", note) for place, note in enumerate(told, 1))]


def _characteristic(name: str, key: str, text: str) -> bytes:
    content = name.encode().ljust(_NAME, b"\0") + key.encode().ljust(_NAME, b"\0") + text.encode() + b"\0"
    return b"<ch>" + struct.pack("<I", len(content)) + content + b"</ch>"
