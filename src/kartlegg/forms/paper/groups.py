"""Questions as calls of the Typst template, each with its head and what is answered. No look is chosen here."""

from collections.abc import Callable, Mapping

from kartlegg.forms.page import Field, Group, Widget
from kartlegg.forms.paper.parts import TEXT_WIDTH, Writer
from kartlegg.forms.paper.tables import grid_table, last_words, number_cell, number_table
from kartlegg.report.layout.text_width import text_width
from kartlegg.report.pdf.source import Source, call

_MOST_ROWS, _MOST_OPTIONS = 9, 16
_INLINE, _SIZE, _BESIDE = 4, 10.5, 42.0


def question_call(group: Group, write: Writer) -> Source:
    """Return the call that sets one question; in a filled form one that was not asked says so in a word."""
    hidden = write.filled and not group.open
    routing = [group.shown_if.paper] if group.shown_if and (hidden or not write.filled) else []
    if group.rows_if and not write.filled:
        routing.append(group.rows_if)
    parts = (call("note", write.words["answer.hidden"]),) if hidden else _parts(group, write)
    return call(
        "question",
        *parts,
        number=group.number,
        title=group.text,
        required=write.words["answer.required"] if group.required and not write.filled else "",
        help="" if write.filled else " ".join(filter(None, (group.help, group.control))),
        period=group.period,
        routing=tuple(routing),
        hint="" if write.filled or group.layout != "list" else group.hint,
        checks=group.checks,
        keep=_is_short(group),
    )


def _is_short(group: Group) -> bool:
    """Return whether the question is short enough to stand whole on a page."""
    options = max((len(field.options) for field in group.fields), default=0)
    return len(group.rows) <= _MOST_ROWS and max(options, len(group.fields)) <= _MOST_OPTIONS


def _parts(group: Group, write: Writer) -> tuple[Source, ...]:
    if group.layout == "grid":
        return (grid_table(group, write),)
    if group.layout == "numbers":
        return (number_table(group, write),)
    is_blank = write.filled and not group.is_answered and group.fields[0].widget in ("radio", "checkbox")
    said = (call("note", write.words["answer.blank"]),) if is_blank else ()
    return (*said, FIELDS[group.fields[0].widget](group.fields, write))


def _radio(fields: tuple[Field, ...], write: Writer) -> Source:
    (field,) = fields
    items = [(write.state(option.chosen), option.label, option.more) for option in field.options]
    widths = sum(text_width(label, _SIZE, "Semibold") + _BESIDE for _, label, _ in items)
    if len(items) <= _INLINE and widths <= TEXT_WIDTH and not any(more for _, _, more in items):
        return call("options-inline", "radio", tuple((state, label) for state, label, _ in items))
    parts: list[Source] = []
    for state, label, more in items:
        parts += _option("radio", state, label, more, write)
    return call("options-list", *parts)


def _checkbox(fields: tuple[Field, ...], write: Writer) -> Source:
    parts: list[Source] = []
    for field in fields:
        parts += _option("box", write.state(field.ticked), field.label, field.more, write)
    return call("options-list", *parts)


def _option(kind: str, state: str, label: str, more: Field | None, write: Writer) -> list[Source]:
    asks = write.more(more) if more else None
    return [call("option", kind, state, label), *([call("more", asks)] if asks else [])]


def _number(fields: tuple[Field, ...], write: Writer) -> Source:
    (field,) = fields
    return call("number-line", number_cell(field, write, field.suffix), last_words(field, write.words))


def _text(fields: tuple[Field, ...], write: Writer) -> Source:
    (field,) = fields
    return write.text(field)


FIELDS: Mapping[Widget, Callable[[tuple[Field, ...], Writer], Source]] = {
    "radio": _radio,
    "checkbox": _checkbox,
    "number": _number,
    "textarea": _text,
    "text": _text,
    "email": _text,
}
"""How the fields of a question that is no table are written, by their widget."""
