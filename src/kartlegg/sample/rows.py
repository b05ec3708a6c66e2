"""Published CSV files as rows, or every fault in them. What the numbers mean may not enter."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from kartlegg import csv_rows
from kartlegg.errors import DefinitionError, Fault

Kind = Literal["words", "number", "number or blank", "year", "truth or blank"]
Row = dict[str, str]

_FORMS: dict[Kind, tuple[str, str]] = {
    "words": (r".*", "words"),
    "number": (r"-?[0-9]+(\.[0-9]+)?", "a number with a decimal point"),
    "number or blank": (r"(-?[0-9]+(\.[0-9]+)?)?", "a number with a decimal point or a blank cell"),
    "year": (r"[0-9]{4}", "a year of four digits"),
    "truth or blank": (r"(true|false)?", "true, false or a blank cell"),
}


def read_rows(path: Path, columns: Mapping[str, Kind]) -> list[tuple[int, Row]]:
    """Return the rows of a published CSV, each with its line; it may have more columns than `columns`.

    Raises DefinitionError with every fault: no such file, no such column, a row of the wrong length, a wrong cell.
    """
    read = csv_rows.read_rows(path, tuple(columns), more=True)
    faults = [fault for line, row in read for fault in _faults(path, line, row, columns)]
    if faults:
        raise DefinitionError(faults)
    return read


def _faults(path: Path, line: int, row: Row, columns: Mapping[str, Kind]) -> Iterator[Fault]:
    for name, kind in columns.items():
        pattern, expected = _FORMS[kind]
        if not re.fullmatch(pattern, row[name], re.DOTALL):
            yield Fault(path, line, name, repr(row[name]), expected, "correct the cell")
