"""Tables over years: published figures beside this round's, with breaks, uncertain years and what was not asked."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.estimation.estimate import Estimate
from kartlegg.estimation.marks import NotAsked, SeriesMarks
from kartlegg.language import Text
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.drawn import drawn_from
from kartlegg.tabulation.series_table import with_rows
from kartlegg.tabulation.spec import FigureSpec, SeriesSpec, ShareGroup, SharesSpec
from kartlegg.tabulation.table import Table
from tests.tiny.numbers import REPLIES, builder
from tests.tiny.survey import FIRST, SECOND, change, write_survey

HEAD: Any = {"title": Words(nb="Lamper {years}"), "stub": Words(nb="Hvor"), "base": Words(nb="Alle")}
STREET, QUAY = "fte_adults_street", "fte_adults_quay"


def series(*rows: str, years: tuple[int, ...] = (2028, FIRST, SECOND), **of: Any) -> SeriesSpec:
    return SeriesSpec(kind="series", rows=rows or (STREET, QUAY), years=years, **(HEAD | of))


def row(table: Table, code: str) -> list[Estimate]:
    return [table.cell(code, column.code) for column in table.columns]


def notes(table: Table) -> list[str]:
    return [note.nb for note in table.notes]


def test_this_round_stands_beside_what_was_published(tiny: Builder) -> None:
    table = tiny.build(series(total="fte_adults", subtotals=(QUAY,)))
    assert row(table, STREET) == [Estimate(3.0, "B"), Estimate(8.5, "U"), Estimate(10.25, "I")]
    assert row(table, QUAY) == [Estimate(0.0, "B"), Estimate(0.0, "U"), Estimate(0.5)]
    assert row(table, "fte_adults")[2] == Estimate(10.75, "I")
    assert [of.kind for of in table.rows] == ["body", "subtotal", "total"]
    assert [(of.code, of.measure, of.decimals) for of in table.columns] == [
        ("y2028", "fte", 0),
        ("y2030", "fte", 0),
        ("y2032", "fte", 0),
    ]
    assert table.title.nb == "Lamper 2028–2032"


def test_labels_come_from_the_form(tiny: Builder) -> None:
    table = tiny.build(series(total="fte_adults", total_label=Words(nb="Sum"), short_labels=True))
    assert [of.label.nb for of in table.rows] == ["Gate", "Kailamper", "Sum"]
    assert tiny.build(series()).rows[0].label == Text("Gatelamper", "Street lamps") == tiny.numbers.label(STREET)


def test_change_is_worked_out_from_exact_figures(tiny: Builder) -> None:
    table = tiny.build(series(total="fte_adults", change=True))
    change, percent = table.columns[-2:]
    assert (change.code, change.signed, change.group) == (
        "change",
        True,
        Text("Endring 2030–2032", "Endring 2030–2032"),
    )
    assert (percent.code, percent.decimals, percent.measure) == ("change_percent", 1, "percent_change")
    assert table.cell(STREET, "change") == Estimate(1.75, "U")  # from an uncertain year
    assert table.cell(STREET, "change_percent").value == pytest.approx(100 * 1.75 / 8.5)
    assert table.cell(QUAY, "change_percent") == Estimate(None, "U")  # from 0


def test_no_change_is_told_across_a_break(tiny: Builder) -> None:
    table = tiny.build(series("dusk", "hours", years=(SECOND,), change=True))
    assert table.cell("dusk", "change") == table.cell("dusk", "change_percent") == Estimate(None, "B")
    assert table.cell("hours", "change") == Estimate(-2.75, "U")


def test_the_first_round_has_no_change(survey: Path) -> None:
    first = builder(survey, {"A1": {STREET: 1.0, QUAY: 1.0}}, {}, FIRST)
    table = first.build(series(years=(2028, FIRST), change=True))
    assert [of.code for of in table.columns] == ["y2028", "y2030"]
    assert table.cell(STREET, "y2030") == Estimate(1.0, "U")  # its own, not what was published of it


def test_gaps_and_heads_follow_the_breaks_of_the_rows(tiny: Builder) -> None:
    adults = tiny.build(
        series(years=(2026, 2028, SECOND), measures=("percent",), percent_of="fte_adults", scopes=True)
    )
    assert [of.gap_before for of in adults.columns] == [False, True, False]
    assert [of.path("en") for of in adults.columns] == ["Oil | 2026", "Gas | 2028", "Gas | 2032"]
    hours = tiny.build(series("dusk", years=(FIRST, SECOND), scopes=True))
    assert [of.gap_before for of in hours.columns] == [False, True]
    assert {of.path("en") for of in hours.columns} == {"Gas | 2030", "Gas | 2032"}


def test_notes_tell_of_the_breaks_and_years_that_are_shown(tiny: Builder) -> None:
    told = {
        (2028, FIRST, SECOND): ["Storm"],  # it begins at the break and shows nothing from before
        (2028, SECOND): [],
        (SECOND,): [],
    }
    for years, words in told.items():
        assert notes(tiny.build(series(years=years))) == words
    percent: dict[str, Any] = {"measures": ("percent",), "percent_of": "fte_adults"}
    assert notes(tiny.build(series(years=(2026, 2028), **percent))) == ["Ny gass", "Krig"]
    assert notes(tiny.build(series("dusk", years=(FIRST, SECOND)))) == ["Nye timer", "Storm"]
    assert notes(tiny.build(series("hours", years=(FIRST, SECOND)))) == ["Storm"]


def test_a_change_tells_of_the_year_it_is_from(tiny: Builder) -> None:
    assert notes(tiny.build(series(years=(SECOND,), change=True))) == ["Storm"]
    assert notes(tiny.build(series("dusk", years=(SECOND,), change=True, notes=("rounding",)))) == [
        "Avrundet",
        "Nye timer",
    ]


def test_shares_are_of_exact_figures(tiny: Builder) -> None:
    table = tiny.build(series(total="fte_adults", measures=("fte", "percent"), by_year=True, percent_decimals=1))
    assert [of.code for of in table.columns][:3] == ["fte_y2028", "percent_y2028", "fte_y2030"]
    assert [of.path() for of in table.columns][:2] == ["2028 | Årsverk", "2028 | %"]
    assert [of.decimals for of in table.columns][:2] == [0, 1]
    assert table.cell(STREET, "percent_y2032") == Estimate(pytest.approx(100 * 10.25 / 10.75), "I")
    assert table.cell("fte_adults", "percent_y2032") == Estimate(100.0, "I")
    assert table.title.nb == "Lamper 2028–2032"


def test_measures_stand_together_unless_years_do(tiny: Builder) -> None:
    table = tiny.build(series(years=(FIRST, SECOND), measures=("fte", "percent"), percent_of="fte_adults"))
    assert [of.path() for of in table.columns] == [
        "Årsverk | 2030",
        "Årsverk | 2032",
        "Prosent | 2030",
        "Prosent | 2032",
    ]


def test_whole_percentages_stay_whole(tiny: Builder) -> None:
    table = tiny.build(series(total="fte_adults", years=(2026, 2028), measures=("percent",), percent_decimals=1))
    assert [of.decimals for of in table.columns] == [0, 1]
    assert row(table, STREET) == [Estimate(60.0), Estimate(100.0, "B")]
    assert table.cell(QUAY, "y2026") == Estimate(40.0, "U")
    assert table.cell("fte_adults", "y2026") == Estimate(100.0)  # no FTE was published


def test_the_whole_bears_the_mark_of_its_year(tmp_path: Path) -> None:
    survey = write_survey(tmp_path)
    change(survey, "series.yaml", ", variables: [fte_adults_quay]}", "}")
    of = builder(survey)
    assert of.numbers.share("fte_adults", "fte_adults", 2026) == Estimate(100.0, "U")
    change(survey, "series.yaml", "- {year: 2028", "- {year: 2026")
    assert builder(survey).numbers.share("fte_adults", "fte_adults", 2026) == Estimate(100.0, "B")


def test_a_whole_that_was_not_asked_is_no_share_of_itself(tiny: Builder) -> None:
    absent = SeriesMarks(not_asked=(NotAsked(years=(2026,), variables=("fte_adults",)),))
    of = replace(
        tiny.numbers, **{name: replace(getattr(tiny.numbers, name), marks=absent) for name in ("fte", "percent")}
    )
    assert of.share("fte_adults", "fte_adults", 2026) == Estimate(None, "M")


def test_published_full_time_equivalents_come_before_percentages(tmp_path: Path) -> None:
    survey = write_survey(tmp_path)
    change(survey, "history/series.csv", "dusk,2030,2,fte,,,,\n", "dusk,2030,2,fte,,,,\ndusk,2030,51,percent,,,,\n")
    table = builder(survey).build(series("dusk", years=(FIRST,), measures=("percent",), percent_of="hours"))
    assert table.cell("dusk", "y2030") == Estimate(50.0, "U")


def test_what_was_not_asked_is_no_zero(tiny: Builder) -> None:
    of: Any = {"years": (2026, 2028), "percent_of": "fte_children"}
    assert row(tiny.build(series("fte_children_school", **of)), "fte_children_school")[0] == Estimate(None, "M")
    percent = tiny.build(series("fte_children_school", measures=("percent",), **of))
    assert row(percent, "fte_children_school") == [Estimate(None, "M"), Estimate(100.0, "B")]


def test_a_share_of_nothing_is_blank(survey: Path) -> None:
    nothing = {unit: {STREET: 0.0, QUAY: 0.0} for unit in REPLIES}
    table = builder(survey, nothing, {}).build(series(years=(SECOND,), measures=("percent",), total="fte_adults"))
    assert row(table, STREET) == [Estimate(None)]


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        (series("lamp"), "there is no variable lamp"),
        (series("dusk", years=(2028,)), "the series dusk has no figure for 2028 .*years there: 2030, 2032"),
        (series(years=(2028,), measures=("percent",), percent_of="lamp"), "the series lamp has no figure"),
    ],
)
def test_what_there_is_not_is_told(tiny: Builder, spec: SeriesSpec, told: str) -> None:
    with pytest.raises(LookupFault, match=told):
        tiny.build(spec)


def test_too_few_scopes_are_told(tmp_path: Path) -> None:
    survey = write_survey(tmp_path)
    change(survey, f"rounds/{SECOND}/report/words.yaml", ", gas: {nb: Gass, en: Gas}", "")
    with pytest.raises(LookupFault, match=r"words\.yaml has 1 scopes for a series with 1 breaks; add one for 2028"):
        builder(survey).build(series(scopes=True))


def test_whole_distributions_stand_beside_one_another(tiny: Builder) -> None:
    groups = (
        ShareGroup(label=Words(nb="Voksne"), whole="fte_adults", parts=(STREET, QUAY)),
        ShareGroup(label=Words(nb="Timer"), whole="hours", parts=("dusk", "dawn")),
    )
    labels = (Words(nb="Først"), Words(nb="Sist"))
    table = tiny.build(SharesSpec(kind="shares", labels=labels, groups=groups, years=(FIRST, SECOND), **HEAD))
    assert [of.path() for of in table.columns] == ["Voksne | 2030", "Voksne | 2032", "Timer | 2030", "Timer | 2032"]
    assert [of.code for of in table.rows] == ["part_1", "part_2"]
    assert [cell.value for cell in row(table, "part_1")] == [100.0, pytest.approx(1025 / 10.75), 50.0, 80.0]
    for column in table.columns:
        assert sum(table.cell(of.code, column.code).value or 0 for of in table.rows) == pytest.approx(100)
    assert notes(table) == ["Storm"]


def test_a_break_of_a_whole_is_told_where_its_parts_stand(tmp_path: Path) -> None:
    survey = write_survey(tmp_path)
    change(survey, "series.yaml", "variables: [dusk, dawn]", "variables: [hours]")
    groups = (ShareGroup(label=Words(nb="Timer"), whole="hours", parts=("dusk", "dawn")),)
    labels = (Words(nb="Først"), Words(nb="Sist"))
    spec = SharesSpec(kind="shares", labels=labels, groups=groups, years=(FIRST, SECOND), **HEAD)
    assert notes(builder(survey).build(spec)) == ["Nye timer", "Storm"]
    words: Any = dict.fromkeys(("title", "subtitle", "alt"), Words(nb="x"))
    stacked = FigureSpec(number="1", kind="stacked", data=spec, **words)
    (view,) = drawn_from(stacked, builder(survey), {}, ())
    assert view.columns == ("hours_y2030", "hours_y2032")  # all there are
    assert (view.breaks, view.uncertain) == ((SECOND,), (FIRST,))


def test_rows_can_be_chosen_from_a_table(tiny: Builder) -> None:
    table = tiny.build(series(total="fte_adults"))
    chosen = with_rows(table, ("fte_adults", STREET))
    assert [of.code for of in chosen.rows] == ["fte_adults", STREET]
    assert row(chosen, STREET) == row(table, STREET)
    assert (chosen.title, chosen.columns, chosen.notes) == (table.title, table.columns, table.notes)
