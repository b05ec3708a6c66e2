"""XLSForm: pyxform takes it without a warning, and what both can say comes back as it was."""

import io
import string
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from kartlegg.errors import DefinitionError
from kartlegg.forms.xlsform.read import read_xlsform
from kartlegg.forms.xlsform.write import write_xlsform
from kartlegg.forms.xlsform.xpath import relevant_of
from kartlegg.forms.xlsform.xpath_reading import read_relevant
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import DECIMALS
from tests.forms.small_form import ROUND, SURVEY, small_form

LOST = {
    "short",
    "chapter",
    "base",
    "period",
    "since",
    "asked_in",
    "target_group",
    "source",
    "assumed",
    "because",
    "boxes",
    "control",
    "dimension",
    "purpose",
}
"""What a definition says of reporting, which XLSForm has no place for."""


def written(form: Questionnaire) -> bytes:
    return write_xlsform(form, ROUND, SURVEY)


def warnings_of(content: bytes) -> list[str]:
    """What pyxform has to say of a form that it takes."""
    return list(convert(xlsform=io.BytesIO(content), validate=False, warnings=[]).warnings)


def shared(form: Questionnaire) -> Any:
    """What both formats can say of a form."""
    dumped = form.model_dump()
    used = {question.get("scale") for section in dumped["sections"] for question in section["questions"]}
    scales = {code: scale | {"title": None} for code, scale in dumped["scales"].items() if code in used}
    return _shared({"sections": dumped["sections"], "scales": scales})


def _shared(node: Any) -> Any:
    if isinstance(node, dict) and set(node) == {"nb", "en", "nn"}:
        return {code: text or node["nb"] for code, text in node.items()}
    if isinstance(node, dict):
        kept = {key: _shared(value) for key, value in node.items() if key not in LOST}
        if kept.get("decimals") is None and "measure" in kept:
            kept["decimals"] = DECIMALS[kept["measure"]]
        if kept.get("type") == "numbers" and not kept["rows"]:
            kept["decimals"] = None
        return kept
    return [_shared(part) for part in node] if isinstance(node, list | tuple) else node


def test_pyxform_takes_the_small_form_without_a_warning() -> None:
    assert warnings_of(written(small_form())) == []


def test_the_small_form_comes_back() -> None:
    form = small_form()
    again = read_xlsform(written(form))
    assert shared(again) == shared(form)
    assert list(again.variables) == list(form.variables)
    assert {code: v.shown_if for code, v in again.variables.items()} == {
        code: v.shown_if for code, v in form.variables.items()
    }


WORDS = st.text(string.ascii_letters + "æøå ,.-?", min_size=1, max_size=12).map(str.strip).filter(bool)
LABEL = st.fixed_dictionaries({"nb": WORDS, "nn": WORDS, "en": WORDS})


def conditions(earlier: dict[str, list[str]]) -> st.SearchStrategy[str | None]:
    """Conditions on the questions before: the options of each by its code, none for a number."""
    single = [
        st.sampled_from([f"{code} is {options[0]}", f"{code} is not {options[-1]}", f"{code} is answered"])
        for code, options in earlier.items()
        if options
    ]
    single += [st.sampled_from([f"{code} > 2.5", f"{code} <= 7"]) for code, options in earlier.items() if not options]
    if not single:
        return st.none()
    one = st.one_of(single)
    pairs = st.tuples(one, st.sampled_from(["and", "or"]), one).filter(
        lambda pair: pair[0].split()[0] != pair[2].split()[0]
    )
    return st.one_of(st.none(), one, pairs.map(" ".join))


@st.composite
def forms(draw: st.DrawFn) -> Questionnaire:
    """Small forms with questions of every type, some of them routed by those before."""
    earlier: dict[str, list[str]] = {}
    sections = []
    for page in range(draw(st.integers(1, 2))):
        questions = []
        for place in range(draw(st.integers(1, 4))):
            code = f"q{page}{place}"
            kind = draw(
                st.sampled_from(["choice", "choices", "choice_grid", "choices_grid", "numbers", "number", "text"])
            )
            question = {"type": kind, "code": code, "text": draw(LABEL), "shown_if": draw(conditions(earlier))}
            question |= {"help": draw(st.none() | LABEL), "required": draw(st.booleans())}
            question |= draw(parts_of(kind, code))
            questions.append(question)
            if kind == "choice":
                earlier[code] = [option["code"] for option in question["options"]]
            elif kind == "number":
                earlier[code] = []
        sections.append(
            {"code": f"page{page}", "title": draw(LABEL), "intro": draw(st.none() | LABEL), "questions": questions}
        )
    return Questionnaire.model_validate({"sections": sections})


