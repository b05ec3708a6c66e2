"""The contents of the Word file as fields with their entries filled in. No page number may enter: Word counts pages.

A field that Word renews (F9, or when printing) gets page numbers then; until that the entries are links without one,
since any number written here would be a guess.
"""

from kartlegg.language import Language
from kartlegg.report.blocks import Document, Heading
from kartlegg.report.layout.anatomy import figure_label, table_label
from kartlegg.report.layout.anchors import Anchors
from kartlegg.report.layout.captions import Word, word
from kartlegg.report.word.elements import bookmark_name, field_end, field_start, join, link_inside, paragraph, run

ABOUT = "about_publication"
"""The bookmark of the last heading."""

_DEPTH = 2
_KINDS: tuple[Word, ...] = ("table", "figure")
_TAB = "<w:r><w:tab/></w:r>"
Entry = tuple[str, str, str]
"""Paragraph style, bookmark, finished runs."""


def contents(document: Document, anchors: Anchors, language: Language = "nb") -> str:
    """Return the contents, the list of tables and the list of figures, each with its heading."""
    table, figure = (f'TOC \\h \\z \\c "{word(kind, language)}"' for kind in _KINDS)
    headings = [*_headings(document, anchors), ("TOC1", ABOUT, run(word("about", language)))]
    parts = [
        _list("ContentsHeading", word("contents", language), f'TOC \\o "1-{_DEPTH}" \\h \\z \\u', headings),
        _list("ListHeading", word("tables", language), table, _tables(document, anchors, language)),
        _list("ListHeading", word("figures", language), figure, _figures(document, anchors, language)),
    ]
    return join(parts)


def _list(style: str, title: str, instruction: str, entries: list[Entry]) -> str:
    return paragraph(style, run(title)) + _filled(instruction, entries) if entries else ""


def _filled(instruction: str, entries: list[Entry]) -> str:
    last = len(entries) - 1
    return join(
        paragraph(
            style,
            (field_start(instruction) if index == 0 else "")
            + link_inside(name, runs)
            + (field_end() if index == last else ""),
        )
        for index, (style, name, runs) in enumerate(entries)
    )


def _headings(document: Document, anchors: Anchors) -> list[Entry]:
    return [
        (
            f"TOC{block.level}",
            bookmark_name(anchors.name(chapter, block.anchor)),
            run(f"{block.number} {block.text}".strip()),
        )
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, Heading) and block.level <= _DEPTH
    ]


def _tables(document: Document, anchors: Anchors, language: Language) -> list[Entry]:
    return [
        _entry(anchors.name(chapter, one.anchor), table_label(one.table, language), one.table.title.get(language))
        for chapter in document.chapters
        for one in chapter.tables
    ]


def _figures(document: Document, anchors: Anchors, language: Language) -> list[Entry]:
    return [
        _entry(anchors.name(chapter, one.anchor), figure_label(one.figure, language), one.figure.title.get(language))
        for chapter in document.chapters
        for one in chapter.figures
    ]


def _entry(name: str, label: str, title: str) -> Entry:
    return "TableofFigures", bookmark_name(name), run(label, "CaptionLabel") + _TAB + run(title)
