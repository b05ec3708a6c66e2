"""Bars and panels: horizontal bars from zero, one row a category, one panel a column. No other kind may enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kartlegg.language import Language
from kartlegg.report.charts.marks import Datum, Scale, Sheet, stacked_lines
from kartlegg.report.charts.palette import AXIS, CALM, CONTEXT, INK, LEADING, MUTED, STRONG, WIDTH
from kartlegg.report.charts.text import head_of, height_of, said, shown, tip, widest, width_of, wrap
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Cell, Column, Row

GAP, AIR, BETWEEN = 20, 6, 18
"""Pixels between panels, between a bar and its value, and between strips of panels."""

MOST = 6
"""Panels side by side."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the drawing: its label in lines, its middle and its height in pixels."""

    row: Row
    label: list[str]
    middle: float
    height: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One column of the drawing, from `left` to `right` in pixels; values stand on `scale`."""

    column: Column
    left: float
    right: float
    scale: Scale


def draw_panels(figure: Figure, language: Language) -> Sheet:
    """Return the sheet of bars (one column) or panels (several): rows shared, values beside the bars.

    More than six panels stand in strips below each other, on the same scales.
    """
    columns = columns_of(figure)
    alone = figure.kind == "bars"
    wide = -(-len(columns) // -(-len(columns) // MOST))
    room = 270 if alone else 230 if wide <= 3 else 200 if wide == 4 else 180
    rows = rows_of(figure)
    labels = [wrap(row.label.get(language), room, strong=row.code in figure.highlight) for row in rows]
    sheet = Sheet(WIDTH)
    panels = _panels(figure, columns, wide, max(widest(lines, strong=True) for lines in labels), language)
    for start in range(0, len(panels), wide):
        sheet.height += BETWEEN * (start > 0)
        _strip(sheet, figure, panels[start : start + wide], labels, language)
    return sheet


def _strip(
    sheet: Sheet, figure: Figure, panels: Sequence[Panel], labels: Sequence[list[str]], language: Language
) -> None:
    """Put panels side by side below what the sheet holds: heads, totals, the labels of the rows, bars."""
    alone = figure.kind == "bars"
    top = sheet.height if alone else _heads(sheet, figure, panels, language)
    totals = figure.means if alone else tuple(row for row in figure.table.rows if row.closes)
    top += (LEADING + 8 + 2 * alone) * bool(totals)
    lines = _lines(rows_of(figure), labels, top, 30 if alone else 25)
    sheet.height = lines[-1].middle + lines[-1].height / 2 + 2
    for line in lines:
        weight = 600 if line.row.code in figure.highlight else 400
        sheet.words("labels", stacked_lines(line.label, 0, line.middle, weight=weight))
    for panel in panels:
        _panel(sheet, figure, panel, lines, _rule(figure, panel, totals), language)
        for total in totals[-1:]:
            _total(sheet, figure, panel, total, lines, language)


def columns_of(figure: Figure) -> list[Column]:
    """Return the columns that a figure draws, in its order."""
    named = {column.code: column for column in figure.table.columns}
    return [named[code] for code in figure.columns]


def rows_of(figure: Figure) -> list[Row]:
    """Return the body rows in the order of the drawing; rows without a number stand last where it is sorted."""
    rows = [row for row in figure.table.rows if not row.closes]
    if not figure.sort:
        return rows
    values = {row.code: figure.table.cell(row.code, figure.columns[0]).value for row in rows}
    return sorted(rows, key=lambda row: (values[row.code] is None, -(values[row.code] or 0)))


def _lines(rows: Sequence[Row], labels: Sequence[list[str]], top: float, least: float) -> list[Line]:
    lines = []
    for row, label in zip(rows, labels, strict=True):
        height = max(least, height_of(label) + least - LEADING - 1)
        lines.append(Line(row, label, top + height / 2, height))
        top += height
    return lines


def _cells(figure: Figure, column: Column) -> dict[str, Cell]:
    return {row.code: figure.table.cell(row.code, column.code) for row in figure.table.rows}


def _panels(
    figure: Figure, columns: Sequence[Column], wide: int, label_width: float, language: Language
) -> list[Panel]:
    """Return the panels of `columns`, `wide` of them side by side before the next begins at the left again."""
    drawn = {row.code for row in rows_of(figure)}
    left = label_width + GAP
    width = (WIDTH - left - GAP * (wide - 1)) / wide
    panels = []
    for index, column in enumerate(columns):
        alike = [other for other in columns if other.measure == column.measure]
        cells = [(other, cell) for other in alike for code, cell in _cells(figure, other).items() if code in drawn]
        values = [cell.value for _, cell in cells if cell.value is not None]
        room = widest([said(cell, other, language) for other, cell in cells], strong=True) + AIR
        low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
        start = left + index % wide * (width + GAP)
        scale = Scale(low, high if high > low else low + 1, start + room * (low < 0), start + width - room)
        panels.append(Panel(column, start, start + width, scale))
    return panels


def _heads(sheet: Sheet, figure: Figure, panels: Sequence[Panel], language: Language) -> float:
    """Put the heads below what the sheet holds, spanning heads where they differ; return where they end."""
    top = sheet.height
    groups = [panel.column.group.get(language) if panel.column.group else "" for panel in panels]
    if len(set(groups)) > 1:
        runs = [list(run) for _, run in groupby(zip(groups, panels, strict=True), key=lambda pair: pair[0])]
        ends = [(run[0][0], run[0][1].left, run[-1][1].right) for run in runs]
        texts = [wrap(name, right - left, strong=True) for name, left, right in ends]
        foot = top + max(map(height_of, texts)) + 4
        for text, (_, left, right) in zip(texts, ends, strict=True):
            sheet.words("groups", stacked_lines(text, left, top + height_of(text) / 2, weight=600))
            sheet.rules("group_rules", [{"x": left, "x2": right, "y": foot, "y2": foot}])
        top = foot + 6
    names = [head_of(panel.column, figure.uncertain, language) for panel in panels]
    heads = [wrap(name, panel.right - panel.left, strong=True) for name, panel in zip(names, panels, strict=True)]
    height = max(map(height_of, heads))
    for panel, head in zip(panels, heads, strict=True):
        sheet.words("heads", stacked_lines(head, panel.left, top + height - height_of(head) / 2, weight=600))
    return top + height + 6


def _rule(figure: Figure, panel: Panel, totals: Sequence[Row]) -> float | None:
    """Return where the rule of the whole stands, in pixels; None where the whole lies beyond the bars."""
    value = figure.table.cell(totals[-1].code, panel.column.code).value if totals else None
    return panel.scale.pixel(value) if value is not None and panel.scale.low <= value <= panel.scale.high else None


def _panel(
    sheet: Sheet, figure: Figure, panel: Panel, lines: Sequence[Line], rule: float | None, language: Language
) -> None:
    bars: list[Datum] = []
    words: list[Datum] = []
    cells = _cells(figure, panel.column)
    for line in lines:
        cell, strong = cells[line.row.code], line.row.code in figure.highlight
        words.append(_value(panel, cell, line, strong, rule, language))
        if cell.value is None:
            continue
        half = min(20, line.height - 9) / 2 if figure.kind == "bars" else 7.5
        fill = CALM if not figure.highlight else STRONG if strong else CONTEXT[0]
        told = tip(line.row, panel.column, cell, language)
        ends = {"x": 0, "x2": cell.value, "y": line.middle - half, "y2": line.middle + half}
        bars.append({"row": line.row.code, **ends, "fill": fill.light, "tip": told})
    sheet.bars(f"bars_{panel.column.code}", bars, {"x": panel.scale})
    zero, foot = panel.scale.pixel(0), lines[-1].middle + lines[-1].height / 2
    head = lines[0].middle - lines[0].height / 2
    sheet.rules(f"zero_{panel.column.code}", [{"x": zero, "x2": zero, "y": head, "y2": foot}], colour=AXIS)
    sheet.words(f"values_{panel.column.code}", words)


def _value(panel: Panel, cell: Cell, line: Line, strong: bool, rule: float | None, language: Language) -> Datum:
    """Return the value as a text beside its bar: outside the end, on the far side of zero.

    Where the rule of the whole would strike through it, it stands beyond the rule.
    """
    side = -1 if (cell.value or 0) < 0 else 1
    text = said(cell, panel.column, language)
    x = panel.scale.pixel(cell.value or 0) + side * AIR
    if rule is not None and -4 < (rule - x) * side < width_of(text, strong=strong) + 4:
        x = rule + side * AIR
    look = {"weight": 600 if strong else 400, "fill": (MUTED if cell.value is None else INK).light}
    return {"x": x, "y": line.middle, "text": text, "align": "right" if side < 0 else "left", **look}


def _total(sheet: Sheet, figure: Figure, panel: Panel, total: Row, lines: Sequence[Line], language: Language) -> None:
    """Put the total above the panel; where it lies among the rows (a mean) a rule marks it through the panel."""
    cells = _cells(figure, panel.column)
    cell = cells[total.code]
    if cell.value is None:
        return
    text = f"{total.label.get(language)} {shown(cell, panel.column, language)}"
    told = tip(total, panel.column, cell, language)
    top, wide = lines[0].middle - lines[0].height / 2, width_of(text)
    name = f"total_{panel.column.code}"
    x = _rule(figure, panel, [total])
    start = panel.left if x is None else min(max(panel.left, x - wide / 2), panel.right - wide)
    sheet.words(name, [{"x": start, "y": top - 13, "text": text, "fill": MUTED.light, "tip": told}])
    if x is not None:
        foot = lines[-1].middle + lines[-1].height / 2
        sheet.rules(f"{name}_rule", [{"x": x, "x2": x, "y": top - 4, "y2": foot}], colour=INK)
