"""What a unit leans to: how much it has, how willingly it answers; by section and question. No count may enter.

Large units have more on offer; units of a group, such as a county, are a little alike; answers of a section, and more
so of a question, go together. All drawn with the seed.
"""

from dataclasses import dataclass, field

import numpy as np

from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.answers.panel import Floats, Panel

_SIZE, _NEAR, _SECTION, _QUESTION, _OWN = 0.5, 0.3, 0.5, 0.7, 0.6
_WILLING, _WILLING_SECTION, _WILLING_QUESTION, _WILLING_OWN = 1.0, 0.6, 0.3, 0.05


@dataclass
class Leanings:
    """Draws the leanings of all units, each kind once; ask in the order of the form to get the same every time."""

    panel: Panel
    chance: np.random.Generator
    _drawn: dict[tuple[str, ...], Floats] = field(default_factory=dict)

    def of(self, variable: Variable) -> Floats:
        """Return how much each unit has of what a variable asks for: the higher, the more."""
        near = self._near(variable.section)
        parts = _SECTION * self._normal("section", variable.section) + _QUESTION * self._normal(
            "question", variable.question
        )
        return _SIZE * self.largeness + near + parts + _OWN * self.panel_noise()

    def willing(self, variable: Variable) -> Floats:
        """Return how willingly each unit answers; rows of a grid are answered by nearly the same units."""
        parts = _WILLING_SECTION * self._normal("answers", variable.section)
        parts = parts + _WILLING_QUESTION * self._normal("answers to", variable.question)
        return _WILLING * self._normal("willing") + parts + _WILLING_OWN * self.panel_noise()

    def panel_noise(self) -> Floats:
        """Return a new draw for each unit."""
        return self.chance.standard_normal(self.panel.size)

    def amount(self, variable: Variable) -> Floats:
        """Return weights for a number of things: they grow with inhabitants, more slowly than these."""
        return np.asarray(
            self.panel.inhabitants**0.7
            * np.exp(0.4 * self._normal("amount", variable.section) + 0.4 * self.panel_noise())
        )

    @property
    def largeness(self) -> Floats:
        """Inhabitants on a scale of standard deviations of their logarithm."""
        logs = np.log(self.panel.inhabitants)
        return np.asarray((logs - logs.mean()) / max(float(logs.std()), 1e-9))

    def _normal(self, *name: str) -> Floats:
        if name not in self._drawn:
            self._drawn[name] = self.panel_noise()
        return self._drawn[name]

    def _near(self, section: str) -> Floats:
        groups = self.panel.neighbourhoods
        for group in sorted(set(groups)):
            name = ("near", section, group)
            if name not in self._drawn:
                self._drawn[name] = self.chance.standard_normal(1)
        return _NEAR * np.array([self._drawn["near", section, group][0] for group in groups])
