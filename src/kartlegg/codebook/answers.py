"""The answers of an Extract as columns of numbers, one cell a unit. No package of statistics may enter."""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from kartlegg.codebook.columns import Cell
from kartlegg.codebook.entries import Codebook, VariableEntry
from kartlegg.editing.corrections import apply_corrections
from kartlegg.exchange.extract import Extract
from kartlegg.questionnaire.logic import summed_up
from kartlegg.questionnaire.sums import leaves_of


def answer_cells(extract: Extract, codebook: Codebook, units: Sequence[str]) -> dict[str, tuple[Cell, ...]]:
    """Return by variable what each of `units` answered, corrections applied; None where it is blank.

    An option is its value, a tick 1 or 0, a sum what its parts add up to (None where all are blank). Contact is left
    out.
    """
    told: dict[str, dict[str, Cell]] = {}
    counted = [
        *_counted(extract.replies, extract.corrections),
        *_counted(extract.answers, extract.answer_corrections),
        *extract.texts.select("unit", "variable", "text").iter_rows(),
    ]
    for unit, variable, value in counted:
        told.setdefault(variable, {})[unit] = value
    entries = {variable.code: variable for variable in codebook.variables if variable.is_published}
    cells = {code: tuple(_cell(of, told, unit) for unit in units) for code, of in entries.items() if not of.parts}
    leaves = leaves_of(entries)
    return {code: cells[code] if code in cells else _sums(leaves[code], cells, len(units)) for code in entries}


def _counted(replies: Any, corrections: Any) -> list[tuple[str, str, Cell]]:
    """Return unit, variable and value of the answers that count."""
    frames = (nw.from_native(frame.lazy()) for frame in (replies, corrections))
    return list(apply_corrections(*frames).select("unit", "variable", "value").collect().iter_rows())


def _cell(variable: VariableEntry, told: Mapping[str, Mapping[str, Cell]], unit: str) -> Cell:
    answer = told.get(variable.code, {}).get(unit)
    if answer is None or variable.type == "text":
        return answer
    if variable.type == "choice":
        return next((float(option.value) for option in variable.options if option.code == answer), None)
    return float(answer)


def _sums(leaves: Sequence[str], cells: Mapping[str, Sequence[Cell]], units: int) -> tuple[Cell, ...]:
    """Return for each unit the sum of what is known below a sum, rounded once."""
    below = [cells[leaf] for leaf in leaves if leaf in cells]
    known = ([value for of in below if isinstance(value := of[at], float)] for at in range(units))
    return tuple(summed_up("sum", numbers) for numbers in known)
