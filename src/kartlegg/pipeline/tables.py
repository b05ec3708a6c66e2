"""Extract to tables: what needs no drawing and no report. Making files of them beyond machine data may not enter."""

from collections.abc import Mapping
from pathlib import Path

from kartlegg.errors import DefinitionError, Fault, LookupFault
from kartlegg.exchange.extract import Extract, read_extract
from kartlegg.exchange.table_file import encode_csv, encode_json
from kartlegg.pipeline.inputs import Inputs, RoundInputs
from kartlegg.places.changes import successors
from kartlegg.report.cells import show_cell
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.table import Table


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
                raise DefinitionError(Fault(path, None, f"tables.{place}", found, "a number once", "renumber it"))
            try:
                tables[spec.number] = builder.build(spec)
            except LookupFault as error:
                raise DefinitionError(
                    Fault(path, None, f"tables.{place}", str(error), "numbers that there are", "correct the spec")
                ) from error
    return tables


def table_files(tables: Mapping[str, Table]) -> dict[str, bytes]:
    """Return each table as JSON and long CSV."""
    files = {}
    for number, table in tables.items():
        files[f"tables/T{number}.json"] = encode_json(table, show_cell)
        files[f"tables/T{number}.csv"] = encode_csv(table, show_cell)
    return files
