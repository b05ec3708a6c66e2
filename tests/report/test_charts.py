"""Figures as drawn: every kind, its numbers, its words, its contrast, and the same bytes every time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kartlegg.language import LANGUAGES, Text
from kartlegg.report.cells import show_cell
from kartlegg.report.charts.draw import KINDS, draw, spec_of
from kartlegg.report.charts.labels import place_apart
from kartlegg.report.charts.map_key import classes_of
from kartlegg.report.charts.palette import (
    CALM,
    CLASSES,
    INK,
    LEADING,
    MAP_WIDTH,
    MUTED,
    PAPER,
    STRONG,
    TOKENS,
    WIDTH,
    contrast,
)
from kartlegg.report.charts.projection import conic
from kartlegg.report.charts.text import head_of, narrow, width_of, wrap
from kartlegg.report.layout.anatomy import sign_of_hidden, under_figure
from kartlegg.tabulation.figure import Figure, FigureKind
from kartlegg.tabulation.table import Cell, Column, Row
from tests.report.drawings import layer, layers_like, plain_figure, plain_table, tips
from tests.report.more_figures import more_figures
from tests.report.sample_document import figures

EVERY = (*figures(), *more_figures())
ALL = [drawn for figure in EVERY for drawn in (figure, *figure.alternatives)]
BY_KIND = {figure.kind: figure for figure in EVERY}
LONG = "Helse- /sosialfag fra høgskole uten videreutdanning i psykisk helse- eller rusarbeid"


def drawn_cells(figure: Figure) -> Iterator[tuple[Row, Column, Cell]]:
    columns = [column for column in figure.table.columns if column.code in figure.columns]
    for row in figure.table.rows:
        on_map = row.code in figure.positions and figure.table.cell(row.code, figure.size_column or "").value
        if on_map if figure.kind == "dots" else row.kind != "total" or figure.kind == "panels":
            for column in columns:
                cell = figure.table.cell(row.code, column.code)
                if cell.value is not None:
                    yield row, column, cell


def test_every_kind_of_figure_has_someone_who_draws_it() -> None:
    assert set(KINDS) == set(get_args(FigureKind)) == set(BY_KIND)


def test_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"figure 4\.1: no kind 'pie'"):
        spec_of(replace(BY_KIND["bars"], kind="pie"), "nb")  # type: ignore[arg-type]  # what a reader may ask for


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: f"{figure.number}-{figure.kind}")
def test_a_drawing_says_every_number_and_is_small_still_and_named(figure: Figure) -> None:
    drawing = draw(figure, "nb")
    root = etree.fromstring(drawing.svg.encode())
    said = tips(drawing.svg)
    for row, column, cell in drawn_cells(figure):
        words = narrow(show_cell(cell, column, "nb"))
        start = row.label.nb
        assert any(tip.startswith(start) and words in tip for tip in said), (row.code, column.code)
    assert root.get("role") == "img"
    assert root.get("aria-label") == figure.alt.nb
    assert root.get("width") == str(MAP_WIDTH if figure.kind == "dots" else WIDTH)
    assert not root.xpath("//*[@role or @aria-label or @aria-roledescription][parent::*]")
    assert not root.xpath("//@id | //@class | //@clip-path")
    assert not root.xpath("//*[local-name()='rect'][@fill='#ffffff']")
    assert len(drawing.svg) < 40_000
    assert drawing.png.startswith(b"\x89PNG")
    assert int.from_bytes(drawing.png[16:20]) == 2 * int(root.get("width"))
    assert len(drawing.png) < 200_000
    assert draw(figure, "nb") == drawing


def test_only_colours_of_the_palette_are_drawn() -> None:
    known = {token.light for token in TOKENS} | {"none"}
    for figure in ALL:
        root = etree.fromstring(draw(figure, "nb").svg.encode())
        assert set(root.xpath("//@fill | //@stroke")) <= known


def test_no_length_has_more_than_two_decimals() -> None:
    lengths = re.findall(r'(?:[xyr]|[xy][12]|c[xy]|d|transform)="([^"]*)"', draw(BY_KIND["lines"], "nb").svg)
    assert lengths
    assert not [length for length in lengths if re.search(r"\.\d{3}", length)]


def test_english_is_drawn_when_asked() -> None:
    lines, stacked = BY_KIND["lines"], BY_KIND["stacked"]
    assert "Home services" in draw(lines, "en").svg
    assert "Uncertain figures" in draw(lines, "en").svg
    assert "2020 (uncertain)" in draw(stacked, "en").svg
    assert any("3,662 full-time equivalents" in tip for tip in tips(draw(lines, "en").svg))
    assert any("3\u202f662 årsverk" in tip for tip in tips(draw(lines, "nb").svg))


def test_no_line_crosses_a_break_or_a_year_without_a_number() -> None:
    spec = spec_of(BY_KIND["lines"], "nb")
    for one in spec["layer"]:
        if not one["name"].startswith("line_"):
            continue
        stretches: dict[str, list[int]] = {}
        for datum in one["data"]["values"]:
            stretches.setdefault(datum["segment"], []).append(datum["x"])
        assert all(max(years) < 2015 or min(years) >= 2015 for years in stretches.values())
        assert "detail" in one["encoding"]
    work = layer(spec, "line_work")
    assert {datum["segment"] for datum in work if datum["x"] < 2009} != {
        datum["segment"] for datum in work if 2009 < datum["x"] < 2015
    }


def test_years_that_are_not_published_are_bridged_and_keep_their_distance() -> None:
    table = plain_table({"A": [1.0, 2.0, 3.0]}, ["y2007", "y2009", "y2013"], "fte")
    spec = spec_of(plain_figure("lines", table), "nb")
    assert len({datum["segment"] for datum in layer(spec, "line_r0")}) == 1
    ticks = [datum["x"] for datum in layer(spec, "year_ticks")]
    assert (ticks[2] - ticks[1]) / (ticks[1] - ticks[0]) == pytest.approx(2)


def test_the_break_stands_between_the_years_and_says_what_it_parts() -> None:
    spec = spec_of(BY_KIND["lines"], "nb")
    ticks = [datum["x"] for datum in layer(spec, "year_ticks")]
    (rule,) = layer(spec, "breaks")
    assert ticks[3] < rule["x"] < ticks[4]
    words = " ".join(datum["text"] for datum in layer(spec, "scopes"))
    assert words == "Kun psykisk helsearbeid Fra 2015: Psykisk helse- og rusarbeid"


def test_uncertain_years_have_hollow_points_and_say_so() -> None:
    points = layers_like(spec_of(BY_KIND["lines"], "nb"), "points_")
    hollow = {datum["x"] for datum in points if datum["fill"] == PAPER.light}
    assert hollow == {2020}
    assert all("(usikkert tall)" in datum["tip"] for datum in points if datum["x"] == 2020)


@pytest.mark.parametrize("ends", [[5.0, 5.1, 5.2, 5.3], [0.0, 0.0, 0.0, 9.0], [1.0, 8.0, 8.1, 0.2]])
def test_names_at_line_ends_never_lie_upon_each_other(ends: list[float]) -> None:
    rows = {f"{LONG} {i}": [4.0, end] for i, end in enumerate(ends)}
    spec = spec_of(plain_figure("lines", plain_table(rows, ["y2020", "y2021"], "fte")), "nb")
    middles = [datum["y"] for datum in sorted(layer(spec, "end_labels"), key=lambda datum: datum["y"])]
    assert len(middles) >= 8
    assert all(after - before >= LEADING - 0.01 for before, after in pairwise(middles))
    assert middles[0] >= 0
    assert middles[-1] <= spec["height"]


def test_grey_lines_around_a_highlight_can_be_told_apart() -> None:
    spec = spec_of(BY_KIND["lines"], "nb")
    looks = {
        one["name"]: (one["mark"]["stroke"], tuple(one["mark"]["strokeDash"]))
        for one in spec["layer"]
        if one["name"].startswith("line_")
    }
    assert len(set(looks.values())) == len(looks) == 6
    assert looks["line_housing"] == (STRONG.light, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_leaves_the_sheet(language: Any) -> None:
    for figure in ALL:
        spec = spec_of(figure, language)
        for one in spec["layer"]:
            if one["mark"]["type"] != "text":
                continue
            for datum in one["data"]["values"]:
                wide = width_of(datum["text"], strong=datum["weight"] == 600)
                left = datum["x"] - wide * {"left": 0, "center": 0.5, "right": 1}[datum["align"]]
                assert left >= -0.5, (figure.number, datum)
                assert left + wide <= spec["width"] + 0.5, (figure.number, datum)
                assert 7 <= datum["y"] <= spec["height"] - 3, (figure.number, datum)


def test_long_labels_break_into_lines_and_lose_nothing() -> None:
    for width in (120, 180, 270):
        lines = wrap(LONG, width)
        assert " ".join(lines).replace(" ", "") == LONG.replace(" ", "")
        assert all(width_of(line) <= width for line in lines)
    assert len(wrap(LONG, 270)) <= 3
    assert wrap("Årsverk per 10 000 innbyggere", 80) == ["Årsverk", "per 10\u202f000", "innbyggere"]


def test_lines_end_after_a_hyphen_only_before_a_long_word() -> None:
    assert wrap("severe short-term problems", 90) == ["severe", "short-term", "problems"]
    assert wrap("Diakonhjemmet-området", 100) == ["Diakonhjemmet-", "området"]


def test_a_rule_across_bars_that_are_all_alike_is_seen() -> None:
    assert contrast(INK.light, CALM.light) >= 3
    assert contrast(INK.dark, CALM.dark) >= 3


def test_bars_start_at_zero_and_go_left_for_losses() -> None:
    table = plain_table({"Opp": [4.0], "Ned": [-2.0], "Ukjent": [None]}, ["change"], "change")
    spec = spec_of(plain_figure("bars", table, sort=True), "nb")
    data = layer(spec, "bars_change")
    assert [(datum["x"], datum["x2"]) for datum in data] == [(0, 4.0), (0, -2.0)]
    values = {datum["text"]: datum for datum in layer(spec, "values_change")}
    (zero,) = layer(spec, "zero_change")
    assert values["\u22122"]["align"] == "right"
    assert values["\u22122"]["x"] < zero["x"] < values["4"]["x"]
    assert ".." in values


def test_bars_are_sorted_only_when_asked() -> None:
    figure = BY_KIND["panels"]
    by_value = [datum["row"] for datum in layer(spec_of(figure, "nb"), "bars_rate_children")]
    values = [figure.table.cell(code, "rate_children").value or 0 for code in by_value]
    assert values == sorted(values, reverse=True)
    as_told = [datum["row"] for datum in layer(spec_of(replace(figure, sort=False), "nb"), "bars_rate_children")]
    assert as_told == [row.code for row in figure.table.rows if row.kind == "body"]


def test_panels_of_one_measure_share_a_scale_and_the_total_is_a_rule() -> None:
    spec = spec_of(BY_KIND["panels"], "nb")
    scales = [one["encoding"]["x"]["scale"] for one in spec["layer"] if one["name"].startswith("bars_")]
    assert len({tuple(scale["domain"]) for scale in scales}) == 1
    assert {scale["domain"][0] for scale in scales} == {0.0}
    for code in BY_KIND["panels"].columns:
        (label,) = layer(spec, f"total_{code}")
        assert label["text"].startswith("Totalt ")
        assert layer(spec, f"total_{code}_rule")


def test_panels_of_several_measures_have_spanning_heads_and_sums_are_told_in_words() -> None:
    figure = BY_KIND["panels"]
    every = tuple(column.code for column in figure.table.columns)
    cells = (*figure.table.cells[:-1], (*(Cell(9000.0) for _ in every[:5]), Cell(None)))
    spec = spec_of(replace(figure, columns=every, table=replace(figure.table, cells=cells)), "nb")
    heads = " ".join(datum["text"] for datum in layer(spec, "groups"))
    assert heads == "Årsverk Årsverk per 10\u202f000 innbyggere"
    assert layer(spec, "total_fte_all")[0]["text"] == "Totalt 9\u202f000"
    assert not layer(spec, "total_fte_all_rule")
    assert not layer(spec, "total_rate_all")


def test_more_panels_than_six_stand_in_strips_on_one_scale() -> None:
    codes = [f"c{i}" for i in range(7)]
    table = plain_table({"A": [10.0] * 7, "B": [20.0] * 7}, codes)
    spec = spec_of(plain_figure("panels", table), "nb")
    starts = [layer(spec, f"zero_{code}")[0]["x"] for code in codes]
    assert starts[:3] == starts[4:]
    assert layer(spec, "bars_c3")[-1]["y2"] < layer(spec, "heads")[4]["y"] < layer(spec, "bars_c4")[0]["y"]
    assert [datum["text"] for datum in layer(spec, "labels")] == ["A", "B", "A", "B"]
    assert spec["height"] > layer(spec, "bars_c6")[-1]["y2"]
    widths = [one["encoding"]["x"]["scale"] for one in spec["layer"] if one["name"].startswith("bars_")]
    assert len({round(scale["range"][1] - scale["range"][0], 6) for scale in widths}) == 1


def test_lines_without_a_highlight_have_a_hue_each_and_rows_without_numbers_none() -> None:
    rows: dict[str, list[float | None]] = {"A": [1.0, 2.0], "B": [2.0, 1.0], "Aldri spurt": [None, None]}
    spec = spec_of(plain_figure("lines", plain_table(rows, ["y2020", "y2021"]), breaks=(2021,)), "nb")
    strokes = {one["name"]: one["mark"]["stroke"] for one in spec["layer"] if one["name"].startswith("line_")}
    assert set(strokes) == {"line_r0", "line_r1"}
    assert len(set(strokes.values())) == 2
    assert [datum["text"] for datum in layer(spec, "scopes")] == ["Brudd i 2021"]


def test_a_hidden_row_says_so_and_stands_last_even_below_a_loss() -> None:
    table = plain_table({"A": [-5.0], "B": [0.0], "C": [3.0]}, ["y2021"])
    hidden = replace(table, cells=(table.cells[0], (Cell(None, "Q"),), table.cells[2]))
    figure = plain_figure("bars", hidden, sort=True)
    assert [datum["text"] for datum in layer(spec_of(figure, "nb"), "labels")] == ["C", "A", "B"]
    words = layer(spec_of(figure, "en"), "values_y2021")
    assert (words[-1]["text"], words[-1]["fill"]) == ("hidden", MUTED.light)


def test_the_sign_of_a_hidden_number_is_explained_under_the_figures_that_show_it() -> None:
    table = plain_table({"A": [20.0], "B": [80.0]}, ["y2021"])
    hidden = replace(table, cells=((Cell(None, "Q"),), (Cell(None, "Q"),)))
    assert "Skjulte tall (:) vises ikke av hensyn til personvern." in under_figure(plain_figure("bars", hidden))
    assert "Hidden numbers (:) are confidential." in under_figure(plain_figure("stacked", hidden), "en")
    assert sign_of_hidden(plain_figure("bars", table)) == sign_of_hidden(plain_figure("lines", hidden)) == ""


def test_a_stacked_bar_is_whole_and_its_words_can_be_read() -> None:
    figure = BY_KIND["stacked"]
    spec = spec_of(figure, "nb")
    segments = layer(spec, "segments")
    by_bar: dict[float, float] = {}
    for datum in segments:
        by_bar[datum["y"]] = by_bar.get(datum["y"], 0) + datum["value"]
    assert len(by_bar) == 6
    assert all(total == pytest.approx(100) for total in by_bar.values())
    assert {datum["text"] for datum in layer(spec, "heads")} == {"Voksne", "Barn og unge"}
    assert "2020 (usikkert)" in {datum["text"] for datum in layer(spec, "labels")}
    assert len({datum["fill"] for datum in layer(spec, "key")}) == 6


def test_more_parts_than_hues_become_panels() -> None:
    table = plain_table({f"{LONG} {i}": [10.0, 10.0] for i in range(10)}, ["y2020", "y2021"])
    spec = spec_of(plain_figure("stacked", table, uncertain=(2020,)), "nb")
    assert len(layer(spec, "bars_y2020")) == 10
    assert {datum["text"] for datum in layer(spec, "heads")} == {"2020 (usikkert)", "2021"}


def test_the_largest_dots_lie_at_the_back_and_area_follows_size() -> None:
    figure = BY_KIND["dots"]
    data = layer(spec_of(figure, "nb"), "dots")
    areas = [datum["area"] for datum in data]
    assert areas == sorted(areas, reverse=True)
    assert len(data) == len(figure.table.rows)
    sizes = [figure.table.cell(datum["row"], "population").value or 0 for datum in data]
    assert areas[1] / areas[0] == pytest.approx(sizes[1] / sizes[0])
    hollow = [datum["row"] for datum in data if datum["fill"] == PAPER.light]
    assert hollow == [
        row.code for row, cells in zip(figure.table.rows, figure.table.cells, strict=True) if cells[2].value is None
    ]


def test_insets_stand_in_a_tidy_grid_beside_the_map() -> None:
    spec = spec_of(BY_KIND["dots"], "nb")
    inside = {code for code, spot in BY_KIND["dots"].positions.items() if spot.inset}
    data = [datum for datum in layer(spec, "dots") if datum["row"] in inside]
    assert {datum["text"] for datum in layer(spec, "insets")} == {"Oslo (skjematisk)"}
    lines = {round(datum["y"], 3) for datum in data}
    assert 1 < len(lines) < len(data)
    for one, other in combinations(data, 2):
        assert abs(one["x"] - other["x"]) > 60 or abs(one["y"] - other["y"]) > 40


def test_few_places_all_have_names_and_many_only_what_leads_the_eye() -> None:
    many, few = BY_KIND["dots"], BY_KIND["dots"].alternatives[0]
    assert len(layer(spec_of(few, "nb"), "names")) == 11
    named = [datum["text"] for datum in layer(spec_of(replace(many, highlight=("1101",)), "nb"), "names")]
    assert len(named) == len(set(named)) <= 10
    assert "Kommune 050 på vestsida" in named


def test_units_without_size_are_left_off_the_map_and_a_map_of_none_is_refused() -> None:
    figure = BY_KIND["dots"]
    empty = tuple((*cells[:3], Cell(0.0)) for cells in figure.table.cells)
    one = (figure.table.cells[0], *empty[1:])
    spec = spec_of(replace(figure, table=replace(figure.table, cells=one)), "nb")
    assert [datum["row"] for datum in layer(spec, "dots")] == ["1101"]
    with pytest.raises(ValueError, match=r"figure 5\.6: no row has both a position and a size"):
        spec_of(replace(figure, table=replace(figure.table, cells=empty)), "nb")


@given(st.lists(st.floats(0, 500), min_size=1, max_size=60))
def test_every_number_falls_in_the_class_whose_words_hold_it(values: list[float]) -> None:
    classes = classes_of(values, Column("rate", Text("r"), "rate"), "en")
    assert 1 <= len(classes.labels) <= len(CLASSES)
    for value in values:
        label = classes.labels[classes.colours.index(classes.colour(value))]
        low, _, high = label.partition("–")
        assert float(low) <= float(show_cell(Cell(value), Column("r", Text("r"), "rate"), "en")) <= float(high or low)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(10, 40)), min_size=1, max_size=12))
def test_labels_are_moved_apart_in_their_order_and_within_their_room(labels: list[tuple[float, float]]) -> None:
    wanted, heights = [at for at, _ in labels], [height for _, height in labels]
    placed = place_apart(wanted, heights, 0, 600)
    order = sorted(range(len(labels)), key=lambda index: (wanted[index], index))
    for one, other in pairwise(order):
        assert placed[other] - placed[one] >= (heights[one] + heights[other]) / 2 - 1e-6
    assert placed[order[0]] - heights[order[0]] / 2 >= -1e-6
    if sum(heights) <= 600:
        assert placed[order[-1]] + heights[order[-1]] / 2 <= 600 + 1e-6


def test_the_projection_is_conformal_and_keeps_north_up() -> None:
    project = conic([(5.0, 58.0), (31.0, 71.0)])
    x, y = project((18.0, 64.0))
    east, north = project((18.001, 64.0)), project((18.0, 64.001))
    assert north[1] < y < project((18.0, 60.0))[1]
    assert abs(north[0] - x) < 1e-9
    assert (east[0] - x) / (y - north[1]) == pytest.approx(0.43837, rel=1e-3)  # the cosine of 64 degrees


def test_a_head_says_that_its_year_is_uncertain() -> None:
    column = Column("adults_2020", Text("2020"), "percent")
    assert head_of(column, (2020,), "nb") == "2020 (usikkert)"
    assert head_of(column, (), "nb") == "2020"
