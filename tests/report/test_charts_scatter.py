"""Scatter: where dots stand, what the scales say, which dots have names, and rows that lack a number."""

from dataclasses import replace

import pytest

from kartlegg.report.charts.draw import spec_of
from kartlegg.report.charts.palette import CALM, CONTEXT, STRONG
from kartlegg.report.charts.years import round_numbers
from tests.report.drawings import layer, plain_figure, plain_table
from tests.report.more_figures import scatter_figure
from tests.report.sample_document import rates_table


def test_dots_stand_by_both_numbers_and_say_them() -> None:
    table = plain_table({"A": [10.0, 1.0], "B": [20.0, 3.0], "C": [30.0, 2.0]}, ["share", "rate"], "rate")
    spec = spec_of(plain_figure("scatter", table), "nb")
    a, b, c = layer(spec, "dots")
    assert a["x"] < b["x"] < c["x"]
    assert b["y"] < c["y"] < a["y"]
    assert a["tip"] == "r0\tA: hare 10; rate 1"
    assert {one["fill"] for one in (a, b, c)} == {CALM.light}
    assert [one["text"] for one in layer(spec, "names")] == ["A", "B", "C"]
    assert (layer(spec, "head")[0]["text"], layer(spec, "foot")[0]["text"]) == ("rate", "hare")


def test_scales_reach_over_the_numbers_only() -> None:
    spec = spec_of(replace(scatter_figure(), table=rates_table(), columns=("rate_children", "rate_adults")), "nb")
    assert "0" not in {one["text"] for one in layer(spec, "ticks")}
    assert not layer(spec, "zero")
    assert round_numbers([61.0, 83.0], zero=False) == (60, 65, 70, 75, 80, 85)
    assert round_numbers([5.0], zero=False) == pytest.approx((5.0, 5.2))
    assert round_numbers([], zero=False) == pytest.approx((0.0, 0.2))


def test_of_many_dots_only_the_highlighted_one_has_a_name_and_lies_in_front() -> None:
    spec = spec_of(scatter_figure(), "nb")
    assert [one["text"] for one in layer(spec, "names")] == ["Kommune 029 på vestsida"]
    assert [one["fill"] for one in layer(spec, "dots")] == [CONTEXT[0].light] * 58 + [STRONG.light]


def test_a_name_that_would_cover_other_dots_is_left_out() -> None:
    table = plain_table({f"Kommune {i}": [5.0 + i / 1000, 5.0] for i in range(14)}, ["a", "b"], "rate")
    figure = plain_figure("scatter", table, highlight=("r7",))
    names = [one["text"] for one in layer(spec_of(figure, "nb"), "names")]
    assert names[0] == "Kommune 7"
    assert len(names) < 14


def test_a_row_without_one_of_the_numbers_has_no_dot() -> None:
    table = plain_table({"A": [1.0, None], "B": [2.0, 0.0], "C": [None, None]}, ["a", "b"], "rate")
    assert [one["row"] for one in layer(spec_of(plain_figure("scatter", table), "nb"), "dots")] == ["r1"]
