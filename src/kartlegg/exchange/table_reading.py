"""One CSV file of an Extract: text to values, or every fault in it. What several files say together may not enter."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kartlegg.csv_rows import BYTE_ORDER_MARK, SPREADSHEET, parse_csv
from kartlegg.errors import Fault, nearest, suggest
from kartlegg.exchange.columns import Column, Kind, TableFormat
from kartlegg.fault_codes import FaultCode

EXPECTED: dict[Kind, str] = {
    "number": "a number of 0 or more with a decimal point",
    "count": "a whole number of 0 or more",
    "year": "a year of four digits",
    "date": "a date that exists, written YYYY-MM-DD",
    "moment": "a date or a date and time, written YYYY-MM-DDTHH:MM:SS",
    "text": "some words",
    "answer": "an answer",
}
"""What is expected in a cell of each kind."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that may stand in a file; `became` maps a code of an earlier map to the codes it went to."""

    units: frozenset[str]
    variables: frozenset[str]
    became: Mapping[str, Sequence[str]]

    @property
    def known(self) -> dict[str, frozenset[str]]:
        """The codes by kind of column."""
        return {"unit": self.units, "variable": self.variables}

    def about_unit(self, cell: str) -> tuple[str, str]:
        """Return what was expected in place of a wrong code of a unit, and what to do."""
        if cell in self.became:
            return "a unit of the round", f"write {' or '.join(self.became[cell])}, which {cell} became"
        return "a unit of the round", _nearest(cell, self.units)


class LastCodes(Codes):
    """The codes that may stand in the file of last round's figures; no units where there was no round before."""

    def about_unit(self, cell: str) -> tuple[str, str]:
        """Return what was expected in place of a wrong code of a unit, and what to do."""
        if not self.units:
            return "no row, for there was no round before", "remove every row of the file"
        return "a unit of last round", _nearest(cell, self.units)


@dataclass(frozen=True, slots=True)
class Cells:
    """A file as text: one String column for each column of the format, and the line each row begins on."""

    path: Path
    frame: pl.DataFrame
    lines: list[int]

    def faults(self, wrong: pl.Series, column: str, expected: str, remedy: str) -> list[Fault]:
        """Return a fault for each row where `wrong` is true; the cell of `column` is what was found."""
        return [
            Fault(self.path, self.lines[row], column, repr(self.frame[column][row]), expected, remedy)
            for row in wrong.arg_true()
        ]


def read_cells(path: Path, content: bytes, table: TableFormat) -> tuple[Cells | None, list[Fault]]:
    """Return the cells of a file, and the faults of its form; no cells where the form cannot be made out."""
    plain = _read_plain(path, content, table)
    if plain is not None:
        return plain, []
    marked = content.startswith(BYTE_ORDER_MARK)
    faults = [Fault(path, 1, None, "a byte order mark", "UTF-8 without one", f"{SPREADSHEET}, without it")] * marked
    read = parse_csv(path, content.removeprefix(BYTE_ORDER_MARK))
    header = read.header
    wrong = _header_faults(path, header, table) if header or not read.faults else []
    if wrong:
        return None, faults + wrong
    faults += read.faults
    if not header or any(fault.code is FaultCode.WRONG_CELL for fault in read.faults):
        return None, faults
    lines, rows = [line for line, _ in read.rows], [row for _, row in read.rows]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    frame = pl.DataFrame(dict(zip(header, columns, strict=True)), schema=dict.fromkeys(header, pl.String))
    return Cells(path, frame.select(table.names), lines), faults


def _read_plain(path: Path, content: bytes, table: TableFormat) -> Cells | None:
    """Return the cells of a file without quotes in which every line has its fields; None for any other.

    Most files are so, and Polars reads them some ten times as fast as fields can be taken apart one by one.
    """
    header, _, body = content.partition(b"\n")
    if b'"' in content or b"\r" in content or b"\n\n" in content or header != ",".join(table.names).encode():
        return None
    try:
        lines = body.decode("utf-8").removesuffix("\n").split("\n") if body else []
    except UnicodeDecodeError:
        return None
    commas = pl.Series(lines, dtype=pl.String).str.count_matches(",", literal=True)
    if not lines or not (commas == len(table.names) - 1).all():
        return None
    fields = pl.Series(lines).str.split(",").list.to_struct(fields=table.names)
    return Cells(path, fields.struct.unnest(), list(range(2, len(lines) + 2)))


