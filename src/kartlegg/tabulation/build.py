"""Spec and numbers to a table. How cells look, and how numbers are estimated, may not enter."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.estimation.estimate import Estimate
from kartlegg.language import Text
from kartlegg.places.population import POPULATIONS, Ages
from kartlegg.places.register import Place
from kartlegg.tabulation.answers_table import answers_table
from kartlegg.tabulation.answers_tests import cell_tests, note_on_tests
from kartlegg.tabulation.bases import note_on_bases
from kartlegg.tabulation.cell_test import CellTest
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.quality_table import quality_table
from kartlegg.tabulation.series_table import series_table, share_table
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
from kartlegg.tabulation.table import Cell, Column, Row, Table
from kartlegg.tabulation.words import SharedWords, fill, group_rows

Parts = tuple[tuple[Row, ...], tuple[Column, ...], tuple[tuple[Cell, ...], ...]]


FACTS = ("year", "last_year", "years", "units", "carried", "silent")
"""What titles, bases and notes may ask for in braces."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds tables from `numbers`; `words` are those that tables of one kind share."""

    numbers: Numbers
    words: SharedWords

    def build(self, spec: TableSpec) -> Table:
        """Return the table of `spec`.

        Raises LookupFault where the spec asks for a variable, year or grouping that there is not.
        """
        rows, columns, cells = _BUILDERS[type(spec)](spec, self.numbers, self.words)
        facts = self._facts(columns)
        tests = self._tests(spec)
        return Table(
            number=spec.number,
            title=fill(spec.title, facts),
            stub=fill(spec.stub, facts),
            rows=rows,
            columns=columns,
            cells=cells,
            base=fill(self.words.base(spec.base), facts),
            source=fill(spec.source or self.words.source, facts),
            notes=tuple(
                fill(self.words.note(note), facts)
                for note in (
                    *spec.notes,
                    *self._bases(spec, columns),
                    *self._notes(rows, columns, cells),
                    *note_on_tests(tests, self._labels_of_groups(spec), self.words),
                )
            ),
            tests=tests,
        )

    def _tests(self, spec: TableSpec) -> tuple[CellTest, ...]:
        if not isinstance(spec, AnswersSpec) or self.numbers.answers is None:
            return ()
        return cell_tests(spec, self.numbers.answers, self.words)

    def _labels_of_groups(self, spec: TableSpec) -> Mapping[str, Text]:
        by = (spec.by or spec.across) if isinstance(spec, AnswersSpec) else None
        return {group.code: group.label for group in self.numbers.grouping(by).groups} if by else {}

    def _bases(self, spec: TableSpec, columns: tuple[Column, ...]) -> list[Words]:
        """The note on a base that changes between columns, where one does."""
        if not isinstance(spec, AnswersSpec) or self.numbers.answers is None:
            return []
        note = note_on_bases(spec, columns, self.numbers.answers, self.words)
        return [] if note is None else [note]

    def _facts(self, columns: Iterable[Column]) -> Mapping[str, str | None]:
        years = [int(column.label.nb) for column in columns if column.label.nb.isdecimal()]
        years = years or [int(c.group.nb) for c in columns if c.group is not None and c.group.nb.isdecimal()]
        return {
            "year": str(self.numbers.year),
            "last_year": None if self.numbers.last_year is None else str(self.numbers.last_year),
            "years": f"{min(years)}–{max(years)}" if years else str(self.numbers.year),
            "units": str(len(self.numbers.reporting)),
            "carried": str(len(self.numbers.reporting & self.numbers.carried())),
            "silent": str(self.numbers.silent),
        }

    def _notes(
        self, rows: tuple[Row, ...], columns: tuple[Column, ...], cells: tuple[tuple[Cell, ...], ...]
    ) -> list[Words]:
        """The notes on breaks and uncertain years that the columns of the table span."""
        shown = {year for column in columns for year in self._years_of(column)} or {self.numbers.year}
        codes = {row.code for row in rows} | {column.code.rpartition("_y")[0] for column in columns}
        marks = self.numbers.fte.marks
        breaks = [m for m in marks.breaks if any(year < m.year for year in shown) and max(shown) >= m.year]
        is_uncertain = any(cell.status == "U" for row in cells for cell in row)
        uncertain = [mark for mark in marks.uncertain if is_uncertain and mark.year in shown]
        return [mark.note for mark in (*breaks, *uncertain) if any(mark.covers(code) for code in codes)]

    def _years_of(self, column: Column) -> Iterable[int]:
        """Yield the year that a column code ends in, or both years of a change."""
        tail = column.code.rpartition("y")[2]
        if tail.isdecimal():
            yield int(tail)
        elif column.measure in ("change", "percent_change") and self.numbers.last_year is not None:
            yield from (self.numbers.last_year, self.numbers.year)


def _population(spec: PopulationSpec, numbers: Numbers, words: SharedWords) -> Parts:
    people = numbers.people(spec.by)
    rows = group_rows(numbers.grouping(spec.by), people, words)
    heads: dict[str, Words] = {"units": words.units}
    heads.update((age, words.inhabitants[age]) for age in POPULATIONS)
    columns = tuple(
        column
        for kind, head in heads.items()
        for column in (
            Column(kind, words.count, "count", head.text()),
            Column(f"{kind}_percent", words.percent, "percent", head.text()),
        )
    )
    counts: dict[str, list[int]] = {group: [of.units, *of.inhabitants.values()] for group, of in people.items()}
    whole = [sum(kind) for kind in zip(*counts.values(), strict=True)]
    counts[words.total_code] = whole
    cells = tuple(
        tuple(
            cell
            for count, of in zip(counts[row.code], whole, strict=True)
            for cell in (Cell(float(count)), Cell(100 * count / of if of else None))
        )
        for row in rows
    )
    return rows, columns, cells


