"""The sample as a whole: seeds, determinism, what units look like, and what a wrong plan says."""

import shutil
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegg.errors import DefinitionError, NoFitError
from kartlegg.exchange.extract import Extract, read_extract, write_extract
from kartlegg.pipeline.inputs import Inputs
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.rounding import round_half_up
from kartlegg.rounds import load_round, round_folder
from kartlegg.sample.distribute import distribute_figures
from kartlegg.sample.last_round import figures_of_last_round
from kartlegg.sample.make import make_sample
from kartlegg.sample.plan import Distribution
from kartlegg.sample.source import Source


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(
    sample: Extract, extract_folder: Path, second_extract_folder: Path, tmp_path: Path
) -> None:
    write_extract(sample, tmp_path / "first")
    for path in (tmp_path / "first").iterdir():  # the shared Extracts are made by processes of their own
        assert path.read_bytes() == (extract_folder / path.name).read_bytes(), path.name
    for name in ("replies.csv", "units.csv", "corrections.csv"):
        assert (tmp_path / "first" / name).read_bytes() != (second_extract_folder / name).read_bytes(), name


def test_the_sample_is_an_extract_without_fault(sample: Extract, survey: Path, tmp_path: Path) -> None:
    variables = load_questionnaire(round_folder(survey, 2021)).variables
    asked = {code for code, variable in variables.items() if variable.is_figure and variable.asked}
    write_extract(sample, tmp_path / "extract")
    again = read_extract(tmp_path / "extract", units=set(sample.units["unit"]), variables=variables, this_round=2021)
    assert again.replies.equals(sample.replies)
    assert set(again.replies["variable"]) == asked


def test_it_says_that_it_is_synthetic_and_when_the_round_closed(sample: Extract) -> None:
    assert sample.manifest.synthetic
    assert sample.manifest.made_at == "2021-07-01T00:00:00"
    told = " ".join(sample.manifest.notes)
    assert "Made up" in told
    assert told.count("not reproduced") >= 20


def test_silent_units_stand_in_last_round_and_partial_ones_confirmed_it(sample: Extract) -> None:
    status = dict(sample.units.select("unit", "status").iter_rows())
    assert Counter(status.values()) == {"complete": 338, "none": 24, "partial": 10}
    origins = dict(sample.replies.select("unit", "origin").iter_rows())
    assert {unit for unit, origin in origins.items() if origin == "confirmed"} == {
        unit for unit, is_ in status.items() if is_ == "partial"
    }
    assert {unit for unit in status if unit not in origins} == {u for u, is_ in status.items() if is_ == "none"}
    confirmed = sample.replies.filter(pl.col("origin") == "confirmed").join(
        sample.last_round, on=["unit", "variable"]
    )
    assert set(confirmed["unit"]) == {unit for unit, is_ in status.items() if is_ == "partial"}
    assert (confirmed["value"] == confirmed["value_right"]).all()
    assert set(sample.last_round["round"]) == {2020}


def test_last_round_adds_up_to_what_was_published_then(sample: Extract, inputs: Inputs) -> None:
    told = sample.last_round.group_by("variable").agg(pl.col("value").sum()).rows()
    sums = {variable: value for variable, value in told if "pathway" not in variable}
    published = {of.variable: of.value for of in inputs.history if of.year == 2020 and of.measure == "fte"}
    assert len(sums) == 29
    assert {variable: round_half_up(value, 0) for variable, value in sums.items()} == {
        variable: published[variable] for variable in sums
    }
    assert set(sample.last_round["unit"]) == set(sample.units["unit"])


def test_units_had_their_own_figures_last_round_a_little_moved(sample: Extract) -> None:
    now = sample.replies.filter(pl.col("variable") == "fte_adults_home", pl.col("origin") == "reported")
    both = now.join(sample.last_round, on=["unit", "variable"])
    assert both.height == 338
    assert 0.99 < both.select(pl.corr("value", "value_right")).item() < 1
    assert ((both["value"] == 0) == (both["value_right"] == 0)).all()


def test_without_a_word_of_moving_only_the_others_have_figures_of_last_round(survey: Path) -> None:
    source = Source(survey, load_round(survey, 2021))
    vars(source)["plan"] = source.plan.model_copy(update={"moved": None})
    figures = {("a", "fte_adults_home"): Decimal(2), ("b", "fte_adults_home"): Decimal(3)}
    found = figures_of_last_round(source, figures, ["a"], np.random.default_rng(1))
    assert found == {("b", "fte_adults_home"): Decimal(3)}
    with pytest.raises(
        DefinitionError, match=r"sample\.yaml: moved: found no figure of fte_adults_education for 2020"
    ):
        source.published_before("fte_adults_education")


