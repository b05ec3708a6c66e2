"""From figures, answers and statuses to an Extract, with what the editing desk would have left. No solving."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from kartlegg.exchange.columns import FORMATS
from kartlegg.exchange.extract import Extract, Manifest, empty_tables
from kartlegg.rounds import load_survey
from kartlegg.sample.answer_rows import answer_rows, unit_rows
from kartlegg.sample.answers.make import Made
from kartlegg.sample.desk import Row, stating_units, submitted_dates, wrong_reports
from kartlegg.sample.plan import MadeChange
from kartlegg.sample.source import Source
from kartlegg.sample.split import Figures

NOT_REPRODUCED = "Contradicted by other printed numbers and not reproduced"
"""How a note of the manifest begins that tells a printed number which the sample does not give."""

Dates = Mapping[str, dt.date]


def assemble_extract(
    source: Source,
    figures: Figures,
    statuses: dict[str, str],
    chance: np.random.Generator,
    *,
    before: Figures,
    made: Made,
    given_up: tuple[str, ...],
) -> Extract:
    """Return the extract in which `figures` are what counts in the end, and those of `before` what did last round.

    Where a correction is made up, the reply holds the wrong figure. `given_up` names printed numbers that could not
    be reproduced.
    """
    this_round, plan = source.this_round, source.plan
    complete = [unit for unit in source.units if statuses[unit] == "complete"]
    dates = submitted_dates([unit for unit in source.units if statuses[unit] != "none"], this_round, chance)
    wrong = wrong_reports(plan.corrections, figures, complete, chance)
    reported = figures | {(unit, one.variable): figure for unit, one, figure in wrong}
    replies: list[Row] = []
    year = this_round.last_round
    last_round: list[Row] = [] if year is None else [(*key, float(of), year) for key, of in before.items()]
    for (unit, code), figure in reported.items():
        if unit in dates:
            origin = "confirmed" if statuses[unit] == "partial" else "reported"
            replies.append((unit, code, float(figure), origin, dates[unit].isoformat()))
    corrections: list[Row] = [
        (unit, one.variable, float(figure), float(figures[unit, one.variable]), one.reason, plan.corrected_by, at)
        for unit, one, figure in wrong
        for at in [max(this_round.due_on, dates[unit]).isoformat()]
    ]
    changes, made = _state_changes(source, made, complete, chance)
    tables = empty_tables() | {
        "units": _frame("units", unit_rows(source, made, statuses, dates)),
        "replies": _frame("replies", replies),
        "corrections": _frame("corrections", corrections),
        "changes": _frame("changes", changes),
        "last_round": _frame("last_round", last_round),
        **{name: _frame(name, rows) for name, rows in answer_rows(source, made, dates).items()},
    }
    return Extract(_manifest(source, given_up), **tables)


def _state_changes(
    source: Source, made: Made, complete: list[str], chance: np.random.Generator
) -> tuple[list[Row], Made]:
    """Return rows of changes.csv by units whose answers say the same, and the answers with the comments in them."""
    answers = dict(zip(source.units, made.answers, strict=True))
    statements = source.plan.statements

    def able(change: MadeChange) -> list[str]:
        asked = statements.get(change.target_group)
        if asked is None:
            return complete
        wanted = asked.real if change.real == "yes" else asked.not_real
        return [unit for unit in complete if answers[unit].get(asked.variable) == wanted]

    chosen = stating_units(source.plan.changes, able, chance)
    for unit, change in chosen:
        asked = statements.get(change.target_group)
        if asked is not None:
            answers[unit] = {**answers[unit], asked.comment: change.comment}
    rows: list[Row] = [(unit, change.target_group, change.real, change.comment) for unit, change in chosen]
    return rows, replace(made, answers=tuple(answers.values()))


def _manifest(source: Source, given_up: tuple[str, ...]) -> Manifest:
    made_at = dt.datetime.combine(source.this_round.closes_on, dt.time()).isoformat()
    told = [f"{NOT_REPRODUCED}: {name}." for name in given_up]
    told += [f"{NOT_REPRODUCED}: {claim.told}. {claim.because}" for claim in source.claims if not claim.kept]
    code, year = load_survey(source.survey).code, source.this_round.year
    return Manifest(code, year, made_at, synthetic=True, notes=(*source.plan.notes, *told))


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    table = FORMATS[name]
    return pl.DataFrame(rows, schema=table.schema, orient="row").sort(table.key)
