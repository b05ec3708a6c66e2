"""Marks as spreadsheets take them: in square brackets, in heads and in a last column. No file is written here.

Source: UK Government Analysis Function, "Using symbols and shorthand in tables": letters in square brackets, so that
neither a reader nor a program takes a mark for a number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kartlegg.language import Text
from kartlegg.report.cells import MARKS, MEANINGS, MISSING_MEANING, marks_of
from kartlegg.tabulation.table import Cell, Status, Table

SHORTHAND: dict[Status, str] = {**{status: f"[{mark}]" for status, mark in MARKS.items()}, "Q": "[c]", "M": "[z]"}
MISSING = "[x]"


def _without_sign(meaning: Text) -> Text:
    nb, en = (text.partition(" ")[2].removesuffix(".") for text in (meaning.nb, meaning.en))
    return Text(nb, en)


EXPLAINED: dict[str, Text] = {
    **{SHORTHAND[status]: _without_sign(meaning) for status, meaning in MEANINGS.items()},
    MISSING: _without_sign(MISSING_MEANING),
}
"""What every mark means, in the words of print."""


@dataclass(frozen=True, slots=True)
class Shorthand:
    """The marks of a table: by column where one holds for all its numbers, else by row. Empty where there is none."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]


def shorthand_of(table: Table, heads: Sequence[str]) -> Shorthand:
    """Return the marks of a table; `heads`, one a column, name the numbers that a row's marks belong to."""
    marks = marks_of(table)
    columns = tuple(_bracketed(marks.columns.get(column.code)) for column in table.columns)
    rows = []
    for row, cells in zip(table.rows, table.cells, strict=True):
        own = [_bracketed(marks.cells.get((row.code, column.code))) for column in table.columns]
        found = [(head, mark) for head, mark in zip(heads, own, strict=True) if mark]
        numbers = sum(cell.value is not None for cell in cells)
        if len(found) == numbers and len({mark for _, mark in found}) == 1:
            rows.append(found[0][1])
        else:
            rows.append("; ".join(f"{head} {mark}" for head, mark in found))
    return Shorthand(columns, tuple(rows))


def _bracketed(mark: str | None) -> str:
    return "".join(f"[{sign}]" for sign in mark or "")


def number_or_sign(cell: Cell) -> float | str:
    """Return the exact number of a cell, or the mark that says why none is shown."""
    if cell.status == "Q":
        return SHORTHAND["Q"]
    if cell.value is None:
        return SHORTHAND["M"] if cell.status == "M" else MISSING
    return cell.value


def explained_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the marks that stand in `texts`, in the order in which they are explained."""
    told = list(texts)
    return tuple(mark for mark in EXPLAINED if any(mark in text for text in told))
