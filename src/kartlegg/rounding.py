"""The one rounding rule, and numbers as people write them. Nothing that chooses which number may enter.

Half is rounded away from zero, once, when a number is shown; the number is read as its shortest decimal
form first (`Decimal(str(x))`), so that 1.005 is the half that a reader sees and not the binary fraction below it.
Source of the rule: ROUND_HALF_UP of `decimal`, the General Decimal Arithmetic's round-half-up.
"""

import re
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from kartlegg.language import Language

NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"
MINUS = "\u2212"
SPACES = f" {NO_BREAK_SPACE}{NARROW_NO_BREAK_SPACE}\u2007\u2009"
"""Between thousands: space, no-break, narrow no-break, figure and thin space."""

_DECIMAL_MARK: dict[Language, str] = {"nb": ",", "en": "."}
_THOUSANDS_MARK: dict[Language, str] = {"nb": NO_BREAK_SPACE, "en": ","}
_NORWEGIAN_NUMBER = re.compile(rf"[+\-{MINUS}]?(?:[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[0-9]+)(?:,[0-9]+)?")
# As many digits as the number has: the 28 of the usual context are an error for larger numbers.
_EVERY_DIGIT = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)


def round_half_up(value: float | Decimal, decimals: int = 0) -> Decimal:
    """Return `value` with `decimals` decimals, halves away from zero; negative zero becomes zero.

    Raises ValueError for what is not a finite number.
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} is not a finite number and cannot be rounded")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), context=_EVERY_DIGIT)
    return rounded.copy_abs() if rounded == 0 else rounded


@lru_cache(maxsize=2**16, typed=True)  # each number is printed in several formats
def format_number(
    value: float | Decimal, decimals: int = 0, language: Language = "nb", *, signed: bool = False
) -> str:
    """Return `value` as printed: rounded once, U+2212 for minus, thousands apart from 1 000 up.

    `signed` puts a plus before what is above zero, for columns of change.
    """
    rounded = round_half_up(value, decimals)
    digits = f"{rounded.copy_abs():,f}".replace(",", "\0").replace(".", _DECIMAL_MARK[language])
    digits = digits.replace("\0", _THOUSANDS_MARK[language])
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + digits


def parse_number(text: str) -> Decimal:
    """Return the number that Norwegian `text` says: decimal comma, between thousands any of SPACES or nothing.

    Raises ValueError where the text is not such a number.
    """
    stripped = text.strip(SPACES)
    if not _NORWEGIAN_NUMBER.fullmatch(stripped):
        raise ValueError(f"{text!r} is not a number written the Norwegian way, such as 1{NO_BREAK_SPACE}234,5")
    plain = re.sub(f"[{SPACES}]", "", stripped)
    return Decimal(plain.replace(MINUS, "-").replace(",", "."))
