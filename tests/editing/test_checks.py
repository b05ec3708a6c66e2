"""Each kind of check finds what it is for in one reply, tells it in words, and lets the rest pass."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.editing.checks import Checks, run_checks
from kartlegg.editing.spec import Severity
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.routing import Routing
from tests.editing.small_round import checks_in, hits_in, write_round

RIGHT: dict[str, Any] = {
    "street": 3.0,
    "quay": 5.0,
    "trained": 6.0,
    "untrained": 2.0,
    "dusk": 4.0,
    "dawn": 4.5,
    "buys": "yes",
    "sellers_shop": 1.0,
    "litres": 10.0,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_round(tmp_path_factory.mktemp("round"))


def test_a_right_reply_has_no_hit(folder: Path) -> None:
    assert hits_in(folder, RIGHT, {"street": 3.0, "quay": 4.5}) == []


@pytest.mark.parametrize(
    ("change", "last", "check", "message"),
    [
        ({}, {"street": 11.0}, "change", "8 mot 11 i fjor"),
        ({}, {"street": 12.5}, "change", "8 mot 12,5 i fjor"),
        ({}, {"quay": 0.0}, "appeared_quay", "Kai: 5"),
        ({"street": 5.0, "trained": 8.0, "dusk": 5.0}, {}, "same", "5 i Gate og Kai"),
        ({"trained": 6.5}, {}, "schooling_control", "8,5 er ikke 8"),
        ({"dusk": 2.2}, {}, "hours_control", "1,3 fra Alle"),
        ({"litres": 901.0}, {}, "litres_format", "901 er over 900"),
        ({"litres": -1.0}, {}, "litres_format", "\u22121 er under 0"),
        ({"litres": 2.5}, {}, "litres_format", "0 desimaler"),
        ({"litres": "much"}, {}, "litres_format", "Tall i Hvor mye?"),
        ({"buys": "perhaps"}, {}, "buys_format", "Velg"),
        ({"sellers_shop": 2.0}, {}, "sellers_format", "Kryss"),
        ({"sellers_nobody": 1.0}, {}, "sellers_nobody_exclusive", "Ingen og Butikken"),
        ({"sellers_other": 1.0}, {}, "sellers_other_text", "Hva er Andre?"),
        ({"buys": "no", "sellers_shop": None}, {}, "litres_hidden", "Ikke spurt om Hvor mye?"),
    ],
)
def test_one_thing_wrong_is_told(
    folder: Path, change: dict[str, Any], last: dict[str, float], check: str, message: str
) -> None:
    hits = hits_in(folder, {**RIGHT, **change}, last)
    told = {hit.check: hit.message.nb for hit in hits if hit.check == check or hit.kind != "hidden"}
    assert told == {check: message}


def test_a_hit_has_its_number_and_limits(folder: Path) -> None:
    (hit,) = hits_in(folder, RIGHT, {"street": 10.0, "quay": 10.0})
    assert (hit.unit, hit.level, hit.asks, hit.stops) == ("north", Severity.SOFT, True, "nothing")
    assert (hit.value, hit.lower, hit.upper, hit.judged) == (8.0, 16.0, 24.0, "all_keepers")
    assert hit.stands_at == "keepers"


def test_what_a_hard_hit_stops(folder: Path) -> None:
    (sums,) = hits_in(folder, {**RIGHT, "untrained": 3.0})
    (value,) = hits_in(folder, {**RIGHT, "litres": 901.0})
    assert (sums.level, sums.stops) == (Severity.HARD, "submitting")
    assert (value.level, value.stops) == (Severity.HARD, "value")


@pytest.mark.parametrize(
    ("change", "last", "mend", "value"),
    [
        ({"trained": 60.0}, {}, "trained", "6"),  # a decimal mark
        ({"street": 30.0}, {}, "street", "3"),  # on the other side of the sum
        ({"street": 3.7, "trained": 5.0}, {"untrained": 3.7}, "untrained", "3,7"),  # as last round
        ({"untrained": None}, {}, "untrained", "2"),  # the only blank
        ({"trained": 6.3}, {}, "", ""),  # no slip explains it
    ],
)
def test_the_one_part_that_would_mend_a_sum(
    folder: Path, change: dict[str, Any], last: dict[str, float], mend: str, value: str
) -> None:
    found = [hit for hit in hits_in(folder, {**RIGHT, **change}, last) if hit.check == "schooling_control"]
    assert [hit.mend for hit in found] == [mend]
    assert found[0].message.nb.endswith(f" er {value}.") == bool(mend)


def test_two_parts_that_would_mend_a_sum_are_not_told(folder: Path) -> None:
    twins = {"street": 5.0, "quay": 5.0, "trained": 50.0, "untrained": 50.0}
    found = [hit for hit in hits_in(folder, {**RIGHT, **twins}) if hit.check == "schooling_control"]
    assert [hit.mend for hit in found] == [""]


def test_missing_answers_break_no_rule(folder: Path) -> None:
    assert hits_in(folder, {}, {"street": 10.0}) == []


def test_gaps_of_a_section_are_one_hit(folder: Path) -> None:
    routing = Routing(load_questionnaire(folder))
    found = run_checks(checks_in(folder), Facts({"buys": "yes", "street": 1.0}), routing, "north")
    gaps = [(hit.stands_at, hit.message.nb) for hit in found if hit.kind == "incomplete"]
    assert gaps == [("schooling", "2 av 3, først Hvilken utdanning?"), ("sellers", "2 av 3, først Av hvem?")]


def test_messages_are_in_every_language(folder: Path) -> None:
    hits = hits_in(folder, {**RIGHT, "litres": 2.5, "sellers_other": 1.0})
    assert [(hit.message.nb, hit.message.nn, hit.message.en) for hit in hits] == [
        ("Hva er Andre?", "Kva er Andre?", "Hva er Andre?"),
        ("0 desimaler", "0 desimalar", "0 desimaler"),
    ]


def test_an_option_in_a_message_is_its_words(tmp_path: Path) -> None:
    said = 'message: {nb: "{buys}, {litres}, {street * 2:1}", nn: x}'
    text = f"checks:\n  - {{code: a, level: note, holds: buys is no, {said}}}\n"
    hits = hits_in(write_round(tmp_path, **{"02_oil": text}), {"buys": "yes", "street": 1.25})
    assert [hit.message.nb for hit in hits] == ["Ja, ikke svart, 2,5"]


def test_a_control_may_have_words_of_its_own(tmp_path: Path) -> None:
    own = "checks:\n  - {code: own, level: note, control: schooling, message: {nb: Se, nn: Sjå}}\n"
    hits = hits_in(write_round(tmp_path, **{"01_lamps": own}), {**RIGHT, "trained": 6.01})
    assert [(hit.check, hit.level.value, hit.message.nn) for hit in hits] == [("own", "note", "Sjå")]
    assert [hit.kind for hit in hits_in(tmp_path, {**RIGHT, "trained": 6.0004})] == ["format"]  # within, but long


values = st.one_of(
    st.none(),
    st.floats(),
    st.sampled_from(("yes", "no", "", "x")),
    st.sampled_from((0.0, 1.0, 1e308, -1e308, 5e-324)),
)
codes = st.sampled_from((*RIGHT, "sellers_nobody", "sellers_other", "sellers_other_text", "nothing"))


@given(st.dictionaries(codes, values), st.dictionaries(codes, values), st.dictionaries(st.just("kind"), values))
def test_no_answers_raise(every: "tuple[Checks, Routing]", answers: Any, last: Any, register: Any) -> None:
    checks, routing = every
    for hit in run_checks(checks, Facts(answers, last, register), routing, "north"):
        assert hit.message.nb
        assert hit.message.nn
        assert "{" not in hit.message.nb


@pytest.fixture(scope="module")
def every(folder: Path) -> tuple[Checks, Routing]:
    return checks_in(folder), Routing(load_questionnaire(folder))
