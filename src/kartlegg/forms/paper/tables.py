"""Tables of boxes and of numbers as calls of the Typst template. No width is chosen here, and no colour."""

from collections.abc import Iterator

from kartlegg.forms.form_words import FormWords
from kartlegg.forms.grid_widths import grid_widths
from kartlegg.forms.page import Field, Group, Row
from kartlegg.forms.paper.parts import TEXT_WIDTH, State, Writer
from kartlegg.report.pdf.source import Source, Value, array, call, points

_MANY = 12
"""A table of more rows stands closer."""

_PADDING, _HEAD_SIZE = 7.0, 8.5
_LAST_WIDTH, _NUMBER_WIDTH = 84.0, 150.0


def grid_table(group: Group, write: Writer) -> Source:
    """Return a table with a box for each row and column."""
    widths = grid_widths(group, TEXT_WIDTH)
    rows = tuple(_boxes(row, group, write, widths.label) for row in group.rows)
    lengths = Source(array(points(width) for width in (widths.label, *widths.columns)))
    heads = (write.row_head(group), *group.columns)
    return call("form-table", lengths, heads, points(widths.size), rows, dense=len(rows) > _MANY)


def number_table(group: Group, write: Writer) -> Source:
    """Return a table with a number in each row, and last round's beside it where there is any."""
    with_last = next((field.last for field in group.all_fields if field.last), None)
    heads: list[Value] = [write.row_head(group)]
    widths = [TEXT_WIDTH - _NUMBER_WIDTH]
    if with_last:
        year = with_last.year
        heads.append(write.words.fill("head.last", year=year) if year else write.words["head.last_round"])
        widths = [widths[0] - _LAST_WIDTH, _LAST_WIDTH]
    lengths = array(points(width) for width in (*widths, _NUMBER_WIDTH))
    rows = tuple(_numbers(row, write, with_last is not None) for row in group.rows)
    shown: tuple[Value, ...] = (Source(lengths), (*heads, *group.columns), points(_HEAD_SIZE), rows)
    return call("form-table", *shown, number_align=Source("right"), dense=len(rows) > _MANY)


def _boxes(row: Row, group: Group, write: Writer, width: float) -> Value:
    routing = row.shown_if.paper if row.shown_if and not group.rows_if and not (write.filled and row.open) else ""
    if write.filled and not row.open:
        label = call("row-label", row.label, routing=routing)
        return (label, call("spanning", len(group.columns), write.words["answer.hidden"]))
    is_blank = write.filled and not any(field.is_answered for field in row.fields)
    said = write.words["answer.blank"] if is_blank else ""
    label = call("row-label", row.label, routing=routing, said=said, below=_below(row, write, width))
    marks = tuple(mark for field in row.fields for mark in _marks(field, write))
    return (label, *marks, *_beneath(row, group, write))


def _below(row: Row, write: Writer, width: float) -> Source | None:
    """Return what asks what the row is, under its label."""
    more = row.fields[0].more if row.fields[0].widget == "radio" else None
    return write.more(more, width - _PADDING) if more else None


def _beneath(row: Row, group: Group, write: Writer) -> Iterator[Source]:
    """Yield a line of its own for what asks what a tick is."""
    for field in row.fields:
        asks = write.more(field.more) if field.more and field.widget == "checkbox" else None
        if asks is not None:
            yield call("beneath", len(group.columns) + 1, field.label, asks)


def _marks(field: Field, write: Writer) -> tuple[Source, ...]:
    if field.widget == "checkbox":
        return (call("mark", "box", write.state(field.ticked)),)
    states: list[State] = [write.state(option.chosen) for option in field.options]
    return tuple(call("mark", "radio", state) for state in states)


def _numbers(row: Row, write: Writer, with_last: bool) -> Value:
    (field,) = row.fields
    is_sum = field.widget == "sum"
    label: Value = call("sum-label", row.label, write.words["head.sum"]) if is_sum else row.label
    routing = row.shown_if.paper if row.shown_if else ""
    cells: list[Value] = [call("row-label", label, routing=routing)]
    if with_last:
        last = field.last.shown if field.last else ""
        cells.append(call("numeral", last, "", strong=False))
    return (*cells, number_cell(field, write, "" if write.filled else field.suffix))


def number_cell(field: Field, write: Writer, unit: str) -> Source:
    """Return a box to write a number in, or the number, with its unit of measure."""
    if not write.filled:
        return call("blank-number", unit)
    if not field.open:
        return call("note", write.words["answer.hidden"])
    return call("numeral", field.value, unit) if field.value else call("note", write.words["answer.blank"])


def last_words(field: Field, words: FormWords) -> str:
    """Return last round's figure in words, "" where there is none."""
    if field.last is None:
        return ""
    told = words.fill("head.last", year=field.last.year) if field.last.year else words["head.last_round"]
    return f"{told}: {field.last.shown} {field.suffix}".strip()
