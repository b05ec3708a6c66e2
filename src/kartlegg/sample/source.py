"""Everything that a sample is made from, read once: plan, questionnaire, places, published tables. No solving."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from kartlegg.errors import DefinitionError, Fault
from kartlegg.places.load import load_places
from kartlegg.places.register import Place, Places
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounds import Round, round_folder
from kartlegg.sample.answers.claims import Claim, read_claims
from kartlegg.sample.answers.words import Grammar, load_grammar
from kartlegg.sample.binding import Binder, members
from kartlegg.sample.country import expand
from kartlegg.sample.plan import PLAN_FILE, PrintedTable, SamplePlan, load_plan
from kartlegg.sample.printed import Printed
from kartlegg.sample.rows import Kind, read_rows

_TABLE_COLUMNS: dict[str, Kind] = {"table": "words", "row": "words", "column": "words", "value": "number or blank"}
_UNIT_COLUMNS: dict[str, Kind] = {"code": "words", "reported": "truth or blank"}
_HISTORY_COLUMNS: dict[str, Kind] = {"variable": "words", "year": "year", "value": "number"}


@dataclass(frozen=True)
class Source:
    """Everything that is read: the plan and what it names, each read once."""

    survey: Path
    this_round: Round

    @cached_property
    def plan(self) -> SamplePlan:
        """The round's sample.yaml; raises DefinitionError for a variable that is not in the questionnaire."""
        plan = load_plan(self.survey, self.this_round.year)
        named = [("totals", code) for code in plan.totals]
        named += [("splits", code) for split in plan.splits for code in (split.sum, split.whole, *split.scarce)]
        named += [("distributions", code) for of in plan.distributions for code in (of.sum, of.whole)]
        named += [("corrections", made.variable) for made in plan.corrections]
        self._refuse_unknown(named, self.variables)
        columns = plan.unit_columns
        answers = [("unit_columns", code) for code in (columns.approval, columns.organised_as, columns.contributors)]
        answers += [("statements", code) for one in plan.statements.values() for code in (one.variable, one.comment)]
        answers += [("limits", code) for pair in plan.limits.items() for code in pair]
        self._refuse_unknown([pair for pair in answers if pair[1]], self.questionnaire.variables)
        return plan

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """All that the round asks."""
        return load_questionnaire(self._folder)

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """Every figure of staff by code."""
        return self.questionnaire.figures

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What is printed of the other answers; none where the round has no claims."""
        day = self.this_round.population_on
        groups = {
            code: {group.code for group in self._register.grouping(code, day).groups}
            for code in self._register.groupings
        }
        return read_claims(self._folder / "claims", self._binder.cells, self.questionnaire.variables, groups)

    @cached_property
    def grammar(self) -> Grammar:
        """The words of open answers."""
        return load_grammar(self._folder)

    @cached_property
    def reporting(self) -> tuple[Place, ...]:
        """The places that report, in the order of `units`."""
        return tuple(place for place in self.places if place.reports)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places on the day that inhabitants are counted."""
        return self._register.on(self.this_round.population_on)

    @cached_property
    def units(self) -> list[str]:
        """Codes of the units that report."""
        return [place.code for place in self.reporting]

    @cached_property
    def to_totals(self) -> dict[str, tuple[str, ...]]:
        """Every variable that is a sum of the plan's totals, with those."""
        return {code: expand(self.variables, code, frozenset(self.plan.totals)) for code in self.variables}

    @cached_property
    def replied(self) -> dict[str, bool]:
        """Units of which print tells whether they replied."""
        path = self._published(self.plan.units)
        rows = [(line, row) for line, row in read_rows(path, _UNIT_COLUMNS) if row["reported"]]
        strange = [(line, row["code"]) for line, row in rows if row["code"] not in self.units]
        if strange:
            expected, remedy = "a unit of the round", "correct the code or leave reported blank"
            raise DefinitionError(Fault(path, line, "code", repr(code), expected, remedy) for line, code in strange)
        return {row["code"]: row["reported"] == "true" for _, row in rows}

    @cached_property
    def unit_numbers(self) -> list[Printed]:
        """Printed numbers that the totals of the units must reproduce."""
        return self._of_known_variables(self.plan.unit_tables)

    @cached_property
    def country_numbers(self) -> list[Printed]:
        """Printed numbers that the parts must reproduce in sum."""
        return self._of_known_variables(self.plan.country_tables)

    def published_before(self, code: str) -> Decimal:
        """Return the published national figure of the round before; raises DefinitionError where there is none."""
        year = self.this_round.last_round
        if year is None or (code, year) not in self._binder.history:
            found = f"no figure of {code} for {year}"
            remedy = "add it there, or leave moved out"
            raise DefinitionError(Fault(self._plan_file, None, "moved", found, "one in history/series.csv", remedy))
        return self._binder.history[code, year]

    @cached_property
    def status_counts(self) -> list[Printed]:
        """Printed counts of units by status; the variable is the status."""
        plan, counts = self.plan.statuses, []
        for margin in plan.margins:
            for group in self._binder.grouping(margin.table, margin.grouping).groups:
                row = margin.labels.get(group.code, group.label.nb)
                units = members(self.places, margin.grouping, group.code)
                for status, column in plan.columns.items():
                    value = Decimal(self._binder.value(margin.table, row, column))
                    counts.append(Printed(margin.table, row, column, value, status, units))
        return counts

    def _of_known_variables(self, tables: tuple[PrintedTable, ...]) -> list[Printed]:
        numbers = self._binder.printed(tables)
        shown = [(number.table, code) for number in numbers for code in (number.variable, number.divisor)]
        self._refuse_unknown([(table, code) for table, code in shown if isinstance(code, str)], self.variables)
        return numbers

    def _refuse_unknown(self, named: list[tuple[str, str]], known: Collection[str]) -> None:
        """Raise DefinitionError where the plan names a variable that is not `known`; `named` is (where, code)."""
        unknown = dict.fromkeys(pair for pair in named if pair[1] not in known)
        expected = "a variable of the questionnaire"
        if unknown:
            raise DefinitionError(
                Fault(self._plan_file, None, where, repr(code), expected, "correct the code")
                for where, code in unknown
            )

    @property
    def _plan_file(self) -> Path:
        return self._folder / PLAN_FILE

    @property
    def _folder(self) -> Path:
        return round_folder(self.survey, self.this_round.year)

    @cached_property
    def _register(self) -> Places:
        return load_places(self.survey)

    @cached_property
    def _binder(self) -> Binder:
        day = self.this_round.population_on
        printed = read_rows(self._published(self.plan.published), _TABLE_COLUMNS)
        history = read_rows(self.survey / "history" / "series.csv", _HISTORY_COLUMNS)
        return Binder(
            plan_file=self._plan_file,
            cells={(row["table"], row["row"], row["column"]): row["value"] for _, row in printed},
            places=self.places,
            groupings={code: self._register.grouping(code, day) for code in self._register.groupings},
            history={(row["variable"], int(row["year"])): Decimal(row["value"]) for _, row in history},
        )

    def _published(self, name: str) -> Path:
        return self.survey / "published" / name
