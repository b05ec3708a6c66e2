"""What the files of places must agree on: codes, dates, sums. What one file says alone may not enter."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.places.changes import Change
from kartlegg.places.groupings import Listed, Member
from kartlegg.places.population import Ages, Population
from kartlegg.places.rows import Period
from kartlegg.places.units import Part, Unit, UnitKind

ONE_DAY = dt.timedelta(days=1)
AGES: tuple[Ages, ...] = ("children", "adults", "all")
Periods = Mapping[str, list[Period]]


def periods_by_code(units: Iterable[Unit]) -> Periods:
    """Return the periods in which each code is valid, earliest first."""
    periods = defaultdict(list)
    for unit in units:
        periods[unit.code].append(unit.period)
    return periods


def member_faults(
    path: Path, listed: Listed, members: Mapping[str, list[Member]], units: Iterable[Unit]
) -> Iterator[Fault]:
    """Give a fault for each unknown code, and for each unit that is in no group on some day the grouping covers."""
    codes = set()
    for unit in units:
        codes.add(unit.code)
        day = max(unit.period.first, listed.covers_from)
        for member in members.get(unit.code, ()):
            if member.period.holds(day):
                if member.period.last >= unit.period.last:
                    day = dt.date.max
                    break
                day = member.period.last + ONE_DAY
        if day <= unit.period.last and day != dt.date.max:
            found = f"no {listed.code} of {unit.code} {unit.name}" + ("" if day == dt.date.min else f" on {day}")
            told = (found, "a group for every unit and day", f"add a row for {unit.code}")
            yield Fault(path, None, "code", *told, FaultCode.PLACE_WITHOUT_GROUP)
    for code, dated in members.items():
        if code not in codes:
            yield _unknown(path, dated[0].line, "code", code)


def part_faults(path: Path, parts: Iterable[Part], periods: Periods) -> Iterator[Fault]:
    """Give a fault for each part of a whole that is no unit."""
    for part in parts:
        if part.unit not in periods:
            yield _unknown(path, part.line, "part", part.unit)


def change_faults(changes: Iterable[Change], periods: Periods) -> Iterator[Fault]:
    """Give a fault for each change from a code that was not valid the day before, or to one not valid on the day."""
    for change in changes:
        for column, code, day in (("from", change.old, change.date - ONE_DAY), ("to", change.new, change.date)):
            if code not in periods:
                yield _unknown(change.file, change.line, column, code)
            elif not any(period.holds(day) for period in periods[code]):
                found = f"{code}, which is not valid on {day}"
                remedy = "correct the code or the date, here or in units.csv"
                told = (found, "a code valid on that day", remedy)
                yield Fault(change.file, change.line, column, *told, FaultCode.UNKNOWN_PLACE)


def population_faults(population: Population, units: Iterable[Unit], parts: Iterable[Part]) -> Iterator[Fault]:
    """Give a fault for each unit without inhabitants where it must have them, and each count that fits no unit.

    A count may be stated as not known (blank) for the parts of a whole only: their sum then stands with the whole.
    """
    expected: set[tuple[str, dt.date]] = set()
    parts = tuple(parts)
    for date in population.dates:
        inside: dict[str, list[str]] = defaultdict(list)
        for part in parts:
            if part.period.holds(date):
                inside[part.whole].append(part.unit)
        in_whole = {code for codes in inside.values() for code in codes}
        agencies = {unit.code for unit in units if unit.kind is UnitKind.AGENCY}
        lived_in = [unit for unit in units if unit.code not in agencies and unit.period.holds(date)]
        expected |= {(unit.code, date) for unit in lived_in} | {(whole, date) for whole in inside}
        for unit in lived_in:
            yield from _count_faults(population, unit, date, in_whole)
        for whole, codes in inside.items():
            yield from _sum_faults(population, whole, [c for c in codes if c not in agencies], date)
    for code, date in population.counts.keys() - expected:
        found = f"inhabitants of {code} on {date}"
        line = population.counts[code, date].line
        remedy = "correct the code or the date, or add the unit to units.csv"
        told = (found, "a unit where people live on that date", remedy)
        yield Fault(population.path, line, "unit", *told, FaultCode.UNKNOWN_PLACE)


def _count_faults(population: Population, unit: Unit, date: dt.date, in_whole: set[str]) -> Iterator[Fault]:
    count = population.counts.get((unit.code, date))
    if count is None:
        found = f"no inhabitants of {unit.code} {unit.name} on {date}"
        remedy = f"add a row for {unit.code},{date}"
        told = (found, "a row for every unit and date", remedy)
        yield Fault(population.path, None, "unit", *told, FaultCode.PLACE_WITHOUT_INHABITANTS)
    elif not count.persons and unit.code not in in_whole:
        remedy = "state the inhabitants, or make the unit part of a whole in wholes.csv"
        told = ("nothing", "the number of inhabitants", remedy)
        yield Fault(population.path, count.line, "all", *told, FaultCode.PLACE_WITHOUT_INHABITANTS)


def _sum_faults(population: Population, whole: str, codes: list[str], date: dt.date) -> Iterator[Fault]:
    """Give a fault where the whole is not counted, or its parts are and do not add up to it."""
    count = population.counts.get((whole, date))
    if count is None or not count.persons:
        remedy = f"add a row for {whole},{date}"
        told = (f"no inhabitants of {whole} on {date}", "a row for it", remedy)
        yield Fault(population.path, None, "unit", *told, FaultCode.PLACE_WITHOUT_INHABITANTS)
        return
    parts = [population.counts[code, date].persons for code in codes if (code, date) in population.counts]
    if not all(parts) or len(parts) < len(codes):
        return
    for age in AGES:
        total = sum(persons[age] for persons in parts)
        if total != count.persons[age]:
            expected = f"{total}, the sum of its parts on {date}"
            remedy = "correct the whole or one of its parts"
            told = (f"{count.persons[age]} in {whole}", expected, remedy)
            yield Fault(population.path, count.line, age, *told, FaultCode.PLACES_DO_NOT_ADD_UP)


def _unknown(path: Path, line: int, column: str, code: str) -> Fault:
    remedy = "correct the code or add the unit to units.csv"
    told = (f"the unknown code {code!r}", "a code of units.csv", remedy)
    return Fault(path, line, column, *told, FaultCode.UNKNOWN_PLACE)
