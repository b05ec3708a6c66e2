"""Tables of how good the numbers are. What they are is told by `quality`; words stand in the specs."""

from kartlegg.errors import LookupFault
from kartlegg.estimation.estimate import Estimate
from kartlegg.estimation.responses import Responses
from kartlegg.tabulation.numbers import Numbers, settled
from kartlegg.tabulation.quality import (
    Figures,
    Quality,
    carried_figures,
    change_figures,
    corrected_figures,
    response_figures,
)
from kartlegg.tabulation.quality_columns import COLUMNS
from kartlegg.tabulation.spec import QualitySpec
from kartlegg.tabulation.table import Cell, Column, Row
from kartlegg.tabulation.words import SharedWords, group_rows

Parts = tuple[tuple[Row, ...], tuple[Column, ...], tuple[tuple[Cell, ...], ...]]


def quality_table(spec: QualitySpec, numbers: Numbers, words: SharedWords) -> Parts:
    """Return rows, columns and cells: groups of a grouping with the total, or the variables told per inhabitant.

    Raises LookupFault where the quality of the round has not been worked out, or there is no such grouping.
    """
    if numbers.quality is None or numbers.answers is None:
        raise LookupFault("a table of quality needs the replies of the round")
    rows = (
        group_rows(numbers.grouping(spec.by), numbers.people(spec.by), words)
        if spec.by
        else tuple(Row(code, words.target_groups[code].text()) for code in numbers.rated)
    )
    columns = tuple(
        Column(code, head.text(), of.measure, decimals=of.decimals, signed="change" in of.measure)
        for code, head in spec.heads.items()
        for of in [COLUMNS[spec.of][code]]
    )
    figures = [_figures(spec, row, numbers.quality, numbers.answers.responses) for row in rows]
    return rows, columns, tuple(tuple(_cell(line[column.code]) for column in columns) for line in figures)


def _figures(spec: QualitySpec, row: Row, quality: Quality, responses: Responses) -> Figures:
    match spec.of:
        case "response":
            group = ("", "") if row.kind == "total" else (spec.by or "", row.code)
            return response_figures(responses, quality.blanks, *group)
        case "carried":
            return carried_figures(quality.carried[row.code])
        case "corrected":
            return corrected_figures(quality.corrected[row.code])
        case "changes":
            return change_figures(quality.changes[row.code])


def _cell(value: float | None) -> Cell:
    """Return a number that nothing more is to be said of; M where it cannot be known."""
    return Estimate(settled(value), "M" if value is None else "A")
