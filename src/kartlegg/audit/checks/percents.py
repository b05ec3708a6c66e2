"""Do percentages follow from the counts beside them and from the base that is stated?"""

from collections.abc import Iterator

from kartlegg.audit.finding import WHOLE_COLUMN, Finding
from kartlegg.audit.publication import Grid, Head, Measure, Number, Publication, key

MOST_UNEQUAL = 1.5
"""How many times the base may differ, as a part of all units, between the years of one question."""
Pair = tuple[str, Number, Number]
"""The label of a row, its count and its percentage."""


def percent_of_total(publication: Publication) -> Iterator[Finding]:
    """Each percentage is the count beside it of the total of the counts."""
    for grid in publication.grids.values():
        for place, head in grid.of_measure("percent"):
            beside = _counted(grid, place)
            total = None if beside is None else _base(publication, grid, head, beside)
            if beside is None or total is None or total.value <= 0 or head.year in _stated(grid):
                continue
            for label, count, percent in _pairs(grid, place, beside):
                low, high = 100 * count.low / total.high, 100 * count.high / total.low
                if not percent.may_be(low, high):
                    should, note = f"{100 * count.value / total.value:.1f}", f"{count} of {total}"
                    yield Finding(grid.number, "percent_of_total", label, head.path, str(percent), should, note=note)


def percent_of_stated_base(publication: Publication) -> Iterator[Finding]:
    """Each percentage is the count beside it of the number of units that the title states."""
    for grid, place, base in _with_stated(publication):
        head, pairs = grid.heads[place], _pairs(grid, place, _counted(grid, place))
        for label, count, percent in pairs:
            if not percent.may_be(100 * count.low / base, 100 * count.high / base):
                should, note = f"{100 * count.value / base:.1f}", f"{count} of {base}"
                yield Finding(
                    grid.number, "percent_of_stated_base", label, head.path, str(percent), should, note=note
                )


def percent_base_mismatch(publication: Publication) -> Iterator[Finding]:
    """The percentages of a column fit the number of units that is stated better than any other."""
    stated = [(grid, place, base) for grid, place, base in _with_stated(publication)]
    stated += [*_of_all(publication)]
    for grid, place, base in stated:
        pairs = _pairs(grid, place, _counted(grid, place))
        held = _held(pairs, base)
        fitted = fitting_base(pairs)
        if fitted is None or held == len(pairs):
            continue
        low, high, number = fitted
        if number > held:
            should = f"{low}-{high}" if low != high else str(low)
            note = f"{len(pairs) - held} of {len(pairs)} cells do not follow from it"
            told = (grid.number, "percent_base_mismatch", WHOLE_COLUMN, grid.heads[place].path)
            yield Finding(*told, f"base {base}", f"base {should}", note=note)


def percent_base_changes_between_years(publication: Publication) -> Iterator[Finding]:
    """The percentages of a question are of about the same part of all units in each year, or a note tells."""
    for grid in publication.grids.values():
        if grid.noted:
            continue
        parts: dict[str, list[tuple[float, int, int, str]]] = {}
        for place, head in grid.of_measure("percent"):
            beside = _counted(grid, place)
            if beside is None or grid.whole(beside) is not None or head.year not in publication.units:
                continue
            fitted = fitting_base(_pairs(grid, place, beside))
            if fitted is not None and fitted[2] > 2:
                units = publication.units[head.year or 0]
                parts.setdefault(key(head.about), []).append((fitted[1] / units, fitted[0], fitted[1], head.path))
        for found in parts.values():
            most = max(found)[0]
            for part, low, high, path in found:
                if most > MOST_UNEQUAL * part:
                    said, should = f"base {low}-{high}", "the base of the other years"
                    yield Finding(grid.number, "percent_base_changes_between_years", WHOLE_COLUMN, path, said, should)


def base_row_is_100(publication: Publication) -> Iterator[Finding]:
    """What the others are counted among is 100 per cent of itself."""
    for grid in publication.grids.values():
        for line, row in zip(grid.lines, grid.numbers, strict=True):
            cells = [(place, row[place]) for place, _ in grid.of_measure("percent")]
            known = [(place, number) for place, number in cells if number is not None]
            if line.kind != "base" or not any(number.may_be(100) for _, number in known):
                continue
            for place, number in known:
                if not number.may_be(100):
                    told = (grid.number, "base_row_is_100", line.label, grid.heads[place].path)
                    yield Finding(*told, str(number), "100")


