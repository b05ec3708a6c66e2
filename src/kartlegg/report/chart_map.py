"""A map of dots: one circle a place, area by one number, colour by another. No other kind may enter."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kartlegg.language import Language, Text
from kartlegg.report.chart_bars import columns_of
from kartlegg.report.chart_labels import place_names
from kartlegg.report.chart_map_key import Classes, classes_of, put_keys
from kartlegg.report.chart_marks import Datum, Sheet, stacked_lines
from kartlegg.report.chart_projection import conic, fit
from kartlegg.report.chart_text import height_of, shown, tip, width_of, wrap
from kartlegg.report.chart_theme import AXIS, LEADING, MAP_WIDTH, MUTED, PAPER
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Cell, Row

SMALLEST, TALLEST, FEW, NAMED = 2.0, 700, 30, 6
"""The least radius and the greatest height in pixels; up to how many dots all have names; how many otherwise."""

CELL, CELL_COLUMNS = 82, 4
"""Width of a place in an inset, in pixels, and how many stand beside each other."""

_SCHEMATIC = Text("{name} (skjematisk)", "{name} (schematic)")


@dataclass(frozen=True, slots=True)
class Dot:
    """One circle: its row, its number, radius and middle in pixels; `inset` as in its Position."""

    row: Row
    cell: Cell
    radius: float
    x: float
    y: float
    inset: str | None


def draw_dots(figure: Figure, language: Language) -> Sheet:
    """Return the sheet of the map: places where they are, insets as tidy grids, keys for colour and area.

    Places without a size or a position are left out. The largest circles are drawn first, so that none is hidden.
    """
    dots, height = _dots(figure)
    column = columns_of(figure)[0]
    classes = classes_of([dot.cell.value for dot in dots if dot.cell.value is not None], column, language)
    sheet = Sheet(MAP_WIDTH, height)
    insets = sorted({dot.inset for dot in dots if dot.inset})
    for name in insets:
        dots = _put_inset(sheet, figure, name, dots, language)
    data = [_datum(figure, dot, classes, language) for dot in sorted(dots, key=lambda d: (-d.radius, d.row.code))]
    sheet.points("dots", data)
    _put_names(sheet, figure, dots, language)
    largest = max(dots, key=lambda dot: dot.radius)
    put_keys(sheet, figure, classes, (_size(figure, largest.row.code), largest.radius), language)
    return sheet


def _size(figure: Figure, code: str) -> float:
    """Return the number that a circle's area shows; 1 for all where the figure names no column."""
    return 1.0 if figure.size_column is None else figure.table.cell(code, figure.size_column).value or 0.0


def _dots(figure: Figure) -> tuple[list[Dot], float]:
    """Return the circles and the height of the map; those of insets still await their place in a grid."""
    rows = [row for row in figure.table.rows if row.code in figure.positions and _size(figure, row.code) > 0]
    if not rows:
        raise ValueError(f"figure {figure.number}: no row has both a position and a size")
    greatest = 34.0 if len(rows) <= FEW else 22.0
    most = max(_size(figure, row.code) for row in rows)
    spots = {row.code: figure.positions[row.code] for row in rows}
    places = {code: (spot.longitude, spot.latitude) for code, spot in spots.items() if not spot.inset}
    at: dict[str, tuple[float, float]] = {}
    height = 2.0 * greatest
    if places:
        project = conic(list(places.values()))
        points, height = fit([project(place) for place in places.values()], MAP_WIDTH, greatest + 2, TALLEST)
        at = dict(zip(places, points, strict=True))
    dots = []
    for row in rows:
        radius = max(SMALLEST, greatest * math.sqrt(_size(figure, row.code) / most))
        cell = figure.table.cell(row.code, figure.columns[0])
        dots.append(Dot(row, cell, radius, *at.get(row.code, (0.0, 0.0)), spots[row.code].inset))
    return dots, height


