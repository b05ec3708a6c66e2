"""The Excel file as a whole: formats, locked sheets, lists to choose from. What is asked may not enter."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from kartlegg.forms.help_sheet.words import word
from kartlegg.forms.wording import FormLanguage
from kartlegg.report.excel.sheets import INK, MUTED, Looks

STAMP_MARK = "kartlegg:stamp"
LABEL_MARK, ANSWER_MARK, CODE_MARK = "kartlegg:label", "kartlegg:answer", "kartlegg:code"
"""What tells whoever reads the file where the stamp, the labels, the answers and the codes of variables stand."""

LISTS = "Lister"
MARK_ROW, WAY_BACK = 2, 1
FILL, FRAME, CLOSED, RED, RED_FILL = "#FFF6CC", "#8A7A2E", "#E4E7EA", "#9C1C1C", "#FBE3E3"
_PAPER, _MESSAGE = 9, 250
_ALLOWED = ("format_columns", "format_rows", "sort", "autofilter")


class SheetLooks(Looks):
    """The formats of the help sheet, each made once."""

    def question(self) -> Any:
        """Return the format of a question."""
        return self.format(bold=True, text_wrap=True, valign="top", top=1, top_color=MUTED)

    def beside(self) -> Any:
        """Return the format of what stands beside a question."""
        look = {"font_size": 9, "font_color": MUTED, "text_wrap": True, "valign": "top", "align": "left", "indent": 1}
        return self.format(top=1, top_color=MUTED, **look)

    def note(self, *, indent: int = 0) -> Any:
        """Return the format of help and guidance."""
        look = {"font_size": 9, "font_color": MUTED, "text_wrap": True, "valign": "top", "align": "left"}
        return self.format(indent=indent, **look)

    def label(self) -> Any:
        """Return the format of the label of a row."""
        return self.format(text_wrap=True, indent=1)

    def subheading(self) -> Any:
        """Return the format of a line above rows that belong together."""
        return self.format(text_wrap=True, italic=True)

    def head(self, *, words: bool = True, indent: int = 0, right: bool = False) -> Any:
        """Return the format of a column's head."""
        side = "right" if right or not words else "left"
        return self.format(bold=True, text_wrap=True, valign="bottom", align=side, bottom=2, indent=indent)

    def cell(self, *, decimals: int | None = None, wrap: bool = False) -> Any:
        """Return the format of a cell to fill in, of a number where `decimals` are given."""
        shown: dict[str, object] = {"num_format": number_shape(decimals)} if decimals is not None else {}
        if decimals is None:
            shown = {"num_format": "@" if wrap else "General", "align": "left", "text_wrap": True}
        return self.format(locked=False, bg_color=FILL, border=1, border_color=FRAME, **shown)

    def sum(self, *, decimals: int | None = None) -> Any:
        """Return the format of a number that is worked out."""
        return self.format(num_format=number_shape(decimals or 0))

    def total(self, *, decimals: int | None = None) -> Any:
        """Return the format of a sum and of its label."""
        shown: dict[str, object] = {"text_wrap": True} if decimals is None else {"num_format": number_shape(decimals)}
        return self.format(bold=True, top=1, top_color=INK, **shown)

    def last(self, decimals: int) -> Any:
        """Return the format of last round's figure."""
        return self.format(font_color=MUTED, num_format=number_shape(decimals))


def number_shape(decimals: int | None) -> str:
    """Return the number format with so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column so many digits wide, wrapped between words."""
    return sum(len(wrap(paragraph, max(8, int(width)))) or 1 for paragraph in text.split("\n")) if text else 0


class Book:
    """A file being written: its looks, and the lists that cells choose from."""

    def __init__(self, workbook: Any, language: FormLanguage, cover: str) -> None:
        """Begin; `cover` is the name of the first sheet, to which every other leads back."""
        self.workbook, self.language, self.looks, self.cover = workbook, language, SheetLooks(workbook), cover
        self._lists: dict[tuple[str, ...], str] = {}
        self._red = workbook.add_format({"bg_color": RED_FILL, "font_color": RED, "bold": True})
        self._closed = workbook.add_format({"bg_color": CLOSED, "font_color": MUTED})

    def add_sheet(self, name: str, title: str, *, landscape: bool = False) -> Any:
        """Return a new locked sheet with its title in A1 and the way back to the cover below."""
        page = self.workbook.add_worksheet(name)
        page.hide_gridlines(2)
        page.set_paper(_PAPER)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.set_footer("&L&8&A&R&8&P / &N")
        page.protect("", dict.fromkeys(_ALLOWED, True))
        page.write_string(0, 0, title, self.looks.title())
        page.set_row(0, 24)
        if name != self.cover:
            back = word("back", self.language)
            page.write_url(WAY_BACK, 0, f"internal:'{self.cover}'!A1", self.looks.link(), back)
        return page

    def list_name(self, labels: tuple[str, ...]) -> str:
        """Return the name of the list of these labels; lists stand on a hidden sheet that is written last."""
        return self._lists.setdefault(labels, f"liste_{len(self._lists) + 1}")

    def refusal(self, message: str) -> Mapping[str, str]:
        """Return what Excel says of an entry that it does not take."""
        return {"error_title": word("wrong", self.language), "error_message": message[:_MESSAGE]}

    def mark_red(self, page: Any, cells: Sequence[int], formula: str) -> None:
        """Mark cells (first row and column, last row and column) red where the formula is true."""
        page.conditional_format(*cells, {"type": "formula", "criteria": f"={formula}", "format": self._red})

    def mark_closed(self, page: Any, cells: Sequence[int], formula: str) -> None:
        """Mark cells grey where the formula, which says that they are open, is not true."""
        criteria = f"=NOT({formula})"
        page.conditional_format(*cells, {"type": "formula", "criteria": criteria, "format": self._closed})

    def write_lists(self, stamp: str) -> None:
        """Write the hidden sheet with the stamp and the lists."""
        page = self.workbook.add_worksheet(LISTS)
        page.protect()
        page.very_hidden()
        page.write_string(0, 0, STAMP_MARK)
        page.write_string(0, 1, stamp)
        for column, (labels, name) in enumerate(self._lists.items(), 3):
            page.write_column(0, column, labels)
            top, bottom = (xl_rowcol_to_cell(row, column, True, True) for row in (0, len(labels) - 1))
            self.workbook.define_name(name, f"={LISTS}!{top}:{bottom}")
