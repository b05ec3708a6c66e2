"""All places of a day, with groups, inhabitants and position: the face of this room. Reading files may not enter."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kartlegg.errors import Fault, PlaceError
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Text
from kartlegg.places.changes import Change
from kartlegg.places.groupings import (
    AnyGrouping,
    BySize,
    Everywhere,
    Group,
    Grouping,
    Largest,
    Listed,
    Member,
    group_on,
)
from kartlegg.places.population import NOBODY, NOT_KNOWN, Ages, Population
from kartlegg.places.rows import Period
from kartlegg.places.units import Part, Unit, UnitKind, active_units


@dataclass(frozen=True, slots=True)
class Position:
    """A point in degrees (WGS 84) while `period` lasts."""

    period: Period
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a day. `groups` is grouping code -> group code; a grouping that does not cover the day is absent.

    `population` is persons by age group; empty where it is not known, 0 for an agency, where nobody lives.
    `whole` is the code of the city it is a part of.
    """

    code: str
    name: str
    kind: UnitKind
    groups: Mapping[str, str]
    population: Mapping[Ages, int]
    longitude: float | None
    latitude: float | None
    name_official: str = ""
    whole: str | None = None

    @property
    def reports(self) -> bool:
        """False for an area only: people live there and nobody answers."""
        return self.kind is not UnitKind.AREA


