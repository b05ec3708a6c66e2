"""Every number that tables may be built from, at hand by its codes. Which numbers stand together may not enter.

Numbers are taken over with twelve significant digits, far beyond what any reply holds: a quotient of exact sums may
lie a binary fraction below the half that a reader sees, and engines need not divide alike in the last digit.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import narwhals as nw

from kartlegg.errors import LookupFault
from kartlegg.estimation.change import Change
from kartlegg.estimation.estimate import Estimate, Status, heavier
from kartlegg.estimation.frames import CARRIED, Frame
from kartlegg.estimation.rates import mean_of_ratios, ratio_of_sums
from kartlegg.estimation.series import Series
from kartlegg.estimation.sums import sum_by
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Text
from kartlegg.places.groupings import Grouping
from kartlegg.places.population import POPULATIONS, Ages
from kartlegg.places.register import Place
from kartlegg.questionnaire.variables import Variable
from kartlegg.tabulation.answers import Answers
from kartlegg.tabulation.quality import Quality

SIGNIFICANT_DIGITS = 12
ByGroup = dict[tuple[str, str], Estimate]


def settled(value: float | None) -> float | None:
    """Return `value` with twelve significant digits, the same whatever order it was added in."""
    return None if value is None else float(f"{value:.{SIGNIFICANT_DIGITS}g}")


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames that numbers are worked out from; columns as in `estimation.frames`."""

    values: Frame
    places: Frame


@dataclass(frozen=True, slots=True)
class People:
    """How many units report in a group, and its inhabitants by age."""

    units: int
    inhabitants: Mapping[Ages, int]


