"""Rules and answers made up by hypothesis: every form of the small language, and values of any kind."""

from typing import Any

from hypothesis import strategies as st

from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.rules import (
    REGISTER_NAMES,
    Absolute,
    Among,
    And,
    Arithmetic,
    Between,
    Comparison,
    Condition,
    Is,
    Negative,
    Not,
    Number,
    Numeral,
    Or,
    Predicate,
    Reference,
    Summary,
    TickCount,
    Within,
)

REGISTER = (*REGISTER_NAMES, "county", "size_group")
CODES = ("a", "b", "c", "is_part", "note", "of_2", "q11")
OPTIONS = ("yes", "no", "none", "one", "03", "of", "within", "3x", "black")

own = st.builds(Reference, st.just("answer"), st.sampled_from(CODES))
references = st.one_of(
    own,
    st.builds(Reference, st.just("last"), st.sampled_from(CODES)),
    st.builds(Reference, st.just("register"), st.sampled_from(REGISTER)),
)
several = st.lists(references, min_size=1, max_size=4).map(tuple)
predicates = st.builds(
    Predicate, state=st.sampled_from(("ticked", "answered", "blank")), denied=st.booleans()
) | st.builds(
    Predicate,
    options=st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=3, unique=True).map(tuple),
    denied=st.booleans(),
)
numerals = st.builds(Numeral, st.floats(0, allow_infinity=False) | st.integers(0, 100).map(float))


def _grown(numbers: st.SearchStrategy[Number]) -> st.SearchStrategy[Number]:
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from("+-*/"), numbers, numbers),
        st.builds(Negative, numbers),
        st.builds(Absolute, numbers),
        st.builds(
            Summary,
            st.sampled_from(("sum", "largest", "smallest")),
            st.lists(numbers, min_size=1, max_size=3).map(tuple),
        ),
    )


numbers: st.SearchStrategy[Number] = st.recursive(
    references | numerals | st.builds(TickCount, several), _grown, max_leaves=6
)
judgements = st.builds(Is, references, predicates) | st.builds(
    Among, st.sampled_from(("any", "all", "none")), several, predicates
)


def _joined(conditions: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    pair = st.lists(conditions, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, conditions) | st.builds(And, pair) | st.builds(Or, pair)


conditions: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(
        judgements,
        st.builds(Comparison, st.sampled_from((">", ">=", "<", "<=", "=", "!=")), numbers, numbers),
        st.builds(Within, numbers, numbers, st.booleans(), numbers),
        st.builds(Between, numbers, numbers, numbers),
    ),
    _joined,
    max_leaves=8,
)

absurd: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.sampled_from((*OPTIONS, "", "  ", "12", "1e999")),
    st.text(max_size=5),
    st.sampled_from((0.0, 1.0, -0.0, 1e308, -1e308, 5e-324, float("nan"), float("inf"), -float("inf"))),
    st.floats(),
    st.integers(),
    st.just(10**400),
    st.booleans(),
    st.decimals(),
    st.binary(max_size=3),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=1), st.integers(), max_size=1),
)
facts = st.builds(
    Facts,
    st.dictionaries(st.sampled_from(CODES), absurd),
    st.dictionaries(st.sampled_from(CODES), absurd),
    st.dictionaries(st.sampled_from(REGISTER), absurd),
    st.frozensets(st.sampled_from(CODES)),
)
