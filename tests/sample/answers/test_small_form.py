"""Answers to a small form: every type of question, routing, groups of units, and claims that cannot hold."""

from collections import Counter
from collections.abc import Callable

import pytest

from kartlegg.errors import DefinitionError, NoFitError
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.routing import Routing
from kartlegg.sample.answers.make import Made
from kartlegg.sample.answers.panel import Panel

ANY = "any of (kinds_day, kinds_night, kinds_other) is ticked"
CLAIMS = (
    ("33", "count", "has is answered"),
    ("20", "count", "has is yes"),
    ("56", "percent", "has is yes", "has is answered", "county", "46"),
    ("12", "count", "why is answered"),
    ("9", "count", "kinds_day is ticked"),
    ("11", "count", "kinds_night is ticked"),
    ("2", "count", "kinds_none is ticked"),
    ("16", "count", ANY),
    ("4", "count", "all of (kinds_day, kinds_night) is ticked"),
    ("2", "count", "has is yes and kinds_day is blank"),
    ("50", "percent", "well_adults is good", "well_adults is answered"),
    ("25", "percent", "well_adults is one of (middling, poor)", "well_adults is answered", "size_group", "large"),
    ("12", "count", "well_children is answered"),
    ("31", "count", "any of (well_adults, well_children) is answered"),
    ("8", "count", "how_one_call is ticked"),
    ("3", "count", "beds = 1"),
    ("10", "count", "beds is answered"),
    ("37", "sum", "beds"),
    ("12.3", "sum", "posts"),
    ("89", "percent", "posts is answered", "participants"),
)

Rows = Callable[..., tuple]
Answer = Callable[..., Made]


def values(made: Made, code: str) -> Counter:
    return Counter(own[code] for own in made.answers if code in own)


@pytest.mark.parametrize("seed", range(4))
def test_every_claim_is_given(claim_rows: Rows, answer: Answer, seed: int) -> None:
    """Counted by hand here; the maker has checked them with the small language."""
    made = answer(claim_rows(*CLAIMS), seed)
    assert values(made, "has") == {"yes": 20, "no": 13}
    assert sum("why" in own for own in made.answers) == 12
    assert [values(made, f"kinds_{box}")[1.0] for box in ("day", "night", "none")] == [9, 11, 2]
    ticked = [
        {box for box in ("day", "night", "other", "none") if own.get(f"kinds_{box}") == 1} for own in made.answers
    ]
    assert sum(boxes >= {"day", "night"} for boxes in ticked) == 4
    assert all(boxes == {"none"} for boxes in ticked if "none" in boxes)
    beds = [own["beds"] for own in made.answers if "beds" in own]
    assert (len(beds), sum(beds), beds.count(1.0), max(beds) <= 9) == (10, 37, 3, True)
    assert sum("well_adults" in own or "well_children" in own for own in made.answers) == 31
    assert round(sum(own.get("posts", 0) for own in made.answers), 1) == 12.3
    county = [own["has"] for number, own in enumerate(made.answers) if number % 2 and "has" in own]
    assert 55.5 <= 100 * county.count("yes") / len(county) < 56.5


@pytest.mark.parametrize("claims", [(), CLAIMS])
def test_routing_is_obeyed_and_every_type_is_answered(
    form: Questionnaire, panel: Panel, claim_rows: Rows, answer: Answer, claims: tuple[tuple[str, ...], ...]
) -> None:
    made, routing = answer(claim_rows(*claims)), Routing(form)
    assert set().union(*made.answers) == set(form.variables) - {"mail"}
    for own, register, silent, quiet in zip(made.answers, panel.register, panel.silent, panel.quiet, strict=True):
        assert set(own) <= routing.shown(Facts(own, register=register))
        assert not (silent and own)
        assert claims or not (quiet and own)
        assert all(
            any(own[box] for box in own if box.startswith("kinds_") and "text" not in box)
            for _ in own.keys() & {"kinds_day"}
        )


