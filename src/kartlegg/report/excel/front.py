"""The sheets before the tables: cover, contents, notes. No number from a table may enter."""

from math import ceil
from typing import Any

from kartlegg.language import Language, Text
from kartlegg.report.blocks import Document
from kartlegg.report.excel.sheets import ACCENT, AIR, LINE, MUTED, ROW, Listed, Looks, lines_of, sheet_name
from kartlegg.report.excel.text import METHOD, WHERE
from kartlegg.report.layout.captions import word, written_date
from kartlegg.report.layout.shorthand import EXPLAINED

_NAME_WIDTH, _TEXT_WIDTH, _COVER_WIDTH, _A4 = 18, 92, 70, 9
_WHAT = Text("Tabell, figur", "Table, figure")
_COVER_ROWS: dict[object, int] = {22: 34, 14: 26}
"""Height in points of the rows of the cover by size of type."""


def write_cover(workbook: Any, looks: Looks, document: Document, language: Language = "nb") -> None:
    """Write what the file is, of which data, and what a reader must know first."""
    page = front_page(workbook, word("cover", language))
    page.set_column(0, 0, _COVER_WIDTH, looks.format())
    warning = "" if document.synthetic is None else document.synthetic.get(language)
    facts = (
        (word("survey", language), document.survey),
        (word("extracted", language), written_date(document.made_on, language)),
        (word("made_with", language), document.version),
    )
    lines: list[tuple[str, dict[str, object]]] = [
        (document.title.get(language), {"bold": True, "font_size": 22}),
        (document.subtitle.get(language), {"font_size": 14, "font_color": MUTED}),
        (document.publisher, {"bold": True}),
        (f"{word('synthetic', language)}: {warning}" if warning else "", {"bold": True, "font_color": ACCENT}),
        *((f"{name}: {fact}", {}) for name, fact in facts),
    ]
    row = 0
    for text, look in lines:
        if text:
            page.write_string(row, 0, text, looks.format(text_wrap=True, **look))
            page.set_row(row, _COVER_ROWS.get(look.get("font_size"), ROW * ceil(len(text) / (_COVER_WIDTH - 12)) + 2))
            row += 1
    for name in (word("contents", language), word("notes", language)):
        page.write_url(row, 0, f"internal:'{name}'!A1", looks.link(), name)
        row += 1


def write_contents(page: Any, looks: Looks, listed: list[Listed], language: Language = "nb") -> None:
    """Write one line a table and figure, linked to its place, as a named table."""
    page.write_string(0, 0, word("contents", language), looks.title())
    notes = word("notes", language)
    rows = [Listed(notes, word("marks", language), notes), *listed]
    _table(
        page, looks, 1, "innhold", (_WHAT.get(language), word("title", language), word("sheet", language)), len(rows)
    )
    for number, one in enumerate(rows, 2):
        page.write_url(number, 0, f"internal:'{sheet_name(one.sheet)}'!A{one.row + 1}", looks.link(), one.name)
        lines = lines_of(one.title, _TEXT_WIDTH)
        if lines > 1:
            page.set_row(number, LINE * lines + AIR)
        page.write_string(number, 1, one.title, looks.format(text_wrap=lines > 1))
        page.write_string(number, 2, sheet_name(one.sheet), looks.format())
    for column, width in enumerate((_NAME_WIDTH, _TEXT_WIDTH, _NAME_WIDTH)):
        page.set_column(column, column, width, looks.format())
    page.freeze_panes(2, 0)


def write_notes(workbook: Any, looks: Looks, document: Document, language: Language = "nb") -> None:
    """Write the marks as a named table, then how the figures are made and where they come from."""
    page = front_page(workbook, word("notes", language))
    page.set_column(0, 0, _NAME_WIDTH, looks.format())
    page.set_column(1, 1, _TEXT_WIDTH, looks.format())
    page.write_string(0, 0, word("notes", language), looks.title())
    page.write_string(1, 0, WHERE.get(language), looks.format(font_color=MUTED))
    _table(page, looks, 2, "tegn", (word("mark", language), word("meaning", language)), len(EXPLAINED))
    row = 3
    for mark, text in EXPLAINED.items():
        page.write_string(row, 0, mark, looks.format())
        page.write_string(row, 1, text.get(language), looks.format())
        row += 1
    sources = [text.get(language) for text in (*_sources(document), *document.attribution)]
    for title, lines in (
        (word("method", language), [text.get(language) for text in METHOD]),
        (word("sources", language), list(dict.fromkeys(sources))),
    ):
        page.write_string(row, 0, title, looks.format(bold=True, valign="bottom"))
        page.set_row(row, 30)
        for line in lines:
            row += 1
            page.write_string(row, 0, line, looks.format())
        row += 1


def _sources(document: Document) -> list[Text]:
    return [block.table.source for chapter in document.chapters for block in chapter.tables]


def front_page(workbook: Any, name: str) -> Any:
    """Return a new sheet of this name, with no numbers."""
    page = workbook.add_worksheet(name)
    page.hide_gridlines(2)
    page.set_default_row(ROW)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    return page


def _table(page: Any, looks: Looks, top: int, name: str, heads: tuple[str, ...], rows: int) -> None:
    columns = [{"header": head, "header_format": looks.head(words=True)} for head in heads]
    options = {"name": name, "columns": columns, "style": None, "autofilter": False}
    page.add_table(top, 0, top + rows, len(heads) - 1, options)
