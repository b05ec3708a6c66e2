"""A help sheet that comes back: what it would change, cell by cell. Nothing is saved, no rule across answers judged.

An empty cell says nothing and changes nothing. Where one box of a question is ticked, its empty boxes are not ticked.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kartlegg.errors import AnswerError, Fault, HelpSheetError
from kartlegg.forms.help_sheet.archive import refuse_unsafe
from kartlegg.forms.help_sheet.belonging import folded, labels_of, language_of, strays
from kartlegg.forms.help_sheet.cells import Cell, find_cells
from kartlegg.forms.help_sheet.plan import Plan, plan_sheets
from kartlegg.forms.help_sheet.problems import Problem, most_of, problem_of, shown_answer
from kartlegg.forms.help_sheet.section_sheet import option_labels
from kartlegg.forms.help_sheet.stamp import Stamp, parse_stamp
from kartlegg.forms.wording import FORM_LANGUAGES, FormLanguage
from kartlegg.questionnaire.answers import Answers, Value, parse_answer
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.variables import Variable

_FETCH = "fetch a new help sheet and copy the answers over"
_NAMED = 5
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""What Excel writes where a formula has no result."""

_BEYOND = 10.0**300
"""Far beyond any answer, and still a number of the machine."""

_DIGITS, _TELLING = 9, 4
"""Decimals of a number in a cell, behind which stands the noise of a formula; and with how many no reader of numbers
can take the comma for one that parts thousands."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a cell (`sheet`, and `cell` such as C12) would change: from `old` to `new`, or why it cannot.

    `told` says the same in a few words, options by their label in the language of the sheet.
    """

    variable: str
    sheet: str
    cell: str
    old: Value
    new: Value
    problem: Problem | None = None
    told: str = ""


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


@dataclass(frozen=True, slots=True)
class Opened:
    """A help sheet of the round and the unit that were expected, with its name, for messages. No cell is judged."""

    file: str
    stamp: Stamp
    cells: tuple[Cell, ...]


def read_help_sheet(
    content: bytes,
    questionnaire: Questionnaire,
    expected: Stamp,
    current: Answers,
    *,
    file: str = "help sheet",
) -> Diff:
    """Return what the sheet would change in the `current` answers; `open_help_sheet` and `differences` in one."""
    return differences(open_help_sheet(content, expected, file), questionnaire, current)


def open_help_sheet(content: bytes, expected: Stamp, file: str) -> Opened:
    """Return the sheet with its stamp, which names the unit it was made for.

    `expected` is the stamp of the round and the unit, or of no unit in particular where any may come; a sheet made
    for nobody in particular fits any unit. `file` is its name, for messages. Raises HelpSheetError for a file that is
    unsafe, damaged, no help sheet, or of another survey, round, version or unit.
    """
    refuse_unsafe(content, file)
    found = find_cells(content, file)
    return Opened(file, _expected_stamp(found.stamp, expected, file), found.cells)


def differences(opened: Opened, questionnaire: Questionnaire, current: Answers) -> Diff:
    """Return what the sheet would change in the `current` answers; raises HelpSheetError where it has no line."""
    variables = {code: variable for code, variable in questionnaire.variables.items() if variable.asked}
    labels = labels_of(questionnaire)
    language = language_of(opened.cells, labels)
    cells, remarks = _one_cell_each(opened.cells, variables)
    if not cells:
        raise _refusal("no_sheets", opened.file, "no sheet of the form", "the sheets that the help sheet came with")
    remarks += _gone(cells, plan_sheets(questionnaire, language))
    astray = strays(opened.cells, labels)
    reading = _Reading(variables, labels[language], language)
    read = {
        code: reading.stray(cell) if cell in astray else reading.answer(cell)
        for code, cell in cells.items()
        if cell not in astray or not _is_empty(cell)
    }
    read |= dict.fromkeys(_not_ticked(read, variables), 0.0)
    rows = tuple(
        reading.change(cells[code], current.get(code), read[code])
        for code in variables
        if code in read and read[code] is not None and read[code] != current.get(code)
    )
    return Diff(rows, tuple(remarks))


