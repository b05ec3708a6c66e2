"""What changed between two rounds is told with the notes of the series; a break is asked for where there is none."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kartlegg.cli import main
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.proof import proofread
from tests.built import SURVEY
from tests.faults.seeds import YEARS, write_seeded

FIRST, SECOND = YEARS
NOTE = "note: {nb: Regnet med på gata., nn: Rekna med på gata., en: Counted in the street.}"
BROKEN = f"breaks: [{{year: 2032, variables: [%s], {NOTE}}}]\nuncertain: []\n"
MOVED = f"not_asked: [{{variables: [fte_quay], years: [2032], {NOTE}}}]\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return write_seeded("break-missing", tmp_path / "survey")


def note(survey: Path, text: str) -> None:
    (survey / "series.yaml").write_text(text, encoding="utf-8")


def test_a_noted_break_is_told_with_its_note(survey: Path) -> None:
    note(survey, "breaks: [{year: 2032, variables: [wicks], note: {nb: Nye mål, en: New measure.}}]\n")
    proof = proofread(survey, YEARS)
    assert proof.faults == ()
    (between,) = proof.between
    line = "  wicks is measured in percent, before in count; figures cannot be compared (series.yaml: New measure)"
    assert between.told(every=False) == ["2030 -> 2032: another measure: 1", line]


@pytest.mark.parametrize("year", [2030, 2033])
def test_a_break_at_another_time_is_none(survey: Path, year: int) -> None:
    note(survey, f"breaks: [{{year: {year}, variables: [wicks], note: {{nb: Nye mål}}}}]\n")
    assert [fault.code for fault in proofread(survey, YEARS).faults] == ["break-missing"]


def test_one_round_is_held_against_the_one_before(survey: Path) -> None:
    assert [fault.code for fault in proofread(survey, [SECOND]).faults] == ["break-missing"]
    assert proofread(survey, [FIRST]).faults == ()


def test_what_is_no_longer_asked_is_told_with_its_note(survey: Path) -> None:
    (survey / f"rounds/{SECOND}/questionnaire/02_seed.yaml").unlink()
    note(survey, "not_asked: [{years: [2032], variables: [wicks], note: {nb: Borte, en: Counted in lamps}}]\n")
    (between,) = proofread(survey, YEARS).between
    told = ["2030 -> 2032: no longer asked: 1", "  wicks is no longer asked (series.yaml: Counted in lamps)"]
    assert between.told(every=False) == between.told(every=True) == told


def test_the_rounds_of_our_own_survey_are_explained() -> None:
    done = CliRunner().invoke(main, ["--survey", str(SURVEY), "check", "--all", "2021", "2023"])
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert (
        "  fte_adults_psychiatrist is no longer asked (series.yaml: Counted in fte_adults_other_higher_further)"
        in lines
    )
    assert any("not compared, as only one of the two is known to have them" in line for line in lines)


@pytest.mark.parametrize(
    ("series", "is_told"),
    [
        ("breaks: []\nuncertain: []\n", True),
        (BROKEN % "fte_all", False),
        (BROKEN % "fte_street", True),
        (BROKEN % "fte_street" + MOVED, False),
        ("breaks: []\nuncertain: []\n" + MOVED, True),
    ],
)
def test_a_total_that_lost_a_part(tmp_path: Path, series: str, is_told: bool) -> None:
    survey = write_seeded("", tmp_path / "survey")
    for path in survey.glob("rounds/2032/questionnaire/01_lamps.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("[fte_street, fte_quay]", "[fte_street]"), "utf-8")
    (survey / "series.yaml").write_text(series, encoding="utf-8")
    told = [fault.found for fault in proofread(survey, YEARS).faults if fault.code == FaultCode.BREAK_MISSING]
    assert told == ["fte_all, which no longer adds up fte_quay, and no break"] * is_told
