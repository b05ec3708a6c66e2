"""Scatter: one dot a row, the first column across and the second one up. No other kind may enter."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from kartlegg.language import Language
from kartlegg.report.charts.bars import columns_of
from kartlegg.report.charts.labels import place_names
from kartlegg.report.charts.marks import Scale, Sheet, stacked_lines
from kartlegg.report.charts.palette import AXIS, CALM, CONTEXT, GRID, INK, MUTED, PAPER, STRONG, WIDTH
from kartlegg.report.charts.text import height_of, shown, ticks_in, widest, width_of, wrap
from kartlegg.report.charts.years import round_numbers
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Cell, Column, Row

HEIGHT = 380
"""Pixels: the field of dots."""
NAMED = 14
"""So many dots at most all have names; of more only the highlighted one has."""
COVERED = 9
"""Pixels of its length that a name of several may cover of dots."""


class Dot(NamedTuple):
    """One row that has both numbers, and where it stands in pixels."""

    row: Row
    cells: tuple[Cell, Cell]
    x: float
    y: float


def draw_scatter(figure: Figure, language: Language) -> Sheet:
    """Return the sheet of dots: the names of the columns stand at the ends of their scales.

    A row that lacks either number has no dot. Where there are few all dots have names, otherwise the highlighted one.
    """
    across, up = columns_of(figure)[:2]
    rows = [row for row in figure.table.rows if not row.closes]
    pairs = [(row, (figure.table.cell(row.code, across.code), figure.table.cell(row.code, up.code))) for row in rows]
    known = [(row, cells) for row, cells in pairs if None not in (cells[0].value, cells[1].value)]
    x_ticks, y_ticks = (round_numbers([cells[at].value or 0 for _, cells in known], zero=False) for at in (0, 1))
    head = wrap(up.path(language).replace(" | ", ", "), WIDTH, strong=True)
    top = height_of(head) + 12
    left = widest(ticks_in(y_ticks, up, language)) + 8
    x = Scale(x_ticks[0], x_ticks[-1], left + 6, WIDTH - width_of(ticks_in(x_ticks, across, language)[-1]) / 2)
    y = Scale(y_ticks[0], y_ticks[-1], top + HEIGHT, top)
    sheet = Sheet(WIDTH)
    sheet.words("head", stacked_lines(head, 0, height_of(head) / 2, weight=600))
    _put_grid(sheet, x_ticks, y_ticks, ticks_in(x_ticks, across, language), ticks_in(y_ticks, up, language), x=x, y=y)
    foot = wrap(across.path(language).replace(" | ", ", "), WIDTH - left, strong=True)
    middle = y.start + 30 + height_of(foot) / 2
    sheet.words("foot", stacked_lines(foot, x.end, middle, weight=600, align="right"))
    sheet.height = middle + height_of(foot) / 2 + 2
    dots = [Dot(row, cells, x.pixel(cells[0].value or 0), y.pixel(cells[1].value or 0)) for row, cells in known]
    _put_dots(sheet, figure, dots, (across, up), language)
    _put_names(sheet, figure, dots, language)
    return sheet


def _put_grid(
    sheet: Sheet,
    x_ticks: Sequence[float],
    y_ticks: Sequence[float],
    x_words: Sequence[str],
    y_words: Sequence[str],
    *,
    x: Scale,
    y: Scale,
) -> None:
    """Put a thin rule at each round number of both scales, firmer at zero, and the numbers outside."""
    upright = [{"x": x.pixel(tick), "x2": x.pixel(tick), "y": y.end, "y2": y.start} for tick in x_ticks]
    level = [{"x": x.start, "x2": x.end, "y": y.pixel(tick), "y2": y.pixel(tick)} for tick in y_ticks]
    ticks = (*x_ticks, *y_ticks)
    for name, colour, zero in (("grid", GRID, False), ("zero", AXIS, True)):
        rules = [rule for rule, tick in zip((*upright, *level), ticks, strict=True) if (tick == 0) == zero]
        sheet.rules(name, rules, colour=colour)
    below = {"y": y.start + 12, "align": "center", "fill": MUTED.light}
    sheet.words("ticks", [{"x": at["x"], "text": text, **below} for at, text in zip(upright, x_words, strict=True)])
    beside = {"x": x.start - 8, "align": "right", "fill": MUTED.light}
    sheet.words("ticks", [{"y": at["y"], "text": text, **beside} for at, text in zip(level, y_words, strict=True)])


def _put_dots(
    sheet: Sheet, figure: Figure, dots: Sequence[Dot], columns: tuple[Column, Column], language: Language
) -> None:
    """Put the dots with a white edge, so that those that lie upon each other are told apart; highlighted in front."""
    for dot in sorted(dots, key=lambda dot: dot.row.code in figure.highlight):
        strong = dot.row.code in figure.highlight
        fill = STRONG if strong else CALM if not figure.highlight else CONTEXT[0]
        said = [
            f"{column.path(language).replace(' | ', ', ')} {shown(cell, column, language)}"
            for column, cell in zip(columns, dot.cells, strict=True)
        ]
        told = f"{dot.row.code}\t{dot.row.label.get(language)}: {'; '.join(said)}"
        look = {"fill": fill.light, "stroke": PAPER.light, "weight": 1, "area": 130 if strong else 70}
        sheet.points("dots", [{"x": dot.x, "y": dot.y, "row": dot.row.code, **look, "tip": told}])


def _put_names(sheet: Sheet, figure: Figure, dots: Sequence[Dot], language: Language) -> None:
    """Put names beside their dots, the highlighted one first; of several, one that would cover dots is left out."""
    named = [dot for dot in dots if dot.row.code in figure.highlight]
    named += [dot for dot in dots if len(dots) <= NAMED and dot not in named]
    texts = [dot.row.label.get(language) for dot in named]
    circles = [(dot.x, dot.y, 5.0) for dot in dots]
    places = [
        (dot.x, dot.y, 5.0, width_of(text, strong=dot.row.code in figure.highlight))
        for dot, text in zip(named, texts, strict=True)
    ]
    spots = place_names(places, circles, (WIDTH, sheet.height), at_most=COVERED if len(named) > 1 else math.inf)
    for dot, text, spot in zip(named, texts, spots, strict=True):
        if spot is not None:
            weight = 600 if dot.row.code in figure.highlight else 400
            name = {"x": spot[0], "y": spot[1], "text": text, "weight": weight, "fill": INK.light}
            sheet.words("names", [name], halo=True)
