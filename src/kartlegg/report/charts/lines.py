"""Lines over years on a true axis: gaps at breaks, hollow points in uncertain years. No other kind may enter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kartlegg.language import Language
from kartlegg.report.charts.bars import columns_of
from kartlegg.report.charts.labels import clear_side, place_apart
from kartlegg.report.charts.marks import Datum, Scale, Sheet, stacked_lines
from kartlegg.report.charts.palette import CONTEXT, INK, PAPER, STRONG, WIDTH, Token, hues
from kartlegg.report.charts.text import height_of, shown, tip, widest, width_of, wrap
from kartlegg.report.charts.years import Back, put_back, round_numbers, scopes_height, year_of
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Cell, Column, Row

LABEL_ROOM, WIDER_ROOM, LABEL_GAP = 190, 240, 14
"""Pixels for the words at line ends, for long ones, and between a line's end and its words."""

_DASHES: tuple[tuple[int, ...], ...] = ((), (7, 4), (2, 4))


@dataclass(frozen=True, slots=True)
class Point:
    """One number of a series: its year, its value and the stretch between two breaks that it belongs to."""

    year: int
    value: float
    segment: str
    column: Column
    cell: Cell


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its row, its points in order, its colour and dashes."""

    row: Row
    points: tuple[Point, ...]
    hue: Token
    dash: tuple[int, ...]
    strong: bool


def draw_lines(figure: Figure, language: Language) -> Sheet:
    """Return the sheet of lines, each named at its right end, values of the highlighted one at its turns."""
    columns = columns_of(figure)
    series = _series(figure, columns)
    labels = [_label(one, LABEL_ROOM, language) for one in series]
    if max(map(len, labels)) > 3:
        labels = [_label(one, WIDER_ROOM, language) for one in series]
    room = max(widest(lines, strong=True) for lines in labels) + LABEL_GAP
    head = scopes_height(figure, columns, WIDTH - room, language)
    height = max(320, sum(height_of(lines) + 5 for lines in labels))
    ticks = round_numbers([point.value for one in series for point in one.points])
    sheet = Sheet(WIDTH)
    back = Back(figure, tuple(columns), ticks, head, head + height, WIDTH - room)
    scales = put_back(sheet, back, language)
    for one in sorted(series, key=lambda one: one.strong):
        _line(sheet, one, figure, scales, language)
    _turns(sheet, series, scales, language)
    _ends(sheet, series, labels, scales)
    return sheet


def _series(figure: Figure, columns: Sequence[Column]) -> list[Series]:
    rows = [row for row in figure.table.rows if not row.closes]
    series = []
    for index, row in enumerate(rows):
        points = _points(figure, row, columns)
        if not points:
            continue
        strong = row.code in figure.highlight
        if figure.highlight:
            faint = index % len(CONTEXT)
            hue, dash = (STRONG, ()) if strong else (CONTEXT[faint], _DASHES[index // len(CONTEXT) % 3])
        else:
            hue, dash = hues(min(6, len(rows)))[index % 6], _DASHES[index // 6 % 3]
        series.append(Series(row, points, hue, dash, strong))
    return series


def _points(figure: Figure, row: Row, columns: Sequence[Column]) -> tuple[Point, ...]:
    """Return a row's points; a break, and a year that is in the table without a number, begin a new segment."""
    points = []
    missing = 0
    for column in columns:
        cell, year = figure.table.cell(row.code, column.code), year_of(column)
        if cell.value is None:
            missing += 1
            continue
        block = sum(start <= year for start in figure.breaks)
        points.append(Point(year, cell.value, f"{row.code}/{block}/{missing}", column, cell))
    return tuple(points)


def _label(one: Series, room: float, language: Language) -> list[str]:
    last = one.points[-1]
    value = shown(last.cell, last.column, language)
    return wrap(f"{one.row.label.get(language)} {value}", room, strong=one.strong)


def _line(sheet: Sheet, one: Series, figure: Figure, scales: Mapping[str, Scale], language: Language) -> None:
    """Put the line and its points; a point is hollow where its year is uncertain."""
    code, data, dots = one.row.code, list[Datum](), list[Datum]()
    for point in one.points:
        place = {"row": code, "x": point.year, "y": point.value, "segment": point.segment}
        data.append(place)
        hollow = point.year in figure.uncertain or point.cell.status == "U"
        cell = Cell(point.value, "U" if hollow else "A")
        fill, area = (PAPER, 52) if hollow else (one.hue, 34 if one.strong else 20)
        paint = {"fill": fill.light, "stroke": one.hue.light, "area": area, "weight": 1.75 if hollow else 0}
        dots.append({**place, **paint, "tip": tip(one.row, point.column, cell, language, group=False)})
    look = {"stroke": one.hue.light, "strokeWidth": 3 if one.strong else 1.75, "strokeDash": one.dash}
    sheet.lines(f"line_{code}", data, scales, look)
    sheet.points(f"points_{code}", dots, scales)


def _turns(sheet: Sheet, series: Sequence[Series], scales: Mapping[str, Scale], language: Language) -> None:
    """Print the values of the highlighted line where it begins and on both sides of a gap; its end has a name."""
    data: list[Datum] = []
    drawn = [
        (scales["x"].pixel(a.year), scales["y"].pixel(a.value), scales["x"].pixel(b.year), scales["y"].pixel(b.value))
        for one in series
        for a, b in pairwise(one.points)
        if a.segment == b.segment
    ]
    for one in series:
        if not one.strong:
            continue
        turns = [one.points[0]]
        for before, after in pairwise(one.points):
            turns += [before, after] if before.segment != after.segment else []
        for point in dict.fromkeys(turns):
            if point is not one.points[-1]:
                x, y = scales["x"].pixel(point.year), scales["y"].pixel(point.value)
                text = shown(point.cell, point.column, language)
                half = width_of(text, strong=True) / 2
                middle = x + half - 4 if point is one.points[0] else x
                y = clear_side((middle - half, middle + half), (y - 14, y + 15), drawn)
                data.append(
                    {"x": middle, "align": "center", "y": y, "text": text, "weight": 600, "fill": one.hue.light}
                )
    sheet.words("turns", data, halo=True)


def _ends(sheet: Sheet, series: Sequence[Series], labels: Sequence[list[str]], scales: Mapping[str, Scale]) -> None:
    """Put the name and last value of each line at its end, apart from the others, with a thin lead where moved."""
    wanted = [scales["y"].pixel(one.points[-1].value) for one in series]
    middles = place_apart(wanted, [height_of(lines) + 5 for lines in labels], -6, scales["y"].start + 10)
    for one, lines, at, middle in zip(series, labels, wanted, middles, strict=True):
        start, end = scales["x"].pixel(one.points[-1].year) + 6, scales["x"].end + LABEL_GAP
        if abs(at - middle) > 4 or end - start > LABEL_GAP:
            elbow = scales["x"].end + 2
            if elbow > start:
                sheet.rules(f"lead_{one.row.code}", [{"x": start, "x2": elbow, "y": at, "y2": at}], colour=one.hue)
            sheet.rules(f"lead_{one.row.code}", [{"x": elbow, "x2": end - 3, "y": at, "y2": middle}], colour=one.hue)
        look = {"weight": 600, "fill": one.hue.light} if one.strong else {"fill": INK.light}
        sheet.words("end_labels", stacked_lines(lines, end, middle, row=one.row.code, **look))
