"""Asked of many units at once, a condition says of each what it says of that unit alone."""

from hypothesis import example, given
from hypothesis import strategies as st

from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.evaluate_many import Crowd
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.rules import Condition, Reference
from tests.questionnaire import made_rules


@given(made_rules.conditions, st.lists(made_rules.facts, max_size=9))
@example(parse_condition("a is yes"), [])
def test_many_are_judged_as_each_alone(condition: Condition, facts: list[Facts]) -> None:
    crowd, alone = Crowd(facts), [holds(condition, one) for one in facts]
    true, false = crowd.truths(condition)
    assert [(true >> number & 1, false >> number & 1) for number in range(len(facts))] == [
        (truth is True, truth is False) for truth in alone
    ]


@given(made_rules.references, st.lists(made_rules.facts, max_size=9))
def test_every_unit_is_found_under_its_reply_and_no_other(reference: Reference, facts: list[Facts]) -> None:
    found = Crowd(facts).replies(reference)
    for number, one in enumerate(facts):
        replies = [reply for reply, units in found.items() if units >> number & 1]
        assert replies == [(one.asked(reference), one.value(reference))]


def test_units_beyond_a_machine_word_are_told_apart() -> None:
    crowd = Crowd([Facts({"a": "yes" if number % 3 == 0 else "no"}) for number in range(200)])
    assert crowd.truths(parse_condition("not a is no")).true == sum(1 << number for number in range(0, 200, 3))
