"""All checks over a whole collection: wrong figures planted in it are found, and stand first."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kartlegg.editing.checks import Checks
from kartlegg.editing.queue import Queued
from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.edit import COLUMNS, checks_of, edit_extract, encode_hits, replies_of
from kartlegg.pipeline.inputs import Inputs, load_inputs
from kartlegg.pipeline.tables import read_round_extract
from tests.tiny.numbers import extract as tiny_extract
from tests.tiny.survey import SECOND, write_survey


@pytest.fixture(scope="module")
def checks(inputs: Inputs) -> Checks:
    return checks_of(inputs)


@pytest.fixture(scope="module")
def extract(extract_folder: Path, inputs: Inputs) -> Extract:
    return read_round_extract(extract_folder, inputs)


@pytest.fixture(scope="module")
def reported(extract: Extract, inputs: Inputs, checks: Checks) -> tuple[Queued, ...]:
    """What is told of the figures as they were reported."""
    return edit_extract(extract, inputs, checks, corrected=False, notes=False)


@pytest.fixture(scope="module")
def mended(extract: Extract, inputs: Inputs, checks: Checks) -> tuple[Queued, ...]:
    """What is told, notes too, of the figures as they were corrected."""
    return edit_extract(extract, inputs, checks)


def wrong(extract: Extract) -> dict[str, str]:
    """The wrong figure that the sample planted in each unit that has one."""
    return dict(extract.corrections.select("unit", "variable").iter_rows())


def test_every_planted_figure_is_found_and_nothing_else_does_not_add_up(
    extract: Extract, reported: tuple[Queued, ...]
) -> None:
    found = [one.hit for one in reported]
    sums = [hit for hit in found if hit.kind == "control" and hit.level == "hard"]
    assert {hit.unit for hit in sums} == set(wrong(extract))
    named = {hit.unit: hit.mend for hit in sums if hit.mend}
    assert len(named) >= 3
    assert all(wrong(extract)[unit] == mend for unit, mend in named.items()), "a figure named as wrong is wrong"


def test_units_with_planted_figures_stand_first(
    extract: Extract, inputs: Inputs, reported: tuple[Queued, ...]
) -> None:
    about_staff = dict.fromkeys(one.hit.unit for one in reported if one.hit.judged in inputs.questionnaire.figures)
    assert set(wrong(extract)) <= set([*about_staff][:20])


def test_what_is_corrected_is_no_longer_told(mended: tuple[Queued, ...]) -> None:
    assert not [one.hit for one in mended if one.hit.kind == "control" and one.hit.level == "hard"]


def last_round(extract: Extract) -> pl.DataFrame:
    """Return last round's figures of every unit: the right ones of this round, a little more or a little less."""
    mended = extract.corrections.select("unit", "variable", right="corrected")
    rows = extract.replies.join(mended, on=["unit", "variable"], how="left").sort("unit", "variable")
    factor = 1 + (pl.int_range(pl.len()) * 37 % 23 - 11) / 110
    value = (pl.coalesce("right", "value") * factor).round(2)
    return rows.select("unit", "variable", value=value, round=pl.lit(2020, dtype=pl.Int64))


def test_year_to_year_finds_figures_that_are_ten_times_too_large(
    extract: Extract, inputs: Inputs, checks: Checks
) -> None:
    with_last = replace(extract, last_round=last_round(extract))
    found = [one.hit for one in edit_extract(with_last, inputs, checks, corrected=False, notes=False)]
    unusual = {(hit.unit, hit.judged) for hit in found if hit.check.endswith("_unusual_change")}
    ten_times = extract.corrections.filter(pl.col("reported") > 5 * pl.col("corrected"))
    planted = set(ten_times.select("unit", "variable").iter_rows())
    assert planted
    assert planted <= unusual
    assert len(unusual) < 60, "an editor can look at them"


def test_the_file_of_hits_can_be_read_back(
    extract: Extract, inputs: Inputs, checks: Checks, reported: tuple[Queued, ...]
) -> None:
    content = encode_hits(reported, inputs.places_of_round)
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(reported)
    assert [float(row["score"]) for row in rows] == sorted((float(row["score"]) for row in rows), reverse=True)
    assert {row["unit"]: row["name"] for row in rows}["3418"] == "Åsnes"
    again = edit_extract(extract, inputs, checks, corrected=False, notes=False)
    assert encode_hits(again, inputs.places_of_round) == content


def test_last_rounds_figures_come_over_to_this_map(tmp_path: Path) -> None:
    inputs = load_inputs(write_survey(tmp_path), SECOND)
    last = {"A2": {"fte_adults_street": 1.5, "dusk": 1.0}, "A3": {"fte_adults_street": 9.0}, "A1": {"dusk": 2.0}}
    facts = replies_of(tiny_extract(last=last), inputs).facts
    sums = {"fte_adults": 10.5, "fte_total": 10.5, "hours": 1.0}
    assert facts["A2"].last == {"fte_adults_street": 10.5, "dusk": 1.0} | sums, "A3 left dusk blank"
    assert facts["A1"].last == {"dusk": 2.0, "hours": 2.0}
    assert facts["A1"].answers["fte_adults_street"] == 1.25
    assert facts["A1"].register["population_children"] == 200
    assert set(facts) == {"A1", "A2", "B1", "C1"}, "who has not replied is passed over"


def test_a_survey_without_checks_has_no_hits(tmp_path: Path) -> None:
    inputs = load_inputs(write_survey(tmp_path), SECOND)
    assert edit_extract(tiny_extract(), inputs, checks_of(inputs)) == ()


def test_what_an_extract_never_holds_is_not_missed(checks: Checks, mended: tuple[Queued, ...]) -> None:
    assert "address_missing" in {check.code for check in checks.all}
    assert "address_missing" not in {one.hit.check for one in mended}
