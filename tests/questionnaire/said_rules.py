"""Conditions on a small form made up by hypothesis, few enough that two of them are often nearly the same."""

from hypothesis import strategies as st

from kartlegg.questionnaire.rules import (
    Absolute,
    Among,
    And,
    Arithmetic,
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
)

_boxes = (Reference("answer", "tools_cloth"), Reference("answer", "tools_ladder"))
_lamps = Reference("answer", "lamps")
numbers: st.SearchStrategy[Number] = st.recursive(
    st.just(_lamps) | st.just(Numeral(2)),
    lambda inner: st.one_of(
        st.builds(Arithmetic, st.sampled_from("+-*"), inner, inner),
        st.builds(Negative, inner),
        st.builds(Absolute, inner),
        st.builds(Summary, st.just("sum"), st.lists(inner, min_size=2, max_size=2).map(tuple)),
    ),
    max_leaves=3,
)
_claims = st.one_of(
    st.builds(Is, st.sampled_from(_boxes), st.builds(Predicate, st.just("ticked"), denied=st.booleans())),
    st.builds(
        Among,
        st.sampled_from(("any", "all", "none")),
        st.just(_boxes),
        st.builds(Predicate, st.sampled_from(("ticked", "blank", "answered")), denied=st.booleans()),
    ),
    st.builds(Comparison, st.sampled_from((">", "<=")), numbers, numbers),
)


def _joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    pair = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, inner) | st.builds(And, pair) | st.builds(Or, pair)


conditions: st.SearchStrategy[Condition] = st.recursive(_claims, _joined, max_leaves=4)
