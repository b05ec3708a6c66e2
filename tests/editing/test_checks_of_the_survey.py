"""The checks of every round of the survey read clean, speak both forms of Norwegian and find what they are for."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kartlegg.editing.checks import Checks, run_checks
from kartlegg.editing.load_checks import load_checks
from kartlegg.editing.messages import slots
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.routing import Routing

ROUNDS = sorted(path.parent for path in (Path(__file__).parents[2] / "survey" / "is248" / "rounds").glob("*/checks"))
SMALL = {"kind": "municipality", "size_group": "from_2000", "population": 3000.0}
SMALL |= {"population_adults": 2400.0, "population_children": 600.0}
NYNORSK = (" ikke ", " hvor ", " hva ", " noe ", " dere ", " deres ", " en ", " tjenester", " hvis ")
BOKMAL = (" ikkje ", " kvar ", " kva ", " noko ", " dykk ", " dykkar ", " ein ", " tenester", " frå ")


@pytest.fixture(scope="module", params=ROUNDS, ids=lambda path: path.name)
def checked(request: pytest.FixtureRequest) -> tuple[Path, Checks, Routing]:
    return request.param, *loaded(request.param)


def test_every_section_has_its_file(checked: tuple[Path, Checks, Routing]) -> None:
    folder = checked[0]
    names = {path.name for path in (folder / "questionnaire").glob("*.yaml")}
    assert {path.name for path in (folder / "checks").glob("*.yaml")} == names | {"standard.yaml"}


def test_every_message_is_in_both_forms_of_norwegian(checked: tuple[Path, Checks, Routing]) -> None:
    for check in checked[1].all:
        message = check.message
        assert message.nb != message.nn or len(message.nb) < 40, check.code
        assert message.en, check.code
        assert not [word for word in NYNORSK if word in f" {message.nn.lower()} "], check.code
        assert not [word for word in BOKMAL if word in f" {message.nb.lower()} "], check.code
        told = {tongue: sorted(slot for of, slot in slots(message) if of == tongue) for tongue in ("nb", "nn")}
        assert told["nb"] == told["nn"], check.code


def test_soft_checks_say_what_to_do(checked: tuple[Path, Checks, Routing]) -> None:
    asked = ("rett ", "skriv ", "svar ", "kryss ", "fordel ", "fyll ", "velg ", "ta bort", "stadfest", "bekreft")
    for check in checked[1].all:
        if check.level.value != "note":
            assert any(word in check.message.nb.lower() for word in asked), check.code


@lru_cache
def loaded(folder: Path) -> tuple[Checks, Routing]:
    questionnaire = load_questionnaire(folder)
    return load_checks(folder, questionnaire), Routing(questionnaire)


def found(folder: Path, answers: dict[str, Any], last: dict[str, Any] | None = None, **register: Any) -> set[str]:
    checks, routing = loaded(folder)
    hits = run_checks(checks, Facts(answers, last or {}, SMALL | register), routing, "north")
    return {hit.check for hit in hits if hit.kind not in ("incomplete", "hidden", "other_text")}


STAFF = {"fte_adults_home": 6.0, "fte_adults_treatment": 4.0, "fte_adults_college": 10.0}
STAFF |= {"fte_children_clinic_school": 3.5, "fte_children_college": 3.5}
TEAM = {"outr_team": "yes", "outr_team_types_fact": 1.0}
BUYS = {"purch_private_nonprofit_single": 1.0, "purch_private_overview": "yes"}


@pytest.mark.parametrize(
    ("answers", "last", "check"),
    [
        ({**TEAM, "outr_team_count_fact": 6.0}, {}, "teams_for_inhabitants_fact"),
        ({**TEAM, "outr_team_count_fact": 0.0}, {}, "team_counted_as_none_fact"),
        ({"outr_team": "yes"}, {}, "team_without_type"),
        ({"acute_rph": "own", "acute_rph_fte": 11.0}, {}, "rph_in_fte"),
        ({"acute_rph": "own", "acute_rph_fte": 6.0}, {}, "rph_large_part"),
        ({"acute_rph": "own", "acute_rph_fte": 4.0}, {}, "rph_for_inhabitants"),
        ({**BUYS, "purch_private_places_n": 4.0, "purch_private_cost_nok": 4000.0}, {}, "places_against_cost"),
        ({**BUYS, "purch_private_places_n": 0.0, "purch_private_cost_nok": 4000.0}, {}, "cost_without_places"),
        ({**BUYS, "purch_private_places_n": 40.0}, {}, "places_for_inhabitants"),
        ({"harm_reduction_fte_included": "yes", "harm_reduction_fte": 12.0}, {}, "harm_reduction_in_fte"),
        ({"lexp_adult_any": "yes", "lexp_adult_fte": 12.0}, {}, "adult_lexp_in_fte"),
        ({"lexp_child_any": "yes", "lexp_child_fte": 4.0}, {}, "child_lexp_in_fte"),
        ({"contributors_count": 60.0}, {}, "contributors_against_staff"),
        ({"contributors_count": 6.0, "completion_method": "alone"}, {}, "contributors_when_alone"),
        ({"fte_adults_college": 9.0}, {}, "adults_education_adds_up"),
        (
            {"fte_adults_college": 9.0, "fte_adults_psychologist": 1.0},
            {},
            "adults_whole_psychologist_larger_fte_adults_psychologist",
        ),
        ({"fte_adults_college": 9.5, "fte_adults_psychiatrist": 0.5}, {}, "adults_psychiatrist_in_small"),
        (
            {"fte_adults_college": 9.5, "fte_adults_psychiatrist": 0.5, "fte_adults_psychologist": 0.0},
            {"fte_adults_psychiatrist": 0.0, "fte_adults_psychologist": 0.5},
            "adults_psychiatrist_for_psychologist",
        ),
        ({"fte_adults_pathway_1": 3.0}, {}, "adults_pathways_add_up"),
        ({}, {"fte_adults_home": 16.0}, "adults_change_unsaid"),
        ({"fte_adults_change_real": "counted"}, {"fte_adults_home": 16.0}, "adults_change_unexplained"),
        ({"fte_adults_change_real": "unchanged"}, {"fte_adults_home": 16.0}, "adults_change_denied"),
        ({}, {"fte_adults_home": 0.5, "fte_adults_treatment": 9.5}, "adults_misplaced_fte_adults_home"),
        ({}, {"fte_adults_home": 0.0, "fte_adults_treatment": 9.0}, "adults_appeared_fte_adults_home"),
        ({"fte_adults_work": 0.0}, {"fte_adults_work": 2.0}, "adults_vanished_fte_adults_work"),
        ({}, {"fte_adults_work": 2.0}, "adults_left_out_fte_adults_work"),
        ({"fte_adults_home": 60.0}, {}, "adults_many_middling"),
        ({"fte_adults_home": 0.1, "fte_adults_treatment": 0.1}, {}, "adults_few"),
        ({"acute_ohd_none": 1.0, "acute_ohd_own": 1.0}, {}, "acute_ohd_none_exclusive"),
        ({"purch_private_none": 1.0, **BUYS}, {}, "purch_private_none_exclusive"),
        ({"fte_children_clinic_school": 10.0, "fte_children_college": 10.0}, {}, "children_as_adults"),
    ],
)
def test_what_a_check_of_the_round_is_there_for(answers: dict[str, Any], last: dict[str, Any], check: str) -> None:
    quiet = found(ROUNDS[0], STAFF)
    assert check not in quiet
    assert check in found(ROUNDS[0], STAFF | answers, last) - quiet


def test_an_ordinary_reply_is_left_alone() -> None:
    told = found(ROUNDS[0], STAFF, {"fte_adults_home": 5.5, "fte_adults_treatment": 4.0})
    assert told == {
        "adults_pathways_blank",
        "children_pathways_blank",
        "children_responsible_unsaid",
        "approval_missing",
        "address_missing",
    }


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_reply_raises(checked: tuple[Path, Checks, Routing], data: st.DataObject) -> None:
    _, checks, routing = checked
    variables = checks.speaker.variables
    codes = data.draw(st.lists(st.sampled_from(sorted(variables)), max_size=60, unique=True))
    words = st.sampled_from(("yes", "no", "contact", "very_large", ""))
    value = st.one_of(st.none(), st.floats(), st.sampled_from((0.0, 1.0, 1e300)), words)
    answers = {code: data.draw(value) for code in codes}
    register = {name: data.draw(value) for name in SMALL}
    for hit in run_checks(checks, Facts(answers, answers, register), routing, "north"):
        assert "{" not in hit.message.nb + hit.message.nn + hit.message.en
