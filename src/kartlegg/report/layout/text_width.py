"""How wide a text is in the publication's typeface, so that columns can be fitted. Nothing is drawn here."""

from functools import cache
from pathlib import Path
from typing import Literal

import font_source_sans_pro
from fontTools.ttLib import TTFont

FAMILY = "Source Sans Pro"
FONT_FOLDER = Path(font_source_sans_pro.font_directory)

Weight = Literal["Regular", "Semibold", "Bold", "It", "BoldIt"]


def font_file(weight: Weight) -> Path:
    """Return the TrueType file of one weight of the typeface."""
    return FONT_FOLDER / f"SourceSansPro-{weight}.ttf"


class _Advances(dict[str, int]):
    """Advance widths in thousandths of the type size by sign; a sign that the typeface lacks is as wide as many."""

    def __missing__(self, sign: str) -> int:
        return 600


@cache
def _advances(weight: Weight) -> _Advances:
    with TTFont(font_file(weight), lazy=True) as font:
        metrics = font["hmtx"].metrics
        return _Advances((chr(point), metrics[name][0]) for point, name in font.getBestCmap().items())


def text_width(text: str, size: float, weight: Weight = "Regular") -> float:
    """Return the width in points of `text` set on one line in `size` points (no kerning)."""
    return sum(map(_advances(weight).__getitem__, text)) * size / 1000


def longest_word(text: str, size: float, weight: Weight = "Regular") -> float:
    """Return the width in points of the longest piece of `text` that a line cannot break."""
    pieces = text.replace("/", "/ ").replace("-", "- ").replace("–", "– ").split(" ")
    return max(text_width(piece, size, weight) for piece in pieces)
