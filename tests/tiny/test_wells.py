"""A second survey, of another country, goes the whole way through the same engine: nothing there knows the first."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pyreadstat
import pytest
from click.testing import CliRunner, Result
from docx import Document
from lxml import etree
from pypdf import PdfReader

from kartlegg.cli import main
from kartlegg.codebook.making import CODEBOOK_FORMATS
from kartlegg.exchange.extract import write_extract
from kartlegg.exchange.release import Release, read_release
from kartlegg.forms.help_sheet.book import ANSWER_MARK, CODE_MARK
from kartlegg.pipeline.edit import replies_of
from kartlegg.pipeline.inputs import Inputs, load_inputs
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.questionnaire.questions import Question
from kartlegg.questionnaire.routing import Routing

WELLS = Path(__file__).parent / "wells"
YEAR = 2033
NORTH = {"W01", "W02", "W04", "W05", "W08"}

Told = dict[str, dict[str, str]]


def wells(*arguments: object) -> Result:
    """Run a command on the survey of wells."""
    return CliRunner().invoke(main, ["--survey", str(WELLS), *map(str, arguments)])


def done(*arguments: object) -> str:
    """Run a command and return what it told; it must go well."""
    result = wells(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the extract, the release, the forms and the codebook, all made by commands."""
    folder = tmp_path_factory.mktemp("wells")
    extract = folder / "extract"
    done("sample", YEAR, "--out", extract)
    done("run", YEAR, "--extract", extract, "--out", folder / "release", "--no-cache")
    done("form", YEAR, "--format", "pdf,docx,xlsform", "--out", folder / "blank")
    of_unit = ("--unit", "W02", "--language", "nn", "--extract", extract)
    done("form", YEAR, "--format", "reply,xlsx", *of_unit, "--out", folder / "unit")
    done("codebook", YEAR, "--extract", extract, "--texts", "--out", folder / "codebook")
    return folder


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """The definition of the round."""
    return load_inputs(WELLS, YEAR)


@pytest.fixture(scope="module")
def told(made: Path) -> Told:
    """What each unit answered, read from the files without the engine; no corrections."""
    found: Told = {}
    for name, column in (("replies.csv", "value"), ("texts.csv", "text")):
        for row in rows_of(made / "extract" / name):
            found.setdefault(row["unit"], {})[row["variable"]] = row[column]
    return found


@pytest.fixture(scope="module")
def release(made: Path) -> Release:
    """The release as it is read back."""
    return read_release(made / "release")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def units(told: Told, true: Callable[[dict[str, str]], bool]) -> set[str]:
    """The units of which something is true."""
    return {unit for unit, own in told.items() if true(own)}


