"""The codebook as an Excel file: cover, variables, options and questions, one named table a sheet. No rule enters."""

import io
from collections.abc import Iterator
from math import ceil
from typing import Any

from kartlegg import __version__
from kartlegg.codebook.entries import Codebook
from kartlegg.codebook.rows import FlatTable, Value, options_table, questions_table, variables_table
from kartlegg.codebook.words import phrase, phrases, said
from kartlegg.report.excel.book import open_book
from kartlegg.report.excel.sheets import ACCENT, MUTED, Looks
from kartlegg.rounding import format_number

_WORDS = {"level": "level", "measure": "measure", "base": "base", "target_group": "group", "purpose": "purpose"}
_WORDS |= {"kind": "missing", "exclusive": "answer", "published": "answer", "required": "answer"}
"""Columns whose values are codes of ours, with the group of phrases that says them."""

_LEFT_OUT = {"row", "asked_when_en", "name_nn", "name_en"}
_PRINTED = {
    "variables": ("code", "number", "label_nb", "type", "options", "asked_when_nb"),
    "options": ("variable", "option", "value", "label_nb", "kind"),
    "questions": ("code", "number", "text_nb", "type", "asked_when_nb"),
}
"""What of each table is printed: the columns that stand first. All that follow are for the screen."""

_WIDTHS = {"code": 44, "variable": 50, "question": 40, "section": 22, "rule": 44, "asked_when_nb": 46, "because": 90}
_WIDTHS |= {f"{head}_{language}": 44 for head in ("label", "name") for language in ("nb", "nn", "en")}
_WIDTHS |= {f"{head}_{language}": 60 for head in ("text", "help") for language in ("nb", "nn", "en")}
_WIDTHS |= {"options": 26, "parts": 44, "base": 22, "purpose": 20, "spss_name": 60, "stata_name": 36, "measure": 14}
_WIDTHS |= {"period": 22, "scale": 22, "type": 14, "rounds": 12, "asked_in": 16, "option": 26, "published": 12}
_WIDTHS |= {"number": 9, "kind": 18}
_USUAL, _COVER, _LINE, _MOST_LINES, _A4, _AIR = 11, 84, 15.0, 9, 9, 3
_MARGIN, _FOOT = 0.4, 0.7  # inches

_DENSE = 1.1
"""How many signs of running text the width of a digit holds."""

_CELL: dict[str, object] = {"valign": "top", "bottom": 1, "bottom_color": "#d3dae1"}


def to_xlsx(codebook: Codebook, *, synthetic: bool = False) -> bytes:
    """Return the codebook as an Excel file in Norwegian; the same codebook gives the same bytes."""
    stream = io.BytesIO()
    title = phrase("cover.title", codebook.study).nb
    with open_book(
        stream,
        title=title,
        subject=codebook.subtitle.nb,
        author=codebook.publisher,
        made_on=codebook.closes_on.isoformat(),
    ) as book:
        looks = Looks(book)
        _write_cover(book, looks, codebook, synthetic=synthetic)
        for table in (variables_table(codebook), options_table(codebook), questions_table(codebook)):
            _write_table(book, looks, table)
    return stream.getvalue()


def _write_cover(book: Any, looks: Looks, codebook: Codebook, *, synthetic: bool) -> None:
    page = book.add_worksheet(phrase("sheet.cover").nb)
    page.hide_gridlines(2)
    page.set_column(0, 0, _COVER, looks.format())
    lines = list(_cover_lines(codebook, synthetic=synthetic))
    for row, (text, look) in enumerate(lines):
        page.write_string(row, 0, text, looks.format(text_wrap=True, **look))
        size = 1.4 * float(str(look.get("font_size", 11)))
        page.set_row(row, max(_LINE, size) * ceil(len(text) * size / _LINE / _COVER) + _AIR)
    for row, name in enumerate(("variables", "options", "questions"), len(lines)):
        sheet = phrase(f"sheet.{name}").nb
        page.write_url(row, 0, f"internal:'{sheet}'!A1", looks.link(), sheet)


