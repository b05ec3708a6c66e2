"""Whom percentages are of: declared and held, told where it changes, the same wherever a fact is shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.pipeline.tables import words_of_other_base
from kartlegg.tabulation.answers import Answers
from kartlegg.tabulation.answers_table import answers_table
from kartlegg.tabulation.bases import Fact, facts_of, kind_of, note_on_bases, other_bases
from kartlegg.tabulation.spec import AnswersSpec
from kartlegg.tabulation.words import SharedWords
from tests.tabulation.test_answers_table import OPTIONS, answers, spec, words

__all__ = ["answers", "words"]

EVERYONE, ANSWERED = Words(nb="av alle", en="of all"), Words(nb="av dem som svarte", en="of those that answered")
NOTE = Words(nb="Ulike grupper. {parts}.", en="Different groups. {parts}.")


@pytest.fixture
def told(words: SharedWords) -> SharedWords:
    kinds = {"everyone": EVERYONE, "answered": ANSWERED}
    return words.model_copy(update={"base_kinds": kinds, "base_note": NOTE})


def note(asked: AnswersSpec, of: Answers, words: SharedWords) -> Words | None:
    _, columns, _ = answers_table(asked, of, words)
    return note_on_bases(asked, columns, of, words)


@pytest.mark.parametrize(
    ("base", "kind"),
    [
        ("everyone", "everyone"),
        ("complete", "complete"),
        ("plan is answered", "answered"),
        ("plan is not answered", "followed"),
        ("any of (kinds_day, kinds_night) is ticked", "ticked"),
        ("plan is yes", "followed"),
        ("plan is answered and team is answered", "followed"),
    ],
)
def test_a_base_is_of_a_kind(base: str, kind: str) -> None:
    assert kind_of(base) == kind


def test_one_base_needs_no_note(answers: Answers, told: SharedWords) -> None:
    asked = spec(variable="plan", rows=OPTIONS, base="answered")
    assert note(asked, answers, told) is None


def test_a_table_that_declares_another_base_is_refused(answers: Answers, told: SharedWords) -> None:
    asked = spec(variable="plan", rows=OPTIONS, base="everyone")
    with pytest.raises(
        LookupFault, match="says that its percentages are of the base everyone, and they are of answered"
    ):
        note(asked, answers, told)


def test_a_base_that_changes_between_blocks_is_told_by_their_heads(
    answers: Answers,
    told: SharedWords,
) -> None:
    blocks = [
        {"base": "everyone", "label": {"nb": "Andel av alle", "en": "Of all"}},
        {"label": {"nb": "Andel av svar", "en": "Of answers"}},
    ]
    asked = spec(variable="plan", rows=OPTIONS, blocks=blocks, measures=["percent"], base={"nb": "Begge"})
    assert note(asked, answers, told) == Words(
        nb="Ulike grupper. Andel av alle: av alle; Andel av svar: av dem som svarte.",
        en="Different groups. Of all: of all; Of answers: of those that answered.",
    )


def test_a_base_that_print_had_in_earlier_years_is_told_by_years(
    answers: Answers,
    told: SharedWords,
) -> None:
    printed = dict.fromkeys((("7.1", 2029), ("7.1", 2030), ("7.2", 2031)), "everyone")
    of = replace(answers, published_bases=printed)
    asked = spec(number="7.1", variable="plan", rows=OPTIONS, years=[2029, 2030, 2031, 2032], base="answered")
    found = note(asked, of, told)
    assert found is not None
    assert found.nb == "Ulike grupper. 2029–2030: av alle; 2031–2032: av dem som svarte."


def test_words_that_are_missing_are_asked_for(answers: Answers, words: SharedWords) -> None:
    blocks = [{"base": "everyone", "label": {"nb": "Alle"}}, {"label": {"nb": "Svar"}}]
    asked = spec(variable="plan", rows=OPTIONS, blocks=blocks, base={"nb": "Begge"})
    with pytest.raises(LookupFault, match=r"words\.yaml has no base_note"):
        note(asked, answers, words)


def test_the_same_fact_of_two_bases_is_found(answers: Answers, told: SharedWords) -> None:
    of_all = spec(variable="plan", rows=OPTIONS, base_of="everyone", base={"nb": "Alle"})
    of_answers = spec(variable="plan", rows=OPTIONS, base="answered")
    shown = [(number, [*facts_of(asked, answers, told)]) for number, asked in (("1", of_all), ("2", of_answers))]
    found = other_bases(shown)
    assert ("1", "2", Fact("plan is yes", "", "", 2032), "plan is answered") in found
    assert {second for _, second, _, _ in found} == {"2"}
    assert other_bases([shown[0], ("3", shown[0][1])]) == []


def test_a_cross_table_that_says_its_part_stands_beside_the_whole(answers: Answers, told: SharedWords) -> None:
    rows = [{"of": f"plan is {option}", "base": "plan is answered"} for option in ("yes", "no")]
    blocks = [{"of": f"team is {option}", "base": f"team is {option}", "label": EVERYONE} for option in ("yes", "no")]
    cross = spec(rows=rows, blocks=blocks, measures=["percent"], base={"nb": "Etter team"})
    parts = spec(rows=rows, blocks=[{**block, "of": ""} for block in blocks], measures=["percent"], base="followed")
    whole = ("1", [*facts_of(spec(variable="plan", rows=OPTIONS), answers, told)])
    assert note(cross, answers, told) is None
    assert other_bases([whole, ("2", facts_of(cross, answers, told))]) == []
    fact, base = Fact("plan is yes", "", "", 2032), "(plan is answered) and (team is no)"
    assert other_bases([whole, ("2", facts_of(parts, answers, told))])[0] == ("1", "2", fact, base)
    assert words_of_other_base("1", fact, base)[2].endswith(f'in "of" too: (plan is yes) and ({base})')
    with pytest.raises(LookupFault, match=r"are of followed \(\(plan is answered\) and \(team is no\)\)"):
        note(spec(rows=rows, blocks=blocks, base="answered"), answers, told)


def test_every_table_is_held_against_all_before_it() -> None:
    fact = Fact("plan is yes", "", "", 2032)
    shown = [("1", [(fact, "p"), (fact, "q")]), ("2", [(fact, "p")]), ("3", [(fact, "q")]), ("4", [(fact, "r")])]
    assert other_bases(shown) == [("2", "3", fact, "q"), ("1", "4", fact, "r")]


def test_a_whole_of_itself_is_no_fact(answers: Answers, told: SharedWords) -> None:
    asked = spec(variable="plan", rows=[*OPTIONS, {"of": "{} is answered", "label": {"nb": "Alle"}}])
    assert "plan is answered" not in {fact.of for fact, _ in facts_of(asked, answers, told)}


FACTS = st.lists(
    st.tuples(st.sampled_from([Fact(of, "", "", 1) for of in "abc"]), st.sampled_from("xyz")), max_size=6
)


@given(tables=st.lists(FACTS, max_size=5))
def test_tables_that_share_a_base_of_each_fact_agree(tables: list[list[tuple[Fact, str]]]) -> None:
    shown = [(str(place), [*facts, *((fact, "x") for fact, _ in facts)]) for place, facts in enumerate(tables)]
    assert other_bases(shown) == []
