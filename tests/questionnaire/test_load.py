"""A questionnaire is read whole; what does not hang together in it is told with file and line."""

from pathlib import Path

import pytest

from kartlegg.errors import DefinitionError
from kartlegg.language import Text
from kartlegg.questionnaire.load import load_questionnaire
from tests.tiny.survey import FIRST, SECOND, change, write_survey

STAFF, HOURS = (f"rounds/{SECOND}/questionnaire/{name}.yaml" for name in ("01_staff", "02_hours"))


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return write_survey(tmp_path)


def test_variables_stand_in_the_order_of_the_form(survey: Path) -> None:
    variables = load_questionnaire(survey / "rounds" / str(SECOND)).variables
    assert list(variables) == [
        "fte_adults_street",
        "fte_adults_quay",
        "fte_adults",
        "fte_children_school",
        "fte_children",
        "fte_total",
        "dusk",
        "dawn",
        "hours",
    ]
    assert [code for code, of in variables.items() if not of.asked] == [
        "fte_adults",
        "fte_children",
        "fte_total",
        "hours",
    ]


def test_a_variable_holds_what_its_grid_says(survey: Path) -> None:
    variables = load_questionnaire(survey / "rounds" / str(SECOND)).variables
    street, quay = variables["fte_adults_street"], variables["fte_adults_quay"]
    assert (street.label, street.short) == (Text("Gatelamper", "Street lamps"), Text("Gate", "Street"))
    assert quay.short == quay.label
    assert (street.measure, street.target_group, street.dimension) == ("fte", "adults", "service")
    assert variables["fte_adults"].dimension == "total"  # the sum of services is no service
    assert variables["hours"].dimension == "pathway"
    assert variables["fte_total"].parts == ("fte_adults", "fte_children")


def test_each_round_has_a_form_of_its_own(survey: Path) -> None:
    assert "hours" not in load_questionnaire(survey / "rounds" / str(FIRST)).variables


def test_no_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"questionnaire: \[no-file\] found no sections.*add questionnaire"):
        load_questionnaire(tmp_path)


WRONG = {
    "code of another section": (
        HOURS,
        "variable: dawn",
        "variable: fte_adults",
        "variable: fte_adults",
        "used before",
    ),
    "code twice in a grid": (
        STAFF,
        "variable: fte_adults_quay",
        "variable: fte_adults_street",
        "Kailamper",  # the second of the two
        "a code used before",
    ),
    "unknown part": (HOURS, "[dusk, dawn]", "[dusk, dwan]", "parts", "the unknown part dwan"),
    "part twice": (HOURS, "[dusk, dawn]", "[dusk, dawn, dusk]", "parts", "dusk counted twice"),
    "part below a part": (
        STAFF,
        "[fte_adults, fte_children]",
        "[fte_adults, fte_adults_quay]",
        "variable: fte_total",
        "fte_adults_quay counted twice",
    ),
    "sum of itself": (HOURS, "[dusk, dawn]", "[dusk, hours]", "variable: hours", "a sum that holds itself"),
    "sum without parts": (HOURS, "parts: [dusk, dawn]", "parts: []", "variable: hours", "a sum without parts"),
    "row with parts": (HOURS, "en: Dawn}", "en: Dawn}, parts: [dusk]", "variable: dawn", "a row with parts"),
    "unknown control": (HOURS, "of: fte_adults,", "of: fte_adult,", "control:", "the unknown variable fte_adult"),
    "negative control": (HOURS, "within: 0.5", "within: -1", "control:", "greater than or equal to 0"),
}


@pytest.mark.parametrize(("name", "old", "new", "spot", "told"), WRONG.values(), ids=WRONG)
def test_a_fault_is_told_where_it_stands(survey: Path, name: str, old: str, new: str, spot: str, told: str) -> None:
    path = change(survey, name, old, new)
    with pytest.raises(DefinitionError) as error:
        load_questionnaire(survey / "rounds" / str(SECOND))
    fault = next(fault for fault in error.value.faults if told in str(fault))
    assert fault.file == path
    assert fault.line is not None
    assert spot in path.read_text(encoding="utf-8").splitlines()[fault.line - 1]


def test_two_sums_that_hold_each_other_are_told(survey: Path) -> None:
    change(survey, STAFF, "[fte_children_school]", "[fte_total]")
    with pytest.raises(DefinitionError) as error:
        load_questionnaire(survey / "rounds" / str(SECOND))
    assert [fault.column for fault in error.value.faults] == ["fte_children", "fte_total"]


def test_every_fault_is_told_at_once(survey: Path) -> None:
    change(survey, STAFF, "[fte_children_school]", "[x, y]")
    change(survey, HOURS, "of: fte_adults,", "of: z,")
    change(survey, HOURS, "variable: dusk", "variable: fte_total")
    with pytest.raises(DefinitionError) as error:
        load_questionnaire(survey / "rounds" / str(SECOND))
    told = [(Path(fault.file).name, fault.column) for fault in error.value.faults]
    assert told == [
        ("01_staff.yaml", "fte_children"),
        ("01_staff.yaml", "fte_children"),
        ("02_hours.yaml", "hours.control.of"),
        ("02_hours.yaml", "fte_total"),
        ("02_hours.yaml", "hours"),
    ]
