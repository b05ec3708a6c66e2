"""The sheet that the figures of a chapter share, the numbers of one below those of another. No table may enter."""

from collections.abc import Sequence
from typing import Any

from kartlegg.language import Language, Text
from kartlegg.report.blocks import Chapter
from kartlegg.report.excel.sheets import (
    MUTED,
    Entry,
    Listed,
    Looks,
    link_back,
    set_print,
    set_widths,
    table_name,
    titled_page,
    write_above,
    write_table,
)
from kartlegg.report.excel.tables import sheet_table
from kartlegg.report.layout.anatomy import View, views_of
from kartlegg.report.layout.captions import word
from kartlegg.report.layout.drawn import drawn_table

_COUNT = Text("Tabeller på arket, én for hver figur", "Tables on this sheet, one for each figure")
_FIRST, _BETWEEN, _HEADING = 4, 2, 22


def write_figures(workbook: Any, looks: Looks, chapter: Chapter, language: Language = "nb") -> list[Listed]:
    """Write the numbers of a chapter's figures on one sheet, each a named table below its heading; say where.

    A chapter without figures gets no sheet; one without a number calls it by its title. The title and the way back
    to the contents stay in sight.
    """
    entries = [_entry(view, language) for block in chapter.figures for view in views_of(block.figure, language)]
    if not entries:
        return []
    title = chapter.title.get(language)
    name = f"{word('figures', language)} {chapter.number or title}"
    page = titled_page(workbook, looks, name, title if chapter.number else "")
    link_back(page, looks, language)
    page.write_string(2, 0, f"{_COUNT.get(language)}: {len(entries)}", looks.format(font_color=MUTED))
    page.freeze_panes(2, 1)
    return list(_write(page, looks, page.get_name(), entries, language))


def _write(page: Any, looks: Looks, sheet: str, entries: Sequence[Entry], language: Language) -> list[Listed]:
    tables = [sheet_table(entry.table, language) for entry in entries]
    widths = set_widths(page, looks, tables)
    set_print(page, len(widths))
    row, listed = _FIRST, []
    for entry, table in zip(entries, tables, strict=True):
        listed.append(Listed(entry.name, entry.title, sheet, row))
        page.write_string(row, 0, f"{entry.name}: {entry.title}", looks.format(bold=True, font_size=12))
        page.set_row(row, _HEADING)
        top = write_above(page, looks, entry, table, language, first=row + 1)
        row = write_table(page, looks, table, top, table_name(entry.name), widths) + _BETWEEN
    return listed


def _entry(view: View, language: Language) -> Entry:
    figure = view.figure
    name = f"{word('figure', language)} {figure.number}"
    return Entry(name, figure.title.get(language), figure.subtitle.get(language), drawn_table(figure))
