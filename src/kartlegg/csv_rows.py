"""Reads a CSV file into rows and says file, line and column where it is wrong. What a row means may not enter."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kartlegg.errors import DefinitionError, Fault
from kartlegg.fault_codes import FaultCode

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SPREADSHEET = "save it as CSV UTF-8 with commas"


@dataclass(frozen=True, slots=True)
class CsvRows:
    """A file as read: its header and each row with the line that it begins on, and the faults of the others."""

    path: Path
    header: list[str]
    rows: list[tuple[int, list[str]]]
    faults: list[Fault]

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row by column, with its line."""
        for line, row in self.rows:
            yield line, dict(zip(self.header, row, strict=True))

    def of_columns(self, columns: Sequence[str], *, more: bool = False) -> "CsvRows":
        """Return it where its header is `columns`, in their order; with `more`, where it has each of them, once.

        Otherwise return it without rows, with that as its only fault. A file that cannot be read stays as it is.
        """
        if not self.header and self.faults:
            return self
        found, name = ", ".join(self.header) or "nothing", None
        if more:
            name = next((name for name in columns if self.header.count(name) != 1), None)
            found = "a column that stands twice" if name in self.header else "no such column"
        if self.header == list(columns) or (more and name is None):
            return self
        told = (found, ", ".join(columns), "correct the header", FaultCode.WRONG_COLUMNS)
        return CsvRows(self.path, [], [], [Fault(self.path, 1, name, *told)])


def read_csv(path: Path) -> CsvRows:
    """Return the CSV file at `path`; a byte order mark is no fault, and lines without anything are no rows.

    Faults: no file, not UTF-8, quotes that cannot be read, a row of another length than the header.
    """
    try:
        return parse_csv(path, path.read_bytes().removeprefix(BYTE_ORDER_MARK))
    except OSError as error:
        found = "no such file" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
        told = (found, "a CSV file that can be read", "add it or name another")
        return CsvRows(path, [], [], [Fault(path, None, None, *told, FaultCode.NO_FILE)])


def parse_csv(path: Path, content: bytes) -> CsvRows:
    """Return what `content`, of the file at `path`, holds; raises nothing, see `read_csv`."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = (f"the byte 0x{content[error.start]:02x}, which is not UTF-8", "UTF-8", SPREADSHEET)
        return CsvRows(path, [], [], [Fault(path, line, None, *told, FaultCode.NOT_UTF8)])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins, header, rows, faults = 1, list[str](), list[tuple[int, list[str]]](), list[Fault]()
    try:
        header = next(reader, [])
        begins = reader.line_num + 1
        for row in reader:
            if len(row) == len(header):
                rows.append((begins, row))
            elif row and header:
                faults.append(_ragged(path, begins, row, header))
            begins = reader.line_num + 1
    except csv.Error as error:
        told = (f"a row that is not CSV ({error})", "cells with commas between", "close or double the quotes")
        faults.append(Fault(path, begins, None, *told, FaultCode.WRONG_CELL))
    return CsvRows(path, header, rows, faults)


def _ragged(path: Path, line: int, row: list[str], header: list[str]) -> Fault:
    remedy = "write decimals with a point and put text with commas in quotes" if len(row) > len(header) else "fill in"
    told = (f"{len(row)} fields", f"{len(header)} fields, one for each column", remedy)
    return Fault(path, line, None, *told, FaultCode.WRONG_COLUMNS)


def read_rows(path: Path, columns: Sequence[str], *, more: bool = False) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of the CSV file at `path` by column, each with the line that it begins on.

    Raises DefinitionError with every fault: those of `read_csv`, and another header than `columns` (with `more`, one
    that lacks any of them).
    """
    found = read_csv(path).of_columns(columns, more=more)
    if found.faults:
        raise DefinitionError(found.faults)
    return list(found.records())
