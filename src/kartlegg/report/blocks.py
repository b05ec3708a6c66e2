"""The one middle form between chapters and files: headings, paragraphs, lists, tables and figures."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from kartlegg.language import Language, Text
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Table


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of running text in one style. `href` is an outside address or `#anchor` within the publication.

    `lookup` names the look-up that the words come from, empty for words that stand in the chapter.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str | None = None
    lookup: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is the chapter, 2 a section, 3 a subsection. `number` is such as "4.2", empty for none.

    `text` is bokmål, `en` the same in English, empty where it has not been translated.
    """

    level: int
    text: str
    anchor: str
    number: str = ""
    en: str = ""

    def get(self, language: Language) -> str:
        """Return the words in `language`, in bokmål where there are no others."""
        return self.en if language == "en" and self.en else self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `lead` marks the opening summary of a chapter.

    `name` holds over versions of the publication; a paragraph that an author has added has none.
    """

    runs: tuple[Run, ...]
    lead: bool = False
    name: str = ""

    @property
    def plain(self) -> str:
        """The words without style."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points. `names` are those of the items, as of paragraphs."""

    items: tuple[tuple[Run, ...], ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in its place. `anchor` is such as `tabell-4.4`. `wide` asks for a landscape page."""

    table: Table
    anchor: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure in its place. `anchor` is such as `figur-4.2`."""

    figure: Figure
    anchor: str


Block = Heading | Paragraph | Bullets | TableBlock | FigureBlock


def _told(block: Block) -> object:
    """Return what a digest is made of in place of a block: tables and figures know their own."""
    match block:
        case TableBlock():
            return block.anchor, block.wide, block.table.digest
        case FigureBlock():
            return block.anchor, block.figure.digest
        case _:
            return block


@dataclass(frozen=True)
class Chapter:
    """One chapter: `number` such as "4" or "D", `slug` such as "nasjonale-tall", first block a level 1 Heading.

    Prose is bokmål; `title` is in both languages.
    """

    number: str
    slug: str
    title: Text
    blocks: tuple[Block, ...]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the chapter, for whoever keeps what is made of it."""
        told = [_told(block) for block in self.blocks]
        return hashlib.sha256(repr((self.number, self.slug, self.title, told)).encode()).hexdigest()

    @property
    def tables(self) -> tuple[TableBlock, ...]:
        """The tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, TableBlock))

    @property
    def figures(self) -> tuple[FigureBlock, ...]:
        """The figures in order."""
        return tuple(block for block in self.blocks if isinstance(block, FigureBlock))


@dataclass(frozen=True, slots=True)
class Document:
    """The publication. `made_on` is an ISO date taken from the Extract, never from the clock.

    `synthetic` tells that replies are made up in part, and every format must say so. `sources` tells what the
    chapters say themselves, by the names of paragraphs, where authors wrote something else (see `word.authors`).
    """

    title: Text
    subtitle: Text
    survey: str
    year: int
    made_on: str
    version: str
    chapters: tuple[Chapter, ...]
    attribution: tuple[Text, ...] = ()
    synthetic: Text | None = None
    publisher: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The SHA-256 of the publication, for whoever keeps what is made of it."""
        told = replace(self, chapters=()), [chapter.digest for chapter in self.chapters]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def tested(self) -> tuple[Table, ...]:
        """The tables with tests, those behind figures included, each once and whole."""
        tables: dict[str, Table] = {}
        for chapter in self.chapters:
            own = {block.table.number: block.table for block in chapter.tables}
            tables |= {block.figure.table.number: block.figure.table for block in chapter.figures} | own
        return tuple(table for table in tables.values() if table.tests)


Format = Literal["html", "pdf", "docx", "xlsx"]

FORMATS: tuple[Format, ...] = ("pdf", "docx", "xlsx", "html")
"""In the order they are offered to readers."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn figure in one language: the light SVG as text and a PNG at twice the size."""

    svg: str
    png: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the drawing, for whoever keeps what is made with it."""
        return hashlib.sha256(self.svg.encode() + self.png).hexdigest()


Drawings = dict[tuple[str, str], Drawing]
"""Drawings by (figure number, language); alternatives of a figure are numbered `5.6-2`, `5.6-3`, ..."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the publication: path within the format's folder (forward slashes) and content."""

    path: str
    content: bytes = field(repr=False)
