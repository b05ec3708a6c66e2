"""What an author's Word file says: paragraphs in order, bookmarks, look-ups, links. Judging may not enter.

Word and other word processors divide runs, move bookmarks to the paragraph beside, and write fields in two ways; none
of that is a change of the text.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from kartlegg.report.blocks import Run
from kartlegg.report.word.prose import tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CHANGED = ("ins", "del", "moveFrom", "moveTo")
_HOLDERS = ("ins", "smartTag", "sdt", "sdtContent", "hyperlink", "fldSimple")
_INSTRUCTION = re.compile(r'\s*(DOCPROPERTY|REF|HYPERLINK)\s+(?:\\l\s+)?"?([^\s"\\]+)"?')
_NOT_TEXT = {"a note": ("footnoteReference", "endnoteReference"), "a picture": ("drawing", "pict", "object")}
_SIGNS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\u2011"}
_MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph of the file: the bookmarks that begin in it, its style's identifier, its text.

    `within` are the bookmarks around it that began before; `left_out` names what cannot be taken over.
    """

    bookmarks: tuple[str, ...]
    within: frozenset[str]
    style: str
    runs: tuple[Run, ...]
    left_out: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The words without style."""
        return "".join(run.text for run in self.runs).strip()


@dataclass(frozen=True, slots=True)
class WordFile:
    """What was read: paragraphs in order, document properties by name, whether changes are still tracked in it."""

    paragraphs: tuple[Written, ...]
    properties: Mapping[str, str]
    tracked: bool


def read_word_file(content: bytes, link_of: Callable[[str], str | None]) -> WordFile:
    """Return what a Word file says; `link_of` gives the `#anchor` that a bookmark stands for.

    Raises ValueError, saying what was found, where it is no Word file that can be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST_BYTES:
                raise ValueError("a file that is too large when unpacked")
            body = _parsed(package.read("word/document.xml")).find(f"{_W}body")
            properties = _properties(package)
            addresses = _addresses(package)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise ValueError("a file that is no Word document (.docx), or a damaged one") from error
    if body is None:
        raise ValueError("a Word document without text")
    tracked = _has(body, _CHANGED)
    reader = _Reader(link_of, addresses)
    return WordFile(tuple(reader.paragraphs(body)), properties, tracked)


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _properties(package: zipfile.ZipFile) -> dict[str, str]:
    if "docProps/custom.xml" not in package.namelist():
        return {}
    found = _parsed(package.read("docProps/custom.xml"))
    return {one.get("name", ""): "".join(one.itertext()) for one in found}


def _addresses(package: zipfile.ZipFile) -> dict[str, str]:
    name = "word/_rels/document.xml.rels"
    if name not in package.namelist():
        return {}
    relations = _parsed(package.read(name)).iter(f"{_RELATIONS}Relationship")
    return {one.get("Id", ""): one.get("Target", "") for one in relations}


@dataclass
class _Field:
    """A field that is being read: its instruction, and whether its result has begun."""

    instruction: str = ""
    shown: bool = False


@dataclass
class _Reader:
    """Walks the body; `_open` are the bookmarks that have begun and not ended, by their number in the file."""

    link_of: Callable[[str], str | None]
    addresses: Mapping[str, str]
    _open: dict[str, str] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)

    def paragraphs(self, parent: etree._Element) -> Iterator[Written]:
        """Yield the paragraphs in order; a table is one without text."""
        for child in parent:
            name = _local(child)
            if name == "p":
                yield self._paragraph(child)
            elif name in ("bookmarkStart", "bookmarkEnd"):
                self._bookmark(child)
            elif name in ("sdt", "sdtContent", "customXml"):
                yield from self.paragraphs(child)
            elif name == "tbl":
                yield Written((), frozenset(self._open.values()), "", (), ("a table",))
                for mark in child.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
                    self._bookmark(mark)
                self._waiting.clear()  # what begins in a table is no paragraph's

    def _paragraph(self, element: etree._Element) -> Written:
        begun, runs = [*self._waiting], []
        self._waiting.clear()
        within: frozenset[str] | None = None
        for one in self._walk(element, None):
            if isinstance(one, str):
                begun.append(one)
            elif one.text:
                if within is None:
                    within = frozenset(self._open.values()) - set(begun)
                runs.append(one)
        left_out = [what for what, names in _NOT_TEXT.items() if _has(element, names)]
        style = element.find(f"{_W}pPr/{_W}pStyle")
        named = "" if style is None else style.get(f"{_W}val", "")
        self._waiting.clear()
        around = frozenset(self._open.values()) - set(begun) if within is None else within
        return Written(tuple(begun), around, named, tidy(runs), tuple(left_out))

    def _walk(self, parent: etree._Element, href: str | None) -> Iterator[Run | str]:
        """Yield the runs of a paragraph and, as text, the bookmarks that begin in it."""
        for child in parent:
            name = _local(child)
            if name == "r":
                yield from self._run(child, href)
            elif name == "hyperlink":
                yield from self._walk(child, self._linked(child) or href)
            elif name == "fldSimple":
                self._fields.append(_Field(child.get(f"{_W}instr", ""), shown=True))
                yield from self._walk(child, href)
                self._fields.pop()
            elif name == "bookmarkStart":
                self._bookmark(child)
                yield child.get(f"{_W}name", "")
            elif name == "bookmarkEnd":
                self._bookmark(child)
            elif name in _HOLDERS:
                yield from self._walk(child, href)

    def _bookmark(self, mark: etree._Element) -> None:
        number = mark.get(f"{_W}id", "")
        if _local(mark) == "bookmarkEnd":
            ended = self._open.get(number)  # LibreOffice begins a bookmark again at its end, and ends it once
            self._open = {of: name for of, name in self._open.items() if name != ended}
        else:
            self._open[number] = mark.get(f"{_W}name", "")
            self._waiting.append(self._open[number])

    def _linked(self, element: etree._Element) -> str | None:
        inside = element.get(f"{_W}anchor")
        return self.link_of(inside) if inside else self.addresses.get(element.get(f"{_R}id", ""))

    def _run(self, element: etree._Element, href: str | None) -> Iterator[Run]:
        look = element.find(f"{_W}rPr")
        style = _value(look, "rStyle")
        if style == "HeadingNumber":
            return
        strong = style.startswith("Strong") or _is_on(look, "b")
        emphasis = "Emphasis" in style or _is_on(look, "i")
        for child in element:
            name = _local(child)
            if name == "fldChar":
                self._mark(child.get(f"{_W}fldCharType", ""))
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif name == "t" or name in _SIGNS:
                text = child.text or "" if name == "t" else _SIGNS[name]
                if all(one.shown for one in self._fields):
                    yield self._told(Run(text, strong, emphasis, href))

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _told(self, one: Run) -> Run:
        """Return the run as what its field makes it: a look-up or a link."""
        for of in reversed(self._fields):
            found = _INSTRUCTION.match(of.instruction)
            if found and found[1] == "DOCPROPERTY":
                return Run(one.text, one.strong, one.emphasis, None, found[2])
            if found:
                return Run(one.text, href=self.link_of(found[2]))
        return Run(one.text, href=one.href) if one.href else one


def _has(element: etree._Element, names: tuple[str, ...]) -> bool:
    return next(element.iter(*(f"{_W}{name}" for name in names)), None) is not None


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _value(look: etree._Element | None, name: str) -> str:
    found = None if look is None else look.find(f"{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val", ""))


def _is_on(look: etree._Element | None, name: str) -> bool:
    found = None if look is None else look.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")
