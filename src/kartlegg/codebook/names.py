"""Names and labels cut to what statistics packages take, the same in every round. No file is written here."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

STATA_NAME, SPSS_NAME = 28, 64
"""How many characters a name may have: in SPSS 64; in Stata 32, of which a set of labels needs four for a number."""

_MARK = 4
_RESERVED = frozenset(
    (
        *("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"),  # SPSS
        *("if", "in", "using", "byte", "int", "long", "float", "double", "strl"),  # Stata
    )
)


def package_names(codes: Iterable[str], most: int) -> dict[str, str]:
    """Return a name for each code: the code itself where it fits, else its words cut evenly until it does.

    Where two codes would be called alike, one that is cut gets a mark made of the code; so a name depends on the code
    alone, save where two codes meet. Names differ, also where case is not told apart.
    """
    every = list(dict.fromkeys(codes))
    short = {code: _cut(_legal(code), most) for code in every}
    count = Counter(name.casefold() for name in short.values())
    return {
        code: name if name == code or count[name.casefold()] == 1 else f"{_cut(name, most - _MARK - 1)}_{_mark(code)}"
        for code, name in short.items()
    }


def cut_text(text: str, most: int, *, in_bytes: bool = False) -> str:
    """Return the text with at most so many characters, or bytes in UTF-8; one that is cut ends in an ellipsis."""

    def size(of: str) -> int:
        return len(of.encode()) if in_bytes else len(of)

    plain = " ".join(text.split())
    if size(plain) <= most:
        return plain
    while size(plain) + size("…") > most:
        plain = plain[:-1]
    return plain.rstrip(" ,;:–-(") + "…"


def _legal(code: str) -> str:
    """Return a code that begins with a letter and is no word of a package."""
    if code in _RESERVED or re.fullmatch(r"str[0-9]+", code):
        return f"{code}_"
    return code if code[0].isalpha() else f"v_{code}"


def _cut(name: str, most: int) -> str:
    """Return the name with its words cut to fewer letters, evenly, until it fits."""
    letters = max(map(len, name.split("_")))
    while len(name) > most and letters > 1:
        letters -= 1
        name = "_".join(word[:letters] for word in name.split("_"))
    return name[:most]


def _mark(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()[:_MARK]
