"""The dots on the title page: every place on the publication's map, by size. No colour is chosen here."""

from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt

import vl_convert

from kartlegg.report.blocks import Document
from kartlegg.report.charts.palette import PAPER, STRONG
from kartlegg.tabulation.figure import Figure, Position

_LARGEST, _SMALLEST = 0.045, 0.0035


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle: centre and radius as parts of the drawing's longer side, from its lower left corner."""

    x: float
    y: float
    radius: float


def cover_dots(document: Document) -> tuple[Dot, ...]:
    """Return one dot a place of the first map in the publication, largest first; none where there is no map.

    The map is drawn in Lambert's azimuthal equal-area projection about the middle of the places, so that no part
    of the country is made larger than it is. A place without a size gets the smallest dot.
    """
    maps = [one.figure for chapter in document.chapters for one in chapter.figures if one.figure.kind == "dots"]
    if not maps or not maps[0].positions:
        return ()
    positions = maps[0].positions
    points = {code: _project(place, *_middle(tuple(positions.values()))) for code, place in positions.items()}
    left, right = min(x for x, _ in points.values()), max(x for x, _ in points.values())
    bottom, top = min(y for _, y in points.values()), max(y for _, y in points.values())
    side = max(right - left, top - bottom) or 1.0
    sizes = _sizes(maps[0])
    largest = max(sizes.values(), default=0.0) or 1.0
    dots = [
        Dot((x - left) / side, (y - bottom) / side, max(_SMALLEST, _LARGEST * sqrt(sizes.get(code, 0.0) / largest)))
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


def _middle(places: tuple[Position, ...]) -> tuple[float, float]:
    longitudes, latitudes = [p.longitude for p in places], [p.latitude for p in places]
    return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2


def _project(place: Position, longitude: float, latitude: float) -> tuple[float, float]:
    """Lambert azimuthal equal-area on a sphere, formulas 24-2 to 24-4 of Snyder, Map Projections (1987)."""
    lam, phi, phi0 = radians(place.longitude - longitude), radians(place.latitude), radians(latitude)
    nearness = 1 + sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(lam)
    scale = sqrt(2 / max(nearness, 1e-9)) / pi
    return scale * cos(phi) * sin(lam), scale * (cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(lam))


def _sizes(figure: Figure) -> dict[str, float]:
    if figure.size_column is None:
        return {}
    index = [column.code for column in figure.table.columns].index(figure.size_column)
    cells = zip(figure.table.rows, figure.table.cells, strict=True)
    return {row.code: max(0.0, line[index].value or 0.0) for row, line in cells}