def test_replies_came_in_while_the_round_was_open(sample: Extract, survey: Path) -> None:
    this_round = load_round(survey, 2021)
    dates = sample.units["submitted_on"].drop_nulls()
    assert len(dates) == 348
    assert dates.is_between(this_round.opens_on, this_round.closes_on).all()
    assert 0.4 < (dates <= this_round.due_on).mean() < 0.7


def test_each_units_education_adds_up_to_its_services(sample: Extract) -> None:
    corrected = set(sample.corrections["unit"])
    wide = sample.replies.filter(~pl.col("unit").is_in(corrected)).pivot("variable", index="unit", values="value")
    for group, services in (("adults", 6), ("children", 3)):
        columns = [c for c in wide.columns if c.startswith(f"fte_{group}_") and "pathway" not in c]
        sums = wide.select(columns).sum_horizontal()
        assert len(columns) == services + 10
        parts = [
            c
            for c in columns
            if c.split("_", 2)[2]
            in {"housing", "home", "treatment", "daycentre", "activity", "work", "clinic_school"}
        ]
        whole = wide.select(parts).sum_horizontal()
        assert ((sums - 2 * whole).abs() < 1e-6).all()


@pytest.mark.parametrize("group", ["adults", "children"])
def test_pathways_are_near_the_services_or_clearly_off_or_blank(sample: Extract, group: str) -> None:
    right = sample.corrections.select("unit", "variable", value="corrected")
    figures = pl.concat(
        [sample.replies.join(right, on=["unit", "variable"], how="anti").select(right.columns), right]
    )
    own = figures.filter(pl.col("variable").str.starts_with(f"fte_{group}_"))
    services = f"^fte_{group}_(housing|home|treatment|daycentre|activity|work|clinic_school)$"
    whole = own.filter(pl.col("variable").str.contains(services)).group_by("unit").agg(whole=pl.col("value").sum())
    given = own.filter(pl.col("variable").str.contains("pathway")).group_by("unit").agg(given=pl.col("value").sum())
    off = whole.join(given, on="unit").select((pl.col("given") - pl.col("whole")).abs())["given"]
    assert off.is_between(0.9, 1.1).sum() == 0
    assert (off < 0.0001).sum() > 200
    assert off.is_between(0.09, 0.9).sum() > 10
    assert (off > 1.1).sum() > 5
    assert whole.height - given.height > 10


def test_small_units_have_zeros_and_few_have_psychiatrists(sample: Extract) -> None:
    psychiatrists = sample.replies.filter(variable="fte_adults_psychiatrist").filter(pl.col("value") > 0)
    assert 5 <= psychiatrists.height <= 14
    housing = sample.replies.filter(variable="fte_adults_work")
    assert 0.2 < (housing["value"] == 0).mean() < 0.8


def test_a_correction_leads_from_what_was_reported_to_what_counts(sample: Extract) -> None:
    replies = {(u, v): value for u, v, value in sample.replies.select("unit", "variable", "value").iter_rows()}
    assert sample.corrections.height == 6
    for row in sample.corrections.iter_rows(named=True):
        assert replies[row["unit"], row["variable"]] == row["reported"] != row["corrected"]
    assert set(sample.changes["real"]) == {"yes", "no"}


@pytest.fixture
def changed_survey(survey: Path, tmp_path: Path) -> Callable[[str, str, str], Path]:
    def change(file: str, old: str, new: str) -> Path:
        copy = tmp_path / "survey"
        shutil.copytree(survey, copy)
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return change


PLAN = "rounds/2021/sample.yaml"
TABLES = "published/tables_2021.csv"


def test_a_cell_that_is_not_in_print_is_told_with_the_nearest(changed_survey) -> None:
    folder = changed_survey(PLAN, '"Årsverk totalt": {variable', '"Årsverk i alt": {variable')
    with pytest.raises(
        DefinitionError, match=r"table 5\.2, row '<2000', column 'Årsverk i alt'.*did you mean .Årsverk totalt"
    ):
        make_sample(folder, load_round(folder, 2021))


def test_a_figure_that_is_not_in_the_history_is_told(changed_survey) -> None:
    folder = changed_survey(PLAN, "change_on: 2020", "change_on: 1999")
    with pytest.raises(DefinitionError, match="no figure of fte_adults for 1999"):
        make_sample(folder, load_round(folder, 2021))


