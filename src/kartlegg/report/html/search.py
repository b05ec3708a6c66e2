"""What the search of the web edition can find. How it is found (script/3_search.js) may not enter."""

import json
from collections.abc import Iterator

from kartlegg.language import Language
from kartlegg.report.blocks import Bullets, Chapter, Document, FigureBlock, Heading, Paragraph, TableBlock
from kartlegg.report.html.links import Place
from kartlegg.report.html.tables import LONG, row_id
from kartlegg.report.html.words import words_in
from kartlegg.report.layout.drawn import figures_of
from kartlegg.tabulation.table import Column, Table

Entry = tuple[str, str, str, str]
"""Kind (as in the group `kinds` or `search` of the words), text, where it stands, link from the edition's root."""


def search_script(document: Document, language: Language) -> bytes:
    """Return the script file that holds the index of one edition: a script so that it loads from a disk too."""
    entries = [entry for chapter in document.chapters for entry in _entries(chapter, language)]
    links = list(dict.fromkeys(link for *_, link in entries))
    places = list(dict.fromkeys(place for _, _, place, _ in entries))
    number_of, place_of = ({text: n for n, text in enumerate(texts)} for texts in (links, places))
    rows = [(kind, text, place_of[place], number_of[link]) for kind, text, place, link in entries]
    data = {"links": links, "places": places, "rows": rows}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.publicationIndex = {text};\n".encode()


def _entries(chapter: Chapter, language: Language) -> Iterator[Entry]:
    root = Place(language)
    title = chapter.title.get(language)
    section, anchor = title, ""
    for block in chapter.blocks:
        match block:
            case Heading(level=1):
                anchor = block.anchor
                yield "heading", title, "", root.page(chapter.slug, anchor)
            case Heading():
                section, anchor = block.get(language), block.anchor
                yield "heading", f"{block.number} {section}".strip(), title, root.page(chapter.slug, anchor)
            case Paragraph():
                yield "prose", block.plain, section, root.page(chapter.slug, anchor)
            case Bullets():
                for item in block.items:
                    text = "".join(run.text for run in item)
                    yield "prose", text, section, root.page(chapter.slug, anchor)
            case TableBlock():
                yield from _of_table(block, title, root.page(chapter.slug, block.anchor), language)
            case FigureBlock():
                link = root.page(chapter.slug, block.anchor)
                for view in figures_of(block.figure):
                    words = words_in(language).named("figure", block.figure.number)
                    yield "figure", f"{words} {view.title.get(language)}", title, link


def _of_table(block: TableBlock, chapter: str, link: str, language: Language) -> Iterator[Entry]:
    table = block.table
    name = words_in(language).named("table", table.number)
    page = link.partition("#")[0]
    yield "table", f"{name} {table.title.get(language)}", chapter, link
    kind = "row" if len(table.rows) > LONG else "category"
    for row in table.rows:
        if not row.closes:
            detail = f" {row.detail.get(language)}" if row.detail else ""
            yield kind, f"{row.label.get(language)}{detail}", name, f"{page}#{row_id(block.anchor, row.code)}"
    for text in _column_words(table, language):
        yield "variable", text, name, link


def _column_words(table: Table, language: Language) -> list[str]:
    """Return the words of the columns, groups and labels once each; years alone are nothing to search for."""

    def words(column: Column) -> list[str]:
        group = [column.group.get(language)] if column.group else []
        return [*group, column.label.get(language)]

    every = (text for column in table.columns for text in words(column))
    return [text for text in dict.fromkeys(every) if not text.strip().isdigit()]
