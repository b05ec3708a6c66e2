"""Extract to tables: what needs no drawing and no report. Making files of them beyond machine data may not enter."""

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path

from kartlegg.definitions import spot_in
from kartlegg.errors import DefinitionError, Fault, LookupFault
from kartlegg.estimation.responses import BASES
from kartlegg.exchange.extract import Extract, read_extract
from kartlegg.exchange.table_file import encode_csv, encode_json
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.inputs import Inputs, RoundInputs
from kartlegg.places.changes import successors
from kartlegg.report.cells import show_cell
from kartlegg.report.keep import Keep, keep_nothing
from kartlegg.tabulation.bases import Fact, facts_of, other_bases
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.spec import AnswersSpec
from kartlegg.tabulation.table import Table

BASE_OF_CELLS = "a word for the base that its cells have, or words of its own (nb, en)"
"""What a table declares."""


def read_round_extract(folder: Path, inputs: RoundInputs) -> Extract:
    """Return the Extract in `folder`, checked against the round; raises ExtractError with every fault."""
    went = successors(inputs.places.changes, inputs.day)
    last_day = inputs.last_day
    return read_extract(
        folder,
        units={place.code for place in inputs.places_of_round if place.reports},
        variables=inputs.questionnaire.variables,
        became={old: new for old, new in went.items() if new != (old,)},
        this_round=inputs.this_round.year,
        survey=inputs.survey.code,
        last_round=inputs.this_round.last_round,
        last_units=frozenset() if last_day is None else inputs.places.reporting(last_day),
    )


def build_tables(numbers: Numbers, inputs: Inputs) -> dict[str, Table]:
    """Return the tables of the report by number.

    Raises DefinitionError, naming the spec, for a table that cannot be built or a number given twice.
    """
    builder = Builder(numbers, inputs.words)
    tables: dict[str, Table] = {}
    for path, chapter in inputs.specs.items():
        for place, spec in enumerate(chapter.tables):
            if spec.number in tables:
                found = f"the table number {spec.number} a second time"
                where = spot_in(path, ("tables", place, "number"))
                raise DefinitionError(Fault(path, *where, found, "a number once", "renumber it"))
            try:
                tables[spec.number] = builder.build(spec)
            except LookupFault as error:
                where = spot_in(path, ("tables", place))
                is_base = error.code is FaultCode.WRONG_BASE
                expected = BASE_OF_CELLS if is_base else "numbers that there are"
                raise DefinitionError(error.fault(path, *where, expected)) from error
    refuse_other_bases(numbers, inputs)
    return tables


def refuse_other_bases(numbers: Numbers, inputs: Inputs) -> None:
    """Refuse a fact that two tables, those behind figures among them, show in per cent of different bases.

    Raises DefinitionError, naming both specs and the fact.
    """
    if numbers.answers is None:
        return
    places: dict[str, tuple[Path, tuple[str, int]]] = {}
    shown = []
    for path, chapter in inputs.specs.items():
        for place, number, spec in chapter.every_table():
            if isinstance(spec, AnswersSpec):
                places[number] = (path, place)
                shown.append((number, facts_of(spec, numbers.answers, inputs.words)))
    faults = []
    for first, second, fact, base in other_bases(shown):
        path, where = places[second]
        line, spec_of = spot_in(path, where)
        faults.append(Fault(path, line, spec_of, *words_of_other_base(first, fact, base), FaultCode.WRONG_BASE))
    if faults:
        raise DefinitionError(faults)


def words_of_other_base(first: str, fact: Fact, base: str) -> tuple[str, str, str]:
    """Return what is found, expected and to do where a table shows a fact of another `base` than table `first`."""
    where = f", {fact.by} {fact.group}" if fact.group else ""
    found = f"per cent of those of whom {fact.of}{where}, of another base than in table {first} ({base})"
    remedy = "give the cells of both the same base, or one of the tables a block of each"
    if base not in BASES:
        remedy += f'; if these are a part of the others, say the part in "of" too: ({fact.of}) and ({base})'
    return found, "one base of one fact", remedy


def table_files(tables: Mapping[str, Table], keep: Keep = keep_nothing) -> dict[str, bytes]:
    """Return each table as JSON and long CSV; `keep` keeps those of a chapter."""
    files: dict[str, bytes] = {}
    for _, found in groupby(tables.values(), lambda table: table.number.partition(".")[0]):
        chapter = list(found)
        files |= keep(("tables", *(table.digest for table in chapter)), partial(_encoded, chapter))
    return files


def _encoded(tables: Iterable[Table]) -> dict[str, bytes]:
    files = {}
    for table in tables:
        files[f"tables/T{table.number}.json"] = encode_json(table, show_cell)
        files[f"tables/T{table.number}.csv"] = encode_csv(table, show_cell, codes=True)
    return files
