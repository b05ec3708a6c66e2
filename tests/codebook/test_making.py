"""One command writes the codebook of a round in the formats asked for, with the answers of an Extract or without."""

from pathlib import Path

import pyreadstat
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from kartlegg.cli import main
from kartlegg.codebook.making import CODEBOOK_FORMATS, make_codebook
from kartlegg.errors import UsageError
from kartlegg.exchange.extract import write_extract
from tests.codebook.lamps import lamps_extract
from tests.tiny.survey import FIRST, SECOND

FILES = [
    "answers.dta",
    "answers.sav",
    "codebook.html",
    "codebook.xlsx",
    "codebook.xml",
    "options.csv",
    "variables.csv",
]


def kartlegg(survey: Path, *arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, ["--survey", str(survey), *map(str, arguments)])


def test_every_format_is_made_alike_twice(survey: Path) -> None:
    files = make_codebook(survey, SECOND, extract=lamps_extract(), texts=True)
    assert sorted(files) == FILES
    assert make_codebook(survey, SECOND, extract=lamps_extract(), texts=True) == files


def test_each_format_can_be_made_alone(survey: Path) -> None:
    made = [name for form in CODEBOOK_FORMATS for name in make_codebook(survey, FIRST, [form])]
    assert sorted(made) == FILES


def test_an_unknown_format_or_round_is_refused(survey: Path) -> None:
    with pytest.raises(UsageError, match=r"no format pdf; there are html, xlsx, csv, ddi, spss, stata"):
        make_codebook(survey, SECOND, ["html", "pdf"])
    with pytest.raises(UsageError, match="no round"):
        make_codebook(survey, SECOND + 1)


def test_the_document_describes_the_file_beside_it(survey: Path, tmp_path: Path) -> None:
    files = make_codebook(survey, SECOND, ["ddi", "spss"], extract=lamps_extract(), texts=True)
    (tmp_path / "answers.sav").write_bytes(files["answers.sav"])
    frame, _ = pyreadstat.read_sav(tmp_path / "answers.sav", output_format="dict")
    document = etree.fromstring(files["codebook.xml"])
    described = [var.get("name") for var in document.iter("{*}var") if var.get("files")]
    assert described == list(frame)
    (quantity,) = document.iter("{*}caseQnty")
    assert int(quantity.text) == len(frame["unit"])


def test_the_command_writes_a_new_folder(survey: Path, tmp_path: Path) -> None:
    done = kartlegg(survey, "codebook", FIRST, "--format", "csv, ddi", "--out", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (0, f"wrote 3 files to {tmp_path / 'out'}\n")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "codebook.xml",
        "options.csv",
        "variables.csv",
    ]


def test_the_command_takes_answers_from_an_extract(survey: Path, tmp_path: Path) -> None:
    write_extract(lamps_extract(), tmp_path / "extract")
    arguments = ("--format", "spss", "--extract", tmp_path / "extract", "--out", tmp_path / "out", "--texts")
    done = kartlegg(survey, "codebook", SECOND, *arguments)
    assert done.exit_code == 0, done.stderr
    frame, _ = pyreadstat.read_sav(tmp_path / "out" / "answers.sav", output_format="dict", user_missing=True)
    assert list(frame["night"])[:3] == [2, 8, 9]
    assert "story" in frame


def test_the_command_leaves_what_stands_in_a_folder(survey: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = kartlegg(survey, "codebook", FIRST, "--out", tmp_path)
    assert (done.exit_code, [path.name for path in tmp_path.iterdir()]) == (2, ["notes.txt"])
