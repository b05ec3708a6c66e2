"""When the rows of a table are to be answered, in one sentence where they are alike in that. No answer is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kartlegg.definitions import Words
from kartlegg.forms.form_words import form_words
from kartlegg.forms.wording import FormLanguage, said
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import ChoiceGrid, Choices, ChoicesGrid, Row
from kartlegg.questionnaire.rules import Is
from kartlegg.questionnaire.variables import Variable


@dataclass(frozen=True, slots=True)
class _Alike:
    """What the conditions of all rows have in common: the question, the answer, the other side of the table."""

    question: str
    state: str | None
    options: tuple[str, ...]
    other: str | None


def rows_sentence(
    rows: Sequence[Row], questionnaire: Questionnaire, numbers: Mapping[str, str], language: FormLanguage
) -> str:
    """Return when to answer the rows, "" where they are not all shown by their like in one earlier question.

    Raises RuleError for a condition that cannot be read.
    """
    found = {_alike(row, questionnaire) for row in rows}
    alike = found.pop() if len(found) == 1 else None
    if alike is None or alike.question not in numbers:
        return ""
    words, number = form_words(language), numbers[alike.question]
    if alike.state is None:
        first = next(v for v in questionnaire.variables.values() if v.question == alike.question)
        labels = {option.code: said(option.label, language) for option in first.options}
        answer = words["routing.or"].join(f"«{labels.get(code, code)}»" for code in alike.options)
        return words.fill("routing.rows_chosen", answer=answer, number=number)
    if alike.other is None:
        return words.fill("routing.rows_ticked", number=number)
    of = said(_label(questionnaire, alike), language) or alike.other
    return words.fill("routing.rows_ticked_of", of=f"«{of}»", number=number)


def _alike(row: Row, questionnaire: Questionnaire) -> _Alike | None:
    """Return what the row's condition has in common with others, None where it is of another kind."""
    condition = parse_condition(row.shown_if) if row.shown_if else None
    if not isinstance(condition, Is) or condition.reference.source != "answer":
        return None
    predicate, variable = condition.predicate, questionnaire.variables.get(condition.reference.code)
    if variable is None or predicate.denied or predicate.state not in (None, "ticked"):
        return None
    others = _others(row.code, variable)
    return None if others is None else _Alike(variable.question, predicate.state, predicate.options, others or None)


def _others(code: str, variable: Variable) -> str | None:
    """Return the other side of the cell that `code` names, "" where there is none, None where it names none."""
    if variable.row == code:
        return variable.option or ""
    return (variable.row or "") if variable.option == code else None


def _label(questionnaire: Questionnaire, alike: _Alike) -> Words | None:
    question = questionnaire.questions.get(alike.question)
    parts: list[tuple[str, Words]] = []
    if isinstance(question, ChoiceGrid | ChoicesGrid):
        parts += [(row.code, row.label) for row in question.rows]
    if isinstance(question, Choices | ChoicesGrid):
        parts += [(option.code, option.label) for option in question.options]
    return dict(parts).get(alike.other or "")
