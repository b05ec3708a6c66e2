"""One cell as printed, and the marks that tell where a number comes from. Shared by all formats; no markup."""

from dataclasses import dataclass

from kartlegg.language import Language, Text
from kartlegg.rounding import format_number
from kartlegg.tabulation.table import Cell, Column, Status, Table

NOT_POSSIBLE, MISSING, CONFIDENTIAL = ".", "..", ":"

MARKS: dict[Status, str] = {"I": "i", "U": "u", "B": "b"}
"""The letter set raised after a number (or after the head, where it holds for the whole column)."""

MEANINGS: dict[Status, Text] = {
    "I": Text(
        "i: medregnet tall videreført fra i fjor for enheter som ikke har svart.",
        "i: includes last year's figures for units that did not reply.",
    ),
    "U": Text("u: usikkert år.", "u: uncertain year."),
    "B": Text("b: brudd i tidsserien.", "b: break in the series."),
    "Q": Text(f"{CONFIDENTIAL} skjult av hensyn til personvern.", f"{CONFIDENTIAL} confidential."),
    "M": Text(f"{NOT_POSSIBLE} ikke spurt eller ikke mulig.", f"{NOT_POSSIBLE} not asked or not possible."),
}
HIDDEN = Text("skjult", "hidden")
"""What a figure says in the place of a hidden number, where it has room for a word."""
HIDDEN_MEANING = Text(
    f"Skjulte tall ({CONFIDENTIAL}) vises ikke av hensyn til personvern.",
    f"Hidden numbers ({CONFIDENTIAL}) are confidential.",
)
"""What stands beneath a figure that shows the word or the sign."""
MISSING_MEANING = Text(f"{MISSING} tall mangler.", f"{MISSING} figure missing.")


def show_cell(cell: Cell, column: Column, language: Language = "nb") -> str:
    """Return the cell as printed in its column, or the standard sign where it has no value."""
    if cell.status == "Q":
        return CONFIDENTIAL
    if cell.value is None:
        return NOT_POSSIBLE if cell.status == "M" else MISSING
    return format_number(cell.value, column.decimals, language, signed=column.signed)


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the marks of a table stand: `columns` by column code, `cells` by (row code, column code)."""

    columns: dict[str, str]
    cells: dict[tuple[str, str], str]
    explanations: tuple[Text, ...]


NO_MARKS = Marks({}, {}, ())


def marks_of(table: Table) -> Marks:
    """Return the marks of a table: on the column's head where every number in it has the same mark.

    The signs of tests follow the letter of a cell; they are explained in the table's notes.
    """
    columns: dict[str, str] = {}
    cells: dict[tuple[str, str], str] = {}
    for c, column in enumerate(table.columns):
        statuses = [row[c].status for row in table.cells if row[c].value is not None]
        if len(set(statuses)) == 1 and statuses[0] in MARKS and len(statuses) > 1:
            columns[column.code] = MARKS[statuses[0]]
            continue
        for r, row in enumerate(table.rows):
            status = table.cells[r][c].status
            if status in MARKS and table.cells[r][c].value is not None:
                cells[row.code, column.code] = MARKS[status]
    for tested in table.tests:
        if tested.signs:
            cells[tested.row, tested.column] = cells.get((tested.row, tested.column), "") + tested.signs
    explanations = [MEANINGS[status] for status in MEANINGS if status in table.statuses]
    if any(cell.value is None and cell.status not in {"M", "Q"} for row in table.cells for cell in row):
        explanations.append(MISSING_MEANING)
    return Marks(columns, cells, tuple(explanations))
