"""How many units answer so: by hand on four units, and what must hold of any answers."""

from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.responses import Responses, Tally
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.rules import Reference

ANSWERS = {
    "North": {"plan": "yes", "size": 1.5},
    "South": {"plan": "no", "size": 0.1},
    "East": {"plan": "yes", "size": 0.2},
    "West": {},
}
STATUSES = {"North": "complete", "South": "complete", "East": "partial", "West": "none"}
GROUPS = {"North": {"coast": "in"}, "South": {"coast": "in"}, "East": {"coast": "out"}, "West": {"coast": "out"}}
THEMES = {"why": {"North": "money", "South": "staff"}}


def responses(answers: dict[str, dict[str, object]] = ANSWERS) -> Responses:
    return Responses({unit: Facts(of) for unit, of in answers.items()}, STATUSES, GROUPS, THEMES)


def test_units_are_counted_among_those_of_the_base() -> None:
    found = responses()
    assert found.tally("plan is yes", "plan is answered") == Tally(2, 3)
    assert found.tally("plan is yes", "everyone") == Tally(2, 4)
    assert found.tally("plan is yes", "plan is answered", "coast", "in") == Tally(1, 2)
    assert found.tally("plan is blank", "complete") == Tally(0, 2)


def test_kinds_of_reply_can_be_counted() -> None:
    found = responses()
    counted = [found.tally(kind, "everyone").units for kind in ("silent", "partial", "complete", "participants")]
    assert counted == [1, 1, 2, 3]


def test_a_share_of_nobody_is_no_number() -> None:
    assert responses().tally("plan is yes", "plan is yes", "coast", "nowhere").percent is None
    assert Tally(1, 3).percent == 100 / 3


def test_coded_answers_are_of_those_that_were_coded() -> None:
    assert responses().coded("why", "money") == Tally(1, 2)
    assert responses().coded("why", "money", "coast", "out") == Tally(0, 0)
    assert responses().coded("unknown", "money") == Tally(0, 0)


def test_each_way_to_reply_is_told_once() -> None:
    found = responses(ANSWERS | {"South": {"plan": "yes", "size": 0.1}}).parted([Reference("answer", "plan")])
    assert sorted(found) == [("complete", ((True, "yes"),)), ("none", ((True, None),)), ("partial", ((True, "yes"),))]


def test_numbers_are_added_exactly() -> None:
    assert responses().total("size") == 1.8
    assert responses().total("size", "coast", "out") == 0.2
    assert responses().total("plan") is None


@given(st.lists(st.sampled_from(["yes", "no", None]), min_size=4, max_size=4))
def test_options_and_blanks_add_up_to_everyone(chosen: list[str | None]) -> None:
    answers = {unit: {"plan": option} for unit, option in zip(ANSWERS, chosen, strict=True)}
    found = responses(answers)
    parts = [found.tally(f"plan is {state}", "everyone").units for state in ("yes", "no", "blank")]
    assert sum(parts) == 4
