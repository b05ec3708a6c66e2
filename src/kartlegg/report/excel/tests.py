"""The sheet of all tests: what was found of each cell that was tested, exact. No test is made here."""

from collections.abc import Iterator

from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.language import Language, Text
from kartlegg.report.blocks import Document
from kartlegg.report.excel.sheets import Entry
from kartlegg.report.layout.anatomy import table_label
from kartlegg.report.layout.captions import word
from kartlegg.tabulation.cell_test import CellTest
from kartlegg.tabulation.table import Cell, Column, Row, Table

NAME = Text("Prøver", "Tests")
_TITLE = Text("Forskjellene som er prøvd", "The differences that were tested")
_BASE = Text(
    "Én rad for hver celle som er prøvd: gruppen mot alle de andre, slik vedlegget om metode forteller.",
    "One row for each cell that was tested: the group against all the others, as the appendix on method tells.",
)
_PLAIN = Text("Mot alle de andre", "Against all the others")
_HELD = Text("Med størrelsen holdt lik", "With size held equal")
_HEADS: tuple[tuple[str, Text, int], ...] = (
    ("effect", Text("Prosentpoeng", "Percentage points"), 1),
    ("low", Text("Fra", "From"), 1),
    ("high", Text("Til", "To"), 1),
    ("p_value", Text("p-verdi", "p-value"), 4),
    ("adjusted", Text("Justert p-verdi", "Adjusted p-value"), 4),
)


def entry_of_tests(document: Document, language: Language) -> Entry | None:
    """Return all tests of the publication, None where nothing was tested."""
    rows, cells = [], []
    for table in document.tested:
        for place, test in enumerate(table.tests):
            label = Text(_label(table, "nb"), _label(table, "en"))
            rows.append(Row(f"{table.number}-{place}", label, detail=_of(table, test)))
            cells.append((Cell(float(test.plain.units)), *_figures(test.plain), *_figures(test.held)))
    if not rows:
        return None
    columns = (
        Column("units", Text("Enheter", "Units"), "count"),
        *(
            Column(f"{kind}_{code}", head, "rate", group, decimals)
            for kind, group in (("plain", _PLAIN), ("held", _HELD))
            for code, head, decimals in _HEADS
        ),
    )
    stub = Text(f"{word('table', 'nb')}, {word('figure', 'nb').lower()}", f"{word('table', 'en')}, figure")
    table = Table("tests", _TITLE, stub, tuple(rows), columns, tuple(cells), _BASE, Text(""))
    return Entry(NAME.get(language), _TITLE.get(language), "", table)


def _label(table: Table, language: Language) -> str:
    if table.number.startswith("F"):
        return f"{word('figure', language)} {table.number[1:]}"
    return table_label(table, language)


def _of(table: Table, test: CellTest) -> Text:
    row = table.rows[table.row_places[test.row]]
    column = table.columns[table.column_places[test.column]]
    return Text(f"{row.label.nb} | {column.path()}", f"{row.label.get('en')} | {column.path('en')}")


def _figures(of: Comparison | None) -> Iterator[Cell]:
    for code, _, _ in _HEADS:
        value = None if of is None else getattr(of, code)
        yield Cell(value, "A" if value is not None else "M")
