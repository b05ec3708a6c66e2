"""Why a rule cannot be read, in words for who wrote it: where, what stands there, what could. Nothing is mended."""

import difflib
import re
from collections.abc import Iterator

from lark import Lark
from lark.exceptions import UnexpectedInput
from lark.parsers.lalr_interactive_parser import InteractiveParser

from kartlegg.errors import RuleError

_WORD = re.compile(r"[\w.]+|[<>=!&|]+|\S")
_CODE = re.compile(r"[a-z_][a-z0-9_]*")
_PHRASES = {
    "condition": "a condition such as `code is yes`",
    "number": "a number: digits, a code or a form such as `sum of (...)`",
    "REFERENCE": "a code",
    "OPTION": "an option",
    "COMPARATOR": "a comparison (`>`, `>=`, `<`, `<=`, `=`, `!=`)",
    "PLUS": "an operation (`+`, `-`, `*`, `/`)",
    "_COMMA": "`,`",
    "_OPEN": "`(`",
    "_CLOSE": "`)`",
    "$END": "the end of the rule",
}
_STARTS = {"NUMERAL", "REFERENCE", "MINUS", "_OPEN", "SUM", "LARGEST", "SMALLEST", "_ABSOLUTE", "_NUMBER"}
"""What a number may start with; a condition may start with these, `not` and the quantifiers."""

_SIGNS = {"NUMERAL", "MINUS", "TIMES", "OVER"}
"""The terminals that are neither words of the language nor told by a phrase of their own."""

_MEANT = {
    "==": "=",
    "=>": ">=",
    "≥": ">=",
    "=<": "<=",
    "≤": "<=",
    "<>": "!=",
    "≠": "!=",
    "&": "and",
    "&&": "and",
    "|": "or",
    "||": "or",
    "!": "not",
    "%": "percent",
    "×": "*",
    "÷": "/",
    "\u2212": "-",
    "\u2013": "-",
    "then": "and",
    "equals": "=",
    "og": "and",
    "eller": "or",
    "ikke": "not",
    "ikkje": "not",
    "er": "is",
    "empty": "blank",
    "checked": "ticked",
    "selected": "ticked",
    "unticked": "not ticked",
    "in": "is one of (...)",
}
"""What people write who know other languages, and the word or sign of this one."""


def explain(parser: Lark, text: str, start: str) -> RuleError:
    """Return why `parser` cannot read `text` from the symbol `start`; the text is known to be wrong."""
    place, accepted = _first_wrong(parser.parse_interactive(text, start=start), len(text.rstrip()))
    word = _WORD.match(text, place)
    found = word[0] if word else ""
    shown = f"`{found}`" if found else "the end of the rule" if text.strip() else "nothing"
    expected = _one_of(list(_phrases(accepted)))
    return RuleError(place + 1, shown, expected, _remedy(found, text[:place], text[place:], accepted))


def _first_wrong(reader: InteractiveParser, end: int) -> tuple[int, set[str]]:
    """Return the place of the first token that cannot stand there, and the names of those that could."""
    tokens = reader.lexer_thread.lex(reader.parser_state)
    while True:
        accepted = reader.accepts()
        try:
            token = next(tokens)
        except StopIteration:
            return end, accepted
        except UnexpectedInput as error:
            return error.pos_in_stream or 0, accepted
        try:
            reader.feed_token(token)
        except UnexpectedInput:
            return token.start_pos or 0, accepted


def _phrases(accepted: set[str]) -> Iterator[str]:
    """Yield what may stand at a place, in plain words, the widest first."""
    rest = set(accepted)
    if "ANY" in rest:
        yield _PHRASES["condition"]
        rest -= _STARTS | {"_NOT", "ANY", "ALL", "NONE"}
    elif "NUMERAL" in rest:
        yield _PHRASES["number"]
        rest -= _STARTS
    if "OPTION" in rest:
        rest -= {"_ONE"}
    named = [name for name in _PHRASES if name in rest]
    last = [name for name in named if name in {"$END", "_CLOSE"}]
    yield from (_PHRASES[name] for name in named if name not in last)
    yield from (f"`{word}`" for word in sorted(_keywords(rest)))
    yield from (_PHRASES[name] for name in last)


def _keywords(terminals: set[str]) -> set[str]:
    """Return the words of the language among terminals of the grammar."""
    return {name.strip("_").lower() for name in terminals - set(_PHRASES) - _SIGNS}


def _one_of(phrases: list[str]) -> str:
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])} or {phrases[-1]}"


def _remedy(found: str, before: str, after: str, accepted: set[str]) -> str:
    """Return what to do, as the end of "to mend it, ..."."""
    meant = _MEANT.get(found) or _nearest(found, _keywords(accepted))
    if meant:
        return f"write `{meant}`"
    if not found:
        return "close the parenthesis" if "_CLOSE" in accepted else "write the rest of the rule"
    habits = (
        (found in "'\"", "write options and codes without quotes"),
        (
            found == "," and before[-1:].isdigit() and after[1:2].isdigit(),
            "write decimals with a point, such as 12.5",
        ),
        (found.isdigit() and before.rstrip()[-1:].isdigit(), "write the digits together, such as 12500"),
        (found == ")" and before.count("(") <= before.count(")"), "remove it, or open a parenthesis before"),
        (found[0] in "<>=!" and "_AND" in accepted, "compare twice, as in `a > b and b > c`"),
        (found == "is", "say `is` of a code alone, and compare numbers with `=`"),
        (found != found.lower(), "write codes and words in small letters"),
        ("_OR" in accepted and (found == "," or found[0].isalpha()), "put `and` or `or` between two conditions"),
        (accepted == {"_OF"}, "put `of` before it; if the word before is meant as a code, give it another name"),
        (accepted == {"_OPEN"}, "write the list in parentheses"),
        (len(accepted) == 1, f"put {_one_of(list(_phrases(accepted)))} before it"),
    )
    return next(
        (remedy for fits, remedy in habits if fits), "write there what is expected, or remove what stands there"
    )


def _nearest(found: str, words: set[str]) -> str | None:
    """Return the word of the language that is probably meant: the same in other letters, or one spelt alike."""
    source, point, code = found.lower().partition(".")
    if point:
        near = difflib.get_close_matches(source, ("last", "register"), n=1)
        return f"{near[0]}.{code}" if near and _CODE.fullmatch(code) and found != f"{near[0]}.{code}" else None
    near = difflib.get_close_matches(found.lower(), sorted(words), n=1)
    return near[0] if near and near[0] != found else None
