"""The files of places to Places; every fault of every file is told at once. What the files mean may not enter."""

from collections.abc import Mapping
from pathlib import Path

from kartlegg.definitions import read_definition
from kartlegg.errors import Fault, InputError, PlaceError
from kartlegg.places.changes import read_changes
from kartlegg.places.consistency import change_faults, member_faults, part_faults, periods_by_code, population_faults
from kartlegg.places.groupings import AnyGrouping, GroupingDefinitions, Listed, Member, read_members
from kartlegg.places.population import read_population
from kartlegg.places.register import Places, Position
from kartlegg.places.rows import Rows
from kartlegg.places.units import Unit, read_units, read_wholes

POSITION_COLUMNS = ("code", "valid_from", "valid_to", "longitude", "latitude")


def load_places(survey: Path) -> Places:
    """Return the places of the survey folder, from its folder `places`.

    A country without mergers needs no `changes.csv`, one without a map no `positions.csv`, one whose cities are units
    no `wholes.csv`. Raises PlaceError with every fault: unknown code, unit in no group, missing or negative
    population, double row, dates the wrong way round, sums that do not add up, a file that is missing, not CSV or not
    UTF-8.
    """
    folder = survey / "places"
    faults: list[Fault] = []
    units = read_units(folder / "units.csv", faults)
    wholes, changed, placed = (folder / name for name in ("wholes.csv", "changes.csv", "positions.csv"))
    parts = read_wholes(wholes, faults) if wholes.is_file() else ()
    population = read_population(folder / "population.csv", faults)
    changes = read_changes(changed, faults) if changed.is_file() else ()
    groupings = _read_groupings(folder / "groupings.yaml", faults)
    members = _read_all_members(folder / "groupings", groupings, units, faults)
    positions = _read_positions(placed, faults) if placed.is_file() else {}
    periods = periods_by_code(units)
    faults.extend(part_faults(wholes, parts, periods))
    faults.extend(change_faults(changes, periods))
    faults.extend(population_faults(population, units, parts))
    if faults:
        raise PlaceError(sorted(faults, key=lambda fault: (str(fault.file), fault.line or 0, str(fault))))
    return Places(folder, units, parts, population, groupings, members, positions, changes)


def _read_groupings(path: Path, faults: list[Fault]) -> Mapping[str, AnyGrouping]:
    try:
        definitions = read_definition(path, GroupingDefinitions)
    except InputError as error:
        faults.extend(error.faults)
        return {}
    return {grouping.code: grouping for grouping in definitions.groupings}


def _read_all_members(
    folder: Path, groupings: Mapping[str, AnyGrouping], units: tuple[Unit, ...], faults: list[Fault]
) -> dict[str, Mapping[str, list[Member]]]:
    members = {}
    for code, grouping in groupings.items():
        if isinstance(grouping, Listed):
            path = folder / f"{code}.csv"
            members[code] = read_members(path, grouping, faults)
            faults.extend(member_faults(path, grouping, members[code], units))
    return members


def _read_positions(path: Path, faults: list[Fault]) -> dict[str, list[Position]]:
    rows = Rows(path, POSITION_COLUMNS, faults)
    positions: dict[str, list[Position]] = {}
    for code, first, last, longitude, latitude in rows:
        period = rows.period(first, last)
        east = rows.number("longitude", longitude, lowest=-180, highest=180)
        north = rows.number("latitude", latitude, lowest=-90, highest=90)
        if twin := next((p for p in positions.get(code, ()) if p.period.meets(period)), None):
            rows.fault(
                "code", f"{code} again from {twin.period.first}", "one position for a code and day", "remove one"
            )
        elif east is None or north is None:
            if not (longitude and latitude):
                rows.fault(
                    "longitude", "nothing", "degrees of longitude and latitude", "fill in both or remove the row"
                )
        else:
            positions.setdefault(code, []).append(Position(period, east, north))
    return positions
