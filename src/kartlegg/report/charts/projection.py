"""From degrees to pixels: a conic projection fitted to the places. No marks may enter."""

import math
from collections.abc import Callable, Sequence

Place = tuple[float, float]


def conic(places: Sequence[Place]) -> Callable[[Place], Place]:
    """Return a function from (longitude, latitude) in degrees to (x, y) on the unit sphere, y downwards.

    Lambert's conformal conic with standard parallels a sixth within the span of the latitudes of `places`, the
    middle meridian upright. Source: Snyder, Map Projections - A Working Manual (1987), chapter 15; one parallel
    where the places do not span any latitude.
    """
    longitudes, latitudes = [place[0] for place in places], [place[1] for place in places]
    sixth = (max(latitudes) - min(latitudes)) / 6
    south, north = math.radians(min(latitudes) + sixth), math.radians(max(latitudes) - sixth)
    middle = math.radians((min(longitudes) + max(longitudes)) / 2)
    if north - south < 1e-6:
        cone = math.sin(south)
    else:
        cone = math.log(math.cos(south) / math.cos(north)) / math.log(_stretch(north) / _stretch(south))
    size = math.cos(south) * _stretch(south) ** cone / cone

    def project(place: Place) -> Place:
        radius = size / _stretch(math.radians(place[1])) ** cone
        angle = cone * (math.radians(place[0]) - middle)
        return radius * math.sin(angle), radius * math.cos(angle)

    return project


def _stretch(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


def fit(points: Sequence[Place], width: float, margin: float, tallest: float) -> tuple[list[Place], float]:
    """Return the points in pixels within `width`, `margin` free on all sides, and the height that they need."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide = max(x for x, _ in points) - left or 1e-9
    high = max(y for _, y in points) - top or 1e-9
    scale = min((width - 2 * margin) / wide, (tallest - 2 * margin) / high)
    inset = (width - scale * wide) / 2
    return [(inset + (x - left) * scale, margin + (y - top) * scale) for x, y in points], scale * high + 2 * margin
