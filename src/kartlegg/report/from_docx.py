"""What authors wrote in the Word file, taken over into the publication. No number of theirs may enter.

A paragraph that an author has rewritten stands as rewritten in every format; its numbers are looked up anew. What the
author left alone follows the chapter. Paragraphs are known by their bookmarks, and whether one was rewritten by the
checksum of what the chapter said when the file was made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from kartlegg.errors import AuthorsError, Fault
from kartlegg.report.blocks import Block, Bullets, Chapter, Document, FigureBlock, Heading, Paragraph, Run, TableBlock
from kartlegg.report.differences import typed_findings
from kartlegg.report.layout.anchors import Anchors, anchors_in
from kartlegg.report.word.captions import reference_name
from kartlegg.report.word.contents import ABOUT
from kartlegg.report.word.elements import bookmark_name
from kartlegg.report.word.prose import (
    digest_of_prose,
    heading_bookmark,
    lookups_of,
    named_prose,
    plain_label,
    sources_of,
    text_bookmark,
)
from kartlegg.report.word.reading import WordFile, Written, read_word_file
from kartlegg.report.wording import NUMBER

What = Literal["rewritten", "rewritten, as was the chapter", "added", "removed"]
_LIST = "ListBullet"


@dataclass(frozen=True, slots=True)
class AuthorChange:
    """One thing that authors did: in which chapter and where, what the chapter says and what they wrote."""

    chapter: str
    place: str
    what: What
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Authored:
    """The publication with the authors' words, and what they changed in the order of the text."""

    document: Document
    changes: tuple[AuthorChange, ...]


def from_docx(content: bytes, document: Document, file: Path, allowed: Iterable[str] = ()) -> Authored:
    """Return the publication with what authors wrote in a Word file that `to_docx` made of an earlier version.

    `allowed` are digits that are names. Raises AuthorsError, naming chapter and paragraph, for a file that cannot be
    read or is of another publication, for changes that are still tracked, for a number that was typed or is no longer
    looked up, and for notes, pictures and tables of the authors' own.
    """
    anchors = Anchors(document)
    links = dict(_links(document, anchors))
    try:
        read = read_word_file(content, links.get)
    except ValueError as error:
        raise AuthorsError(
            Fault(file, None, None, str(error), _WANTED, "save it as a Word document again")
        ) from error
    _refuse_others(read, document, file)
    merger = _Merger(document, anchors, read, _arranged(document, anchors, read), file, tuple(allowed))
    chapters = tuple(merger.chapter(chapter) for chapter in document.chapters)
    if merger.faults:
        raise AuthorsError(merger.faults)
    merged = replace(document, chapters=chapters, sources=sources_of(document, anchors) if merger.changes else {})
    return Authored(merged, tuple(merger.changes))


_WANTED = "a Word file that Kartlegg made of this publication"


def _links(document: Document, anchors: Anchors) -> Iterator[tuple[str, str]]:
    for chapter in document.chapters:
        for anchor in anchors_in(chapter):
            name = anchors.name(chapter, anchor)
            yield bookmark_name(name), f"#{anchor}"
            yield reference_name(name), f"#{anchor}"


def _refuse_others(read: WordFile, document: Document, file: Path) -> None:
    survey = read.properties.get("Survey")
    if survey != document.survey:
        found = "a Word file without document properties" if survey is None else f"a file of the survey {survey}"
        raise AuthorsError(Fault(file, None, None, found, _WANTED, "begin with the Word file of a Release"))
    if read.tracked:
        remedy = "accept or reject all changes in Word, and save the file"
        raise AuthorsError(Fault(file, None, None, "changes that are still tracked", "settled text", remedy))


@dataclass(frozen=True, slots=True)
class _Arranged:
    """The paragraphs of the file: known ones by bookmark, added ones by the bookmark of what they stand after."""

    known: Mapping[str, Written]
    added: Mapping[str, list[Written]]


def _arranged(document: Document, anchors: Anchors, read: WordFile) -> _Arranged:
    prose = {name for chapter in document.chapters for name, _ in named_prose(chapter, anchors)}
    blocks = {
        bookmark_name(anchors.name(chapter, block.anchor))
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, TableBlock | FigureBlock)
    }
    known: dict[str, Written] = {}
    added: dict[str, list[Written]] = {}
    last = ""
    for one in read.paragraphs:
        if ABOUT in one.bookmarks:
            break
        inside = blocks.intersection((*one.bookmarks, *one.within))
        name = next((mark for mark in one.bookmarks if mark in prose or mark in read.properties), "")
        if name:
            known.setdefault(name, one)
            last = name
        elif inside:
            last = min(inside)
        elif last and (one.plain or one.left_out):
            added.setdefault(last, []).append(one)
    return _Arranged(known, added)


