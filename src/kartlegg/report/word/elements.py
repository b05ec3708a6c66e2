"""WordprocessingML as text: paragraphs, runs, fields, bookmarks. No look is chosen here (publication_styles.xml)."""

import re
from collections.abc import Iterable
from itertools import count
from zlib import crc32

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)

_NOT_PLAIN = re.compile('[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[&<>"]')
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_LONGEST_NAME = 40

PLAIN_LETTERS = {ord("æ"): "ae", ord("ø"): "o", ord("å"): "a"}
"""Norwegian letters where only English ones are taken."""


def plain(text: str) -> str:
    """Return `text` as it may stand in XML, in text or in an attribute; signs XML cannot hold become U+FFFD."""
    return _NOT_PLAIN.sub(lambda sign: _WRITTEN.get(sign[0], "\ufffd"), text)


def run(text: str, style: str = "") -> str:
    """Return a run of text in a character style, named by its identifier; empty for none."""
    return f'<w:r>{_look(style)}<w:t xml:space="preserve">{plain(text)}</w:t></w:r>'


def paragraph(style: str, content: str = "", *, keep_next: bool = False, section: str = "") -> str:
    """Return a paragraph in a paragraph style; `section` is the properties of a section that it ends."""
    keep = "<w:keepNext/>" if keep_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{section}</w:pPr>{content}</w:p>'


def field(instruction: str, words: str, style: str = "") -> str:
    """Return a field that shows `words` until it is renewed, in a character style."""
    return field_start(instruction, style) + run(words, style) + field_end(style)


def field_start(instruction: str, style: str = "") -> str:
    """Return the opening of a field whose result may reach over paragraphs; field_end closes it."""
    code = f'<w:instrText xml:space="preserve"> {plain(instruction)} </w:instrText>'
    parts = ('<w:fldChar w:fldCharType="begin"/>', code, '<w:fldChar w:fldCharType="separate"/>')
    return join(f"<w:r>{_look(style)}{part}</w:r>" for part in parts)


def field_end(style: str = "") -> str:
    """Return the closing of a field."""
    return f'<w:r>{_look(style)}<w:fldChar w:fldCharType="end"/></w:r>'


def _look(style: str) -> str:
    return f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""


def lookup_field(name: str) -> str:
    """Return the instruction of a field that shows the document property `name`: what a look-up found."""
    return f"DOCPROPERTY {name}"


def link_inside(name: str, content: str) -> str:
    """Return a link to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def link_outside(relation: str, content: str) -> str:
    """Return a link to the address that the relationship `relation` holds."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'


def bookmark_name(name: str, prefix: str = "") -> str:
    """Return a name that Word takes for a bookmark: 40 letters, digits and underscores, not a digit first.

    A name that is too long is cut and told apart by its checksum.
    """
    letters = name.translate(PLAIN_LETTERS)
    whole = prefix + re.sub(r"[^A-Za-z0-9]+", "_", letters)
    if not re.match(r"[A-Za-z_]", whole):
        whole = f"b_{whole}"
    if len(whole) <= _LONGEST_NAME:
        return whole
    return f"{whole[: _LONGEST_NAME - 9]}_{crc32(name.encode()):08x}"


class Bookmarks:
    """Numbers the bookmarks of a file, as Word asks."""

    def __init__(self) -> None:
        """Begin at 1."""
        self._numbers = count(1)

    def around(self, name: str, content: str) -> str:
        """Return `content` (runs, or whole paragraphs and tables) within a bookmark."""
        number = next(self._numbers)
        return f'<w:bookmarkStart w:id="{number}" w:name="{plain(name)}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def join(parts: Iterable[str]) -> str:
    """Return the parts one after the other."""
    return "".join(parts)
