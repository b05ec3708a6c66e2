"""Finds the cells to fill in of a help sheet, wherever they were moved. What an answer may be is not judged here."""

import io
import warnings
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

import openpyxl
from lxml.etree import XMLSyntaxError
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from kartlegg.errors import Fault, HelpSheetError
from kartlegg.forms.help_sheet.archive import refusal
from kartlegg.forms.help_sheet.book import ANSWER_MARK, CODE_MARK, LABEL_MARK, STAMP_MARK

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 10_000, 100, 100
"""How large a sheet, and how many of them, are looked through."""

_BROKEN = (
    BadZipFile,
    InvalidFileException,
    XMLSyntaxError,
    SyntaxError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)
"""What openpyxl raises for files that are no proper workbooks; it has no error of its own for them."""

_MARKS = (LABEL_MARK, ANSWER_MARK, CODE_MARK)

Grid = dict[int, tuple[object, ...]]
"""The rows of a sheet that hold anything by their number, each as far as it does."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to fill in: the code of its variable, where it stands, what stands in it and as whose answer.

    `label` is what stands in its row in the column of questions. `value` is None where it is empty; `unsaved` says
    that it holds a formula whose result is not in the file.
    """

    code: str
    sheet: str
    address: str
    value: object
    unsaved: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: the text of its stamp, "" where there is none, and the cells to fill in."""

    stamp: str
    cells: tuple[Cell, ...]


def find_cells(content: bytes, file: str) -> Found:
    """Return the stamp and the cells of a file that `refuse_unsafe` let through; raises HelpSheetError.

    A sheet that is not of ours is passed over. Formulas give the value that was saved with them.
    """
    values = _sheets(content, file, saved=True)
    stamp = next((told for grid in values.values() if (told := _stamp(grid))), "")
    ours = {name for name, grid in values.items() if len(_marks(grid)) == len(_MARKS)}
    formulas = _sheets(content, file, saved=False, only=ours)
    cells = [cell for name in values if name in ours for cell in _cells(name, values[name], formulas[name])]
    return Found(stamp, tuple(cells))


def _sheets(content: bytes, file: str, *, saved: bool, only: Set[str] | None = None) -> dict[str, Grid]:
    """Return the cells of each sheet, or of those named `only`: saved values, or formulas where not `saved`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of lists and colours that it leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=saved, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if only is None or sheet.title in only]
            grids = {sheet.title: _grid(sheet, file) for sheet in sheets[: MOST_SHEETS + 1]}
            book.close()
    except HelpSheetError:
        raise
    except _BROKEN as error:
        raise refusal("damaged", file) from error
    if len(grids) > MOST_SHEETS:
        raise _too_many(file, f"more than {MOST_SHEETS} sheets")
    return grids


def _grid(sheet: Any, file: str) -> Grid:
    """Return the values of a sheet, in whatever rows they are."""
    rows, columns = sheet.max_row or 0, sheet.max_column or 0
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise _too_many(f"{file}!{sheet.title}", f"a sheet of {rows} rows and {columns} columns")
    sheet.reset_dimensions()
    lines = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return {number: _trimmed(line) for number, line in enumerate(lines, 1) if line.count(None) < len(line)}


def _trimmed(line: tuple[object, ...]) -> tuple[object, ...]:
    """Return a row without the empty cells at its end."""
    return line[: next(end for end in range(len(line), 0, -1) if line[end - 1] is not None)]


def _too_many(file: str, found: str) -> HelpSheetError:
    expected = f"at most {MOST_SHEETS} sheets of {MOST_ROWS} rows and {MOST_COLUMNS} columns"
    return HelpSheetError("too_many_cells", Fault(file, None, None, found, expected, "take the other sheets out"))


def _stamp(grid: Grid) -> str:
    """Return what stands to the right of the mark of the stamp."""
    for row in grid.values():
        if STAMP_MARK in row:
            told = next((value for value in row[row.index(STAMP_MARK) + 1 :] if value is not None), "")
            return str(told)
    return ""


def _marks(grid: Grid) -> dict[object, int]:
    """Return the columns of the marks of a sheet that is ours."""
    return {mark: row.index(mark) for row in grid.values() for mark in _MARKS if mark in row}


def _cells(name: str, grid: Grid, formulas: Grid) -> Iterator[Cell]:
    """Yield the cells to fill in of a sheet: those beside a code, in the column of the mark of answers."""
    marks = _marks(grid)
    answers, codes = marks[ANSWER_MARK], marks[CODE_MARK]
    for number, row in grid.items():
        code = row[codes] if codes < len(row) else None
        if isinstance(code, str) and code.strip() and code != CODE_MARK:
            value, formula = (_at(lines, number, answers) for lines in (grid, formulas))
            address = f"{get_column_letter(answers + 1)}{number}"
            label = _at(grid, number, marks[LABEL_MARK])
            unsaved = value is None and formula is not None
            yield Cell(code.strip(), name, address, value, unsaved, "" if label is None else str(label))


def _at(grid: Grid, row: int, column: int) -> object:
    line = grid.get(row, ())
    return line[column] if column < len(line) else None
