"""A cell traced to the replies and corrections behind it. How what is found is told may not enter.

What single units answered is internal: of a cell that is hidden, nothing is told without leave.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kartlegg.definitions import spot_in
from kartlegg.editing.corrections import CORRECTED
from kartlegg.errors import LookupFault, suggest
from kartlegg.estimation.frames import CARRIED
from kartlegg.estimation.responses import BASES, EVERYONE
from kartlegg.estimation.sums import leaves
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.disclosure import Hidden, disclosed
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.pipeline.trace_meaning import Asked, Counted, Known, Meaning, SumOf, Term, meaning_of
from kartlegg.pipeline.trace_origins import Origin, Origins
from kartlegg.questionnaire.grammar import parse_condition, references
from kartlegg.report.ranked import among
from kartlegg.tabulation.answers import Answers, Statement
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.spec import AnswersSpec, TableSpec
from kartlegg.tabulation.table import Cell, Column, Row, Table


class Entry(NamedTuple):
    """What one unit adds to a number: `value`, None of an answer that a correction takes out.

    Of what is counted it is 1 or 0, and `answer` is what makes it so.
    """

    unit: str
    name: str
    variable: str
    value: float | None
    origin: Origin
    answer: str = ""


@dataclass(frozen=True)
class Part:
    """A number that a cell is made of, and the units behind it; none behind a number that was known before.

    `base` is how many units are counted among, None of a sum.
    """

    name: str
    says: str
    value: float | None
    entries: tuple[Entry, ...] = ()
    base: int | None = None
    where: str = ""

    @cached_property
    def by_origin(self) -> dict[str, tuple[int, Decimal]]:
        """The entries and their exact sum by origin, in the order of the first of each; together they are all."""
        found: dict[str, tuple[int, Decimal]] = {}
        for entry in self.entries:
            units, value = found.get(entry.origin.kind, (0, Decimal(0)))
            found[entry.origin.kind] = (units + 1, value + Decimal(repr(entry.value or 0.0)))
        return found

    @cached_property
    def as_reported(self) -> Decimal:
        """The exact sum of what this round's replies said before any correction."""
        told = (
            Decimal(entry.origin.before or 0) if entry.origin.kind == CORRECTED else Decimal(repr(entry.value))
            for entry in self.entries
            if entry.origin.kind != CARRIED
        )
        return sum(told, Decimal(0))


@dataclass(frozen=True)
class Trace:
    """A cell, what it says and where that is defined, and its parts: none where it is hidden, and may not be told.

    `hidden` is why it is hidden, told where the units behind it are.
    """

    table: Table
    row: Row
    column: Column
    cell: Cell
    path: Path
    line: int | None
    meaning: Meaning
    hidden: str
    parts: tuple[Part, ...]


class Desk:
    """A round and its Extract laid open: what its numbers are made from, before and after what is hidden."""

    def __init__(self, inputs: Inputs, extract: Path, cache: Cache) -> None:
        """Read the Extract in the folder `extract`; raises InputError where it is at fault."""
        self.inputs, self._cache = inputs, cache
        self.numbers = numbers_of(read_round_extract(extract, inputs), inputs)
        self._behind = _Behind(self.numbers, Origins(extract, inputs))

    def trace(self, number: str, row: str, column: str | None = None, *, internal: bool = False) -> Trace:
        """Return what is behind a cell of a table, or of the table behind a figure (F and its number).

        `row` and `column` are codes or labels; without a column it is the first of this round. What is hidden is told
        with `internal` alone. Raises LookupFault for what there is not, UsageError for what cannot be traced.
        """
        path, place, spec = _spec(self.inputs, number)
        table = self.table(number)
        of_row, of_column = _row(table, row), _column(table, column, self.numbers.year)
        at = (table.number, of_row.code, of_column.code)
        cell = table.cell(*at[1:])
        meaning = meaning_of(spec, Asked(*at[1:], self.numbers, self.inputs))
        line, _ = spot_in(path, (*place, *meaning.place))
        is_told = internal or cell.status != "Q"
        parts = tuple(map(self._behind.part, meaning.terms)) if is_told else ()
        why = next(of.reason for of in self.hidden if of[:3] == at) if cell.status == "Q" and internal else ""
        return Trace(table, of_row, of_column, cell, path, line, meaning, why, parts)

    def table(self, number: str) -> Table:
        """Return the table, or the one behind a figure, as published; raises LookupFault where there is none."""
        _, _, spec = _spec(self.inputs, number)
        shown = self._disclosed[0] if isinstance(spec, AnswersSpec) else self.numbers
        return Builder(shown, self.inputs.words).build(spec)

    @property
    def hidden(self) -> list[Hidden]:
        """The published cells that are hidden."""
        return self._disclosed[1]

    @cached_property
    def _disclosed(self) -> tuple[Numbers, list[Hidden]]:
        return disclosed(self.numbers, self.inputs, self._cache)


