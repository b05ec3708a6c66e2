"""Refuses a file that is unsafe or no Excel file, before any of its content is read. No cell is looked at here.

A file from outside may be made to fill memory or disk, to run, or to fetch: whatever a help sheet has no use for is
refused with a sentence that says what to do.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from kartlegg.errors import Fault, HelpSheetError

MOST_BYTES = 10_000_000
"""The largest file that is taken in."""

MOST_UNPACKED = 25_000_000
"""The most that all parts of it may take when unpacked, in bytes."""

MOST_RATIO = 250
"""How many times its own size a part may take when unpacked, where it is larger than SMALL_PART."""

MOST_CELLS = 200_000
"""How many cells all sheets may have together; a form of 600 variables has some 10 000."""

MOST_PARTS = 400
SMALL_PART = 1_000_000

_OLD_OFFICE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_SAVE = "save it as an Excel workbook (.xlsx) and send it again"
_REFUSED: Mapping[str, tuple[str, str, str]] = {
    "too_large": ("a file of more than {} MB", "a help sheet", "take pictures and other sheets out of it"),
    "encrypted": ("a file with a password", "a file that can be read", "take the password away and save it again"),
    "old_excel": ("a file of the old kind (.xls)", "an Excel workbook (.xlsx)", _SAVE),
    "not_excel": ("a file that is no Excel workbook", "the help sheet (.xlsx)", _SAVE),
    "damaged": ("a damaged file", "an Excel workbook (.xlsx)", "open it in Excel, save it and send it again"),
    "macros": ("a file with macros", "a workbook without macros", _SAVE),
    "external_links": (
        "links to other files",
        "a workbook that stands alone",
        "turn the formulas that fetch from other files into numbers",
    ),
    "too_many_cells": ("too many cells", "a help sheet", "take the other sheets out"),
    "unpacks_too_large": ("a file that swells when it is unpacked", "a help sheet", "copy the answers to a new one"),
}
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PARTS_WITH_MACROS = ("vbaproject", "macrosheets/", "activex/", "embeddings/")
_PARTS_THAT_FETCH = ("externallinks/", "connections.xml", "querytables/")


def refusal(reason: str, file: str, *, found: str = "") -> HelpSheetError:
    """Return the error for one of the reasons that a file is refused for."""
    told, expected, remedy = _REFUSED[reason]
    return HelpSheetError(
        reason, Fault(file, None, None, found or told.format(MOST_BYTES // 1_000_000), expected, remedy)
    )


def refuse_unsafe(content: bytes, file: str) -> None:
    """Raise HelpSheetError where the content is no Excel workbook, or one that a help sheet never is."""
    if len(content) > MOST_BYTES:
        raise refusal("too_large", file)
    if content.startswith(_OLD_OFFICE):
        raise refusal("encrypted" if _ENCRYPTED in content else "old_excel", file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            reason = next(_reasons(archive), None)
    except zipfile.BadZipFile as error:
        raise refusal("damaged" if content.startswith(b"PK") else "not_excel", file) from error
    except (OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise refusal("damaged", file) from error
    if reason is not None:
        raise refusal(reason, file)


def _reasons(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield why the file is refused; no part is unpacked before the size of all is known."""
    parts = archive.infolist()
    names = [part.filename.lower().replace("\\", "/") for part in parts]
    swelling = (part for part in parts if part.file_size > SMALL_PART)
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or any(part.file_size > MOST_RATIO * max(1, part.compress_size) for part in swelling)
    ):
        yield "unpacks_too_large"
    if any(part.flag_bits & 1 for part in parts):
        yield "encrypted"
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        yield "not_excel"
    if len(set(names)) < len(names):
        yield "damaged"
    types = archive.read(next(part for part in parts if part.filename.lower() == "[content_types].xml"))
    if b"macroEnabled" in types or any(part in name for name in names for part in _PARTS_WITH_MACROS):
        yield "macros"
    if any(part in name for name in names for part in _PARTS_THAT_FETCH):
        yield "external_links"
    cells = 0
    for part in parts:
        content = archive.read(part)  # whatever it is called: a sheet may have any name
        if _has_entities(content):
            yield "damaged"
        cells += sum(1 for _ in _CELL.finditer(content))
    if cells > MOST_CELLS:
        yield "too_many_cells"


def _has_entities(content: bytes) -> bool:
    """Return whether an XML part defines names of its own, by which a short text may become endless."""
    return any(mark in content for mark in _ENTITIES) or b"\x00" in content[:4]
