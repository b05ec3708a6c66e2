"""Do tables agree with one another, and with how many units there are?"""

from collections.abc import Iterator

from kartlegg.audit.finding import WHOLE_COLUMN, Finding
from kartlegg.audit.publication import Grid, Publication, key

FEWEST = 6
"""How many equal numbers in a row are no chance."""
_DISTINCT = 4


def count_at_most_all_units(publication: Publication) -> Iterator[Finding]:
    """No more units are counted than there are."""
    latest = max(publication.units, default=None)
    for grid in publication.grids.values():
        for place, head in grid.of_measure("count", "percent"):
            year = head.year if head.year is not None else latest
            most = publication.units.get(year or 0)
            for line, number in grid.column(place):
                counts = head.measure == "count" or line.kind == "base"
                if most is not None and counts and number.low > most:
                    told = (grid.number, "count_at_most_all_units", line.label, head.path, str(number), f"<= {most}")
                    yield Finding(*told, note=f"units in {year}")


def cross_table_base(publication: Publication) -> Iterator[Finding]:
    """No more units answer a question than those that it was asked of, by another table."""
    for number, (source, label) in publication.asked_of.items():
        grid, other = publication.grids.get(number), publication.grids.get(source)
        if grid is None or other is None:
            continue
        asked = {
            head.year: row[place]
            for line, row in zip(other.lines, other.numbers, strict=True)
            for place, head in other.of_measure("count")
            if key(line.label) == key(label)
        }
        for place, head in grid.of_measure("count"):
            base, most = grid.whole(place), asked.get(head.year)
            if base is not None and most is not None and base.low > most.high:
                line = next(line.label for line in grid.lines if line.kind != "body")
                note = f"table {source}, {label}; more answered than were asked"
                told = (grid.number, "cross_table_base", line, head.path, str(base), f"<= {most}")
                yield Finding(*told, note=note)


def identical_column_in_other_table(publication: Publication) -> Iterator[Finding]:
    """No column of answers has the very numbers of a column about something else."""
    seen: dict[tuple[float, ...], tuple[Grid, int]] = {}
    for grid in publication.grids.values():
        for place, head in grid.of_measure("count", "percent"):
            numbers = tuple(number.value for line, number in grid.column(place))
            if len(numbers) < FEWEST or len(set(numbers)) < _DISTINCT or _follows(publication, grid, place):
                continue
            first, at = seen.setdefault(numbers, (grid, place))
            if first.number != grid.number and first.heads[at].year == head.year:
                said = " ".join(f"{number:.10g}" for number in numbers)
                note = f"the numbers of table {first.number}, {first.heads[at].path}"
                told = (grid.number, "identical_column_in_other_table", WHOLE_COLUMN, head.path, said)
                yield Finding(*told, "numbers of its own", note=note)


def _follows(publication: Publication, grid: Grid, place: int) -> bool:
    """Return whether numbers may well be alike: percentages of counts beside them, and all units by group."""
    head, whole = grid.heads[place], grid.whole(place, "total")
    if head.measure == "percent":
        return grid.beside(place, "count") is not None
    return whole is not None and whole.value in publication.units.values()