@dataclass(kw_only=True)
class Numbers:
    """The numbers of one round; those by group are worked out for all groupings when one is first asked for.

    `fte` and `percent` are the national series, this round included. `places` are the places of the round in order,
    those that only have inhabitants included; `groupings` the ways to group them, by code, `country` the one whose
    only group is all of them. `rated` are the variables that are told per inhabitant, each with whose age counts, and
    `total_variable` the one of them that adds up the others. `silent` is how many units have not replied; `answers`
    is what the others said beside their figures; `quality` tells how good the totals are.
    """

    frames: Frames
    variables: Mapping[str, Variable]
    places: Sequence[Place]
    groupings: Mapping[str, Grouping]
    fte: Series
    percent: Series
    year: int
    last_year: int | None
    rated: Mapping[str, Ages]
    total_variable: str
    country: str
    silent: int = 0
    answers: Answers | None = None
    quality: Quality | None = None
    _by_group: dict[str, ByGroup] = field(default_factory=dict)
    _of_units: ByGroup = field(default_factory=dict)
    _marked: dict[str, Status | None] = field(default_factory=dict)
    _carried: frozenset[str] | None = None

    def variable(self, code: str) -> Variable:
        """Return the variable; raises LookupFault where there is none."""
        if code not in self.variables:
            unknown = FaultCode.UNKNOWN_VARIABLE_IN_TABLE
            raise LookupFault(f"there is no variable {code}", unknown, name=code, known=self.variables)
        return self.variables[code]

    def label(self, variable: str) -> Text:
        """Return the label of a variable."""
        return self.variable(variable).label

    def grouping(self, code: str) -> Grouping:
        """Return the grouping; raises LookupFault where there is none."""
        if code not in self.groupings:
            raise LookupFault(f"there is no grouping {code}; there are {', '.join(sorted(self.groupings))}")
        return self.groupings[code]

    def national(self, variable: str, year: int) -> Estimate:
        """Return the national FTE of a variable; raises LookupFault where it is unknown."""
        estimate = self.fte.estimate(variable, year)
        return Estimate(settled(estimate.value), estimate.status)

    def share(self, variable: str, whole: str, year: int) -> Estimate:
        """Return the per cent that `variable` is of `whole`; published percentages where FTE were not published.

        M where `variable` was not asked in that year.
        """
        if not self.fte.marks.was_asked(variable, year):
            return self.percent.estimate(variable, year)
        if variable == whole:
            return Estimate(100.0, self._status_of(whole, year))
        if self.is_published_share(variable, year):
            return self.percent.estimate(variable, year)
        part, base = self.national(variable, year), self.national(whole, year)
        status = heavier(part.status, base.status)
        if part.value is None or not base.value:
            return Estimate(None, status)
        return Estimate(settled(100 * part.value / base.value), status)

    def _status_of(self, whole: str, year: int) -> Status:
        """Return the status of a whole; where only percentages were published, that of its year."""
        known = self.fte.points.get((whole, year))
        if known is not None:
            return known.status
        marks = self.fte.marks
        return "B" if year in marks.breaks_of(whole) else "U" if year in marks.uncertain_of(whole) else "A"

    def is_published_share(self, variable: str, year: int) -> bool:
        """Return whether only a whole percentage was published for the year, so that no decimal can be shown."""
        return (variable, year) in self.percent.points and (variable, year) not in self.fte.points

    def change(self, variable: str, year: int, last_year: int) -> Change:
        """Return the change of the national FTE from `last_year` to `year`."""
        found = self.fte.change(variable, year, last_year)
        return Change(
            Estimate(settled(found.absolute.value), found.absolute.status),
            Estimate(settled(found.percent.value), found.percent.status),
        )

    def total(self, by: str, group: str, variable: str) -> Estimate:
        """Return the FTE of a group of units."""
        return self._cell("sum", by, group, variable)

    def rate(self, by: str, group: str, variable: str) -> Estimate:
        """Return FTE per 10 000 inhabitants of a group: sum of FTE over sum of inhabitants."""
        return self._cell("ratio", by, group, variable)

    def mean_rate(self, by: str, group: str, variable: str) -> Estimate:
        """Return the mean over the group's units of FTE per 10 000 inhabitants, each unit counting once."""
        return self._cell("mean", by, group, variable)

    def of_unit(self, unit: str, variable: str) -> Estimate:
        """Return what counts for one unit: status I where it is carried from last round."""
        return self._units().get((unit, variable), Estimate(None))

    @cached_property
    def reporting(self) -> frozenset[str]:
        """The units of the round."""
        return frozenset(place.code for place in self.places if place.reports)

    def carried(self) -> frozenset[str]:
        """Return the units that figures of last round stand in for."""
        if self._carried is None:
            units = self.frames.values.filter(nw.col("flag") == CARRIED).select("unit").collect("polars")
            self._carried = frozenset(unit for (unit,) in units.iter_rows())
        return self._carried

    def carried_share(self) -> float:
        """Return the per cent of the whole country's FTE that is carried from last round, 0 where there is none."""
        total = self.total_variable
        units = {unit: of.value or 0.0 for (unit, variable), of in self._units().items() if variable == total}
        whole = math.fsum(units.values())
        return 100 * math.fsum(units.get(unit, 0.0) for unit in self.carried()) / whole if whole else 0.0

    def _units(self) -> ByGroup:
        if not self._of_units:
            rows = self.frames.values.select("unit", "variable", "value", "flag").collect("polars").iter_rows()
            self._of_units = {
                (unit, variable): self._figure(variable, value, carried=flag == CARRIED)
                for unit, variable, value, flag in rows
            }
        return self._of_units

    def people(self, by: str) -> dict[str, People]:
        """Return units and inhabitants by group, for the groups that any place belongs to.

        Raises LookupFault where there is no such grouping, or a place has no group in it or inhabitants that are
        not known: no sum could be told then.
        """
        counted: dict[str, People] = {}
        for place in self.places:
            if not place.population:
                raise LookupFault(
                    f"the inhabitants of {place.code} {place.name} are not known; add them to the places"
                )
            if place.groups.get(self.grouping(by).code) is None:
                raise LookupFault(
                    f"{place.code} {place.name} has no group in the grouping {by}; add it to the places"
                )
            before = counted.get(place.groups[by], People(0, dict.fromkeys(POPULATIONS, 0)))
            inhabitants = {age: before.inhabitants[age] + place.population[age] for age in POPULATIONS}
            counted[place.groups[by]] = People(before.units + int(place.reports), inhabitants)
        return counted

    def _cell(self, measure: str, by: str, group: str, variable: str) -> Estimate:
        if measure not in self._by_group:
            frame = self._estimators()[measure](self.frames.values, self._places_by_grouping(), "group")
            columns = frame.select("group", "variable", "value", "carried").collect("polars").iter_rows()
            self._by_group[measure] = {
                (group, variable): self._figure(variable, value, carried=carried > 0)
                for group, variable, value, carried in columns
            }
        return self._by_group[measure].get((f"{self.grouping(by).code} {group}", variable), Estimate(None))

    def _places_by_grouping(self) -> Frame:
        """Return every place once for each grouping, `group` telling both: the places of all groupings together."""
        places, populations = self.frames.places, [f"population_{age}" for age in POPULATIONS]
        groups = [nw.concat_str(nw.lit(f"{code} "), nw.col(code)) for code in self.groupings]
        return nw.concat([places.select("unit", *populations, group=group) for group in groups])

    def _figure(self, variable: str, value: float | None, *, carried: bool) -> Estimate:
        """Return a figure of this round with its status; M where it cannot be worked out (nobody lives there)."""
        if value is None:
            return Estimate(None, "M")
        return Estimate(settled(value), self._mark(variable) or ("I" if carried else "A"))

    def _mark(self, variable: str) -> Status | None:
        """Return the status that every figure of a variable has in this round for its marks, None without any."""
        if variable not in self._marked:
            marks = self.fte.marks
            is_uncertain = self.year in marks.uncertain_of(variable)
            self._marked[variable] = "B" if self.year in marks.breaks_of(variable) else "U" if is_uncertain else None
        return self._marked[variable]

    def _estimators(self) -> Mapping[str, Callable[[Frame, Frame, str], Frame]]:
        denominators = {variable: f"population_{age}" for variable, age in self.rated.items()}
        return {
            "sum": sum_by,
            "ratio": partial(ratio_of_sums, denominators=denominators),
            "mean": partial(mean_of_ratios, denominators=denominators),
        }
