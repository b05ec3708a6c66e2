"""Published CSV files as rows, or every fault in them. What the numbers mean may not enter."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

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
    rows, faults = [], []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            faults += _header_faults(path, reader.fieldnames or (), columns)
            for row in () if faults else reader:
                faults += _row_faults(path, reader.line_num, row, columns)
                rows.append((reader.line_num, row))
    except OSError as error:
        found = error.strerror or str(error)
        faults.append(Fault(path, None, None, found, "a published file", "add it or correct the plan"))
    except (UnicodeDecodeError, csv.Error) as error:
        faults.append(Fault(path, None, None, str(error), "CSV in UTF-8", "save the file as CSV UTF-8"))
    if faults:
        raise DefinitionError(faults)
    return rows


def _header_faults(path: Path, header: Sequence[str], columns: Mapping[str, Kind]) -> list[Fault]:
    expected = f"the columns {', '.join(columns)}"
    return [Fault(path, 1, name, "no such column", expected, "add it") for name in columns if name not in header]


def _row_faults(
    path: Path, line: int, row: Mapping[str | None, str | None], columns: Mapping[str, Kind]
) -> Iterator[Fault]:
    if None in row or None in row.values():
        expected = "one field for each column"
        yield Fault(path, line, None, "too few or too many fields", expected, "put text with commas in quotes")
        return
    for name, kind in columns.items():
        pattern, expected = _FORMS[kind]
        if not re.fullmatch(pattern, row[name] or "", re.DOTALL):
            yield Fault(path, line, name, repr(row[name]), expected, "correct the cell")
