import polars as pl
import pytest

from kartlegg.definitions import Words
from kartlegg.errors import DefinitionError, LookupFault
from kartlegg.estimation.change import Change
from kartlegg.estimation.estimate import Estimate
from kartlegg.estimation.marks import Mark, NotAsked, SeriesMarks, load_marks
from kartlegg.estimation.series import join_series

NOTE = Words(nb="Merk")
MARKS = SeriesMarks(
    breaks=(Mark(year=2003, note=NOTE),),
    uncertain=(Mark(year=2005, note=NOTE, variables=("home",)),),
    not_asked=(NotAsked(years=(2002,), variables=("work",)),),
)
HISTORY = pl.DataFrame(
    {
        "variable": ["home", "home", "home", "home", "work", "work", "home"],
        "year": [2002, 2003, 2005, 2006, 2003, 2005, 2007],
        "value": [1.0, 2.0, 4.0, 99.0, 8.0, None, 99.0],
    }
)
TOTALS = pl.DataFrame({"variable": ["home", "work"], "value": [5.0, 9.0], "carried": [2, 0]})


@pytest.fixture
def series(lazy):
    return join_series(lazy(HISTORY), lazy(TOTALS), 2006, MARKS)


def test_each_figure_has_its_status(series):
    assert [series.estimate("home", year) for year in (2002, 2003, 2005, 2006)] == [
        Estimate(1.0, "A"),
        Estimate(2.0, "B"),
        Estimate(4.0, "U"),
        Estimate(5.0, "I"),
    ]
    assert series.estimate("work", 2002) == Estimate(None, "M")
    assert series.estimate("work", 2006) == Estimate(9.0, "A")
    assert series.years("home") == (2002, 2003, 2005, 2006)


def test_a_break_is_never_bridged(series):
    nothing = Change(Estimate(None, "B"), Estimate(None, "B"))
    assert series.change("home", 2003, 2002) == nothing
    assert series.change("home", 2005, 2002) == nothing
    assert series.change("home", 2005, 2003) == Change(Estimate(2.0, "U"), Estimate(100.0, "U"))


def test_a_year_without_a_figure_is_told(series):
    with pytest.raises(LookupFault, match=r"the series work has no figure for 2005 \(years there: 2003, 2006\)"):
        series.estimate("work", 2005)


def test_a_figure_where_nothing_was_asked_is_refused(lazy):
    history = pl.DataFrame({"variable": ["work"], "year": [2002], "value": [1.0]})
    with pytest.raises(LookupFault, match="work has a figure for 2002, but"):
        join_series(lazy(history), lazy(TOTALS), 2006, MARKS)


def test_two_figures_for_one_year_are_refused(lazy):
    with pytest.raises(LookupFault, match="holds home for 2002 twice"):
        join_series(lazy(pl.concat([HISTORY, HISTORY])), lazy(TOTALS), 2006, MARKS)


def test_marks_are_read(tmp_path):
    lines = ["breaks:", "  - year: 2003", "    note: {nb: Brudd}", "not_asked:", "  - years: [2002]"]
    path = tmp_path / "series.yaml"
    path.write_text("\n".join([*lines, "    variables: [work]"]), encoding="utf-8")
    marks = load_marks(tmp_path)
    assert marks.breaks_of("anything") == (2003,)
    assert marks.uncertain_of("anything") == ()
    assert not marks.was_asked("work", 2002)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(
        DefinitionError, match=r"series\.yaml:5: \[missing-key\] not_asked 1, variables: found nothing"
    ):
        load_marks(tmp_path)


def test_marks_of_the_survey_are_sound(checkout):
    marks = load_marks(checkout / "survey" / "is248")
    assert marks.breaks_of("fte_total") == (2015,)
    assert marks.uncertain_of("fte_total") == (2020,)
    assert not marks.was_asked("fte_children_psychiatrist", 2012)
    assert all(mark.note.nb and mark.note.en for mark in (*marks.breaks, *marks.uncertain))


def test_history_of_the_survey_joins(lazy, checkout):
    path = checkout / "survey" / "is248" / "history" / "series.csv"
    history = pl.read_csv(path, schema_overrides={"value": pl.Float64}).filter(pl.col("measure") == "fte")
    totals = pl.DataFrame({"variable": ["fte_total"], "value": [16792.0], "carried": [24]})
    series = join_series(lazy(history), lazy(totals), 2021, load_marks(checkout / "survey" / "is248"))
    assert series.estimate("fte_total", 2013) == Estimate(11728.0, "A")
    assert series.estimate("fte_total", 2020) == Estimate(16569.0, "U")
    assert series.change("fte_total", 2021, 2020).absolute == Estimate(223.0, "U")
    assert series.change("fte_total", 2021, 2013).absolute == Estimate(None, "B")
