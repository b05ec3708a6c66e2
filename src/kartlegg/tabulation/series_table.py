"""Tables over years: this round beside the published series. How the series is joined may not enter."""

from dataclasses import replace

from kartlegg.errors import LookupFault
from kartlegg.estimation.estimate import Estimate
from kartlegg.language import Text
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.spec import SeriesSpec, SharesSpec
from kartlegg.tabulation.table import Cell, Column, Row, RowKind, Table
from kartlegg.tabulation.words import SharedWords

PER_CENT = Text("%", "%")
"""The head of the narrow column that a year's percentages stand in, beside its FTE."""

Parts = tuple[tuple[Row, ...], tuple[Column, ...], tuple[tuple[Cell, ...], ...]]


def series_table(spec: SeriesSpec, numbers: Numbers, words: SharedWords) -> Parts:
    """Return rows, columns and cells: a row for each variable, columns by year and measure, then the change."""
    rows = _rows(spec, numbers)
    columns = _year_columns(spec, numbers, words)
    if spec.change and numbers.last_year is not None:
        columns += _change_columns(numbers, words)
    cells = tuple(tuple(_cell(spec, numbers, row.code, column.code) for column in columns) for row in rows)
    return rows, columns, cells


def _rows(spec: SeriesSpec, numbers: Numbers) -> tuple[Row, ...]:
    def row(code: str, kind: RowKind, label: Text | None = None) -> Row:
        variable = numbers.variable(code)
        return Row(code, label or (variable.short if spec.short_labels else variable.label), kind)

    rows = [row(code, "subtotal" if code in spec.subtotals else "body") for code in spec.rows]
    if spec.total is not None:
        rows.append(row(spec.total, "total", spec.total_label.text() if spec.total_label else None))
    return tuple(rows)


def _year_columns(spec: SeriesSpec, numbers: Numbers, words: SharedWords) -> tuple[Column, ...]:
    single = len(spec.measures) == 1
    heads = {"fte": words.fte.text(), "percent": PER_CENT if spec.by_year else words.percent}
    pairs = (
        [(year, measure) for year in spec.years for measure in spec.measures]
        if spec.by_year
        else [(year, measure) for measure in spec.measures for year in spec.years]
    )
    columns = []
    marks = numbers.fte.marks.breaks
    breaks = [mark.year for mark in marks if any(mark.covers(code) for code in spec.rows)]
    divides = [mark.year for mark in marks if not mark.variables]
    for year, measure in pairs:
        year_label = Text(str(year), str(year))
        previous = max((y for y in spec.years if y < year), default=year)
        group = _scope(year, divides, words) if spec.scopes else None
        if not single:
            group = year_label if spec.by_year else heads[measure]
        columns.append(
            Column(
                code=f"y{year}" if single else f"{measure}_y{year}",
                label=heads[measure] if spec.by_year and not single else year_label,
                measure=measure,
                group=group,
                decimals=_decimals(spec, numbers, measure, year),
                gap_before=any(previous < broken <= year for broken in breaks),
            )
        )
    return tuple(columns)


def _scope(year: int, breaks: list[int], words: SharedWords) -> Text:
    """Return the head of the stretch of the series that `year` belongs to: scopes are in order of their stretches."""
    stretch = sum(year >= broken for broken in breaks)
    if stretch >= len(words.scopes):
        raise LookupFault(
            f"words.yaml has {len(words.scopes)} scopes for a series with {len(breaks)} breaks; add one for {year}"
        )
    return list(words.scopes.values())[stretch].text()


def _decimals(spec: SeriesSpec, numbers: Numbers, measure: str, year: int) -> int:
    if measure == "fte" or any(numbers.is_published_share(code, year) for code in spec.rows):
        return 0
    return spec.percent_decimals


def _change_columns(numbers: Numbers, words: SharedWords) -> tuple[Column, ...]:
    head, years = words.change.text(), f"{numbers.last_year}–{numbers.year}"
    group = Text(f"{head.nb} {years}", f"{head.get('en')} {years}")
    return (
        Column("change", words.fte.text(), "change", group, 0, signed=True),
        Column("change_percent", words.percent, "percent_change", group, 1, signed=True),
    )


def _cell(spec: SeriesSpec, numbers: Numbers, row: str, column: str) -> Estimate:
    if column.startswith("change") and numbers.last_year is not None:
        change = numbers.change(row, numbers.year, numbers.last_year)
        return change.percent if column == "change_percent" else change.absolute
    kind, _, year = column.rpartition("y")
    measure = kind.removesuffix("_") or spec.measures[0]
    if measure == "fte":
        return numbers.national(row, int(year))
    return numbers.share(row, spec.percent_of or spec.total or row, int(year))


def share_table(spec: SharesSpec, numbers: Numbers, _: SharedWords) -> Parts:
    """Return whole distributions beside one another: a row for each part, columns by whole and year, in per cent."""
    rows = tuple(Row(f"part_{place}", label.text()) for place, label in enumerate(spec.labels, 1))
    pairs = [(group, year) for group in spec.groups for year in spec.years]
    columns = tuple(
        Column(f"{group.whole}_y{year}", Text(str(year), str(year)), "percent", group.label.text())
        for group, year in pairs
    )
    cells = tuple(
        tuple(numbers.share(group.parts[place], group.whole, year) for group, year in pairs)
        for place in range(len(spec.labels))
    )
    return rows, columns, cells


def with_rows(table: Table, codes: tuple[str, ...]) -> Table:
    """Return `table` with only the rows of `codes`, in their order, and their tests."""
    places = {row.code: place for place, row in enumerate(table.rows)}
    return replace(
        table,
        rows=tuple(table.rows[places[code]] for code in codes),
        cells=tuple(table.cells[places[code]] for code in codes),
        tests=tuple(test for test in table.tests if test.row in codes),
    )
