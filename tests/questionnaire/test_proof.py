"""A form is proofread: what can never be asked, what is meant by a misspelt name; and nothing ever falls over."""

import copy
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegg.definitions import read_yaml
from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.proof.domains import Span
from kartlegg.questionnaire.proof.proofread import known_of, proofread_form
from kartlegg.questionnaire.proof.rules import rule_faults
from tests.faults.seeds import SOUND

ROUND = SOUND / "rounds" / "2032"
FORM: dict[str, Any] = read_yaml(ROUND / "questionnaire" / "01_lamps.yaml").content
SCALES: dict[str, Any] = read_yaml(ROUND / "scales.yaml").content


def proofread(folder: Path, form: Any, scales: Any = SCALES) -> list[Fault]:
    """Return the faults of a form of one section."""
    (folder / "questionnaire").mkdir()
    for name, content in (("questionnaire/01_lamps.yaml", form), ("scales.yaml", scales)):
        text = content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
        (folder / name).write_text(text, encoding="utf-8")
    return proofread_form(folder)[1]


def with_question(**keys: Any) -> dict[str, Any]:
    """Return the form with one more question at its end."""
    form = copy.deepcopy(FORM)
    form["questions"].append({"type": "text", "code": "why", "text": {"nb": "Hvorfor?", "nn": "Kvifor?"}} | keys)
    return form


NEVER = [
    "kept is yes and kept is no",
    "kept is yes and kept is not one of (yes)",
    "kept is blank and kinds_oil is ticked",
    "kept is no and kinds_oil is not ticked",
    "kinds_none is ticked and kinds_gas is ticked",
    "all of (kinds_none, kinds_oil) is ticked",
    "none of (kinds_oil, kinds_gas) is ticked and (kinds_oil is ticked or kinds_gas is ticked)",
    "not (kept is yes or kept is no)",
    "kept is answered and kept is blank",
    "lamps > 900",
    "lamps > 3 and lamps < 4",
    "lamps + lamps > 1800",
    "lamps between 901 and 1000",
    "not (lamps between 0 and 900)",
    "absolute of lamps < 0",
    "number of (kinds_oil, kinds_gas) ticked > 2",
    "largest of (lamps, 3) > 1000",
    "lamps * 2 = 2000",
    "lamps = 5 and lamps != 5",
    "register.kind is agency and register.kind is municipality",
    "register.county is 03 and register.county is not 03",
    "last.kept is yes and last.kept is no",
]
SOME_TIME = [
    "kept is yes",
    "kept is not yes",
    "kept is blank",
    "kept is yes and kinds_oil is ticked",
    "kinds_none is ticked and kinds_gas is not ticked",
    "none of (kinds_oil, kinds_gas) is ticked and kinds_none is ticked",
    "not (kinds_oil is ticked and kinds_gas is ticked)",
    "all of (kinds_oil, kinds_gas) is ticked or kept is no",
    "lamps > 3 and lamps < 5",
    "lamps = 900",
    "lamps != 900",
    "fte_street > 3 and fte_street < 4",
    "fte_all > 1000",
    "lamps / fte_all > 3",
    "lamps within 5 percent of last.lamps",
    "sum of (lamps, fte_all) > 2000",
    "register.county is 03 and register.kind is not agency",
    "register.population > 3 and register.population < 5",
    "last.kept is yes and kept is no",
    "smallest of (lamps, fte_street) - lamps < 0",
]


@pytest.mark.parametrize("rule", NEVER)
def test_a_condition_that_is_never_true_is_told(rule: str, tmp_path: Path) -> None:
    (fault,) = proofread(tmp_path, with_question(shown_if=rule))
    assert fault.code is FaultCode.UNREACHABLE_QUESTION
    assert f"`{rule}`" in fault.found


@pytest.mark.parametrize("rule", SOME_TIME)
def test_a_condition_that_may_be_true_is_none(rule: str, tmp_path: Path) -> None:
    assert proofread(tmp_path, with_question(shown_if=rule)) == []