def pdf_text(path: Path) -> str:
    """All text of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_number_is_traced_to_the_replies_behind_it(made: Path) -> None:
    told = done("trace", YEAR, "1.1", "deep", "--extract", made / "extract")
    exact = float(read_release(made / "release").table("1.1").cell("deep", f"y{YEAR}").value or 0)
    assert told.startswith("INTERNAL: ")
    assert f"sum: deep, Dype brønner: {exact:g}" in told
    assert "01_wells.tables.yaml:10" in told
    out = made / "trace.csv"
    done("trace", YEAR, "1.1", "deep", "--extract", made / "extract", "--format", "csv", "--out", out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()[1:]))
    assert sum(float(row["value"] or 0) for row in rows) == pytest.approx(exact)
    assert all(row["where"] for row in rows)


def test_it_has_every_type_of_question_and_no_code_of_the_first_survey(inputs: Inputs) -> None:
    types = {question.type for question in inputs.questionnaire.questions.values()}
    assert types == {kind.model_fields["type"].annotation.__args__[0] for kind in Question.__args__[0].__args__}
    assert {"size_group", "county"}.isdisjoint(inputs.groupings)
    assert not list((WELLS / "places").glob("changes.csv")) + list((WELLS / "places").glob("positions.csv"))


def test_check_finds_nothing() -> None:
    assert done("check") == "round 2033: 27 variables, 12 places, 2 tables: no faults\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "remedy"),
    [
        (
            "rounds/2033/questionnaire/02_upkeep.yaml",
            "register.province is",
            "register.provinc is",
            "register.province",
        ),
        (
            "rounds/2033/questionnaire/02_upkeep.yaml",
            "register.province is north",
            "register.province is nrth",
            "north",
        ),
        ("rounds/2033/checks/01_wardens.yaml", "register.band is", "register.county is", "one of kind, "),
    ],
)
def test_rules_may_ask_for_the_groupings_of_this_survey_only(
    tmp_path: Path, file: str, old: str, new: str, remedy: str
) -> None:
    for path in WELLS.rglob("*.*"):
        copy = tmp_path / path.relative_to(WELLS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    result = CliRunner().invoke(main, ["--survey", str(tmp_path), "check"])
    assert result.exit_code == 1, result.output
    line, *pages = result.stderr.splitlines()
    assert pages
    assert all(Path(page.partition(": see ")[2]).is_file() for page in pages), result.stderr
    assert all(told in line for told in (f"{Path(file).name}:", new, remedy)), result.stderr


def test_counts_cost_figures_by_the_sizes_of_this_survey(made: Path) -> None:
    lines = done("counts", YEAR, "--extract", made / "extract").splitlines()
    assert "2 sections, 12 questions, 24 variables that are asked, 3 sums that are worked out." in lines
    heads, _, *rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")][-5:]
    assert heads[3:] == ["Expected, few", "Expected, many", "Expected, quarters"]
    few, many, _ = map(int, rows[-1][3:])
    assert many - few >= 4 * (4 - 1)  # four figures, at one minute and at four


def test_coverage_names_what_the_catalogue_forgot() -> None:
    page = done("coverage", YEAR)
    assert "4 entries of the catalogue, 0 without a question here." in page
    assert "| `wardens` | Årsverk i brønnvakt | numbers | all | `wardens_by_well`, `wardens_by_time` |" in page
    assert page.count("\n- `") == 6


def test_the_blank_form_asks_everything_on_paper_and_in_word(made: Path, inputs: Inputs) -> None:
    paper = " ".join(pdf_text(made / "blank" / "form.pdf").split())
    document = Document(str(made / "blank" / "form.docx"))
    word = "\n".join(one.text for one in document.paragraphs)
    for question in inputs.questionnaire.questions.values():
        assert question.text.nb in paper
        assert question.text.nb in word
    assert "Svar bare hvis dere svarer «Ja» på spørsmål 1.3." in paper
    assert "Svar bare hvis det dere svarer for ikke er en etat." in word


def test_the_form_of_a_unit_shows_what_it_answered_and_was_not_asked(made: Path, told: Told) -> None:
    paper = pdf_text(made / "unit" / "W02-reply.pdf")
    assert "Bekkmo" in paper
    assert told["W02"]["deep"].replace(".", ",") in paper
    assert (told["W02"]["guard"], "Ikkje aktuelt" in paper) == ("no", True)


def test_the_xlsform_routes_across_pages(made: Path) -> None:
    book = openpyxl.load_workbook(made / "blank" / "xlsform.xlsx", read_only=True)
    heads, *rows = book["survey"].iter_rows(values_only=True)
    survey = {row[heads.index("name")]: dict(zip(heads, row, strict=True)) for row in rows if row[1]}
    assert survey["tools"]["type"].startswith("select_multiple")
    assert survey["tools"]["relevant"] == "${guard} = 'yes'"
    assert survey["ropes"]["relevant"] == "selected(${tools}, 'rope')"
    assert "none" in survey["tools"]["constraint"]


def test_a_filled_in_help_sheet_tells_what_would_change(made: Path, told: Told, tmp_path: Path) -> None:
    filled, file = {"deep": 4, "guard": "Ja", "tools_rope": "x", "ropes": 99}, tmp_path / "filled.xlsx"
    book = openpyxl.load_workbook(made / "unit" / "W02-help-sheet.xlsx")
    for sheet in book:
        marks = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
        if CODE_MARK in marks:
            for row in range(1, sheet.max_row + 1):
                code = sheet.cell(row, marks[CODE_MARK]).value
                if code in filled:
                    sheet.cell(row, marks[ANSWER_MARK]).value = filled[code]
    book.save(file)
    told_back = wells("import", YEAR, file, "--dry-run", "--unit", "W02", "--extract", made / "extract")
    assert told_back.exit_code == 1  # one cell is no answer
    lines = told_back.stdout.splitlines()
    changes = dict(line.split(": ", 2)[1:] for line in lines if "!" in line)
    assert changes["deep"] == f"{told['W02']['deep'].replace('.', ',')} -> 4"
    assert (changes["guard"], changes["tools_rope"]) == ("Nei (no) -> Ja (yes)", "blank -> x")
    boxes = [changes[f"tools_{box}"] for box in ("pump", "other", "none")]
    assert boxes == ["blank -> not ticked"] * 3  # left without an x
    assert "40" in changes["ropes"]
    assert lines[-1] == "6 answers would change, 1 cell would not be taken in"
    refused = wells("import", YEAR, file, "--dry-run", "--unit", "W01")
    assert (refused.exit_code, "W02" in refused.stderr) == (1, True)


def test_the_codebook_says_the_same_in_every_format(made: Path, told: Told, inputs: Inputs) -> None:
    folder, asked = made / "codebook", inputs.questionnaire.variables
    assert len(CODEBOOK_FORMATS) == 6
    assert [row["code"] for row in rows_of(folder / "variables.csv")] == list(asked)
    page = (folder / "codebook.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / "codebook.xlsx", read_only=True)
    cells = {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    assert all(code in page and code in cells for code in asked)
    ddi = etree.parse(folder / "codebook.xml")
    assert set(asked) <= set(ddi.xpath("//*[local-name()='var']/@name"))
    assert not ddi.xpath("//*[local-name()='nation']")  # no country is told, so none is made up
    for read, name in ((pyreadstat.read_sav, "answers.sav"), (pyreadstat.read_dta, "answers.dta")):
        columns, about = read(folder / name, output_format="dict")
        assert about.number_rows == 12
        guards = dict(zip(columns["unit"], columns["guard"], strict=True))
        assert {unit for unit, value in guards.items() if value == 1} == units(
            told, lambda of: of.get("guard") == "yes"
        )
        assert "mail" not in columns


def test_the_claims_hold_when_counted_by_hand(made: Path, told: Told) -> None:
    yes, answered = (units(told, true) for true in (lambda of: of.get("guard") == "yes", lambda of: "guard" in of))
    assert (len(yes), len(answered)) == (7, 10)
    assert len(yes & NORTH) / len(answered & NORTH) == 0.75
    assert len(units(told, lambda of: of.get("tools_rope") == "1")) == 5
    assert len(units(told, lambda of: of.get("tools_none") == "1")) == 2
    assert len(units(told, lambda of: of.get("water_spring") == "clear")) == 6
    assert sum(float(of["buckets"]) for of in told.values() if "buckets" in of) == 140
    assert [row["theme"] for row in rows_of(made / "extract" / "codings.csv")] == ["rope"] * 3
    assert all(
        told[unit]["wish"].startswith("Eit") == (unit in NORTH) for unit in units(told, lambda of: "wish" in of)
    )
    statuses = {row["unit"]: row["status"] for row in rows_of(made / "extract" / "units.csv")}
    assert (statuses["W07"], list(statuses.values()).count("complete")) == ("none", 10)


def test_the_sample_obeys_the_routing(made: Path, told: Told, inputs: Inputs) -> None:
    for own in told.values():
        is_yes = own.get("guard") == "yes"
        assert is_yes or not any(code.startswith(("tools", "master")) for code in own)
        assert not ("reason" in own and own["guard"] == "yes")
        assert ("ropes" not in own) or own["tools_rope"] == "1"
        assert not (
            own.get("tools_none") == "1" and "1" in (own["tools_rope"], own["tools_pump"], own["tools_other"])
        )
    assert units(told, lambda of: "water_winter" in of) <= NORTH
    assert told["W29"].keys() <= {"deep", "shallow", "day", "night", "guard", "reason", "reason_other_text"}
    given = replies_of(read_round_extract(made / "extract", inputs), inputs)
    routing = Routing(inputs.questionnaire)
    assert all(given.facts[unit].answers.keys() <= routing.shown(given.facts[unit]) for unit in told)


def test_edit_finds_the_slip_and_what_this_survey_asks_about(made: Path, tmp_path: Path) -> None:
    hits: dict[bool, list[dict[str, str]]] = {}
    for reported in (False, True):
        out = tmp_path / f"{reported}.csv"
        how = ("--reported",) if reported else ()
        done("edit", YEAR, "--extract", made / "extract", "--out", out, "--notes", *how)
        hits[reported] = rows_of(out)
    (slip,) = rows_of(made / "extract" / "corrections.csv")
    first = hits[True][0]
    assert (first["unit"], first["check"], first["kind"]) == (slip["unit"], "largest", "outlier")
    assert not [hit for hit in hits[False] if hit["unit"] == slip["unit"] and hit["check"] == "largest"]
    assert [hit["unit"] for hit in hits[False] if hit["check"] == "many_wardens"] == ["W02"]


def test_the_release_adds_up_to_what_was_printed(made: Path, release: Release) -> None:
    printed = {(row["table"], row["row"]): row["value"] for row in rows_of(WELLS / "published" / "tables_2033.csv")}
    assert release.manifest.survey == "WELLS"
    assert release.manifest.findings == ()
    table = release.table("1.2")
    totals = {row.code: cells[0].value for row, cells in zip(table.rows, table.cells, strict=True)}
    assert {code: f"{value:.0f}" for code, value in totals.items() if value is not None} == {
        row: value for (number, row), value in printed.items() if number == "1.2"
    }
    assert table.cell("W01", "rate_wardens").value == pytest.approx(totals["W01"] * 10_000 / 2_000)
    assert table.cell("W29", "rate_wardens").value is None
    assert done("compare", made / "release", "--against", "published/tables_2033.csv").splitlines() == [
        "none differs and 16 are missing, all explained; 16 of these belong to chapters that are not in the release",
        "18 equal, 0 differ, 16 missing",
    ]


def test_a_printed_number_that_is_not_ours_is_told(made: Path, tmp_path: Path) -> None:
    for name in ("tables_2033.csv", "labels.yaml", "differences.yaml"):
        text = (WELLS / "published" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("1.2,W21,Årsverk,15", "1.2,W21,Årsverk,16"), encoding="utf-8")
    found = wells("compare", made / "release", "--against", tmp_path / "tables_2033.csv")
    assert (found.exit_code, found.stdout.splitlines()[0]) == (
        1,
        "differs: table 1.2, W21, Årsverk: printed 16, ours 15",
    )


def test_a_table_is_printed_with_its_words(made: Path) -> None:
    shown = done("table", made / "release", "1.1")
    assert shown.splitlines()[-4:] == [
        "",
        "Alle 12 steder; 1 står som i 2031.",
        "Kilde: Brønnlauget.",
        "i: medregnet tall videreført fra i fjor for enheter som ikke har svart.",
    ]
    assert [line.split()[-2:] for line in shown.splitlines()[2:6]] == [
        ["2033", "i"],  # the mark of the year, told below
        ["50", "60"],
        ["45", "40"],
        ["95", "100"],
    ]
    by_unit = done("table", made / "release", "1.2", "--format", "csv")
    assert ["Bekkmo (W02)" in by_unit, "Bekkmo (W07)" in by_unit] == [True, True]


def test_the_report_says_it_in_every_format(made: Path) -> None:
    report = made / "release" / "report"
    files = {form: next((report / form).glob(f"*.{form}")) for form in ("pdf", "docx", "xlsx")}
    chapter = (report / "html" / "bronner" / "index.html").read_text(encoding="utf-8")
    texts = [pdf_text(files["pdf"]), word_text(files["docx"]), chapter]
    assert all("100 årsverk i 12 steder" in " ".join(text.split()) for text in texts)
    assert "1.1" in " ".join(openpyxl.load_workbook(files["xlsx"], read_only=True).sheetnames)
    assert "Vaktene ble 100" in chapter
    figure = "".join(etree.parse(made / "release" / "figures" / "F1.1.svg").getroot().itertext())
    assert figure.endswith("Dype brønner 60Grunne brønner 40")


def word_text(path: Path) -> str:
    """What a reader sees of a Word file: its words, not the instructions of its fields."""
    with zipfile.ZipFile(path) as archive:
        tree: Any = etree.parse(io.BytesIO(archive.read("word/document.xml")))
    return "".join(words.text or "" for words in tree.getroot().iter("{*}t"))


def test_the_tables_are_audited(made: Path, inputs: Inputs, tmp_path: Path) -> None:
    assert (
        done("tables", YEAR, "--extract", made / "extract", "--format", "json")
        == '{"tables": ["1.1", "1.2"], "findings": [], "hidden": []}\n'
    )
    whole = read_round_extract(made / "extract", inputs)
    write_extract(replace(whole, last_round=whole.last_round.filter(pl.col("unit") != "W07")), tmp_path / "extract")
    _, finding = done("tables", YEAR, "--extract", tmp_path / "extract", "--format", "json").split('"findings": ["')
    assert finding.startswith("W07 Bekkmo has no figure of wardens: it has not replied and last round has nothing")
