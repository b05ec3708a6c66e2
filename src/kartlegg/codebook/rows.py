"""The codebook as flat rows for tables and files: one a variable, an option, a question. No format may enter."""

from collections.abc import Iterator
from dataclasses import dataclass

from kartlegg.codebook.entries import Codebook, OptionEntry, QuestionEntry, SectionEntry, VariableEntry
from kartlegg.codebook.names import SPSS_NAME, STATA_NAME, package_names
from kartlegg.codebook.words import said
from kartlegg.definitions import Words

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table of one line of heads; a missing value is None."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def variables_table(codebook: Codebook) -> FlatTable:
    """Return one row for each variable, in the order of the form."""
    codes = [variable.code for variable in codebook.variables]
    names = package_names(codes, SPSS_NAME), package_names(codes, STATA_NAME)
    return _flat(
        "variables",
        (
            _variable_row(section, question, variable) | _package(variable, *names)
            for section in codebook.sections
            for question in section.questions
            for variable in question.variables
        ),
    )


def options_table(codebook: Codebook) -> FlatTable:
    """Return one row for each option of each variable that is a choice, in the order of the form."""
    return _flat(
        "options",
        (
            _option_row(section, variable, option)
            for section in codebook.sections
            for variable in section.variables
            for option in variable.options
        ),
    )


def questions_table(codebook: Codebook) -> FlatTable:
    """Return one row for each question, in the order of the form."""
    return _flat(
        "questions",
        (_question_row(section, question) for section in codebook.sections for question in section.questions),
    )


def _flat(name: str, rows: Iterator[dict[str, Value]]) -> FlatTable:
    of = list(rows)
    heads = tuple(of[0]) if of else ("code",)
    return FlatTable(name, heads, tuple(tuple(row.values()) for row in of))


def _variable_row(section: SectionEntry, question: QuestionEntry, variable: VariableEntry) -> dict[str, Value]:
    routing, asking = variable.routing, variable.asking
    return {
        "code": variable.code,
        "section": section.code,
        "question": question.code,
        "number": question.number,
        "row": variable.row,
        "option": variable.option,
        **_in_languages("label", variable.label),
        **_in_languages("name", variable.name),
        "type": variable.type,
        "level": variable.level,
        "measure": variable.measure,
        "decimals": variable.decimals,
        "at_least": variable.at_least,
        "at_most": variable.at_most,
        "options": _listed(option.code for option in variable.options),
        "missing": _listed(str(value) for value in variable.missing),
        "parts": _listed(iter(variable.parts)),
        "rule": routing.rule if routing else None,
        "asked_when_nb": routing.words.nb if routing else None,
        "asked_when_en": routing.words.en if routing else None,
        "base": variable.base if variable.has_shares else None,
        "target_group": variable.target_group,
        "since": asking.since,
        "asked_in": _listed(map(str, asking.asked_in)),
        "rounds": _listed(map(str, asking.rounds)),
        "purpose": variable.purpose,
        "published": "yes" if variable.is_published else "no",
        "source": question.source or None,
        "because": " ".join(variable.because) or None,
    }


def _package(variable: VariableEntry, spss: dict[str, str], stata: dict[str, str]) -> dict[str, Value]:
    return {"spss_name": spss[variable.code], "stata_name": stata[variable.code]}


def _option_row(section: SectionEntry, variable: VariableEntry, option: OptionEntry) -> dict[str, Value]:
    return {
        "variable": variable.code,
        "section": section.code,
        "option": option.code,
        "value": option.value,
        **_in_languages("label", option.label),
        "kind": option.kind,
        "exclusive": "yes" if option.exclusive else "no",
        "since": option.since,
        "because": option.because or None,
    }


def _question_row(section: SectionEntry, question: QuestionEntry) -> dict[str, Value]:
    routing = question.routing
    return {
        "code": question.code,
        "number": question.number,
        "section": section.code,
        "chapter": section.chapter or None,
        "type": question.type,
        **_in_languages("text", question.text),
        **_in_languages("help", question.help),
        "variables": len(question.variables),
        "scale": said(question.scale, "nb") or None,
        "period": question.period.nb,
        "rule": routing.rule if routing else None,
        "asked_when_nb": routing.words.nb if routing else None,
        "required": "yes" if question.required else "no",
        "source": question.source or None,
        "because": question.because or None,
    }


def _in_languages(head: str, words: Words | None) -> dict[str, Value]:
    """Return a column for each language; one that there are no words in is empty."""
    of = words or Words(nb="")
    return {f"{head}_nb": of.nb or None, f"{head}_nn": of.nn or None, f"{head}_en": of.en or None}


def _listed(parts: Iterator[str]) -> str | None:
    return " ".join(parts) or None
