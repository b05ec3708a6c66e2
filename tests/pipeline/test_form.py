"""The form of a unit knows what the Extract knows: what it answered, last round's figures, whether it is made up."""

import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from kartlegg.cli import main
from kartlegg.errors import HelpSheetError, UsageError
from kartlegg.pipeline.form import read_filled_sheet, write_forms
from tests.tiny.numbers import extract
from tests.tiny.survey import SECOND, write_survey

EXTRACT = extract({"A1": {"fte_adults_street": 12.25}}, {"A1": {"fte_adults_street": 7.5}})
MADE_UP = "konstruerte svar"


def words_of(folder: Path, out: str, formats: list[str], **keys: object) -> dict[str, str]:
    """The words of each file that is made, by its name."""
    survey = write_survey(folder / "survey")
    paths = write_forms(survey, SECOND, formats, folder / out, language="nb", **keys)  # type: ignore[arg-type]  # by name
    return {path.name: _words(path) for path in paths}


def _words(path: Path) -> str:
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return re.sub(r"\s+", " ", "\n".join(page.extract_text() for page in pages))


def test_a_blank_form_is_of_nobody(tmp_path: Path) -> None:
    (name, words), *more = words_of(tmp_path, "out", ["pdf"]).items()
    assert (name, more) == ("form.pdf", [])
    assert "Hillside" not in words
    assert MADE_UP not in words


def test_the_form_of_a_unit_has_its_name_and_last_round(tmp_path: Path) -> None:
    words = words_of(tmp_path, "out", ["pdf"], unit="A1", extract=EXTRACT)["A1-form.pdf"]
    assert "Hillside" in words
    assert "7,5" in words
    assert "12,25" not in words
    assert MADE_UP in words


def test_a_reply_has_the_answers_of_its_unit(tmp_path: Path) -> None:
    words = words_of(tmp_path, "out", ["reply"], unit="A1", extract=EXTRACT)["A1-reply.pdf"]
    assert "Gatelamper 7,5 12,25" in words
    assert "Kailamper Ikke besvart" in words
    assert "Svar og tall i dette skjemaet er konstruert." in words


def test_a_real_reply_is_not_called_made_up(tmp_path: Path) -> None:
    real = replace(EXTRACT, manifest=replace(EXTRACT.manifest, synthetic=False))
    words = words_of(tmp_path, "out", ["reply"], unit="A1", extract=real)["A1-reply.pdf"]
    assert "12,25" in words
    assert MADE_UP not in words


def test_a_unit_that_did_not_answer_has_a_reply_without_answers(tmp_path: Path) -> None:
    words = words_of(tmp_path, "out", ["reply"], unit="B1", extract=EXTRACT)["B1-reply.pdf"]
    assert "12,25" not in words
    assert "Ikke besvart" in words


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"extract": EXTRACT}, "name the unit with --unit"),
        ({"unit": "A1"}, "the Extract that has it with --extract"),
        ({"unit": "Z9", "extract": EXTRACT}, "no unit of the round has the code Z9"),
    ],
)
def test_a_reply_needs_a_unit_and_its_extract(tmp_path: Path, keys: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        words_of(tmp_path, "out", ["reply"], **keys)
    assert not (tmp_path / "out").exists()


def test_a_sheet_that_comes_back_tells_what_it_would_change(tmp_path: Path) -> None:
    survey = write_survey(tmp_path / "survey")
    (sheet,) = write_forms(survey, SECOND, ["xlsx"], tmp_path / "out", language="nb", unit="A1")
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[1]
    row = next(cell.row for line in page.iter_rows() for cell in line if cell.value == "fte_adults_street")
    answer = next(cell for cell in page[row] if not cell.protection.locked)
    answer.value = 3.5
    book.save(sheet)
    done = CliRunner().invoke(main, ["--survey", str(survey), "import", str(SECOND), str(sheet), "--dry-run"])
    assert done.exit_code == 0, done.stderr
    assert f"{page.title}!{answer.coordinate}: fte_adults_street: blank -> 3.5" in done.stdout
    assert done.stdout.endswith("1 answers would change, 0 cells are no answer\n")


def test_nothing_is_saved_where_there_is_no_collection(tmp_path: Path) -> None:
    survey = write_survey(tmp_path / "survey")
    done = CliRunner().invoke(main, ["--survey", str(survey), "import", str(SECOND), "sheet.xlsx"])
    assert (done.exit_code, "--dry-run" in done.stderr) == (2, True)


def test_a_sheet_that_is_not_there_is_told(tmp_path: Path) -> None:
    survey = write_survey(tmp_path / "survey")
    with pytest.raises(HelpSheetError, match="No such file"):
        read_filled_sheet(survey, SECOND, tmp_path / "none.xlsx")
