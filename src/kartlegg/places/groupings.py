"""Every way of putting places together: definitions, dated membership, groups in publication order. No figures."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from kartlegg.definitions import Definition, Words
from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Text
from kartlegg.places.rows import Period, Rows

MEMBER_COLUMNS = ("code", "group", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a grouping. `code` is stable; `label` is what a table prints, `phrase` what a sentence says."""

    code: str
    label: Text
    phrase: Text | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """A grouping on a date: the groups that have a place on it, in publication order."""

    code: str
    title: Text
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A unit's group while `period` lasts. `line` is where it stands."""

    group: str
    period: Period
    line: int


class NamedGroup(Definition):
    """A group as defined: code, label, and how a sentence speaks of it where the label would not do."""

    code: str
    label: Words
    phrase: Words | None = None

    def group(self) -> Group:
        """Return the group as a value."""
        return Group(self.code, self.label.text(), None if self.phrase is None else self.phrase.text())


class SizeGroup(NamedGroup):
    """A group of municipalities with `at_least` inhabitants and fewer than the next group's limit."""

    at_least: int = Field(ge=0)


class BySize(Definition):
    """Groups by inhabitants; units that are not municipalities are the group `parts`, whatever their size."""

    code: str
    kind: Literal["size"]
    title: Words
    groups: tuple[SizeGroup, ...] = Field(min_length=1)
    parts: NamedGroup

    @field_validator("groups")
    @classmethod
    def _ascending(cls, groups: tuple[SizeGroup, ...]) -> tuple[SizeGroup, ...]:
        limits = [group.at_least for group in groups]
        if limits[0] != 0 or limits != sorted(set(limits)):
            raise ValueError("limits that start at 0 and rise")
        return groups

    def group_of(self, inhabitants: int) -> str:
        """Return the code of the group for a number of inhabitants."""
        return [group.code for group in self.groups if group.at_least <= inhabitants][-1]


class Listed(Definition):
    """Groups whose members are listed in groupings/<code>.csv, for every unit from `covers_from` on."""

    code: str
    kind: Literal["listed"]
    title: Words
    covers_from: dt.date = dt.date.min
    groups: tuple[NamedGroup, ...] = Field(min_length=1)


class Largest(Definition):
    """The `how_many` largest municipalities one by one, a city counted as one, after the `rest` of the country."""

    code: str
    kind: Literal["largest"]
    title: Words
    how_many: int = Field(ge=1)
    rest: NamedGroup
    municipality: Words


class Everywhere(Definition):
    """One group of all places."""

    code: str
    kind: Literal["whole"]
    title: Words
    group: NamedGroup


AnyGrouping = Annotated[BySize | Listed | Largest | Everywhere, Field(discriminator="kind")]


class GroupingDefinitions(Definition):
    """What groupings.yaml holds: the groupings in order."""

    groupings: tuple[AnyGrouping, ...]

    @field_validator("groupings")
    @classmethod
    def _codes_differ(cls, groupings: tuple[AnyGrouping, ...]) -> tuple[AnyGrouping, ...]:
        codes = [grouping.code for grouping in groupings]
        if len(set(codes)) != len(codes):
            raise ValueError("groupings with codes of their own")
        return groupings


def group_on(members: Iterable[Member], day: dt.date) -> str | None:
    """Return the group of the member whose period holds `day`; None where there is none."""
    return next((member.group for member in members if member.period.holds(day)), None)


def read_members(path: Path, listed: Listed, faults: list[Fault]) -> Mapping[str, list[Member]]:
    """Return the members of a listed grouping by unit code, earliest first; what is wrong goes to `faults`."""
    rows = Rows(path, MEMBER_COLUMNS, faults)
    known = {group.code for group in listed.groups}
    members: dict[str, list[Member]] = {}
    for code, group, first, last in rows:
        period = rows.period(first, last)
        if group not in known:
            told = (repr(group), f"a group of {listed.code}", "correct it or add it to groupings.yaml")
            rows.fault("group", *told, FaultCode.UNKNOWN_PLACE)
        elif twin := next((m for m in members.get(code, ()) if m.period.meets(period)), None):
            rows.fault("code", f"{code} again (line {twin.line})", "one group for a unit and day", "mend the periods")
        else:
            members.setdefault(code, []).append(Member(group, period, rows.line))
    for dated in members.values():
        dated.sort(key=lambda member: member.period)
    return members