def _put_inset(sheet: Sheet, figure: Figure, name: str, dots: Sequence[Dot], language: Language) -> list[Dot]:
    """Put the frame and names of an inset below to the right; return the dots with those of the inset in place.

    The grid runs from north to south, and within a line from west to east.
    """
    own = sorted((dot for dot in dots if dot.inset == name), key=lambda dot: -figure.positions[dot.row.code].latitude)
    lines = [own[start : start + CELL_COLUMNS] for start in range(0, len(own), CELL_COLUMNS)]
    radius = max(dot.radius for dot in own)
    tall = 2 * radius + 2 * LEADING + 14
    wide = CELL * min(CELL_COLUMNS, len(own))
    left, top = MAP_WIDTH - wide - 1, sheet.height - tall * len(lines) - 30
    _frame(sheet, (left, top, MAP_WIDTH - 1, sheet.height - 1))
    title = _SCHEMATIC.get(language).format(name=name)
    sheet.words("insets", [{"x": left + 10, "y": top + 16, "text": title, "weight": 600}])
    placed: dict[str, Dot] = {}
    for index, line in enumerate(lines):
        middle = top + 36 + tall * index + radius
        across = sorted(line, key=lambda dot: figure.positions[dot.row.code].longitude)
        for number, dot in enumerate(across):
            x = left + CELL * (number + 0.5)
            placed[dot.row.code] = replace(dot, x=x, y=middle)
            words = wrap(dot.row.label.get(language), CELL - 4)
            below = middle + radius + 4 + height_of(words) / 2
            sheet.words("inset_names", stacked_lines(words, x, below, align="center"))
    return [placed.get(dot.row.code, dot) for dot in dots]


def _frame(sheet: Sheet, corners: tuple[float, float, float, float]) -> None:
    left, top, right, foot = corners
    across = [{"x": left, "x2": right, "y": y, "y2": y} for y in (top, foot)]
    down = [{"x": x, "x2": x, "y": top, "y2": foot} for x in (left, right)]
    sheet.rules("inset_frames", [*across, *down], colour=AXIS)


def _datum(figure: Figure, dot: Dot, classes: Classes, language: Language) -> Datum:
    """Return a circle as a datum: coloured by its class and edged in white, hollow where its number is missing."""
    column = columns_of(figure)[0]
    words = tip(dot.row, column, dot.cell, language)
    place = {"row": dot.row.code, "x": dot.x, "y": dot.y, "area": math.pi * dot.radius**2, "tip": words}
    if dot.cell.value is None:
        return {**place, "fill": PAPER.light, "stroke": MUTED.light, "weight": 1.25}
    fill = classes.colour(dot.cell.value).light
    return {**place, "value": dot.cell.value, "fill": fill, "stroke": PAPER.light, "weight": 0.75}


def _put_names(sheet: Sheet, figure: Figure, dots: Sequence[Dot], language: Language) -> None:
    """Name all dots with their numbers where they are few, else the largest so that the eye finds its way."""
    outside = sorted((dot for dot in dots if not dot.inset), key=lambda dot: -dot.radius)
    few = len(dots) <= FEW
    named = [dot for i, dot in enumerate(outside) if few or i < NAMED or dot.row.code == figure.highlight]
    column = columns_of(figure)[0]
    texts = [dot.row.label.get(language) for dot in named]
    if few:
        texts = [f"{text} {shown(dot.cell, column, language)}" for text, dot in zip(texts, named, strict=True)]
    circles = [(dot.x, dot.y, dot.radius) for dot in outside]
    spots = place_names(
        [(dot.x, dot.y, dot.radius, width_of(text, strong=True)) for dot, text in zip(named, texts, strict=True)],
        circles,
        (sheet.width, sheet.height),
    )
    data = [
        {"x": x, "y": y, "text": text, "align": "left", "weight": 600}
        for (x, y), text in zip(spots, texts, strict=True)
    ]
    sheet.words("names", data, halo=True)
