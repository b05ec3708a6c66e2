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
from kartlegg.exchange.extract import write_extract
from kartlegg.pipeline.form import read_filled_sheet, write_forms
from tests.tiny.numbers import extract
from tests.tiny.survey import SECOND, write_survey

EXTRACT = extract({"A1": {"fte_adults_street": 12.25}}, {"A1": {"fte_adults_street": 7.5}})
MADE_UP = "konstruerte svar"


def words_of(folder: Path, out: str, formats: list[str], **keys: object) -> dict[str, str]:
    """The words of each file that is made, by its name."""
    survey = write_survey(folder / "survey")
    paths = write_forms(survey, SECOND, formats, folder / out, language="nb", **keys).files  # type: ignore[arg-type]  # by name
    return {path.name: _words(path) for path in paths}


def filled(survey: Path, out: Path, value: object, **keys: object) -> tuple[Path, str]:
    """A help sheet with a value in one cell, and the place of the cell."""
    (sheet,) = write_forms(survey, SECOND, ["xlsx"], out, language="nb", **keys).files  # type: ignore[arg-type]  # by name
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[1]
    row = next(cell.row for line in page.iter_rows() for cell in line if cell.value == "fte_adults_street")
    answer = next(cell for cell in page[row] if not cell.protection.locked)
    answer.value = value
    book.save(sheet)
    return sheet, f"{page.title}!{answer.coordinate}"


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


def test_a_unit_that_has_not_replied_has_no_reply_to_print(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the unit B1 has not replied"):
        words_of(tmp_path, "out", ["reply"], unit="B1", extract=EXTRACT)
    assert not (tmp_path / "out").exists()


def test_what_a_form_lacks_is_told(tmp_path: Path) -> None:
    survey = write_survey(tmp_path / "survey")
    for unit, notes in (
        ("A1", ()),
        (
            "B1",
            ("the Extract has no figures of last round for the unit B1; it holds them for units that did not reply",),
        ),
    ):
        written = write_forms(survey, SECOND, ["xlsx"], tmp_path / unit, language="nb", unit=unit, extract=EXTRACT)
        assert written.notes == notes
    this_round = survey / "rounds" / str(SECOND) / "round.yaml"
    this_round.write_text(this_round.read_text(encoding="utf-8") + "partial: true\n", encoding="utf-8")
    command = ["--survey", str(survey), "form", str(SECOND), "--format", "xlsx", "--out", str(tmp_path / "part")]
    done = CliRunner().invoke(main, command)
    told = f"note: only a part of the form of {SECOND} is known, and only that part was written\n"
    assert (done.exit_code, done.stderr) == (0, told)
    cover = openpyxl.load_workbook(tmp_path / "part" / "help-sheet.xlsx").worksheets[0]
    assert "Bare en del av skjemaet er kjent" in [cell.value for cell in cover["B"]]


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
    sheet, place = filled(survey, tmp_path / "out", 3.5, unit="A1")
    done = CliRunner().invoke(main, ["--survey", str(survey), "import", str(SECOND), str(sheet), "--dry-run"])
    assert done.exit_code == 0, done.stderr
    assert f"{place}: fte_adults_street: blank -> 3,5" in done.stdout
    assert done.stdout.endswith("1 answer would change, 0 cells would not be taken in\n")


def test_nothing_is_saved_where_there_is_no_collection(tmp_path: Path) -> None:
    survey = write_survey(tmp_path / "survey")
    done = CliRunner().invoke(main, ["--survey", str(survey), "import", str(SECOND), "sheet.xlsx"])
    assert (done.exit_code, "--dry-run" in done.stderr) == (2, True)


def test_a_sheet_that_is_not_there_is_told(tmp_path: Path) -> None:
    survey = write_survey(tmp_path / "survey")
    with pytest.raises(HelpSheetError, match="No such file"):
        read_filled_sheet(survey, SECOND, tmp_path / "none.xlsx")


def test_a_cell_that_is_no_answer_ends_with_1(tmp_path: Path) -> None:
    survey = write_survey(tmp_path / "survey")
    sheet, place = filled(survey, tmp_path / "out", "mange")
    done = CliRunner().invoke(main, ["--survey", str(survey), "import", str(SECOND), str(sheet), "--dry-run"])
    assert done.exit_code == 1
    assert f"{place}: fte_adults_street: found 'mange'; expected a number such as 12, 12,5 or 1 234,5" in done.stdout
    assert done.stdout.endswith("0 answers would change, 1 cell would not be taken in\n")


def test_an_extract_is_read_for_the_unit_of_the_sheet(tmp_path: Path) -> None:
    survey, folder = write_survey(tmp_path / "survey"), tmp_path / "extract"
    others: dict[str, dict[str, float]] = {unit: {} for unit in ("A2", "B1", "C1", "C2", "C3")}
    write_extract(extract({"A1": {"fte_adults_street": 12.25}} | others, {}), folder)
    sheet, _ = filled(survey, tmp_path / "A1", 13.0, unit="A1")
    (row,) = read_filled_sheet(survey, SECOND, sheet, extract=folder).rows
    assert (row.old, row.new, row.told) == (12.25, 13.0, "12,25 -> 13")
    for_all, _ = filled(survey, tmp_path / "all", 13.0)
    (row,) = read_filled_sheet(survey, SECOND, for_all, unit="A1", extract=folder).rows
    assert row.old == 12.25
    with pytest.raises(UsageError, match="made for no unit in particular: name the unit with --unit"):
        read_filled_sheet(survey, SECOND, for_all, extract=folder)


def test_another_unit_is_named_and_an_unknown_one_is_called_so(tmp_path: Path) -> None:
    survey = write_survey(tmp_path / "survey")
    sheet, _ = filled(survey, tmp_path / "A1", 13.0, unit="A1")
    with pytest.raises(HelpSheetError, match="expected one of the unit B1; to mend it, name the unit A1"):
        read_filled_sheet(survey, SECOND, sheet, unit="B1")
    with pytest.raises(UsageError, match="no unit of the round has the code Z9"):
        read_filled_sheet(survey, SECOND, sheet, unit="Z9")
