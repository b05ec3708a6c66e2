"""What an answer is: its value, why it may be missing, and how it is read from what people write.

No rule of the form enters: whether a question is open is asked of `routing`.
"""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from kartlegg.errors import AnswerError
from kartlegg.language import LANGUAGES
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounding import MINUS, SPACES, format_number, parse_number, round_half_up

Value = str | float | None
"""An answer: the code of an option, the words of a text, a number, 1 or 0 for a tick; None where it is blank."""

Answers = Mapping[str, Value]
"""Answers by the code of their variable. A code that is not there is blank."""


class Missing(StrEnum):
    """Why there is no answer to count: a reason in files, never a value."""

    NOT_ASKED = "not_asked"
    BLANK = "blank"
    DO_NOT_KNOW = "do_not_know"
    NOT_APPLICABLE = "not_applicable"


TICKED = ("1", "x", "ja", "yes", "true")
NOT_TICKED = ("0", "nei", "no", "false")
"""What a tick may be written as, in any case of letters."""

LARGEST = 10.0**15
"""The largest number that is an answer: above it a float no longer holds every decimal that is typed."""

_GROUPS = {
    ",": re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?"),
    ".": re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?"),
}
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def answered(value: object) -> Value:
    """Return the answer that `value` is, None where it is none: blank words, no finite number, another type."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int | float):
        try:
            number = float(value)
        except OverflowError:
            return None
        return number if math.isfinite(number) else None
    return None


def missing_kind(variable: Variable, value: Value, *, shown: bool = True) -> Missing | None:
    """Return why `value` is nothing to count for `variable`, None where it is an answer.

    `shown` says whether the question was open: an answer to one that was not is none.
    """
    if not shown:
        return Missing.NOT_ASKED
    answer = answered(value)
    if answer is None:
        return Missing.BLANK
    kind = next((option.kind for option in variable.options if option.code == answer), "answer")
    return None if kind == "answer" else Missing(kind)


def parse_answer(variable: Variable, text: str) -> Value:
    """Return the answer that `text` gives to `variable`, None for nothing but spaces.

    A choice is the code or the label of its option, in any language; a tick one of TICKED or NOT_TICKED; a number
    is written the Norwegian or the English way. Raises AnswerError, whose `reason` is one of not_an_option,
    not_a_tick, not_a_number, ambiguous, too_many_decimals, too_small, too_large and too_long.
    """
    if not text.strip():
        return None
    match variable.type:
        case "number":
            return _number(variable, text)
        case "choice":
            return _option(variable, text)
        case "tick":
            return _tick(text)
        case "text":
            return _words(variable, text)


def _number(variable: Variable, text: str) -> float:
    written = text.strip()
    if variable.measure == "percent":
        written = written.removesuffix("%")
    number = _decimal(written.strip(SPACES), variable, text)
    low = -LARGEST if variable.at_least is None else variable.at_least
    high = LARGEST if variable.at_most is None else variable.at_most
    if number < Decimal(str(low)):
        raise AnswerError("too_small", repr(text), f"{_plain(low)} or more")
    if number > Decimal(str(high)):
        raise AnswerError("too_large", repr(text), f"{_plain(high)} or less")
    if variable.decimals is not None and number != round_half_up(number, variable.decimals):
        expected = f"at most {variable.decimals} decimals" if variable.decimals else "a whole number"
        raise AnswerError("too_many_decimals", repr(text), expected)
    return float(number)


def _plain(limit: float) -> str:
    """Return a limit with the decimals that it has."""
    return format_number(limit, max(0, -int(Decimal(str(limit)).normalize().as_tuple().exponent)), "en")


def _decimal(written: str, variable: Variable, text: str) -> Decimal:
    """Return the number of `written`; commas and points are told apart by their places, or it is refused."""
    digits = written.lstrip(f"+-{MINUS}")
    if _AMBIGUOUS.fullmatch(digits):
        whole, part = re.split("[.,]", digits)
        raise AnswerError("ambiguous", repr(text), _either_way(whole, part, variable.decimals))
    for mark, pattern in _GROUPS.items():
        if pattern.fullmatch(digits):
            written = written.replace(mark, "")
    if written.count(".") == 1 and "," not in written:
        written = written.replace(".", ",")
    try:
        return parse_number(written)
    except ValueError:
        raise AnswerError("not_a_number", repr(text), "a number such as 12, 12,5 or 1 234,5") from None


def _either_way(whole: str, part: str, decimals: int | None) -> str:
    """Return how to write 1,234 so that it can be read: as thousands, or as decimals."""
    if decimals == 0:
        return f"{whole}{part}, without a mark between thousands"
    short = decimals is not None and decimals < len(part)
    decimal = format_number(Decimal(f"{whole}.{part}"), decimals or 0) if short else f"{whole},{part}0"
    return f"{whole}{part} if the mark parts thousands, {decimal} if it begins decimals"


def _option(variable: Variable, text: str) -> str:
    told = _folded(text)
    for option in variable.options:
        if told == option.code:
            return option.code
    labelled = [option.code for option in variable.options if told in map(_folded, _labels(option))]
    if len(labelled) == 1:
        return labelled[0]
    raise AnswerError("not_an_option", repr(text), f"one of {', '.join(option.code for option in variable.options)}")


def _labels(option: Option) -> tuple[str, ...]:
    words = option.label.text()
    return (*(words.get(language) for language in LANGUAGES), option.label.nn)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _tick(text: str) -> float:
    told = _folded(text)
    if told not in TICKED + NOT_TICKED:
        raise AnswerError("not_a_tick", repr(text), f"one of {', '.join(TICKED + NOT_TICKED)}")
    return 1.0 if told in TICKED else 0.0


def _words(variable: Variable, text: str) -> str:
    words = text.strip()
    if variable.at_most is not None and len(words) > variable.at_most:
        raise AnswerError("too_long", f"{len(words)} characters", f"at most {variable.at_most:.0f}")
    return words
