"""Grouped bars: two to four bars, one a column, within each row. No other kind may enter."""

from collections.abc import Sequence

from kartlegg.language import Language
from kartlegg.report.charts.bars import AIR, GAP, columns_of, rows_of
from kartlegg.report.charts.key import put_key
from kartlegg.report.charts.marks import Datum, Scale, Sheet, stacked_lines
from kartlegg.report.charts.palette import AXIS, CONTEXT, GRID, HUES, INK, MUTED, STRONG, WIDTH, Token, hues
from kartlegg.report.charts.text import height_of, names_of, said, tip, widest, wrap
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Column, Row

ROOM, THICK, STEP, BETWEEN = 230, 14, 17, 13
"""Pixels: for the words of a row, a bar, the way to the next one, and between the bars of two rows."""


def draw_grouped(figure: Figure, language: Language) -> Sheet:
    """Return the sheet of grouped bars: a key in the order of the bars, every number at the end of its bar.

    All columns stand on one scale from zero. The total of the rows stands last, below a rule.
    Columns that are years are grey, and the last of them strong; others have a hue each.
    """
    columns = columns_of(figure)
    rows = [*rows_of(figure), *figure.means]
    names = names_of(columns, figure.uncertain, language)
    paint = _paint(columns)
    labels = [wrap(row.label.get(language), ROOM, strong=_strong(figure, row)) for row in rows]
    left = max(widest(lines, strong=True) for lines in labels) + GAP
    sheet = Sheet(WIDTH)
    keyed = [(column.code, name) for column, name in zip(columns, names, strict=True)]
    top = put_key(sheet, keyed, paint, left=left if sum(map(len, names)) < 70 else 0) + 12
    scale = _scale(figure, columns, rows, left, language)
    head = top
    for row, lines in zip(rows, labels, strict=True):
        if row.closes:
            sheet.rules("parting", [{"x": 0, "x2": WIDTH, "y": top, "y2": top}], colour=GRID)
        height = max(STEP * len(columns), height_of(lines)) + BETWEEN
        middle = top + height / 2
        sheet.words("labels", stacked_lines(lines, 0, middle, weight=600 if _strong(figure, row) else 400))
        _bars(sheet, figure, row, columns, paint, middle=middle, scale=scale, language=language)
        top += height
    zero = scale.pixel(0)
    sheet.rules("zero", [{"x": zero, "x2": zero, "y": head, "y2": top}], colour=AXIS)
    sheet.height = top + 2
    return sheet


def _strong(figure: Figure, row: Row) -> bool:
    return row.closes or row.code in figure.highlight


def _paint(columns: Sequence[Column]) -> list[Token]:
    years = [column.code[-4:] for column in columns]
    if all(year.isdigit() for year in years) and len(set(years)) == len(years):
        return [*CONTEXT[: len(years) - 1], STRONG]
    return [HUES[2], HUES[4]] if len(columns) == 2 else list(hues(len(columns)))


def _scale(figure: Figure, columns: Sequence[Column], rows: Sequence[Row], left: float, language: Language) -> Scale:
    """Return the one scale of all bars, from zero, with room for the numbers at the ends."""
    cells = [(column, figure.table.cell(row.code, column.code)) for column in columns for row in rows]
    values = [cell.value for _, cell in cells if cell.value is not None]
    room = widest([said(cell, column, language) for column, cell in cells], strong=True) + AIR
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    return Scale(low, high if high > low else low + 1, left + room * (low < 0), WIDTH - room - 1)


def _bars(
    sheet: Sheet,
    figure: Figure,
    row: Row,
    columns: Sequence[Column],
    paint: Sequence[Token],
    *,
    middle: float,
    scale: Scale,
    language: Language,
) -> None:
    """Put the bars of one row around `middle`, each with its number; one that is not there has its word at zero."""
    boxes: list[Datum] = []
    words: list[Datum] = []
    weight = 600 if _strong(figure, row) else 400
    for place, (column, hue) in enumerate(zip(columns, paint, strict=True)):
        cell = figure.table.cell(row.code, column.code)
        y = middle + STEP * (place - (len(columns) - 1) / 2)
        below = (cell.value or 0) < 0
        x, align = scale.pixel(cell.value or 0) + (-AIR if below else AIR), "right" if below else "left"
        fill = (MUTED if cell.value is None else INK).light
        text = said(cell, column, language)
        words.append({"x": x, "y": y, "text": text, "align": align, "weight": weight, "fill": fill})
        if cell.value is not None:
            ends = {"x": 0, "x2": cell.value, "y": y - THICK / 2, "y2": y + THICK / 2}
            boxes.append({"row": row.code, **ends, "fill": hue.light, "tip": tip(row, column, cell, language)})
    sheet.bars("bars", boxes, {"x": scale})
    sheet.words("values", words)
