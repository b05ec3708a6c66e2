"""Everything that a sample is made from, read once: plan, questionnaire, places, published tables. No solving."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from kartlegg.places.load import load_places
from kartlegg.places.register import Place, Places
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounds import Round, round_folder
from kartlegg.sample.binding import Binder, members, read_rows
from kartlegg.sample.country import expand
from kartlegg.sample.plan import PLAN_FILE, SamplePlan, load_plan
from kartlegg.sample.printed import Printed


@dataclass(frozen=True)
class Source:
    """Everything that is read: the plan and what it names, each read once."""

    survey: Path
    this_round: Round

    @cached_property
    def plan(self) -> SamplePlan:
        """The round's sample.yaml."""
        return load_plan(self.survey, self.this_round.year)

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """Every variable of the questionnaire by code."""
        return load_questionnaire(round_folder(self.survey, self.this_round.year)).variables

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places on the day that inhabitants are counted."""
        return self._register.on(self.this_round.population_on)

    @cached_property
    def units(self) -> list[str]:
        """Codes of the units that report."""
        return [place.code for place in self.places if place.reports]

    @cached_property
    def to_totals(self) -> dict[str, tuple[str, ...]]:
        """Every variable that is a sum of the plan's totals, with those."""
        return {code: expand(self.variables, code, frozenset(self.plan.totals)) for code in self.variables}

    @cached_property
    def replied(self) -> dict[str, bool]:
        """Units of which print tells whether they replied."""
        rows = read_rows(self._published(self.plan.units))
        return {row["code"]: row["reported"] == "true" for row in rows if row["reported"]}

    @cached_property
    def unit_numbers(self) -> list[Printed]:
        """Printed numbers that the totals of the units must reproduce."""
        return self._binder.printed(self.plan.unit_tables)

    @cached_property
    def country_numbers(self) -> list[Printed]:
        """Printed numbers that the parts must reproduce in sum."""
        return self._binder.printed(self.plan.country_tables)

    @cached_property
    def status_counts(self) -> list[Printed]:
        """Printed counts of units by status; the variable is the status."""
        plan, counts = self.plan.statuses, []
        for margin in plan.margins:
            for group in self._binder.groupings[margin.grouping].groups:
                row = margin.labels.get(group.code, group.label.nb)
                units = members(self.places, margin.grouping, group.code)
                for status, column in plan.columns.items():
                    value = Decimal(self._binder.value(margin.table, row, column))
                    counts.append(Printed(margin.table, row, column, value, status, units))
        return counts

    @cached_property
    def _register(self) -> Places:
        return load_places(self.survey)

    @cached_property
    def _binder(self) -> Binder:
        day = self.this_round.population_on
        cells = {
            (r["table"], r["row"], r["column"]): r["value"] for r in read_rows(self._published(self.plan.published))
        }
        history = read_rows(self.survey / "history" / "series.csv")
        return Binder(
            plan_file=round_folder(self.survey, self.this_round.year) / PLAN_FILE,
            cells=cells,
            places=self.places,
            groupings={code: self._register.grouping(code, day) for code in self._register.groupings},
            history={(row["variable"], int(row["year"])): Decimal(row["value"]) for row in history},
        )

    def _published(self, name: str) -> Path:
        return self.survey / "published" / name
