"""Do titles say what stands beneath them?"""

import re
from collections.abc import Iterator

from kartlegg.audit.finding import TITLE, Finding
from kartlegg.audit.publication import Grid, Publication, key, years_in

_DENIES = re.compile(r"\bikke\b", re.IGNORECASE)


def title_vs_header_years(publication: Publication) -> Iterator[Finding]:
    """The years of the columns are years that the title names, and the first and the last that it names are there."""
    for grid in publication.grids.values():
        named, covered = years_in(grid.title)
        shown = {head.year for head in grid.heads if head.year is not None}
        if not named or not shown:
            continue
        outside = sorted(shown - covered)
        if outside:
            years = ", ".join(map(str, sorted(shown)))
            note = f"years outside the title: {', '.join(map(str, outside))}"
            yield Finding(grid.number, "title_vs_header_years", TITLE, "", grid.title, f"columns {years}", note=note)


def title_contradicts_other_table(publication: Publication) -> Iterator[Finding]:
    """What a title denies is not the number that another table gives for those of whom it is true."""
    for grid in publication.grids.values():
        if not _DENIES.search(grid.title):
            continue
        year = max(years_in(grid.title)[0], default=None)
        for place, head in grid.of_measure("percent"):
            line, whole = next((of for of in grid.column(place) if of[0].kind in ("total", "base")), (None, None))
            other = _same(publication, grid, head.about or head.path, year)
            if line and whole and other is not None and whole.value == other[1] and other[1] != 50:
                told = (grid.number, "title_contradicts_other_table", line.label, head.path)
                note = f"the title denies what table {other[0]} gives the same number for"
                yield Finding(*told, str(whole), f"{100 - other[1]:.10g}", note=note)


def _same(publication: Publication, grid: Grid, name: str, year: int | None) -> tuple[str, float] | None:
    """Return the number of another table's row of this name in this year, and that table."""
    chapter = grid.number.partition(".")[0]
    for other in publication.grids.values():
        if other.number == grid.number or other.number.partition(".")[0] != chapter or _DENIES.search(other.title):
            continue
        for line, row in zip(other.lines, other.numbers, strict=True):
            if key(line.label) != key(name):
                continue
            for place, head in other.of_measure("percent"):
                number = row[place]
                if head.year == year and number is not None:
                    return other.number, number.value
    return None