def test_of_what_hangs_together_the_uppermost_is_told(tmp_path: Path) -> None:
    form = with_question(shown_if="kept is yes and kept is no")
    form["questions"].append({**form["questions"][-1], "code": "then", "shown_if": "why is answered"})
    assert [fault.column for fault in proofread(tmp_path, form)] == ["why.shown_if"]


def test_conditions_of_section_and_row_are_met_together(tmp_path: Path) -> None:
    form = copy.deepcopy(FORM)
    (tmp_path / "questionnaire").mkdir()
    (tmp_path / "questionnaire" / "00_first.yaml").write_text(yaml.safe_dump(form), encoding="utf-8")
    (tmp_path / "scales.yaml").write_text(yaml.safe_dump(SCALES), encoding="utf-8")
    words = {"nb": "Hva?", "nn": "Kva?"}
    rows = [{"code": code, "label": words, "shown_if": f"kept is {code}"} for code in ("yes", "no")]
    grid = {"type": "choice_grid", "code": "grid", "text": words, "scale": "yes_no", "rows": rows}
    section = {"code": "more", "title": words, "shown_if": "kept is yes", "questions": [grid]}
    (tmp_path / "questionnaire" / "01_more.yaml").write_text(yaml.safe_dump(section), encoding="utf-8")
    (fault,) = proofread_form(tmp_path)[1]
    assert (fault.code, fault.column) == (FaultCode.UNREACHABLE_QUESTION, "grid_no.shown_if")


@pytest.mark.parametrize(
    ("rule", "code", "remedy"),
    [
        ("kpet is yes", "dead-reference", 'did you mean "kept"?'),
        ("kinds is oil", "dead-reference", "such as `kinds_oil is ticked`"),
        ("keepers > 3", "dead-reference", "such as `fte_street`"),
        ("kept is yes or kept is noo", "dead-option", 'did you mean "no"?'),
        ("kept is ticked", "dead-option", "write `kept is yes`"),
        ("register.kind is agencies", "dead-option", 'did you mean "agency"?'),
        ("kinds_oil is yes", "wrong-kind", "write `kinds_oil is ticked`"),
        ("kinds_oil > 0", "wrong-kind", "number of (...) ticked"),
        ("lamps is ticked", "wrong-kind", "lamps > 0"),
        ("register.county > 3", "wrong-kind", "write `register.county is ...`"),
        ("register.population is 3", "wrong-kind", "register.population > 0"),
        ("register.county is 04", "dead-option", "correct the option"),
        ("register.popluation > 3", "dead-reference", 'did you mean "register.population"?'),
        ("register.x > 3", "dead-reference", "correct it"),
        ("kept is yess and", "rule-unreadable", "write the rest of the rule"),
    ],
)
def test_what_is_meant_is_told(rule: str, code: str, remedy: str) -> None:
    known = known_of(proofread_form(ROUND)[0], {"kind": ("agency", "municipality"), "county": ("03", "46")})
    (told,) = rule_faults(rule, known)
    assert (told.code, remedy in told.remedy) == (code, True), told


def test_a_number_may_be_a_rule_too() -> None:
    known = known_of(proofread_form(ROUND)[0])
    assert list(rule_faults("sum of (lamps, fte_all) / 2", known, number=True)) == []
    assert [told.code for told in rule_faults("lamps / kept", known, number=True)] == ["wrong-kind"]


def test_one_question_at_fault_hides_no_other(tmp_path: Path) -> None:
    form = with_question(shown_if="lamps > 3 and kpet is yes and kinds_gas is ticked")
    del form["questions"][2]["measure"]
    form["questions"][1]["optoins"] = form["questions"][1].pop("options")
    told = sorted(f"{fault.line}: {fault.code}" for fault in proofread(tmp_path, form))
    assert [line.partition(": ")[2] for line in told].count("dead-reference") == 1, told
    assert {"missing-key", "unknown-key"} <= {line.partition(": ")[2] for line in told}


