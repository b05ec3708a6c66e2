"""Checks between the steps: does each table add up, is every unit there, do its answers. Judging one may not enter.

A finding is a sentence for the operator. Findings stand in the manifest of the Release; none is expected.
"""

import math
from collections.abc import Iterable, Mapping

from kartlegg.estimation.distributed import SLACK
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import Numbers as NumberGrid
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.table import Column, Table

WORKED_OUT = 1e-6
"""How far the parts of a figure that is worked out here may be from their sum: binary fractions only."""

TOLD = 5
"""How many units a finding names; it tells the number of the others."""
_WHY = {
    "none": "it has not replied and last round has nothing of it",
    "partial": "it has replied in part, and not to this",
    "complete": "its reply is complete without it",
}


def audit_round(
    tables: Iterable[Table], numbers: Numbers, statuses: Mapping[str, str], questionnaire: Questionnaire
) -> list[str]:
    """Return all findings of the round; `statuses` maps each unit to what it has replied, as `units.csv` says."""
    return audit_tables(tables, numbers) + audit_units(numbers, statuses) + audit_controls(numbers, questionnaire)


def audit_tables(tables: Iterable[Table], numbers: Numbers) -> list[str]:
    """Return what does not add up in the tables."""
    return [finding for table in tables for finding in _sums(table, numbers.year)]


def audit_units(numbers: Numbers, statuses: Mapping[str, str]) -> list[str]:
    """Return which units have no figure at all, and why by their status."""
    total = tuple(numbers.rated)[-1]
    return [
        f"{place.code} {place.name} has no figure of {total}: {_WHY[statuses[place.code]]}"
        for place in numbers.places
        if place.reports and numbers.of_unit(place.code, total).value is None
    ]


def audit_controls(numbers: Numbers, questionnaire: Questionnaire) -> list[str]:
    """Return the grids whose rows do not add up as they should in some units, with the first of these.

    Only grids whose rows count all the same: the others are left out where they are worked out.
    """
    grids = questionnaire.grids
    return [finding for grid in grids if grid.control and not grid.control.drop for finding in _off(grid, numbers)]


def _off(grid: NumberGrid, numbers: Numbers) -> Iterable[str]:
    units = [place.code for place in numbers.places if place.reports and _is_off(grid, place.code, numbers)]
    if units and grid.control:
        more = f" and {len(units) - TOLD} more" if len(units) > TOLD else ""
        yield (
            f"the rows of {grid.code} are more than {grid.control.within:g} off {grid.control.of} "
            f"in {len(units)} units: {', '.join(units[:TOLD])}{more}"
        )


def _is_off(grid: NumberGrid, unit: str, numbers: Numbers) -> bool:
    """Return whether a unit's rows miss the whole; they cannot where it has no row, or no whole."""
    if grid.control is None:
        return False
    rows = [value for row in grid.rows if (value := numbers.of_unit(unit, row.variable).value) is not None]
    whole = numbers.of_unit(unit, grid.control.of).value
    return bool(rows) and whole is not None and abs(math.fsum(rows) - whole) > grid.control.within + SLACK


def _sums(table: Table, year: int) -> Iterable[str]:
    totals = [place for place, row in enumerate(table.rows) if row.kind == "total"]
    body = [place for place, row in enumerate(table.rows) if row.kind == "body"]
    if len(totals) != 1 or len(body) < 2:
        return
    for place, column in enumerate(table.columns):
        parts = [table.cells[r][place].value for r in body]
        total = table.cells[totals[0]][place].value
        if column.measure not in ("fte", "count", "percent") or total is None or any(p is None for p in parts):
            continue
        summed = math.fsum(part for part in parts if part is not None)
        if abs(summed - total) > _slack(column, len(parts), year):
            yield (
                f"table {table.number}, column {column.path('en')}: the rows add up to {summed:.10g} "
                f"and the total says {total:.10g}"
            )


def _slack(column: Column, parts: int, year: int) -> float:
    """Return how far a column may be off: figures published before are whole numbers, rounded one by one."""
    of_year = column.code.rpartition("y")[2]
    published = of_year.isdecimal() and int(of_year) != year
    return 0.5 * (parts + 1) if published else WORKED_OUT
