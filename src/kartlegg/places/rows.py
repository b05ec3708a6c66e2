"""CSV files of places to rows, with every fault told by file, line and column. What a row means may not enter."""

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kartlegg.csv_rows import read_csv
from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode


class Period(NamedTuple):
    """Days from `first` to `last`, both in it. An open end is `dt.date.min` or `dt.date.max`."""

    first: dt.date
    last: dt.date

    def holds(self, day: dt.date) -> bool:
        """Return whether `day` lies in the period."""
        return self.first <= day <= self.last

    def meets(self, other: "Period") -> bool:
        """Return whether the two periods share a day."""
        return self.first <= other.last and other.first <= self.last


ALWAYS = Period(dt.date.min, dt.date.max)


class Rows:
    """The rows of one CSV file. Iterating gives the cells of a row; faults found on the way go to `faults`."""

    def __init__(self, path: Path, columns: Sequence[str], faults: list[Fault]) -> None:
        """Open nothing yet; `columns` are the names that the header line must have, in order."""
        self.path = path
        self.line = 0
        self._columns = list(columns)
        self._faults = faults

    def __iter__(self) -> Iterator[list[str]]:
        """Give the cells of each row that has as many as the header; `line` is where it stands."""
        read = read_csv(self.path).of_columns(self._columns)
        self._faults += read.faults
        for self.line, cells in read.rows:
            yield cells

    def fault(
        self,
        column: str | None,
        found: str,
        expected: str,
        remedy: str,
        code: FaultCode = FaultCode.WRONG_CELL,
    ) -> None:
        """Note that something is wrong in the row being read."""
        self._faults.append(Fault(self.path, self.line or None, column, found, expected, remedy, code))

    def date(self, column: str, text: str, blank: dt.date | None = None) -> dt.date | None:
        """Return the date that `text` says, `blank` where it is empty; None, with a fault, where it is no date."""
        if not text and blank is not None:
            return blank
        date = _date(text)
        if date is None:
            self.fault(column, repr(text) if text else "nothing", "a date", "write it as year-month-day")
        return date

    def period(self, first: str, last: str) -> Period:
        """Return the period of the columns valid_from and valid_to; always, with a fault, where it cannot be."""
        begins = self.date("valid_from", first, dt.date.min)
        ends = self.date("valid_to", last, dt.date.max)
        if begins is None or ends is None:
            return ALWAYS
        if begins > ends:
            self.fault("valid_to", f"{last}, before {first}", "a date on or after valid_from", "swap the two dates")
            return ALWAYS
        return Period(begins, ends)

    def number(self, column: str, text: str, *, lowest: float, highest: float) -> float | None:
        """Return the number that `text` says; None where it is blank, or with a fault where it is wrong."""
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if lowest <= value <= highest:
            return value
        self.fault(column, repr(text), f"a number from {lowest:g} to {highest:g}", "correct the number")
        return None


@functools.cache
def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
