"""Two forms side by side: each difference is told once, by its kind; what breaks a series is known."""

import copy
from typing import Any

import pytest

from kartlegg.definitions import read_yaml
from kartlegg.questionnaire.compare import FormChanges, compare_forms
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.options import Scales
from tests.faults.seeds import SOUND

ROUND = SOUND / "rounds" / "2032"
FORM: dict[str, Any] = read_yaml(ROUND / "questionnaire" / "01_lamps.yaml").content
SCALES: dict[str, Any] = read_yaml(ROUND / "scales.yaml").content
WORDS = {"nb": "Noe", "nn": "Noko"}


def form(*sections: dict[str, Any], scales: dict[str, Any] = SCALES) -> Questionnaire:
    """Return a questionnaire of sections as they stand in their files."""
    named = {scale.code: scale for scale in Scales.model_validate(scales).scales}
    return Questionnaire(sections=tuple(Section.model_validate(section) for section in sections), scales=named)


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """Return the section with one thing changed; None takes it away."""
    section = copy.deepcopy(FORM)
    parent: Any = section
    for part in path[:-1]:
        parent = parent[part]
    if value is None:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return section


def told(found: FormChanges) -> list[tuple[str, str]]:
    return [(change.kind, f"{change.code} {change.words}") for change in found.changes]


OPTION = {"code": "led", "label": {"nb": "LED", "nn": "LED"}}
CHANGES: dict[str, tuple[tuple[Any, ...], Any, str, str]] = {
    "question gone": (("questions", 2), None, "removed", "lamps is no longer asked"),
    "grid gone": (("questions", 3), None, "removed", "keepers is no longer asked (3 variables)"),
    "part gone": (
        ("questions", 3, "sums", 0, "parts"),
        ["fte_street"],
        "parts",
        "fte_all no longer adds up fte_quay",
    ),
    "parts in another order": (("questions", 3, "sums", 0, "parts"), ["fte_quay", "fte_street"], "", ""),
    "value": (
        ("questions", 1, "options", 0, "value"),
        7,
        "",
        "",
    ),
    "option new": (
        ("questions", 1, "options"),
        [*FORM["questions"][1]["options"], OPTION],
        "added",
        "kinds_led is new",
    ),
    "option gone": (
        ("questions", 1, "options"),
        FORM["questions"][1]["options"][1:],
        "removed",
        "kinds_oil is no longer asked",
    ),
    "measure": (("questions", 2, "measure"), "percent", "measure", "lamps is measured in percent, before in count"),
    "base": (("questions", 0, "base"), "all", "base", "kept has percentages of all, before of answered"),
    "target group": (
        ("questions", 2, "target_group"),
        "adults",
        "target_group",
        "lamps is about adults, before about all",
    ),
    "period": (
        ("questions", 2, "period"),
        "last_12_months",
        "period",
        "lamps is about last 12 months, before about the day of answering",
    ),
    "routing": (
        ("questions", 1, "shown_if"),
        "kept is no",
        "routing",
        "kinds is asked under `kept is no`, before under `kept is yes`",
    ),
    "limits": (
        ("questions", 2, "at_most"),
        50,
        "limits",
        "lamps may be from 0 to 50 with 0 decimals, before from 0 to 900 with 0 decimals",
    ),
    "words": (("questions", 2, "text"), WORDS, "reworded", "lamps is asked in other words: Noe"),
    "label": (("questions", 3, "rows", 0, "label"), WORDS, "reworded", "fte_street is called Noe, before Gate"),
    "option label": (
        ("questions", 1, "options", 0, "label"),
        WORDS,
        "reworded",
        "kinds_oil is called Noe, before Olje",
    ),
}


@pytest.mark.parametrize(("path", "value", "kind", "words"), CHANGES.values(), ids=CHANGES)
def test_a_difference_is_told_once_by_its_kind(path: tuple[Any, ...], value: Any, kind: str, words: str) -> None:
    expected = [(kind, words)] if kind else []
    assert told(compare_forms(form(FORM), form(changed(path, value)))) == expected


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_code_measures_breaks_its_series_and_nothing_else_does(name: str) -> None:
    path, value, _, _ = CHANGES[name]
    breaks = {change.breaks for change in compare_forms(form(FORM), form(changed(path, value))).changes}
    assert breaks <= {name in {"measure", "part gone", "base", "target group", "period"}}


def test_the_same_form_has_no_differences() -> None:
    assert compare_forms(form(FORM), form(FORM)) == FormChanges(())


def test_another_scale_or_type_breaks() -> None:
    scales = copy.deepcopy(SCALES)
    scales["scales"][0]["options"].append({"code": "soon", "label": WORDS})
    (change,) = compare_forms(form(FORM), form(FORM, scales=scales)).changes
    assert (change.kind, change.words, change.breaks) == (
        "scale",
        "has the options yes, no, soon, before yes, no",
        True,
    )
    scales["scales"][0]["options"][-1]["kind"] = "do_not_know"
    (change,) = compare_forms(form(FORM), form(FORM, scales=scales)).changes
    assert (change.kind, change.breaks) == ("options", False)
    question = {"type": "text", "code": "lamps", "text": FORM["questions"][2]["text"]}
    (change,) = compare_forms(form(FORM), form(changed(("questions", 2), question))).changes
    assert (change.kind, change.words, change.breaks) == ("type", "is a text, before a number", True)


def test_other_numbers_of_options_are_told_and_break_nothing() -> None:
    scales = copy.deepcopy(SCALES)
    for value, option in enumerate(reversed(scales["scales"][0]["options"]), 1):
        option["value"] = value
    (change,) = compare_forms(form(FORM), form(FORM, scales=scales)).changes
    assert (change.kind, change.words, change.breaks) == (
        "values",
        "has other numbers in files: yes 2, no 1, before 1, 2",
        False,
    )


def test_a_sum_built_otherwise_of_the_same_is_no_difference_to_what_holds_it() -> None:
    sums = FORM["questions"][3]["sums"]
    inner = {"variable": "fte_inner", "label": WORDS, "parts": sums[0]["parts"]}
    nested = changed(("questions", 3, "sums"), [inner, {**sums[0], "parts": ["fte_inner"]}])
    assert told(compare_forms(form(FORM), form(nested))) == [("added", "fte_inner is new")]


def test_a_question_that_moved_is_the_same() -> None:
    moved = {"code": "other", "title": WORDS, "questions": [FORM["questions"][2]]}
    found = compare_forms(form(FORM), form(changed(("questions", 2), None), moved))
    assert told(found) == [("moved", "lamps has moved from lamps to other")]


def test_of_a_form_known_in_part_sections_of_one_round_are_left_out() -> None:
    more = {"code": "more", "title": WORDS, "questions": [{"type": "text", "code": "why", "text": WORDS}]}
    assert told(compare_forms(form(FORM, more), form(FORM))) == [("removed", "why is no longer asked")]
    assert compare_forms(form(FORM, more), form(FORM), partial=True) == FormChanges((), ("more",))
    assert compare_forms(form(FORM), form(FORM, more), partial=True) == FormChanges((), ("more",))