def test_units_with_their_reply_elsewhere_answer_where_others_are_too_few(
    panel: Panel, claim_rows: Rows, answer: Answer
) -> None:
    """Of 37 that are not silent, 34 answer as a rule."""
    made = answer(claim_rows(("36", "count", "has is answered")))
    assert sum("has" in own for own, quiet in zip(made.answers, panel.quiet, strict=True) if quiet) == 2
    with pytest.raises(NoFitError, match=r"give some of them up:\ntable 1, row 1: 38 \(01.csv, line 2\)$"):
        answer(claim_rows(("38", "count", "has is answered")))


def test_the_same_seed_gives_the_same_answers_and_another_gives_others(claim_rows: Rows, answer: Answer) -> None:
    claims = claim_rows(*CLAIMS)
    assert answer(claims, 5) == answer(claims, 5)
    assert answer(claims, 5).answers != answer(claims, 6).answers


AGAINST_EACH_OTHER = {
    "a sum": [("20", "count", "has is yes"), ("30", "count", "has is answered"), ("12", "count", "has is no")],
    "a question and who is asked it": [("20", "count", "has is yes"), ("21", "count", "why is answered")],
    "boxes together": [
        ("5", "count", "kinds_day is ticked"),
        ("5", "count", "kinds_night is ticked"),
        ("0", "count", "kinds_other is ticked"),
        ("11", "count", ANY),
    ],
    "a sum beyond its limits": [("46", "sum", "beds"), ("5", "count", "beds is answered")],
    "a percentage": [("51", "percent", "has is yes", "has is answered"), ("10", "count", "has is answered")],
}


@pytest.mark.parametrize("claims", AGAINST_EACH_OTHER.values(), ids=AGAINST_EACH_OTHER)
def test_claims_that_contradict_each_other_are_named(
    claim_rows: Rows, answer: Answer, claims: list[tuple[str, ...]]
) -> None:
    told = (
        r"^no answers give all of these as printed; give some of them up:\n(table 1, row \d: \d+ \(01.csv, .*\)\n?)+$"
    )
    with pytest.raises(NoFitError, match=told):
        answer(claim_rows(*claims))
    given_up = [(*claim, *[""] * (6 - len(claim)), "no", "contradicts the others") for claim in claims]
    answer(claim_rows(*given_up))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("", "count", "has is yes"), "column value: found no value, and"),
        (("1", "counted", "has is yes"), "column measure: found 'counted'; expected one of count, percent"),
        (("1", "count", "has is"), "column of: found 'has is'; expected a condition"),
        (("1", "count", "had is yes"), r"column of: found 'had'; .* did you mean \"has\""),
        (("1", "count", "has is maybe"), "column of: found has is maybe; expected one of no, yes"),
        (("1", "count", "has is yes", "", "region"), "column grouping: found 'region'; expected one of county"),
        (("1", "count", "has is yes", "", "county", "12"), "column group: found '12'; expected one of 11, 46"),
        (("1", "count", "has is yes", "", "", "", "maybe"), "column kept: found 'maybe'; expected yes or no"),
        (("1", "count", "has is yes", "", "", "", "no"), "column because: found a blank cell"),
        (("one", "count", "has is yes"), "column value: found 'one'"),
    ],
)
def test_a_fault_in_a_claim_is_told_with_its_line(claim_rows: Rows, row: tuple[str, ...], told: str) -> None:
    with pytest.raises(DefinitionError, match=r"01\.csv:2: " + told):
        claim_rows(row)


def test_more_of_the_large_units_have_something(panel: Panel, claim_rows: Rows, answer: Answer) -> None:
    claims = claim_rows(("17", "count", "has is yes"), ("34", "count", "has is answered"))
    large = 0
    for seed in range(20):
        has = [own.get("has") == "yes" for own in answer(claims, seed).answers]
        large += sum(has[20:]) - sum(has[:20])
    assert large > 20
