"""What stands behind lines over years: round numbers, years on a true axis, breaks and their scopes. No lines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kartlegg.language import Language, Text
from kartlegg.report.charts.marks import Datum, Scale, Sheet, stacked_lines
from kartlegg.report.charts.palette import AXIS, GRID, MUTED, PAPER
from kartlegg.report.charts.text import height_of, narrow, widest, width_of, wrap
from kartlegg.rounding import format_number
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Column

FOOT, INDENT = 28, 8
"""Pixels for the years below the axis, and between the left end of the grid and the first year."""

_UNCERTAIN = Text("Usikre tall", "Uncertain figures")
_FROM = Text("Fra {year}: {scope}", "From {year}: {scope}")
_BREAK = Text("Brudd i {year}", "Break in {year}")


@dataclass(frozen=True, slots=True)
class Back:
    """What the back of a figure of years is made of; `top`, `foot` and `right` are pixels of the plot."""

    figure: Figure
    columns: tuple[Column, ...]
    ticks: tuple[float, ...]
    top: float
    foot: float
    right: float

    @property
    def years(self) -> list[int]:
        """The years in the figure, in order."""
        return sorted(year_of(column) for column in self.columns)


def year_of(column: Column) -> int:
    """Return the year that a column's code tells: its last four digits. Raises ValueError without them."""
    return int(column.code[-4:])


def round_numbers(values: Sequence[float], *, zero: bool = True) -> tuple[float, ...]:
    """Return two to seven round numbers, from below the lowest to above the highest of `values`, and `zero` too."""
    told = [*values, *([0.0] if zero or not values else [])]
    low, high = min(told), max(told)
    rough = (high - low or 1.0) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    last = max(last, first + 1)
    return tuple(round(index * step, 10) for index in range(first, last + 1))


def put_back(sheet: Sheet, back: Back, language: Language) -> dict[str, Scale]:
    """Put grid, years, breaks and the key of hollow points; set the sheet's height and return the scales x and y."""
    decimals = max(0, -math.floor(math.log10(back.ticks[1] - back.ticks[0])))
    texts = [narrow(format_number(tick, decimals, language)) for tick in back.ticks]
    left = widest(texts) + 8
    years = back.years
    x = Scale(years[0], max(years[-1], years[0] + 1), left + INDENT, back.right - 6)
    y = Scale(back.ticks[0], back.ticks[-1], back.foot, back.top)
    levels = [{"x": left, "x2": x.end, "y": y.pixel(tick), "y2": y.pixel(tick)} for tick in back.ticks]
    sheet.rules("grid", [level for level, tick in zip(levels, back.ticks, strict=True) if tick], colour=GRID)
    sheet.rules("zero", [level for level, tick in zip(levels, back.ticks, strict=True) if not tick])
    look = {"x": left - 6, "align": "right", "fill": MUTED.light}
    sheet.words("ticks", [{**look, "y": level["y"], "text": t} for level, t in zip(levels, texts, strict=True)])
    _put_years(sheet, back, x)
    _put_breaks(sheet, back, x, language)
    sheet.height = back.foot + FOOT
    if back.figure.uncertain:
        _put_key(sheet, back, language)
    return {"x": x, "y": y}


def _put_years(sheet: Sheet, back: Back, x: Scale) -> None:
    """Put the years below the axis: first, last and those around breaks before others, none upon another."""
    years = back.years
    wanted = [years[0], years[-1]]
    for start in back.figure.breaks:
        wanted += [*(year for year in years if year >= start)][:1] + [*(year for year in years if year < start)][-1:]
    kept: list[int] = []
    for year in [*wanted, *reversed(years)]:
        if all(abs(x.pixel(year) - x.pixel(other)) >= width_of("0000") + 4 for other in kept):
            kept.append(year)
    at = [(year, x.pixel(year)) for year in years]
    sheet.rules("year_ticks", [{"x": place, "x2": place, "y": back.foot, "y2": back.foot + 5} for _, place in at])
    look = {"y": back.foot + 17, "align": "center", "fill": MUTED.light}
    sheet.words("years", [{**look, "x": place, "text": str(year)} for year, place in at if year in kept])


def _scopes(back_columns: Sequence[Column], language: Language) -> list[tuple[str, list[int]]]:
    """Return the stretches of neighbouring columns under one head, with their years."""
    runs = groupby(back_columns, key=lambda column: column.group.get(language) if column.group else "")
    return [(name, [year_of(column) for column in run]) for name, run in runs]


def _scope_texts(figure: Figure, columns: Sequence[Column], width: float, language: Language) -> list[list[str]]:
    """Return the words above each stretch, wrapped to its share of the `width` in pixels."""
    scopes = _scopes(columns, language)
    if not figure.breaks:
        return []
    if len(scopes) < 2:
        return [[], *([_BREAK.get(language).format(year=start)] for start in figure.breaks)]
    years = [year_of(column) for column in columns]
    texts = []
    for index, (name, own) in enumerate(scopes):
        words = _FROM.get(language).format(year=own[0], scope=name) if index else name
        share = (own[-1] - own[0] + 1) / (years[-1] - years[0] + 1)
        texts.append(wrap(words, max(90, share * (width - 50) + 20 * bool(index))))
    return texts


def scopes_height(figure: Figure, columns: Sequence[Column], width: float, language: Language) -> float:
    """Return how many pixels the words on both sides of the breaks need above the plot."""
    return max(map(height_of, _scope_texts(figure, columns, width, language)), default=0) + 12


def _put_breaks(sheet: Sheet, back: Back, x: Scale, language: Language) -> None:
    """Put a thin rule in the gap at every break, and on each side of it what the figures there are of."""
    years = back.years
    starts = [x.start]
    for start in back.figure.breaks:
        before, after = [year for year in years if year < start], [year for year in years if year >= start]
        if before and after:
            starts.append(x.pixel((before[-1] + after[0]) / 2))
    rules: list[Datum] = [{"x": place, "x2": place, "y": 0, "y2": back.foot} for place in starts[1:]]
    sheet.rules("breaks", rules, colour=AXIS, dash=(3, 3))
    texts = _scope_texts(back.figure, back.columns, back.right, language)
    for index, (place, lines) in enumerate(zip(starts, texts, strict=False)):
        put = stacked_lines(lines, place + 8 * bool(index), height_of(lines) / 2, fill=MUTED.light)
        sheet.words("scopes", put)


def _put_key(sheet: Sheet, back: Back, language: Language) -> None:
    """Say at the right of the years what a hollow point means."""
    x, y = back.right + 20, back.foot + 17
    sheet.points("key", [{"x": x, "y": y, "fill": PAPER.light, "stroke": MUTED.light, "area": 52, "weight": 1.75}])
    sheet.words("key_words", [{"x": x + 10, "y": y, "text": _UNCERTAIN.get(language), "fill": MUTED.light}])
