"""What each unit has left blank by now: whoever left much answers what comes next. No form and no count is read.

Print says how many leave a question blank, not who. Were it always the same, a few whole replies would be all but
empty; a person who has come to the end of a form has answered most of it.
"""

from dataclasses import dataclass, field

import numpy as np

from kartlegg.sample.answers.panel import Floats, Mask

_ALLOWED, _AT_FIRST, _PULL = 0.15, 3.0, 0.6


@dataclass
class Blanks:
    """Counts, for `size` units, what each was asked and left blank."""

    size: int
    _asked: Floats = field(init=False)
    _blank: Floats = field(init=False)
    _owed: Floats = field(init=False)
    _question: str = ""

    def __post_init__(self) -> None:
        """Begin with nothing asked."""
        self._asked, self._blank, self._owed = (np.zeros(self.size) for _ in range(3))

    def count(self, asked: Mask, answered: Mask) -> None:
        """Count one question that was put to some units and answered by some of these."""
        self._asked += asked
        self._blank += asked & ~answered

    def owed(self, question: str) -> Floats:
        """Return how much more willing each unit is for what it left blank beyond a small share of what it was asked.

        It stays the same for all rows of a question: these are answered by nearly the same units.
        """
        if question != self._question:
            beyond = self._blank - _ALLOWED * self._asked - _AT_FIRST
            self._question, self._owed = question, np.asarray(_PULL * np.maximum(0.0, beyond))
        return self._owed
