"""Which widths, type size and way of the page a printed table gets. Nothing is drawn here."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from kartlegg.language import Language
from kartlegg.report.cells import Marks, marks_of, show_cell
from kartlegg.report.layout.anatomy import head_of, spans_of, starts_block
from kartlegg.report.layout.text_width import longest_word, text_width
from kartlegg.tabulation.table import Table

PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 470.0, 717.0
"""Width of the text area of an A4 page in points."""

LONG = 45
"""Rows from which a table flows over pages in smaller type."""

PADDING, BLOCK_GAP, BREAK_GAP = 9.0, 6.0, 14.0
"""Points of air between columns, further before a group of columns, and further before a break in the series."""

_SIZES = (9.0, 8.5, 8.0)
_SMALL_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
_LONG_SIZES = (8.0, 7.5)
_MOST_HEAD_LINES, _MOST_AIR, _SLACK = 3, 20.0, 0.5

Orientation = Literal["portrait", "landscape"]

PAGE_HEIGHT: dict[Orientation, float] = {"portrait": 690.0, "landscape": 470.0}
"""Height of the text area of an A4 page in points."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table is set. Widths in points: `stub` of the row labels, `columns` and the `gaps` before each.

    `height` is an estimate with caption and notes.
    """

    orientation: Orientation
    size: float
    stub: float
    columns: tuple[float, ...]
    gaps: tuple[float, ...]
    height: float

    @property
    def one_page(self) -> bool:
        """Tell whether it is short enough to be kept together on a page."""
        return self.height < PAGE_HEIGHT[self.orientation] - 60

    @property
    def total(self) -> float:
        """The whole width."""
        return self.stub + sum(self.columns) + sum(self.gaps)


def fit_table(table: Table, language: Language = "nb", *, wide: bool = False) -> Fit:
    """Return the upright page and the largest type that hold the table, or else the page on its side.

    `wide` asks for the page on its side. Where nothing holds it, the smallest type is used and labels wrap more.
    """
    marks = marks_of(table)
    long = len(table.rows) >= LONG
    upright: tuple[float, ...] = () if wide else _LONG_SIZES if long else _SIZES
    tries: list[tuple[Orientation, float, float]] = [("portrait", size, PORTRAIT_WIDTH) for size in upright]
    tries += [("landscape", size, LANDSCAPE_WIDTH) for size in (_LONG_SIZES if long else _SMALL_SIZES)]
    for orientation, size, room in tries:
        fit = _try(table, marks, language, size=size, room=room, orientation=orientation)
        if fit is not None:
            return fit
    orientation, size, room = tries[-1]
    return _squeeze(table, marks, language, size=size, room=room)


def _try(
    table: Table, marks: Marks, language: Language, *, size: float, room: float, orientation: Orientation
) -> Fit | None:
    columns, gaps = _column_widths(table, marks, language, size), _gaps(table)
    natural, least = _stub_widths(table, language, size)
    left = room - sum(columns) - sum(gaps)
    if left < least:
        return None
    air = min(_MOST_AIR, max(0.0, left - natural) / len(columns))
    stub = min(natural, left)
    height = _height(table, language, size, stub)
    return Fit(orientation, size, stub, tuple(width + air for width in columns), gaps, height)


def _squeeze(table: Table, marks: Marks, language: Language, *, size: float, room: float) -> Fit:
    columns, gaps = _column_widths(table, marks, language, size), _gaps(table)
    _, least = _stub_widths(table, language, size)
    factor = (room - least - sum(gaps)) / sum(columns)
    height = _height(table, language, size, least)
    return Fit("landscape", size, least, tuple(width * factor for width in columns), gaps, height)


def _height(table: Table, language: Language, size: float, stub: float) -> float:
    """Estimate the height in points with head, caption and what stands beneath."""
    lines = [
        ceil(text_width(row_label(table, r, language), size, "Bold") / (stub - PADDING + 1))
        for r in range(len(table.rows))
    ]
    return sum((1.12 * count + 0.46) * size for count in lines) + 4 * size + _below(table)


def _below(table: Table) -> float:
    return 85 + 12.0 * len(table.notes)


def _stub_widths(table: Table, language: Language, size: float) -> tuple[float, float]:
    """Return the width on one line, and the least: two lines a label and never through a word."""
    labels = [row.label.get(language) for row in table.rows] + [table.stub.get(language)]
    lines = [text_width(label, size, "Bold") for label in labels]
    lines += [text_width(row_label(table, index, language), size) for index in range(len(table.rows))]
    natural = max(lines) + PADDING
    word = max(longest_word(label, size, "Bold") for label in labels) + PADDING
    return natural, max(word, min(natural, max(natural / 2, 110.0)))


def row_label(table: Table, index: int, language: Language = "nb") -> str:
    """Return a row's label with its detail after it, if any."""
    row = table.rows[index]
    return row.label.get(language) if row.detail is None else f"{row.label.get(language)} {row.detail.get(language)}"


def _column_widths(table: Table, marks: Marks, language: Language, size: float) -> list[float]:
    widths = [_column_width(table, index, marks, language, size) for index in range(len(table.columns))]
    for span in spans_of(table.columns, language):
        members = range(span.first, span.first + span.count)
        if span.label is None:
            continue
        alike = len({table.columns[index].measure for index in members}) == 1
        even = max(widths[index] for index in members) if alike else 0.0
        word = longest_word(span.label, size, "Bold") + PADDING
        half = text_width(span.label, size, "Bold") / _MOST_HEAD_LINES + PADDING
        for index in members:
            widths[index] = max(widths[index], even, word / span.count, half / span.count)
    return widths


def _column_width(table: Table, index: int, marks: Marks, language: Language, size: float) -> float:
    column = table.columns[index]
    numbers = [
        show_cell(row[index], column, language) + marks.cells.get((table.rows[r].code, column.code), "")
        for r, row in enumerate(table.cells)
    ]
    head = head_of(column, language) + marks.columns.get(column.code, "")
    widest = max((text_width(number, size, "Bold") for number in numbers), default=0.0)
    lines = text_width(head, size, "Bold") / _MOST_HEAD_LINES
    return max(widest, longest_word(head, size, "Bold"), lines) + PADDING + _SLACK


def _gaps(table: Table) -> tuple[float, ...]:
    return tuple(
        BREAK_GAP if column.gap_before else BLOCK_GAP if starts_block(table.columns, index) else 0.0
        for index, column in enumerate(table.columns)
    )
