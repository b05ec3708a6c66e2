"""Chapters are proofread before there is any reply."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kartlegg.cli import main
from kartlegg.pipeline.inputs import load_inputs
from kartlegg.pipeline.proof import proofread
from tests.built import ROUND, SURVEY

CHAPTER = f"rounds/{ROUND}/report/06_pathways.md"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return shutil.copytree(SURVEY, tmp_path / "survey")


def test_our_own_chapters_have_no_faults() -> None:
    assert proofread(load_inputs(SURVEY, ROUND)) == []


def test_a_typed_number_is_told_with_file_and_line(survey: Path) -> None:
    chapter = survey / CHAPTER
    lines = chapter.read_text(encoding="utf-8").splitlines()
    lines[2] = "Det var 17 prosent."
    chapter.write_text("\n".join(lines), encoding="utf-8")

    result = CliRunner().invoke(main, ["--survey", str(survey), "check", str(ROUND)])

    assert result.exit_code == 1
    assert f"{chapter}:3: found the typed number in 'Det var 17 prosent.'" in result.output


def test_a_chapter_without_text_is_told(survey: Path) -> None:
    (survey / CHAPTER).unlink()

    (fault,) = proofread(load_inputs(survey, ROUND))

    assert str(fault).startswith(f"{survey / CHAPTER}: found no such file")
