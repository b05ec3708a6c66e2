"""Chapters are proofread before there is any reply."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kartlegg.cli import main
from kartlegg.errors import Fault
from kartlegg.pipeline.proof import proofread
from tests.built import CHECKOUT, ROUND, survey_with

REPORT = f"rounds/{ROUND}/report"
SMALL = 2033
TABLES = f"rounds/{SMALL}/report/01_wells.tables.yaml"
CHAPTER = f"rounds/{SMALL}/report/01_wells.md"


def faults_of(survey: Path, year: int = SMALL) -> list[Fault]:
    return list(proofread(survey, [year]).faults)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A copy of the small survey of wells, which is soon read."""
    return Path(shutil.copytree(CHECKOUT / "tests" / "tiny" / "wells", tmp_path / "survey"))


def test_a_typed_number_is_told_with_file_and_line(survey: Path) -> None:
    chapter = survey / CHAPTER
    lines = chapter.read_text(encoding="utf-8").splitlines()
    lines[2] = "Det var 17 prosent."
    chapter.write_text("\n".join(lines), encoding="utf-8")

    result = CliRunner().invoke(main, ["--survey", str(survey), "check", str(SMALL)])

    assert result.exit_code == 1
    assert f"{chapter}:3: [typed-number] found the typed number in 'Det var 17 prosent.'" in result.output


def test_a_chapter_without_text_is_told(survey: Path) -> None:
    (survey / CHAPTER).unlink()

    (fault,) = faults_of(survey)

    assert str(fault).startswith(f"{survey / CHAPTER}: [no-file] found no such file")


def edited(survey: Path, name: str, old: str, new: str) -> Path:
    path = survey / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("history/series.csv", "\ndeep,2031", "\ndype,2031", "the variable dype"),
        (TABLES, "total: wardens", "total: guards", "the variable guards"),
        (TABLES, "{years}", "{yaers}", "{yaers}"),
        (TABLES, "base: everybody", "base: alle", "the base alle"),
        (TABLES, "brønn. {years}", "brønn. 2016–2021", "the typed number"),
        (TABLES, 'nb: "Vaktene ble', 'nb: "41 prosent', "the typed number"),
        (CHAPTER, 'cell("1.1"', 'cell("F5.6"', "the table F5.6"),
    ],
)
def test_what_does_not_hang_together_is_told(survey: Path, name: str, old: str, new: str, told: str) -> None:
    path = edited(survey, name, old, new)

    faults = [str(fault) for fault in faults_of(survey)]

    assert any(fault.startswith(str(path)) and told in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("series.yaml", "fte_adults_psychiatrist]", "fte_adults_psykiater]", "the variable fte_adults_psykiater"),
        (f"{REPORT}/05_geography.tables.yaml", "by: county", "by: fylke", "the grouping fylke"),
        (f"{REPORT}/09_selvmord_vold.md", 'cell("F9.5"', 'cell("F5.6"', "the table F5.6"),
        (f"{REPORT}/06_pathways.tables.yaml", "part: [fte_adults_pathways", "part: [fte_paths", "variable fte_paths"),
        (f"{REPORT}/06_pathways.tables.yaml", "whole: fte_adults_pathways", "whole: fte_paths", "variable fte_paths"),
    ],
)
def test_what_the_small_survey_does_not_have_is_told_too(
    tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    survey = survey_with(("05", "06", "09", "d_"), tmp_path / "survey")
    path = edited(survey, name, old, new)

    faults = [str(fault) for fault in faults_of(survey, ROUND)]

    assert any(fault.startswith(str(path)) and told in fault for fault in faults), faults


@pytest.mark.parametrize("typed", ["{{ numeral(125) }}", "{{ percent(12.5, 1) }}", "{% set n = 125 %}{{ n }}"])
def test_a_number_cannot_be_smuggled_in_through_words(survey: Path, typed: str) -> None:
    edited(survey, CHAPTER, "{{ figure(", f"{typed}\n\n{{{{ figure(")

    (fault,) = faults_of(survey)

    assert "the typed number" in fault.found


def test_a_chapter_in_another_encoding_is_told(survey: Path) -> None:
    (survey / CHAPTER).write_bytes("# Brønnvakter, på norsk\n".encode("latin-1"))

    (fault,) = faults_of(survey)

    assert (fault.line, fault.found) == (1, "a byte that is not UTF-8")
