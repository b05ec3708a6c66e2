"""A map of dots: one circle a place, area by one number, colour by another. No other kind may enter."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kartlegg.language import Language, Text
from kartlegg.report.charts.bars import columns_of
from kartlegg.report.charts.labels import place_names
from kartlegg.report.charts.map_key import Classes, classes_of, put_keys
from kartlegg.report.charts.marks import Datum, Sheet, stacked_lines
from kartlegg.report.charts.palette import AXIS, MAP_WIDTH, MUTED, PAPER
from kartlegg.report.charts.projection import conic, fit
from kartlegg.report.charts.text import height_of, shown, tip, width_of, wrap
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Cell, Row

SMALLEST, TALLEST, FEW, NAMED, CROWDED = 2.5, 700, 30, 9, 16
"""The least radius and the greatest height in pixels; up to how many dots all have names; how
many of the largest are tried otherwise; how many pixels of its length a name may cover."""

CELL, CELL_COLUMNS = 88, (4, 3, 5, 2)
"""Width of a place in an inset, in pixels, and how many may stand beside each other: the first that fits."""

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
    boxes: list[Box] = []
    for name in insets:
        dots, box = _put_inset(sheet, figure, name, dots, language)
        boxes.append(box)
    data = [_datum(figure, dot, classes, language) for dot in sorted(dots, key=lambda d: (-d.radius, d.row.code))]
    sheet.points("dots", data)
    _put_names(sheet, figure, dots, boxes, language)
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


Box = tuple[float, float, float, float]


def _inset_box(own: Sequence[Dot], others: Sequence[Dot], height: float, tall: float) -> tuple[int, Box]:
    """Return how many columns an inset below to the right gets, and its frame: the first that covers no dot.

    `tall` is the height of a line of the grid in pixels. Where all cover dots the frame stands below the map.
    """
    frames = []
    for columns in CELL_COLUMNS:
        wide = CELL * min(columns, len(own))
        need = tall * math.ceil(len(own) / columns) + 36
        box = (MAP_WIDTH - wide - 1.0, height - need, MAP_WIDTH - 1.0, height - 1.0)
        if box[1] >= 0 and not any(
            dot.x + dot.radius > box[0] - 8 and dot.y + dot.radius > box[1] - 8 for dot in others
        ):
            return columns, box
        frames.append((columns, (box[0], height, box[2], height + need - 1)))
    return frames[0]


def _put_inset(
    sheet: Sheet, figure: Figure, name: str, dots: Sequence[Dot], language: Language
) -> tuple[list[Dot], Box]:
    """Put the frame and names of an inset; return the dots with those of the inset in place, and the frame.

    The grid runs from north to south, and within a line from west to east.
    """
    own = sorted((dot for dot in dots if dot.inset == name), key=lambda dot: -figure.positions[dot.row.code].latitude)
    names = {dot.row.code: wrap(dot.row.label.get(language), CELL - 4) for dot in own}
    radius = max(dot.radius for dot in own)
    tall = 2 * radius + max(map(height_of, names.values())) + 12
    columns, box = _inset_box(own, [dot for dot in dots if dot.inset != name], sheet.height, tall)
    sheet.height = max(sheet.height, box[3] + 1)
    sheet.rules("inset_frames", _frame(box), colour=AXIS)
    title = _SCHEMATIC.get(language).format(name=name)
    sheet.words("insets", [{"x": box[0] + 10, "y": box[1] + 16, "text": title, "weight": 600}])
    placed: dict[str, Dot] = {}
    for start in range(0, len(own), columns):
        middle = box[1] + 36 + tall * (start // columns) + radius
        line = sorted(own[start : start + columns], key=lambda dot: figure.positions[dot.row.code].longitude)
        for number, dot in enumerate(line):
            x = box[0] + CELL * (number + 0.5)
            placed[dot.row.code] = replace(dot, x=x, y=middle)
            below = middle + radius + 4 + height_of(names[dot.row.code]) / 2
            sheet.words("inset_names", stacked_lines(names[dot.row.code], x, below, align="center"))
    return [placed.get(dot.row.code, dot) for dot in dots], box


def _frame(box: Box) -> list[Datum]:
    left, top, right, foot = box
    across = [{"x": left, "x2": right, "y": y, "y2": y} for y in (top, foot)]
    return [*across, *({"x": x, "x2": x, "y": top, "y2": foot} for x in (left, right))]


def _datum(figure: Figure, dot: Dot, classes: Classes, language: Language) -> Datum:
    """Return a circle as a datum: coloured by its class and edged in white, hollow where its number is missing."""
    column = columns_of(figure)[0]
    words = tip(dot.row, column, dot.cell, language)
    if figure.size_column is not None:
        sizes = next(other for other in figure.table.columns if other.code == figure.size_column)
        size = shown(figure.table.cell(dot.row.code, sizes.code), sizes, language)
        words += f". {sizes.path(language).replace(' | ', ', ')}: {size}"
    place = {"row": dot.row.code, "x": dot.x, "y": dot.y, "area": math.pi * dot.radius**2, "tip": words}
    if dot.cell.value is None:
        return {**place, "fill": PAPER.light, "stroke": MUTED.light, "weight": 1.25}
    fill = classes.colour(dot.cell.value).light
    return {**place, "value": dot.cell.value, "fill": fill, "stroke": PAPER.light, "weight": 0.75}


def _put_names(sheet: Sheet, figure: Figure, dots: Sequence[Dot], taken: Sequence[Box], language: Language) -> None:
    """Name all dots with their numbers where they are few, else the largest so that the eye finds its way."""
    outside = sorted((dot for dot in dots if not dot.inset), key=lambda dot: -dot.radius)
    few = len(dots) <= FEW
    leading = [dot for i, dot in enumerate(outside[: 4 * NAMED]) if not any(_touch(dot, o) for o in outside[:i])]
    spoken_of = [dot for dot in outside if dot.row.code in figure.highlight]
    named = outside if few else list(dict.fromkeys(spoken_of + leading[:NAMED]))
    column = columns_of(figure)[0]
    texts = [dot.row.label.get(language) for dot in named]
    if few:
        texts = [f"{text} {shown(dot.cell, column, language)}" for text, dot in zip(texts, named, strict=True)]
    circles = [(dot.x, dot.y, dot.radius) for dot in outside]
    spots = place_names(
        [(dot.x, dot.y, dot.radius, width_of(text, strong=True)) for dot, text in zip(named, texts, strict=True)],
        circles,
        (sheet.width, sheet.height),
        taken,
        at_most=math.inf if few else CROWDED,
    )
    found = [(spot, text) for spot, text in zip(spots, texts, strict=True) if spot]
    data = [{"x": spot[0], "y": spot[1], "text": text, "weight": 600} for spot, text in found]
    sheet.words("names", data, halo=True)


def _touch(one: Dot, other: Dot) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius
