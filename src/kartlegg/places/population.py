"""Inhabitants by unit, date and age group. Whose answers they divide may not enter.

A count that is not known is None and never 0; only an agency, where nobody lives, has 0.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from kartlegg.errors import Fault
from kartlegg.places.rows import Rows

Ages = Literal["children", "adults", "all"]
POPULATIONS: tuple[Ages, ...] = get_args(Ages)
POPULATION_COLUMNS = ("unit", "date", "children", "adults", "all", "estimated")
MOST_PEOPLE = 1e9

NOBODY: Mapping[Ages, int] = MappingProxyType({"children": 0, "adults": 0, "all": 0})
NOT_KNOWN: Mapping[Ages, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Count:
    """Persons of a unit on a date; empty where they are not known. `estimated` where the age split is estimated."""

    persons: Mapping[Ages, int]
    estimated: bool
    line: int


@dataclass(frozen=True, slots=True)
class Population:
    """Every count by unit and date. `dates` are those on which units were counted, earliest first."""

    path: Path
    counts: Mapping[tuple[str, dt.date], Count]
    dates: tuple[dt.date, ...]

    def counted_on(self, day: dt.date) -> dt.date | None:
        """Return the last date of a count not after `day` and in its year; None where there is none."""
        return max((date for date in self.dates if date <= day and date.year == day.year), default=None)


def read_population(path: Path, faults: list[Fault]) -> Population:
    """Return the counts of population.csv; what is wrong goes to `faults`, and a row at fault is left out."""
    rows = Rows(path, POPULATION_COLUMNS, faults)
    counts: dict[tuple[str, dt.date], Count] = {}
    for unit, day, children, adults, everyone, estimated in rows:
        date = rows.date("date", day)
        persons = _persons(rows, children, adults, everyone)
        if estimated not in ("yes", "no"):
            rows.fault("estimated", repr(estimated), "yes or no", "write yes where the age split is estimated")
        if date is None:
            continue
        if (unit, date) in counts:
            found = f"{unit} on {day} again (line {counts[unit, date].line})"
            rows.fault("unit", found, "one row for a unit and date", "remove one of the two")
        elif persons is not None:
            counts[unit, date] = Count(persons, estimated == "yes", rows.line)
    return Population(path, counts, tuple(sorted({date for _, date in counts})))


def _persons(rows: Rows, children: str, adults: str, everyone: str) -> Mapping[Ages, int] | None:
    if not children and not adults and not everyone:
        return NOT_KNOWN
    if children.isdecimal() and adults.isdecimal() and everyone.isdecimal():
        persons: Mapping[Ages, int] = {"children": int(children), "adults": int(adults), "all": int(everyone)}
        if persons["children"] + persons["adults"] == persons["all"]:
            return persons
        rows.fault("all", everyone, f"children + adults = {int(children) + int(adults)}", "correct one of the three")
        return None
    for column, text in (("children", children), ("adults", adults), ("all", everyone)):
        if not text.isdecimal():
            remedy = "write the number of persons, or leave all three blank where it is not known"
            rows.fault(column, repr(text), "a whole number, 0 or more", remedy)
    return None
