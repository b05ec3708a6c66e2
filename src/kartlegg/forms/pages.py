"""The form as pages of fields, in the language of whoever fills it in: what screen, paper and Word show alike.

One function for each type of question makes its group; a type without one is refused. No look may enter.
"""

from collections.abc import Callable, Mapping
from typing import Any

from kartlegg.definitions import Words
from kartlegg.forms.form_words import form_words
from kartlegg.forms.page import Field, Group, Page, Row
from kartlegg.forms.page_fields import FieldMaker
from kartlegg.forms.reply import Reply
from kartlegg.forms.routing_words import RoutingWords
from kartlegg.forms.row_routing import rows_sentence
from kartlegg.forms.wording import SMALLEST_TOLD, FormLanguage, question_numbers, written_number
from kartlegg.questionnaire import questions as asked
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.questions import Asked
from kartlegg.questionnaire.routing import Routing
from kartlegg.rounds import Round

_OPENING = 2


def pages(
    questionnaire: Questionnaire, this_round: Round, language: FormLanguage, *, reply: Reply | None = None
) -> tuple[Page, ...]:
    """Return the pages of the form in order; with a reply, its answers stand in them and what is not asked is closed.

    Raises RuleError where a condition cannot be read, and TypeError for a question of a type that has no fields.
    """
    words, numbers = form_words(language), question_numbers(questionnaire)
    hidden = Routing(questionnaire).settle(reply.facts).hidden if reply else frozenset()
    routing = RoutingWords(questionnaire, language, numbers)
    make = FieldMaker(questionnaire, this_round, words, routing, _counted(questionnaire, reply), hidden)
    count = len(questionnaire.sections)
    return tuple(_page(section, place, count, make) for place, section in enumerate(questionnaire.sections, 1))


def _counted(questionnaire: Questionnaire, reply: Reply | None) -> Reply:
    """Return the reply with its sums worked out."""
    if reply is None:
        return Reply()
    answers = Routing(questionnaire).effective(reply.facts)
    return Reply(answers, reply.last, reply.register, reply.unconfirmed, reply.checks)


def _page(section: Section, place: int, count: int, make: FieldMaker) -> Page:
    groups = tuple(group_of(question, make) for question in section.questions)
    shown_if = make.shown_if(section.shown_if)
    return Page(section.code, place, count, make.said(section.title), make.said(section.intro), groups, shown_if)


def group_of(question: Asked, make: FieldMaker) -> Group:
    """Return the group of fields of one question; raises TypeError where its type has none."""
    if type(question) not in GROUPS:
        raise TypeError(f"a question of the type {type(question).__name__} has no fields")
    parts: dict[str, Any] = GROUPS[type(question)](question, make)
    return Group(
        code=question.code,
        number=make.routing.numbers[question.code],
        text=make.said(question.text),
        help=make.said(question.help),
        period=_period(question, make),
        shown_if=make.shown_if(question.shown_if),
        required=question.required,
        checks=make.reply.checks.get(question.code, ()),
        assumed=_assumed(question, make),
        **{"type": getattr(question, "type", ""), "layout": "list", **parts},
    )


def _choice(question: asked.Choice, make: FieldMaker) -> dict[str, Any]:
    return {"hint": _hint("widget.choice", question, make), "fields": (make.radio(question.code, question),)}


def _choices(question: asked.Choices, make: FieldMaker) -> dict[str, Any]:
    fields = tuple(make.checkbox(f"{question.code}_{one.code}", one, question) for one in question.options)
    return {"hint": _hint("widget.choices", question, make), "fields": fields}


def _choice_grid(question: asked.ChoiceGrid, make: FieldMaker) -> dict[str, Any]:
    return _table(question, make, lambda row, label: (make.radio(_cell(question, row), question, label, row),)) | {
        "columns": tuple(make.said(option.label) for option in question.choices(make.questionnaire.scales)),
        "hint": make.words["widget.choice_grid"],
    }


def _choices_grid(question: asked.ChoicesGrid, make: FieldMaker) -> dict[str, Any]:
    def boxes(row: asked.Row, _: str) -> tuple[Field, ...]:
        return tuple(
            make.checkbox(f"{_cell(question, row)}_{option.code}", option, question) for option in question.options
        )

    return _table(question, make, boxes) | {
        "columns": tuple(make.said(option.label) for option in question.options),
        "hint": make.words["widget.choices_grid"],
    }


