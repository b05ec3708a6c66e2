"""What a chapter asks for is what the tables and the series hold, in words that fit; what they lack stops it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.estimation.change import Change
from kartlegg.estimation.estimate import Estimate
from kartlegg.estimation.marks import Mark, SeriesMarks
from kartlegg.estimation.series import Series
from kartlegg.language import Text
from kartlegg.report.lookups import Lookups, Ranked
from kartlegg.tabulation.table import Cell, Column, Row, Table

FIGURES = {
    ("staff", 2): 80.0,
    ("staff", 3): 100.0,
    ("staff", 4): 120.0,
    ("staff", 5): 121.4,
    ("nurses", 4): 30.0,
    ("nurses", 5): 25.0,
    ("cooks", 4): 0.0,
    ("cooks", 5): 4.0,
    ("others", 5): None,
}
LABELS = {"staff": Text("Ansatte", "Staff"), "nurses": Text("Sykepleiere", "Nurses")}


@dataclass(frozen=True)
class Years:
    """A series over the years 2 to 5 that breaks in 3."""

    series: Series
    year: int = 5
    last_year: int | None = 4

    def national(self, variable: str, year: int) -> Cell:
        return self.series.estimate(variable, year)

    def share(self, variable: str, whole: str, year: int) -> Cell:
        part, base = self.national(variable, year).value, self.national(whole, year).value
        return Estimate(None if part is None or not base else 100 * part / base)

    def change(self, variable: str, year: int, last_year: int) -> Change:
        return self.series.change(variable, year, last_year)

    def label(self, variable: str) -> Text:
        return LABELS[variable]


SERIES = Years(
    Series(
        {key: Estimate(value) for key, value in FIGURES.items()},
        SeriesMarks(breaks=(Mark(year=3, note=Words(nb="Nytt spørsmål")),)),
    )
)
TABLE = Table(
    "1",
    Text("Ansatte"),
    Text("Gruppe"),
    (
        Row("nurses", Text("Sykepleiere", "Nurses")),
        Row("cooks", Text("Kokker", "Cooks")),
        Row("others", Text("Andre", "Others")),
        Row("health", Text("Helse", "Health"), "subtotal"),
        Row("all", Text("Alle", "All"), "total"),
    ),
    (
        Column("y2000", Text("2000"), "fte"),
        Column("y2010", Text("2010"), "fte", gap_before=True),
        Column("y2020", Text("2020"), "fte"),
        Column("percent", Text("Prosent"), "percent", decimals=1),
    ),
    (
        (Cell(9.0), Cell(10.0), Cell(30.4), Cell(30.44)),
        (Cell(1.0), Cell(20.0), Cell(29.6), Cell(29.6)),
        (Cell(5.0), Cell(50.0), Cell(40.0), Cell(None)),
        (Cell(5.0), Cell(1.0), Cell(400.0), Cell(50.0)),
        (Cell(20.0), Cell(80.0), Cell(1000.0), Cell(100.0)),
    ),
    Text("Alle"),
    Text("Kilde"),
)
LOOK = Lookups({"1": TABLE}, SERIES)
ENGLISH = Lookups({"1": TABLE}, SERIES, "en")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_cells_come_as_printed() -> None:
    assert LOOK.cell("1", "nurses", "percent") == "30,4"
    assert ENGLISH.cell("1", "all", "y2020") == "1,000"


def test_labels_stand_within_a_sentence() -> None:
    assert (LOOK.label("staff"), LOOK.label("1", "cooks"), ENGLISH.label("1", "cooks")) == (
        "ansatte",
        "Kokker",
        "Cooks",
    )


def test_figures_of_the_series() -> None:
    assert plain(LOOK.fte("staff")) == "121 årsverk"
    assert plain(LOOK.fte("staff", 3)) == "100 årsverk"
    assert plain(LOOK.share("nurses", "staff")) == "21 prosent"
    assert plain(LOOK.share("nurses", "staff", 4, decimals=1)) == "25,0 prosent"


def test_shares_are_added_before_they_are_rounded() -> None:
    assert plain(LOOK.share_sum(["nurses", "nurses"], "staff")) == "41 prosent", "not 21 + 21"


@pytest.mark.parametrize(
    ("form", "nb", "en"),
    [
        ("verb", "gikk ned med 5 årsverk, 16,7 prosent", "fell by 5 full-time equivalents, 16.7 per cent"),
        ("noun", "en nedgang på 5 årsverk (16,7 prosent)", "a fall of 5 full-time equivalents (16.7 per cent)"),
        ("plain", "5 årsverk", "5 full-time equivalents"),
        ("percent", "16,7 prosent", "16.7 per cent"),
    ],
)
def test_every_form_of_a_change(form: str, nb: str, en: str) -> None:
    assert plain(LOOK.change("nurses", form=form)) == nb
    assert plain(ENGLISH.change("nurses", form=form)) == en


def test_change_between_two_years_that_are_named() -> None:
    assert plain(LOOK.change("staff", since=3, until=4)) == "økte med 20 årsverk, 20,0 prosent"
    assert LOOK.growth("staff", since=3) == pytest.approx(21.4)
    assert LOOK.growth("staff", since=3, relative=True) == pytest.approx(21.4)
    assert LOOK.growth("nurses", relative=True) == pytest.approx(-100 / 6)


def test_change_from_nothing_has_no_percentage() -> None:
    assert plain(LOOK.change("cooks")) == "økte med 4 årsverk"


def test_ranks_leave_totals_out_and_keep_blank_cells_out() -> None:
    assert [row.code for row in LOOK.top("1", "y2020", 3)] == ["others", "nurses", "cooks"]
    assert [row.code for row in LOOK.bottom("1", "percent", 2)] == ["cooks", "nurses"]
    best = ENGLISH.top("1", "percent")[0]
    assert (best.label, best.name, best.shown, best.value) == ("Nurses", "nurses", "30.4", 30.44)


def test_grown_most_looks_at_the_rows_of_the_body() -> None:
    best = LOOK.grown_most("1", 2010)
    assert (best.code, plain(best.shown), best.value) == ("nurses", "204 prosent", pytest.approx(204.0))


def test_sums_ranges_and_columns() -> None:
    assert LOOK.add("1", "y2020") == pytest.approx(100.0)
    assert LOOK.add("1", "y2020", leave_out=["others"]) == pytest.approx(60.0)
    assert LOOK.columns("1", "y20") == ["y2000", "y2010", "y2020"]
    assert LOOK.first_year("1") == "2000"
    assert LOOK.range("1", "nurses", ["y2020", "y2000", "y2010"]) == "9–30"
    assert LOOK.range("1", "nurses", ["y2020"]) == "30"


def test_cells_are_added_exactly_and_rounded_once() -> None:
    assert LOOK.added("1", ["nurses", "cooks"], "percent") == "60,0"
    assert ENGLISH.added("1", ["others", "all"], "y2020") == "1,040"
    assert LOOK.added("1", ["nurses", "cooks"], "y2020", of="health") == "15", "30.4 + 29.6 of 400"
    assert LOOK.compare("1", ["nurses", "cooks"], "y2020", "y2010") == "higher"
    assert LOOK.compare("1", ["nurses", "cooks"], "y2020", "y2010", of="all") == "lower"


def test_what_has_moved_is_told_by_what_is_printed() -> None:
    assert plain(LOOK.moved("1", ["nurses", "cooks"], "y2020", "y2010", of="all")) == "gikk ned fra 38 til 6 prosent"
    assert plain(ENGLISH.moved("1", ["nurses", "cooks"], "y2010", "y2000")) == "rose from 10 to 30"
    assert plain(LOOK.moved("1", ["nurses"], "percent", "percent")) == "var uendret, 30,4 prosent"


def test_what_is_shown_alike_is_equal() -> None:
    shown = Lookups({"1": TABLE}, SERIES)
    assert shown.compare("1", "cooks", "y2020", "y2000") == "higher"
    assert shown.compare("1", "cooks", "y2000", "y2020") == "lower"
    assert shown.compare("1", "nurses", "y2020", "y2020") == "equal"


def test_a_trend_is_told_of_rows_in_order() -> None:
    assert LOOK.trend("1", "y2010") == "rising"
    assert LOOK.trend("1", "y2000") == "mixed"
    assert LOOK.trend("1", "y2000", leave_out=["others"]) == "falling"
    alike = replace(TABLE, cells=tuple((Cell(9.4), Cell(9.0), Cell(8.6), Cell(None)) for _ in TABLE.rows))
    assert Lookups({"1": alike}, SERIES).trend("1", "y2010") == "level"


def test_columns_are_ranked_within_a_row_or_rows_added() -> None:
    assert [(one.code, one.shown) for one in LOOK.highest("1", "cooks", LOOK.columns("1", "y"))] == [("y2020", "30")]
    assert LOOK.lowest("1", ["nurses", "cooks"], LOOK.columns("1", "y"))[0].shown == "10"
    assert [one.label for one in LOOK.highest("1", "nurses", ["y2020"])] == ["2020"]
    with pytest.raises(LookupFault, match="needs columns"):
        LOOK.highest("1", "nurses", [])


def test_a_row_is_spoken_of_by_its_phrase() -> None:
    rows = (replace(TABLE.rows[0], phrase=Text("de som er sykepleiere", "those who are nurses")), *TABLE.rows[1:])
    table = {"1": replace(TABLE, rows=rows)}
    assert Lookups(table, SERIES).top("1", "y2000")[0].name == "de som er sykepleiere"
    assert Lookups(table, SERIES, "en").top("1", "y2000")[0].name == "those who are nurses"
    assert Lookups(table, SERIES).bottom("1", "y2000")[0].name == "kokker"


@given(st.floats(0, 1000), st.floats(0, 1000))
def test_compare_never_contradicts_the_printed_cells(one: float, other: float) -> None:
    columns = (Column("a", Text("A"), "fte"), Column("b", Text("B"), "fte"))
    table = Table(
        "2", Text(""), Text(""), (Row("r", Text("R")),), columns, ((Cell(one), Cell(other)),), Text(""), Text("")
    )
    look = Lookups({"2": table}, SERIES)
    number = {code: int(look.cell("2", "r", code).replace("\u00a0", "")) for code in "ab"}
    told = look.compare("2", "r", "a", "b")
    assert told == ("equal" if number["a"] == number["b"] else "higher" if number["a"] > number["b"] else "lower")


def test_groups_across_are_named_and_ranked_without_the_whole() -> None:
    columns = tuple(
        Column(code, Text(label), "percent", phrase=Text(phrase) if phrase else None)
        for code, label, phrase in (("a", "<2", "små steder"), ("b", "Nord", "Nord"), ("all", "Totalt", ""))
    )
    cells = ((Cell(5.0), Cell(4.0), Cell(5.0)),)
    table = Table("2", Text(""), Text(""), (Row("r", Text("R")),), columns, cells, Text(""), Text(""))
    look = Lookups({"2": table}, SERIES)
    assert look.few(look.highest("2", "r", look.columns("2", "")), "flere") == "små steder"
    assert look.few(look.lowest("2", "r", look.columns("2", "")), "flere") == "Nord"


def test_a_chapter_can_ask_whether_numbers_are_shown() -> None:
    rows = (Row("r", Text("R")), Row("s", Text("S")))
    columns = (Column("a", Text("A"), "count"),)
    table = Table("2", Text(""), Text(""), rows, columns, ((Cell(5.0),), (Cell(None, "Q"),)), Text(""), Text(""))
    look = Lookups({"2": table}, SERIES)
    assert (look.shown("2", ["r"], "a"), look.shown("2", ["r", "s"], "a")) == (True, False)
    with pytest.raises(LookupFault, match="no row t"):
        look.shown("2", ["t"], "a")


def test_a_sentence_names_few_and_says_otherwise_of_many() -> None:
    ranked = [
        Ranked("a", "Nord", "1", 1.0, "Nord"),
        Ranked("b", "Små steder", "1", 1.0),
        Ranked("c", "Øst", "1", 1.0),
    ]
    assert LOOK.names()["few"](ranked, "flere steder") == "Nord, små steder og øst"
    assert LOOK.names()["few"]([*ranked, *ranked], "flere steder") == "flere steder"


def test_small_words_in_both_languages() -> None:
    nb, en = LOOK.names(), ENGLISH.names()
    assert (nb["numeral"](3), en["numeral"](3)) == ("tre", "three")
    assert (plain(nb["percent"](1.2)), plain(en["percent"](2.25, 1))) == ("én prosent", "2.3 per cent")
    assert (plain(nb["roughly"](1958)), en["roughly"](1958)) == ("nær 2 000", "nearly 2,000")
    assert (nb["listing"](x for x in "ab"), en["listing"](["a", "b"])) == ("a og b", "a and b")
    assert nb["lower"]("Ansatte") == "ansatte"
    assert (nb["year"], nb["last_year"]) == (5, 4)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda look: look.cell("9", "nurses", "y2020"), "there is no table 9; there are 1"),
        (lambda look: look.cell("1", "bakers", "y2020"), "no row bakers; its rows are nurses, cooks"),
        (lambda look: look.cell("1", "nurses", "y2030"), "no column y2030; its columns are y2000"),
        (lambda look: look.cell("1", "others", "percent"), "others, percent of table 1 has no value"),
        (lambda look: look.columns("1", "rate"), "no columns that begin with rate"),
        (lambda look: look.add("1", "percent"), "others, percent of table 1 has no value"),
        (lambda look: look.add("1", "y2020", leave_out=["rest"]), "no row rest"),
        (lambda look: look.range("1", "others", ["y2020", "percent"]), "has no value"),
        (lambda look: look.range("1", "others", []), "needs columns"),
        (lambda look: look.compare("1", "others", "y2020", "percent"), "has no value"),
        (lambda look: look.fte("others"), "no figure of others for 5"),
        (lambda look: look.fte("bakers"), "the series bakers has no figure for 5"),
        (lambda look: look.share("others", "staff"), "no share of others in staff for 5"),
        (lambda look: look.change("staff", form="poem"), "no form 'poem'"),
        (lambda look: look.change("staff", since=2), "no change of staff from 2 to 5.*breaks between"),
        (lambda look: look.change("cooks", form="percent"), "cooks was 0 before"),
        (lambda look: look.growth("cooks", relative=True), "cooks was 0 before"),
        (lambda look: look.top("1", "percent", 3), "has only 2 figures in percent; 3 were asked for"),
        (lambda look: look.grown_most("1", 2000), "breaks after 2000"),
        (lambda look: look.grown_most("1", 2020), "no row of table 1 has grown from 2020"),
        (lambda look: look.added("1", "nurses", "y2020"), "table 1 needs a list of rows, not 'nurses'"),
        (lambda look: look.added("1", [], "y2020"), "needs a list of rows"),
        (lambda look: look.added("1", ["nurses", "others"], "percent"), "others, percent of table 1 has no value"),
        (lambda look: look.added("1", ["nurses"], "y2020", of="none"), "no row none"),
    ],
)
def test_a_lookup_that_finds_nothing_says_what_there_is(ask: Callable[[Lookups], Any], told: str) -> None:
    with pytest.raises(LookupFault, match=told):
        ask(LOOK)


def test_the_first_round_has_no_change() -> None:
    first = Lookups({}, Years(SERIES.series, 5, None))
    with pytest.raises(LookupFault, match="no round before 5 to compare staff with"):
        first.change("staff")


def test_a_table_without_years_has_no_first_year() -> None:
    table = Table("2", Text(""), Text(""), (), (Column("rate", Text(""), "rate"),), (), Text(""), Text(""))
    with pytest.raises(LookupFault, match="table 2 has no columns by year"):
        Lookups({"2": table}, SERIES).first_year("2")


def test_hidden_numbers_are_not_written_of_and_ranks_pass_them_by() -> None:
    first, second, *others = TABLE.cells
    hidden = replace(TABLE, cells=((*first[:2], Cell(None, "Q"), first[3]), second, *others))
    look = Lookups({"1": hidden}, SERIES)
    with pytest.raises(LookupFault, match="the cell nurses, y2020 of table 1 is hidden"):
        look.cell("1", "nurses", "y2020")
    assert [ranked.code for ranked in look.bottom("1", "y2020", n=2)] == ["cooks", "others"]
    assert [ranked.code for ranked in look.highest("1", "nurses", ["y2000", "y2010", "y2020"])] == ["y2010"]
    assert look.trend("1", "y2020") == "hidden"
    assert look.trend("1", "y2020", leave_out=["nurses"]) == "rising"


def test_words_that_compare_say_so_where_a_number_is_hidden() -> None:
    first, *others = TABLE.cells
    hidden = replace(TABLE, cells=((*first[:2], Cell(None, "Q"), first[3]), *others))
    look, english = Lookups({"1": hidden}, SERIES), Lookups({"1": hidden}, SERIES, "en")
    assert look.all_shown("1", "y2010")
    assert not look.all_shown("1", ["y2010", "y2020"])
    assert look.all_shown("1", ["y2010", "y2020"], rows="cooks")
    assert not look.all_shown("1", "y2020", rows=["cooks", "nurses"])
    assert look.among("1", "y2020", "yrkene") == ", blant yrkene som vises"
    assert english.among("1", "y2020", "trades") == ", among the trades shown"
    assert look.among("1", "y2010", "yrkene") == look.among("1", "y2020", "yrkene", rows="cooks") == ""
