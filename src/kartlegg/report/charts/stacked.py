"""Stacked bars: whole distributions, one bar a column, one segment a row. No other kind may enter."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from kartlegg.language import Language
from kartlegg.report.cells import show_cell
from kartlegg.report.charts.bars import columns_of, draw_panels
from kartlegg.report.charts.key import put_key
from kartlegg.report.charts.marks import Datum, Sheet, stacked_lines
from kartlegg.report.charts.palette import HUES, MUTED, WIDTH, Token, hues, text_on
from kartlegg.report.charts.text import head_of, height_of, narrow, percent, tip, widest, width_of, wrap
from kartlegg.rounding import format_number
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Cell, Column, Row

ROOM, THICK, PITCH, SEAM = 230, 26, 32, 1.5
"""Pixels: for the words of a bar, a bar, the way to the next, the white between segments."""


LEAST = 0.04
"""The least gap of a hidden part, of the whole: room for its sign."""

_HIDDEN = {"align": "center", "fill": MUTED.light}


class Bar(NamedTuple):
    """One bar of the drawing: its column, and its middle in pixels."""

    column: Column
    middle: float


class Part(NamedTuple):
    """One segment of a bar; `gap` is the room that a hidden one leaves, in the unit of the numbers."""

    row: Row
    cell: Cell
    paint: Token
    gap: float = 0


def draw_stacked(figure: Figure, language: Language) -> Sheet:
    """Return the sheet of stacked bars with values in the segments and a key above, in the order of the segments.

    More rows than there are hues are drawn as panels: the eye cannot tell ten colours apart.
    """
    rows = [row for row in figure.table.rows if not row.closes]
    if len(rows) > len(HUES):
        return draw_panels(figure, language)
    paint = hues(len(rows))
    columns = columns_of(figure)
    sheet = Sheet(WIDTH)
    top = put_key(sheet, [(row.code, row.label.get(language)) for row in rows], paint) + 10
    left, bars = put_names(sheet, figure, columns, top, language)
    for bar in bars:
        cells = [figure.table.cell(row.code, bar.column.code) for row in rows]
        known = sum(cell.value or 0 for cell in cells)
        whole = max(100.0, known) if bar.column.measure == "percent" else known or 1.0
        hidden = [cell.status == "Q" for cell in cells]
        gap = max((whole - known) / (sum(hidden) or 1), LEAST * whole)
        parts = list(map(Part, rows, cells, paint, [one * gap for one in hidden]))
        reach = (WIDTH - left) * whole / max(whole, known + sum(hidden) * gap)
        put_segments(sheet, bar, parts, ends=(left, left + reach), whole=whole, language=language)
    return sheet


def put_names(
    sheet: Sheet, figure: Figure, columns: Sequence[Column], top: float, language: Language, *, room: float = ROOM
) -> tuple[float, list[Bar]]:
    """Put the name of every bar, those of one spanning head under it; return where bars may begin, and the bars.

    Names are at most `room` pixels wide. The sheet is made as high as the bars need.
    """
    names = {column.code: wrap(head_of(column, figure.uncertain, language), room) for column in columns}
    left = max(map(widest, names.values())) + 14
    heads = len({column.group for column in columns}) > 1
    bars = []
    for group, run in groupby(columns, key=lambda column: column.group):
        if heads and group:
            text = wrap(group.get(language), WIDTH, strong=True)
            sheet.words("heads", stacked_lines(text, 0, top + height_of(text) / 2 + 2, weight=600))
            top += height_of(text) + 6
        for column in run:
            height = max(PITCH, height_of(names[column.code]) + 6)
            sheet.words("labels", stacked_lines(names[column.code], 0, top + height / 2))
            bars.append(Bar(column, top + height / 2))
            top += height
        top += 12
    sheet.height = top - 10
    return left, bars


def put_segments(
    sheet: Sheet,
    bar: Bar,
    parts: Sequence[Part],
    *,
    ends: tuple[float, float],
    whole: float,
    language: Language,
    sign: bool = True,
) -> None:
    """Put the parts of a bar side by side; `whole` would reach from end to end. What is unknown stays empty.

    Each says its share of the whole, with a per cent sign where there is room and `sign` asks for it. A hidden one
    leaves its gap with a sign in it: those after it do not move up.
    """
    boxes: list[Datum] = []
    words: list[Datum] = []
    start, placed = ends[0], [part for part in parts if part.cell.value or part.gap]
    for part in placed:
        value = part.cell.value or 0.0
        end = start + (value or part.gap) / whole * (ends[1] - ends[0])
        if not value:
            mark = show_cell(part.cell, bar.column, language)
            sheet.words("hidden", [{"x": (start + end) / 2, "y": bar.middle, "text": mark, **_HIDDEN}])
            start = end
            continue
        seam = SEAM if end - start > 2 * SEAM and part is not placed[-1] else 0
        box = {"row": part.row.code, "x": start, "x2": end - seam}
        box |= {"y": bar.middle - THICK / 2, "y2": bar.middle + THICK / 2}
        told = tip(part.row, bar.column, part.cell, language)
        boxes.append({**box, "value": value, "fill": part.paint.light, "tip": told})
        number = narrow(format_number(100 * value / whole, 0, language))
        for text in (*([percent(number, language)] if sign else []), number):
            if width_of(text) + 6 <= end - start:
                look = {"align": "center", "fill": text_on(part.paint).light}
                words.append({"x": (start + end - seam) / 2, "y": bar.middle, "text": text, **look})
                break
        start = end
    sheet.bars("segments", boxes)
    sheet.words("values", words)
