"""Parts that questions of several types are written with: marks, fields of words. No table is written here."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from fontTools.ttLib import TTFont

from kartlegg.forms.form_words import FormWords
from kartlegg.forms.page import Field, Group
from kartlegg.report.layout.text_width import font_file
from kartlegg.report.pdf.source import Source, call, points

_NO_SIGN = "?"

TEXT_WIDTH = 449.0
"""How wide what is answered may be, in points: the page without its margins and the room of the numbers."""

_MORE_WIDTH = 290.0

State = Literal["blank", "chosen", "other"]
"""How a mark looks: to be filled in, chosen, or one of the others."""


@dataclass(frozen=True, slots=True)
class Writer:
    """What is the same for all questions: the form's words, whether it is `filled`, and whether contacts are told."""

    words: FormWords
    filled: bool = False
    with_contact: bool = False

    def state(self, chosen: bool) -> State:
        """Return how a mark looks."""
        if not self.filled:
            return "blank"
        return "chosen" if chosen else "other"

    def row_head(self, group: Group) -> str:
        """Return what stands above the labels of the rows: how to answer, or what they are."""
        return self.words["head.rows"] if self.filled else group.hint

    def text(self, field: Field) -> Source:
        """Return room for words, or the words."""
        if not self.filled:
            return call("writing", field.lines)
        if field.is_contact and not self.with_contact:
            return call("note", self.words["answer.left_out"])
        return self._words(field)

    def more(self, field: Field, width: float = _MORE_WIDTH) -> Source | None:
        """Return what asks what a tick or a row is; nothing in a filled form where it was not asked."""
        if not self.filled:
            return call("writing", 1, width=points(width))
        return self._words(field) if field.open and field.value else None

    def _words(self, field: Field) -> Source:
        if not field.value:
            return call("note", self.words["answer.blank"])
        return call("written", tuple(printable(line) for line in field.value.splitlines() if line.strip()))


def printable(words: str) -> str:
    """Return what a unit wrote, with a question mark for each sign that the typeface lacks, such as a drawn face."""
    return "".join(sign if sign.isspace() or ord(sign) in _signs() else _NO_SIGN for sign in words)


@cache
def _signs() -> frozenset[int]:
    """Return the code points that the typeface can show."""
    with TTFont(font_file("Regular"), lazy=True) as font:
        return frozenset(font.getBestCmap())
