"""A help sheet that comes back: what it would change, cell by cell. Nothing is saved, no rule across answers judged.

An empty cell says nothing and changes nothing. Where one box of a question is ticked, its empty boxes are not ticked.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kartlegg.errors import AnswerError, Fault, HelpSheetError
from kartlegg.forms.help_sheet.archive import refuse_unsafe
from kartlegg.forms.help_sheet.cells import Cell, find_cells
from kartlegg.forms.help_sheet.section_sheet import option_labels
from kartlegg.forms.help_sheet.stamp import Stamp, parse_stamp
from kartlegg.forms.wording import FORM_LANGUAGES
from kartlegg.questionnaire.answers import Answers, Value, parse_answer
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.variables import Variable

_DIGITS, _TELLING = 9, 4
"""Decimals of a number in a cell, behind which stands the noise of a formula; and with how many no reader of numbers
can take the comma for one that parts thousands."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell is no answer. `reason` is one word for it; `found` and `expected` are phrases in English."""

    reason: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Return both phrases on one line."""
        return f"found {self.found}; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Change:
    """What a cell (`sheet`, and `cell` such as C12) would change: from `old` to `new`, or why it cannot."""

    variable: str
    sheet: str
    cell: str
    old: Value
    new: Value
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What is amiss with the sheets as a whole and hinders nothing. `reason` is one word for it."""

    reason: str
    sheet: str
    found: str


@dataclass(frozen=True, slots=True)
class Diff:
    """What a help sheet would change, in the order of the form; cells that say what is known already are left out."""

    rows: tuple[Change, ...]
    remarks: tuple[Remark, ...]

    @property
    def answers(self) -> dict[str, Value]:
        """The new answers by the code of their variable, without those that have a problem."""
        return {row.variable: row.new for row in self.rows if row.problem is None}


def read_help_sheet(
    content: bytes,
    questionnaire: Questionnaire,
    expected: Stamp,
    current: Answers,
    *,
    file: str = "help sheet",
) -> Diff:
    """Return what the sheet would change in the `current` answers.

    `expected` is the stamp of the round and the unit, or of no unit in particular where any may come; a sheet made
    for nobody in particular fits any unit. `file` is its name, for messages. Raises HelpSheetError for a file that is
    unsafe, damaged, no help sheet, or of another survey, round, version or unit.
    """
    refuse_unsafe(content, file)
    found = find_cells(content, file)
    _refuse_other(found.stamp, expected, file)
    variables = {code: variable for code, variable in questionnaire.variables.items() if variable.asked}
    cells, remarks = _one_cell_each(found.cells, variables)
    if not cells:
        raise _refusal("no_sheets", file, "no sheet of the form", "the sheets that the help sheet came with")
    read = {code: _answer_in(cell, variables[code]) for code, cell in cells.items()}
    read |= dict.fromkeys(_not_ticked(read, variables), 0.0)
    rows = tuple(
        _change(cells[code], current.get(code), read[code])
        for code in variables
        if code in read and read[code] is not None and read[code] != current.get(code)
    )
    return Diff(rows, tuple(remarks))


def _refuse_other(text: str, expected: Stamp, file: str) -> None:
    """Raise HelpSheetError where the stamp is not the one expected."""
    stamp = parse_stamp(text)
    if stamp is None:
        raise _refusal("no_stamp", file, "no mark of a help sheet", "the help sheet that was made for this survey")
    for reason, own, meant in (
        ("other_survey", stamp.survey, expected.survey),
        ("other_round", str(stamp.year), str(expected.year)),
        ("other_unit", stamp.unit or expected.unit, expected.unit or stamp.unit),
        ("other_version", stamp.definition, expected.definition),
    ):
        if own != meant:
            what = reason.removeprefix("other_")
            raise _refusal(reason, file, f"a sheet of the {what} {own}", f"one of the {what} {meant}")


def _refusal(reason: str, file: str, found: str, expected: str) -> HelpSheetError:
    return HelpSheetError(
        reason, Fault(file, None, None, found, expected, "fetch a new help sheet and copy the answers over")
    )


def _one_cell_each(
    found: tuple[Cell, ...], variables: Mapping[str, Variable]
) -> tuple[dict[str, Cell], list[Remark]]:
    """Return the cell of each variable, and what is unknown, doubled or gone.

    Of two cells of one variable the first that is filled in counts, unless they say different things.
    """
    cells: dict[str, Cell] = {}
    remarks: list[Remark] = []
    for cell in found:
        first = cells.get(cell.code)
        if cell.code not in variables:
            remarks.append(Remark("unknown_code", cell.sheet, f"{cell.code}, which is not in the form"))
        elif first is None or _is_empty(first):
            cells[cell.code] = cell
        elif not _is_empty(cell) and cell.value != first.value:
            told = f"{cell.code} in {cell.address}, answered otherwise on {first.sheet} in {first.address}"
            remarks.append(Remark("answered_twice", cell.sheet, told))
    gone = [code for code in variables if code not in cells]
    if gone and cells:
        remarks.append(Remark("lines_gone", "", f"no line for {', '.join(gone)}"))
    return cells, remarks


def _is_empty(cell: Cell) -> bool:
    return not cell.unsaved and (cell.value is None or not str(cell.value).strip())


def _answer_in(cell: Cell, variable: Variable) -> Value | Problem:
    """Return the answer in a cell, None where it is empty."""
    if cell.unsaved:
        expected = "a number, or the file saved in Excel so that the result is in it"
        return Problem("formula_without_result", "a formula without a result", expected)
    text = _as_text(cell.value)
    for language in FORM_LANGUAGES:
        for code, label in option_labels(variable, language).items():
            if " ".join(text.casefold().split()) == " ".join(label.casefold().split()):
                return code
    try:
        return parse_answer(variable, text)
    except AnswerError as error:
        return Problem(error.reason, error.found, error.expected)


def _as_text(value: object) -> str:
    """Return what stands in a cell as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        whole, _, part = f"{value:.{_DIGITS}f}".partition(".")
        part = part.rstrip("0")
        return f"{whole},{part.ljust(_TELLING, '0')}" if part else whole
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d.%m.%Y")
    return str(value)


def _not_ticked(read: Mapping[str, Value | Problem], variables: Mapping[str, Variable]) -> Iterator[str]:
    """Yield the empty boxes of questions, or rows of them, where one box is ticked."""
    boxes = {code: variables[code] for code in read if variables[code].type == "tick"}
    ticked = {(box.question, box.row) for code, box in boxes.items() if read[code] == 1.0}
    for code, box in boxes.items():
        if read[code] is None and (box.question, box.row) in ticked:
            yield code


def _change(cell: Cell, old: Value, read: Value | Problem) -> Change:
    if isinstance(read, Problem):
        return Change(cell.code, cell.sheet, cell.address, old, None, read)
    return Change(cell.code, cell.sheet, cell.address, old, read)