def parts_of(kind: str, code: str) -> st.SearchStrategy[dict[str, Any]]:
    """What a type of question has besides its words."""
    options = st.tuples(LABEL, LABEL, LABEL, st.booleans(), st.booleans()).map(
        lambda drawn: [
            {"code": "a", "label": drawn[0]},
            {"code": "b", "label": drawn[1], "text": drawn[3] and kind != "choice_grid"},
            {"code": "1c", "label": drawn[2], "exclusive": drawn[4] and kind == "choices", "value": 9},
        ]
    )
    rows = st.tuples(LABEL, LABEL, st.booleans()).map(
        lambda drawn: [
            {"code": "r", "label": drawn[0]},
            {"code": "s", "label": drawn[1], "text": drawn[2] and kind == "choice_grid"},
        ]
    )
    limits = st.fixed_dictionaries(
        {"at_least": st.sampled_from([0, 1, 2.5]), "at_most": st.sampled_from([None, 10, 99.5])}
    )
    measured = st.sampled_from(["fte", "count", "percent", "nok"])
    items = st.tuples(LABEL, LABEL, limits).map(
        lambda drawn: [
            {"variable": f"{code}_x", "label": drawn[0], **drawn[2]},
            {"variable": f"{code}_y", "label": drawn[1]},
        ]
    )
    sums = LABEL.map(lambda label: [{"variable": f"{code}_z", "label": label, "parts": [f"{code}_x", f"{code}_y"]}])
    order = st.sampled_from(["falling", "rising", "none", None])
    keys: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "choice": {"options": options, "order": order},
        "choices": {"options": options},
        "choice_grid": {"options": options, "rows": rows, "order": order},
        "choices_grid": {"options": options, "rows": rows},
        "numbers": {"measure": measured, "rows": items, "sums": sums},
        "number": {
            "measure": measured,
            "at_least": st.sampled_from([0, 2.5]),
            "at_most": st.sampled_from([None, 10]),
        },
        "text": {"at_most": st.integers(1, 500), "lines": st.sampled_from([1, 2, 6])},
    }
    return st.fixed_dictionaries(keys[kind])


@settings(max_examples=20, phases=[Phase.generate])  # a try goes through pyxform: to make it smaller takes minutes
@given(forms())
def test_what_both_can_say_comes_back(form: Questionnaire) -> None:
    content = written(form)
    assert warnings_of(content) == []
    again = read_xlsform(content)
    assert shared(again) == shared(form)
    assert list(again.variables) == list(form.variables)


@pytest.mark.parametrize(
    ("condition", "xpath"),
    [
        ("night is yes", "${night} = 'yes'"),
        ("night is not yes", "(${night} != '' and ${night} != 'yes')"),
        ("night is one of (yes, no)", "(${night} = 'yes' or ${night} = 'no')"),
        ("tools_ladder is ticked", "selected(${tools}, 'ladder')"),
        ("heard_fair_song is not ticked", "not(selected(${heard_fair}, 'song'))"),
        ("lamps > 3", "(${lamps} != '' and ${lamps} > 3)"),
        ("not lamps > 3", "(${lamps} != '' and ${lamps} <= 3)"),
        ("not (night is yes and lamps is blank)", "((${night} != '' and ${night} != 'yes') or ${lamps} != '')"),
        ("none of (night, fuel) is answered", "(${night} = '' and ${fuel} = '')"),
        (
            "not none of (tools_ladder, tools_cloth) is ticked",
            "(selected(${tools}, 'ladder') or selected(${tools}, 'cloth'))",
        ),
        ("not all of (night, fuel) is answered", "(${night} = '' or ${fuel} = '')"),
        (
            "sum of (fte_street, fte_quay) >= 2 * lamps",
            "((${fte_street} != '' or ${fte_quay} != '') and ${lamps} != '' and "
            "(coalesce(${fte_street}, 0) + coalesce(${fte_quay}, 0)) >= (2 * ${lamps}))",
        ),
        (
            "lamps within 20 percent of fte",
            "(${lamps} != '' and ${fte} != '' and abs(${lamps} - (${fte})) <= (20) div 100 * abs(${fte}))",
        ),
        (
            "not lamps between 1 and 3",
            "((${lamps} != '' and ${lamps} < 1) or (${lamps} != '' and ${lamps} > 3))",
        ),
        (
            "number of (tools_ladder, tools_cloth) ticked = 1",
            "(if(selected(${tools}, 'ladder'), 1, 0) + if(selected(${tools}, 'cloth'), 1, 0)) = 1",
        ),
        ("absolute of (-lamps) < 4", "(${lamps} != '' and abs(-(${lamps})) < 4)"),
        ("last.lamps > 3", ""),
        ("register.kind is agency", ""),
        ("largest of (lamps, fte) > 3", ""),
    ],
)
def test_a_condition_is_said_in_xpath(condition: str, xpath: str) -> None:
    assert relevant_of((condition,), small_form().variables) == xpath