def _expected_stamp(text: str, expected: Stamp, file: str) -> Stamp:
    """Return the stamp of the sheet; raises HelpSheetError where it is not the one expected."""
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
            found = f"a sheet of {stamp.told}" if what != "version" else f"a sheet of the version {own}"
            remedy = "" if what == "version" else f"name the {what} {own}, or "
            raise _refusal(reason, file, found, f"one of the {what} {meant}", remedy + _FETCH)
    return stamp


def _refusal(reason: str, file: str, found: str, expected: str, remedy: str = _FETCH) -> HelpSheetError:
    return HelpSheetError(reason, Fault(file, None, None, found, expected, remedy))


def _one_cell_each(
    found: tuple[Cell, ...], variables: Mapping[str, Variable]
) -> tuple[dict[str, Cell], list[Remark]]:
    """Return the cell of each variable, and what is unknown or doubled.

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
    return cells, remarks


def _gone(cells: Mapping[str, Cell], plan: Plan) -> Iterator[Remark]:
    """Yield for each sheet of the form what is not in the file: all of it, or some lines."""
    for sheet in plan.sheets:
        codes = [line.variable.code for line in sheet.lines if line.asks and line.variable is not None]
        gone = [code for code in codes if code not in cells]
        lines = f"{len(gone)} {'line is' if len(gone) == 1 else 'lines are'} not in the file"
        if gone and len(gone) == len(codes):
            yield Remark("sheet_gone", sheet.name, f"the sheet is gone: {lines}")
        elif gone:
            more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
            yield Remark("lines_gone", sheet.name, f"{lines}: {', '.join(gone[:_NAMED])}{more}")


def _is_empty(cell: Cell) -> bool:
    return not cell.unsaved and (cell.value is None or not str(cell.value).strip())


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads cells and tells what they say in the language of the sheet."""

    variables: Mapping[str, Variable]
    labels: Mapping[str, str]
    language: FormLanguage

    def answer(self, cell: Cell) -> Value | Problem:
        """Return the answer in a cell, None where it is empty."""
        if cell.unsaved:
            expected = "a number, or the file saved in Excel so that the result is in it"
            return Problem("formula_without_result", "a formula without a result", expected)
        variable = self.variables[cell.code]
        if isinstance(cell.value, str) and cell.value in _ERRORS:
            return Problem(
                "error_cell", f"the error {cell.value}", "an answer; mend the cells that it is worked out of"
            )
        if isinstance(cell.value, bool) and variable.type == "number":
            return Problem("not_a_number", str(cell.value).upper(), "a number")
        text = _as_text(cell.value, padded=variable.type != "text")
        for language in FORM_LANGUAGES:
            for code, label in option_labels(variable, language).items():
                if folded(text) == folded(label):
                    return code
        try:
            answer = parse_answer(variable, text)
            if isinstance(answer, float) and answer > most_of(variable):
                raise AnswerError("too_large", repr(text), "")
        except AnswerError as error:
            return problem_of(error, variable, cell.value, self.language)
        return answer

    def stray(self, cell: Cell) -> Problem:
        """Return why nothing is taken from a row whose label is of another variable than its code."""
        found = f"«{cell.label}» beside the code {cell.code}: label and code of this row do not belong together"
        expected = f"«{self.labels[cell.code]}»; sort whole rows, with the hidden column of codes"
        return Problem("label_of_another", found, expected)

    def change(self, cell: Cell, old: Value, read: Value | Problem) -> Change:
        """Return what a cell would change."""
        if isinstance(read, Problem):
            return Change(cell.code, cell.sheet, cell.address, old, None, read, str(read))
        before, after = (shown_answer(self.variables[cell.code], one, self.language) for one in (old, read))
        return Change(cell.code, cell.sheet, cell.address, old, read, told=f"{before} -> {after}")


def _as_text(value: object, *, padded: bool = True) -> str:
    """Return what stands in a cell as somebody would type it; `padded` so that no comma can part thousands."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        value = max(-_BEYOND, min(value, _BEYOND))  # a whole number in a file may have any number of digits
        whole, _, part = f"{value:.{_DIGITS}f}".partition(".")
        part = part.rstrip("0")
        return f"{whole},{part.ljust(_TELLING if padded else 0, '0')}" if part else whole
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
