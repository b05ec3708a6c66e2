"""The rounding rule holds for any number, and what is printed in Norwegian is read back as it was."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.rounding import (
    MINUS,
    NARROW_NO_BREAK_SPACE,
    NO_BREAK_SPACE,
    SPACES,
    format_number,
    parse_number,
    round_half_up,
)

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40, places=6)
places = st.integers(0, 8)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.5, 0, "-1"),
        (-2.5, 0, "-3"),
        (-0.4, 0, "0"),
        (0.35, 1, "0.4"),  # 0.35 is below the half as a binary fraction
        (1.005, 2, "1.01"),
        (-1.005, 2, "-1.01"),
        (2.675, 2, "2.68"),
        (0.1 + 0.2, 1, "0.3"),
        (1e22, 2, "10000000000000000000000.00"),
        (-1e300, 0, "-1" + "0" * 300),
        (5e-324, 3, "0.000"),
        (Decimal("0.5000000000000000000000000000001"), 0, "1"),
        (Decimal("0.4999999999999999999999999999999"), 0, "0"),
        (1250, -2, "1300"),
        (-1249.9, -2, "-1200"),
    ],
)
def test_halves_go_away_from_zero(value: float, decimals: int, rounded: str) -> None:
    assert f"{round_half_up(value, decimals):f}" == rounded


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), Decimal("sNaN")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        round_half_up(value)


@given(numbers, places)
def test_no_rounded_number_is_further_off_than_half_a_step(value: Decimal, decimals: int) -> None:
    rounded = round_half_up(value, decimals)
    assert abs(Fraction(rounded) - Fraction(value)) <= Fraction(1, 2 * 10**decimals)
    assert rounded.as_tuple().exponent == -decimals
    assert round_half_up(value.copy_negate(), decimals) == rounded.copy_negate()
    assert not (rounded == 0 and rounded.is_signed())


@given(st.floats(allow_nan=False, allow_infinity=False), places)
def test_the_shortest_decimal_form_is_what_is_rounded(value: float, decimals: int) -> None:
    assert round_half_up(value, decimals) == round_half_up(Decimal(repr(value)), decimals)


@given(numbers, places, st.booleans())
def test_what_is_printed_in_norwegian_is_read_back(value: Decimal, decimals: int, signed: bool) -> None:
    printed = format_number(value, decimals, signed=signed)
    assert parse_number(printed) == round_half_up(value, decimals)
    for space in SPACES:
        assert parse_number(f"{space}{printed.replace(NO_BREAK_SPACE, space)}{space}") == parse_number(printed)


@given(numbers, places)
def test_both_languages_print_the_same_digits(value: Decimal, decimals: int) -> None:
    norwegian, english = format_number(value, decimals), format_number(value, decimals, "en")
    assert norwegian.replace(NO_BREAK_SPACE, "\0").replace(",", ".").replace("\0", ",") == english
    assert Decimal(english.replace(",", "").replace(MINUS, "-")) == round_half_up(value, decimals)


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "norwegian", "english"),
    [
        (0, 0, True, "0", "0"),
        (-0.04, 1, True, "0,0", "0.0"),
        (0.04, 1, True, "0,0", "0.0"),
        (999.5, 0, False, f"1{NO_BREAK_SPACE}000", "1,000"),
        (999.4, 0, True, "+999", "+999"),
        (-1234567.891, 2, False, f"{MINUS}1{NO_BREAK_SPACE}234{NO_BREAK_SPACE}567,89", f"{MINUS}1,234,567.89"),
    ],
)
def test_numbers_as_printed(value: float, decimals: int, signed: bool, norwegian: str, english: str) -> None:
    assert format_number(value, decimals, signed=signed) == norwegian
    assert format_number(value, decimals, "en", signed=signed) == english
    assert format_number(value, decimals) == norwegian.removeprefix("+")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("+3,50", "3.50"),
        ("-7", "-7"),
        (f"{MINUS}7,5", "-7.5"),
        ("1234567", "1234567"),
        (f"12{NARROW_NO_BREAK_SPACE}345,6", "12345.6"),
        ("1 234\u2009567", "1234567"),
    ],
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1.5",
        "1,234,5",
        "12 34",
        "1 2345",
        "1234 567",
        "1  234",
        ",5",
        "5,",
        "1e3",
        "- 5",
        "--5",
        "5-",
        "fem",
        "5 %",
        "nan",
        "٣",
        "1\n234",
    ],
)
def test_what_could_mean_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number written the Norwegian way"):
        parse_number(text)


@given(st.text(alphabet="0123456789,.+-− \u00a0eE"))
def test_reading_gives_a_number_or_refuses(text: str) -> None:
    try:
        value = parse_number(text)
    except ValueError:
        return
    assert value.is_finite()
    assert sum(character.isdigit() for character in text) >= len(value.as_tuple().digits)