def _table(
    question: asked.ChoiceGrid | asked.ChoicesGrid,
    make: FieldMaker,
    fields: Callable[[asked.Row, str], tuple[Field, ...]],
) -> dict[str, Any]:
    rows = []
    for row in question.rows:
        label = make.said(row.label)
        rows.append(Row(row.code, label, fields(row, label), make.shown_if(row.shown_if), row.because))
    sentence = rows_sentence(question.rows, make.questionnaire, make.routing.numbers, make.language)
    return {"layout": "grid", "rows": tuple(rows), "rows_if": sentence}


def _cell(question: Asked, row: asked.Row) -> str:
    return f"{question.code}_{row.code}"


def _numbers(question: asked.Numbers, make: FieldMaker) -> dict[str, Any]:
    rows = []
    for item in (*question.rows, *question.sums):
        field = make.number(item.variable, question, item)
        rows.append(Row(item.variable, field.label, (field,), field.shown_if, item.because))
    decimals = asked.DECIMALS[question.measure] if question.decimals is None else question.decimals
    how = make.words[_how(question.measure, decimals) if question.rows else "widget.sums"]
    return {
        "layout": "numbers",
        "rows": tuple(rows),
        "columns": (make.words[f"head.{question.measure}"],),
        "hint": how,
        "control": _control(question, make),
    }


def _number(question: asked.Number, make: FieldMaker) -> dict[str, Any]:
    field = make.number(question.code, question)
    decimals = field.limits.decimals if field.limits else 0
    how = _hint(_how(question.measure, decimals or 0), question, make)
    told = (how, field.limits.words if field.limits else "")
    return {"hint": " ".join(filter(None, told)), "fields": (field,)}


def _text(question: asked.OpenText, make: FieldMaker) -> dict[str, Any]:
    hint = {"open": make.words["widget.text"], "comment": make.words["widget.comment"], "contact": ""}
    return {"hint": hint[question.purpose], "fields": (make.text(question.code, lines=question.lines),)}


GROUPS: Mapping[type[Asked], Callable[[Any, FieldMaker], dict[str, Any]]] = {
    asked.Choice: _choice,
    asked.Choices: _choices,
    asked.ChoiceGrid: _choice_grid,
    asked.ChoicesGrid: _choices_grid,
    asked.Numbers: _numbers,
    asked.Number: _number,
    asked.OpenText: _text,
}
"""How a question of each type becomes a group."""


def _assumed(question: Asked, make: FieldMaker) -> str:
    """Return why the question, or the scale it is answered by, is as it is where the sources do not say."""
    scale = make.questionnaire.scales.get(getattr(question, "scale", None) or "")
    return " ".join(filter(None, (question.because, scale.because if scale else "")))


def _how(measure: str, decimals: int) -> str:
    return f"number.{measure}{'' if decimals else '_whole'}"


def _hint(key: str, question: Asked, make: FieldMaker) -> str:
    """Return how to answer; "" where the help of the question has a sentence that begins with the same words."""
    hint = make.words[key]
    opening = " ".join(hint.rstrip(".").split()[:_OPENING])
    return "" if opening.casefold() in make.said(question.help).casefold() else hint


def _period(question: Asked, make: FieldMaker) -> str:
    this = make.this_round
    if question.period is None:
        return ""
    key = "since_before" if question.period == "since_last_round" and this.last_round is None else question.period
    return make.words.fill(
        f"period.{key}",
        week=this.reference_week,
        year=this.year,
        year_before=this.year - 1,
        two_years_before=this.year - 2,
        last=this.last_round,
    )


def _control(question: asked.Numbers, make: FieldMaker) -> str:
    control = question.control
    target = make.questionnaire.variables.get(control.of) if control else None
    if control is None or target is None:
        return ""
    key = "exact" if control.within < SMALLEST_TOLD else "within"
    return make.words.fill(
        f"control.{key}",
        of=make.said(_item_label(control.of, make.questionnaire)),
        number=make.routing.numbers[target.question],
        within=written_number(control.within),
        unit=make.words[f"suffix.{question.measure}"],
    )


def _item_label(code: str, questionnaire: Questionnaire) -> Words | None:
    items = (item for grid in questionnaire.grids for item in (*grid.rows, *grid.sums))
    return next((item.label for item in items if item.variable == code), None)
