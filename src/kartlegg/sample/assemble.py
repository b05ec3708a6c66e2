"""From figures and statuses to the tables of an Extract, with what the editing desk would have left. No solving."""

import datetime as dt

import numpy as np
import polars as pl

from kartlegg.exchange.columns import FORMATS
from kartlegg.exchange.extract import Extract, Manifest, empty_tables
from kartlegg.rounds import load_survey
from kartlegg.sample.desk import Row, change_rows, submitted_dates, wrong_reports
from kartlegg.sample.source import Source
from kartlegg.sample.split import Figures


def assemble_extract(
    source: Source, figures: Figures, statuses: dict[str, str], chance: np.random.Generator, given_up: tuple[str, ...]
) -> Extract:
    """Return the extract in which `figures` are what counts in the end.

    Units without a reply have their figures in last_round, and so have those that only confirmed; where a correction
    is made up, the reply holds the wrong figure. `given_up` names printed numbers that could not be reproduced.
    """
    this_round, plan = source.this_round, source.plan
    complete = [unit for unit in source.units if statuses[unit] == "complete"]
    dates = submitted_dates([unit for unit in source.units if statuses[unit] != "none"], this_round, chance)
    wrong = wrong_reports(plan.corrections, figures, complete, chance)
    reported = figures | {(unit, made.variable): figure for unit, made, figure in wrong}
    replies: list[Row] = []
    last_round: list[Row] = []
    for (unit, code), figure in reported.items():
        if statuses[unit] != "complete" and this_round.last_round is not None:
            last_round.append((unit, code, float(figure), this_round.last_round))
        if unit in dates:
            origin = "confirmed" if statuses[unit] == "partial" else "reported"
            replies.append((unit, code, float(figure), origin, dates[unit].isoformat()))
    corrections: list[Row] = [
        (unit, made.variable, float(figure), float(figures[unit, made.variable]), made.reason, plan.corrected_by, at)
        for unit, made, figure in wrong
        for at in [max(this_round.due_on, dates[unit]).isoformat()]
    ]
    tables = empty_tables() | {
        "units": _frame(
            "units", [(unit, statuses[unit], dates.get(unit), None, None, None) for unit in source.units]
        ),
        "replies": _frame("replies", replies),
        "corrections": _frame("corrections", corrections),
        "changes": _frame("changes", change_rows(plan.changes, complete, chance)),
        "last_round": _frame("last_round", last_round),
    }
    return Extract(_manifest(source, given_up), **tables)


def _manifest(source: Source, given_up: tuple[str, ...]) -> Manifest:
    made_at = dt.datetime.combine(source.this_round.closes_on, dt.time()).isoformat()
    told = tuple(f"Contradicted by other printed numbers and not reproduced: {name}." for name in given_up)
    code, year = load_survey(source.survey).code, source.this_round.year
    return Manifest(code, year, made_at, synthetic=True, notes=source.plan.notes + told)


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    table = FORMATS[name]
    return pl.DataFrame(rows, schema=table.schema, orient="row").sort(table.key)
