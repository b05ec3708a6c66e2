"""Does another publication print the same figures of the same years?"""

from collections.abc import Iterator

from kartlegg.audit.finding import Finding
from kartlegg.audit.publication import Grid, Publication, key


def revised_in_other_publication(publication: Publication) -> Iterator[Finding]:
    """A figure that two publications print is the same in both, or one of them says that it was revised."""
    for number, sources in publication.same_as.items():
        grid = publication.grids.get(number)
        for source in sources:
            other = publication.others.get(source)
            if grid is not None and other is not None:
                yield from _revised(grid, other, source)


def _revised(grid: Grid, other: Grid, source: str) -> Iterator[Finding]:
    rows = {key(line.label): row for line, row in zip(other.lines, other.numbers, strict=True)}
    columns = {(head.year, head.measure): place for place, head in enumerate(other.heads)}
    for place, head in enumerate(grid.heads):
        at = columns.get((head.year, head.measure))
        if at is None or head.year is None:
            continue
        for line, number in grid.column(place):
            theirs = rows.get(key(line.label), (None,) * len(other.heads))[at]
            if theirs is not None and not number.may_be(theirs.low, theirs.high):
                told = (grid.number, "revised_in_other_publication", line.label, head.path, str(number), str(theirs))
                yield Finding(*told, note=f"table {source.partition(':')[2]} of {source.partition(':')[0]}")