@pytest.mark.parametrize(
    ("sign", "value", "left"),
    [
        (">", 3, Span(4, 10, 1)),
        (">=", 3, Span(3, 10, 1)),
        ("<", 3, Span(0, 2, 1)),
        ("<=", 3.5, Span(0, 3, 1)),
        ("=", 3, Span(3, 3, 1)),
        ("!=", 3, Span(0, 10, 1)),
    ],
)
def test_whole_numbers_are_narrowed_to_whole_numbers(sign: Any, value: float, left: Span) -> None:
    assert Span(0, 10, 1).narrowed(sign, value) == left


GARBAGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**20),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.just([{}, [None], 3]),
    st.sampled_from(
        ["kept", "why", "fte_all", "kept is yes", "why is answered", "lamps > lamps", "sum of (", "not x"]
    ),
)


def places(content: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of everything below the top of a document."""
    below = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in below:
        yield (*place, key)
        yield from places(value, (*place, key))


def mutated(content: Any, place: tuple[Any, ...], garbage: Any, *, drop: bool) -> Any:
    """Return a copy with what stands at `place` dropped or put in the place of."""
    copied = copy.deepcopy(content)
    parent = copied
    for part in place[:-1]:
        parent = parent[part]
    if drop:
        del parent[place[-1]]
    else:
        parent[place[-1]] = garbage
    return copied


WHOLE = with_question(shown_if="kept is yes and lamps > 3")


@settings(max_examples=150, deadline=None)
@given(
    place=st.sampled_from(sorted(places(WHOLE), key=str)),
    other=st.sampled_from(sorted(places(SCALES), key=str)),
    garbage=GARBAGE,
    drop=st.booleans(),
    of_scales=st.booleans(),
)
def test_any_mutation_is_told_or_clean_and_never_falls_over(
    place: tuple[Any, ...], other: tuple[Any, ...], garbage: Any, *, drop: bool, of_scales: bool
) -> None:
    form = WHOLE if of_scales else mutated(WHOLE, place, garbage, drop=drop)
    scales = mutated(SCALES, other, garbage, drop=drop) if of_scales else SCALES
    with tempfile.TemporaryDirectory() as folder:
        for fault in proofread(Path(folder), form, scales):
            assert isinstance(fault.code, FaultCode), fault
            assert fault.found
            assert "\n" not in str(fault)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_in_the_place_of_a_section_is_told(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            faults = proofread(Path(folder), text)
        except UnicodeEncodeError:
            return
    assert all(fault.code for fault in faults)
    assert faults


def test_sums_to_which_many_ways_lead_are_proofread(tmp_path: Path) -> None:
    words = {"nb": "Noe", "nn": "Noko"}
    form = copy.deepcopy(FORM)
    before = ["fte_street"] * 2
    for level in range(30):
        codes = [f"fte_{side}_{level}" for side in ("left", "right")]
        parts = ["fte_street"] if level == 0 else before
        form["questions"][3]["sums"] += [{"variable": code, "label": words, "parts": parts} for code in codes]
        before = codes
    told = [fault for fault in proofread(tmp_path, form) if fault.code == FaultCode.PART_TWICE]
    assert len(told) == 58
    assert {fault.found for fault in told} == {"fte_street counted twice"}


CHAINED = 1500


def test_a_long_chain_of_questions_is_proofread(tmp_path: Path) -> None:
    words = {"nb": "Hvorfor?", "nn": "Kvifor?"}
    form = with_question(shown_if="kept is yes")
    before = "kept"
    for place in range(CHAINED):
        question = {"type": "choice", "code": f"link_{place}", "text": words, "scale": "yes_no"}
        form["questions"].append(question | {"shown_if": f"{before} is yes"})
        before = f"link_{place}"
    form["questions"][-1]["shown_if"] = f"link_{CHAINED - 2} is yes and link_0 is no"
    assert [fault.code for fault in proofread(tmp_path, form)] == [FaultCode.UNREACHABLE_QUESTION]


def test_a_condition_of_many_parts_is_proofread(tmp_path: Path) -> None:
    parts = " and ".join(f"lamps != {place}" for place in range(800)) + " and (kept is yes or kept is no)" * 700
    assert proofread(tmp_path, with_question(shown_if=parts)) == []
