"""What is drawn of a figure: itself and its alternatives, and which part of its table. No markup may enter."""

from dataclasses import replace

from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Row, Table


def figures_of(figure: Figure) -> tuple[Figure, ...]:
    """Return a figure and its alternatives, the figure itself first."""
    return (figure, *figure.alternatives)


def drawn_table(figure: Figure) -> Table:
    """Return the part of a figure's table that is drawn: its columns, and its rows under the figure's title."""
    table = figure.table
    codes = {*figure.columns, *([figure.size_column] if figure.size_column else [])}
    columns = [c for c, column in enumerate(table.columns) if column.code in codes]
    rows = [r for r, row in enumerate(table.rows) if _is_drawn(figure, row)]
    return replace(
        table,
        number=figure.number,
        title=figure.title,
        rows=tuple(table.rows[r] for r in rows),
        columns=tuple(table.columns[c] for c in columns),
        cells=tuple(tuple(table.cells[r][c] for c in columns) for r in rows),
    )


def _is_drawn(figure: Figure, row: Row) -> bool:
    if figure.kind == "dots":
        return row.code in figure.positions
    if not row.closes or figure.kind == "panels":
        return True
    if figure.kind == "likert":
        return row.kind == "base"
    return figure.kind in ("bars", "grouped") and row in figure.means
