"""Which line of which sheet each variable stands on. No file is written and no look chosen here."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kartlegg.definitions import Words
from kartlegg.forms.help_sheet.words import LOOSE_WORDS, word
from kartlegg.forms.routing_words import RoutingWords
from kartlegg.forms.wording import FormLanguage, question_numbers, said, written_number
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.questions import (
    Choice,
    ChoiceGrid,
    Choices,
    ChoicesGrid,
    Control,
    Number,
    Numbers,
    OpenText,
    Question,
)
from kartlegg.questionnaire.variables import Variable

LineKind = Literal["note", "question", "answer", "subheading", "sum", "control"]
FIRST_LINE = 4
"""Row of the first line of a sheet, the top being 0: title, way back, hidden marks and heads stand above."""

ANSWER_COLUMN = 1
_NAME, _FORBIDDEN = 28, re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet. One with a variable that is asked has a cell to fill in.

    `shown_if` are the conditions under which a line without a variable is of interest; a variable has its own.
    """

    kind: LineKind
    label: str
    variable: Variable | None = None
    guidance: str = ""
    control: Control | None = None
    parts: tuple[str, ...] = ()
    lines: int = 1
    shown_if: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """True where the line has a cell to fill in."""
        return self.variable is not None and self.variable.asked


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A sheet of one section."""

    name: str
    title: str
    lines: tuple[Line, ...]

    @property
    def numbered(self) -> Iterator[tuple[int, Line]]:
        """Yield each line with its row."""
        return enumerate(self.lines, FIRST_LINE)


@dataclass(frozen=True)
class Plan:
    """All sheets of sections, in the order of the form."""

    sheets: tuple[PlannedSheet, ...]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What stands beside the cell of each variable, by its code."""
        lines = (line for sheet in self.sheets for line in sheet.lines)
        return {line.variable.code: line.label for line in lines if line.variable is not None}

    @cached_property
    def places(self) -> Mapping[str, tuple[str, int]]:
        """The sheet and the row of each variable, by its code."""
        return {
            line.variable.code: (sheet.name, row)
            for sheet in self.sheets
            for row, line in sheet.numbered
            if line.variable is not None
        }


