"""How a sheet with a table looks and is laid out. Nothing about the file as a whole may enter.

Source of the layout: UK Government Analysis Function, "Releasing statistics in spreadsheets": title, notes and
source above the table, one named table a sheet, one line of heads, no merged cells, a sign where a number is missing.
"""

import re
from dataclasses import dataclass
from math import ceil
from textwrap import wrap
from typing import Any

from kartlegg.language import Language
from kartlegg.report.excel.tables import SheetTable, sheet_table
from kartlegg.report.layout.captions import word
from kartlegg.report.layout.shorthand import EXPLAINED
from kartlegg.tabulation.table import Table

_NOTE_SIGNS = 110
FONT, SIZE = "Arial", 11
"""A typeface that every reader of Excel files has."""

ROW = 18
"""Height of a row in points."""

INK, MUTED, ACCENT = "#1a2430", "#55616d", "#0a5a9c"

_A4, _LONG, _SPREAD = 9, 30, 8
_MOST_LABEL, _LEAST_LABEL, _MOST_NUMBER, _LEAST_NUMBER = 62, 18, 18, 10
_MOST_MARK, _LINE, _AIR = 60, 15.0, 3
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_NAME_LENGTH = 31


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the contents tell it."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet shows. `name` is such as "Tabell 4.5"; `subtitle` may be empty."""

    name: str
    title: str
    subtitle: str
    table: Table


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        """Begin with the typeface of all cells."""
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, **properties: object) -> Any:
        """Return the format with these properties, upon our typeface."""
        whole = {"font_name": FONT, "font_size": SIZE, "font_color": INK, "valign": "vcenter", **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(whole)
        return self._made[key]

    def title(self) -> Any:
        """Return the format of the line that heads a sheet."""
        return self.format(bold=True, font_size=14)

    def link(self) -> Any:
        """Return the format of a link."""
        return self.format(font_color=ACCENT, underline=1)

    def head(self, *, words: bool, indent: int = 0) -> Any:
        """Return the format of a column's head."""
        side = "left" if words else "right"
        return self.format(bold=True, text_wrap=True, valign="bottom", align=side, indent=indent, top=1, bottom=1)


def sheet_name(name: str) -> str:
    """Return a name that Excel takes for a sheet."""
    return _FORBIDDEN.sub("-", name)[:_NAME_LENGTH].strip()


def table_name(name: str) -> str:
    """Return a name that Excel takes for a table: "tabell_4_5"."""
    plain = name.lower().translate({ord("æ"): "ae", ord("ø"): "o", ord("å"): "a"})
    return re.sub(r"[^a-z0-9_]+", "_", plain)


def write_sheet(workbook: Any, looks: Looks, sheet: Sheet, language: Language = "nb", *, alone: bool = False) -> None:
    """Write one sheet: what must be known, then the numbers; `alone` it has no contents to lead back to."""
    table = sheet_table(sheet.table, language)
    page = workbook.add_worksheet(sheet_name(sheet.name))
    page.hide_gridlines(2)
    page.set_default_row(ROW)
    page.write_string(0, 0, f"{sheet.name}: {sheet.title}", looks.title())
    page.set_row(0, 24)
    if not alone:
        page.write_url(1, 0, f"internal:'{word('contents', language)}'!A1", looks.link(), word("back", language))
    top = _write_notes(page, looks, sheet, table, language, first=1 if alone else 2)
    _write_table(page, looks, table, top, table_name(sheet.name))
    _set_widths(page, looks, table, top)
    _set_page(page, table, top)


def _write_notes(page: Any, looks: Looks, sheet: Sheet, table: SheetTable, language: Language, *, first: int) -> int:
    """Write what must be known from row `first` (0 is the top) on and return the row of the heads."""
    texts = (sheet.table.base, *sheet.table.notes)
    lines = [sheet.subtitle, *(text.get(language) for text in texts)]
    lines += [f"{mark} {EXPLAINED[mark].get(language)}" for mark in table.explanations]
    lines.append(sheet.table.source.get(language))
    row = first
    # A long note goes on in the cells below: in one cell it would make the printed page as wide as itself.
    for line in (piece for whole in dict.fromkeys(filter(None, lines)) for piece in wrap(whole, _NOTE_SIGNS)):
        page.write_string(row, 0, line, looks.format(font_color=MUTED))
        row += 1
    return row


def _write_table(page: Any, looks: Looks, table: SheetTable, top: int, name: str) -> None:
    bottom, right = top + max(1, len(table.rows)), len(table.heads) - 1
    heads = [
        {"header": head, "header_format": looks.head(words=not shape, indent=int(not shape and index > 0))}
        for index, (head, shape) in enumerate(zip(table.heads, table.formats, strict=True))
    ]
    options = {"name": name, "columns": heads, "style": None, "autofilter": len(table.rows) > _LONG}
    page.add_table(top, 0, bottom, right, options)
    for number, (row, kind) in enumerate(zip(table.rows, table.kinds, strict=True), top + 1):
        look: dict[str, object] = {} if kind == "body" else {"bold": True}
        look |= {"top": 1} if kind in ("total", "base") else {}
        for column, (value, shape) in enumerate(zip(row, table.formats, strict=True)):
            if isinstance(value, str):
                side: dict[str, object] = {"align": "right"} if shape else {"indent": 1} if column else {}
                page.write_string(number, column, value, looks.format(**look, **side))
            else:
                page.write_number(number, column, value, looks.format(**look, num_format=shape))


def _set_widths(page: Any, looks: Looks, table: SheetTable, top: int) -> None:
    lines = 1
    for index, (head, shape, shown) in enumerate(zip(table.heads, table.formats, table.widths, strict=True)):
        longest = max(len(piece) for piece in head.split(" "))
        if index == 0:
            width = min(_MOST_LABEL, max(_LEAST_LABEL, shown, len(head)))
        elif shape:
            width = min(_MOST_NUMBER, max(_LEAST_NUMBER, shown, longest))
        else:
            width = min(_MOST_MARK, max(_LEAST_NUMBER, shown, longest))
        page.set_column(index, index, width + _AIR, looks.format())
        lines = max(lines, _lines(head, width))
    page.set_row(top, _LINE * lines + 6)


def _lines(head: str, width: int) -> int:
    """Return how many lines a head takes that is wrapped between words."""
    lines, used = 1, 0
    for piece in head.split(" "):
        if used and used + 1 + len(piece) > width:
            lines, used = lines + 1, len(piece)
        else:
            used += len(piece) + (1 if used else 0)
    return max(lines, ceil(len(head) / (width + _AIR)))


def _set_page(page: Any, table: SheetTable, top: int) -> None:
    """Freeze the labels; print on A4, as wide as the page; keep the heads of a long table in sight on both.

    Only long tables repeat their heads in print: LibreOffice opens a book with a name on each sheet in a time that
    grows with the square of the sheets.
    """
    long = len(table.rows) > _LONG
    page.freeze_panes(top + 1 if long else 0, 1)
    page.set_paper(_A4)
    if len(table.heads) > _SPREAD:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    if long:
        page.repeat_rows(top)
    page.set_footer("&L&8&A&R&8&P / &N")
