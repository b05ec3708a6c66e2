"""Do the rows of a column add up to its total?"""

import math
from collections.abc import Iterator

from kartlegg.audit.finding import Finding, Status
from kartlegg.audit.publication import Grid, Measure, Number, Publication

ADDED: tuple[Measure, ...] = ("count", "people", "fte", "percent", "change")
NEAR = 0.02
"""A total that the rows miss by more than this everywhere is no sum but what they are counted among."""


def sum_to_total(publication: Publication) -> Iterator[Finding]:
    """The rows of numbers and FTE add up to the total; several answers to one question need not."""
    for grid in publication.grids.values():
        if counts_one_answer(grid):
            yield from _sums(grid, ("count", "people", "fte", "change"), "sum_to_total")


def percent_sum_to_total(publication: Publication) -> Iterator[Finding]:
    """The percentages of a whole distribution add up to 100."""
    for grid in publication.grids.values():
        if counts_one_answer(grid):
            yield from _sums(grid, ("percent",), "percent_sum_to_total")


def counts_one_answer(grid: Grid) -> bool:
    """Return whether the rows divide the total: where they come near it in some column that has one."""
    found = [parts for place, _ in grid.of_measure(*ADDED) if (parts := _parts(grid, place)) is not None]
    return any(abs(math.fsum(n.value for n in rows) - total.value) <= _near(total) for rows, total in found)


def _near(total: Number) -> float:
    return max(1.0, NEAR * abs(total.value))


def _parts(grid: Grid, place: int) -> tuple[list[Number], Number] | None:
    """Return the numbers of the body and the total; None where one of them is missing.

    Those that did not answer stand within the total or without: they count where it is nearer with them.
    """
    total = grid.whole(place, "total")
    body = [(line, row[place]) for line, row in zip(grid.lines, grid.numbers, strict=True)]
    known = [(line, number) for line, number in body if line.kind in ("body", "blank") and number is not None]
    if total is None or len(known) < 2 or len(known) < sum(line.kind in ("body", "blank") for line, _ in body):
        return None
    every = [number for _, number in known]
    answered = [number for line, number in known if line.kind == "body"]
    off = {len(of): abs(math.fsum(number.value for number in of) - total.value) for of in (every, answered)}
    return (answered if off[len(answered)] < off[len(every)] else every), total


def _sums(grid: Grid, measures: tuple[Measure, ...], check: str) -> Iterator[Finding]:
    totals = next((line.label for line in grid.lines if line.kind == "total"), "")
    for place, head in grid.of_measure(*measures):
        whole, parts = grid.whole(place, "total"), _parts(grid, place)
        if head.measure == "percent" and whole is not None and not whole.may_be(100):
            yield Finding(grid.number, check, totals, head.path, str(whole), "100")
        if parts is None:
            continue
        rows, total = parts
        summed = math.fsum(number.value for number in rows)
        if abs(summed - total.value) < 1e-9:
            continue
        low, high = (math.fsum(getattr(number, end) for number in rows) for end in ("low", "high"))
        status: Status = "rounding" if total.may_be(low, high) else "violation"
        if status == "violation" or not total.may_be(summed):
            yield Finding(grid.number, check, totals, head.path, str(total), f"{summed:.10g}", status)
