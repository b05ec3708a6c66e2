"""Stacked bars: whole distributions, one bar a column, one segment a row. No other kind may enter."""

from collections.abc import Sequence
from itertools import groupby

from kartlegg.language import Language
from kartlegg.report.charts.bars import columns_of, draw_panels
from kartlegg.report.charts.key import put_key
from kartlegg.report.charts.marks import Datum, Scale, Sheet, stacked_lines
from kartlegg.report.charts.palette import HUES, WIDTH, Token, hues, text_on
from kartlegg.report.charts.text import head_of, height_of, narrow, percent, tip, widest, width_of, wrap
from kartlegg.rounding import format_number
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Column, Row

THICK, PITCH, SEAM = 26, 32, 1.5
"""Pixels: a bar, the way to the next, the white between segments."""


def draw_stacked(figure: Figure, language: Language) -> Sheet:
    """Return the sheet of stacked bars with values in the segments and a key above, in the order of the segments.

    More rows than there are hues are drawn as panels: the eye cannot tell ten colours apart.
    """
    rows = [row for row in figure.table.rows if not row.closes]
    if len(rows) > len(HUES):
        return draw_panels(figure, language)
    paint = dict(zip((row.code for row in rows), hues(len(rows)), strict=True))
    columns = columns_of(figure)
    names = {column.code: head_of(column, figure.uncertain, language) for column in columns}
    sheet = Sheet(WIDTH)
    left = min(230.0, widest(list(names.values()))) + 14
    top = put_key(sheet, [(row.code, row.label.get(language)) for row in rows], list(paint.values())) + 10
    heads = len({column.group for column in columns}) > 1
    for group, run in groupby(columns, key=lambda column: column.group):
        if heads and group:
            text = wrap(group.get(language), WIDTH, strong=True)
            sheet.words("heads", stacked_lines(text, 0, top + height_of(text) / 2 + 2, weight=600))
            top += height_of(text) + 6
        for column in run:
            lines = wrap(names[column.code], left - 14)
            height = max(PITCH, height_of(lines) + 6)
            middle = top + height / 2
            sheet.words("labels", stacked_lines(lines, 0, middle))
            _bar(sheet, figure, rows, paint, column, place=(left, middle), language=language)
            top += height
        top += 12
    sheet.height = top - 10
    return sheet


def _bar(
    sheet: Sheet,
    figure: Figure,
    rows: Sequence[Row],
    paint: dict[str, Token],
    column: Column,
    *,
    place: tuple[float, float],
    language: Language,
) -> None:
    """Put one bar of 100 per cent from `place` (left end and middle, in pixels); what is unknown stays empty."""
    cells = [(row, figure.table.cell(row.code, column.code)) for row in rows]
    known = sum(cell.value or 0 for _, cell in cells)
    whole = max(100.0, known) if column.measure == "percent" else known or 1.0
    scale = Scale(0, whole, place[0], WIDTH)
    boxes: list[Datum] = []
    words: list[Datum] = []
    start = 0.0
    for row, cell in cells:
        if not cell.value:
            continue
        end = start + cell.value
        low, high = scale.pixel(start), scale.pixel(end)
        seam = SEAM if high - low > 2 * SEAM and end < whole else 0
        box = {"row": row.code, "x": low, "x2": high - seam, "y": place[1] - THICK / 2, "y2": place[1] + THICK / 2}
        boxes.append(
            {**box, "value": cell.value, "fill": paint[row.code].light, "tip": tip(row, column, cell, language)}
        )
        number = narrow(format_number(100 * cell.value / whole, 0, language))
        for text in (percent(number, language), number):
            if width_of(text) + 6 <= high - low:
                look = {"align": "center", "fill": text_on(paint[row.code]).light}
                words.append({"x": (low + high - seam) / 2, "y": place[1], "text": text, **look})
                break
        start = end
    sheet.bars("segments", boxes)
    sheet.words("values", words)
