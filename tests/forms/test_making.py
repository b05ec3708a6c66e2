"""The command that writes the forms of a round: files of a unit, last round's figures, and what is refused."""

import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from pyxform.xls2xform import convert

from kartlegg.cli import main
from kartlegg.forms.help_sheet.colleagues import plan_colleagues
from kartlegg.forms.help_sheet.plan import plan_sheets
from kartlegg.forms.help_sheet.read import read_help_sheet
from kartlegg.forms.help_sheet.stamp import stamp_of
from kartlegg.forms.making import MAKERS
from kartlegg.forms.wording import FORM_LANGUAGES
from kartlegg.forms.xlsform.read import read_xlsform
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import read_round_extract
from tests import built
from tests.built import ROUND, SURVEY

extract_folder, inputs, shared = built.extract_folder, built.inputs, built.shared


def form(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, ["--survey", str(SURVEY), "form", str(ROUND), *map(str, arguments)])


def test_the_forms_of_a_unit_are_written_with_last_rounds_figures(
    tmp_path: Path, extract_folder: Path, inputs: Inputs
) -> None:
    out, extract = tmp_path / "forms", read_round_extract(extract_folder, inputs)
    unit = extract.last_round.join(extract.units, on="unit", how="semi")["unit"][0]
    done = form("--format", "xlsx,xlsform", "--unit", unit, "--extract", extract_folder, "--out", out)
    told = f"wrote {out}/{unit}-help-sheet.xlsx\nwrote {out}/{unit}-xlsform.xlsx\n"
    assert (done.exit_code, done.stdout) == (0, told)
    content = (out / f"{unit}-help-sheet.xlsx").read_bytes()
    expected = stamp_of(inputs.questionnaire, inputs.survey, inputs.this_round, unit)
    assert read_help_sheet(content, inputs.questionnaire, expected, {}).rows == ()
    staff = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    heads = [cell.value for cell in staff[4]]
    last = heads.index("Forrige runde (2020)")
    assert any(isinstance(row[last].value, int | float) for row in staff.iter_rows(min_row=5))


def test_the_real_form_as_xlsform_is_taken_without_a_warning(tmp_path: Path, inputs: Inputs) -> None:
    assert form("--format", "xlsform", "--out", tmp_path / "forms").exit_code == 0
    content = (tmp_path / "forms" / "xlsform.xlsx").read_bytes()
    assert list(convert(xlsform=io.BytesIO(content), validate=False, warnings=[]).warnings) == []
    assert list(read_xlsform(content).variables) == list(inputs.questionnaire.variables)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_every_question_of_the_real_form_has_its_cell(inputs: Inputs, language: str) -> None:
    plan = plan_sheets(inputs.questionnaire, language)
    assert list(plan.places) == list(inputs.questionnaire.variables)
    names = [sheet.name for sheet in (*plan.sheets, *plan_colleagues(inputs.questionnaire, language))]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 31


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--format", "odt"), f"there is no format odt; there are {', '.join(MAKERS)}"),
        (("--format", "xlsx", "--unit", "0000"), "no unit of the round has the code 0000"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    done = form(*arguments, "--out", tmp_path / "forms")
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / "forms").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = form("--format", "xlsform", "--out", tmp_path)
    assert (done.exit_code, "holds mine.txt, which this command does not write" in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_forms_are_replaced_but_none_that_somebody_may_have_written_in(tmp_path: Path) -> None:
    for formats in ("xlsform", "xlsform,xlsx", "xlsform,xlsx"):
        done = form("--format", formats, "--out", tmp_path / "forms")
        assert done.exit_code == 0, done.output
    sheet = tmp_path / "forms" / "help-sheet.xlsx"
    sheet.write_bytes(sheet.read_bytes() + b"written in")
    for formats in ("xlsx", "xlsform"):
        done = form("--format", formats, "--out", tmp_path / "forms")
        assert (done.exit_code, f"somebody may have written in {sheet}" in done.stderr) == (2, True)
    assert sheet.read_bytes().endswith(b"written in")
