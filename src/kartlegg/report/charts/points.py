"""Points with intervals: one share of each group, and how sure it is. No other kind may enter."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kartlegg.language import Language, Text
from kartlegg.report.charts.bars import GAP, columns_of, rows_of
from kartlegg.report.charts.marks import Datum, Scale, Sheet, stacked_lines
from kartlegg.report.charts.palette import CALM, GRID, INK, MUTED, PAPER, STRONG, WIDTH, Token
from kartlegg.report.charts.text import height_of, said, shown, ticks_in, tip, widest, width_of, wrap
from kartlegg.report.charts.years import round_numbers
from kartlegg.report.layout.drawn import INTERVAL
from kartlegg.rounding import format_number
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Cell, Column, Row

ROOM, PITCH, AREA = 250, 28, 90
"""Pixels: for the words of a row, the way to the next row, and (square pixels) a point."""

_APART = Text("Skiller seg signifikant fra de andre", "Differs significantly from the others")
_ALIKE = Text("Skiller seg ikke signifikant", "Does not differ significantly")


class Line(NamedTuple):
    """One row of the drawing: its label in lines, its middle in pixels, and whether it differs (None: not tested)."""

    row: Row
    label: list[str]
    middle: float
    differs: bool | None


def draw_points(figure: Figure, language: Language) -> Sheet:
    """Return the sheet of points: each with its interval, numbers at the right, the whole as a rule.

    A point is filled where the group differs significantly from all the others, hollow where it was tested and does
    not; a key tells them apart.
    """
    column = columns_of(figure)[0]
    rows = rows_of(figure)
    labels = [wrap(row.label.get(language), ROOM, strong=row.code in figure.highlight) for row in rows]
    cells = {row.code: figure.table.cell(row.code, column.code) for row in figure.table.rows}
    numbers = {row.code: said(cells[row.code], column, language) for row in rows}
    ticks = round_numbers([value for row in rows for value in _span(cells[row.code])])
    right = WIDTH - widest(list(numbers.values()), strong=True) - GAP
    scale = Scale(ticks[0], ticks[-1], max(widest(lines, strong=True) for lines in labels) + GAP, right)
    sheet = Sheet(WIDTH)
    differs = _differs(figure, column)
    head = _put_key(sheet, set(differs.values()), language) + (26 if figure.means else 6)
    lines = _lines(rows, labels, differs, head)
    foot = lines[-1].middle + max(PITCH, height_of(lines[-1].label) + 8) / 2
    _put_back(sheet, column, ticks, scale, ends=(head, foot), language=language)
    for total in figure.means[-1:]:
        _put_whole(sheet, column, total, cells[total.code], scale=scale, ends=(head, foot), language=language)
    _put_intervals(sheet, lines, cells, scale)
    for line in lines:
        weight = 600 if line.row.code in figure.highlight else 400
        sheet.words("labels", stacked_lines(line.label, 0, line.middle, weight=weight))
        number = {"x": WIDTH, "y": line.middle, "align": "right", "weight": weight, "text": numbers[line.row.code]}
        sheet.words("values", [{**number, "fill": (INK if _span(cells[line.row.code]) else MUTED).light}])
        _put_point(sheet, column, line, cells[line.row.code], scale=scale, language=language)
    sheet.height = foot + 22
    return sheet


def _span(cell: Cell) -> list[float]:
    """Return the numbers that a cell reaches over: itself and the ends of its interval; none where it is unknown."""
    return [] if cell.value is None else [cell.value, *(cell.interval or ())]


def _differs(figure: Figure, column: Column) -> dict[str, bool | None]:
    tested = {test.row: test.found("significant") for test in figure.table.tests if test.column == column.code}
    return {row.code: tested.get(row.code) for row in figure.table.rows if not row.closes}


def _lines(
    rows: Sequence[Row], labels: Sequence[list[str]], differs: dict[str, bool | None], top: float
) -> list[Line]:
    lines = []
    for row, label in zip(rows, labels, strict=True):
        height = max(PITCH, height_of(label) + 8)
        lines.append(Line(row, label, top + height / 2, differs[row.code]))
        top += height
    return lines


def _look(differs: bool | None) -> tuple[Token, Token]:
    """Return fill and stroke of a point."""
    return (STRONG, STRONG) if differs else (CALM, CALM) if differs is None else (PAPER, CALM)


def _put_key(sheet: Sheet, kinds: set[bool | None], language: Language) -> float:
    """Put the key on one line, with what the points mean where they were tested; return its height."""
    told: list[tuple[bool | None, Text | None]] = [(None, INTERVAL)]
    told += [(kind, words) for kind, words in ((True, _APART), (False, _ALIKE)) if kind in kinds]
    x = 0.0
    for kind, words in told:
        fill, stroke = _look(kind)
        text = words.get(language) if words else ""
        if words is INTERVAL:
            sheet.rules("key_rule", [{"x": x, "x2": x + 26, "y": 9, "y2": 9}], colour=CALM, width=2)
        else:
            dot = {"x": x + 7, "y": 9, "fill": fill.light, "stroke": stroke.light, "area": AREA, "weight": 2}
            sheet.points("key", [dot])
        x += 34 if words is INTERVAL else 20
        sheet.words("key_words", [{"x": x, "y": 9, "text": text}])
        x += width_of(text) + 24
    return 18


def _put_back(
    sheet: Sheet,
    column: Column,
    ticks: Sequence[float],
    scale: Scale,
    *,
    ends: tuple[float, float],
    language: Language,
) -> None:
    """Put a thin rule at each round number, and the numbers below."""
    at = [(scale.pixel(tick), tick) for tick in ticks]
    sheet.rules("grid", [{"x": x, "x2": x, "y": ends[0], "y2": ends[1]} for x, _ in at], colour=GRID)
    look = {"y": ends[1] + 11, "align": "center", "fill": MUTED.light}
    words = ticks_in(ticks, column, language)
    sheet.words("ticks", [{"x": x, "text": text, **look} for (x, _), text in zip(at, words, strict=True)])


def _put_whole(
    sheet: Sheet,
    column: Column,
    total: Row,
    cell: Cell,
    *,
    scale: Scale,
    ends: tuple[float, float],
    language: Language,
) -> None:
    """Put the rule of the whole through all rows, and what it is above them."""
    if cell.value is None:
        return
    x = scale.pixel(cell.value)
    text = f"{total.label.get(language)} {shown(cell, column, language)}"
    start = min(max(scale.start, x - width_of(text) / 2), WIDTH - width_of(text))
    told = tip(total, column, cell, language)
    sheet.rules("whole_rule", [{"x": x, "x2": x, "y": ends[0] - 3, "y2": ends[1]}], colour=MUTED)
    sheet.words("whole", [{"x": start, "y": ends[0] - 12, "text": text, "fill": MUTED.light, "tip": told}])


def _put_intervals(sheet: Sheet, lines: Sequence[Line], cells: Mapping[str, Cell], scale: Scale) -> None:
    """Put the interval of each row, those that differ in the strong colour."""
    for line in lines:
        interval = cells[line.row.code].interval
        if cells[line.row.code].value is not None and interval is not None:
            low, high = map(scale.pixel, interval)
            name, colour = ("intervals_strong", STRONG) if line.differs else ("intervals", CALM)
            sheet.rules(name, [{"x": low, "x2": high, "y": line.middle, "y2": line.middle}], colour=colour, width=2)


def _put_point(sheet: Sheet, column: Column, line: Line, cell: Cell, *, scale: Scale, language: Language) -> None:
    """Put a row's point; a row without a number has none."""
    if cell.value is None:
        return
    fill, stroke = _look(line.differs)
    told = tip(line.row, column, cell, language)
    if cell.interval is not None:
        ends = [format_number(end, column.decimals, language) for end in cell.interval]
        told += f" ({INTERVAL.get(language)} {'–'.join(ends)})"
    dot: Datum = {"x": scale.pixel(cell.value), "y": line.middle, "fill": fill.light, "stroke": stroke.light}
    sheet.points("points", [{**dot, "row": line.row.code, "area": AREA, "weight": 2, "tip": told}])
