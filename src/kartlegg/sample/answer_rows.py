"""Answers as rows of an Extract: closed ones and numbers, open text, codings, the columns of units. No solving."""

import datetime as dt
from collections.abc import Mapping

from kartlegg.questionnaire.answers import Value
from kartlegg.sample.answers.make import Made
from kartlegg.sample.desk import Row
from kartlegg.sample.source import Source

Dates = Mapping[str, dt.date]


def answer_rows(source: Source, made: Made, dates: Dates) -> dict[str, list[Row]]:
    """Return the rows of the frames `answers`, `texts` and `codings`, by name."""
    types = {code: source.questionnaire.variables[code].type for code in made.variables}
    rows: dict[str, list[Row]] = {"answers": [], "texts": [], "codings": []}
    for unit, answers in zip(source.units, made.answers, strict=True):
        for code, value in answers.items():
            if types[code] == "text":
                rows["texts"].append((unit, code, value))
            else:
                rows["answers"].append((unit, code, written(value), "reported", dates[unit].isoformat()))
    coded_at = source.this_round.closes_on.isoformat()
    for code, themes in made.themes.items():
        for place, theme in sorted(themes.items()):
            text = made.answers[place][code]
            rows["codings"].append((source.units[place], code, text, theme, source.plan.coded_by, coded_at))
    return rows


def unit_rows(source: Source, made: Made, statuses: Mapping[str, str], dates: Dates) -> list[Row]:
    """Return the rows of units; what the plan names of the answers stands in their columns too."""
    columns = source.plan.unit_columns
    rows: list[Row] = []
    for unit, answers in zip(source.units, made.answers, strict=True):
        approval, organised_as, contributors = (
            answers.get(code) for code in (columns.approval, columns.organised_as, columns.contributors)
        )
        count = int(contributors) if isinstance(contributors, float) else None
        rows.append((unit, statuses[unit], dates.get(unit), approval, organised_as, count))
    return rows


def written(value: Value) -> str:
    """Return an answer as it stands in a file: whole numbers without decimals, never in powers of ten."""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)
