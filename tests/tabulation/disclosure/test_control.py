"""What is hidden: numbers of few units, in both tails, and the fewest others; the same fact the same everywhere."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegg.estimation.responses import Responses
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.tabulation.answers import Answers, Statement
from kartlegg.tabulation.disclosure.attack import SLACK, Attack
from kartlegg.tabulation.disclosure.cells import Published, tells_of_replying
from kartlegg.tabulation.disclosure.control import control
from kartlegg.tabulation.disclosure.families import System, components, system_of
from kartlegg.tabulation.disclosure.hiding import hide
from kartlegg.tabulation.disclosure.rules import DisclosureRules
from tests.tabulation.disclosure.made_up import RULES, Counts, answers, shares

DALES: Counts = {
    "north": {"yes": 1, "no": 9},
    "south": {"yes": 4, "no": 6},
    "east": {"yes": 6, "no": 5},
    "west": {"yes": 8, "no": 4},
}


def groups_of(hidden: dict[Statement, str]) -> dict[str, str]:
    return {statement.group: reason for statement, reason in hidden.items()}


def test_few_units_are_hidden_with_the_smallest_number_that_protects_them() -> None:
    hidden = control(shares("yes", "dale", *DALES), answers(DALES), RULES)
    assert groups_of(hidden) == {"north": "few", "south": "secondary"}


def test_nearly_all_of_a_base_are_hidden_too() -> None:
    hidden = control(shares("no", "dale", *DALES), answers(DALES), RULES)
    assert groups_of(hidden)["north"] == "nearly_all"
    assert len(hidden) == 2


@pytest.mark.parametrize("given", [{"yes": 1}, {"no": 1}, {"yes": 2}, {"no": 2}, {"yes": 1, "no": 1}])
def test_a_base_of_few_units_is_hidden_whatever_they_answered(given: dict[str, int]) -> None:
    of = answers({**DALES, "isle": given})
    for option in ("yes", "no"):
        hidden = control(shares(option, "dale", *DALES, "isle"), of, RULES)
        assert groups_of(hidden)["isle"] == "small_base"
    # So is the whole country where it is as small.
    assert control(shares("yes", "dale"), answers({"isle": given}), RULES) != {}


def test_nobody_and_all_are_shown() -> None:
    of = answers({"north": {"no": 9}, "south": {"yes": 9}, "east": {"yes": 5, "no": 5}})
    assert control(shares("yes", "dale", "north", "south", "east"), of, RULES) == {}


def test_the_whole_country_is_shown_where_the_rules_say_so() -> None:
    of = answers({"north": {"yes": 1, "no": 30}})
    asked = shares("yes", "dale")
    assert control(asked, of, RULES) == {}
    assert control(asked, of, DisclosureRules()) == {asked[0]: "few"}


def test_a_count_and_its_share_are_one_number_and_so_are_all_its_wordings() -> None:
    count = Statement("plan is yes", "count", "", "dale", "north")
    again = Statement("plan is one of (yes)", "percent", "plan is answered", "dale", "north")
    hidden = control([*shares("yes", "dale", *DALES), count, again], answers(DALES), RULES)
    assert {count, again} <= set(hidden)


def test_an_option_that_the_question_lacks_and_what_is_of_itself_are_no_numbers() -> None:
    of = answers(DALES)
    odd = [Statement("plan is never", "count"), Statement("plan is answered", "percent", "plan is answered")]
    published = Published(of, RULES)
    published.add(odd)
    assert published.cells == {}


def test_a_group_of_two_groupings_is_one_group() -> None:
    sides = {"north": "cold", "south": "warm", "east": "warm", "west": "warm"}
    asked = [*shares("yes", "dale", *DALES), *shares("yes", "side", "cold", "warm")]
    hidden = control(asked, answers(DALES, second=sides), RULES)
    assert {(of.by, of.group) for of in hidden} >= {("dale", "north"), ("side", "cold"), ("side", "warm")}


def test_whole_distributions_hide_in_rows_and_columns() -> None:
    of = answers(DALES)
    asked = [one for option in ("yes", "no") for one in shares(option, "dale", *DALES)]
    hidden = control(asked, of, RULES)
    assert {(one.of, one.group) for one in hidden} == {
        (f"plan is {option}", group) for option in ("yes", "no") for group in ("north", "south")
    }


def test_a_share_of_a_hidden_number_is_hidden() -> None:
    of = answers(DALES)
    follow_up = [Statement("plan is one of (yes, no)", "percent", "plan is yes", "dale", group) for group in DALES]
    hidden = control([*shares("yes", "dale", *DALES), *follow_up], of, RULES)
    assert {one.group for one in hidden if one.base == "plan is yes"} >= {"north", "south"}


@pytest.mark.parametrize(
    ("of", "does"),
    [
        ("silent", True),
        ("plan is answered", True),
        ("plan is blank or plan is answered", True),
        ("not (plan is blank)", True),
        ("any of (plan, team) is answered", True),
        ("plan is answered and team is yes", False),
        ("plan > 3", False),
    ],
)
def test_that_somebody_replied_is_told_from_what_they_said(of: str, does: bool) -> None:
    assert tells_of_replying(of) is does


REPLIED = [
    Statement("lamp is answered", "percent", "everyone", "dale", "north"),
    Statement("lamp is answered", "count", "", "dale", "north"),
    Statement("lamp is blank", "percent", "participants", "dale", "north"),
]
ANSWERED = Statement("lamp is answered", "percent", "plan is yes", "dale", "north")


def two_questions() -> Answers:
    """Return units of which two in the north have a lamp, one of them with a plan."""
    of = answers({"north": {"yes": 4, "no": 9}, "south": {"yes": 8, "no": 5}})
    lit = {
        unit: Facts({**facts.answers, "lamp": "yes"})
        for unit, facts in of.responses.facts.items()
        if unit.endswith("0")
    }
    return replace(of, responses=replace(of.responses, facts={**of.responses.facts, **lit}))


def test_who_replied_is_shown_though_few_did() -> None:
    assert control([*REPLIED, ANSWERED], two_questions(), RULES) == {ANSWERED: "few"}


def test_that_a_question_is_open_to_few_is_hidden_as_the_answer_that_opens_it() -> None:
    of = two_questions()
    routed = {**of.variables, "lamp": replace(of.variables["lamp"], shown_if=("plan is yes",))}
    assert control(REPLIED, replace(of, variables=routed), RULES) == {
        REPLIED[0]: "few",
        REPLIED[1]: "few",
        REPLIED[2]: "nearly_all",
    }


def with_numbers(of: Answers, numbers: dict[str, float]) -> Answers:
    facts = {
        unit: type(known)({**known.answers, "lamp": numbers.get(unit)}) for unit, known in of.responses.facts.items()
    }
    old = of.responses
    return type(of)(Responses(facts, old.statuses, old.groups, {}), of.variables, of.groupings, of.marks, of.year)


def test_a_sum_that_one_unit_dominates_is_hidden_with_another_group() -> None:
    of = answers(DALES)
    units = {group: [unit for unit in sorted(of.responses.facts) if unit.startswith(group)] for group in DALES}
    numbers = {unit: 1.0 for group in ("south", "east", "west") for unit in units[group]}
    numbers |= dict(zip(units["north"], [50.0, 1.0, 1.0], strict=False))
    sums = [Statement("lamp", "sum", "", "dale", group) for group in DALES]
    asked = [*sums, Statement("lamp", "sum")]
    hidden = control(asked, with_numbers(of, numbers), RULES)
    assert groups_of(hidden)["north"] == "dominated"
    assert len(hidden) == 2
    agreed = DisclosureRules.model_validate({"agreed": {"variables": ["lamp"], "reason": {"nb": "x"}}})
    assert control(asked, with_numbers(of, numbers), agreed) == {}


def system(counts: Counts, *options: str) -> System | None:
    published = Published(answers(counts), RULES)
    published.add(one for option in options for one in shares(option, "dale", *counts))
    found = components(published)
    return system_of(found[0], published) if found else None


def is_safe(of: System, hidden: np.ndarray) -> bool:
    attack = Attack(of)
    for row, cell in enumerate(of.cells):
        if cell.reason is None:
            continue
        low, high = attack.interval(row, hidden)
        if high < cell.value + cell.up - SLACK or low > cell.value - cell.down + SLACK:
            return False
    return True


GROUPS = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), min_size=4, max_size=5)


@settings(max_examples=25)
@given(groups=GROUPS)
def test_no_choice_that_hides_fewer_is_safe(groups: list[tuple[int, int]]) -> None:
    counts = {f"g{at}": {"yes": yes, "no": no} for at, (yes, no) in enumerate(groups)}
    of = system(counts, "yes")
    if of is None:
        return
    chosen = hide(of)
    everything = np.ones(len(of.cells), dtype=bool)
    if not is_safe(of, everything):
        return  # protected as far as it can be
    assert is_safe(of, chosen)
    primary = {row for row, cell in enumerate(of.cells) if cell.reason}
    free = [row for row, cell in enumerate(of.cells) if not cell.reason and any(one.by for one in cell.shown)]
    country = [row for row in range(len(of.cells)) if row not in primary and row not in free]
    if any(chosen[row] for row in country):
        return
    for size in range(int(chosen.sum()) - len(primary)):
        for others in combinations(free, size):
            fewer = np.isin(np.arange(len(of.cells)), [*primary, *others])
            assert not is_safe(of, fewer)


def test_the_limits_of_a_hidden_percentage_are_hidden_with_it() -> None:
    of, asked = answers({"isle": {"yes": 1, "no": 1}}), shares("yes", "dale")
    limits = [statement._replace(measure=measure) for statement in asked for measure in ("low", "high")]
    alone, together = control(limits, of, RULES), control([*asked, *limits], of, RULES)
    assert set(alone) == set(limits)
    assert set(together) == {*asked, *limits}
