"""How large a drawing is set on paper, so that text in it is as large as text beside it. Nothing is drawn here."""

import re

from kartlegg.language import Language
from kartlegg.report.blocks import Drawings, FigureBlock
from kartlegg.report.layout.anatomy import views_of

POINTS_PER_PIXEL = 0.63
"""A drawing 720 pixels wide becomes 16 cm, and its labels of 14 pixels 8.8 points."""

_MOST_WIDTH, _MOST_HEIGHT = 470.0, 560.0
_AROUND = 100.0
_SIZE = re.compile(r"<svg\b[^>]*>")


def printed_size(svg: str) -> tuple[float, float]:
    """Return width and height in points of a drawing on an upright page, made smaller where it would not fit.

    Raises ValueError where the drawing does not tell its width and height in pixels.
    """
    tag = _SIZE.search(svg)
    width, height = (_pixels(tag.group() if tag else "", name) for name in ("width", "height"))
    scale = min(POINTS_PER_PIXEL, _MOST_WIDTH / width, _MOST_HEIGHT / height)
    return width * scale, height * scale


def _pixels(tag: str, name: str) -> float:
    found = re.search(rf'\s{name}="([0-9.]+)(?:px)?"', tag)
    if not found:
        raise ValueError(f"a drawing does not tell its {name} in pixels: {tag[:80]!r}")
    return float(found.group(1))


def figure_height(block: FigureBlock, drawings: Drawings, language: Language = "nb") -> float:
    """Return the height in points of a figure with all its views, captions and what stands beneath."""
    numbers = [view.figure.number for view in views_of(block.figure, language)]
    return sum(printed_size(drawings[number, language].svg)[1] + _AROUND for number in numbers)
