"""What look-ups tell of rows and columns: one in its rank, and the names that there are. No figure is found."""

from collections.abc import Iterable
from dataclasses import dataclass

from kartlegg.report import wording


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row or column in its rank: code, label, the figure as shown, and exact, and how a sentence speaks of it."""

    code: str
    label: str
    shown: str
    value: float
    phrase: str = ""

    @property
    def name(self) -> str:
        """What it is called within a sentence: its phrase, or its label with a small first letter."""
        return self.phrase or wording.lower_first(self.label)


def among(known: Iterable[str], words: str) -> str:
    """Return the names that there are as the end of a message, not more of them than somebody reads."""
    names = list(known)
    return f"; {words} {', '.join(names[:12])}{', ...' if len(names) > 12 else ''}"
