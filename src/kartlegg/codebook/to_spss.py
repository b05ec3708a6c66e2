"""A labelled file as SPSS (.sav). What the labels say may not enter."""

import tempfile
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat

from kartlegg.codebook.columns import DataColumn
from kartlegg.codebook.labelled import LabelledFile
from kartlegg.codebook.names import SPSS_NAME, cut_text, package_names

_LABEL, _VALUE_LABEL, _TITLE = 256, 120, 64
"""Bytes that SPSS has for the label of a variable, of a value and of the file."""

_DAY, _TIME = slice(92, 101), slice(101, 109)
"""Where the header says when the file was made: `01 Jul 21` and `00:00:00` (PSPP, System File Format)."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def to_spss(file: LabelledFile) -> bytes:
    """Return the file; values that answer nothing are user-missing. The same input gives the same bytes."""
    names = package_names([column.code for column in file.columns], SPSS_NAME)
    columns = [(names[column.code], column) for column in file.columns]
    labelled = {name: column for name, column in columns if not column.text}
    content = _written(
        pl.DataFrame([_series(name, column, file) for name, column in columns]),
        file_label=cut_text(file.title, _TITLE, in_bytes=True),
        note=list(file.notes),
        column_labels={name: cut_text(column.label, _LABEL, in_bytes=True) for name, column in columns},
        variable_value_labels={
            name: {value: cut_text(label, _VALUE_LABEL, in_bytes=True) for value, label in column.values.items()}
            for name, column in labelled.items()
            if column.values
        },
        missing_ranges={name: list(column.missing) for name, column in labelled.items() if column.missing},
        variable_measure={name: column.level for name, column in columns},
        variable_format={
            name: f"F{10 if column.decimals else 8}.{column.decimals}" for name, column in labelled.items()
        },
    )
    return _dated(content, file)


def _series(name: str, column: DataColumn, file: LabelledFile) -> pl.Series:
    cells = file.cells[column.code]
    if column.text:  # SPSS has no missing text
        return pl.Series(name, [str(cell or "") for cell in cells], dtype=pl.String)
    return pl.Series(name, cells, dtype=pl.Float64)


def _written(frame: pl.DataFrame, **told: Any) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(frame, path, row_compress=True, **told)
        return path.read_bytes()


def _dated(content: bytes, file: LabelledFile) -> bytes:
    """Return the file with the day it is of in place of the clock's."""
    day, patched = file.made_on, bytearray(content)
    patched[_DAY] = f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}".encode()
    patched[_TIME] = b"00:00:00"
    return bytes(patched)
