"""The pieces that count, deal and write: sums and limits hold whatever comes in."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.errors import DefinitionError, NoFitError
from kartlegg.language import Text
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.answers.amounts import spread, steps_of
from kartlegg.sample.answers.boxes import Exchange, Target, give_out
from kartlegg.sample.answers.dealing import deal
from kartlegg.sample.answers.make import make_answers
from kartlegg.sample.answers.panel import Panel
from kartlegg.sample.answers.words import Grammar, Words, load_grammar


@given(units=st.integers(1, 30), data=st.data())
def test_boxes_are_given_out_as_often_as_they_must_and_to_everyone_where_they_can(units: int, data) -> None:
    alone = data.draw(st.integers(0, units))
    counts = [alone, *data.draw(st.lists(st.integers(0, units - alone), min_size=1, max_size=5))]
    leanings = np.random.default_rng(0).random((units, len(counts)))
    ticks = give_out(counts, leanings, [True] + [False] * (len(counts) - 1))
    assert ticks.sum(axis=0).tolist() == counts
    assert (ticks[ticks[:, 0]].sum(axis=1) == 1).all()
    assert ticks.any(axis=1).sum() == min(units, sum(counts))


@given(patterns=st.lists(st.tuples(*[st.booleans()] * 3), min_size=2, max_size=25), seed=st.integers(0, 99))
def test_ticks_change_hands_until_as_many_have_both(patterns, seed: int) -> None:
    """Begun from another table with the same counts of each box."""
    wanted = np.array(patterns)
    chance = np.random.default_rng(seed)
    mixed = np.array([chance.permutation(column) for column in wanted.T]).T
    both = parse_condition("all of (a, b) is ticked")
    everyone = np.ones(len(wanted), dtype=bool)
    target = Target(both, everyone, int((wanted[:, 0] & wanted[:, 1]).sum()))
    exchange = Exchange(mixed, np.zeros(len(wanted), dtype=int), ("a", "b", "c"), (False,) * 3, [target], chance)
    assert exchange.mend()
    assert (exchange.ticks.sum(axis=0) == wanted.sum(axis=0)).all()
    assert (exchange.ticks[:, 0] & exchange.ticks[:, 1]).sum() == target.count


def test_ticks_that_cannot_be_exchanged_so_are_refused() -> None:
    ticks = np.array([[True, True], [False, False]])
    target = Target(parse_condition("any of (a, b) is ticked"), np.ones(2, dtype=bool), 2)
    apart = np.array([0, 1])
    exchange = Exchange(ticks, apart, ("a", "b"), (False, False), [target], np.random.default_rng(0))
    assert not exchange.mend()


@given(
    limits=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 50)), min_size=1, max_size=12),
    share=st.floats(0, 1),
    seed=st.integers(0, 9),
)
def test_numbers_add_up_within_their_limits(limits, share: float, seed: int) -> None:
    lows = np.array([low for low, _ in limits])
    highs = lows + np.array([room for _, room in limits])
    total = int(lows.sum() + share * (highs - lows).sum())
    numbers = spread(total, np.random.default_rng(seed).random(len(limits)) + 0.01, lows, highs)
    assert numbers.sum() == total
    assert ((lows <= numbers) & (numbers <= highs)).all()
    with pytest.raises(ArithmeticError, match="cannot add up"):
        spread(int(highs.sum()) + 1, np.ones(len(limits)), lows, highs)


@given(total=st.integers(0, 10_000), decimals=st.integers(0, 1), seed=st.integers(0, 9))
def test_steps_add_up_to_what_is_printed(total: int, decimals: int, seed: int) -> None:
    printed = Decimal(total).scaleb(-decimals)
    step = Decimal("0.01")
    exact = steps_of(printed, decimals, step, np.random.default_rng(seed)) * step
    assert printed - Decimal(5).scaleb(-decimals - 1) <= exact < printed + Decimal(5).scaleb(-decimals - 1)


@pytest.mark.parametrize(("order", "first"), [("falling", 3), ("rising", 0)])
def test_on_a_scale_those_that_lean_most_stand_highest(order: str, first: int) -> None:
    options = tuple(Option.model_validate({"code": code, "label": {"nb": code}}) for code in ("a", "b"))
    variable = Variable("v", Text("v"), Text("v"), type="choice", options=options)
    dealt = deal(variable, order, {"a": 1, "b": 3}, np.array([0.0, 1, 2, 3]), np.random.default_rng(0))
    assert dealt["a"].tolist() == [first]


GRAMMAR = """\
nynorsk: {by: county, shares: {"46": 1}}
phrases: {thing: {nb: [hus, båt], nn: [hus, båt]}, more: {nb: ["{thing} og {thing}"], nn: ["{thing} og {thing}"]}}
texts:
  - {of: [why], nb: ["vi har {more}."], nn: ["de har {more}."]}
  - {of: [why], theme: short, nb: [kort], nn: [stutt]}
  - {of: [only other], nb: [annet], nn: [anna]}
"""


def test_texts_come_from_the_grammar_in_the_language_of_the_unit(form, panel: Panel, tmp_path) -> None:
    (tmp_path / "sample_words.yaml").write_text(GRAMMAR, encoding="utf-8")
    words = Words(load_grammar(tmp_path), panel, np.random.default_rng(0))
    why = form.variables["why"]
    assert {words.text(why, 0) for _ in range(30)} == {"Vi har hus og båt.", "Vi har båt og hus."}
    assert words.text(why, 1, "short") == "Stutt"
    assert words.text(form.variables["kinds_other_text"], 1) == "Anna"
    assert [words.text(form.variables["note"], unit) for unit in (0, 1)] == ["Se kommentar.", "Sjå kommentar."]


def test_a_grammar_that_names_phrases_there_are_not_is_refused(tmp_path) -> None:
    (tmp_path / "sample_words.yaml").write_text(GRAMMAR.replace("{more}", "{most}"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="phrases called most"):
        load_grammar(tmp_path)
    assert load_grammar(tmp_path / "nothing") == Grammar()


def test_a_sum_beyond_the_units_figures_is_refused(form, panel: Panel, claim_rows) -> None:

    claims = claim_rows(("30", "sum", "posts"))
    with pytest.raises(NoFitError, match=r"no answers give table 1, row 1: 30 .*cannot add up"):
        make_answers(form, panel, claims, Grammar(), limits={"posts": "fte"}, seed=0)
