"""Bars around a middle: sides by code, one scale for all, what is no answer apart, how many answered."""

from dataclasses import replace
from itertools import pairwise

import pytest

from kartlegg.language import Text
from kartlegg.report.charts.draw import spec_of
from kartlegg.report.charts.palette import CONTEXT, HIGH, LOW, MIDDLE, MUTED, WIDTH
from kartlegg.report.layout.drawn import drawn_table
from kartlegg.tabulation.figure import Figure, Sides
from kartlegg.tabulation.table import Cell, Column, Row
from tests.report.drawings import layer
from tests.report.more_figures import likert_figure


def first_bar(figure: Figure) -> list[dict[str, float]]:
    segments = layer(spec_of(figure, "nb"), "segments")
    return [one for one in segments if one["y"] == segments[0]["y"]]


def test_answers_stand_from_left_to_right_around_the_middle() -> None:
    spec = spec_of(likert_figure(), "nb")
    segments = first_bar(likert_figure())
    assert [one["row"] for one in segments] == ["r4", "r3", "r2", "r1", "r0"]
    assert [one["fill"] for one in segments] == [token.light for token in (*LOW, MIDDLE, *HIGH)]
    assert [one["text"] for one in layer(spec, "key_words")][::4] == ["Helt uenig", "Helt enig"]
    middle = layer(spec, "zero")[0]["x"]
    assert (segments[2]["x"] + segments[2]["x2"]) / 2 == pytest.approx(middle, abs=1)


def test_one_per_cent_is_equally_wide_everywhere() -> None:
    spec = spec_of(likert_figure(), "nb")
    wide = [one for one in (*layer(spec, "segments"), *layer(spec, "apart")) if one["value"] > 5]
    units = [(one["x2"] - one["x"]) / one["value"] for one in wide]
    assert max(units) - min(units) < 0.3
    assert max(one["x2"] for one in wide) < WIDTH


def test_what_is_no_answer_stands_apart_and_the_number_of_answers_at_the_end() -> None:
    spec = spec_of(likert_figure(), "nb")
    right = max(one["x2"] for one in layer(spec, "segments"))
    apart = layer(spec, "apart")
    assert {one["row"] for one in apart} == {"r5", "r6"}
    assert all(one["x"] > right and one["fill"] == CONTEXT[0].light for one in apart)
    assert [one["text"] for one in layer(spec, "apart_values")][:2] == ["4\u202f%", "6\u202f%"]
    assert [one["text"] for one in layer(spec, "answers")] == ["332", "329", "187", "1\u202f021"]
    assert layer(spec, "answers")[0]["tip"] == "n\tAntall svar, Nok involvert: 332"
    assert " ".join(one["text"] for one in layer(spec, "column_heads")) == "Ikke relevant Vet ikke Antall svar"


def test_without_anything_apart_bars_are_wider_and_the_head_stands_beside_the_key() -> None:
    figure = likert_figure()
    spec = spec_of(replace(figure, sides=Sides(("r4", "r3"), ("r2",), ("r1", "r0"))), "nb")
    assert not layer(spec, "apart")
    assert spec["height"] < spec_of(figure, "nb")["height"]
    assert layer(spec, "column_heads")[0]["y"] < 15


def test_a_scale_without_a_middle_and_with_one_option_a_side_has_the_firm_colours() -> None:
    figure = replace(likert_figure(), sides=Sides(("r4",), (), ("r0",)))
    assert [one["fill"] for one in first_bar(figure)] == [LOW[0].light, HIGH[1].light]


def test_a_sorted_figure_has_the_largest_right_side_first() -> None:
    answers = layer(spec_of(replace(likert_figure(), sort=True), "nb"), "answers")
    assert [one["text"] for one in answers] == ["329", "332", "1\u202f021", "187"]


def test_bars_of_one_spanning_head_stand_under_it() -> None:
    figure = likert_figure()
    heads = (Text("Voksne"), Text("Voksne"), Text("Barn"), Text("Barn"))
    columns = tuple(replace(column, group=head) for column, head in zip(figure.table.columns, heads, strict=True))
    spec = spec_of(replace(figure, table=replace(figure.table, columns=columns)), "nb")
    assert [one["text"] for one in layer(spec, "heads")] == ["Voksne", "Barn"]
    assert all(one["y"] < other["y"] for one, other in pairwise(layer(spec, "answers")))


