"""What the paper editions share: words, anchors, heads, sizes of drawings, dots on the title page."""

from dataclasses import replace

import pytest

from kartlegg.errors import LookupFault
from kartlegg.report.layout.anatomy import beneath, spans_of, starts_block, views_of, whole_numbers
from kartlegg.report.layout.anchors import Anchors
from kartlegg.report.layout.captions import WORDS, first_sentence, word, written_date
from kartlegg.report.layout.drawing_size import POINTS_PER_PIXEL, printed_size
from kartlegg.report.layout.drawn import drawn_table
from kartlegg.report.pdf.cover import cover_dots, cover_picture
from kartlegg.tabulation.figure import Position
from tests.report import sample_document
from tests.report.stand_ins import document_of


def test_every_word_is_there_in_both_languages() -> None:
    assert all(text.nb and text.en for text in WORDS.values())
    assert (word("table"), word("table", "en")) == ("Tabell", "Table")


def test_a_date_is_written_with_its_month_in_words() -> None:
    assert (written_date("2021-07-01"), written_date("2021-12-24", "en")) == ("1. juli 2021", "24 December 2021")


def test_the_numbers_of_a_figure_are_those_that_are_drawn() -> None:
    bars, lines, panels, *_, dots = sample_document.figures()
    assert [column.code for column in drawn_table(bars).columns] == ["adults_2021"]
    assert [column.code for column in drawn_table(dots).columns] == ["rate_total", "population"]
    assert {row.code for row in drawn_table(dots).rows} <= set(dots.positions)
    assert [row.kind for row in drawn_table(lines).rows] == ["body"] * 6
    assert [row.kind for row in drawn_table(panels).rows] == [*["body"] * 11, "total"]


def test_the_foot_of_a_page_gets_the_first_sentence() -> None:
    assert first_sentence("Svarene er konstruert. De skal ikke siteres.") == "Svarene er konstruert."
    assert first_sentence("Svarene er konstruert.") == "Svarene er konstruert."


def test_spanning_heads_cover_every_column_once() -> None:
    columns = sample_document.years_table().columns
    spans = spans_of(columns)
    assert [(span.label, span.first, span.count) for span in spans] == [
        ("Kun psykisk helsearbeid", 0, 4),
        ("Psykisk helse- og rusarbeid", 4, 7),
        ("Endring 2020–2021", 11, 2),
    ]
    assert [index for index in range(len(columns)) if starts_block(columns, index)] == [4, 11]


def test_columns_without_a_group_stand_alone() -> None:
    columns = tuple(replace(column, group=None) for column in sample_document.rates_table().columns)
    assert [(span.label, span.count) for span in spans_of(columns)] == [(None, 1)] * 6


def test_a_number_in_a_head_is_never_broken() -> None:
    assert whole_numbers("per 10 000 innbyggere i 2 år") == "per 10\u00a0000 innbyggere i 2 år"


def test_beneath_a_table_stand_base_notes_signs_and_source() -> None:
    lines = beneath(sample_document.years_table())
    assert [lines[0], lines[-1]] == ["Alle 8 enheter.", "Kilde: Prøveundersøkelsen."]
    assert lines[-2].startswith("i: ")
    assert ". ikke spurt eller ikke mulig." in lines[-2]


def test_each_view_of_a_figure_has_its_label() -> None:
    labels = [(view.number, view.label) for view in views_of(sample_document.figures()[4])]
    assert labels == [("5.6", "Figur 5.6 · Kommuner"), ("5.6", "Figur 5.6 · Fylker")]


def test_an_anchor_used_twice_is_told_apart_by_its_chapter() -> None:
    document = sample_document.document()
    one, two, _ = document.chapters
    again = replace(two, blocks=(*two.blocks, one.blocks[2]))
    anchors = Anchors(replace(document, chapters=(one, again)))
    name = "arsverk-fordelt-pa-tjenester"
    assert anchors.target(one, f"#{name}") == f"nasjonale-tall-{name}"
    assert anchors.target(again, f"#{name}") == f"fylker-{name}"
    assert anchors.target(again, "#tabell-4.5") == "tabell-4.5"
    with pytest.raises(LookupFault, match="mend the link"):
        anchors.target(one, "#nowhere")


def test_a_drawing_keeps_its_shape_and_fits_the_page() -> None:
    assert printed_size('<svg width="720" height="300">') == (720 * POINTS_PER_PIXEL, 300 * POINTS_PER_PIXEL)
    width, height = printed_size('<?xml version="1.0"?><svg width="500px" height="2000px">')
    assert height == 560
    assert width == pytest.approx(140)
    with pytest.raises(ValueError, match="its width in pixels"):
        printed_size("<svg viewBox='0 0 1 1'>")


def test_dots_on_the_title_page_stand_within_it_the_largest_first() -> None:
    dots = cover_dots(sample_document.document())
    assert len(dots) == 60
    assert all(0 <= dot.x <= 1 and 0 <= dot.y <= 1 and dot.radius > 0 for dot in dots)
    assert [dot.radius for dot in dots] == sorted((dot.radius for dot in dots), reverse=True)


def test_north_is_up_and_a_publication_without_a_map_has_no_dots() -> None:
    document = sample_document.document()
    figure = replace(
        sample_document.figures()[4],
        positions={"1101": Position(10.0, 59.0), "1102": Position(10.0, 70.0)},
        size_column=None,
    )
    block = replace(document.chapters[1].figures[1], figure=figure)
    south, north = sorted(cover_dots(document_of(block)), key=lambda dot: dot.y)
    assert (south.y, north.y) == (0, pytest.approx(1))
    assert south.x == pytest.approx(north.x)
    assert cover_dots(document_of()) == ()
    assert cover_picture(document_of(), 100, 100) == b""
    assert cover_picture(document, 100, 100).startswith(b"\x89PNG")
