"""Who answers, and who lives where nobody answers: units with kind and period. No figure of any unit may enter."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kartlegg.errors import Fault
from kartlegg.places.rows import Period, Rows

UNIT_COLUMNS = ("code", "name", "kind", "valid_from", "valid_to", "name_official")
WHOLE_COLUMNS = ("whole", "name", "part", "valid_from", "valid_to")


class UnitKind(StrEnum):
    """What sort of place it is. An agency has no inhabitants; an area has inhabitants and nobody who answers."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    AGENCY = "agency"
    AREA = "area"


KINDS = frozenset(kind.value for kind in UnitKind)


@dataclass(frozen=True, slots=True)
class Unit:
    """A place with its own code while `period` lasts. `line` is where it stands in units.csv."""

    code: str
    name: str
    kind: UnitKind
    period: Period
    name_official: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """A unit that belongs to a city counted as one (`whole`) while `period` lasts."""

    whole: str
    name: str
    unit: str
    period: Period
    line: int


def active_units(units: tuple[Unit, ...], day: dt.date) -> tuple[Unit, ...]:
    """Return the units whose period holds `day`, in the order given."""
    return tuple(unit for unit in units if unit.period.holds(day))


def read_units(path: Path, faults: list[Fault]) -> tuple[Unit, ...]:
    """Return the units of units.csv by code; what is wrong goes to `faults`, and a row at fault is left out."""
    rows = Rows(path, UNIT_COLUMNS, faults)
    units: dict[str, list[Unit]] = {}
    for code, name, kind, first, last, official in rows:
        period = rows.period(first, last)
        if not code:
            rows.fault("code", "nothing", "a code", "give the unit a code")
        elif kind not in KINDS:
            rows.fault("kind", repr(kind), "one of " + ", ".join(sorted(KINDS)), "correct the kind")
        elif twin := next((u for u in units.get(code, ()) if u.period.meets(period)), None):
            rows.fault(
                "code", f"{code} again (line {twin.line})", "one row for a code and day", "remove one of the two"
            )
        else:
            units.setdefault(code, []).append(Unit(code, name, UnitKind(kind), period, official, rows.line))
    return tuple(unit for code in sorted(units) for unit in sorted(units[code], key=lambda u: u.period))


def read_wholes(path: Path, faults: list[Fault]) -> tuple[Part, ...]:
    """Return the parts of wholes.csv; what is wrong goes to `faults`."""
    rows = Rows(path, WHOLE_COLUMNS, faults)
    parts: dict[str, Part] = {}
    for whole, name, unit, first, last in rows:
        if unit in parts:
            found = f"{unit} again (line {parts[unit].line})"
            rows.fault("part", found, "a unit in one whole only", "remove one of the two")
        parts.setdefault(unit, Part(whole, name, unit, rows.period(first, last), rows.line))
    return tuple(parts.values())
