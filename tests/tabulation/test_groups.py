"""Tables by groups of places: inhabitants, rates, coverage, and each unit by itself."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.estimation.estimate import Estimate
from kartlegg.language import Text
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.spec import CoverageSpec, PopulationSpec, RatesSpec, UnitsSpec
from kartlegg.tabulation.table import Table
from tests.tiny.numbers import REPLIES, builder
from tests.tiny.survey import FIRST, SECOND, change, write_survey

HEAD: Any = {"title": Words(nb="{year}"), "stub": Words(nb="Hvem"), "base": "units"}
RATES = RatesSpec(kind="rates", by="county", inhabitants=True, **HEAD)
UNITS = UnitsSpec(kind="units", inhabitants=True, **HEAD)
POPULATION = PopulationSpec(kind="population", by="county", **HEAD)
COVERAGE = CoverageSpec(
    kind="coverage",
    whole=("fte_adults",),
    part=("hours",),
    whole_label=Words(nb="Alle"),
    part_label=Words(nb="Fordelt"),
    percent_label=Words(nb="Prosent"),
    **HEAD,
)


def column(table: Table, code: str) -> list[float | None]:
    return [table.cell(row.code, code).value for row in table.rows]


def test_units_and_inhabitants_are_counted_by_group(tiny: Builder) -> None:
    table = tiny.build(POPULATION)
    assert [(row.code, row.label.en, row.kind) for row in table.rows] == [
        ("coast", "The coast", "body"),
        ("hills", "The hills", "body"),
        ("total", "Total", "total"),
    ]
    assert column(table, "units") == [4, 2, 6]  # the forest has people and does not count as a unit
    assert column(table, "all") == [3605, 1200, 4805]
    assert column(table, "adults") == [2805, 950, 3755]
    assert column(table, "units_percent") == [400 / 6, 200 / 6, 100]
    assert {cell.status for row in table.cells for cell in row} == {"A"}
    assert [c.path("en") for c in table.columns[:2]] == ["Units | Number", "Units | Per cent"]


def test_rates_divide_by_all_who_live_in_the_group(tiny: Builder) -> None:
    table = tiny.build(RATES)
    assert table.cell("coast", "fte_adults") == Estimate(7.0, "I")  # C1 3, C3 carried 4
    assert table.cell("coast", "rate_adults") == Estimate(pytest.approx(7 * 10_000 / 2805), "I")  # forest included
    assert table.cell("coast", "mean_adults") == Estimate(pytest.approx((0 + 60) / 2), "A")  # B1, C1; C3 has nobody
    assert table.cell("hills", "rate_children").value == pytest.approx(1 * 10_000 / 250)  # A2 left it blank
    assert table.cell("hills", "mean_children").value == pytest.approx(1 * 10_000 / 200)  # and is in no mean
    assert table.cell("total", "rate_total").value == pytest.approx(14.75 * 10_000 / 4805)
    assert column(table, "inhabitants") == [3605, 1200, 4805]
    assert [of.measure for of in table.columns] == ["fte"] * 3 + ["rate"] * 6 + ["count"]


def test_a_group_without_figures_is_blank(tmp_path: Path) -> None:
    replies = {unit: {} if unit.startswith("A") else of for unit, of in REPLIES.items()}
    table = builder(write_survey(tmp_path), replies, {}).build(RATES)
    hills = [table.cell("hills", column.code) for column in table.columns[:-1]]
    assert hills == [Estimate(None)] * 9
    assert table.cell("total", "fte_total") == table.cell("coast", "fte_total")


def test_coverage_tells_how_much_is_divided(tiny: Builder) -> None:
    table = tiny.build(COVERAGE)
    assert column(table, "adults") == [10.75, 1.25, pytest.approx(100 * 1.25 / 10.75)]
    assert [row.kind for row in table.rows] == ["body", "body", "subtotal"]
    assert table.cell("percent", "adults").status == "I"


def test_each_unit_has_its_row(tiny: Builder) -> None:
    table = tiny.build(UNITS)
    assert [row.code for row in table.rows] == ["A1", "A2", "B1", "C1", "C2", "C3"]  # no forest, no Lostvik
    assert table.cell("A1", "fte_total") == Estimate(2.75)
    assert table.cell("A1", "rate_adults") == Estimate(pytest.approx(1.75 * 10_000 / 800))
    assert table.cell("C2", "fte_children") == Estimate(0.5, "I")
    assert table.cell("C2", "rate_children") == Estimate(pytest.approx(0.5 * 10_000 / 300), "I")


def test_units_of_the_same_name_are_told_apart_by_their_group(tiny: Builder) -> None:
    by_county = tiny.build(UNITS.model_copy(update={"told_apart_by": "county"}))
    labels = {row.code: row.label for row in by_county.rows}
    assert labels["A1"] == Text("Hillside (Åsene)", "Hillside (The hills)")
    assert labels["B1"].get("nb") == "Hillside (Kysten)"
    assert labels["A2"] == Text("Riverton")
    assert tiny.build(UNITS).rows[0].label.nb == "Hillside (A1)"


@pytest.mark.parametrize("spec", [RATES, UNITS], ids=lambda spec: spec.kind)
def test_inhabitants_are_told_where_they_are_asked_for(tiny: Builder, spec: RatesSpec) -> None:
    bare, full = (tiny.build(spec.model_copy(update={"inhabitants": told})) for told in (False, True))
    assert [column.code for column in full.columns] == [*(column.code for column in bare.columns), "inhabitants"]
    assert [row[:-1] for row in full.cells] == list(bare.cells)


def test_a_missing_figure_is_no_zero(tiny: Builder) -> None:
    table = tiny.build(UNITS)
    assert table.cell("A2", "fte_children") == Estimate(None)
    assert table.cell("A2", "rate_children") == Estimate(None)
    assert table.cell("A2", "fte_total") == Estimate(2.0)
    assert table.cell("B1", "fte_adults") == Estimate(0.0)
    assert table.cell("B1", "rate_adults") == Estimate(0.0)


def test_an_agency_has_figures_and_no_rate(tiny: Builder) -> None:
    table = tiny.build(UNITS)
    assert table.cell("C3", "fte_adults") == Estimate(4.0, "I")
    assert [table.cell("C3", f"rate_{of}").value for of in ("total", "adults", "children")] == [None] * 3
    assert table.cell("C3", "inhabitants") == Estimate(0.0)


def test_inhabitants_that_are_not_known_are_no_zero(tmp_path: Path) -> None:
    survey = write_survey(tmp_path)
    change(survey, "places/population.csv", f"C1,{SECOND}-01-01,100,500,600,no", f"C1,{SECOND}-01-01,,,,no")
    of = builder(survey)
    assert of.build(UNITS).cell("C1", "rate_adults") == Estimate(None)
    assert of.build(UNITS).cell("C1", "inhabitants") == Estimate(None)
    for spec in (POPULATION, RATES):
        with pytest.raises(LookupFault, match="the inhabitants of C1 North side are not known"):
            of.build(spec)


def test_captions_tell_who_is_behind_the_figures(tiny: Builder) -> None:
    table = tiny.build(RATES)
    assert table.title == Text(str(SECOND))
    assert table.base == Text("6 enheter, 2 tause", "6 units, 2 silent")  # C3, too, which has no children
    assert table.source == Text("Kilde", "Source")


def test_the_first_round_has_none_before_it(survey: Path) -> None:
    first = builder(survey, {"A1": {"fte_adults_street": 1.0}, "A3": {}}, {}, FIRST)
    assert first.build(UNITS).cell("A3", "fte_total") == Estimate(None)
    asking = UNITS.model_copy(update={"title": Words(nb="Siden {last_year}")})
    with pytest.raises(LookupFault, match="asks for last_year, which this round does not have"):
        first.build(asking)


@pytest.mark.parametrize("spec", [POPULATION, RATES], ids=lambda spec: spec.kind)
def test_an_unknown_grouping_is_told(tiny: Builder, spec: RatesSpec) -> None:
    with pytest.raises(LookupFault, match="no grouping parish; there are country, county, size_group"):
        tiny.build(spec.model_copy(update={"by": "parish"}))


def test_a_place_without_a_group_is_told(tiny: Builder) -> None:
    places = [replace(place, groups={}) if place.code == "B1" else place for place in tiny.numbers.places]
    with pytest.raises(LookupFault, match="B1 Hillside has no group in the grouping county"):
        Builder(replace(tiny.numbers, places=places), tiny.words).build(POPULATION)


@pytest.mark.parametrize(("what", "of"), [("base", "unots"), ("notes", "x")])
def test_unknown_words_are_told(tiny: Builder, what: str, of: str) -> None:
    with pytest.raises(LookupFault, match=rf"words\.yaml has no {what.rstrip('s')} {of}; there are "):
        tiny.build(UNITS.model_copy(update={what: of if what == "base" else (of,)}))


amounts = st.none() | st.integers(0, 900).map(lambda hundredths: hundredths / 100)
replies = st.fixed_dictionaries(
    {
        unit: st.fixed_dictionaries(
            dict.fromkeys(["fte_adults_street", "fte_adults_quay", "fte_children_school"], amounts)
        )
        for unit in REPLIES
    }
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(replies, st.sampled_from(["county", "size_group", "country"]))
def test_totals_are_the_sum_of_their_parts_before_rounding(
    survey: Path, replies: dict[str, dict[str, float | None]], by: str
) -> None:
    said = {unit: {code: value for code, value in of.items() if value is not None} for unit, of in replies.items()}
    of = builder(survey, said, {})
    rates = of.build(RATES.model_copy(update={"by": by}))
    units = of.build(UNITS)
    for variable in ("fte_adults", "fte_children", "fte_total"):
        parts = [
            cell.value for row, cell in zip(rates.rows, cells_of(rates, variable), strict=True) if row.kind == "body"
        ]
        single = [cell.value for cell in cells_of(units, variable)]
        total = rates.cell("total", variable).value
        for pieces in (parts, single):
            known = [piece for piece in pieces if piece is not None]
            assert (total is None) == (not known)
            assert total is None or total == pytest.approx(sum(known), abs=1e-9)
    blank = {unit for unit, answers in said.items() if not answers}
    assert {row.code for row in units.rows if units.cell(row.code, "fte_total").value is None} == blank


def cells_of(table: Table, column: str) -> list[Estimate]:
    return [table.cell(row.code, column) for row in table.rows]


def test_an_uncertain_round_is_told_by_group_and_by_unit_as_in_the_series(tmp_path: Path) -> None:
    survey = write_survey(tmp_path)
    change(survey, "series.yaml", "- {year: 2030, note: {nb: Storm", f"- {{year: {SECOND}, note: {{nb: Storm")
    built = builder(survey)

    rates = built.build(RATES)

    assert {cell.status for row in rates.cells for cell in row[:9] if cell.value is not None} == {"U"}
    assert Text("Storm", "A storm") in rates.notes
    assert built.build(UNITS).cell("A1", "fte_adults").status == "U"
    assert built.numbers.carried() == {"C2", "C3"}


def test_silent_units_are_counted_whether_or_not_anything_is_carried_for_them(tmp_path: Path) -> None:
    survey = write_survey(tmp_path)
    change(survey, f"rounds/{SECOND}/report/words.yaml", "{carried} silent", "{silent} silent, {carried} carried")

    title = builder(survey, last={"C2": {"fte_children_school": 0.5}}).build(RATES).base

    assert "2 silent, 1 carried" in title.en
