"""Points with intervals: where they stand, what is filled, the rule of the whole, and the numbers beside."""

from dataclasses import replace
from typing import Any

import pytest

from kartlegg.language import Text
from kartlegg.report.charts.draw import spec_of
from kartlegg.report.charts.palette import CALM, MUTED, PAPER, STRONG
from kartlegg.report.layout.drawn import drawn_table
from kartlegg.tabulation.table import Cell
from tests.report.drawings import layer, plain_figure, plain_table
from tests.report.more_figures import points_figure


def drawn(language: Any = "nb", **changes: Any) -> dict[str, Any]:
    figure = points_figure()
    return spec_of(replace(figure, table=replace(figure.table, **changes)), language)


def test_each_point_stands_within_its_interval_and_says_it() -> None:
    spec = drawn()
    points = {one["y"]: one for one in layer(spec, "points")}
    intervals = {one["y"]: one for name in ("intervals", "intervals_strong") for one in layer(spec, name)}
    assert len(points) == len(intervals) == 10
    assert all(intervals[y]["x"] < one["x"] < intervals[y]["x2"] for y, one in points.items())
    assert layer(spec, "points")[0]["tip"] == (
        "c00\tOslo, Prosent: 94 prosent (95 prosents konfidensintervall 73–99)"
    )


def test_what_differs_is_filled_and_a_key_tells_what_that_means() -> None:
    spec = drawn()
    fills = {one["row"]: one["fill"] for one in layer(spec, "points")}
    assert {row for row, fill in fills.items() if fill == STRONG.light} == {"c00", "c02"}
    assert set(fills.values()) == {STRONG.light, PAPER.light}
    assert [one["text"] for one in layer(spec, "key_words")] == [
        "95 prosents konfidensintervall",
        "Skiller seg signifikant fra de andre",
        "Skiller seg ikke signifikant",
    ]
    assert "Differs significantly from the others" in [one["text"] for one in layer(drawn("en"), "key_words")]


def test_points_that_were_not_tested_are_all_alike() -> None:
    spec = drawn(tests=())
    assert {one["fill"] for one in layer(spec, "points")} == {CALM.light}
    assert len(layer(spec, "key_words")) == 1


def test_the_whole_is_a_rule_and_a_sum_is_none() -> None:
    assert [one["text"] for one in layer(drawn(), "whole")] == ["Totalt 53\u202f%"]
    figure = points_figure()
    summed = (*figure.table.cells[:-1], (Cell(100.0),))
    assert not layer(drawn(cells=summed), "whole_rule")
    hidden = (*figure.table.cells[:-1], (Cell(None, "Q"),))
    assert not layer(drawn(cells=hidden), "whole_rule")


def test_a_hidden_number_has_a_word_and_no_point_though_an_interval_were_known() -> None:
    figure = points_figure()
    cells = tuple((Cell(None, "Q", (1.0, 2.0)),) if row == 3 else of for row, of in enumerate(figure.table.cells))
    spec = drawn(cells=cells)
    words = [one for one in layer(spec, "values") if one["text"] == "skjult"]
    assert [one["fill"] for one in words] == [MUTED.light] * 2
    assert "c03" not in {one["row"] for one in layer(spec, "points")}
    table = drawn_table(replace(figure, table=replace(figure.table, cells=cells)))
    assert [cell.value for cell in table.cells[3]] == [None] * 3


def test_numbers_without_intervals_are_points_on_a_scale_of_their_measure() -> None:
    table = plain_table({"A": [0.4], "B": [1.2]}, ["rate"], "rate")
    spec = spec_of(plain_figure("points", table), "nb")
    assert len(layer(spec, "points")) == 2
    assert not layer(spec, "intervals")
    assert [one["text"] for one in layer(spec, "ticks")] == ["0,0", "0,5", "1,0", "1,5"]


def test_the_table_beside_the_figure_holds_the_ends_of_the_intervals() -> None:
    table = drawn_table(points_figure())
    assert [column.code for column in table.columns] == ["percent_y2021", "percent_y2021_low", "percent_y2021_high"]
    assert [column.path() for column in table.columns][1:] == [
        "95 prosents konfidensintervall | Fra",
        "95 prosents konfidensintervall | Til",
    ]
    assert [cell.value for cell in table.cells[0]] == [94.0, pytest.approx(73.0, abs=0.5), pytest.approx(99, abs=0.5)]
    assert table.rows[-1].label == Text("Totalt", "Total")
