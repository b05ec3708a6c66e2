"""Sheets for colleagues who know one service: its staff by place, divided as the form divides the whole.

Their sums stand beside the answers as a proposal. An answer itself may not be written from here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from kartlegg.forms.help_sheet.book import Book, lines_of
from kartlegg.forms.help_sheet.formulas import off_by_formula
from kartlegg.forms.help_sheet.plan import names_of_sheets
from kartlegg.forms.help_sheet.words import word
from kartlegg.forms.wording import FormLanguage, said
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import Item, Numbers

PLACES = 6
"""How many places of service one sheet has room for."""

_FIRST, _SUM = 1, PLACES + 1
_HEAD = 3
_BALANCED = 0.005  # half of the last decimal that is shown
_LABEL_WIDTH, _PLACE_WIDTH, _LINE_HEIGHT = 56, 13, 15


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one way of dividing the staff: what stands above them, and each with its variable."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ColleagueSheet:
    """The sheet of one service: its variable, and the blocks that divide it."""

    service: str
    name: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def tops(self) -> Iterator[tuple[int, Block]]:
        """Yield each block with the row of its title."""
        top = _HEAD + 1
        for block in self.blocks:
            yield top, block
            top += len(block.rows) + 3

    @property
    def cells(self) -> Iterator[tuple[str, str]]:
        """Yield each variable with the address of its sum; the service itself is the sum of the first block."""
        column = xl_col_to_name(_SUM)
        for number, (top, block) in enumerate(self.tops):
            for row, (variable, _) in enumerate(block.rows, top + 1):
                yield variable, f"'{self.name}'!${column}${row + 1}"
            if not number and self.service not in dict(block.rows):
                yield self.service, f"'{self.name}'!${column}${top + len(block.rows) + 2}"


def plan_colleagues(questionnaire: Questionnaire, language: FormLanguage) -> tuple[ColleagueSheet, ...]:
    """Return a sheet for each service whose staff is asked for, in the order of the form."""
    services = [
        (said(section.title, language), item, _dividing(questionnaire, grid))
        for section in questionnaire.sections
        for grid in section.questions
        if isinstance(grid, Numbers) and grid.dimension == "service"
        for item in grid.rows
    ]
    numbers = [f"K{number}" for number in range(1, len(services) + 1)]
    labels = [said(item.label, language) for _, item, _ in services]
    sheets: list[ColleagueSheet] = []
    for name, number, label, (section_title, item, dividing) in zip(
        names_of_sheets(list(zip(numbers, labels, strict=True))), numbers, labels, services, strict=True
    ):
        blocks = tuple(_block(one, one.rows, language) for one in dividing)
        blocks = blocks or (Block(word("service_fte", language), ((item.variable, label),)),)
        sheets.append(ColleagueSheet(item.variable, name, f"{number} {section_title}: {label}", blocks))
    return tuple(sheets)


def _dividing(questionnaire: Questionnaire, grid: Numbers) -> list[Numbers]:
    """Return the grids whose rows are meant to add up to a sum of `grid`."""
    sums = {item.variable for item in grid.sums}
    return [one for one in questionnaire.grids if one.control is not None and one.control.of in sums and one.rows]


def _block(grid: Numbers, rows: Sequence[Item], language: FormLanguage) -> Block:
    return Block(said(grid.text, language), tuple((row.variable, said(row.label, language)) for row in rows))


def sums_of_colleagues(sheets: Sequence[ColleagueSheet]) -> Mapping[str, tuple[str, ...]]:
    """Return the addresses whose sum is proposed for each variable, by its code."""
    found: dict[str, tuple[str, ...]] = {}
    for sheet in sheets:
        for variable, cell in sheet.cells:
            found[variable] = (*found.get(variable, ()), cell)
    return found


def write_colleague_sheet(book: Book, sheet: ColleagueSheet, sections: str) -> None:
    """Write the sheet; `sections` names the sheets on which its sums come out."""
    language, looks = book.language, book.looks
    page = book.add_sheet(sheet.name, sheet.title, landscape=True)
    page.set_column(0, 0, _LABEL_WIDTH, looks.format())
    page.set_column(_FIRST, _SUM, _PLACE_WIDTH, looks.format())
    page.write_string(2, 0, word("colleague_how", language, sections), looks.note())
    page.set_row(2, 34)
    page.write_string(_HEAD, 0, word("place_name", language), looks.head())
    for number in range(PLACES):
        page.write_string(_HEAD, _FIRST + number, word("place", language, number + 1), looks.cell(wrap=True))
    page.write_string(_HEAD, _SUM, word("sum", language), looks.head(right=True))
    page.set_row(_HEAD, 34)
    page.freeze_panes(_HEAD + 1, 1)
    page.repeat_rows(_HEAD)
    first_sum = next(top + len(block.rows) + 1 for top, block in sheet.tops)
    for top, block in sheet.tops:
        _write_block(book, page, block, top)
        if top + len(block.rows) + 1 != first_sum:
            _write_difference(book, page, top + len(block.rows) + 2, (top + len(block.rows) + 1, first_sum))


def _write_block(book: Book, page: Any, block: Block, top: int) -> None:
    looks, bottom = book.looks, top + len(block.rows)
    page.write_string(top, 0, block.title, looks.question())
    page.set_row(top, _LINE_HEIGHT * lines_of(block.title, _LABEL_WIDTH * 0.84) + 3)
    limits = {"validate": "decimal", "criteria": ">=", "value": 0, "ignore_blank": True}
    limits |= book.refusal(word("not_a_number", book.language, ""))
    page.data_validation(top + 1, _FIRST, bottom, _FIRST + PLACES - 1, limits)
    for row, (_, label) in enumerate(block.rows, top + 1):
        page.write_string(row, 0, label, looks.label())
        page.set_row(row, _LINE_HEIGHT * lines_of(label, _LABEL_WIDTH * 0.9) + 3)
        for column in range(_FIRST, _FIRST + PLACES):
            page.write_blank(row, column, None, looks.cell(decimals=2))
        _write_sum(page, (row, _SUM), f"{_cell(row, _FIRST)}:{_cell(row, _SUM - 1)}", looks.sum(decimals=2))
    page.write_string(bottom + 1, 0, word("sum", book.language), looks.total())
    for column in range(_FIRST, _SUM + 1):
        cells = f"{_cell(top + 1, column)}:{_cell(bottom, column)}"
        _write_sum(page, (bottom + 1, column), cells, looks.total(decimals=2))


def _write_sum(page: Any, place: tuple[int, int], cells: str, look: Any) -> None:
    page.write_formula(*place, f'=IF(COUNT({cells})=0,"",SUM({cells}))', look, "")


def _write_difference(book: Book, page: Any, row: int, sums: tuple[int, int]) -> None:
    """Write in `row` how far the sum of a block is from that of the first."""
    page.write_string(row, 0, word("block_difference", book.language), book.looks.label())
    for column in range(_FIRST, _SUM + 1):
        own, first = (_cell(at, column) for at in sums)
        formula = f'=IF(OR(COUNT({own})=0,COUNT({first})=0),"",ROUND({own}-{first},6))'
        page.write_formula(row, column, formula, book.looks.sum(decimals=2), "")
    cell = xl_col_to_name(_FIRST) + str(row + 1)
    book.mark_red(page, (row, _FIRST, row, _SUM), off_by_formula(cell, _BALANCED))


def _cell(row: int, column: int) -> str:
    return f"{xl_col_to_name(column)}{row + 1}"