def _header_faults(path: Path, header: list[str], table: TableFormat) -> list[Fault]:
    expected = "the columns " + ", ".join(table.names)
    if len(header) == 1 and ";" in header[0]:
        return [Fault(path, 1, None, "semicolons between the columns", "commas", SPREADSHEET)]
    faults = []
    for name in dict.fromkeys(header):
        near = nearest(name, [known for known in table.names if known not in header])
        if name not in table.names:
            remedy = f'remove it, or rename it "{near}"' if near else "remove it"
            faults.append(Fault(path, 1, name, "an unknown column", expected, remedy))
        elif header.count(name) > 1:
            faults.append(Fault(path, 1, name, "a column that stands twice", expected, "remove one of the two"))
    missing = [name for name in table.names if name not in header]
    return faults + [Fault(path, 1, name, "no such column", expected, "add it") for name in missing]


def parse_cells(cells: Cells, table: TableFormat, codes: Codes) -> tuple[pl.DataFrame, list[Fault]]:
    """Return the values of a file (empty where there are faults) and every fault of a cell or of a repeated row."""
    wrong = cells.frame.select(column.is_wrong(codes.known) for column in table.columns)
    faults = []
    for column in table.columns:
        for row in wrong[column.name].arg_true() if wrong[column.name].any() else ():
            expected, remedy = _explanation(column, cells.frame[column.name][row], codes)
            found = repr(cells.frame[column.name][row]) if cells.frame[column.name][row] else "a blank cell"
            faults.append(Fault(cells.path, cells.lines[row], column.name, found, expected, remedy))
    if cells.frame.select(table.key).is_duplicated().any():
        faults += _duplicate_faults(cells, table)
    if faults:
        return pl.DataFrame(schema=table.schema), faults
    return cells.frame.select(column.parsed() for column in table.columns), []


def _duplicate_faults(cells: Cells, table: TableFormat) -> list[Fault]:
    first: dict[tuple[str, ...], int] = {}
    faults = []
    for line, key in zip(cells.lines, cells.frame.select(table.key).iter_rows(), strict=True):
        if key in first:
            found = f"{', '.join(key)} again, first in line {first[key]}"
            expected = f"each {' and '.join(table.key)} once"
            faults.append(Fault(cells.path, line, table.key[-1], found, expected, "remove the row that is wrong"))
        first.setdefault(key, line)
    return faults


def _explanation(column: Column, cell: str, codes: Codes) -> tuple[str, str]:
    """Return what was expected in place of a wrong cell, and what to do."""
    if column.kind == "unit":
        return codes.about_unit(cell)
    if column.kind == "variable":
        return "a variable that is asked in the round", _nearest(cell, codes.variables)
    if column.kind == "choice":
        return " or ".join(column.choices), _nearest(cell, frozenset(column.choices))
    if column.kind in {"number", "count"} or (column.kind == "answer" and not cell):
        return EXPECTED[column.kind], number_remedy(cell)
    return EXPECTED[column.kind], "correct or fill in the cell"


def _nearest(cell: str, known: frozenset[str]) -> str:
    if cell.zfill(4) in known:
        return f"write {cell.zfill(4)}; codes are text and keep their leading zero"
    return suggest(cell, sorted(known), "correct the code or remove the row")


def number_remedy(cell: str) -> str:
    """Return what to do with a cell that is no number of 0 or more."""
    if re.fullmatch(r"[0-9  ]+,[0-9]+", cell):
        return f"write {re.sub('[^0-9,]', '', cell).replace(',', '.')}"
    if cell.startswith(("-", "\N{MINUS SIGN}")):
        return "ask the unit; a negative figure cannot be counted"
    if not cell:
        return "remove the row; what was not answered has no row"
    return "write digits only, with a point before decimals"
