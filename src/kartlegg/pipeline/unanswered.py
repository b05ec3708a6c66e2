"""A round before there is any reply: its tables have their rows and columns, and no number. No Extract may be read.

What a table, a figure or a sentence asks for can so be tried as the release will be made, and is told to authors
while the form is still out.
"""

from dataclasses import replace
from typing import Any

import polars as pl

from kartlegg.estimation.responses import Responses
from kartlegg.exchange.columns import FORMATS
from kartlegg.exchange.extract import Extract, Manifest, empty_tables
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.spec import AnswersSpec, TableSpec
from kartlegg.tabulation.table import Table


def extract_of_nothing(inputs: Inputs) -> Extract:
    """Return an Extract in which every unit has replied that it has no full-time equivalents, and nothing else."""
    units = [place.code for place in inputs.places_of_round if place.reports]
    asked = [code for code, variable in inputs.questionnaire.figures.items() if not variable.parts]
    replies = pl.DataFrame({"unit": units}).join(pl.DataFrame({"variable": asked}), how="cross")
    frames = empty_tables()
    frames["units"] = _filled("units", pl.DataFrame({"unit": units}), status="complete")
    frames["replies"] = _filled("replies", replies, value=0.0)
    manifest = Manifest(inputs.survey.code, inputs.this_round.year, made_at="", synthetic=False)
    return Extract(manifest, **frames)


def _filled(name: str, frame: pl.DataFrame, **values: Any) -> pl.DataFrame:
    """Return the frame with all columns of the format: those of `values`, and empty ones."""
    schema = FORMATS[name].schema
    columns = [pl.lit(values.get(of)).cast(schema[of]).alias(of) for of in schema if of not in frame.columns]
    return frame.with_columns(columns).select(list(schema))


def numbers_of_nothing(extract: Extract, inputs: Inputs) -> Numbers:
    """Return the numbers of a round whose units have answered nothing, beside what was published before.

    Raises InputError and LookupFault as `numbers_of` does.
    """
    numbers = numbers_of(extract, inputs)
    if numbers.answers is not None:
        groups = numbers.answers.responses.groups
        return replace(numbers, answers=replace(numbers.answers, responses=Responses({}, {}, groups, {})))
    return numbers


def table_of_nothing(spec: TableSpec, number: str, builder: Builder) -> Table:
    """Return the table of a spec with 1 in every cell that has no number: what is asked of it finds something.

    Nothing is tested. Raises LookupFault where it cannot be built.
    """
    plain = {"tests": ()} if isinstance(spec, AnswersSpec) else {}
    table = builder.build(spec.model_copy(update={"number": number, **plain}))
    cells = tuple(tuple(cell if cell.value else replace(cell, value=1.0) for cell in row) for row in table.cells)
    return replace(table, cells=cells)
