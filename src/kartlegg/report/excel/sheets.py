"""How a sheet with a table looks and is laid out. Nothing about the file as a whole may enter.

Source of the layout: UK Government Analysis Function, "Releasing statistics in spreadsheets": title, notes and
source above the table, one named table a sheet, one line of heads, no merged cells, a sign where a number is missing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
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

LINE, AIR = 15.0, 3
"""Points from one line to the next within a cell, and what a row or column is larger than its words."""

INK, MUTED, ACCENT = "#1a2430", "#55616d", "#0a5a9c"

_A4, _LONG, _SPREAD = 9, 30, 8
_MOST_LABEL, _LEAST_LABEL, _MOST_NUMBER, _LEAST_NUMBER = 62, 18, 18, 10
_MOST_MARK = 60
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_NAME_LENGTH = 31


@dataclass(frozen=True, slots=True)
class Listed:
    """A table or figure as the contents tell it: on which sheet, and in which row (0 is the top)."""

    name: str
    title: str
    sheet: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A table, or the numbers of a figure. `name` is such as "Tabell 4.5"; `subtitle` may be empty."""

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


def sheet_name(name: str, ending: str = "") -> str:
    """Return a name that Excel takes for a sheet, cut before `ending` where it is too long."""
    return _FORBIDDEN.sub("-", name)[: _NAME_LENGTH - len(ending)].strip() + ending


def table_name(name: str) -> str:
    """Return a name that Excel takes for a table: "tabell_4_5"."""
    plain = name.lower().translate({ord("æ"): "ae", ord("ø"): "o", ord("å"): "a"})
    return re.sub(r"[^a-z0-9_]+", "_", plain)


def write_sheet(
    workbook: Any, looks: Looks, entry: Entry, language: Language = "nb", *, alone: bool = False
) -> Listed:
    """Write what must be known of a table, then its numbers; a sheet `alone` has no contents to lead back to."""
    table = sheet_table(entry.table, language)
    page = titled_page(workbook, looks, entry.name, entry.title)
    if not alone:
        link_back(page, looks, language)
    top = write_above(page, looks, entry, table, language, first=1 if alone else 2)
    widths = set_widths(page, looks, [table])
    write_table(page, looks, table, top, table_name(entry.name), widths)
    long = len(table.rows) > _LONG
    page.freeze_panes(top + 1 if long else 0, 1)
    set_print(page, len(table.heads))
    if long:
        # Only here: with a name on each sheet, LibreOffice takes a time that grows with the square of the sheets.
        page.repeat_rows(top)
    return Listed(entry.name, entry.title, entry.name)


def titled_page(workbook: Any, looks: Looks, name: str, title: str) -> Any:
    """Return a new sheet under a line that says what it shows.

    The sheet is called `name`, cut where Excel wants it shorter and numbered where another is called so already.
    """
    taken = {sheet.get_name().lower() for sheet in workbook.worksheets()}
    called = (sheet_name(name, f" ({place})" if place > 1 else "") for place in count(1))
    page = workbook.add_worksheet(next(one for one in called if one.lower() not in taken))
    page.hide_gridlines(2)
    page.set_default_row(ROW)
    page.write_string(0, 0, f"{name}: {title}" if title else name, looks.title())
    page.set_row(0, 24)
    return page


def link_back(page: Any, looks: Looks, language: Language) -> None:
    """Write the link to the contents below the title."""
    page.write_url(1, 0, f"internal:'{word('contents', language)}'!A1", looks.link(), word("back", language))


def write_above(page: Any, looks: Looks, entry: Entry, table: SheetTable, language: Language, *, first: int) -> int:
    """Write what must be known of a table from row `first` (0 is the top) on and return the row of its heads."""
    texts = (entry.table.base, *entry.table.notes)
    lines = [entry.subtitle, *(text.get(language) for text in texts)]
    lines += [f"{mark} {EXPLAINED[mark].get(language)}" for mark in table.explanations]
    lines.append(entry.table.source.get(language))
    row = first
    # A long note goes on in the cells below: in one cell it would make the printed page as wide as itself.
    for line in (piece for whole in dict.fromkeys(filter(None, lines)) for piece in wrap(whole, _NOTE_SIGNS)):
        page.write_string(row, 0, line, looks.format(font_color=MUTED))
        row += 1
    return row


def write_table(page: Any, looks: Looks, table: SheetTable, top: int, name: str, widths: Sequence[int]) -> int:
    """Write a named table with its heads in row `top` and return its last row; `widths` (signs) are by column."""
    bottom, right = top + max(1, len(table.rows)), len(table.heads) - 1
    heads = [
        {"header": head, "header_format": looks.head(words=not shape, indent=int(not shape and index > 0))}
        for index, (head, shape) in enumerate(zip(table.heads, table.formats, strict=True))
    ]
    options = {"name": name, "columns": heads, "style": None, "autofilter": len(table.rows) > _LONG}
    page.add_table(top, 0, bottom, right, options)
    page.set_row(top, LINE * max(map(lines_of, table.heads, widths)) + 6)
    for number, (row, kind) in enumerate(zip(table.rows, table.kinds, strict=True), top + 1):
        look: dict[str, object] = {} if kind == "body" else {"bold": True}
        look |= {"top": 1} if kind in ("total", "base") else {}
        lines = lines_of(str(row[0]), widths[0] + AIR)
        if lines > 1:
            page.set_row(number, LINE * lines + AIR)
        for column, (value, shape) in enumerate(zip(row, table.formats, strict=True)):
            if isinstance(value, str):
                side: dict[str, object] = {"align": "right"} if shape else {"indent": 1} if column else {}
                side |= {"text_wrap": True} if column == 0 and lines > 1 else {}
                page.write_string(number, column, value, looks.format(**look, **side))
            else:
                page.write_number(number, column, value, looks.format(**look, num_format=shape))
    return bottom


def set_widths(page: Any, looks: Looks, tables: Sequence[SheetTable]) -> list[int]:
    """Set the widths of the columns for all tables that share them, and return them in signs.

    Marks go on over the empty cells beside them where tables share columns, since numbers of others stand below.
    """
    widths = [_LEAST_LABEL, *[_LEAST_NUMBER] * (max(len(table.heads) for table in tables) - 1)]
    for table in tables:
        columns = zip(table.heads, table.formats, table.widths, strict=True)
        for index, (head, shape, shown) in enumerate(columns):
            spills = len(tables) > 1 and not shape and index == len(table.heads) - 1
            longest = max(0 if spills else shown, *(len(piece) for piece in head.split(" ")))
            if index == 0:
                wanted = min(_MOST_LABEL, max(shown, len(head)))
            else:
                wanted = min(_MOST_NUMBER if shape else _MOST_MARK, longest)
            widths[index] = max(widths[index], wanted)
    for index, width in enumerate(widths):
        page.set_column(index, index, width + AIR, looks.format())
    return widths


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes that is wrapped between words."""
    lines, used = 1, 0
    for piece in text.split(" "):
        if used and used + 1 + len(piece) > width:
            lines, used = lines + 1, len(piece)
        else:
            used += len(piece) + (1 if used else 0)
    return max(lines, ceil(len(text) / (width + AIR)))


def set_print(page: Any, columns: int) -> None:
    """Print on A4, as wide as the page, lying where there are many columns."""
    page.set_paper(_A4)
    if columns > _SPREAD:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&L&8&A&R&8&P / &N")
