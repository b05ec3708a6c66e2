"""Each file that is not taken in, with the sentence that says why; nothing of it is read."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from kartlegg.errors import HelpSheetError
from kartlegg.forms.help_sheet import archive, cells
from kartlegg.forms.help_sheet.read import read_help_sheet
from kartlegg.forms.help_sheet.stamp import Stamp, UnitOnSheet, parse_stamp, stamp_of
from kartlegg.forms.help_sheet.write import write_help_sheet
from tests.forms.small_form import ROUND, SURVEY, small_form

FORM = small_form()
STAMP = stamp_of(FORM, SURVEY, ROUND, "A1")


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return write_help_sheet(FORM, SURVEY, ROUND, UnitOnSheet("A1", "Hillside"), answers={"night": "yes"})


def with_parts(content: bytes, parts: dict[str, bytes], *, without: str = "") -> bytes:
    """The file with other parts, in the place of those of the same name, and without one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name != without:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name)


def macro_type(content: bytes) -> bytes:
    types = part(content, "[Content_Types].xml")
    return with_parts(content, {"[Content_Types].xml": types.replace(b"sheet.main", b"sheet.macroEnabled.main")})


def encrypted_flag(content: bytes) -> bytes:
    """The file with the mark of a password on its first part."""
    place = content.index(b"PK\x01\x02") + 8
    return content[:place] + b"\x01" + content[place + 1 :]


def huge_sheet(content: bytes) -> bytes:
    name = "xl/worksheets/sheet2.xml"
    start = part(content, name).partition(b'<dimension ref="')
    size = start[2].partition(b'"')[0]
    return with_parts(
        content,
        {name: part(content, name).replace(b'ref="' + size, b'ref="A1:F' + str(cells.MOST_ROWS + 1).encode())},
    )


