"""From an Extract to the numbers of a round: correct, carry, add, keep what was distributed. No table may enter."""

from collections.abc import Callable, Set
from dataclasses import replace
from typing import Any

import narwhals as nw
import polars as pl

from kartlegg.editing.corrections import apply_corrections
from kartlegg.estimation.carry import NO_REPLY, carried_totals, carry_forward
from kartlegg.estimation.change import change_of_totals, changes_by_variable
from kartlegg.estimation.distributed import Distribution, keep_distributed
from kartlegg.estimation.frames import Frame
from kartlegg.estimation.nonresponse import left_blank
from kartlegg.estimation.series import Series, join_series
from kartlegg.estimation.sums import add_sums, sum_by
from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.answers import answers_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.last_round import figures_of_last_round
from kartlegg.pipeline.real_changes import changes_of, unreal_units
from kartlegg.places.population import POPULATIONS
from kartlegg.tabulation.answers import Answers
from kartlegg.tabulation.numbers import Frames, Numbers
from kartlegg.tabulation.quality import Quality

Engine = Callable[[pl.DataFrame], Any]
"""Puts a Polars frame on the engine that is to work on it."""


def on_polars(frame: pl.DataFrame) -> Any:
    """Return the frame for Polars, the default engine."""
    return frame.lazy()


def numbers_of(extract: Extract, inputs: Inputs, engine: Engine = on_polars) -> Numbers:
    """Return the numbers of the round: replies as corrected, figures of silent units carried from last round."""
    frames = Frames(_values(extract, inputs, engine), _frame(engine, _places_frame(inputs)))
    variables, country = inputs.questionnaire.figures, inputs.country
    answers = answers_of(extract, inputs)
    return Numbers(
        frames=frames,
        variables=variables,
        places=inputs.places_of_round,
        groupings=inputs.groupings,
        fte=_series(inputs, "fte", sum_by(frames.values, frames.places, country), engine),
        percent=_series(inputs, "percent", None, engine),
        year=inputs.this_round.year,
        last_year=inputs.this_round.last_round,
        rated=inputs.rated,
        total_variable=inputs.words.total_variable,
        country=country,
        silent=int((extract.units["status"] == NO_REPLY).sum()),
        answers=answers,
        quality=_quality(extract, inputs, frames, answers, engine),
    )


def _quality(extract: Extract, inputs: Inputs, frames: Frames, answers: Answers, engine: Engine) -> Quality:
    """Return how good the totals are: what is carried, corrected, not real and left blank."""
    figures = inputs.questionnaire.figures
    uncorrected = replace(extract, corrections=extract.corrections.clear())
    reported = _values(uncorrected, inputs, engine) if extract.corrections.height else frames.values
    last = _last_round(extract, inputs, set(extract.statuses), required=False).with_columns(flag=pl.lit("imported"))
    last_values = _collected(add_sums(_frame(engine, last), _sums(inputs)), engine)
    return Quality(
        carried={
            of.variable: of
            for of in carried_totals(frames.values, last_values, frames.places, inputs.size or inputs.country)
        },
        corrected=changes_by_variable(change_of_totals(frames.values, reported)),
        changes=changes_of(
            frames.values, last_values, unreal_units(extract, {code: figures[code] for code in inputs.rated})
        ),
        blanks=left_blank(answers.responses, inputs.questionnaire.variables.values()),
    )


def _frame(engine: Engine, native: pl.DataFrame) -> Frame:
    frame: Frame = nw.from_native(engine(native)).lazy()
    return frame


def _values(extract: Extract, inputs: Inputs, engine: Engine) -> Frame:
    replies = apply_corrections(_frame(engine, extract.replies), _frame(engine, extract.corrections))
    silent = set(extract.units.filter(pl.col("status") == NO_REPLY)["unit"])
    last_round = _frame(engine, _last_round(extract, inputs, silent, required=True))
    values = _collected(carry_forward(replies, last_round, _frame(engine, extract.units)), engine)
    sums = _sums(inputs)
    # Sums are needed to see which distributions add up, and again without those that do not.
    summed = _collected(add_sums(values, sums), engine)
    kept = _collected(keep_distributed(summed, distributions(inputs)), engine)
    return _collected(add_sums(kept, sums), engine)


def _collected(frame: Frame, engine: Engine) -> Frame:
    """Return the frame with its rows worked out, so that what follows does not work them out for each use."""
    return _frame(engine, frame.collect("polars").to_native())


def distributions(inputs: Inputs) -> list[Distribution]:
    """Return the grids whose rows count only where they add up, and the sums made of them."""
    found = []
    for grid in inputs.questionnaire.grids:
        if grid.control is not None and grid.control.drop:
            parts = tuple(item.variable for item in grid.rows)
            found.append(Distribution(parts, grid.control.of, grid.control.within))
    return found


def _sums(inputs: Inputs) -> dict[str, tuple[str, ...]]:
    return {code: of.parts for code, of in inputs.questionnaire.figures.items() if of.parts}


def _last_round(extract: Extract, inputs: Inputs, units: Set[str], *, required: bool) -> pl.DataFrame:
    """Return last round's figures of the units, under this round's codes, as figures_of_last_round."""
    found = figures_of_last_round(extract, inputs, units, required=required)
    rows = [(unit, variable, value) for unit, of in found.items() for variable, value in of.items()]
    schema = {"unit": pl.String, "variable": pl.String, "value": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("variable", "unit")


def _places_frame(inputs: Inputs) -> pl.DataFrame:
    places = inputs.places_of_round
    columns: dict[str, list[Any]] = {
        "unit": [place.code for place in places],
        "reports": [place.reports for place in places],
    }
    for code in inputs.groupings:
        columns[code] = [place.groups.get(code) for place in places]
    for age in POPULATIONS:
        columns[f"population_{age}"] = [place.population.get(age) for place in places]
    return pl.DataFrame(columns)


def _series(inputs: Inputs, measure: str, totals: Frame | None, engine: Engine) -> Series:
    """Return the published figures in `measure`, joined with this round's totals where there are any."""
    rows = [(p.variable, p.year, p.value) for p in inputs.history if p.measure == measure]
    schema = {"variable": pl.String, "year": pl.Int64, "value": pl.Float64}
    history = _frame(engine, pl.DataFrame(rows, schema=schema, orient="row"))
    if totals is None:
        empty = pl.DataFrame(schema={"variable": pl.String, "value": pl.Float64, "carried": pl.Int64})
        totals = _frame(engine, empty)
    return join_series(history, totals, inputs.this_round.year, inputs.marks)