@dataclass(frozen=True, slots=True)
class Whole:
    """A city whose parts answer, counted as one: `parts` are unit codes, `population` persons by age group."""

    code: str
    name: str
    parts: frozenset[str]
    population: Mapping[Ages, int]
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True)
class Places:
    """Every place, group and change of a survey, read and checked. Ask with a date."""

    folder: Path
    units: tuple[Unit, ...]
    parts: tuple[Part, ...]
    population: Population
    groupings: Mapping[str, AnyGrouping]
    members: Mapping[str, Mapping[str, list[Member]]]
    positions: Mapping[str, list[Position]]
    changes: tuple[Change, ...]
    _days: dict[dt.date, tuple[Place, ...]] = field(default_factory=dict, repr=False, compare=False)

    def on(self, date: dt.date) -> tuple[Place, ...]:
        """Return all places of `date` by code, with inhabitants of the last count in its year.

        Raises PlaceError where nobody was counted in that year before `date`.
        """
        if date not in self._days:
            counted = self._counted(date)
            wholes = {part.unit: part.whole for part in self.parts if part.period.holds(date)}
            ranked = {code: self._ranked(grouping, date) for code, grouping in self.groupings.items()}
            self._days[date] = tuple(
                self._place(unit, date, counted, wholes.get(unit.code), ranked)
                for unit in active_units(self.units, date)
            )
        return self._days[date]

    def reporting(self, date: dt.date) -> frozenset[str]:
        """Return the codes of the units that report on `date`; nobody needs to have been counted in its year."""
        return frozenset(unit.code for unit in active_units(self.units, date) if unit.kind is not UnitKind.AREA)

    def grouping(self, code: str, date: dt.date) -> Grouping:
        """Return a grouping with the groups that have a place on `date`, in publication order.

        Raises PlaceError where there is no such grouping or it does not cover `date`.
        """
        file = self.folder / "groupings.yaml"
        if code not in self.groupings:
            known = "one of " + ", ".join(self.groupings)
            raise PlaceError(Fault(file, None, "code", repr(code), known, "correct the code of the grouping"))
        grouping = self.groupings[code]
        used = {place.groups[code] for place in self.on(date) if code in place.groups}
        groups = tuple(group for group in self._all_groups(grouping, date) if group.code in used)
        if not groups:
            found = f"no group of {code} on {date}"
            told = (found, "a date it covers", "add members or ask for a later date", FaultCode.PLACE_WITHOUT_GROUP)
            raise PlaceError(Fault(file, None, code, *told))
        return Grouping(code, grouping.title.text(), groups)

    def wholes(self, date: dt.date) -> tuple[Whole, ...]:
        """Return the cities counted as one on `date` by code; raises PlaceError as `on` does."""
        counted = self._counted(date)
        parts = [part for part in self.parts if part.period.holds(date)]
        names = {part.whole: part.name for part in parts}
        return tuple(
            Whole(
                code,
                names[code],
                frozenset(part.unit for part in parts if part.whole == code),
                self._persons(code, counted),
                *self._point(code, date),
            )
            for code in sorted(names)
        )

    def _counted(self, date: dt.date) -> dt.date:
        counted = self.population.counted_on(date)
        if counted is None:
            dates = self.population.dates
            expected = f"a count in that year; counts are from {dates[0]} to {dates[-1]}" if dates else "a count"
            found = f"no count of inhabitants for {date}"
            told = (found, expected, "add the year's inhabitants", FaultCode.PLACE_WITHOUT_INHABITANTS)
            raise PlaceError(Fault(self.population.path, None, "date", *told))
        return counted

    def _persons(self, code: str, counted: dt.date) -> Mapping[Ages, int]:
        count = self.population.counts.get((code, counted))
        return NOT_KNOWN if count is None else count.persons

    def _point(self, code: str, date: dt.date) -> tuple[float | None, float | None]:
        position = next((p for p in self.positions.get(code, ()) if p.period.holds(date)), None)
        return (None, None) if position is None else (position.longitude, position.latitude)

    def _place(
        self, unit: Unit, date: dt.date, counted: dt.date, whole: str | None, ranked: Mapping[str, tuple[Group, ...]]
    ) -> Place:
        persons = NOBODY if unit.kind is UnitKind.AGENCY else self._persons(unit.code, counted)
        groups = {}
        for code, grouping in self.groupings.items():
            group: str | None
            if isinstance(grouping, BySize):
                group = _size_group(grouping, unit.kind, persons)
            elif isinstance(grouping, Listed):
                group = group_on(self.members[code].get(unit.code, ()), date)
            elif isinstance(grouping, Largest):
                own = whole or unit.code
                group = own if any(own == one.code for one in ranked[code][1:]) else grouping.rest.code
            else:
                group = grouping.group.code
            if group is not None:
                groups[code] = group
        point = self._point(unit.code, date)
        return Place(unit.code, unit.name, unit.kind, groups, persons, *point, unit.name_official, whole)

    def _all_groups(self, grouping: AnyGrouping, date: dt.date) -> tuple[Group, ...]:
        if isinstance(grouping, BySize):
            return tuple(group.group() for group in (*grouping.groups, grouping.parts))
        if isinstance(grouping, Listed):
            return tuple(group.group() for group in grouping.groups)
        if isinstance(grouping, Everywhere):
            return (grouping.group.group(),)
        return self._ranked(grouping, date)

    def _ranked(self, grouping: AnyGrouping, date: dt.date) -> tuple[Group, ...]:
        """Return the rest of the country, then the largest, most inhabitants first; nothing for other groupings."""
        if not isinstance(grouping, Largest):
            return ()
        counted = self._counted(date)
        inside = {part.unit for part in self.parts if part.period.holds(date)}
        sizes = [
            (self._persons(u.code, counted), u.code, _label(grouping, u.name)) for u in self._alone(date, inside)
        ]
        sizes += [(whole.population, whole.code, Text(whole.name)) for whole in self.wholes(date)]
        largest = sorted((-persons["all"], code, label) for persons, code, label in sizes if "all" in persons)
        return (grouping.rest.group(), *(Group(code, label) for _, code, label in largest[: grouping.how_many]))

    def _alone(self, date: dt.date, inside: set[str]) -> list[Unit]:
        return [
            unit
            for unit in active_units(self.units, date)
            if unit.kind is UnitKind.MUNICIPALITY and unit.code not in inside
        ]


def _size_group(grouping: BySize, kind: UnitKind, persons: Mapping[Ages, int]) -> str | None:
    if kind is not UnitKind.MUNICIPALITY:
        return grouping.parts.code
    return grouping.group_of(persons["all"]) if "all" in persons else None


def _label(grouping: Largest, name: str) -> Text:
    words = grouping.municipality
    return Text(words.nb.replace("{name}", name), words.en.replace("{name}", name))
