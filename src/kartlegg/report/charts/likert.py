"""Answers on a scale: bars that diverge from a middle, and what is no answer apart. No other kind may enter."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from kartlegg.language import Language
from kartlegg.report.cells import show_cell
from kartlegg.report.charts.bars import AIR, GAP, columns_of
from kartlegg.report.charts.key import put_key
from kartlegg.report.charts.marks import Sheet, stacked_lines
from kartlegg.report.charts.palette import AXIS, CONTEXT, HIGH, INK, LOW, MIDDLE, MUTED, WIDTH, Token
from kartlegg.report.charts.stacked import THICK, Bar, Part, put_names, put_segments
from kartlegg.report.charts.text import height_of, narrow, shown, tip, widest, wrap
from kartlegg.tabulation.figure import Figure, Sides
from kartlegg.tabulation.table import Column, Row

ROOM, HEAD = 180, 62
"""Pixels: for the words of a bar, and for a head above what stands apart or above the numbers of answers."""


class Frame(NamedTuple):
    """Where things stand, in pixels: the middle, one per cent, and the left ends of what stands apart."""

    middle: float
    unit: float
    apart: tuple[float, ...]


def draw_likert(figure: Figure, language: Language) -> Sheet:
    """Return the sheet of diverging bars: a key in their order, shares in them, the number of answers at the end.

    The row in the middle stands half on each side. One per cent is equally wide everywhere.
    Raises ValueError for a figure without sides, a fault of the program.
    """
    if figure.sides is None:
        raise ValueError(f"figure {figure.number}: no sides")
    rows = {row.code: row for row in figure.table.rows}
    columns, paint = _in_order(figure, figure.sides), _paint(figure.sides)
    sheet = Sheet(WIDTH)
    apart, base = [rows[code] for code in figure.sides.apart], _base(figure)
    heads = [wrap(row.label.get(language), HEAD, strong=True) for row in (*apart, base)]
    end, high = WIDTH - widest(heads[-1], strong=True) - GAP, max(map(height_of, heads))
    names = [(code, rows[code].label.get(language)) for code in paint]
    key = put_key(sheet, names, list(paint.values()), right=WIDTH if apart else end)
    top = key + 10 + high if apart else max(key, high)
    left, bars = put_names(sheet, figure, columns, top + 6, language, room=ROOM)
    frame = _frame(figure, figure.sides, (left, end), language)
    for head, x in zip(heads, (*frame.apart, WIDTH), strict=True):
        align = "left" if x < WIDTH else "right"
        sheet.words("column_heads", stacked_lines(head, x, top - height_of(head) / 2, weight=600, align=align))
    ends = {"y": bars[0].middle - THICK / 2 - 3, "y2": bars[-1].middle + THICK / 2 + 3}
    sheet.rules("zero", [{"x": x, "x2": x, **ends} for x in (frame.middle, *frame.apart)], colour=AXIS)
    for bar in bars:
        _put_bar(sheet, figure, figure.sides, bar, frame=frame, language=language)
        for row, x in zip(apart, frame.apart, strict=True):
            _put_apart(sheet, figure, bar, row, x=x, unit=frame.unit, language=language)
        _put_base(sheet, figure, bar, base, language)
    return sheet


def _base(figure: Figure) -> Row:
    return next(row for row in reversed(figure.table.rows) if row.kind == "base")


def _share(figure: Figure, codes: Sequence[str], column: Column) -> float:
    return sum(figure.table.cell(code, column.code).value or 0 for code in codes)


def _reach(figure: Figure, side: Sequence[str], sides: Sides, column: Column) -> float:
    """Return how many per cent of a bar stand on one side of the middle."""
    return _share(figure, side, column) + _share(figure, sides.middle, column) / 2


def _in_order(figure: Figure, sides: Sides) -> list[Column]:
    """Return the columns as they stand: a sorted figure has the largest right side first."""
    columns = columns_of(figure)
    return sorted(columns, key=lambda column: -_share(figure, sides.high, column)) if figure.sort else columns


def _paint(sides: Sides) -> dict[str, Token]:
    """Return the colour of each row that diverges, from left to right: what stands outermost is firmest."""
    middle = [MIDDLE] * len(sides.middle)
    colours = (*LOW[: len(sides.low)], *middle, *HIGH[len(HIGH) - len(sides.high) :])
    return dict(zip((*sides.low, *sides.middle, *sides.high), colours, strict=True))


def _frame(figure: Figure, sides: Sides, ends: tuple[float, float], language: Language) -> Frame:
    """Return where things stand from end to end, so that the longest bars fit, those apart with their numbers."""
    columns = columns_of(figure)
    low = max(_reach(figure, sides.low, sides, column) for column in columns)
    high = max(_reach(figure, sides.high, sides, column) for column in columns)
    most = [max(_share(figure, [code], column) for column in columns) for code in sides.apart]
    rooms = [
        GAP + AIR + widest([_shown(figure, code, column, language) for column in columns]) for code in sides.apart
    ]
    unit = (ends[1] - ends[0] - sum(rooms)) / (low + high + sum(most) or 1)
    start, apart = ends[0] + unit * (low + high), list[float]()
    for room, share in zip(rooms, most, strict=True):
        apart.append(start + GAP)
        start += room + unit * share
    return Frame(ends[0] + unit * low, unit, tuple(apart))


def _shown(figure: Figure, code: str, column: Column, language: Language) -> str:
    return shown(figure.table.cell(code, column.code), column, language)


def _put_bar(sheet: Sheet, figure: Figure, sides: Sides, bar: Bar, *, frame: Frame, language: Language) -> None:
    """Put the answers of one bar around the middle, outward as far as they are known, and a sign where one is not."""
    rows = {row.code: row for row in figure.table.rows}
    cells = {code: figure.table.cell(code, bar.column.code) for code in _paint(sides)}
    unknown = [code for code, cell in cells.items() if cell.value is None]
    low, high = _placed(sides.low[::-1], sides, unknown), _placed(sides.high, sides, unknown)
    drawn = [*low, *(() if set(unknown) & set(sides.middle) else sides.middle), *high]
    parts = [Part(rows[code], cells[code], hue) for code, hue in _paint(sides).items() if code in drawn]
    start = frame.middle - frame.unit * (_reach(figure, low, sides, bar.column) if drawn else 0)
    ends = (start, start + 100 * frame.unit)
    put_segments(sheet, bar, parts, ends=ends, whole=100, sign=False, language=language)
    right = start + frame.unit * _share(figure, drawn, bar.column)
    for code, x, align in _unknown(sides, unknown, (start - AIR, right + AIR)):
        text = _shown(figure, code, bar.column, language)
        sheet.words("unknown", [{"x": x, "y": bar.middle, "text": text, "align": align, "fill": MUTED.light}])


def _unknown(sides: Sides, unknown: Sequence[str], ends: tuple[float, float]) -> Iterator[tuple[str, float, str]]:
    """Yield where signs stand of what is not known: beyond the end of each side that lacks a number, or once."""
    if set(unknown) & set(sides.middle):
        yield unknown[0], ends[1], "left"
        return
    for side, x, align in ((sides.low, ends[0], "right"), (sides.high, ends[1], "left")):
        missing = [code for code in side if code in unknown]
        if missing:
            yield missing[0], x, align


def _placed(side: Sequence[str], sides: Sides, unknown: Sequence[str]) -> list[str]:
    """Return the answers of a side, from the middle outward, before the first whose place cannot be known."""
    if set(unknown) & set(sides.middle):
        return []
    return list(takewhile(lambda code: code not in unknown, side))


def _put_apart(
    sheet: Sheet, figure: Figure, bar: Bar, row: Row, *, x: float, unit: float, language: Language
) -> None:
    """Put what gives no answer as a grey bar from `x`, its number at the end."""
    cell = figure.table.cell(row.code, bar.column.code)
    end = x + unit * (cell.value or 0)
    colour = (MUTED if cell.value is None else INK).light
    text = _shown(figure, row.code, bar.column, language)
    sheet.words("apart_values", [{"x": end + AIR, "y": bar.middle, "text": text, "fill": colour}])
    if cell.value:
        box = {"row": row.code, "x": x, "x2": end, "y": bar.middle - THICK / 2, "y2": bar.middle + THICK / 2}
        told = tip(row, bar.column, cell, language)
        sheet.bars("apart", [{**box, "value": cell.value, "fill": CONTEXT[0].light, "tip": told}])


def _put_base(sheet: Sheet, figure: Figure, bar: Bar, base: Row, language: Language) -> None:
    """Put how many answered at the right end."""
    text = narrow(show_cell(figure.table.cell(base.code, bar.column.code), bar.column, language))
    told = f"{base.code}\t{base.label.get(language)}, {bar.column.path(language).replace(' | ', ', ')}: {text}"
    look = {"align": "right", "fill": MUTED.light, "tip": told}
    sheet.words("answers", [{"x": WIDTH, "y": bar.middle, "text": text, **look}])
