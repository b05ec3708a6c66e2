"""What is said plainly is true, false and unknown as before, and denies only what has no opposite."""

from hypothesis import given

from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.plain import plain
from kartlegg.questionnaire.rules import Condition
from tests.questionnaire.made_rules import conditions, facts


@given(conditions, facts)
def test_what_is_said_plainly_means_the_same(condition: Condition, known: Facts) -> None:
    assert holds(plain(condition), known) == holds(condition, known)
    assert plain(plain(condition)) == plain(condition)
