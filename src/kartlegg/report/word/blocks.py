"""The blocks of a chapter as paragraphs, tables and pictures of Word. No look is chosen here."""

from dataclasses import dataclass
from dataclasses import field as attribute

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
from kartlegg.report.word.elements import (
    Bookmarks,
    bookmark_name,
    field,
    join,
    link_inside,
    link_outside,
    lookup_field,
    paragraph,
    run,
)
from kartlegg.report.word.figures import Pictures, figure_paragraphs
from kartlegg.report.word.prose import heading_bookmark, text_bookmark
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
    bookmarks: Bookmarks = attribute(default_factory=Bookmarks)
    captions: Captions = attribute(init=False)
    pictures: Pictures = attribute(init=False)

    def __post_init__(self) -> None:
        """Begin the numbering."""
        self.captions = Captions(self.bookmarks)
        self.pictures = Pictures(self.word_document)

    def write(self, block: Block, chapter: Chapter, fits: dict[str, Fit]) -> str:
        """Return one block. Headings, tables, figures and named paragraphs stand within bookmarks of fixed names."""
        if isinstance(block, Heading):
            return self._heading(block, chapter)
        if isinstance(block, Paragraph):
            return self._prose("Lead" if block.lead else "BodyText", block.runs, chapter, block.name)
        if isinstance(block, Bullets):
            names = block.names or ("",) * len(block.items)
            return join(
                self._prose("ListBullet", item, chapter, name) for item, name in zip(block.items, names, strict=True)
            )
        name = self.anchors.name(chapter, block.anchor)
        written = self._table(block, name, fits) if isinstance(block, TableBlock) else self._figure(block, name)
        return self.bookmarks.around(bookmark_name(name), written)

    def _heading(self, block: Heading, chapter: Chapter) -> str:
        number = run(block.number, "HeadingNumber") + run(" ") if block.number else ""
        name = heading_bookmark(chapter, block, self.anchors)
        return paragraph(f"Heading{block.level}", self.bookmarks.around(name, number + run(block.text)))

    def _prose(self, style: str, runs: tuple[Run, ...], chapter: Chapter, name: str) -> str:
        words = self._runs(runs, chapter)
        return paragraph(style, self.bookmarks.around(text_bookmark(name), words) if name else words)

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
        style = _RUN_STYLES[one.strong, one.emphasis]
        if one.href is None:
            return field(lookup_field(one.lookup), one.text, style) if one.lookup else run(one.text, style)
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
