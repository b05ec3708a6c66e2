"""A questionnaire as the rows of an XLSForm: survey and choices. No file is written here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kartlegg.definitions import Definition, Words
from kartlegg.forms.wording import written_number
from kartlegg.forms.xlsform.names import GRID, HELP, INTRO, LANGUAGES, OWN, SECTION, TOTAL, Language, xml_name
from kartlegg.forms.xlsform.xpath import relevant_of
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.questions import (
    Choice,
    ChoiceGrid,
    Choices,
    ChoicesGrid,
    Number,
    Numbers,
    OpenText,
    Question,
)
from kartlegg.questionnaire.variables import Variable

Row = dict[str, str]
"""What stands in each column of a row."""

_TABLE, _MULTILINE = "table-list", "multiline"
_BETWEEN = Words(nb="Fra {} til {}.", nn="Frå {} til {}.", en="From {} to {}.")
_FROM = Words(nb="{} eller mer.", nn="{} eller meir.", en="{} or more.")
_SIGNS = Words(nb="Høyst {} tegn.", nn="Høgst {} teikn.", en="At most {} characters.")
_ALONE = Words(
    nb="«{}» kan ikke krysses av sammen med noe annet.",
    nn="«{}» kan ikkje kryssast av saman med noko anna.",
    en="“{}” cannot be ticked together with anything else.",
)


def languages_of(questionnaire: Questionnaire) -> tuple[Language, ...]:
    """Return the languages in which anything is said; bokmål always is."""
    words = list(_all_words(questionnaire))
    return tuple(code for code in LANGUAGES if code == "nb" or any(getattr(one, code) for one in words))


def _all_words(node: object) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, Mapping):
        for part in node.values():
            yield from _all_words(part)
    elif isinstance(node, tuple):
        for part in node:
            yield from _all_words(part)
    elif isinstance(node, Definition):
        for name in type(node).model_fields:
            yield from _all_words(getattr(node, name))


@dataclass
class FormRows:
    """The rows of both sheets, filled by `fill`."""

    questionnaire: Questionnaire
    languages: Sequence[Language]
    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    _lists: set[str] = field(default_factory=set)

    def fill(self) -> None:
        """Add everything, in the order of the form."""
        for section in self.questionnaire.sections:
            relevant = relevant_of((section.shown_if,) if section.shown_if else (), self.questionnaire.variables)
            self._add("begin_group", SECTION + section.code, section.title, relevant=relevant)
            self._add_section(section)
            self._add("end_group", "")

    def _add_section(self, section: Section) -> None:
        if section.intro is not None:
            self._add("note", INTRO + section.code, section.intro)
        for question in section.questions:
            relevant = self._relevant(question.shown_if)
            if question.help is not None and isinstance(question, ChoiceGrid | ChoicesGrid | Numbers):
                self._add("note", HELP + question.code, question.help, relevant=relevant)
            self._add_question(question, relevant)

    def _add_question(self, question: Question, relevant: str) -> None:
        name, text = xml_name(question.code), question.text
        common = {"relevant": relevant, "required": "yes" if question.required else ""}
        match question:
            case Choice():
                options = question.choices(self.questionnaire.scales)
                shown = self._list_of(question, options)
                self._add(f"select_one {shown}", name, text, question.help, **common)
            case Choices():
                shown = self._list_of(question, question.options)
                self._add(f"select_multiple {shown}", name, text, question.help, **common, **self._alone(question))
            case ChoiceGrid() | ChoicesGrid():
                self._add_grid(question, relevant)
            case Numbers():
                self._add_numbers(question, relevant)
            case Number():
                variable = self.questionnaire.variables[question.code]
                self._add_number(variable, text, question.help, common)
            case OpenText():
                lines = {"appearance": _MULTILINE} if question.lines > 1 else {}
                lines |= {"parameters": f"rows={question.lines}"} if question.lines > 1 else {}
                limit = {"constraint": f"string-length(.) <= {question.at_most}"}
                limit |= self._said("constraint_message", _SIGNS, question.at_most)
                self._add("text", name, text, question.help, **common, **lines, **limit)
        self._add_texts(question)

    def _add_grid(self, question: ChoiceGrid | ChoicesGrid, relevant: str) -> None:
        own = question.options if isinstance(question, ChoicesGrid) else question.choices(self.questionnaire.scales)
        kind = "select_one" if isinstance(question, ChoiceGrid) else "select_multiple"
        shown = self._list_of(question, own)
        self._add("begin_group", GRID + question.code, question.text, relevant=relevant, appearance=_TABLE)
        required = "yes" if question.required else ""
        for row in question.rows:
            name = xml_name(f"{question.code}_{row.code}")
            self._add(f"{kind} {shown}", name, row.label, relevant=self._relevant(row.shown_if), required=required)
        self._add("end_group", "")

    def _add_numbers(self, question: Numbers, relevant: str) -> None:
        variables = self.questionnaire.variables
        required = "yes" if question.required else ""
        self._add("begin_group", GRID + question.code, question.text, relevant=relevant)
        for item in question.rows:
            common = {"relevant": self._relevant(item.shown_if), "required": required}
            self._add_number(variables[item.variable], item.label, None, common)
        for item in question.sums:
            name = xml_name(item.variable)
            fields = [f"${{{xml_name(part)}}}" for part in item.parts]
            there = " or ".join(f"{one} != ''" for one in fields)
            total = f"if({there}, {' + '.join(f'coalesce({one}, 0)' for one in fields)}, '')"
            self._add("calculate", name, item.label, calculation=total, measure=question.measure)
            shown = {code: f"{text}: ${{{name}}}" for code, text in self._words(item.label).items()}
            self._add("note", TOTAL + item.variable, Words(**shown))
        self._add("end_group", "")

    def _add_number(self, variable: Variable, label: Words, hint: Words | None, common: Row) -> None:
        least, most = variable.at_least or 0, variable.at_most
        told = _FROM if most is None else _BETWEEN
        limits = [f". >= {least:.10g}", *([] if most is None else [f". <= {most:.10g}"])]
        parts = [written_number(least), *([] if most is None else [written_number(most)])]
        self._add(
            "decimal" if variable.decimals else "integer",
            xml_name(variable.code),
            label,
            hint,
            **common,
            constraint=" and ".join(limits),
            **self._said("constraint_message", told, *parts),
            measure=variable.measure or "",
            decimals=str(variable.decimals or ""),
        )

    def _add_texts(self, question: Question) -> None:
        """Add the fields that ask what an option or a row is."""
        for variable in question.variables(self.questionnaire.scales):
            if variable.type == "text" and variable.code != question.code:
                label = self._label_of(question, variable)
                relevant = relevant_of(variable.shown_if, self.questionnaire.variables)
                self._add("text", xml_name(variable.code), label, relevant=relevant)

    def _label_of(self, question: Question, variable: Variable) -> Words:
        options = () if isinstance(question, Numbers | Number | OpenText) else self._options(question)
        rows = question.rows if isinstance(question, ChoiceGrid | ChoicesGrid) else ()
        labels = [option.label for option in options if option.code == variable.option]
        labels += [row.label for row in rows if row.code == variable.row]
        return labels[0] if labels else question.text

    def _options(self, question: Choice | Choices | ChoiceGrid | ChoicesGrid) -> tuple[Option, ...]:
        if isinstance(question, Choice | ChoiceGrid):
            return question.choices(self.questionnaire.scales)
        return question.options

    def _list_of(self, question: Question, options: Sequence[Option]) -> str:
        """Return the name of the list that a question chooses from; its options are added once."""
        scale = question.scale if isinstance(question, Choice | ChoiceGrid) else None
        name = scale or question.code + OWN
        if name not in self._lists:
            self._lists.add(name)
            order = self.questionnaire.scales[scale].order if scale in self.questionnaire.scales and scale else None
            order = question.order if isinstance(question, Choice | ChoiceGrid) and scale is None else order
            for option in options:
                row = {"list_name": name, "name": option.code, **self._said("label", option.label)}
                kind = "" if option.kind == "answer" else option.kind
                self.choices.append(row | {"number": str(option.value), "kind": kind, "order": order or ""})
        return name

    def _alone(self, question: Choices) -> Row:
        """Return what refuses an option that stands alone together with others."""
        alone = [option for option in question.options if option.exclusive]
        if not alone:
            return {}
        rules = [f"not(selected(., '{option.code}') and count-selected(.) > 1)" for option in alone]
        message = Words(
            **{
                code: _text(_ALONE, code).format(" / ".join(_text(option.label, code) for option in alone))
                for code in LANGUAGES
            }
        )
        return {"constraint": " and ".join(rules)} | self._said("constraint_message", message)

    def _relevant(self, shown_if: str | None) -> str:
        return relevant_of((shown_if,) if shown_if else (), self.questionnaire.variables)

    def _words(self, words: Words, *parts: object) -> dict[Language, str]:
        return {code: _text(words, code).format(*parts) if parts else _text(words, code) for code in self.languages}

    def _said(self, column: str, words: Words, *parts: object) -> Row:
        """Return the words in the column of each language."""
        return {f"{column}::{LANGUAGES[code]}": text for code, text in self._words(words, *parts).items()}

    def _add(self, kind: str, name: str, label: Words | None = None, hint: Words | None = None, **cells: str) -> None:
        row = {"type": kind, "name": name}
        row |= self._said("label", label) if label else {}
        row |= self._said("hint", hint) if hint else {}
        self.survey.append(row | cells)


def _text(words: Words, language: Language) -> str:
    """Return the words in a language; another falls back on bokmål."""
    return str(getattr(words, language)) or words.nb