@pytest.mark.parametrize(
    ("xpath", "condition"),
    [
        ("${a}='x' and ${b}!=\"y\"", "a is x and b is not y"),
        ("(${a} = 'x' or ${a} = 'y')", "a is one of (x, y)"),
        ("${a} = 'x' or ${b} = 'x'", "any of (a, b) is x"),
        ("selected(${m}, 'x') or ${a} != ''", "m_x is ticked or a is answered"),
        ("${_1a} != ''", None),
        ("not(selected(${a}, 'x'))", "a is not x"),
        ("not(${n} > 3 and ${n} < ${k})", "not (n > 3 and n < k)"),
        ("${n} + 1 > 3", None),
        ("${m} = 'x'", None),
        ("regex(., '[0-9]')", None),
        ("${a} = 'x'" + " or ${a} = 'x'" * 400, None),
    ],
)
def test_xpath_is_read_as_a_condition(xpath: str, condition: str | None) -> None:
    assert read_relevant(xpath, {"m"}) == condition


def table(**sheets: list[list[object]]) -> bytes:
    """An Excel file of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


CHOICES: list[list[object]] = [["list name", "name", "label"], ["yn", "Yes", "Yes"], ["yn", "no", "No"]]
HEADS: list[object] = ["type", "name", "label", "relevance"]


def test_groups_in_groups_keep_every_condition_and_limits_joined_by_or_are_none() -> None:
    survey: list[list[object]] = [
        ["type", "name", "label", "relevant", "constraint"],
        ["begin group", "z", "Z", "", ""],
        ["integer", "lamps", "Lamps", "", ". <= 5 or . >= 10"],
        ["begin group", "a", "A", "${lamps} > 1", ""],
        ["begin group", "b", "B", "${lamps} > 2", ""],
        ["text", "oil", "Oil", "${lamps} > 3", ""],
        ["end group", "", "", "", ""],
        ["end group", "", "", "", ""],
        ["end group", "", "", "", ""],
    ]
    form = read_xlsform(table(survey=survey, choices=CHOICES))
    lamps, oil = form.questions["lamps"], form.questions["oil"]
    assert oil.shown_if == "((lamps > 1) and (lamps > 2)) and (lamps > 3)"
    assert (form.variables["lamps"].at_most, lamps.shown_if) == (None, None)


def test_a_form_made_elsewhere_is_read() -> None:
    survey: list[list[object]] = [
        HEADS,
        ["start", "start"],
        ["select_one yn", "open", "Open?"],
        ["begin group", "house", "House"],
        ["begin group", "door", "Door", "${open} = 'yes'"],
        ["text", "colour", "Colour", "${open} != ''"],
        ["select_multiple yn", "keys"],
        ["end group"],
        ["begin_group", "size", "Size"],
        ["integer", "floors", "Floors"],
        ["decimal", "height"],
        ["end_group"],
        ["end group"],
    ]
    form = read_xlsform(table(survey=survey, choices=CHOICES))
    assert [section.code for section in form.sections] == ["form", "house"]
    assert list(form.variables) == ["open", "colour", "keys_yes", "keys_no", "floors", "height"]
    assert form.variables["colour"].shown_if == ("(open is yes) and (open is answered)",)
    assert [option.code for option in form.scales["yn"].options] == ["yes", "no"]
    assert form.variables["height"].label.nb == "height"


@pytest.mark.parametrize(
    ("survey", "choices", "told"),
    [
        ([HEADS, ["select_one gone", "a", "A"]], CHOICES, "survey:2: column a: found the list 'gone'"),
        ([HEADS, ["image", "a", "A"]], CHOICES, "survey:2: column a: found the type 'image'"),
        ([HEADS, ["end group"]], CHOICES, "survey:2: column type: found the end of a group that was not begun"),
        ([HEADS, ["begin group", "g"]], CHOICES, "survey:2: column g: found a group without an end"),
        ([["kind"]], CHOICES, "survey:1: found no column type, name"),
        ([HEADS, ["text", "", "A"]], CHOICES, "survey: found '';"),
    ],
)
def test_a_form_at_fault_is_refused(survey: list[list[object]], choices: list[list[object]], told: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_xlsform(table(survey=survey, choices=choices), "a.xlsx")
    assert told in str(refused.value)


def test_a_file_without_the_sheets_or_that_is_none_is_refused() -> None:
    with pytest.raises(DefinitionError, match="a sheet called survey"):
        read_xlsform(table(other=[["a"]]))
    with pytest.raises(DefinitionError, match="no Excel workbook"):
        read_xlsform(b"survey")