def test_an_unknown_count_or_file_is_told(changed_survey) -> None:
    folder = changed_survey(PLAN, "published: tables_2021.csv", "published: tables_2091.csv")
    with pytest.raises(DefinitionError, match="no such file"):
        make_sample(folder, load_round(folder, 2021))
    (folder / PLAN).unlink()
    with pytest.raises(DefinitionError, match="no such file"):
        make_sample(folder, load_round(folder, 2021))


def test_a_printed_number_that_contradicts_the_others_is_named(changed_survey) -> None:
    folder = changed_survey(TABLES, "5.4,Agder,Årsverk totalt,1166,", "5.4,Agder,Årsverk totalt,1266,")
    with pytest.raises(NoFitError, match=r"table 5\.4, Agder, Årsverk totalt: 1266"):
        make_sample(folder, load_round(folder, 2021))


UNITS = "published/units_2021.csv"
HISTORY = "history/series.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            TABLES,
            "column,value,note",
            "column,number,note",
            r"tables_2021\.csv:1: \[wrong-columns\] column value: found no such column",
        ),
        (
            TABLES,
            "Totalt,2,",
            "Totalt,2x,",
            r"tables_2021\.csv:\d+: column value: found '2x'; expected a number with",
        ),
        (TABLES, "Totalt,2,", "Totalt,2,,,", r"tables_2021\.csv:\d+: \[wrong-columns\] found \d+ fields"),
        (
            HISTORY,
            "variable,year,value",
            "variable,year,figure",
            r"series\.csv:1: \[wrong-columns\] column value: found no such column",
        ),
        (HISTORY, ",2016,", ",16,", r"series\.csv:\d+: column year: found '16'; expected a year of four digits"),
        (UNITS, ",true", ",yes", r"units_2021\.csv:3: column reported: found 'yes'; expected true, false or a blank"),
        (UNITS, "1103,1103", "9999,1103", r"units_2021\.csv:3: column code: found '9999'; expected a unit of the"),
        (PLAN, "grouping: size_group", "grouping: sizes", r"the grouping 'sizes'; expected one of .*size_group"),
        (PLAN, "variable: fte_total", "variable: fte_all", r"found 'fte_all'; expected a variable of the"),
        (
            PLAN,
            "totals: [fte_",
            "totals: [ft_",
            r"totals: found 'ft_.*; expected a variable of the questionnaire",
        ),
    ],
)
def test_a_fault_in_what_a_sample_is_made_from_is_told(
    changed_survey, file: str, old: str, new: str, told: str
) -> None:
    folder = changed_survey(file, old, new)
    with pytest.raises(DefinitionError, match=told):
        make_sample(folder, load_round(folder, 2021))


def test_a_published_file_in_another_encoding_is_told(changed_survey) -> None:
    folder = changed_survey(TABLES, "value", "value")
    (folder / TABLES).write_bytes((folder / TABLES).read_text(encoding="utf-8").encode("latin-1", "replace"))
    with pytest.raises(DefinitionError, match=r"tables_2021\.csv:2: .not-utf8. found the byte 0xe6"):
        make_sample(folder, load_round(folder, 2021))


@settings(deadline=None, max_examples=100)
@given(
    wholes=st.lists(st.decimals(0, 30, places=1), min_size=1, max_size=6).filter(any),
    shares=st.lists(st.floats(0.1, 1), min_size=2, max_size=3),
    seed=st.integers(0, 99),
)
def test_a_survey_of_few_units_is_distributed_or_refused(
    wholes: list[Decimal], shares: list[float], seed: int
) -> None:
    of = Distribution(sum="all", whole="whole", tolerance=1, uneven=1)
    units = {f"U{place}": whole for place, whole in enumerate(wholes)}
    target = float(sum(wholes)) * 0.6
    parts = {f"part_{place}": target * share / sum(shares) for place, share in enumerate(shares)}
    try:
        figures = distribute_figures(units, parts, of, np.random.default_rng(seed))
    except ArithmeticError:
        return
    assert {unit for unit, _ in figures} <= set(units)
    assert min(figures.values(), default=0) >= 0


def test_a_plan_that_leaves_no_figures_is_refused(changed_survey) -> None:
    folder = changed_survey(PLAN, "fte_adults_psychiatrist: 14", "fte_adults_psychiatrist: 0")
    with pytest.raises(NoFitError, match=r"^no figures could be found: the zeros of the matrix leave nothing"):
        make_sample(folder, load_round(folder, 2021))
