"""The sentences of the report, run on earlier years of the series, say what was published of these years then.

Sources: the institute's news of the 2017 round, the ministry's press release on the 2018 round and the project page
of the 2020 round, by their numbers only.
"""

from dataclasses import replace
from functools import cache

import narwhals as nw
import polars as pl
import pytest

from kartlegg.errors import DefinitionError
from kartlegg.estimation.series import join_series
from kartlegg.pipeline.inputs import Inputs, load_inputs
from kartlegg.report.lookups import Lookups
from kartlegg.report.templates import Templates
from kartlegg.tabulation.numbers import Numbers
from tests.built import ROUND, SURVEY

CHAPTER = SURVEY / "rounds" / str(ROUND) / "report" / "04_national.md"


@cache
def definition() -> Inputs:
    return load_inputs(SURVEY, ROUND)


@cache
def numbers_of_year(year: int) -> Numbers:
    """The numbers as if the round of `year` had just been worked out: its totals join the series before it."""
    inputs = definition()
    schema = {"variable": pl.String, "year": pl.Int64, "value": pl.Float64}
    rows = [(of.variable, of.year, of.value) for of in inputs.history if of.measure == "fte"]
    history = pl.DataFrame(rows, schema=schema, orient="row")
    totals = history.filter(pl.col("year") == year).with_columns(carried=pl.lit(0))
    series = join_series(nw.from_native(history.lazy()), nw.from_native(totals.lazy()), year, inputs.marks)
    return Numbers(
        frames=None,  # type: ignore[arg-type] - nothing here is asked by group
        variables=inputs.questionnaire.figures,
        places=(),
        groupings={},
        fte=series,
        percent=replace(series, points={}),
        year=year,
        last_year=year - 1,
        rated={},
        total_variable="fte_total",
        country="",
    )


def say(template: str, year: int) -> str:
    """The template filled in for a year, with plain spaces."""
    names = Lookups({}, numbers_of_year(year)).names()
    return Templates().render(template, names, CHAPTER).replace("\u00a0", " ")


def lead() -> str:
    """The paragraph that opens chapter 4, as it stands in the round's report."""
    (paragraph,) = (p for p in CHAPTER.read_text(encoding="utf-8").split("\n\n") if "{.lead}" in p)
    return paragraph.removesuffix("{.lead}").strip()


@pytest.mark.parametrize(
    ("year", "parts"),
    [
        (2016, ("13 936 årsverk", "økte med 805 årsverk, 6,1 prosent, fra 2015")),
        (
            2017,
            (
                "Kommunene har 14 633 årsverk",
                "økte med 697 årsverk, 5,0 prosent, fra 2016",
                "voksne økte med 471 årsverk, 4,3 prosent",
                "unge økte med 226 årsverk, 7,9 prosent",
            ),
        ),
        (2018, ("Kommunene har 15 894 årsverk", "økte med 1 261 årsverk, 8,6 prosent, fra 2017")),
        (
            2020,
            (
                "Kommunene har 16 569 årsverk",
                "økte med 170 årsverk, 1,0 prosent, fra 2019",
                "voksne økte med 94 årsverk, 0,7 prosent",
                "unge økte med 76 årsverk, 2,2 prosent",
            ),
        ),
        (
            2021,
            (
                "Kommunene har 16 792 årsverk",
                "økte med 223 årsverk, 1,3 prosent, fra 2020",
                "voksne økte med 125 årsverk, 1,0 prosent",
                "unge økte med 97 årsverk, 2,7 prosent",
            ),
        ),
    ],
)
def test_the_opening_of_the_chapter_of_earlier_rounds(year: int, parts: tuple[str, ...]) -> None:
    text = say(lead(), year)
    assert [part for part in parts if part not in text] == [], text


@pytest.mark.parametrize(
    ("year", "template", "printed"),
    [
        (2017, "{{ roughly(growth('fte_total')) }} årsverk", "nær 700 årsverk"),
        (2017, "{{ change('fte_adults', form='plain') }}", "471 årsverk"),
        (2017, "{{ change('fte_children', form='percent') }}", "7,9 prosent"),
        (2017, "{{ fte('fte_adults') }}", "11 534 årsverk"),
        (2017, "{{ share('fte_adults_housing', 'fte_adults') }}", "40 prosent"),
        (2017, "{{ share('fte_adults_treatment', 'fte_adults') }}", "25 prosent"),
        (2017, "{{ share('fte_adults_home', 'fte_adults') }}", "21 prosent"),
        (
            2017,
            "{{ share_sum(['fte_adults_daycentre', 'fte_adults_activity', 'fte_adults_work'], 'fte_adults') }}",
            "14 prosent",
        ),
        (2018, "{{ fte('fte_total') }}", "15 894 årsverk"),
        (2018, "{{ roughly(growth('fte_total', since=2016)) }}", "nær 2 000"),
        (2018, "{{ roughly(growth('fte_children_clinic_school', relative=true)) }} prosent", "over 10 prosent"),
        (2018, "{{ change('fte_children_clinic_school') }}", "økte med 143 årsverk, 10,6 prosent"),
        (2020, "{{ percent(growth('fte_total', relative=true)) }}", "én prosent"),
        (2020, "{{ change('fte_children', form='percent') }}", "2,2 prosent"),
        (2020, "{{ change('fte_adults', form='percent') }}", "0,7 prosent"),
        (2011, "{{ change('fte_total', since=2008) }}", "gikk ned med 606 årsverk, 4,8 prosent"),
    ],
)
def test_what_was_published_of_a_year(year: int, template: str, printed: str) -> None:
    assert say(template, year) == printed


def test_the_press_spoke_of_growth_that_was_highest_for_adults_in_2018() -> None:
    growth = {of: float(say(f"{{{{ growth('fte_{of}', relative=true) }}}}", 2018)) for of in ("adults", "children")}
    assert growth["adults"] > growth["children"] > 0


@pytest.mark.parametrize(("year", "since"), [(2015, 2013), (2021, 2008), (2016, 2007)])
def test_no_sentence_bridges_the_break(year: int, since: int) -> None:
    with pytest.raises(DefinitionError, match=rf"no change of fte_total from {since} to {year}.*breaks between"):
        say(f"{{{{ change('fte_total', since={since}) }}}}", year)
