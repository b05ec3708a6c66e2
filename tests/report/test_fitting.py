"""Columns are wide enough for what stands in them, and a table too wide for the page is laid on its side."""

from dataclasses import replace

import pytest

from kartlegg.language import Text
from kartlegg.report.cells import show_cell
from kartlegg.report.layout.fitting import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, fit_table
from kartlegg.report.layout.text_width import longest_word, text_width
from kartlegg.tabulation.table import Column, Table
from tests.report.sample_document import rates_table, share_table, units_table, years_table


@pytest.mark.parametrize("table", [years_table(), rates_table(), share_table(), units_table()])
def test_every_number_fits_its_column(table: Table) -> None:
    fit = fit_table(table)
    for row in table.cells:
        for cell, column, width in zip(row, table.columns, fit.columns, strict=True):
            assert text_width(show_cell(cell, column), fit.size, "Semibold") <= width
    assert fit.total <= (PORTRAIT_WIDTH if fit.orientation == "portrait" else LANDSCAPE_WIDTH) + 0.01


def test_columns_under_one_head_are_even() -> None:
    fit = fit_table(rates_table())
    assert len(set(fit.columns[:3])) == 1


def test_a_table_turns_only_where_it_must_or_is_told_to() -> None:
    assert fit_table(rates_table()).orientation == "portrait"
    assert fit_table(rates_table(), wide=True).orientation == "landscape"
    assert fit_table(years_table()).orientation == "landscape"


def test_a_break_in_the_series_gets_more_air_than_a_new_group() -> None:
    gaps = fit_table(years_table()).gaps
    assert gaps[4] > gaps[11] > gaps[1] == 0


def test_a_long_table_is_set_smaller() -> None:
    assert fit_table(units_table(count=372)).size < fit_table(units_table(count=20)).size


def test_a_table_too_wide_for_any_page_is_squeezed_into_the_widest() -> None:
    table = years_table()
    columns = tuple(Column(f"c{i}", Text(f"Kolonnehode {i}"), "fte") for i in range(26))
    cells = tuple((row * 2)[:26] for row in table.cells)
    fit = fit_table(replace(table, columns=columns, cells=cells))
    assert fit.orientation == "landscape"
    assert fit.total == pytest.approx(LANDSCAPE_WIDTH)


def test_a_word_is_broken_after_a_slash_only() -> None:
    assert longest_word("psykisk/rus og annet", 10) == text_width("psykisk/", 10)
