"""The help sheet: what is filled in comes back wherever it was moved; it is locked, sums up, is the same twice."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kartlegg.forms.help_sheet.read import Diff, read_help_sheet
from kartlegg.forms.help_sheet.stamp import UnitOnSheet, stamp_of
from kartlegg.forms.help_sheet.write import write_help_sheet
from kartlegg.forms.wording import FormLanguage
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounds import load_round, load_survey, round_folder
from tests.forms.small_form import ROUND, STAFF, SURVEY, small_form
from tests.house.checkout import CHECKOUT
from tests.report.office import converted

FORM = small_form()
UNIT = UnitOnSheet("A1", "Hillside")
STAMP = stamp_of(FORM, SURVEY, ROUND, UNIT.code)
ASKED = {code: variable for code, variable in FORM.variables.items() if variable.asked}
LAST = {"fte_street": 2.5, "fte_quay": 1.0}


def sheet(answers: Answers | None = None, language: FormLanguage = "nb") -> bytes:
    return write_help_sheet(FORM, SURVEY, ROUND, UNIT, language=language, last_round=LAST, answers=answers or {})


def read(content: bytes, current: Answers | None = None) -> Diff:
    return read_help_sheet(content, FORM, STAMP, current or {})


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The file after somebody changed it and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def row_of(page: Worksheet, code: str) -> int:
    """The row in which a code stands."""
    return next(cell.row for row in page.iter_rows() for cell in row if cell.value == code)


def put(book: Workbook, code: str, value: object) -> str:
    """Write in the cell of a variable; return its address."""
    page = next(page for page in book for row in page.iter_rows() for cell in row if cell.value == code)
    page.cell(row_of(page, code), 2).value = value
    return f"B{row_of(page, code)}"


def answers_to(variable: Variable) -> st.SearchStrategy[object]:
    match variable.type:
        case "choice":
            return st.sampled_from([option.code for option in variable.options])
        case "tick":
            return st.just(1.0)
        case "text":
            return st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=20)
        case "number":
            places = variable.decimals or 0
            return st.integers(0, 400 * 10**places).map(lambda number: number / 10**places)


ANSWERS = st.fixed_dictionaries({}, optional={code: answers_to(variable) for code, variable in ASKED.items()})


def with_boxes(answers: Answers) -> dict[str, object]:
    """The answers, with the boxes that were left empty beside a ticked one."""
    ticked = {(v.question, v.row) for code, v in ASKED.items() if v.type == "tick" and code in answers}
    boxes = {code: 0.0 for code, v in ASKED.items() if v.type == "tick" and (v.question, v.row) in ticked}
    return boxes | dict(answers)


@settings(max_examples=12)
@given(ANSWERS, st.sampled_from(["nb", "nn"]))
def test_what_is_filled_in_comes_back(answers: Answers, language: FormLanguage) -> None:
    found = read(sheet(answers, language))
    assert found.answers == with_boxes(answers)
    assert found.remarks == ()
    assert read(sheet(answers, language), with_boxes(answers)).rows == ()


def test_the_same_input_gives_the_same_bytes() -> None:
    assert sheet({"night": "yes"}) == sheet({"night": "yes"})


def test_typed_words_and_numbers_are_understood() -> None:
    def fill(book: Workbook) -> None:
        for code, value in {
            "fte_street": "12,5",
            "fte_quay": 0.1 + 0.2,
            "night": " JA ",
            "fuel": "Olje, rein",
            "tools_ladder": "X",
            "tools_cloth": True,
            "lamps": "1 234",
            "why": 12,
        }.items():
            put(book, code, value)

    found = read(changed(sheet(), fill), {"fte_quay": 1.0})
    assert found.answers == {
        "fte_street": 12.5,
        "fte_quay": 0.3,
        "night": "yes",
        "fuel": "oil",
        "tools_ladder": 1.0,
        "tools_cloth": 1.0,
        "tools_none": 0.0,
        "tools_other": 0.0,
        "lamps": 1234.0,
        "why": "12",
    }
    quay = next(row for row in found.rows if row.variable == "fte_quay")
    assert (quay.sheet, quay.cell, quay.old, quay.new) == ("1 Lampevakter", "B9", 1.0, 0.3)


def test_a_wrong_cell_is_told_with_its_place_and_leaves_the_rest() -> None:
    places: dict[str, str] = {}

    def fill(book: Workbook) -> None:
        wrong = {"fte_street": 901, "night": "kanskje", "tools_cloth": "litt", "lamps": "mange", "why": "a" * 201}
        places.update({code: put(book, code, value) for code, value in wrong.items()})
        put(book, "fte_quay", "=1+1")
        put(book, "liked_oil", "Nei")

    found = read(changed(sheet(language="nn"), fill))
    told = {row.variable: (row.cell, row.problem.reason) for row in found.rows if row.problem}
    assert told == {
        "fte_street": (places["fte_street"], "too_large"),
        "fte_quay": ("B9", "formula_without_result"),
        "night": (places["night"], "not_an_option"),
        "tools_cloth": (places["tools_cloth"], "not_a_tick"),
        "lamps": (places["lamps"], "not_a_number"),
        "why": (places["why"], "too_long"),
    }
    assert found.answers == {"liked_oil": "no"}
    said = {row.variable: row.told for row in found.rows}
    assert "found a formula without a result" in said["fte_quay"]
    assert said["fte_street"] == "found 901; expected 900 or less"
    assert said["night"] == "found 'kanskje'; expected one of Ja (yes), Nei (no), Veit ikkje (do_not_know)"
    assert said["liked_oil"] == "blank -> Nei (no)"


def test_numbers_are_told_as_they_are_seen() -> None:
    def fill(book: Workbook) -> None:
        for code, value in {"fte_quay": 1e9, "fte_street": -2.5, "fte_trained": 1e20, "fte_untrained": 3.5}.items():
            put(book, code, value)
        put(book, "tools_ladder", "x")

    found = read(changed(sheet(), fill), {"fte_untrained": 1200.25, "tools_cloth": 1.0})
    assert {row.variable: row.told for row in found.rows} == {
        "fte_street": "found −2,5; expected 0 or more",
        "fte_quay": "found 1000000000; expected 100000 or less",
        "fte_trained": "found a number of more than 15 digits; expected 100000 or less",
        "fte_untrained": "1200,25 -> 3,5",
        "tools_ladder": "blank -> x",
        "tools_cloth": "x -> not ticked",
        "tools_none": "blank -> not ticked",
        "tools_other": "blank -> not ticked",
    }
    assert found.answers.keys() & {"fte_street", "fte_quay", "fte_trained"} == set()


def test_a_cell_is_read_by_what_its_question_asks_for() -> None:
    def fill(book: Workbook) -> None:
        for code, value in {"fte_street": "#REF!", "fte_quay": True, "fte_trained": 987654, "why": 12.5}.items():
            put(book, code, value)

    endless = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(changed(sheet(), fill))) as old, zipfile.ZipFile(endless, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>987654</v>", b"<v>" + b"9" * 400 + b"</v>"))
    found = read(endless.getvalue())
    assert found.answers == {"why": "12,5"}
    assert {row.variable: row.problem.reason for row in found.rows if row.problem} == {
        "fte_street": "error_cell",
        "fte_quay": "not_a_number",
        "fte_trained": "too_large",
    }


def test_a_deleted_sheet_is_named_with_the_number_of_its_lines() -> None:
    def delete(book: Workbook) -> None:
        del book["2 Arbeidet dag natt"]
        staff = book["1 Lampevakter"]
        staff.delete_rows(row_of(staff, "fte_quay"))

    found = read(changed(sheet(), delete))
    asked = [code for code, variable in ASKED.items() if variable.section == "work"]
    assert [(remark.reason, remark.sheet, remark.found) for remark in found.remarks] == [
        ("lines_gone", "1 Lampevakter", "1 line is not in the file: fte_quay"),
        ("sheet_gone", "2 Arbeidet dag natt", f"the sheet is gone: {len(asked)} lines are not in the file"),
    ]


def test_of_many_lost_lines_the_first_are_named() -> None:
    def delete(book: Workbook) -> None:
        work = book["2 Arbeidet dag natt"]
        work.delete_rows(row_of(work, "fuel"), work.max_row - row_of(work, "fuel"))

    (remark,) = read(changed(sheet(), delete)).remarks
    assert re.fullmatch(r"\d+ lines are not in the file: (\w+, ){4}\w+ and \d+ more", remark.found)


def test_sorted_rows_moved_columns_new_sheets_and_names_change_nothing() -> None:
    answers = {"fte_street": 3.0, "fte_quay": 4.0, "night": "no", "why": "Derfor"}

    def move(book: Workbook) -> None:
        staff = book["1 Lampevakter"]
        rows = [[cell.value for cell in row] for row in staff.iter_rows(min_row=5)]
        for number, row in enumerate(sorted(rows, key=lambda row: str(row[0])), 5):
            for column, value in enumerate(row, 1):
                staff.cell(number, column).value = value
        staff.insert_cols(1, 2)
        staff.insert_rows(1, 3)
        staff.title = "Vaktene"
        book["2 Arbeidet dag natt"].insert_cols(2)
        own = book.create_sheet("Notater", 0)
        own["A1"], own["B1"], own["F7"] = "Husk", "fte_street", "night"

    found = read(changed(sheet(answers), move))
    assert found.answers == answers
    assert {row.sheet for row in found.rows} == {"Vaktene", "2 Arbeidet dag natt"}
    assert next(row.cell for row in found.rows if row.variable == "night").startswith("C")


def test_a_copied_sheet_and_lost_lines_are_told() -> None:
    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(book["1 Lampevakter"])
        copy.cell(row_of(copy, "fte_quay"), 2).value = 9
        copy.cell(row_of(copy, "fte_street"), 2).value = None
        copy.cell(30, copy.max_column).value = "fte_moon"
        work = book["2 Arbeidet dag natt"]
        work.delete_rows(row_of(work, "why"))

    found = read(changed(sheet({"fte_quay": 4.0, "fte_street": 2.0}), change))
    assert found.answers == {"fte_quay": 4.0, "fte_street": 2.0}
    assert [(remark.reason, remark.sheet) for remark in found.remarks] == [
        ("answered_twice", "1 Lampevakter Copy"),
        ("unknown_code", "1 Lampevakter Copy"),
        ("lines_gone", "2 Arbeidet dag natt"),
    ]
    assert found.remarks[2].found == "1 line is not in the file: why"


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(sheet({"fte_street": 3.0, "fte_quay": 1.0, "fte_trained": 3.5})))


def test_only_cells_to_fill_in_are_unlocked(book: Workbook) -> None:
    for page in book.worksheets:
        assert page.protection.sheet
        assert page.protection.password is None
        assert not page.merged_cells.ranges
    for page in book.worksheets[1:3]:
        unlocked = {cell.row for row in page.iter_rows() for cell in row if not cell.protection.locked}
        asked = {cell.row for row in page.iter_rows() for cell in row if cell.value in ASKED}
        assert unlocked == asked


def test_a_sheet_says_what_it_is_and_prints_on_a4(book: Workbook) -> None:
    for page in book.worksheets[:-1]:
        assert page["A1"].value
        assert page.page_setup.paperSize == 9
        assert (page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    staff = book["1 Lampevakter"]
    assert staff["A1"].value == "1 Lampevakter"
    assert (staff.freeze_panes, staff.print_title_rows) == ("B5", "$4:$4")
    assert [cell.value for cell in staff[4]] == [
        "Spørsmål",
        "Svar",
        "Forrige runde (2030)",
        "Sum fra kollegaer",
        "Veiledning",
        None,
    ]
    assert book.sheetnames == [
        "Forside",
        "1 Lampevakter",
        "2 Arbeidet dag natt",
        "K1 Gatelamper",
        "K2 Kailamper",
        "Lister",
    ]
    assert book["Lister"].sheet_state == "veryHidden"


def test_what_excel_lets_in_is_limited(book: Workbook) -> None:
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2)
        for rule in book["2 Arbeidet dag natt"].data_validations.dataValidation
    }
    work = book["2 Arbeidet dag natt"]
    assert rules[f"B{row_of(work, 'night')}"] == ("list", "liste_1", None)
    assert rules[f"B{row_of(work, 'tools_ladder')}"] == ("list", '"x,1,0"', None)
    assert rules[f"B{row_of(work, 'lamps')}"] == ("whole", "0", "5000.0")
    assert rules[f"B{row_of(work, 'why')}"] == ("textLength", "200", None)
    names = book.defined_names["liste_1"].attr_text
    assert [cell[0].value for cell in book["Lister"][names.partition("!")[2].replace("$", "")]] == [
        "Ja",
        "Nei",
        "Vet ikke",
    ]


def test_routing_is_said_in_words(book: Workbook) -> None:
    work = book["2 Arbeidet dag natt"]
    assert work.cell(row_of(work, "fuel"), 3).value == "Svar bare hvis dere svarer «Ja» på spørsmål 2.1. " + (
        "Velg fra listen i cellen."
    )
    assert work.cell(row_of(work, "lamps"), 3).value == (
        "Svar bare hvis «Gatelamper» i spørsmål 1.1 er større enn 3. Antall. Fra 0 til 5000."
    )
    grey = {str(cells.sqref).partition(":")[0]: rule for cells in work.conditional_formatting for rule in cells.rules}
    assert grey[f"A{row_of(work, 'liked_hat')}"].formula[0].startswith("NOT(AND(OR(($B$")
    assert f"A{row_of(work, 'lamps')}" not in grey  # the sheet cannot see the other sheet


ERRORS = ("#VALUE!", "#NAME?", "#REF!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "Err:")


@pytest.mark.office
@pytest.mark.parametrize("form", ["small", "real"])
def test_no_cell_of_a_blank_sheet_is_an_error(form: str, tmp_path: Path) -> None:
    survey = CHECKOUT / "survey" / "is248"
    content = (
        sheet()
        if form == "small"
        else write_help_sheet(
            load_questionnaire(round_folder(survey, 2021)), load_survey(survey), load_round(survey, 2021)
        )
    )
    book = openpyxl.load_workbook(converted(content, ".xlsx", "xlsx", tmp_path), data_only=True)
    cells = [
        (page.title, cell) for page in book for row in page.iter_rows() for cell in row if cell.value is not None
    ]
    assert len(cells) > 50
    assert [(name, cell.coordinate) for name, cell in cells if str(cell.value).startswith(ERRORS)] == []


@pytest.mark.parametrize(
    ("within", "language", "told"),
    [
        (0.005, "nb", "Avviket skal være 0. Se over tallene."),
        (0.005, "nn", "Avviket skal vere 0. Sjå over tala."),
        (1.0, "nb", "Avviket skal være høyst 1. Se over tallene."),
    ],
)
def test_a_difference_says_how_large_it_may_be(within: float, language: FormLanguage, told: str) -> None:
    first, second = STAFF["questions"]
    form = small_form(questions=[first, {**second, "control": {"of": "fte", "within": within}}])
    book = openpyxl.load_workbook(io.BytesIO(write_help_sheet(form, SURVEY, ROUND, language=language)))
    formulas = [cell.value for row in book.worksheets[1].iter_rows() for cell in row if "ABS(" in str(cell.value)]
    assert len(formulas) == 1
    assert f'"{told}"' in formulas[0]


def test_the_cover_tells_the_version_to_people_and_no_form_to_send_it_to(book: Workbook) -> None:
    cover = [str(cell.value) for row in book["Forside"].iter_rows() for cell in row if cell.value is not None]
    assert STAMP.definition[:7] in cover
    assert not [text for text in cover if str(STAMP) in text or "skjemaet. Dere ser" in text]
    assert book["Lister"]["B1"].value == str(STAMP)
    assert "1 Lampevakter" in [row[1].value for row in book["Forside"].iter_rows()]


@pytest.mark.office
def test_sums_controls_and_colleagues_are_worked_out(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        put(book, "fte_street", 3)
        put(book, "fte_quay", 1.5)
        put(book, "fte_trained", 4)
        colleagues = book["K1 Gatelamper"]
        colleagues["B6"], colleagues["C6"], colleagues["C7"] = 1, 2, 0.25

    path = converted(changed(sheet(), fill), ".xlsx", "xlsx", tmp_path)
    staff = openpyxl.load_workbook(path, data_only=True)["1 Lampevakter"]
    found = {row[0].value: (row[1].value, row[3].value) for row in staff.iter_rows(min_row=5)}
    assert found["Gatelamper"] == (3, 3.25)
    assert found["Alle"][0] == 4.5
    assert found["Utlærte"] == (4, 3)
    assert found["Andre"] == (None, 0.25)
    assert found["I alt"][0] == 4
    assert found["Avvik fra «Alle» på arket «1 Lampevakter»"][0] == -0.5
    assert read(path.read_bytes()).answers == {"fte_street": 3.0, "fte_quay": 1.5, "fte_trained": 4.0}