def percent_from_fte_table(publication: Publication) -> Iterator[Finding]:
    """Percentages of FTE follow from the table of FTE, also where another publication prints the FTE."""
    for number, sources in publication.percents_of.items():
        grid = publication.grids.get(number)
        others = [publication.grids.get(source) or publication.others.get(source) for source in sources]
        for source in others:
            if grid is not None and source is not None:
                yield from _from_fte(grid, source)


def _from_fte(grid: Grid, source: Grid) -> Iterator[Finding]:
    rows = {key(line.label): row for line, row in zip(source.lines, source.numbers, strict=True)}
    columns = {head.year: place for place, head in source.of_measure("fte", "count")}
    for place, head in grid.of_measure("percent"):
        at = columns.get(head.year) if head.year is not None else None
        whole = None if at is None else source.whole(at, "total")
        if at is None or whole is None or not whole.value:
            continue
        for line, percent in grid.column(place):
            fte = rows.get(key(line.label), (None,) * len(source.heads))[at]
            if fte is None or line.kind != "body":
                continue
            if not percent.may_be(100 * fte.low / whole.high, 100 * fte.high / whole.low):
                should, note = f"{100 * fte.value / whole.value:.1f}", f"{fte} of {whole} in table {source.number}"
                told = (grid.number, "percent_from_fte_table", line.label, head.path, str(percent), should)
                yield Finding(*told, note=note)


def fitting_base(pairs: list[Pair]) -> tuple[int, int, int] | None:
    """Return the least and the greatest whole base that most of the percentages fit, and how many of them do."""
    stretches = [
        (100 * count.low / percent.high, 100 * count.high / percent.low)
        for _, count, percent in pairs
        if percent.low > 0 and count.value > 0
    ]
    bases = sorted({int(end) + step for stretch in stretches for end in stretch for step in (0, 1)})
    fits = [(_held(pairs, base), base) for base in bases if base > 0]
    if not fits:
        return None
    most = max(fits)[0]
    best = [base for held, base in fits if held == most]
    return min(best), max(best), most


def _held(pairs: list[Pair], base: int) -> int:
    return sum(p.may_be(100 * count.low / base, 100 * count.high / base) for _, count, p in pairs)


def _base(publication: Publication, grid: Grid, head: Head, counted: int) -> Number | None:
    """Return what percentages are of: the total, without those that did not answer where the head says so."""
    total = grid.whole(counted)
    levels = {key(level) for level in head.path.split("|")}
    if total is None or not levels & publication.of_answers:
        return total
    silent = sum(number.value for line, number in grid.column(counted) if line.kind == "blank")
    return Number(total.value - silent, total.low - silent, total.high - silent)


def _counted(grid: Grid, place: int) -> int | None:
    measures: tuple[Measure, ...] = ("count", "fte", "people")
    return next((at for measure in measures if (at := grid.beside(place, measure)) is not None), None)


def _pairs(grid: Grid, place: int, beside: int | None) -> list[Pair]:
    if beside is None:
        return []
    return [
        (line.label, count, percent)
        for line, row in zip(grid.lines, grid.numbers, strict=True)
        if line.kind == "body" and (count := row[beside]) is not None and (percent := row[place]) is not None
    ]


def _stated(grid: Grid) -> set[int]:
    return set(grid.stated) if all(line.kind == "body" for line in grid.lines) else set()


def _with_stated(publication: Publication) -> Iterator[tuple[Grid, int, int]]:
    for grid in publication.grids.values():
        for place, head in grid.of_measure("percent"):
            if head.year in _stated(grid):
                yield grid, place, grid.stated[head.year or 0]


def _of_all(publication: Publication) -> Iterator[tuple[Grid, int, int]]:
    """Yield the columns whose head says that percentages are of all units, with the number of these."""
    for grid in publication.grids.values():
        for place, head in grid.of_measure("percent"):
            levels = {key(level) for level in head.path.split("|")}
            if levels & publication.of_all and head.year in publication.units:
                yield grid, place, publication.units[head.year or 0]
