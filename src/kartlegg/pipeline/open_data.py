"""Numbers and tables as open data: what is given out, under which names. How files are encoded may not enter."""

from collections.abc import Mapping

from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.exchange.dataset import Resource, encode_dataset
from kartlegg.report.blocks import Document
from kartlegg.tabulation.numbers import Numbers, settled
from kartlegg.tabulation.table import Table

MEASURE = "fte, count, percent, rate (FTE per 10 000 inhabitants, or replies in per cent), change or percent_change"
STATUS = "A normal, I imputed in part, B break, U unreliable year, Q suppressed, M not asked or not possible"


def open_data(numbers: Numbers, tables: Mapping[str, Table], document: Document) -> dict[str, bytes]:
    """Return the open data: every cell of every table, the national series, FTE of each unit, and all tests.

    Of a unit only its totals are given out: those are published by agreement, its other answers are not.
    """
    resources = (_cells(tables), _series(numbers), _units(numbers), _tests(document))
    title = f"{document.title.en} {document.year}"
    files = encode_dataset(f"kartlegg-{document.year}", title, "", resources)
    return {f"data/{path}": content for path, content in files.items()}


def _cells(tables: Mapping[str, Table]) -> Resource:
    return Resource(
        "tables",
        "Every cell of every table",
        {
            "table": "Number of the table",
            "row": "Code of the row",
            "row_label": "Label of the row, bokmål",
            "column": "Code of the column",
            "column_label": "Head of the column, levels joined by ' | ', bokmål",
            "measure": MEASURE,
            "value": "Exact value",
            "status": STATUS,
        },
        (
            (table.number, row.code, row.label.nb, head.code, head.path(), head.measure, cell.value, cell.status)
            for table in tables.values()
            for row, line in zip(table.rows, table.cells, strict=True)
            for head, cell in zip(table.columns, line, strict=True)
        ),
    )


def _tests(document: Document) -> Resource:
    return Resource(
        "tests",
        "Every test of every cell, of tables and of those behind figures",
        {
            "table": "Number of the table, or F and the number of the figure",
            "row": "Code of the row",
            "column": "Code of the column",
            "test": "groups (the cell's group against all the others) or years (this round against the last)",
            "method": "fisher, mcnemar, or logistic (size held equal: p-value by Fisher, effect by regression)",
            "units": "How many units the test rests on",
            "effect": "Difference in per cent points",
            "low": "Lower end of its 95 per cent interval",
            "high": "Upper end of its 95 per cent interval",
            "odds_ratio": "Odds ratio, where it is a finite number",
            "p_value": "Two-sided p-value",
            "adjusted": "p-value adjusted for all tests of the family by Holm's procedure",
            "reason": "Why there is no p-value",
        },
        (
            (table.number, tested.row, tested.column, tested.kind, of.method, of.units, *_figures(of), of.reason)
            for table in document.tested
            for tested in table.tests
            for of in (tested.plain, tested.held)
            if of is not None
        ),
    )


def _figures(of: Comparison) -> tuple[float | None, ...]:
    return tuple(settled(value) for value in (of.effect, of.low, of.high, of.odds_ratio, of.p_value, of.adjusted))


def _series(numbers: Numbers) -> Resource:
    return Resource(
        "series",
        "National full-time equivalents by year",
        {"variable": "Code of the variable", "year": "Year", "value": "Full-time equivalents", "status": STATUS},
        (
            (variable, year, numbers.national(variable, year).value, estimate.status)
            for (variable, year), estimate in sorted(numbers.fte.points.items())
        ),
    )


def _units(numbers: Numbers) -> Resource:
    return Resource(
        "units",
        "Full-time equivalents of each unit",
        {
            "unit": "Code of the unit",
            "name": "Name of the unit",
            "variable": "Code of the variable",
            "value": "Full-time equivalents",
            "status": "A normal, I carried from last round",
        },
        (
            (place.code, place.name, variable, figure.value, figure.status)
            for place in numbers.places
            if place.reports
            for variable in numbers.rated
            for figure in [numbers.of_unit(place.code, variable)]
        ),
    )
