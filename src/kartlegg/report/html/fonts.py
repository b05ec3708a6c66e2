"""The typeface of the web edition as woff2, made from the installed package. No other file may be made here."""

from functools import cache
from io import BytesIO

import font_source_sans_pro as source_sans
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from kartlegg.report.blocks import File

_FACES: dict[str, str] = {
    "regular": source_sans.font_files_ttf["SourceSansPro"],
    "italic": source_sans.font_files_ttf["SourceSansProIt"],
    "semibold": source_sans.font_files_ttf["SourceSansProSemibold"],
    "bold": source_sans.font_files_ttf["SourceSansProBold"],
}
_LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A: Norwegian, Sami, the neighbours' names
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026),
    *(0x202F, 0x2212, 0x2264, 0x2265),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x25B2, 0x25BC),
)
_FEATURES = ["kern", "tnum", "lnum", "mark", "ccmp", "locl", "calt"]


def _subset(path: str) -> bytes:
    options = Options()
    options.layout_features = _FEATURES
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_LETTERS)
    out = BytesIO()
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        subsetter.subset(font)
        font["head"].modified = font["head"].created  # the same bytes whenever the font is made
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()


@cache
def font_files() -> tuple[File, ...]:
    """Return the four faces as `assets/<face>.woff2`, cut to the letters that Norwegian and Sami names need.

    Made once in the life of the program; the bytes are the same every time.
    """
    return tuple(File(f"assets/{face}.woff2", _subset(path)) for face, path in _FACES.items())
