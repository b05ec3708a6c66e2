"""Formulas of the help sheet: when a line is open as far as its sheet can tell, and what the sums are made of."""

import io

import openpyxl
import pytest

from kartlegg.forms.help_sheet.formulas import OpenWhen, sum_formula, total
from kartlegg.forms.help_sheet.write import write_help_sheet
from tests.forms.small_form import ROUND, STAFF, SURVEY, small_form, w

FORM = small_form()
PLACES = {code: ("here", row) for row, code in enumerate(FORM.variables)} | {"fte": ("there", 1)}
ROWS = {code: row + 1 for code, (_, row) in PLACES.items()}
OPEN = OpenWhen(PLACES, "here", FORM.variables, lambda variable, code: f'{code.upper()}"')


@pytest.mark.parametrize(
    ("condition", "formula"),
    [
        ("night is yes", 'AND(OR($B${night}="YES"""))'),
        ("night is not yes", 'AND(AND(LEN($B${night}&"")>0,NOT(OR($B${night}="YES"""))))'),
        ("why is answered", 'AND(LEN($B${why}&"")>0)'),
        ("why is not blank", 'AND(NOT(LEN($B${why}&"")=0))'),
        ("tools_cloth is ticked", 'AND(OR(($B${tools_cloth}&"")="x",($B${tools_cloth}&"")="1"))'),
        ("any of (why, night) is answered", 'AND(OR(LEN($B${why}&"")>0,LEN($B${night}&"")>0))'),
        ("all of (why, night) is answered", 'AND(AND(LEN($B${why}&"")>0,LEN($B${night}&"")>0))'),
        ("none of (why, night) is answered", 'AND(NOT(OR(LEN($B${why}&"")>0,LEN($B${night}&"")>0)))'),
        ("lamps != 3", "AND(AND(ISNUMBER($B${lamps}),$B${lamps}<>3))"),
        ("lamps between 1 and 2.5", "AND(AND(ISNUMBER($B${lamps}),$B${lamps}>=1,$B${lamps}<=2.5))"),
        ("why is blank and lamps > 3", 'AND(AND(LEN($B${why}&"")=0,AND(ISNUMBER($B${lamps}),$B${lamps}>3)))'),
        ("why is blank or lamps > 3", 'AND(OR(LEN($B${why}&"")=0,AND(ISNUMBER($B${lamps}),$B${lamps}>3)))'),
    ],
)
def test_a_condition_becomes_a_formula(condition: str, formula: str) -> None:
    for code, row in ROWS.items():
        formula = formula.replace(f"{{{code}}}", str(row))
    assert OPEN.formula((condition,)) == formula


@pytest.mark.parametrize(
    "condition",
    ["fte > 3", "last.lamps > 3", "register.kind is agency", "lamps > 2 * 3", "not lamps > 3", "lamps within 1 of 3"],
)
def test_what_the_sheet_cannot_tell_is_left_to_words(condition: str) -> None:
    assert OPEN.formula((condition, "night is yes")) is None


def test_a_sum_is_empty_where_nothing_is_answered() -> None:
    assert sum_formula(["$B$3", "$B$4", "$B$5"]) == '=IF(COUNT($B$3:$B$5)=0,"",SUM($B$3:$B$5))'
    assert sum_formula(["$B$3", "'a'!$B$4"]) == "=IF(COUNT($B$3,'a'!$B$4)=0,\"\",SUM($B$3,'a'!$B$4))"
    assert total({}, FORM.variables, ["fte"]) is None
    assert total({"fte_street": 0.1, "fte_quay": 0.2}, FORM.variables, ["fte", "fte_trained"]) == 0.3


def test_a_service_that_nothing_divides_has_one_line() -> None:
    services = STAFF["questions"][:1]
    book = openpyxl.load_workbook(io.BytesIO(write_help_sheet(small_form(questions=services), SURVEY, ROUND)))
    sheet = book["K1 Gatelamper"]
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == ["Årsverk i tjenesten", "Gatelamper", "Sum"]


def test_the_second_way_of_dividing_is_held_against_the_first() -> None:
    again = {
        "type": "numbers",
        "code": "shifts",
        "text": w("Når på dagen?", "Når på dagen?", "When?"),
        "measure": "fte",
        "dimension": "pathway",
        "control": {"of": "fte", "within": 1},
        "rows": [{"variable": "fte_dusk", "label": w("Kveld")}],
    }
    form = small_form(questions=[*STAFF["questions"], again])
    sheet = openpyxl.load_workbook(io.BytesIO(write_help_sheet(form, SURVEY, ROUND)))["K1 Gatelamper"]
    found = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5)}
    assert found["Avvik fra summen øverst"] == '=IF(OR(COUNT(B12)=0,COUNT(B8)=0),"",ROUND(B12-B8,6))'
