"""Words and numbers in figures: how wide they are, where they break, how a mark is told. No marks, no colours."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from kartlegg.language import Language, Text
from kartlegg.report.cells import HIDDEN, show_cell
from kartlegg.report.charts.palette import LEADING, TYPE
from kartlegg.report.layout.text_width import text_width
from kartlegg.rounding import NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE
from kartlegg.tabulation.table import Cell, Column, Measure, Row

_PIECES = re.compile(r"[^ \n/-]+(?:/(?=[^ \n/-])|-(?=\w{6}))|[^ \n]+|[ \n]+")
"""What a line may end after: a space, a slash, a hyphen before a long word; never the thin space of a number."""

_THOUSANDS = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")

_UNITS: dict[Measure, Text] = {
    "fte": Text("årsverk", "full-time equivalents"),
    "percent": Text("prosent", "per cent"),
    "percent_change": Text("prosent", "per cent"),
}
_UNCERTAIN = Text("usikkert tall", "uncertain figure")
_UNCERTAIN_HEAD = Text("usikkert", "uncertain")
_IMPUTED = Text("med tall fra i fjor", "with last year's figures")


def width_of(text: str, *, strong: bool = False) -> float:
    """Return how many pixels wide `text` is on one line of a figure."""
    return text_width(text, TYPE, "Semibold" if strong else "Regular")


def wrap(text: str, width: float, *, strong: bool = False) -> list[str]:
    """Return `text` in as few lines as fit `width` pixels, of even length; breaks after a space, slash or hyphen.

    A space between thousands becomes the thin one that holds a number together.
    """
    pieces = _PIECES.findall(_THOUSANDS.sub(NARROW_NO_BREAK_SPACE, text.strip()))
    lines = _fill(pieces, width, strong)
    low, high = width / 2, width
    while high - low > 2:
        middle = (low + high) / 2
        if len(_fill(pieces, middle, strong)) > len(lines):
            low = middle
        else:
            high = middle
    return _fill(pieces, high, strong)


def _fill(pieces: list[str], width: float, strong: bool) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width_of(lines[-1] + piece.rstrip(), strong=strong) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] or piece.strip() else ""
    return [line.strip() for line in lines if line.strip()]


def widest(texts: list[str], *, strong: bool = False) -> float:
    """Return the width of the widest text in pixels; 0 where there are none."""
    return max((width_of(text, strong=strong) for text in texts), default=0.0)


def height_of(lines: list[str]) -> int:
    """Return how many pixels high the lines stand."""
    return LEADING * len(lines)


def narrow(shown: str) -> str:
    """Return a printed number with the thin space of figures between its thousands."""
    return shown.replace(NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE)


def shown(cell: Cell, column: Column, language: Language) -> str:
    """Return the cell as printed in its table, and with a per cent sign where it is a share."""
    number = narrow(show_cell(cell, column, language))
    return percent(number, language) if cell.value is not None and column.measure == "percent" else number


def said(cell: Cell, column: Column, language: Language) -> str:
    """Return what stands at a row: the number as `shown`, or of a hidden one a word, which nobody takes for 0."""
    return HIDDEN.get(language) if cell.status == "Q" else shown(cell, column, language)


def ticks_in(ticks: Sequence[float], column: Column, language: Language) -> list[str]:
    """Return the round numbers of a scale as printed, with as many decimals as they need."""
    decimals = max(0, -math.floor(math.log10(ticks[1] - ticks[0])))
    return [shown(Cell(tick), replace(column, decimals=decimals, signed=False), language) for tick in ticks]


def percent(number: str, language: Language) -> str:
    """Return a printed number with its per cent sign, apart from it in Norwegian."""
    return f"{number}{NARROW_NO_BREAK_SPACE if language == 'nb' else ''}%"


def head_of(column: Column, uncertain: Sequence[int], language: Language) -> str:
    """Return a column's head; one whose code ends in an uncertain year says so."""
    return _doubted(column.label.get(language), column, uncertain, language)


def _doubted(name: str, column: Column, uncertain: Sequence[int], language: Language) -> str:
    year = column.code[-4:]
    return f"{name} ({_UNCERTAIN_HEAD.get(language)})" if year.isdigit() and int(year) in uncertain else name


def names_of(columns: Sequence[Column], uncertain: Sequence[int], language: Language) -> list[str]:
    """Return what tells columns apart: their heads, with the spanning head where heads differ by it.

    What all of them have in common (a measure, one spanning head) is left out; uncertain years say so.
    """
    labels = [column.label.get(language) for column in columns]
    groups = [column.group.get(language) if column.group else "" for column in columns]
    if len(set(groups)) == 1 or not all(groups):
        names = labels
    elif len(set(labels)) == 1:
        names = groups
    else:
        names = [f"{group}, {_lower(label)}" for group, label in zip(groups, labels, strict=True)]
    return [_doubted(name, column, uncertain, language) for name, column in zip(names, columns, strict=True)]


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def tip(row: Row, column: Column, cell: Cell, language: Language, *, group: bool = True) -> str:
    """Return a mark in words: label, series, value, unit, and what makes the number uncertain.

    The row's code stands before a tab: the drawing keeps the two apart.
    """
    head = column.path(language).replace(" | ", ", ") if group else column.label.get(language)
    words = [narrow(show_cell(cell, column, language))]
    if cell.value is not None and column.measure in _UNITS:
        words.append(_UNITS[column.measure].get(language))
    if cell.status in {"U", "I"} and (cell.status == "U" or not group):
        words.append(f"({(_UNCERTAIN if cell.status == 'U' else _IMPUTED).get(language)})")
    return f"{row.code}\t{row.label.get(language)}, {head}: {' '.join(words)}"
