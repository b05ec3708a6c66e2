"""Answers while they are made: who is asked what by now, and what was answered. No count and no leaning may enter."""

from dataclasses import dataclass, field

import numpy as np

from kartlegg.questionnaire.answers import Value
from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.rules import Condition
from kartlegg.sample.answers.panel import Mask, all_of
from kartlegg.sample.answers.structure import Structure


@dataclass
class Replies:
    """The answers of all units, filled in in the order of the form; `of` holds those of each unit by code.

    `opened` says of each variable decided by now to whom it is open.
    """

    structure: Structure
    of: list[dict[str, Value]] = field(init=False)
    opened: dict[str, Mask] = field(default_factory=dict)
    _hidden: list[set[str]] = field(init=False)
    _truths: dict[str, Mask] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the figures; nothing else is decided, so nothing else is open."""
        panel = self.structure.panel
        self.of = [dict(figures) for figures in panel.figures]
        self._hidden = [set(self.structure.variables) for _ in self.of]

    def open_to(self, code: str) -> Mask:
        """Decide to whom a variable is open, and return it; it must stand behind all that it depends on."""
        told = [self._holds(rule) for rule in self.structure.routes(code)]
        is_open = all_of([self.structure.may_open(code), *told])
        for unit in np.flatnonzero(is_open):
            self._hidden[unit].discard(code)
        self.opened[code] = is_open
        return is_open

    def facts(self, unit: int) -> Facts:
        """Return what is known of a unit by now."""
        return Facts(self.of[unit], register=self.structure.panel.register[unit], hidden=self._hidden[unit])

    def _holds(self, rule: Condition) -> Mask:
        name = str(rule)
        if name not in self._truths:
            self._truths[name] = np.array([holds(rule, self.facts(unit)) is True for unit in range(len(self.of))])
        return self._truths[name]
