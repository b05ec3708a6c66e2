"""The Word file as a package: properties, the typeface, fixed dates. Nothing of the text may enter."""

import io
import uuid
import zipfile
from collections.abc import Mapping
from datetime import datetime

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from kartlegg.report.layout.text_width import FAMILY, Weight, font_file
from kartlegg.report.word.elements import plain

_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FONT_TABLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
_FACES: dict[str, Weight] = {
    "embedRegular": "Regular",
    "embedBold": "Bold",
    "embedItalic": "It",
    "embedBoldItalic": "BoldIt",
}
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


class Held(Part):
    """A part whose content is put into the file as it is, once: pictures and fonts are pressed already, or large."""

    def __init__(self, name: str, kind: str, content: bytes, document: WordDocument) -> None:
        """`name` is its place in the package, `kind` its content type."""
        super().__init__(PackURI(name), kind, None, document.part.package)
        self.content = content

    @property
    def blob(self) -> bytes:
        """Return nothing: python-docx would press it, `saved` puts `content` in its place."""
        return b""


def set_core_properties(
    document: WordDocument, *, title: str, subject: str, author: str, language: str, made_on: str
) -> None:
    """Set what a file manager and a screen reader tell of the file; `made_on` is an ISO date."""
    properties, made = document.core_properties, datetime.fromisoformat(made_on)
    properties.title, properties.subject, properties.author = title, subject, author
    properties.language, properties.created, properties.modified = language, made, made
    properties.last_modified_by, properties.comments, properties.keywords = author, "", ""
    properties.revision = 1


def add_custom_properties(document: WordDocument, values: Mapping[str, str]) -> None:
    """Add document properties of our own, which fields in the text and other programs can read."""
    rows = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{plain(name)}"><vt:lpwstr>{plain(value)}</vt:lpwstr>'
        "</property>"
        for number, (name, value) in enumerate(values.items(), 2)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM, xml.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def embed_typeface(document: WordDocument) -> None:
    """Put the typeface into the file, so that it looks the same where it is not installed (its licence allows it).

    Source of the format: ECMA-376, 1st edition, part 4, 2.8.1 (now part 1, 17.8.1): the first 32 bytes of a font are
    mixed with a key.
    """
    package = document.part.package
    keys = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"{FAMILY} {weight}")).upper() for weight in _FACES.values()]
    faces = [
        f'<w:{tag} r:id="rId{number}" w:fontKey="{{{key}}}"/>'
        for number, (tag, key) in enumerate(zip(_FACES, keys, strict=True), 1)
    ]
    table = Part(PackURI("/word/fontTable.xml"), _FONT_TABLE, _font_table("".join(faces)), package)
    for number, (weight, key) in enumerate(zip(_FACES.values(), keys, strict=True), 1):
        content = _mixed(font_file(weight).read_bytes(), key)
        font = Held(f"/word/fonts/font{number}.odttf", _FONT, content, document)
        table.rels.add_relationship(RELATIONSHIP_TYPE.FONT, font, f"rId{number}")
    document.part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)


def _mixed(content: bytes, key: str) -> bytes:
    mixer = bytes.fromhex(key.replace("-", ""))[::-1] * 2
    return bytes(a ^ b for a, b in zip(content[:32], mixer, strict=True)) + content[32:]


def _font_table(faces: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<w:font w:name="{FAMILY}"><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        f"{faces}</w:font></w:fonts>"
    ).encode()


def saved(document: WordDocument) -> bytes:
    """Return the file: parts in a fixed order with fixed dates, so that equal documents are equal bytes."""
    loose = io.BytesIO()
    document.save(loose)
    held = {
        part.partname.membername: part.content
        for part in document.part.package.iter_parts()
        if isinstance(part, Held)
    }
    fixed = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name)  # its date is the first that a zip can tell
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            )  # pressed already
            entry.external_attr = 0o600 << 16
            target.writestr(entry, held[name] if name in held else source.read(name))
    return fixed.getvalue()
