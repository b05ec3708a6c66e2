"""A figure of each kind that the made-up publication does not hold, for the tests of drawings."""

from dataclasses import replace

from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.estimation.inference.intervals import wilson
from kartlegg.language import Text
from kartlegg.tabulation.cell_test import CellTest
from kartlegg.tabulation.figure import Figure, Sides
from kartlegg.tabulation.table import Cell, Column, Row, Table
from tests.report.sample_document import rates_table, units_table

ALT = Text("Høyest er Viken, lavest Agder.", "Highest is Viken, lowest Agder.")


def more_figures() -> tuple[Figure, ...]:
    """One figure of each further kind."""
    return (grouped_figure(), likert_figure(), points_figure(), scatter_figure())


def grouped_figure() -> Figure:
    """Two bars for each county, one of them highlighted."""
    words = {"title": Text("Flest i Viken", "Most in Viken"), "subtitle": Text("Årsverk", "FTE"), "alt": ALT}
    return Figure("5.7", "grouped", rates_table(), ("rate_children", "rate_adults"), **words, highlight=("c02",))


def likert_figure() -> Figure:
    """Four statements on a five-point scale whose highest option stands first, two options that give no answer."""
    options = ["Helt enig", "Litt enig", "Verken enig eller uenig", "Litt uenig", "Helt uenig"]
    options += ["Ikke relevant", "Vet ikke"]
    rows = (*(Row(f"r{i}", Text(label)) for i, label in enumerate(options)), Row("n", Text("Antall svar"), "base"))
    said = [
        "Nok involvert",
        "Får vite mer om forløpet enn før",
        "Oftere kontaktet om utskrivningsklare",
        "Tydeligere",
    ]
    columns = tuple(Column(f"c{i}", Text(label), "percent") for i, label in enumerate(said))
    shares = [
        [12, 30, 20, 18, 10, 4, 6],
        [40, 31, 9, 8, 2, 0, 10],
        [3, 9, 15, 30, 33, 10, 0],
        [15, 25, 25, 20, 15, 0, 0],
    ]
    cells = tuple(tuple(Cell(float(of[r])) for of in shares) for r in range(7))
    counts = tuple(Cell(float(n)) for n in (332, 329, 187, 1021))
    words = (Text("Enighet", "Agreement"), Text("Svar", "Answer"))
    table = Table("F8.15", *words, rows, columns, (*cells, counts), Text("Alle.", "All."), Text("Kilde.", "Source."))
    told = {"title": Text("Flest er enige", "Most agree"), "subtitle": Text("Prosent", "Per cent"), "alt": ALT}
    sides = Sides(("r4", "r3"), ("r2",), ("r1", "r0"), ("r5", "r6"))
    return Figure("8.15", "likert", table, ("c0", "c1", "c2", "c3"), **told, sides=sides)


def points_figure() -> Figure:
    """Shares of counties with intervals; two that differ from the others, and one that nobody answered in."""
    shares = (94, 60, 38, 52, 47, 55, 44, 71, 49, None, 52)
    sizes = (17, 46, 51, 23, 25, 23, 43, 26, 38, 41, 39)
    table = rates_table()
    rows = (*table.rows[:-1], Row("total", Text("Totalt", "Total"), "base"))
    cells = [
        (Cell(None, "Q"),) if share is None else (Cell(float(share), "A", wilson(round(share * n / 100), n)),)
        for share, n in zip(shares, sizes, strict=True)
    ]
    column = Column("percent_y2021", Text("Prosent", "Per cent"), "percent")
    found = {"c00": 0.001, "c01": 0.3, "c02": 0.04, **dict.fromkeys([f"c{i:02}" for i in range(3, 11)], 1.0)}
    tests = tuple(
        CellTest(row, column.code, "groups", Comparison(row, "fisher", 9.0, p, 40, adjusted=p))
        for row, p in found.items()
    )
    words = {"title": Text("Høyest i Oslo", "Highest in Oslo"), "subtitle": Text("Prosent", "Per cent"), "alt": ALT}
    one = replace(table, rows=rows, columns=(column,), cells=(*cells, (Cell(53.2),)), tests=tests)
    return Figure("5.9", "points", one, (column.code,), **words, highlight=("c00",), sort=True)


def scatter_figure() -> Figure:
    """Inhabitants and a rate of some sixty units, one of them highlighted."""
    words = {"title": Text("Flest i små", "Most in small"), "subtitle": Text("Årsverk", "FTE"), "alt": ALT}
    table = units_table()
    known = [place for place, cells in enumerate(table.cells) if all(cell.value is not None for cell in cells)]
    rows, cells = tuple(table.rows[at] for at in known), tuple(table.cells[at] for at in known)
    table = replace(table, rows=rows, cells=cells)
    return Figure("5.10", "scatter", table, ("population", "rate_total"), **words, highlight=("1130",))
