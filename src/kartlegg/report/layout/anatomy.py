"""The parts of a printed table and figure: spanning heads, what stands beneath, views. No markup may enter."""

import re
from dataclasses import dataclass
from itertools import groupby

from kartlegg.language import Language
from kartlegg.report.cells import HIDDEN_MEANING, Marks, marks_of
from kartlegg.report.layout.captions import word
from kartlegg.report.layout.drawn import drawn_table, figures_of
from kartlegg.rounding import NO_BREAK_SPACE
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Column, Table

_WITHOUT_SIGNS = ("lines", "scatter", "dots")
"""Kinds of figures that leave a hidden number out: a line has a gap there, and a place no dot."""

_BETWEEN_SIGNS = f"{NO_BREAK_SPACE * 2} "


@dataclass(frozen=True, slots=True)
class Span:
    """A spanning head over `count` columns from column `first` (0 is the first number column); None spans nothing."""

    label: str | None
    first: int
    count: int


def whole_numbers(text: str) -> str:
    """Return `text` with no line break possible within a number such as "10 000"."""
    return re.sub(r"(?<=\d) (?=\d{3}\b)", NO_BREAK_SPACE, text)


def head_of(column: Column, language: Language = "nb") -> str:
    """Return the head of a column below its spanning head."""
    return whole_numbers(column.label.get(language))


def spans_of(columns: tuple[Column, ...], language: Language = "nb") -> tuple[Span, ...]:
    """Return the spanning heads from left to right; columns without a group are one span each with no label."""
    spans: list[Span] = []
    for group, members in groupby(enumerate(columns), key=lambda pair: pair[1].group):
        indexes = [index for index, _ in members]
        if group is None:
            spans += [Span(None, index, 1) for index in indexes]
        else:
            spans.append(Span(whole_numbers(group.get(language)), indexes[0], len(indexes)))
    return tuple(spans)


def starts_block(columns: tuple[Column, ...], index: int) -> bool:
    """Tell whether a column opens a new group, so that some air belongs before it."""
    return index > 0 and columns[index].group != columns[index - 1].group


def beneath(table: Table, marks: Marks | None = None, language: Language = "nb") -> tuple[str, ...]:
    """Return the lines under a table in order of reading: base, notes, marks, source; empty ones left out."""
    explained = (marks or marks_of(table)).explanations
    signs = _BETWEEN_SIGNS.join(text.get(language) for text in explained)
    lines = (*(text.get(language) for text in (table.base, *table.notes)), signs, table.source.get(language))
    return tuple(line for line in lines if line)


def under_figure(figure: Figure, language: Language = "nb") -> tuple[str, ...]:
    """Return the lines under a figure: base, the sign of hidden numbers where it is drawn, source."""
    lines = (figure.table.base.get(language), sign_of_hidden(figure, language), figure.table.source.get(language))
    return tuple(line for line in lines if line)


def sign_of_hidden(figure: Figure, language: Language = "nb") -> str:
    """Return what the word or sign of a hidden number in a figure means, empty where the figure shows none."""
    hidden = figure.kind not in _WITHOUT_SIGNS and "Q" in drawn_table(figure).statuses
    return HIDDEN_MEANING.get(language) if hidden else ""


@dataclass(frozen=True, slots=True)
class View:
    """One drawn view of a figure. `number` is the whole figure's, `label` such as "Figur 5.6 · Kommuner"."""

    figure: Figure
    number: str
    label: str


def views_of(figure: Figure, language: Language = "nb") -> tuple[View, ...]:
    """Return the figure and its alternatives in order, each under its own label."""
    base = figure_label(figure, language)
    return tuple(View(one, figure.number, _view_label(base, one, language)) for one in figures_of(figure))


def _view_label(base: str, figure: Figure, language: Language) -> str:
    view = "" if figure.view is None else figure.view.get(language)
    return f"{base} · {view}" if view else base


def table_label(table: Table, language: Language = "nb") -> str:
    """Return "Tabell 4.5"."""
    return f"{word('table', language)} {table.number}"


def figure_label(figure: Figure, language: Language = "nb") -> str:
    """Return "Figur 5.6"."""
    return f"{word('figure', language)} {figure.number}"