def _cover_lines(codebook: Codebook, *, synthetic: bool) -> Iterator[tuple[str, dict[str, object]]]:
    yield phrase("cover.title", codebook.title).nb, {"bold": True, "font_size": 22}
    yield codebook.round.nb, {"font_size": 14, "font_color": MUTED}
    yield codebook.publisher, {"bold": True}
    if synthetic:
        yield phrase("ddi.synthetic").nb, {"bold": True, "font_color": ACCENT}
    if codebook.partial:
        yield phrase("ddi.partial").nb, {"bold": True, "font_color": ACCENT}
    opens, closes = codebook.opens_on, codebook.closes_on
    yield phrase("cover.asked", codebook.units, f"{opens:%d.%m.%Y}", f"{closes:%d.%m.%Y}").nb, {}
    counts = [len(list(of)) for of in (codebook.variables, codebook.questions)]
    yield phrase("cover.counts", *counts).nb, {}
    for name in ("missing", "contact", "assumed"):
        yield phrase(f"cover.{name}").nb, {}
    yield phrase("cover.made", __version__).nb, {"font_color": MUTED}


def _write_table(book: Any, looks: Looks, table: FlatTable) -> None:
    page = book.add_worksheet(phrase(f"sheet.{table.name}").nb)
    page.hide_gridlines(2)
    heads = _heads(table)
    kept = [table.heads.index(head) for head in heads]
    columns = [{"header": _head(head), "header_format": looks.head(words=True)} for head in heads]
    options = {"name": table.name, "columns": columns, "style": None, "autofilter": True}
    page.add_table(0, 0, max(1, len(table.rows)), len(heads) - 1, options)
    for column, head in enumerate(heads):
        page.set_column(column, column, _WIDTHS.get(head, _USUAL) + _AIR, looks.format())
    for number, row in enumerate(table.rows, 1):
        shown = [_shown(table, head, row[place]) for head, place in zip(heads, kept, strict=True)]
        page.set_row(number, _LINE * _lines(heads, shown) + _AIR)
        for column, value in enumerate(shown):
            _write_cell(page, looks, (number, column), value)
    page.set_row(0, 2 * _LINE + 2 * _AIR)
    _set_page(page, len(table.rows), sum(head in _PRINTED[table.name] for head in heads))


def _heads(table: FlatTable) -> list[str]:
    """Return the columns in the order of the sheet, those that are printed first."""
    left_out = _LEFT_OUT | ({"option"} if table.name == "variables" else set())
    kept = [head for head in table.heads if head not in left_out]
    printed = [head for head in _PRINTED[table.name] if head in kept]
    return [*printed, *(head for head in kept if head not in printed)]


def _head(head: str) -> str:
    return said(phrases()[f"head.{head}"], "nb")


def _shown(table: FlatTable, head: str, value: Value) -> Value:
    """Return a value as people read it: codes of ours in words."""
    group = "question" if (table.name, head) == ("questions", "type") else _WORDS.get(head, "")
    group = "type" if (table.name, head) == ("variables", "type") else group
    return phrase(f"{group}.{value}").nb if group and value is not None else value


def _write_cell(page: Any, looks: Looks, place: tuple[int, int], value: Value) -> None:
    if isinstance(value, str):
        page.write_string(*place, value, looks.format(text_wrap=True, **_CELL))
    elif value is None:
        page.write_blank(*place, None, looks.format(**_CELL))
    else:
        page.write_number(*place, value, looks.format(align="left", **_CELL))


def _lines(heads: list[str], row: list[Value]) -> int:
    """Return how many lines a row takes, no more than can be read without losing one's place."""
    widths = [_WIDTHS.get(head, _USUAL) for head in heads]
    needed = (ceil(len(_plain(value)) / (width * _DENSE)) for value, width in zip(row, widths, strict=True))
    return min(_MOST_LINES, max(1, *needed))


def _plain(value: Value) -> str:
    return format_number(value) if isinstance(value, float) else "" if value is None else str(value)


def _set_page(page: Any, rows: int, printed: int) -> None:
    """Freeze head and code; print the first columns on A4, all of them abreast, the heads on every page."""
    page.freeze_panes(1, 1)
    page.set_paper(_A4)
    page.set_landscape()
    page.set_margins(_MARGIN, _MARGIN, _MARGIN, _FOOT)
    page.print_area(0, 0, max(1, rows), max(1, printed) - 1)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&8&A&R&8&P / &N", {"margin": _MARGIN})
