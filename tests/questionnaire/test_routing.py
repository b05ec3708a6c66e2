"""Routing of forms made up by hypothesis: settled, in the form's order, the hidden hiding what asks of them."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegg.errors import RuleError
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.routing import Routing
from tests.questionnaire import made_rules

NAME = {"nb": "Navn"}
YES_NO = [{"code": "yes", "label": NAME}, {"code": "no", "label": NAME}]


def choice(code: str, shown_if: str | None = None) -> dict[str, Any]:
    return {"type": "choice", "code": code, "text": NAME, "options": YES_NO, "shown_if": shown_if}


def number(code: str, shown_if: str | None = None) -> dict[str, Any]:
    return {"type": "number", "code": code, "text": NAME, "measure": "count", "shown_if": shown_if}


def boxes(code: str, shown_if: str | None = None) -> dict[str, Any]:
    options = [{"code": "one", "label": NAME}, {"code": "other", "label": NAME, "text": True}]
    return {"type": "choices", "code": code, "text": NAME, "options": options, "shown_if": shown_if}


def grid(code: str, *rows: tuple[str, str | None], sums: Mapping[str, list[str]] | None = None) -> dict[str, Any]:
    return {
        "type": "numbers",
        "code": code,
        "text": NAME,
        "measure": "fte",
        "rows": [{"variable": row, "label": NAME, "shown_if": shown_if} for row, shown_if in rows],
        "sums": [{"variable": of, "label": NAME, "parts": parts} for of, parts in (sums or {}).items()],
    }


def form(*questions: dict[str, Any], shown_if: str | None = None) -> Questionnaire:
    section = {"code": "page", "title": NAME, "shown_if": shown_if, "questions": questions}
    return Questionnaire.model_validate({"sections": [section]})


@st.composite
def forms(draw: st.DrawFn) -> Questionnaire:
    """Return a form whose questions may ask of any other, before or after, or of what is not there."""
    shown_if = st.none() | made_rules.conditions.map(str)
    kinds = [draw(st.sampled_from((choice, number, boxes))) for _ in made_rules.CODES[:5]]
    return form(
        *(kind(code, draw(shown_if)) for kind, code in zip(kinds, made_rules.CODES, strict=False)),
        grid("rows", ("q11", draw(shown_if)), ("of_2", None), sums={"whole": ["q11", "of_2"]}),
    )


@settings(max_examples=40)
@given(forms(), made_rules.facts)
def test_routing_is_settled(questionnaire: Questionnaire, facts: Facts) -> None:
    routing = Routing(questionnaire)
    settled = routing.settle(facts)
    assert routing.settle(settled) == settled
    assert routing.shown(settled) == routing.shown(facts)
    assert routing.effective(facts) == settled.answers
    assert set(settled.answers).isdisjoint(settled.hidden)


@settings(max_examples=40)
@given(forms(), made_rules.facts, st.dictionaries(st.sampled_from(made_rules.CODES), made_rules.absurd))
def test_answers_to_hidden_questions_change_nothing(
    questionnaire: Questionnaire, facts: Facts, others: dict[str, Any]
) -> None:
    routing = Routing(questionnaire)
    settled = routing.settle(facts)
    changed = {code: value for code, value in others.items() if code in settled.hidden}
    assert routing.settle(Facts({**facts.answers, **changed}, facts.last, facts.register)) == settled


@settings(max_examples=40)
@given(forms(), made_rules.facts, made_rules.absurd, st.integers(0, 20))
def test_an_answer_opens_and_hides_only_what_comes_after(
    questionnaire: Questionnaire, facts: Facts, value: Any, place: int
) -> None:
    asked = [code for code, variable in questionnaire.variables.items() if variable.asked]
    place %= len(asked)
    routing = Routing(questionnaire)
    before = routing.shown(facts)
    after = routing.shown(Facts({**facts.answers, asked[place]: value}, facts.last, facts.register))
    assert before & set(asked[: place + 1]) == after & set(asked[: place + 1])


@pytest.mark.parametrize(
    "said",
    ["is yes", "is not yes", "is ticked", "is not ticked", "is answered", "is blank", "> 1", "!= 1", "<= parent"],
)
@settings(max_examples=30)
@given(answer=made_rules.absurd)
def test_a_hidden_parent_hides_its_children(said: str, answer: Any) -> None:
    routing = Routing(
        form(choice("first"), choice("parent", "first is yes"), choice("child", f"parent {said}"), boxes("last"))
    )
    facts = Facts({"first": "no", "parent": answer, "child": "yes"})
    assert routing.shown(facts) == {"first", "last_one", "last_other"}
    assert routing.open_questions(facts) == ("first", "last")
    assert routing.effective(facts) == {"first": "no"}


def test_unknown_is_not_shown() -> None:
    routing = Routing(form(choice("a"), choice("b", "a is not yes"), choice("c", "a is blank")))
    assert routing.shown(Facts({})) == {"a", "c"}
    assert routing.shown(Facts({"a": "no"})) == {"a", "b"}
    assert routing.shown(Facts({"a": "yes"})) == {"a"}


def test_what_comes_later_is_not_yet_known() -> None:
    later = form(choice("a", "b is blank"), choice("b"), choice("c", "b is blank"), choice("d", "d is blank"))
    assert Routing(later).shown(Facts({})) == {"b", "c"}


def test_a_section_and_a_row_have_conditions_of_their_own() -> None:
    rows = grid("rows", ("x", None), ("y", "x > 1"), sums={"whole": ["x", "y"]})
    routing = Routing(form(rows, shown_if="register.kind is not agency"))
    town = {"kind": "municipality"}
    assert routing.shown(Facts({"x": 1.0}, register=town)) == {"x"}
    assert routing.shown(Facts({"x": 2.0}, register=town)) == {"x", "y"}
    assert routing.shown(Facts({"x": 2.0}, register={"kind": "agency"})) == frozenset()
    assert routing.shown(Facts({"x": 2.0})) == frozenset()


def test_the_text_of_an_option_is_open_where_it_is_ticked() -> None:
    routing = Routing(form(boxes("a")))
    assert routing.shown(Facts({"a_one": 1.0})) == {"a_one", "a_other"}
    assert routing.shown(Facts({"a_other": 1.0})) == {"a_one", "a_other", "a_other_text"}


def test_a_sum_is_worked_out_from_the_answers_that_count() -> None:
    rows = grid("rows", ("x", None), ("y", "x > 1"), sums={"whole": ["some", "z"], "some": ["x", "y"]})
    routing = Routing(form(rows, number("z"), choice("large", "whole >= 10"), choice("nothing", "whole is blank")))
    given_sums = {"whole": 999.0, "some": 999.0}
    settled = routing.settle(Facts({"x": 4.0, "y": 3.0, "z": 3.0, **given_sums}))
    assert settled.answers == {"x": 4.0, "y": 3.0, "z": 3.0, "some": 7.0, "whole": 10.0}
    assert routing.effective(Facts({"x": 1.0, "y": 9.0, **given_sums})) == {"x": 1.0, "some": 1.0, "whole": 1.0}
    assert routing.effective(Facts({"x": 1e308, "y": 1e308, "z": 0.0}))["x"] == 1e308
    assert routing.shown(Facts({"x": 4.0, "y": 3.0, "z": 3.0})) == {"x", "y", "z", "large"}
    assert routing.shown(Facts(given_sums)) == {"x", "z", "nothing"}


def test_a_sum_of_what_was_not_asked_is_not_there() -> None:
    routing = Routing(
        form(choice("a"), grid("rows", ("x", "a is yes"), sums={"whole": ["x"]}), choice("b", "whole = 1"))
    )
    assert routing.settle(Facts({"x": 1.0, "whole": 1.0})).hidden == {"x", "whole", "b"}
    assert routing.shown(Facts({"a": "yes", "x": 1.0})) == {"a", "x", "b"}


def test_a_condition_that_cannot_be_read_is_refused_at_once() -> None:
    with pytest.raises(RuleError, match="write `within`"):
        Routing(form(number("a"), number("b", "a wihtin 1 of a")))