@dataclass
class _Merger:
    """Puts the authors' words into one chapter after the other."""

    document: Document
    anchors: Anchors
    read: WordFile
    arranged: _Arranged
    file: Path
    allowed: tuple[str, ...]
    changes: list[AuthorChange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look up every number once."""
        self._found = lookups_of(self.document)
        self._place = ""
        self._counted = 0
        self._number = ""

    def chapter(self, chapter: Chapter) -> Chapter:
        """Return the chapter with the authors' words."""
        self._number = chapter.number
        return replace(chapter, blocks=tuple(one for block in chapter.blocks for one in self._block(block, chapter)))

    def _block(self, block: Block, chapter: Chapter) -> Iterator[Block]:
        if isinstance(block, Heading):
            self._place, self._counted = block.text, -1
            name = heading_bookmark(chapter, block, self.anchors)
            own = (Run(block.text),)
            words = self._merged(name, own) if name in self.arranged.known else own  # links need their heading
            self._counted = 0
            yield replace(block, text="".join(one.text for one in words or own).strip())
            yield from self._added(name)
        elif isinstance(block, Paragraph):
            name = text_bookmark(block.name)
            words = self._merged(name, block.runs)
            if words is not None:
                yield replace(block, runs=words)
            yield from self._added(name)
        elif isinstance(block, Bullets):
            yield from self._bullets(block)
        else:
            yield block
            yield from self._added(bookmark_name(self.anchors.name(chapter, block.anchor)))

    def _bullets(self, block: Bullets) -> Iterator[Block]:
        items: list[tuple[tuple[Run, ...], str]] = []
        after: list[Written] = []
        for runs, name in zip(block.items, block.names, strict=True):
            words = self._merged(text_bookmark(name), runs)
            items += [] if words is None else [(words, name)]
            for one in self.arranged.added.get(text_bookmark(name), []):
                if one.style.replace(" ", "") == _LIST:
                    items.append((self._new(one), ""))
                else:
                    after.append(one)
        if items:
            yield Bullets(tuple(runs for runs, _ in items), tuple(name for _, name in items))
        yield from (Paragraph(self._new(one)) for one in after)

    def _added(self, name: str) -> Iterator[Block]:
        points: list[tuple[Run, ...]] = []
        for one in self.arranged.added.get(name, []):
            if one.style.replace(" ", "") == _LIST:
                points.append(self._new(one))
                continue
            if points:
                yield Bullets(tuple(points), ("",) * len(points))
                points = []
            yield Paragraph(self._new(one))
        if points:
            yield Bullets(tuple(points), ("",) * len(points))

    def _merged(self, name: str, own: tuple[Run, ...]) -> tuple[Run, ...] | None:
        """Return what stands under `name`: the chapter's words or the authors'; None where authors removed it."""
        self._counted += 1
        one, base = self.arranged.known.get(name), self.read.properties.get(name)
        if one is None:
            if base is None:
                return own  # the chapter has it since the file was made
            self._tell("removed", own, ())
            return None
        said, now = digest_of_prose(one.runs), digest_of_prose(own)
        if said in (base, now):
            return own
        words = self._renewed(one, own)
        self._tell("rewritten" if base in (now, None) else "rewritten, as was the chapter", own, words)
        return words

    def _new(self, one: Written) -> tuple[Run, ...]:
        words = self._renewed(one)
        self._tell("added", (), words)
        return words

    def _renewed(self, one: Written, own: tuple[Run, ...] = ()) -> tuple[Run, ...]:
        """Return an author's words with every number looked up anew; what cannot be is a fault.

        Links that the chapter's `own` words have too are written as there.
        """
        linked = {(piece.href, plain_label(piece.text)): piece.text for piece in own}
        for what in one.left_out:
            self._refuse(
                f"{what} of an author's own", "text", "take it out; tables and figures are made by the chapter"
            )
        words = []
        for piece in one.runs:
            if not piece.lookup:
                words.append(replace(piece, text=linked.get((piece.href, plain_label(piece.text)), piece.text)))
                self._refuse_typed(piece)
            elif piece.lookup in self._found:
                words.append(replace(piece, text=self._found[piece.lookup]))
            else:
                found = f"{piece.text.strip()!r}, which the chapter no longer looks up"
                self._refuse(found, "numbers of the chapter", "take it out, or let the chapter look it up")
        return tuple(words)

    def _refuse_typed(self, piece: Run) -> None:
        text = piece.text
        for name in self.allowed:
            text = text.replace(name, "")
        if piece.href is None and NUMBER.search(text):
            remedy = "copy a number that the report looks up, with its field, or let the chapter look it up"
            self._refuse(f"the typed number in {piece.text.strip()!r}", "numbers that are looked up", remedy)

        for fault in typed_findings(piece.text, self.file, self.allowed):
            self._refuse(fault.found, fault.expected, "take it out, or let the chapter say it")

    def _refuse(self, found: str, expected: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, None, self._told_place(), found, expected, remedy))

    def _told_place(self) -> str:
        return f'chapter {self._number}, "{self._place}", {self._which()}'

    def _which(self) -> str:
        return f"paragraph {self._counted}" if self._counted else "heading"

    def _tell(self, what: What, before: tuple[Run, ...], after: tuple[Run, ...]) -> None:
        texts = ("".join(one.text for one in runs).strip() for runs in (before, after))
        self.changes.append(AuthorChange(self._number, f"{self._place}, {self._which()}", what, *texts))