def names_of_sheets(titles: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return a name that Excel takes for each number and title: whole words of the title behind the number.

    Titles that begin alike and end otherwise keep their first word and their end.
    """
    cleaned = [(number, " ".join(_FORBIDDEN.sub(" ", title).split())) for number, title in titles]
    short = [_opening(title, _NAME - len(number) - 1) for number, title in cleaned]
    alike = Counter(short[at] for at in {title: at for at, (_, title) in enumerate(cleaned)}.values())
    return tuple(
        f"{number} {_ends(title, _NAME - len(number) - 1) if alike[name] > 1 else name}"
        for (number, title), name in zip(cleaned, short, strict=True)
    )


def _opening(title: str, room: int) -> str:
    """Return as many words of the beginning as there is room for."""
    if len(title) <= room:
        return title
    words = title.split()
    while len(words) > 1 and (len(" ".join(words)) > room or words[-1].casefold() in LOOSE_WORDS):
        words.pop()
    return " ".join(words)[:room].rstrip(" ,.-–")


def _ends(title: str, room: int) -> str:
    """Return the first word and as many words of the end as there is room for."""
    first, *rest = title.split()
    while rest and len(" ".join((first, *rest))) > room:
        rest.pop(0)
    return " ".join((first, *rest))[:room]


def plan_sheets(questionnaire: Questionnaire, language: FormLanguage) -> Plan:
    """Return where everything stands; raises RuleError for a condition that cannot be read."""
    titles = [(str(number), said(one.title, language)) for number, one in enumerate(questionnaire.sections, 1)]
    names = names_of_sheets(titles)
    by_section = dict(zip((one.code for one in questionnaire.sections), names, strict=True))
    planner = _Planner(questionnaire, language, by_section)
    return Plan(
        tuple(
            PlannedSheet(name, " ".join(title), tuple(planner.section(section)))
            for section, title, name in zip(questionnaire.sections, titles, names, strict=True)
        )
    )


class _Planner:
    """Turns sections into lines."""

    def __init__(self, questionnaire: Questionnaire, language: FormLanguage, names: Mapping[str, str]) -> None:
        self._questionnaire, self._language, self._names = questionnaire, language, names
        self._numbers = question_numbers(questionnaire)
        self._routing = RoutingWords(questionnaire, language, self._numbers)
        self._write = word("text", language)

    def section(self, section: Section) -> Iterator[Line]:
        if section.intro is not None:
            yield Line("note", self._said(section.intro))
        if section.shown_if:
            yield Line("note", self._routing.sentence((section.shown_if,)))
        for question in section.questions:
            yield from self._question(question, (section.shown_if,) if section.shown_if else ())

    def _question(self, question: Question, above: tuple[str, ...]) -> Iterator[Line]:
        shown_if = (*above, question.shown_if) if question.shown_if else above
        variables = {
            variable.code: self._questionnaire.variables[variable.code]
            for variable in question.variables(self._questionnaire.scales)
        }
        own = variables.get(question.code) if isinstance(question, Choice | Number | OpenText) else None
        text = f"{self._numbers[question.code]} {self._said(question.text)}"
        lines = question.lines if isinstance(question, OpenText) else 1
        yield Line("question", text, own, self._guidance(question, own), lines=lines, shown_if=shown_if)
        if question.help is not None:
            yield Line("note", self._said(question.help), shown_if=shown_if)
        yield from self._lines_below(question, variables)

    def _lines_below(self, question: Question, variables: Mapping[str, Variable]) -> Iterator[Line]:
        match question:
            case Numbers():
                for item in (*question.rows, *question.sums):
                    kind: LineKind = "sum" if item.parts else "answer"
                    variable = variables[item.variable]
                    yield Line(kind, self._said(item.label), variable, self._row_guidance(item.shown_if))
                if question.control is not None and question.rows:
                    yield self._control_line(question, question.control)
            case ChoicesGrid():
                yield from self._cells(question, variables)
            case ChoiceGrid():
                for row in question.rows:
                    code = f"{question.code}_{row.code}"
                    yield from self._with_text(variables, code, row.label, self._row_guidance(row.shown_if))
            case Choices():
                for option in question.options:
                    yield from self._with_text(variables, f"{question.code}_{option.code}", option.label)
            case Choice():
                labels = {option.code: option.label for option in question.choices(self._questionnaire.scales)}
                for variable in list(variables.values())[1:]:
                    yield self._words_line(labels[variable.option or ""], variable)

    def _cells(self, question: ChoicesGrid, variables: Mapping[str, Variable]) -> Iterator[Line]:
        for row in question.rows:
            first = variables[f"{question.code}_{row.code}_{question.options[0].code}"]
            guidance = self._row_guidance(row.shown_if)
            yield Line("subheading", self._said(row.label), guidance=guidance, shown_if=first.shown_if)
            for option in question.options:
                yield from self._with_text(variables, f"{question.code}_{row.code}_{option.code}", option.label)

    def _with_text(
        self, variables: Mapping[str, Variable], code: str, label: Words, guidance: str = ""
    ) -> Iterator[Line]:
        """Yield the line of a variable and, where it asks what it is, the line for the words."""
        yield Line("answer", self._said(label), variables[code], guidance)
        if text := variables.get(f"{code}_text"):
            yield self._words_line(label, text)

    def _words_line(self, label: Words, variable: Variable) -> Line:
        """Return the line where the respondent writes what an option or a row is."""
        return Line("answer", word("which", self._language, self._said(label)), variable, self._write)

    def _control_line(self, question: Numbers, control: Control) -> Line:
        of = self._questionnaire.variables[control.of]
        grid = self._questionnaire.questions[of.question]
        items = (*grid.rows, *grid.sums) if isinstance(grid, Numbers) else ()
        label = next((self._said(item.label) for item in items if item.variable == of.code), "")
        place = next(
            self._names[section.code] for section in self._questionnaire.sections if grid in section.questions
        )
        parts = tuple(item.variable for item in question.rows)
        return Line(
            "control",
            word("difference", self._language, label or self._said(grid.text), place),
            control=control,
            parts=parts,
        )

    def _guidance(self, question: Question, variable: Variable | None) -> str:
        """Return when to answer a question and how."""
        told = [self._routing.sentence((question.shown_if,))] if question.shown_if else []
        if isinstance(question, Choice | ChoiceGrid):
            told.append(word("list", self._language))
        elif isinstance(question, Choices | ChoicesGrid):
            told.append(word("tick", self._language))
        elif isinstance(question, Numbers):
            told.append(
                word(question.measure, self._language) if question.rows else word("not_shown", self._language)
            )
        elif isinstance(question, OpenText):
            told.append(word("text", self._language))
        if variable is not None and variable.type in ("number", "text"):
            told.append(describe_limits(variable, self._language))
        return " ".join(filter(None, told))

    def _row_guidance(self, shown_if: str | None) -> str:
        return self._routing.sentence((shown_if,)) if shown_if else ""

    def _said(self, words: Words) -> str:
        return said(words, self._language)


def describe_limits(variable: Variable, language: FormLanguage) -> str:
    """Return what a number or a text may be, in words."""
    if variable.type == "text":
        return word("words", language, f"{variable.at_most:.0f}") if variable.at_most else ""
    told = [word(variable.measure, language)] if variable.measure else []
    told += [word("whole", language)] if variable.decimals == 0 and variable.measure == "percent" else []
    least = written_number(variable.at_least or 0)
    if variable.at_most is not None:
        told.append(word("limits", language, least, written_number(variable.at_most)))
    elif variable.at_least:
        told.append(word("from_zero", language, least))
    return " ".join(told)
