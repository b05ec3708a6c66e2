"""Numbers into sentences, in Norwegian bokmål and English. Where a number comes from may not enter.

Every wording follows from direction and size: what is shown is rounded once, and the verb follows what is shown.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from kartlegg.language import Language
from kartlegg.rounding import NO_BREAK_SPACE, format_number, round_half_up

_PER_CENT: dict[Language, str] = {"nb": "prosent", "en": "per cent"}
_FTE: dict[Language, str] = {"nb": "årsverk", "en": "full-time equivalents"}
_ONE_FTE: dict[Language, str] = {"nb": "årsverk", "en": "full-time equivalent"}
_AND: dict[Language, str] = {"nb": "og", "en": "and"}
_ROSE: dict[Language, str] = {"nb": "økte med", "en": "rose by"}
_FELL: dict[Language, str] = {"nb": "gikk ned med", "en": "fell by"}
_SAME: dict[Language, str] = {"nb": "var uendret", "en": "was unchanged"}
_RISE: dict[Language, str] = {"nb": "en økning på", "en": "a rise of"}
_FALL: dict[Language, str] = {"nb": "en nedgang på", "en": "a fall of"}
_NO_CHANGE: dict[Language, str] = {"nb": "ingen endring", "en": "no change"}
_FROM_TO: dict[Language, tuple[str, str, str, str]] = {
    "nb": ("økte fra", "gikk ned fra", "var uendret,", "til"),
    "en": ("rose from", "fell from", "was unchanged,", "to"),
}
_NEAR: dict[Language, str] = {"nb": "nær", "en": "nearly"}
_OVER: dict[Language, str] = {"nb": "over", "en": "more than"}
_LESS_THAN: dict[Language, str] = {"nb": "mindre enn", "en": "less than"}
_SHOWN_OF: dict[Language, str] = {"nb": "{} som vises", "en": "{} shown"}
_AMONG: dict[Language, str] = {"nb": ", blant {}", "en": ", among the {}"}
_APART = re.compile(r"(?<=[0-9])([\x00-\x08]?) (?=(?:prosent|per cent)\b)")
_HIDDEN: dict[Language, tuple[str, str]] = {
    "nb": ("Skjult: {}.", "{} tall er skjult."),
    "en": ("Hidden: {}.", "{} numbers are hidden."),
}
_NAMED = 4
"""How many hidden numbers are named; of more it is told how many they are."""
_SMALLEST_PER_CENT = 0.1
"""The smallest change in per cent that one decimal shows."""
_NUMERALS: dict[Language, Sequence[str]] = {
    "nb": ("null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}

_TENS: dict[Language, str] = {
    "nb": "tjue|tretti|førti|femti|seksti|sytti|åtti|nitti",
    "en": "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety",
}
_TEENS: dict[Language, str] = {
    "nb": "tretten|fjorten|femten|seksten|sytten|atten|nitten|hundre",
    "en": "(?:thir|four|fif|six|seven|eigh|nine)teen|hundred",
}
_IN_WORDS = "|".join(
    f"{of}|(?:{_TENS[language]})(?:-?(?:{of}))?|{_TEENS[language]}"
    for language, of in ((language, "|".join(words)) for language, words in _NUMERALS.items())
)
NUMBER = re.compile(rf"\d+|\b(?:{_IN_WORDS})(?=\s(?:prosent|per\s?cent)\b)", re.IGNORECASE)
"""A number as it is typed: digits, or so many per cent in words."""


def percent(value: float, decimals: int = 0, language: Language = "nb") -> str:
    """Return "1,0 prosent"; a whole one is written out: "én prosent"."""
    if decimals == 0 and round_half_up(value) == 1:
        shown = _NUMERALS[language][1]
    else:
        shown = format_number(value, decimals, language)
    return f"{shown}{NO_BREAK_SPACE}{_PER_CENT[language]}"


def fte(value: float, language: Language = "nb") -> str:
    """Return "16 792 årsverk"."""
    word = _ONE_FTE if abs(round_half_up(value)) == 1 else _FTE
    return f"{format_number(value, 0, language)}{NO_BREAK_SPACE}{word[language]}"


def numeral(value: float, language: Language = "nb") -> str:
    """Return a whole number in words up to twelve, in digits above."""
    whole = int(round_half_up(value))
    words = _NUMERALS[language]
    return words[whole] if 0 <= whole < len(words) else format_number(whole, 0, language)


def change_verb(absolute: float, relative: float | None, language: Language = "nb") -> str:
    """Return "økte med 125 årsverk, 1,0 prosent", "gikk ned med ..." or "var uendret".

    `absolute` is in FTE, `relative` in per cent (None where there is nothing to compare with). A change that is shown
    is never 0 per cent: below what one decimal shows it is "mindre enn 0,1 prosent".
    """
    verb = _SAME if round_half_up(absolute) == 0 else _ROSE if absolute > 0 else _FELL
    return verb[language] if verb is _SAME else f"{verb[language]} {_size(absolute, relative, language, ', ', '')}"


def change_noun(absolute: float, relative: float | None, language: Language = "nb") -> str:
    """Return "en økning på 125 årsverk (1,0 prosent)", "en nedgang på ..." or "ingen endring"."""
    noun = _NO_CHANGE if round_half_up(absolute) == 0 else _RISE if absolute > 0 else _FALL
    if noun is _NO_CHANGE:
        return noun[language]
    return f"{noun[language]} {_size(absolute, relative, language, ' (', ')')}"


def moved(
    before: float, after: float, decimals: int = 0, language: Language = "nb", *, in_percent: bool = True
) -> str:
    """Return "økte fra 32 til 39 prosent", "gikk ned fra ..." or (printed alike) "var uendret, 32 prosent"."""
    rose, fell, same, to = _FROM_TO[language]
    first, last = (format_number(value, decimals, language) for value in (before, after))
    shown = percent(after, decimals, language) if in_percent else last
    return f"{same} {shown}" if first == last else f"{rose if after > before else fell} {first} {to} {shown}"


def _size(absolute: float, relative: float | None, language: Language, before: str, after: str) -> str:
    size = fte(abs(absolute), language)
    if relative is None:
        return size
    shown = percent(abs(relative), 1, language)
    if round_half_up(relative, 1) == 0:
        shown = f"{_LESS_THAN[language]} {percent(_SMALLEST_PER_CENT, 1, language)}"
    return f"{size}{before}{shown}{after}"


def roughly(value: float, language: Language = "nb") -> str:
    """Return the size of `value` by the nearest round number, one figure that is not 0: "nær 2 000", "over 10".

    Differences of binary fractions count as equal: nine significant digits are looked at.
    """
    exact = abs(Decimal(f"{value:.9g}"))
    if exact == 0:
        return format_number(0, 0, language)
    step = Decimal(1).scaleb(exact.adjusted())
    near = round_half_up(exact / step) * step
    shown = format_number(near, max(0, -near.adjusted()), language)
    if exact == near:
        return shown
    return f"{_NEAR[language] if exact < near else _OVER[language]} {shown}"


def listing(items: Sequence[str], language: Language = "nb") -> str:
    """Return "a, b og c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_AND[language]} {items[-1]}"


def among_shown(of: str, language: Language = "nb") -> str:
    """Return ", blant fylkene som vises": what ends a clause that compares where some of the groups are hidden."""
    return _AMONG[language].format(shown_of(of, language))


def shown_of(of: str, language: Language = "nb") -> str:
    """Return "fylkene som vises": the groups of which numbers are not hidden."""
    return _SHOWN_OF[language].format(of)


def hidden(named: Sequence[str], language: Language = "nb") -> str:
    """Return "Skjult: a og b.", of many how many they are."""
    names, many = _HIDDEN[language]
    if len(named) <= _NAMED:
        return names.format(listing(named, language))
    counted = numeral(len(named), language)
    return many.format(counted[:1].upper() + counted[1:])


def held_together(text: str) -> str:
    """Return a text whose lines do not break between a number and its "prosent"; signs that no reader sees may stand
    between the two."""
    return _APART.sub(rf"\1{NO_BREAK_SPACE}", text)


def lower_first(text: str) -> str:
    """Return `text` as it stands within a sentence: the first letter small, unless the word is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
