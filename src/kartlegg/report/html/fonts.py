"""The typeface of the web edition as woff2, made from the installed package, and its licence. Nothing else is made.

A font that is cut is a changed font: the SIL Open Font License (1.1, conditions 2 and 3) asks that it goes with its
licence and copyright, and under another name than the reserved "Source".
"""

from functools import cache
from io import BytesIO

import font_source_sans_pro as source_sans
from fontTools.ttLib import TTFont

from kartlegg.report.blocks import File
from kartlegg.report.layout.text_width import FAMILY, FONT_FOLDER

WEB_FAMILY = "Kartlegg Sans"
"""What the cut typeface is called; the style sheet names it too."""

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
_TELLING = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
"""Entries of the name table that are kept: copyright, names, version, trademark, licence and its address."""

_NAMES = (1, 3, 4, 6)
_FEATURES = ["kern", "tnum", "lnum", "mark", "ccmp", "locl", "calt"]


def _subset(path: str) -> bytes:
    # Takes long to load, and most runs find the faces kept.
    from fontTools.subset import Options, Subsetter

    options = Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.name_IDs = _TELLING
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_LETTERS)
    out = BytesIO()
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        subsetter.subset(font)
        _rename(font)
        font["head"].modified = font["head"].created  # the same bytes whenever the font is made
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()


def _rename(font: TTFont) -> None:
    for entry in font["name"].names:
        if entry.nameID in _NAMES:
            name = entry.toUnicode().replace(FAMILY, WEB_FAMILY)
            entry.string = name.replace(FAMILY.replace(" ", ""), WEB_FAMILY.replace(" ", ""))


@cache
def font_files() -> tuple[File, ...]:
    """Return the four faces as `assets/<face>.woff2`, cut to the letters that Norwegian and Sami names need.

    `assets/OFL.txt` is their licence as it comes with the package.

    Made once in the life of the program; the bytes are the same every time.
    """
    licence = File("assets/OFL.txt", (FONT_FOLDER / "LICENSE.txt").read_bytes())
    return (licence, *(File(f"assets/{face}.woff2", _subset(path)) for face, path in _FACES.items()))
