"""Do columns of change follow from the years that they are between?"""

from collections.abc import Iterator

from kartlegg.audit.finding import Finding, Status
from kartlegg.audit.publication import Grid, Head, Number, Publication, years_in


def change_last_minus_previous(publication: Publication) -> Iterator[Finding]:
    """A change is the later figure minus the earlier one."""
    for grid, place, first, last in _changes(publication, "change"):
        for line, row in zip(grid.lines, grid.numbers, strict=True):
            change, before, after = row[place], row[first], row[last]
            if change is None or before is None or after is None:
                continue
            due = after.low - before.high, after.high - before.low, after.value - before.value
            where = line.label, grid.heads[place]
            yield from _judged(grid, "change_last_minus_previous", where, change, due)


def percent_change(publication: Publication) -> Iterator[Finding]:
    """A change in per cent is the change of the earlier figure."""
    for grid, place, first, last in _changes(publication, "percent_change"):
        for line, row in zip(grid.lines, grid.numbers, strict=True):
            change, before, after = row[place], row[first], row[last]
            if change is None or before is None or after is None or before.low <= 0:
                continue
            low, high = 100 * after.low / before.high - 100, 100 * after.high / before.low - 100
            plain = 100 * after.value / before.value - 100
            yield from _judged(grid, "percent_change", (line.label, grid.heads[place]), change, (low, high, plain))


def _changes(publication: Publication, measure: str) -> Iterator[tuple[Grid, int, int, int]]:
    """Yield the columns of change, with the places of the figures before and after."""
    for grid in publication.grids.values():
        figures = {head.year: place for place, head in grid.of_measure("fte", "count") if head.year is not None}
        for place, head in enumerate(grid.heads):
            named = years_in(head.path)[0]
            if head.measure == measure and len(named) == 2 and set(named) <= set(figures):
                yield grid, place, figures[named[0]], figures[named[1]]


def _judged(
    grid: Grid, check: str, where: tuple[str, Head], change: Number, due: tuple[float, float, float]
) -> Iterator[Finding]:
    low, high, plain = due
    if change.may_be(plain):
        return
    status: Status = "rounding" if change.may_be(low, high) else "violation"
    yield Finding(grid.number, check, where[0], where[1].path, str(change), f"{plain:.10g}", status)
