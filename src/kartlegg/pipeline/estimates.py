"""From an Extract to the numbers of a round: correct, carry, add, keep what was distributed. No table may enter."""

from collections.abc import Callable
from typing import Any

import narwhals as nw
import polars as pl

from kartlegg.editing.corrections import apply_corrections
from kartlegg.estimation.carry import NO_REPLY, carry_forward
from kartlegg.estimation.distributed import Distribution, keep_distributed
from kartlegg.estimation.frames import Frame
from kartlegg.estimation.series import Series, join_series
from kartlegg.estimation.sums import add_sums, sum_by
from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.answers import answers_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.last_round import figures_of_last_round
from kartlegg.places.population import POPULATIONS
from kartlegg.tabulation.numbers import Frames, Numbers

Engine = Callable[[pl.DataFrame], Any]
"""Puts a Polars frame on the engine that is to work on it."""


def on_polars(frame: pl.DataFrame) -> Any:
    """Return the frame for Polars, the default engine."""
    return frame.lazy()


def numbers_of(extract: Extract, inputs: Inputs, engine: Engine = on_polars) -> Numbers:
    """Return the numbers of the round: replies as corrected, figures of silent units carried from last round."""
    frames = Frames(_values(extract, inputs, engine), _frame(engine, _places_frame(inputs)))
    variables, country = inputs.questionnaire.figures, inputs.country
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
        country=country,
        silent=int((extract.units["status"] == NO_REPLY).sum()),
        answers=answers_of(extract, inputs),
    )


def _frame(engine: Engine, native: pl.DataFrame) -> Frame:
    frame: Frame = nw.from_native(engine(native)).lazy()
    return frame


def _values(extract: Extract, inputs: Inputs, engine: Engine) -> Frame:
    replies = apply_corrections(_frame(engine, extract.replies), _frame(engine, extract.corrections))
    last_round = _frame(engine, _on_this_map(extract, inputs))
    values = _collected(carry_forward(replies, last_round, _frame(engine, extract.units)), engine)
    variables = inputs.questionnaire.figures
    sums = {code: of.parts for code, of in variables.items() if of.parts}
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


def _on_this_map(extract: Extract, inputs: Inputs) -> pl.DataFrame:
    """Return last round's figures of the units that are silent now, under this round's codes."""
    silent = set(extract.units.filter(pl.col("status") == NO_REPLY)["unit"])
    carried = figures_of_last_round(extract, inputs, silent, required=True)
    rows = [(unit, variable, value) for unit, of in carried.items() for variable, value in of.items()]
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