def test_a_hidden_number_shows_its_sign_and_nothing_is_drawn() -> None:
    figure = likert_figure()
    hidden = tuple(
        tuple(Cell(None, "Q") if c == 0 else cell for c, cell in enumerate(row)) for row in figure.table.cells
    )
    spec = spec_of(replace(figure, table=replace(figure.table, cells=hidden)), "nb")
    sign = layer(spec, "apart_values")[0]
    assert (sign["text"], sign["fill"], layer(spec, "answers")[0]["text"]) == (":", MUTED.light, ":")
    assert {one["tip"].split(", ")[1].split(":")[0] for one in layer(spec, "segments")}.isdisjoint({"Nok involvert"})


@pytest.mark.parametrize(
    ("hidden", "drawn"), [("r4", "r3 r2 r1 r0"), ("r3", "r2 r1 r0"), ("r2", ""), ("r1", "r4 r3 r2")]
)
def test_a_bar_is_drawn_outward_as_far_as_it_is_known(hidden: str, drawn: str) -> None:
    figure = likert_figure()
    place = int(hidden[1])
    cells = [list(row) for row in figure.table.cells]
    cells[place][0] = Cell(None, "Q")
    spec = spec_of(replace(figure, table=replace(figure.table, cells=tuple(map(tuple, cells)))), "nb")
    bar = [one for one in layer(spec, "segments") if "Nok involvert" in one["tip"]]
    assert [one["row"] for one in bar] == drawn.split()
    (sign,) = layer(spec, "unknown")
    middle = layer(spec, "zero")[0]["x"]
    assert sign["text"] == ":"
    if hidden in {"r4", "r3"}:
        assert (sign["align"], sign["x"] < bar[0]["x"]) == ("right", True)
    else:
        assert (sign["align"], sign["x"] > max(bar[-1]["x2"] if bar else 0, middle)) == ("left", True)
    if bar:
        r2 = next(one for one in bar if one["row"] == "r2")
        assert (r2["x"] + r2["x2"]) / 2 == pytest.approx(middle, abs=1)


def test_a_bar_that_lacks_a_number_on_both_sides_has_a_sign_at_both_ends() -> None:
    figure = likert_figure()
    cells = [list(row) for row in figure.table.cells]
    cells[0][0] = cells[4][0] = Cell(None, "Q")
    spec = spec_of(replace(figure, table=replace(figure.table, cells=tuple(map(tuple, cells)))), "nb")
    bar = [one for one in layer(spec, "segments") if "Nok involvert" in one["tip"]]
    left, right = layer(spec, "unknown")
    assert left["x"] < bar[0]["x"] < bar[-1]["x2"] < right["x"]


def test_the_numbers_beside_the_figure_hold_how_many_answered() -> None:
    figure = likert_figure()
    rows = (*figure.table.rows, Row("all", Text("Totalt"), "total"))
    table = replace(figure.table, rows=rows, cells=(*figure.table.cells, (Cell(100.0),) * 4))
    assert [row.code for row in drawn_table(replace(figure, table=table)).rows][-2:] == ["r6", "n"]


def test_a_figure_without_sides_is_refused() -> None:
    with pytest.raises(ValueError, match=r"figure 8\.15: no sides"):
        spec_of(replace(likert_figure(), sides=None), "nb")


def test_uncertain_years_say_so() -> None:
    figure = likert_figure()
    columns = tuple(Column(f"y{2018 + i}", Text(str(2018 + i)), "percent") for i in range(4))
    codes = tuple(column.code for column in columns)
    table = replace(figure.table, columns=columns)
    spec = spec_of(replace(figure, table=table, columns=codes, uncertain=(2020,)), "nb")
    assert [one["text"] for one in layer(spec, "labels")] == ["2018", "2019", "2020 (usikkert)", "2021"]