def _rates(spec: RatesSpec, numbers: Numbers, words: SharedWords) -> Parts:
    people = numbers.people(spec.by)
    rows = group_rows(numbers.grouping(spec.by), people, words)
    kinds = ("fte", "rate", "mean")
    columns = tuple(_group_column(kind, of, numbers, words) for kind in kinds for of in numbers.rated)
    everyone = numbers.grouping(numbers.country).groups[0].code
    cells = tuple(
        tuple(
            estimate(spec.by, row.code, of) if row.kind == "body" else estimate(numbers.country, everyone, of)
            for estimate in (numbers.total, numbers.rate, numbers.mean_rate)
            for of in numbers.rated
        )
        for row in rows
    )
    if spec.inhabitants:
        total = sum(of.inhabitants["all"] for of in people.values())
        counts = (people[row.code].inhabitants["all"] if row.kind == "body" else total for row in rows)
        columns, cells = _with_inhabitants(columns, cells, [*counts], words)
    return rows, columns, cells


def _with_inhabitants(
    columns: tuple[Column, ...], cells: tuple[tuple[Cell, ...], ...], counts: list[int | None], words: SharedWords
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    column = Column("inhabitants", words.count, "count", words.inhabitants["all"].text())
    numbers = [Cell(None if count is None else float(count)) for count in counts]
    widened = tuple((*row, number) for row, number in zip(cells, numbers, strict=True))
    return (*columns, column), widened


def _group_column(kind: str, of: str, numbers: Numbers, words: SharedWords, head: str | None = None) -> Column:
    """Return a column of FTE or of a rate; raises LookupFault where the form does not have the variable."""
    of = numbers.variable(of).code
    label, group = words.target_groups[of].text(), words.rates[head or kind].text()
    return Column(f"{kind}_{of.partition('_')[2] or of}", label, "fte" if kind == "fte" else "rate", group)


def _coverage(spec: CoverageSpec, numbers: Numbers, words: SharedWords) -> Parts:
    rows = (
        Row("whole", spec.whole_label.text()),
        Row("part", spec.part_label.text()),
        Row("percent", spec.percent_label.text(), "subtotal"),
    )
    columns = tuple(Column(of.partition("_")[2] or of, words.target_groups[of].text(), "fte") for of in spec.whole)
    pairs = list(zip(spec.whole, spec.part, strict=True))
    whole = tuple(numbers.national(of, numbers.year) for of, _ in pairs)
    part = tuple(numbers.national(of, numbers.year) for _, of in pairs)
    percent = tuple(numbers.share(part, of, numbers.year) for of, part in pairs)
    return rows, columns, (whole, part, percent)


def _units(spec: UnitsSpec, numbers: Numbers, words: SharedWords) -> Parts:
    units = [place for place in numbers.places if place.reports]
    names = _names(units, numbers, spec.told_apart_by)
    rows = tuple(Row(place.code, names[place.code], detail=Text(place.code)) for place in units)
    order = tuple(numbers.rated)[::-1]  # whoever looks for a unit looks for its total first
    heads = (("fte", "fte"), ("rate", "own"))  # a unit's own rate is neither weighted nor unweighted
    columns = tuple(_group_column(kind, of, numbers, words, head) for kind, head in heads for of in order)
    cells = tuple(
        (*fte, *map(_rate_of(place.population, numbers.rated), order, fte))
        for place in units
        for fte in [[numbers.of_unit(place.code, of) for of in order]]
    )
    if spec.inhabitants:
        counts = [place.population.get("all") for place in units]
        columns, cells = _with_inhabitants(columns, cells, counts, words)
    return rows, columns, cells


def _names(units: list[Place], numbers: Numbers, by: str) -> dict[str, Text]:
    """Return the name of each unit by its code, where several have the same with its group in `by`, or its code."""
    held = Counter(place.name for place in units)
    names = {place.code: Text(place.name) for place in units}
    groups = {group.code: group.label for group in numbers.grouping(by).groups} if by else {}
    for place in units:
        if held[place.name] > 1:
            group = groups[place.groups[by]] if by else Text(place.code)
            names[place.code] = Text(f"{place.name} ({group.nb})", f"{place.name} ({group.get('en')})")
    return names


def _rate_of(population: Mapping[Ages, int], rated: Mapping[str, Ages]) -> Callable[[str, Estimate], Estimate]:
    def rate(of: str, fte: Estimate) -> Estimate:
        inhabitants = population.get(rated[of])
        if fte.value is None or not inhabitants:
            return Estimate(None, "M" if inhabitants == 0 else fte.status if fte.value is None else "A")
        return Estimate(fte.value * 10_000 / inhabitants, fte.status)

    return rate


def _answers(spec: AnswersSpec, numbers: Numbers, words: SharedWords) -> Parts:
    if numbers.answers is None:
        raise LookupFault("a table of answers needs the answers of the round")
    return answers_table(spec, numbers.answers, words)


_BUILDERS: dict[type[Any], Callable[[Any, Numbers, SharedWords], Parts]] = {
    SeriesSpec: series_table,
    SharesSpec: share_table,
    PopulationSpec: _population,
    RatesSpec: _rates,
    CoverageSpec: _coverage,
    UnitsSpec: _units,
    AnswersSpec: _answers,
    QualitySpec: quality_table,
}