def _spec(inputs: Inputs, number: str) -> tuple[Path, tuple[str | int, ...], TableSpec]:
    """Return the spec of a table, or of the one behind a figure, with the place where it stands."""
    found: dict[str, tuple[Path, tuple[str | int, ...], TableSpec]] = {}
    behind: dict[str, str] = {}
    for path, chapter in inputs.specs.items():
        for place, known, spec in chapter.every_table():
            below = ("data",) if place[0] == "figures" else ()
            found[known] = (path, (*place, *below), spec.model_copy(update={"number": known}))
        behind |= {f"F{figure.number}": figure.table for figure in chapter.figures if figure.table}
    wanted = number.removeprefix("T") if number[1:2].isdecimal() else number
    wanted = behind.get(wanted, wanted)
    if wanted not in found:
        raise LookupFault(suggest(wanted, found, f"there is no table {wanted}; name another"))
    return found[wanted]


def _row(table: Table, wanted: str) -> Row:
    """Return the row of a code, the last parts of one, or a label."""
    rows = table.rows
    for fits in (
        [row for row in rows if wanted in (row.code, row.label.nb, row.label.en)],
        [row for row in rows if row.code.endswith(f"_{wanted}")],
    ):
        if len(fits) == 1:
            return fits[0]
    known = among((row.code for row in rows), "its rows are")
    raise LookupFault(f"table {table.number} has {'several rows' if fits else 'no row'} {wanted}{known}")


def _column(table: Table, wanted: str | None, year: int) -> Column:
    """Return the column of a code or a head; without any, the first of this round."""
    columns = table.columns
    if wanted is None:
        of_year = [c for c in columns if c.code.rpartition("y")[2] == str(year)]
        return (of_year or list(columns))[0]
    for column in columns:
        if wanted in (column.code, column.path(), column.path("en")):
            return column
    known = among((column.code for column in columns), "its columns are")
    raise LookupFault(f"table {table.number} has no column {wanted}{known}")


