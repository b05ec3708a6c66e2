"""Stacked bars: shares of what is known, and a gap with a sign for what is hidden."""

from dataclasses import replace

import pytest

from kartlegg.report.charts.draw import spec_of
from kartlegg.report.charts.palette import WIDTH
from kartlegg.tabulation.table import Cell, Measure
from tests.report.drawings import layer, plain_figure, plain_table


def test_a_stacked_bar_of_full_time_equivalents_shows_shares_and_leaves_out_what_is_unknown() -> None:
    table = plain_table({"A": [30.0], "B": [90.0], "C": [None]}, ["y2021"], "fte")
    spec = spec_of(plain_figure("stacked", table), "nb")
    assert [datum["text"] for datum in layer(spec, "values")] == ["25\u202f%", "75\u202f%"]
    assert [datum["tip"] for datum in layer(spec, "segments")] == [
        "r0\tA, 2021: 30 årsverk",
        "r1\tB, 2021: 90 årsverk",
    ]


def test_a_hidden_part_of_a_stacked_bar_leaves_a_gap_with_a_sign_so_that_none_moves_up() -> None:
    table = plain_table({"A": [20.0, 20.0], "B": [50.0, 50.0], "C": [30.0, 30.0]}, ["y2020", "y2021"])
    hidden = tuple((row[0], Cell(None, "Q") if r != 1 else row[1]) for r, row in enumerate(table.cells))
    spec = spec_of(plain_figure("stacked", replace(table, cells=hidden)), "nb")
    *whole, known = layer(spec, "segments")
    left, right = layer(spec, "hidden")
    assert (known["row"], left["text"], right["text"]) == ("r1", ":", ":")
    assert whole[0]["x"] < left["x"] < known["x"]
    assert known["x2"] < right["x"] < whole[-1]["x2"]
    assert known["x"] - whole[0]["x"] == pytest.approx(whole[-1]["x2"] - known["x2"], abs=2)


@pytest.mark.parametrize("measure", ["fte", "count", "percent"])
def test_a_hidden_part_has_its_sign_where_nothing_is_left_for_it(measure: Measure) -> None:
    table = plain_table({"A": [40.0], "B": [10.0], "C": [60.0]}, ["y2021"], measure)
    cells = (table.cells[0], (Cell(None, "Q"),), table.cells[2])
    spec = spec_of(plain_figure("stacked", replace(table, cells=cells)), "nb")
    first, last = layer(spec, "segments")
    (sign,) = layer(spec, "hidden")
    assert sign["text"] == ":"
    assert last["x"] - first["x2"] > 10
    assert first["x2"] < sign["x"] < last["x"]
    assert last["x2"] == pytest.approx(WIDTH)
    assert [datum["text"] for datum in layer(spec, "values")] == ["40\u202f%", "60\u202f%"]
