"""What a figure is drawn from: its columns, breaks and positions, and what there is not."""

from pathlib import Path
from typing import Any

import pytest

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.pipeline.inputs import load_inputs
from kartlegg.places.register import Whole
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.drawn import Drawn, drawn_from
from kartlegg.tabulation.figure import Position
from kartlegg.tabulation.spec import FigureSpec, SeriesSpec, TableSpec, UnitsSpec, ViewSpec
from kartlegg.tabulation.table import Table
from tests.tiny.survey import FIRST, SECOND

HEAD: Any = {"title": Words(nb="{year}", en="In {year}"), "stub": Words(nb="Hvor"), "base": "units"}
STREET, QUAY = "fte_adults_street", "fte_adults_quay"
SERIES = SeriesSpec(kind="series", rows=(STREET, QUAY, "dusk"), years=(FIRST, SECOND), change=True, **HEAD)
UNITS = UnitsSpec(kind="units", inhabitants=True, **HEAD)


def figure(data: TableSpec | None = None, **of: Any) -> FigureSpec:
    words = dict.fromkeys(("title", "subtitle", "alt"), Words(nb="x"))
    return FigureSpec(**({"number": "1", "kind": "lines", "data": data} | words | of))


@pytest.fixture(scope="session")
def wholes(survey: Path) -> tuple[Whole, ...]:
    inputs = load_inputs(survey, SECOND)
    return inputs.places.wholes(inputs.day)


def drawn(tiny: Builder, spec: FigureSpec, wholes: tuple[Whole, ...] = (), **tables: Table) -> tuple[Drawn, ...]:
    return drawn_from(spec, tiny, {number.replace("_", "."): table for number, table in tables.items()}, wholes)


def test_a_line_is_drawn_over_the_years_only(tiny: Builder) -> None:
    (view,) = drawn(tiny, figure(SERIES))
    assert view.columns == ("y2030", "y2032")
    assert (view.breaks, view.uncertain) == ((SECOND,), (FIRST,))
    assert view.table.number == "F1"


def test_breaks_are_those_of_what_is_drawn(tiny: Builder) -> None:
    (lamps,) = drawn(tiny, figure(SERIES, rows=(QUAY, STREET)))
    assert [row.code for row in lamps.table.rows] == [QUAY, STREET]
    assert lamps.breaks == ()
    (last,) = drawn(tiny, figure(SERIES, columns=("y2032",)))
    assert (last.breaks, last.uncertain) == ((), ())
    (units,) = drawn(tiny, figure(UNITS, columns=("fte_total",)))
    assert (units.breaks, units.uncertain) == ((), ())


def test_a_figure_may_be_over_a_numbered_table(tiny: Builder) -> None:
    table = tiny.build(SERIES)
    (view,) = drawn(tiny, figure(table="1.1", columns=("change",)), _1_1=table, **{"1_1": table})
    assert view.table is table


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        (figure(table="9.9"), "drawn from table 9.9, which the report does not have"),
        (figure(SERIES, columns=("y2030", "y1999")), "figure 1 draws y2030, y1999; there are y2030, y2032, change"),
        (figure(SERIES, kind="points"), "figure 1 draws y2030, y2032; points needs 1 columns"),
        (figure(SERIES, kind="scatter", columns=("y2030",)), "figure 1 draws y2030; scatter needs 2 columns"),
        (figure(UNITS), "figure 1 draws nothing; there are fte_total"),
        (figure(SERIES, rows=(STREET, "lamp")), "figure 1 draws the rows lamp, which its table lacks"),
        (
            figure(SERIES, kind="dots", columns=("y2030",), views=(ViewSpec(label=Words(nb="Dal"), by="county"),)),
            "figure 1 draws y2030; there are fte_children",
        ),
    ],
)
def test_what_there_is_not_is_told(tiny: Builder, spec: FigureSpec, told: str) -> None:
    with pytest.raises(LookupFault, match=told):
        drawn(tiny, spec)


def test_dots_stand_where_people_live(tiny: Builder, wholes: tuple[Whole, ...]) -> None:
    views = (ViewSpec(label=Words(nb="Enheter")), ViewSpec(label=Words(nb="Dal", en="Valley"), by="county"))
    units, valleys = drawn(tiny, figure(UNITS, kind="dots", columns=("rate_total",), views=views), wholes)
    assert units.positions == {
        "A1": Position(20, -30),
        "A2": Position(21, -31),
        "C1": Position(24, -34, "Lampburg"),  # parts of a city share its inset
        "C2": Position(24, -34, "Lampburg"),
    }  # nobody lives in the agency, nobody answers in the forest, and where B1 lies is not known
    assert valleys.positions["hills"] == Position(pytest.approx(20 + 200 / 1200), pytest.approx(-30 - 200 / 1200))
    assert valleys.positions["coast"] == Position(24, -34)
    assert (units.size_column, valleys.size_column) == ("inhabitants", "inhabitants")
    assert [row.code for row in valleys.table.rows] == ["coast", "hills", "total"]
    assert (valleys.table.number, valleys.table.title.en, valleys.table.base.nb) == (
        "F1-county",
        f"In {SECOND}",
        units.table.base.nb,
    )
    assert valleys.table.stub.en == "Valley"


def test_a_map_without_views_shows_each_unit(tiny: Builder, wholes: tuple[Whole, ...]) -> None:
    (view,) = drawn(tiny, figure(UNITS, kind="dots", columns=("rate_total",)), wholes)
    assert set(view.positions) == {"A1", "A2", "C1", "C2"}
    alone = drawn(tiny, figure(UNITS, kind="dots", columns=("rate_total",)))[0]
    assert set(alone.positions) == {"A1", "A2"}
