"""Writes the sheet of a section: a line for each variable, with a cell to fill in. Nothing is read or judged here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kartlegg.forms.help_sheet.book import ANSWER_MARK, CODE_MARK, LABEL_MARK, MARK_ROW, Book, lines_of
from kartlegg.forms.help_sheet.formulas import (
    OpenWhen,
    address,
    difference_formula,
    off_by_formula,
    sum_formula,
    total,
)
from kartlegg.forms.help_sheet.plan import ANSWER_COLUMN, FIRST_LINE, Line, Plan, PlannedSheet, describe_limits
from kartlegg.forms.help_sheet.words import Key, word
from kartlegg.forms.wording import SMALLEST_TOLD, FormLanguage, said, written_number
from kartlegg.questionnaire.answers import Answers, Value
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import Control
from kartlegg.questionnaire.variables import Variable

_LABEL_WIDTH, _WIDE, _NARROW, _FIGURE_WIDTH, _GUIDANCE_WIDTH = 62, 32, 16, 12, 40
_HEAD_ROW, _LINE_HEIGHT, _MOST_LINES, _TEXT_SIGNS = FIRST_LINE - 1, 15, 8, 4000
_TICK = "x"
_SMALL, _BOLD, _SMALL_HEIGHT, _AIR = 1.22, 0.9, 0.84, 3
"""How many signs there is room for in small and bold type, and how high a line of small type is, to the usual."""


@dataclass(frozen=True)
class Filling:
    """What the cells of all sheets are filled from: the form, its plan, and what is known of the unit."""

    questionnaire: Questionnaire
    plan: Plan
    answers: Answers
    last_round: Mapping[str, float]
    last_year: int | None
    colleagues: Mapping[str, tuple[str, ...]]


def option_labels(variable: Variable, language: FormLanguage) -> dict[str, str]:
    """Return what stands in the list for each option by its code; labels that are alike get their code behind."""
    labels = {option.code: said(option.label, language) for option in variable.options}
    folded = [label.casefold() for label in labels.values()]
    return {
        code: label if folded.count(label.casefold()) == 1 else f"{label} ({code})" for code, label in labels.items()
    }


def columns_of(sheet: PlannedSheet, filling: Filling) -> list[Key]:
    """Return what stands in each column of the sheet: question and answer first, the codes last."""
    codes = [line.variable.code for line in sheet.lines if line.variable is not None]
    columns: list[Key] = ["question", "answer"]
    columns += ["last"] if any(code in filling.last_round for code in codes) else []
    columns += ["colleagues"] if any(code in filling.colleagues for code in codes) else []
    return [*columns, "guidance", "code"]


def shown_answer(variable: Variable, value: Value, language: FormLanguage) -> Value:
    """Return what stands in the cell for an answer: the label of an option, x for a tick; None for nothing."""
    if value is None or isinstance(value, str):
        return value if value is None else option_labels(variable, language).get(value, value)
    if variable.type == "tick":
        return _TICK if value else None
    return value


def write_section(book: Book, sheet: PlannedSheet, filling: Filling) -> None:
    """Write the sheet."""
    _SectionSheet(book, sheet, filling).write()


class _SectionSheet:
    """One sheet while it is written."""

    def __init__(self, book: Book, sheet: PlannedSheet, filling: Filling) -> None:
        self._book, self._sheet, self._filling, self._looks = book, sheet, filling, book.looks
        self._page: Any = book.add_sheet(sheet.name, sheet.title, landscape=True)
        variables = [line.variable for line in sheet.lines if line.variable is not None]
        self._columns = columns_of(sheet, filling)
        self._numbers = all(one.type == "number" for one in variables)
        self._open = OpenWhen(filling.plan.places, sheet.name, filling.questionnaire.variables, self._label)

    def write(self) -> None:
        self._write_heads()
        for row, line in self._sheet.numbered:
            self._write_line(row, line)
        self._set_page()

    def _write_heads(self) -> None:
        for column, key in enumerate(self._columns[:-1]):
            text = word(key, self._book.language)
            if key == "last" and self._filling.last_year is not None:
                text = f"{text} ({self._filling.last_year})"
            look = self._looks.head(right=key in ("last", "colleagues"), indent=int(key == "guidance"))
            self._page.write_string(_HEAD_ROW, column, text, look)
        self._page.write_string(MARK_ROW, 0, LABEL_MARK)
        self._page.write_string(MARK_ROW, ANSWER_COLUMN, ANSWER_MARK)
        self._page.write_string(MARK_ROW, len(self._columns) - 1, CODE_MARK)
        self._page.set_row(MARK_ROW, None, None, {"hidden": True})
        self._page.set_row(_HEAD_ROW, 2 * _LINE_HEIGHT + 4)

    def _write_line(self, row: int, line: Line) -> None:
        looks, variable = self._looks, line.variable
        heading = line.kind == "question"
        look = {
            "question": looks.question,
            "note": looks.note,
            "subheading": looks.subheading,
            "sum": looks.total,
        }.get(line.kind, looks.label)()
        if heading:
            for column in range(1, len(self._columns) - 1):
                self._page.write_blank(row, column, None, looks.beside())
        self._page.write_string(row, 0, line.label, look)
        self._page.write_string(
            row, self._columns.index("guidance"), line.guidance, looks.beside() if heading else looks.note(indent=1)
        )
        if line.kind == "control":
            self._write_control(row, line)
        elif variable is not None and not variable.asked:
            self._write_sum(row, variable)
        elif variable is not None:
            self._write_cell(row, variable)
        self._set_height(row, line)
        if variable is not None:
            self._write_beside(row, variable)
        self._close(row, variable.shown_if if variable else line.shown_if)

    def _set_height(self, row: int, line: Line) -> None:
        """Make the row as high as its longest text."""
        size = {"note": _SMALL, "question": _BOLD, "sum": _BOLD, "control": _BOLD}.get(line.kind, 1.0)
        height = _LINE_HEIGHT * (_SMALL_HEIGHT if line.kind == "note" else 1)
        heights = (
            height * lines_of(line.label, _LABEL_WIDTH * size),
            _SMALL_HEIGHT * _LINE_HEIGHT * lines_of(line.guidance, _GUIDANCE_WIDTH * _SMALL),
            _LINE_HEIGHT * min(line.lines, _MOST_LINES),
            _LINE_HEIGHT * lines_of(self._longest_label(line.variable), _WIDE * _BOLD),
        )
        self._page.set_row(row, max(*heights, _LINE_HEIGHT) + _AIR)

    def _longest_label(self, variable: Variable | None) -> str:
        labels = option_labels(variable, self._book.language).values() if variable else ()
        return max(labels, key=len, default="")

    def _write_cell(self, row: int, variable: Variable) -> None:
        value = self._filling.answers.get(variable.code)
        decimals = (variable.decimals or 0) if variable.type == "number" else None
        look = self._looks.cell(decimals=decimals, wrap=variable.type == "text")
        shown = shown_answer(variable, value, self._book.language)
        if isinstance(shown, str):
            self._page.write_string(row, ANSWER_COLUMN, shown, look)
        elif shown is None:
            self._page.write_blank(row, ANSWER_COLUMN, None, look)
        else:
            self._page.write_number(row, ANSWER_COLUMN, shown, look)
        self._page.write_string(row, len(self._columns) - 1, variable.code)
        self._page.data_validation(row, ANSWER_COLUMN, row, ANSWER_COLUMN, self._validation(variable))

    def _label(self, variable: Variable, code: str) -> str:
        return option_labels(variable, self._book.language).get(code, code)

    def _validation(self, variable: Variable) -> dict[str, Any]:
        """Return what Excel lets in."""
        language = self._book.language
        told: dict[str, Any]
        match variable.type:
            case "choice":
                source = f"={self._book.list_name(tuple(option_labels(variable, language).values()))}"
                told, message = {"validate": "list", "source": source}, word("not_listed", language)
            case "tick":
                told, message = {"validate": "list", "source": [_TICK, "1", "0"]}, word("not_a_tick", language)
            case "text":
                most = int(variable.at_most or _TEXT_SIGNS)
                told = {"validate": "length", "criteria": "<=", "value": most}
                message = word("too_long", language, word("words", language, most))
            case "number":
                told = {"validate": "decimal" if variable.decimals else "integer"} | _limits(variable)
                message = word("not_a_number", language, describe_limits(variable, language))
        return told | {"ignore_blank": True} | dict(self._book.refusal(message))

    def _write_sum(self, row: int, variable: Variable) -> None:
        filling = self._filling
        cells = [address(filling.plan.places, part, self._sheet.name) for part in variable.parts]
        cached = total(filling.answers, filling.questionnaire.variables, variable.parts)
        look = self._looks.total(decimals=variable.decimals)
        self._page.write_formula(row, ANSWER_COLUMN, sum_formula(cells), look, _or_blank(cached))

    def _write_control(self, row: int, line: Line) -> None:
        filling, control = self._filling, line.control
        if control is None:
            return
        places, variables = filling.plan.places, filling.questionnaire.variables
        cells = [address(places, part, self._sheet.name) for part in line.parts]
        formula = difference_formula(cells, address(places, control.of, self._sheet.name))
        own = total(filling.answers, variables, line.parts)
        of = total(filling.answers, variables, (control.of,))
        cached = None if own is None or of is None else round(own - of, 6)
        look = self._looks.sum(decimals=variables[control.of].decimals)
        self._page.write_formula(row, ANSWER_COLUMN, formula, look, _or_blank(cached))
        here = f"$B${row + 1}"
        wrong = off_by_formula(here, control.within)
        told = _told_of(control, self._book.language)
        guidance, note = self._columns.index("guidance"), self._looks.note(indent=1)
        shown = told if cached is not None and abs(cached) > control.within else ""
        self._page.write_formula(row, guidance, f'=IF({wrong},"{told}","")', note, shown)
        self._book.mark_red(self._page, (row, 0, row, guidance), wrong)

    def _write_beside(self, row: int, variable: Variable) -> None:
        """Write last round's figure and the sum of what colleagues wrote."""
        filling = self._filling
        if variable.code in filling.last_round:
            look = self._looks.last(variable.decimals or 0)
            self._page.write_number(row, self._columns.index("last"), filling.last_round[variable.code], look)
        if cells := filling.colleagues.get(variable.code):
            look = self._looks.sum(decimals=variable.decimals)
            self._page.write_formula(row, self._columns.index("colleagues"), sum_formula(cells), look, "")

    def _close(self, row: int, conditions: tuple[str, ...]) -> None:
        """Turn the line grey where the answers above say that it is not asked."""
        formula = self._open.formula(conditions)
        if formula is not None:
            self._book.mark_closed(self._page, (row, 0, row, self._columns.index("guidance")), formula)

    def _set_page(self) -> None:
        looks, page = self._looks, self._page
        widths: Mapping[Key, int] = {
            "question": _LABEL_WIDTH,
            "answer": _NARROW if self._numbers else _WIDE,
            "last": _FIGURE_WIDTH,
            "colleagues": _FIGURE_WIDTH,
            "guidance": _GUIDANCE_WIDTH,
        }
        for column, key in enumerate(self._columns[:-1]):
            page.set_column(column, column, widths[key], looks.format())
        page.set_column(len(self._columns) - 1, len(self._columns) - 1, None, None, {"hidden": True})
        page.freeze_panes(FIRST_LINE, 1)
        page.repeat_rows(_HEAD_ROW)
        first = next((row for row, line in self._sheet.numbered if line.asks), FIRST_LINE)
        page.set_selection(first, ANSWER_COLUMN, first, ANSWER_COLUMN)


def _told_of(control: Control, language: FormLanguage) -> str:
    """Return how large a difference may be; one that comes of rounding is none."""
    if control.within < SMALLEST_TOLD:
        return word("balanced_exactly", language)
    return word("balanced", language, written_number(control.within))


def _limits(variable: Variable) -> dict[str, Any]:
    if variable.at_most is None:
        return {"criteria": ">=", "value": variable.at_least or 0}
    return {"criteria": "between", "minimum": variable.at_least or 0, "maximum": variable.at_most}


def _or_blank(value: float | None) -> float | str:
    return "" if value is None else value
