"""What a cell of a table says, and the numbers that it is made of. No unit may enter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from kartlegg.errors import UsageError
from kartlegg.pipeline.answers import ANSWERS, read_published_answers
from kartlegg.pipeline.inputs import Inputs
from kartlegg.places.population import POPULATIONS, Ages
from kartlegg.tabulation.answers import Statement
from kartlegg.tabulation.answers_table import said_in
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.spec import (
    AnswersSpec,
    CoverageSpec,
    PopulationSpec,
    QualitySpec,
    RatesSpec,
    SeriesSpec,
    SharesSpec,
    TableSpec,
    UnitsSpec,
)

SERIES = "history/series.csv"


class SumOf(NamedTuple):
    """A sum of this round over the units of a group, or one unit's own figure, in the measure of the variable."""

    name: str
    variable: str
    by: str = ""
    group: str = ""
    unit: str = ""


class Counted(NamedTuple):
    """What is counted of this round's answers."""

    statement: Statement


class Known(NamedTuple):
    """A number that comes of no reply of this round: published before, or of the register."""

    name: str
    says: str
    value: float | None
    where: str = ""


Term = SumOf | Counted | Known


class Meaning(NamedTuple):
    """What a cell says, where in its spec that stands, and the numbers that it is made of."""

    says: str
    place: tuple[str | int, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell by the codes of its row and column, and what its table is made from."""

    row: str
    column: str
    numbers: Numbers
    inputs: Inputs

    @property
    def year(self) -> int:
        """The year that the column is of."""
        tail = self.column.rpartition("y")[2]
        return int(tail) if tail.isdecimal() else self.numbers.year


def meaning_of(spec: TableSpec, asked: Asked) -> Meaning:
    """Return what a cell of the table says; raises UsageError for a table that tells how good the numbers are."""
    if isinstance(spec, QualitySpec):
        raise UsageError("a table of quality tells of the whole round: trace a cell of figures or answers instead")
    return _MEANINGS[type(spec)](spec, asked)


def _series(spec: SeriesSpec, asked: Asked) -> Meaning:
    row, numbers = asked.row, asked.numbers
    place: tuple[str | int, ...] = ("rows", spec.rows.index(row)) if row in spec.rows else ("total",)
    if asked.column.startswith("change") and numbers.last_year is not None:
        says = "this round less last round" + (", in per cent of last round" if "percent" in asked.column else "")
        terms = (_fte("this round", row, numbers.year, asked), _fte("last round", row, numbers.last_year, asked))
        return Meaning(says, place, terms)
    measure = asked.column.rpartition("y")[0].removesuffix("_") or spec.measures[0]
    if measure == "fte":
        return Meaning(f"the sum of {row} over all units", place, (_fte("sum", row, asked.year, asked),))
    return _share(row, spec.percent_of or spec.total or row, asked)._replace(place=place)


def _shares(spec: SharesSpec, asked: Asked) -> Meaning:
    whole, at = asked.column.rpartition("_y")[0], int(asked.row.removeprefix("part_")) - 1
    place, group = next((place, of) for place, of in enumerate(spec.groups) if of.whole == whole)
    return _share(group.parts[at], whole, asked)._replace(place=("groups", place, "parts", at))


def _share(part: str, whole: str, asked: Asked) -> Meaning:
    if part == whole:
        return Meaning(f"{whole} in per cent of itself", (), (Known("whole", whole, 100.0),))
    if asked.numbers.is_published_share(part, asked.year):
        published = _before("share", part, asked.year, "percent", asked)
        return Meaning("a share that was published as a whole number", (), (published,))
    terms = (_fte("part", part, asked.year, asked), _fte("whole", whole, asked.year, asked))
    return Meaning(f"{part} in per cent of {whole}", (), terms)


def _rates(spec: RatesSpec, asked: Asked) -> Meaning:
    is_group = asked.row in {group.code for group in asked.numbers.grouping(spec.by).groups}
    by = spec.by if is_group else asked.numbers.country
    group = asked.row if is_group else asked.numbers.grouping(by).groups[0].code
    kind, variable = _rated(asked)
    if kind == "inhabitants":
        return Meaning("inhabitants of the group", ("by",), (_people("all", by, group, asked),))
    total = SumOf("sum", variable, by, group)
    says = f"the sum of {variable} over the units of {group}"
    if kind == "fte":
        return Meaning(says, ("by",), (total,))
    people = _people(asked.numbers.rated[variable], by, group, asked)
    if kind == "mean":
        says = f"the mean, each unit of {group} counting once, of its {variable} per 10 000 inhabitants"
        return Meaning(says, ("by",), (total, people))
    return Meaning(f"{says}, per 10 000 inhabitants", ("by",), (total, people))


def _units(spec: UnitsSpec, asked: Asked) -> Meaning:
    kind, variable = _rated(asked)
    place = next(place for place in asked.numbers.places if place.code == asked.row)
    if kind == "inhabitants":
        people = Known("inhabitants", "of all ages", place.population.get("all"), "places/population.csv")
        return Meaning("inhabitants of the unit", ("inhabitants",), (people,))
    own = SumOf("sum", variable, unit=asked.row)
    if kind == "fte":
        return Meaning(f"{variable} of the unit", ("kind",), (own,))
    age = asked.numbers.rated[variable]
    people = Known("inhabitants", age, place.population.get(age), "places/population.csv")
    return Meaning(f"{variable} of the unit, per 10 000 inhabitants", ("kind",), (own, people))


def _coverage(spec: CoverageSpec, asked: Asked) -> Meaning:
    at = next(at for at, of in enumerate(spec.whole) if asked.column == (of.partition("_")[2] or of))
    whole, part = spec.whole[at], spec.part[at]
    if asked.row == "percent":
        return _share(part, whole, asked)._replace(place=("part", at))
    variable = whole if asked.row == "whole" else part
    return Meaning(f"the sum of {variable} over all units", (asked.row, at), (SumOf("sum", variable),))


def _population(spec: PopulationSpec, asked: Asked) -> Meaning:
    kind, groups = asked.column.removesuffix("_percent"), asked.numbers.people(spec.by)
    people = [groups[asked.row]] if asked.row in groups else list(groups.values())
    counts: dict[str, int] = {age: sum(of.inhabitants[age] for of in people) for age in POPULATIONS}
    counts["units"] = sum(of.units for of in people)
    where = "places/units.csv" if kind == "units" else "places/population.csv"
    says = f"{kind} of the register, by {spec.by}" + (", in per cent of all" if kind != asked.column else "")
    return Meaning(says, ("by",), (Known(kind, "of the group", float(counts[kind]), where),))


def _answers(spec: AnswersSpec, asked: Asked) -> Meaning:
    assert asked.numbers.answers is not None  # noqa: S101 - a round with tables of answers has them
    said = said_in(spec, asked.numbers.answers, asked.inputs.words)
    of = next(one for one in said if (one.row, one.column) == (asked.row, asked.column))
    rows = list(dict.fromkeys(one.row for one in said))
    place: tuple[str | int, ...] = ("rows", rows.index(of.row)) if spec.rows else ("by",)
    if of.year == asked.numbers.year:
        return Meaning(_said(of.statement), place, (Counted(of.statement),))
    path = asked.inputs.folder / ANSWERS
    lines = {(one.year, one.statement): one.line for one in read_published_answers(path)}
    line = lines.get((of.year, of.statement))
    value = asked.numbers.answers.cell(of.statement, of.year).value
    where = f"{ANSWERS}:{line}" if line else f"{ANSWERS}, of what was published of its options and base"
    return Meaning(_said(of.statement), place, (Known("published", str(of.year), value, where),))


def _said(statement: Statement) -> str:
    """Return a statement in words."""
    measure = {"count": "units", "percent": "per cent of units", "sum": "the sum"}.get(
        statement.measure, f"the {statement.measure} limit of the per cent of units"
    )
    of = f"of {statement.of}" if statement.measure == "sum" else f"of whom `{statement.of}`"
    base = f", among those of whom `{statement.base}`" if statement.base else ""
    return f"{measure} {of}{base}{f', in {statement.by} {statement.group}' if statement.by else ''}"


def _rated(asked: Asked) -> tuple[str, str]:
    """Return the kind and the variable of a column of rates; no variable where it is of inhabitants."""
    kind, _, tail = asked.column.partition("_")
    return kind, next((of for of in asked.numbers.rated if (of.partition("_")[2] or of) == tail), "")


def _fte(name: str, variable: str, year: int, asked: Asked) -> Term:
    return SumOf(name, variable) if year == asked.numbers.year else _before(name, variable, year, "fte", asked)


def _before(name: str, variable: str, year: int, measure: str, asked: Asked) -> Known:
    history = asked.inputs.history
    found = next((p for p in history if (p.variable, p.year, p.measure) == (variable, year, measure)), None)
    where = f"{SERIES}:{found.line}" if found else f"{SERIES}, which has no such figure"
    return Known(name, f"{variable} in {year}, published before", found.value if found else None, where)


def _people(age: Ages, by: str, group: str, asked: Asked) -> Known:
    inhabitants = asked.numbers.people(by)[group].inhabitants[age]
    return Known("inhabitants", f"{age}, of {group}", float(inhabitants), "places/population.csv")


_MEANINGS: dict[type[Any], Callable[[Any, Asked], Meaning]] = {
    SeriesSpec: _series,
    SharesSpec: _shares,
    RatesSpec: _rates,
    UnitsSpec: _units,
    CoverageSpec: _coverage,
    PopulationSpec: _population,
    AnswersSpec: _answers,
}
