"""The typeface of the site: its licence goes with it, and the cut faces have a name that they may have."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from kartlegg.report.blocks import File
from kartlegg.report.html.assets import assets
from kartlegg.report.html.fonts import WEB_FAMILY, font_files

FACES = [file for file in font_files() if file.path.endswith(".woff2")]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.path)
def test_a_cut_face_has_another_name_than_the_reserved_one(face: File) -> None:
    with TTFont(BytesIO(face.content)) as font:
        names = {entry.nameID: entry.toUnicode() for entry in font["name"].names}
    assert names[1].startswith(WEB_FAMILY)
    assert [names[number] for number in (1, 3, 4, 6) if "Source" in names[number]] == []
    assert {0, 13, 14} <= set(names)
    assert "Reserved Font Name" in names[0]
    assert "SIL Open Font License" in names[13]


def test_the_licence_of_the_typeface_goes_with_it() -> None:
    (licence,) = (file.content.decode() for file in assets() if file.path == "assets/OFL.txt")
    for words in ("SIL OPEN FONT LICENSE Version 1.1", "with Reserved Font Name 'Source'", "PERMISSION & CONDITIONS"):
        assert words in licence


def test_the_style_sheet_calls_the_typeface_by_its_name() -> None:
    (style,) = (file.content.decode() for file in assets() if file.path == "assets/style.css")
    assert style.count(f'@font-face {{ font-family: "{WEB_FAMILY}"') == len(FACES)
    assert "Source Sans Pro" not in style
