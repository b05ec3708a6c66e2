"""The error tree. Every error that a user may meet is drawn here; nothing else may enter.

KartleggError                 whatever Kartlegg itself refuses; exit code 1
 |-- InputError               data or a definition is at fault: one or more Faults, each with its place
 |    |-- PlaceError          units, groupings, changes, population
 |    |-- DefinitionError     survey, rounds, questionnaire, table and figure specs, chapters
 |    |-- ExtractError        an Extract
 |    |-- AuthorsError        a Word file that authors wrote in
 |    `-- HelpSheetError      a help sheet that cannot be taken in at all
 |-- RuleError                a rule of the questionnaire cannot be read; what reads it adds file and line
 |-- AnswerError              a text that is no answer to its variable
 |-- NoFitError               printed numbers that no figures can reproduce together
 |-- LookupFault              a chapter asks for a number that no table holds
 |-- ReleaseError             a Release is damaged, unfinished or cannot be written
 `-- UsageError               the command was used wrongly; exit code 2
"""

import copyreg
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kartlegg.fault_codes import FaultCode

_ALIKE = 0.6
"""How like the word that stands there (difflib's ratio) a word is that may be meant."""
_BESIDE = 2
"""How far from the number that stands there a number is that may be meant."""
_DEFINITIONS = (".yaml", ".md", ".docx")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the input, told so that the reader can mend it.

    `line` is the line in the file, the first being 1 (a header line counts). `found`, `expected` and `remedy`
    are full phrases in English without a closing stop. `code` is the kind of fault, with a page of its own in
    docs/reference/faults; what proofreading tells has one.
    """

    file: str | Path
    line: int | None
    column: str | None
    found: str
    expected: str
    remedy: str
    code: FaultCode | None = None

    def __str__(self) -> str:
        """Return `file:line: [code] column x: found ...; expected ...; to mend it, ...` on one line.

        In a definition `column` says what it is about in words of its own: `question kept, text.nn`.
        """
        place = str(self.file) if self.line is None else f"{self.file}:{self.line}"
        code = "" if self.code is None else f" [{self.code}]"
        word = "" if str(self.file).endswith(_DEFINITIONS) else "column "  # these have keys or places, and no columns
        column = "" if self.column is None else f" {word}{self.column}:"
        return f"{place}:{code}{column} found {self.found}; expected {self.expected}; to mend it, {self.remedy}"


def suggest(word: str, known: Iterable[str], remedy: str = "correct it") -> str:
    """Return the remedy for a word that is none of the `known`, with the one that may be meant, if any."""
    meant = nearest(word, known)
    return remedy if meant is None else f'{remedy}: did you mean "{meant}"?'


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that may be meant, None where none is near enough.

    For the number of a table or figure it is one of the same chapter, at most two away. Codes are compared in the
    parts in which they differ: another digit is another thing.
    """
    names = list(known)
    numbered = re.fullmatch(r"(.*\.)([0-9]+)", word)
    if numbered:
        tails = [(name, name.removeprefix(numbered[1])) for name in names if name.startswith(numbered[1])]
        apart = {name: abs(int(tail) - int(numbered[2])) for name, tail in tails if tail.isdecimal()}
        return next((name for name in sorted(apart, key=apart.__getitem__) if apart[name] <= _BESIDE), None)
    alike = {name: _alike(word, name) for name in names}
    best = max(names, key=alike.__getitem__, default=None)
    return best if best is not None and alike[best] >= _ALIKE else None


def _alike(word: str, name: str) -> float:
    """Return how alike two codes are, from 0 to 1, apart from whole parts that they begin and end with alike."""
    if sorted(filter(str.isdigit, word)) != sorted(filter(str.isdigit, name)):
        return 0
    left, right = (re.split(r"[_.-]", of) for of in (word, name))
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    of = ("_".join(left), "_".join(right)) if left and right else (word, name)  # a part forgotten, or one too many
    return 1 if sorted(of[0]) == sorted(of[1]) else difflib.SequenceMatcher(None, *of).ratio()


class KartleggError(Exception):
    """Whatever Kartlegg refuses. `exit_code` is what the command line ends with."""

    exit_code = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """Tell another process of the error as it is: its message is not what it was made from."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]  # not in the stubs


class InputError(KartleggError):
    """Data or a definition is at fault; `faults` tells every fault that was found, in order."""

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        """Keep the faults; the message is one line a fault."""
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class PlaceError(InputError):
    """Units, groupings, changes or population are at fault."""


class DefinitionError(InputError):
    """A survey, round, questionnaire, table, figure or chapter definition is at fault."""


class ExtractError(InputError):
    """An Extract is at fault."""


class AuthorsError(InputError):
    """A Word file that authors wrote in cannot be taken over; each fault names chapter and paragraph."""


class HelpSheetError(InputError):
    """A help sheet that cannot be taken in at all: not such a file, unsafe, or of another round or unit.

    `reason` is one word for it, so that whoever sent the file can be told in their own language.
    """

    def __init__(self, reason: str, fault: Fault) -> None:
        """Keep the word and the fault."""
        self.reason = reason
        super().__init__(fault)


class RuleError(KartleggError):
    """A rule of the small language cannot be read.

    `column` is the place in the rule's text, the first character being 1; `found`, `expected` and `remedy` are
    phrases as in a Fault, so that whoever knows file and line can make one.
    """

    def __init__(self, column: int, found: str, expected: str, remedy: str) -> None:
        """Keep the phrases; the message is all of them on one line."""
        self.column, self.found, self.expected, self.remedy = column, found, expected, remedy
        super().__init__(f"column {column}: found {found}; expected {expected}; to mend it, {remedy}")


class AnswerError(KartleggError):
    """A text that is no answer to its variable. `found` and `expected` are phrases as in a Fault.

    `reason` is one word for it, so that the form can say it in the respondent's language.
    """

    def __init__(self, reason: str, found: str, expected: str) -> None:
        """Keep the phrases; the message is both on one line."""
        self.reason, self.found, self.expected = reason, found, expected
        super().__init__(f"found {found}; expected {expected}")


class NoFitError(KartleggError):
    """Printed numbers that no figures can reproduce together; the message names them, one a line."""


class LookupFault(KartleggError):  # noqa: N818  LookupError is a builtin
    """A spec, a chapter or a caption asks for what there is not.

    `code` is the kind of fault, None where it hangs on the replies. `name` is what was asked for and `known` what
    there is, where one of that may have been meant.
    """

    def __init__(
        self, message: str, code: FaultCode | None = None, *, name: str = "", known: Iterable[str] = ()
    ) -> None:
        """Keep what is told."""
        super().__init__(message)
        self.code = code
        self.remedy = suggest(name, known)

    def fault(self, file: str | Path, line: int | None, column: str | None, expected: str) -> Fault:
        """Return it as a fault of a file."""
        return Fault(file, line, column, str(self), expected, self.remedy, self.code)


class ReleaseError(KartleggError):
    """A Release is damaged, unfinished or cannot be written."""


class UsageError(KartleggError):
    """The command was used wrongly."""

    exit_code = 2