def resaved(content: bytes) -> bytes:
    """The file as another program writes it, without its hidden sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    del book["Lister"]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def without_forms(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    del book["1 Lampevakter"], book["2 Arbeidet dag natt"]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa">]><a>&a;</a>'
BAD: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "too large": ("too_large", lambda c: b"PK" + bytes(archive.MOST_BYTES), "a file of more than 10 MB"),
    "old Excel": ("old_excel", lambda c: b"\xd0\xcf\x11\xe0" + bytes(100), "a file of the old kind (.xls)"),
    "password": (
        "encrypted",
        lambda c: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "a file with a password",
    ),
    "zip password": ("encrypted", encrypted_flag, "a file with a password"),
    "no zip": ("not_excel", lambda c: b"fte_street;3\n", "a file that is no Excel workbook"),
    "nothing": ("not_excel", lambda c: b"", "a file that is no Excel workbook"),
    "cut short": ("damaged", lambda c: c[:4000], "a damaged file"),
    "another zip": (
        "not_excel",
        lambda c: with_parts(c, {}, without="xl/workbook.xml"),
        "a file that is no Excel workbook",
    ),
    "a part twice": ("damaged", lambda c: with_parts(c, {"XL/workbook.xml": b"<a/>"}), "a damaged file"),
    "macros": ("macros", lambda c: with_parts(c, {"xl/vbaProject.bin": b"x"}), "a file with macros"),
    "macro type": ("macros", macro_type, "a file with macros"),
    "old macros": ("macros", lambda c: with_parts(c, {"xl/macrosheets/sheet1.xml": b"<a/>"}), "a file with macros"),
    "links": (
        "external_links",
        lambda c: with_parts(c, {"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        "links to other files",
    ),
    "data": ("external_links", lambda c: with_parts(c, {"xl/connections.xml": b"<a/>"}), "links to other files"),
    "bomb": (
        "unpacks_too_large",
        lambda c: with_parts(c, {"xl/media/a.bin": bytes(archive.SMALL_PART + 1)}),
        "a file that swells when it is unpacked",
    ),
    "many cells": (
        "too_many_cells",
        lambda c: with_parts(c, {"xl/worksheets/sheet9.xml": b"<c " * (archive.MOST_CELLS + 1)}),
        "too many cells",
    ),
    "many parts": (
        "unpacks_too_large",
        lambda c: with_parts(c, {f"xl/a{n}.bin": b"" for n in range(archive.MOST_PARTS)}),
        "a file that swells when it is unpacked",
    ),
    "entities": ("damaged", lambda c: with_parts(c, {"xl/sharedStrings.xml": ENTITY}), "a damaged file"),
    "broken XML": ("damaged", lambda c: with_parts(c, {"xl/workbook.xml": b"<workbook"}), "a damaged file"),
    "missing words": ("damaged", lambda c: with_parts(c, {}, without="xl/sharedStrings.xml"), "a damaged file"),
    "huge sheet": ("too_many_cells", huge_sheet, "a sheet of 10001 rows and 6 columns"),
    "no stamp": ("no_stamp", resaved, "no mark of a help sheet"),
    "no forms": ("no_sheets", without_forms, "no sheet of the form"),
}


@pytest.mark.parametrize(("reason", "spoil", "found"), BAD.values(), ids=list(BAD))
def test_a_bad_file_is_refused(sheet: bytes, reason: str, spoil: Callable[[bytes], bytes], found: str) -> None:
    with pytest.raises(HelpSheetError) as refused:
        read_help_sheet(spoil(sheet), FORM, STAMP, {}, file="ark.xlsx")
    (fault,) = refused.value.faults
    assert (refused.value.reason, fault.found) == (reason, found)
    assert str(fault).startswith("ark.xlsx")
    assert fault.remedy


def test_a_part_that_lies_of_its_size_is_refused(sheet: bytes) -> None:
    """A part that says it is small and unpacks to more is never unpacked further than it says."""
    swelling = with_parts(sheet, {"xl/theme/theme1.xml": b"<a>" + b" " * 3_000_000 + b"</a>"})
    told = zipfile.ZipFile(io.BytesIO(swelling)).getinfo("xl/theme/theme1.xml").file_size.to_bytes(4, "little")
    lying = swelling.replace(told, (500).to_bytes(4, "little"))
    with pytest.raises(HelpSheetError, match="a damaged file"):
        read_help_sheet(lying, FORM, STAMP, {})


@pytest.mark.parametrize(
    ("expected", "reason", "sentence"),
    [
        (
            Stamp("harbours", 2032, STAMP.definition, "A1"),
            "other_survey",
            "a sheet of the unit A1 in the round 2032 of lamps; expected one of the survey harbours; to mend it, "
            "name the survey lamps, or fetch a new help sheet",
        ),
        (Stamp("lamps", 2034, STAMP.definition, "A1"), "other_round", "to mend it, name the round 2032, or fetch"),
        (
            Stamp("lamps", 2032, STAMP.definition, "B1"),
            "other_unit",
            "of the unit A1 in the round 2032 of lamps; expected one of the unit B1; to mend it, name the unit A1",
        ),
        (Stamp("lamps", 2032, "0" * 12, "A1"), "other_version", "to mend it, fetch a new help sheet and copy"),
    ],
)
def test_the_sheet_of_another_is_refused(sheet: bytes, expected: Stamp, reason: str, sentence: str) -> None:
    with pytest.raises(HelpSheetError, match=sentence) as refused:
        read_help_sheet(sheet, FORM, expected, {})
    assert refused.value.reason == reason


def test_a_sheet_for_anyone_fits_every_unit() -> None:
    blank = write_help_sheet(FORM, SURVEY, ROUND, answers={"night": "no"})
    assert read_help_sheet(blank, FORM, STAMP, {}).answers == {"night": "no"}


def test_another_word_in_the_form_is_another_version() -> None:
    other = small_form(intro={"nb": "Tell alle nå."})
    assert stamp_of(other, SURVEY, ROUND, "A1") != STAMP


@pytest.mark.parametrize("text", ["", "lamps", "lamps|x|y|z", "lamps|2032|abc", "lamps|2032|abc|A1|more"])
def test_what_is_no_stamp_is_none(text: str) -> None:
    assert parse_stamp(text) is None
