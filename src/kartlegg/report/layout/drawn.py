"""What is drawn of a figure: itself and its alternatives, and which part of its table. No markup may enter."""

from dataclasses import replace

from kartlegg.estimation.inference.intervals import CONFIDENCE
from kartlegg.language import Text
from kartlegg.report.blocks import Chapter
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Row, Table

_SURE = round(100 * CONFIDENCE)
INTERVAL = Text(f"{_SURE} prosents konfidensintervall", f"{_SURE} per cent confidence interval")


def figures_of(figure: Figure) -> tuple[Figure, ...]:
    """Return a figure and its alternatives, the figure itself first."""
    return (figure, *figure.alternatives)


def figures_in(chapter: Chapter) -> tuple[Figure, ...]:
    """Return every figure of a chapter with its alternatives, in order."""
    return tuple(one for block in chapter.figures for one in figures_of(block.figure))


def drawn_table(figure: Figure) -> Table:
    """Return the part of a figure's table that is drawn: its columns, and its rows under the figure's title."""
    table = figure.table
    codes = {*figure.columns, *([figure.size_column] if figure.size_column else [])}
    columns = [c for c, column in enumerate(table.columns) if column.code in codes]
    rows = [r for r, row in enumerate(table.rows) if _is_drawn(figure, row)]
    drawn = replace(
        table,
        number=figure.number,
        title=figure.title,
        rows=tuple(table.rows[r] for r in rows),
        columns=tuple(table.columns[c] for c in columns),
        cells=tuple(tuple(table.cells[r][c] for c in columns) for r in rows),
    )
    return _with_interval(drawn) if figure.kind == "points" else drawn


def _with_interval(table: Table) -> Table:
    """Return the table with the ends of the intervals after the numbers of its first column."""
    first = table.columns[0]
    ends = (("low", Text("Fra", "From")), ("high", Text("Til", "To")))
    columns = [replace(first, code=f"{first.code}_{code}", label=label, group=INTERVAL) for code, label in ends]
    cells = []
    for cell, *_ in table.cells:
        low, high = cell.interval if cell.interval and cell.value is not None else (None, None)
        cells.append((cell, replace(cell, value=low), replace(cell, value=high)))
    return replace(table, columns=(first, *columns), cells=tuple(cells))


def _is_drawn(figure: Figure, row: Row) -> bool:
    if figure.kind == "dots":
        return row.code in figure.positions
    if not row.closes or figure.kind == "panels":
        return True
    if figure.kind == "likert":
        return row.kind == "base"
    return figure.kind in ("bars", "grouped", "points") and row in figure.means
