"""Which words of a chapter come from which look-up, through template and Markdown. What is looked up may not enter.

While a chapter is read, what a look-up found stands between signs that no text has. They become the `lookup` of runs.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kartlegg.report.blocks import Run

_OPEN, _NAMED, _CLOSE = "\x04", "\x05", "\x06"
_SIGNS = re.compile(f"{_OPEN}([^{_NAMED}]*){_NAMED}|{_CLOSE}")
_DIGITS = 8


@dataclass
class LookupMarks:
    """Marks the look-ups of one chapter.

    The name of a look-up is the chapter's number and a checksum of the look-up as written, so that it holds as long
    as the chapter asks the same; what finds different things in one chapter (in a loop) has a number besides.
    """

    chapter: str
    _found: dict[str, list[str]] = field(default_factory=dict)

    def mark(self, written: str, found: object) -> str:
        """Return what a look-up found, between signs; what was put together of other look-ups counts as one."""
        words = without_marks(str(found))
        if not words.strip():
            return words
        checksum = hashlib.sha256(written.encode()).hexdigest()[:_DIGITS]
        told = self._found.setdefault(checksum, [])
        if words not in told:
            told.append(words)
        place = told.index(words) + 1
        name = f"kap_{self.chapter}_{checksum}" + (f"_{place}" if place > 1 else "")
        return f"{_OPEN}{name}{_NAMED}{words}{_CLOSE}"


def without_marks(text: str) -> str:
    """Return `text` without signs."""
    return _SIGNS.sub("", text)


def named_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs in which signs have become the `lookup` of the runs between them.

    What a look-up found is one run; where style or links divide it, its parts are words like others.
    """
    found: list[Run] = []
    within: list[Run] | None = None
    name = ""
    for one in runs:
        place = 0
        for sign in _SIGNS.finditer(one.text):
            _add(found if within is None else within, one, one.text[place : sign.start()])
            place = sign.end()
            if sign[1] is not None:
                within, name = [], sign[1]
            elif within is not None:
                found += [replace(within[0], lookup=name)] if len(within) == 1 else within
                within = None
        _add(found if within is None else within, one, one.text[place:])
    return tuple(found + (within or []))


def _add(runs: list[Run], one: Run, text: str) -> None:
    if text:
        runs.append(replace(one, text=text))
