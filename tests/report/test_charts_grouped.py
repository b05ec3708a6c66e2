"""Grouped bars: order, scale, colours, the total, and what has no number."""

from dataclasses import replace

import pytest

from kartlegg.language import Text
from kartlegg.report.charts.draw import spec_of
from kartlegg.report.charts.palette import CONTEXT, MUTED, STRONG
from kartlegg.report.layout.drawn import drawn_table
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Cell, Column, Row, Table
from tests.report.drawings import layer, plain_figure, plain_table
from tests.report.more_figures import grouped_figure


def with_total(table: Table, *values: float) -> Table:
    rows = (*table.rows, Row("total", Text("Totalt"), "base"))
    return replace(table, rows=rows, cells=(*table.cells, tuple(Cell(value) for value in values)))


def test_each_row_has_a_bar_a_column_on_one_scale_from_zero() -> None:
    figure = grouped_figure()
    spec = spec_of(figure, "nb")
    bars = layer(spec, "bars")
    assert [datum["row"] for datum in bars] == [row.code for row in figure.table.rows for _ in range(2)]
    assert all(datum["x"] == 0 for datum in bars)
    assert len({datum["fill"] for datum in bars}) == 2
    key = [datum["text"] for datum in layer(spec, "key_words")]
    assert key == ["Barn og unge", "Voksne"]
    assert [datum["fill"] for datum in layer(spec, "key")] == [datum["fill"] for datum in bars[:2]]
    assert len(layer(spec, "values")) == len(bars)


def test_the_last_of_several_years_stands_out_from_grey_ones() -> None:
    table = plain_table({"A": [1.0, 2.0, 3.0]}, ["y2019", "y2020", "y2021"])
    spec = spec_of(plain_figure("grouped", table, uncertain=(2020,)), "nb")
    assert [d["fill"] for d in layer(spec, "bars")] == [CONTEXT[0].light, CONTEXT[1].light, STRONG.light]
    assert [d["text"] for d in layer(spec, "key_words")] == ["2019", "2020 (usikkert)", "2021"]


def test_what_all_columns_share_is_not_said_of_each() -> None:
    table = plain_table({"A": [1.0, 2.0]}, ["percent_y2020", "percent_y2021"])
    by_year = tuple(
        Column(column.code, Text("Prosent"), "percent", Text(column.code[-4:])) for column in table.columns
    )
    both = tuple(Column(f"c{i}", Text(str(2020 + i % 2)), "percent", Text("AB"[i // 2])) for i in range(4))
    wide = replace(table, columns=both, cells=((Cell(1.0), Cell(2.0), Cell(3.0), Cell(4.0)),))
    assert key_of(plain_figure("grouped", replace(table, columns=by_year))) == ["2020", "2021"]
    assert key_of(plain_figure("grouped", wide)) == ["A, 2020", "A, 2021", "B, 2020", "B, 2021"]


def key_of(figure: Figure) -> list[str]:
    return [datum["text"] for datum in layer(spec_of(figure, "nb"), "key_words")]


def test_a_hidden_number_is_a_gap_with_a_word() -> None:
    table = plain_table({"A": [10.0, 20.0], "B": [30.0, None]}, ["a", "b"])
    cells = (table.cells[0], (Cell(30.0), Cell(None, "Q")))
    spec = spec_of(plain_figure("grouped", replace(table, cells=cells)), "nb")
    assert len(layer(spec, "bars")) == 3
    hidden = layer(spec, "values")[-1]
    assert (hidden["text"], hidden["fill"]) == ("skjult", MUTED.light)


@pytest.mark.parametrize(("total", "stands"), [((20.0, 30.0), True), ((100.0, 100.0), False)])
def test_a_mean_of_the_rows_stands_last_and_a_sum_does_not(total: tuple[float, float], stands: bool) -> None:
    table = with_total(plain_table({"A": [10.0, 20.0], "B": [30.0, 40.0]}, ["a", "b"]), *total)
    figure = plain_figure("grouped", table, sort=True)
    spec = spec_of(figure, "nb")
    rows = [datum["row"] for datum in layer(spec, "bars")]
    assert rows == ["r1", "r1", "r0", "r0"] + ["total"] * 2 * stands
    assert bool(layer(spec, "parting")) == stands
    assert ("total" in {row.code for row in drawn_table(figure).rows}) == stands


@pytest.mark.parametrize(("total", "ruled"), [(20.0, True), (100.0, False)])
def test_a_rule_through_bars_marks_the_mean_of_the_rows_and_no_sum(total: float, ruled: bool) -> None:
    figure = plain_figure("bars", with_total(plain_table({"A": [10.0], "B": [30.0]}, ["a"]), total))
    assert [datum["text"] for datum in layer(spec_of(figure, "nb"), "total_a")] == ["Totalt 20\u202f%"] * ruled
    assert bool(layer(spec_of(figure, "nb"), "total_a_rule")) == ruled


def test_the_rule_of_the_whole_strikes_through_no_number() -> None:
    table = with_total(plain_table({"A": [10.0], "B": [28.0], "C": [29.0], "D": [60.0]}, ["a"]), 30.0)
    spec = spec_of(plain_figure("bars", table), "nb")
    (rule,) = layer(spec, "total_a_rule")
    by_text = {datum["text"][:2]: datum["x"] for datum in layer(spec, "values_a")}
    assert by_text["10"] + 40 < rule["x"]
    assert rule["x"] < by_text["28"] == by_text["29"] < by_text["60"]
