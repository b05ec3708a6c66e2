"""The blocks of a chapter as paragraphs, tables and pictures of Word. No look is chosen here."""

import re
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE

from kartlegg.language import Language
from kartlegg.report.blocks import (
    Block,
    Bullets,
    Chapter,
    Document,
    Drawings,
    FigureBlock,
    Heading,
    Paragraph,
    Run,
    TableBlock,
)
from kartlegg.report.layout.anatomy import figure_label, table_label
from kartlegg.report.layout.anchors import Anchors
from kartlegg.report.layout.captions import word
from kartlegg.report.layout.fitting import Fit
from kartlegg.report.word.captions import Captions, reference
from kartlegg.report.word.elements import Bookmarks, bookmark_name, join, link_inside, link_outside, paragraph, run
from kartlegg.report.word.figures import Pictures, figure_paragraphs
from kartlegg.report.word.tables import notes_beneath, table_rows

_RUN_STYLES = {(False, False): "", (True, False): "Strong", (False, True): "Emphasis", (True, True): "StrongEmphasis"}


@dataclass
class BlockWriter:
    """Writes blocks one after the other; captions, bookmarks and pictures are numbered through the whole file."""

    word_document: WordDocument
    anchors: Anchors
    drawings: Drawings
    language: Language
    labels: dict[str, str]
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    captions: Captions = field(init=False)
    pictures: Pictures = field(init=False)
    section: str = ""
    counted: int = 0

    def __post_init__(self) -> None:
        """Begin the numbering."""
        self.captions = Captions(self.bookmarks)
        self.pictures = Pictures(self.word_document)

    def write(self, block: Block, chapter: Chapter, fits: dict[str, Fit]) -> str:
        """Return one block. Tables, figures and paragraphs with a digit stand within bookmarks of fixed names."""
        if isinstance(block, Heading):
            return self._heading(block, chapter)
        if isinstance(block, Paragraph):
            style = "Lead" if block.lead else "BodyText"
            return self._numbers(paragraph(style, self._runs(block.runs, chapter)), block.plain)
        if isinstance(block, Bullets):
            return join(
                self._numbers(paragraph("ListBullet", self._runs(item, chapter)), "".join(one.text for one in item))
                for item in block.items
            )
        name = self.anchors.name(chapter, block.anchor)
        written = self._table(block, name, fits) if isinstance(block, TableBlock) else self._figure(block, name)
        return self.bookmarks.around(bookmark_name(name), written)

    def _heading(self, block: Heading, chapter: Chapter) -> str:
        name = self.anchors.name(chapter, block.anchor)
        self.section, self.counted = name, 0
        number = run(block.number, "HeadingNumber") + run(" ") if block.number else ""
        words = self.bookmarks.around(bookmark_name(name), number + run(block.text))
        return paragraph(f"Heading{block.level}", words)

    def _numbers(self, written: str, words: str) -> str:
        """Put a paragraph that tells numbers within a bookmark: "tall_", its heading's anchor, its place below it."""
        if not re.search(r"\d", words):
            return written
        self.counted += 1
        return self.bookmarks.around(bookmark_name(f"{self.section}-{self.counted}", "tall_"), written)

    def _table(self, block: TableBlock, name: str, fits: dict[str, Fit]) -> str:
        title, kind = block.table.title.get(self.language), word("table", self.language)
        caption = self.captions.caption(kind, block.table.number, title, name)
        rows = table_rows(block.table, fits[block.anchor], self.language)
        return caption + rows + notes_beneath(block.table, self.language)

    def _figure(self, block: FigureBlock, name: str) -> str:
        return figure_paragraphs(block, name, self.drawings, self.pictures, self.captions, self.language)

    def _runs(self, runs: tuple[Run, ...], chapter: Chapter) -> str:
        return join(self._run(one, chapter) for one in runs)

    def _run(self, one: Run, chapter: Chapter) -> str:
        if one.href is None:
            return run(one.text, _RUN_STYLES[one.strong, one.emphasis])
        words = run(one.text, "Hyperlink")
        if not one.href.startswith("#"):
            relations = self.word_document.part
            return link_outside(relations.relate_to(one.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True), words)
        name = self.anchors.target(chapter, one.href)
        cross = reference(name, self.labels[name], one.text) if name in self.labels else None
        return cross or link_inside(bookmark_name(name), words)


def labels_of(document: Document, anchors: Anchors, language: Language = "nb") -> dict[str, str]:
    """Return the label ("Tabell 4.5") of every table and figure by its anchor."""
    labels = {}
    for chapter in document.chapters:
        for one in chapter.tables:
            labels[anchors.name(chapter, one.anchor)] = table_label(one.table, language)
        for drawn in chapter.figures:
            labels[anchors.name(chapter, drawn.anchor)] = figure_label(drawn.figure, language)
    return labels