@dataclass(frozen=True)
class _Behind:
    """The numbers of the round, and where their answers stand."""

    numbers: Numbers
    origins: Origins

    def part(self, term: Term) -> Part:
        """Return a number with the units behind it."""
        match term:
            case Known(name, says, value, where):
                return Part(name, says, value, where=where)
            case SumOf():
                return self._sum(term)
            case Counted(statement):
                return self._counted(statement)

    def _sum(self, term: SumOf) -> Part:
        entries = tuple(sorted(self._added(term), key=lambda entry: (entry.unit, entry.variable)))
        value = float(sum((Decimal(repr(entry.value or 0.0)) for entry in entries), Decimal(0)))
        return Part(term.name, f"{term.variable}, {self.numbers.label(term.variable).nb}", value, entries)

    def _added(self, term: SumOf) -> Iterator[Entry]:
        """Yield the figures that a sum adds up, those of a sum of variables by variable."""
        below = leaves({code: of.parts for code, of in self.numbers.variables.items() if of.parts})
        wanted = set(below.get(term.variable, [term.variable]))
        units = self._inside(term)
        for (unit, variable), (value, flag) in self._values.items():
            if variable in wanted and unit in units:
                origin = self.origins.carried(unit, variable) if flag == CARRIED else None
                origin = origin or self.origins.of_answer(unit, variable) or Origin(flag)
                yield Entry(unit, self._names.get(unit, unit), variable, value, origin)
        for unit, variable in self.origins.taken_out():
            if variable in wanted and unit in units and (unit, variable) not in self._values:
                taken = self.origins.of_answer(unit, variable) or Origin(CORRECTED)
                yield Entry(unit, self._names.get(unit, unit), variable, None, taken)

    def _inside(self, term: SumOf) -> set[str]:
        if term.unit:
            return {term.unit}
        return {place.code for place in self.numbers.places if not term.by or place.groups.get(term.by) == term.group}

    def _counted(self, statement: Statement) -> Part:
        answers = self.numbers.answers
        assert answers is not None  # noqa: S101 - what is counted are answers
        of, measure, base, by, group = statement
        variable, _, theme = of.partition(":")
        if measure == "sum":
            given = answers.responses.given(of, by, group)
            entries = [self._entry(unit, of, value, [of], answers) for unit, value in given.items()]
            return Part("sum", of, answers.responses.total(of, by, group), tuple(entries))
        responses = answers.responses
        among = responses.having(variable) if theme else responses.meeting(base or EVERYONE)
        among &= responses.inside(by, group)
        met = among & (responses.having(variable, theme) if theme else responses.meeting(of))
        shown = among if base or theme else met
        rules = [variable] if theme else _variables_in(of, base)
        yes = set(responses.named(met))
        entries = [self._entry(unit, variable, float(unit in yes), rules, answers) for unit in responses.named(shown)]
        counted = replace(answers, hidden=frozenset()).cell(statement._replace(measure="count"), answers.year)
        says = f"units of whom `{of}`" + (f", of {among.bit_count()} of whom `{base}`" if base else "")
        return Part("units", says, counted.value, tuple(entries), among.bit_count())

    def _entry(self, unit: str, variable: str, value: float, about: Sequence[str], answers: Answers) -> Entry:
        """Return what a unit adds to a count, with its answers to the variables that it hangs on."""
        facts, themes = answers.responses.facts.get(unit), answers.responses.themes
        given = {code: facts.answers.get(code) for code in about} if facts else {}
        given |= {code: themes[code][unit] for code in about if unit in themes.get(code, {})}
        told = {code: origin for code in about if (origin := self.origins.of_answer(unit, code)) is not None}
        kinds = [origin.kind for origin in told.values()]
        before = "; ".join(f"{code}={of.before or 'blank'}" for code, of in told.items() if of.kind == CORRECTED)
        kind = CORRECTED if CORRECTED in kinds else next(iter(kinds), "no answer")
        where = " ".join(of.where for of in told.values())
        answer = "; ".join(f"{code}={_plain(said)}" for code, said in given.items() if said is not None)
        why = "; ".join(of.why for of in told.values() if of.why)
        name = self._names.get(unit, unit)
        return Entry(unit, name, ", ".join(about) or variable, value, Origin(kind, before, where, why), answer)

    @cached_property
    def _values(self) -> Mapping[tuple[str, str], tuple[float, str]]:
        rows = self.numbers.frames.values.select("unit", "variable", "value", "flag").collect("polars").iter_rows()
        return {(unit, variable): (value, flag) for unit, variable, value, flag in rows if value is not None}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {place.code: place.name for place in self.numbers.places}


def _variables_in(*rules: str) -> list[str]:
    """Return the variables of this round that conditions speak of, each once."""
    found: Iterable[str] = (
        reference.code
        for rule in rules
        if rule and rule not in BASES
        for reference in references(parse_condition(rule))
        if reference.source == "answer"
    )
    return list(dict.fromkeys(found))


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
