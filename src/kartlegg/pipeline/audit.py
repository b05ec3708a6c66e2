"""Checks between the steps: does each table add up, is every unit there. Judging a reply may not enter.

A finding is a sentence for the operator. Findings stand in the manifest of the Release; none is expected.
"""

import math
from collections.abc import Iterable

from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.table import Column, Table

WORKED_OUT = 1e-6
"""How far the parts of a figure that is worked out here may be from their sum: binary fractions only."""


def audit_tables(tables: Iterable[Table], numbers: Numbers) -> list[str]:
    """Return what does not add up in the tables and which units have no figure at all."""
    findings = [finding for table in tables for finding in _sums(table, numbers.year)]
    total = tuple(numbers.rated)[-1]
    findings += [
        f"{place.code} {place.name} has no figure of {total}: it has not replied and last round has nothing of it"
        for place in numbers.places
        if place.reports and numbers.of_unit(place.code, total).value is None
    ]
    return findings


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
