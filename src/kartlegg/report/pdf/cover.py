"""The dots on the title page: every place on the publication's map, by size. No colour is chosen here."""

from dataclasses import dataclass
from math import sqrt

import vl_convert

from kartlegg.report.blocks import Document
from kartlegg.report.charts.palette import PAPER, STRONG
from kartlegg.report.charts.projection import conic
from kartlegg.tabulation.figure import Figure

_LARGEST, _SMALLEST = 0.045, 0.0035


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle: centre and radius as parts of the drawing's longer side, from its lower left corner."""

    x: float
    y: float
    radius: float


def cover_dots(document: Document) -> tuple[Dot, ...]:
    """Return one dot a place of the first map in the publication, largest first; none where there is no map.

    The places lie as on the map itself. A place without a size gets the smallest dot.
    """
    maps = [one.figure for chapter in document.chapters for one in chapter.figures if one.figure.kind == "dots"]
    if not maps or not maps[0].positions:
        return ()
    places = {code: (place.longitude, place.latitude) for code, place in maps[0].positions.items()}
    project = conic(list(places.values()))
    points = {code: project(place) for code, place in places.items()}
    left, right = min(x for x, _ in points.values()), max(x for x, _ in points.values())
    top, bottom = min(y for _, y in points.values()), max(y for _, y in points.values())
    side = max(right - left, bottom - top) or 1.0
    sizes = _sizes(maps[0])
    largest = max(sizes.values(), default=0.0) or 1.0
    dots = [
        Dot((x - left) / side, (bottom - y) / side, max(_SMALLEST, _LARGEST * sqrt(sizes.get(code, 0.0) / largest)))
        for code, (x, y) in points.items()
    ]
    return tuple(sorted(dots, key=lambda dot: (-dot.radius, dot.x, dot.y)))


def cover_picture(document: Document, width: float, height: float) -> bytes:
    """Return the dots as a PNG on white, `width` by `height` points at three pixels a point; nothing for no dots."""
    dots = cover_dots(document)
    if not dots:
        return b""
    side = min(width, height) * (1 - 2 * _LARGEST)
    edge = min(width, height) * _LARGEST
    circles = "".join(
        f'<circle cx="{edge + x * side:.2f}" cy="{height - edge - y * side:.2f}" r="{radius * side:.2f}"/>'
        for x, y, radius in ((dot.x, dot.y, dot.radius) for dot in dots)
    )
    size = f'width="{width}" height="{height}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}">'
        f'<rect {size} fill="{PAPER.light}"/><g fill="{STRONG.light}" fill-opacity="0.28" stroke="{PAPER.light}" '
        f'stroke-width="0.4">{circles}</g></svg>'
    )
    return bytes(vl_convert.svg_to_png(svg, scale=3.0))


def _sizes(figure: Figure) -> dict[str, float]:
    if figure.size_column is None:
        return {}
    index = [column.code for column in figure.table.columns].index(figure.size_column)
    cells = zip(figure.table.rows, figure.table.cells, strict=True)
    return {row.code: max(0.0, line[index].value or 0.0) for row, line in cells}
