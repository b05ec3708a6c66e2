"""Every wording agrees with the number it shows: direction, size, singular, and nothing that contradicts itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.language import LANGUAGES, Language
from kartlegg.report.wording import (
    change_noun,
    change_verb,
    fte,
    held_together,
    hidden,
    listing,
    lower_first,
    numeral,
    percent,
    roughly,
)
from kartlegg.rounding import parse_number, round_half_up

UP = {"nb": ("økte med", "en økning på"), "en": ("rose by", "a rise of")}
DOWN = {"nb": ("gikk ned med", "en nedgang på"), "en": ("fell by", "a fall of")}
SAME = {"nb": ("var uendret", "ingen endring"), "en": ("was unchanged", "no change")}
CHANGES = st.floats(-30_000, 30_000, allow_nan=False) | st.floats(-2, 2)


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ")


def shown(text: str, language: Language) -> float:
    """The number in the text."""
    found = re.search(r"\d[\d\u00a0.,]*\d|\d", text)
    assert found is not None, text
    digits = found.group().replace(",", "") if language == "en" else str(parse_number(found.group()))
    return float(digits)


@given(absolute=CHANGES, relative=CHANGES, language=st.sampled_from(LANGUAGES))
def test_verb_and_noun_agree_with_what_is_shown(absolute: float, relative: float, language: Language) -> None:
    size = abs(round_half_up(absolute))
    for place, wording in enumerate((change_verb, change_noun)):
        text = wording(absolute, relative, language)
        if size == 0:
            assert text == SAME[language][place]
            continue
        start = UP[language][place] if absolute > 0 else DOWN[language][place]
        assert text.startswith(f"{start} ")
        assert shown(text, language) == size > 0
        assert "−" not in text
        assert "0,0" not in re.findall(r"[\d,]+", text)
        assert "0.0" not in re.findall(r"[\d.]+", text)


@pytest.mark.parametrize(
    ("absolute", "relative", "nb", "en"),
    [
        (125, 0.964, "økte med 125 årsverk, 1,0 prosent", "rose by 125 full-time equivalents, 1.0 per cent"),
        (-54.6, -2.09, "gikk ned med 55 årsverk, 2,1 prosent", "fell by 55 full-time equivalents, 2.1 per cent"),
        (0.49, 12.0, "var uendret", "was unchanged"),
        (-0.5, -0.6, "gikk ned med 1 årsverk, 0,6 prosent", "fell by 1 full-time equivalent, 0.6 per cent"),
        (
            3,
            0.03,
            "økte med 3 årsverk, mindre enn 0,1 prosent",
            "rose by 3 full-time equivalents, less than 0.1 per cent",
        ),
        (1261, None, "økte med 1 261 årsverk", "rose by 1,261 full-time equivalents"),
    ],
)
def test_change_in_words(absolute: float, relative: float | None, nb: str, en: str) -> None:
    assert plain(change_verb(absolute, relative)) == nb
    assert plain(change_verb(absolute, relative, "en")) == en


def test_change_as_a_noun_has_its_percentage_in_parentheses() -> None:
    assert plain(change_noun(3661, 27.88)) == "en økning på 3 661 årsverk (27,9 prosent)"
    assert plain(change_noun(-20, None, "en")) == "a fall of 20 full-time equivalents"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1, 0, "én prosent"),
        (1.0366, 0, "én prosent"),
        (0.5, 0, "én prosent"),
        (1.49, 0, "én prosent"),
        (1.5, 0, "2 prosent"),
        (1, 1, "1,0 prosent"),
        (0.04, 1, "0,0 prosent"),
        (-1, 0, "−1 prosent"),
    ],
)
def test_one_per_cent_is_written_out_when_it_is_whole(value: float, decimals: int, text: str) -> None:
    assert plain(percent(value, decimals)) == text


def test_percentages_in_english() -> None:
    assert [plain(percent(value, 0, "en")) for value in (1.2, 22)] == ["one per cent", "22 per cent"]


def test_a_number_and_its_word_are_never_parted_by_a_line_break() -> None:
    assert fte(16792) == "16\u00a0792\u00a0årsverk"
    assert percent(2.15, 1) == "2,2\u00a0prosent"


@pytest.mark.parametrize(
    ("value", "nb", "en"),
    [
        (1958, "nær 2 000", "nearly 2,000"),
        (697, "nær 700", "nearly 700"),
        (10.6, "over 10", "more than 10"),
        (-1261, "over 1 000", "more than 1,000"),
        (2000, "2 000", "2,000"),
        (0.1 + 0.2, "0,3", "0.3"),
        (96.5, "nær 100", "nearly 100"),
        (0.096, "nær 0,1", "nearly 0.1"),
        (0, "0", "0"),
    ],
)
def test_about_how_much(value: float, nb: str, en: str) -> None:
    assert (plain(roughly(value)), roughly(value, "en")) == (nb, en)


@given(st.floats(0.001, 1e9))
def test_near_is_below_and_over_is_above(value: float) -> None:
    text = roughly(value)
    number = float(parse_number(text.removeprefix("nær ").removeprefix("over ")))
    assert len(str(number).replace(".", "").strip("0").split("e")[0].rstrip("0")) == 1, "one figure that is not 0"
    if text.startswith("nær "):
        assert value < number <= 1.5 * value
    elif text.startswith("over "):
        assert number < value < 1.5 * number
    else:
        assert value == pytest.approx(number, rel=1e-8)


@pytest.mark.parametrize(
    ("value", "nb", "en"),
    [(0, "null", "no"), (1, "én", "one"), (12.4, "tolv", "twelve"), (13, "13", "13"), (1372, "1 372", "1,372")],
)
def test_small_whole_numbers_are_words(value: float, nb: str, en: str) -> None:
    assert (plain(numeral(value)), numeral(value, "en")) == (nb, en)


@pytest.mark.parametrize(
    ("items", "nb", "en"),
    [
        ([], "", ""),
        (["Oslo"], "Oslo", "Oslo"),
        (["a", "b"], "a og b", "a and b"),
        (["a", "b", "c"], "a, b og c", "a, b and c"),
    ],
)
def test_lists_end_in_and(items: list[str], nb: str, en: str) -> None:
    assert (listing(items), listing(items, "en")) == (nb, en)


@pytest.mark.parametrize(
    ("text", "within"),
    [("Årsverk til voksne", "årsverk til voksne"), ("HF-område", "HF-område"), ("A", "a"), ("", "")],
)
def test_the_first_letter_is_small_within_a_sentence_unless_it_is_an_abbreviation(text: str, within: str) -> None:
    assert lower_first(text) == within


def test_hidden_numbers_are_named_or_counted() -> None:
    assert hidden(["Oslo"]) == "Skjult: Oslo."
    assert hidden(["Oslo", "Viken"], "en") == "Hidden: Oslo and Viken."
    assert hidden([str(number) for number in range(14)]) == "14 tall er skjult."
    assert hidden([str(number) for number in range(5)], "en") == "Five numbers are hidden."


def test_a_number_and_its_per_cent_stay_on_one_line() -> None:
    assert held_together("44 prosent av 2 byer") == "44\u00a0prosent av 2 byer"
    assert held_together("4.5\x06 per cent, per cent") == "4.5\x06\u00a0per cent, per cent"
    assert held_together("10 prosentpoeng") == "10 prosentpoeng"
