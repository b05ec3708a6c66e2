"""A round is edited and its forms are printed before anybody has written a word of its report."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kartlegg.cli import main
from kartlegg.errors import DefinitionError
from kartlegg.exchange.extract import write_extract
from kartlegg.pipeline.edit import COLUMNS, checks_of
from kartlegg.pipeline.inputs import load_inputs, load_round_inputs
from tests.built import SURVEY
from tests.tiny.numbers import extract
from tests.tiny.survey import SECOND, write_survey

NEXT = 2023
"""A round of our own survey that has no report."""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    folder = write_survey(tmp_path / "survey")
    shutil.rmtree(folder / "rounds" / str(SECOND) / "report")
    (folder / "history" / "series.csv").unlink()
    return folder


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    write_extract(extract(), tmp_path / "extract")
    return tmp_path / "extract"


def kartlegg(survey: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--survey", str(survey), *map(str, arguments)])


def test_a_round_without_a_report_is_edited_and_printed(survey: Path, replies: Path, tmp_path: Path) -> None:
    hits = tmp_path / "hits.csv"
    edited = kartlegg(survey, "edit", SECOND, "--extract", replies, "--out", hits)
    assert edited.exit_code == 0, edited.stderr
    assert hits.read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"
    out = tmp_path / "form"
    asked = ("--unit", "A1", "--extract", replies, "--out", out)
    printed = kartlegg(survey, "form", SECOND, "--format", "xlsx", *asked)
    assert printed.exit_code == 0, printed.stderr
    assert list(out.iterdir())


def test_tables_still_tell_what_the_report_lacks(survey: Path, replies: Path) -> None:
    refused = kartlegg(survey, "tables", SECOND, "--extract", replies)
    assert refused.exit_code == 1
    assert "series.csv: [no-file]" in refused.stderr
    shutil.copy(SURVEY / "history" / "series.csv", survey / "history")
    with pytest.raises(DefinitionError, match=r"report/words\.yaml: \[no-file\]"):
        load_inputs(survey, SECOND)


def test_a_round_of_our_own_survey_has_checks_before_its_report() -> None:
    assert not (SURVEY / "rounds" / str(NEXT) / "report").exists()
    assert checks_of(load_round_inputs(SURVEY, NEXT)).all


def test_hits_are_written_over_hits_only(survey: Path, replies: Path, tmp_path: Path) -> None:
    out = tmp_path / "hits.csv"
    for _ in range(2):
        assert kartlegg(survey, "edit", SECOND, "--extract", replies, "--out", out).exit_code == 0
    for other in (b"my own notes\n", b"score,remaining\n", b""):
        out.write_bytes(other)
        refused = kartlegg(survey, "edit", SECOND, "--extract", replies, "--out", out)
        assert (refused.exit_code, out.read_bytes()) == (2, other)
        assert f"{out} is there and is no file of hits" in refused.stderr
