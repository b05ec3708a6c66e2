"""The dots on the title page: every place on the publication's map, by size. No colour is chosen here."""

from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt

from kartlegg.report.blocks import Document
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


def _middle(places: tuple[Position, ...]) -> tuple[float, float]:
    longitudes, latitudes = [p.longitude for p in places], [p.latitude for p in places]
    return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2


def _project(place: Position, longitude: float, latitude: float) -> tuple[float, float]:
    """Lambert azimuthal equal-area on a sphere (Snyder 1987, formulas 24-2 to 24-4)."""
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
