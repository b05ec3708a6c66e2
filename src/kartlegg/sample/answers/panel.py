"""The units that answer, in order, as masks over them: statuses, groups, what is known before anything is asked.

No answer is chosen here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kartlegg.places.register import Place
from kartlegg.places.units import UnitKind
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.registers import register_of
from kartlegg.sample.answers.claims import Claim

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


def all_of(masks: Sequence[Mask]) -> Mask:
    """Return the units that lie in every one of the masks, one or more."""
    return np.asarray(np.logical_and.reduce(masks), dtype=bool)


@dataclass(frozen=True)
class Panel:
    """The units of a round: their places, what each has replied, and their figures by variable.

    Masks are arrays of one truth for each unit, in the order of `places`. Units of a group of the grouping `alike`
    are a little alike; "" for no such grouping.
    """

    places: tuple[Place, ...]
    statuses: tuple[str, ...]
    figures: tuple[Answers, ...]
    alike: str = ""

    @property
    def size(self) -> int:
        """The number of units."""
        return len(self.places)

    @cached_property
    def silent(self) -> Mask:
        """Units that answer nothing."""
        return np.array([status == "none" for status in self.statuses])

    @cached_property
    def complete(self) -> Mask:
        """Units whose reply is complete."""
        return np.array([status == "complete" for status in self.statuses])

    @cached_property
    def quiet(self) -> Mask:
        """Units that answer only where print has more answers than others can give: agencies, partial replies."""
        agency = np.array([place.kind is UnitKind.AGENCY for place in self.places])
        return (agency | ~self.complete) & ~self.silent

    @cached_property
    def inhabitants(self) -> Floats:
        """Inhabitants of each unit, at least 1: an agency has none of its own."""
        return np.array([max(place.population.get("all", 0), 1) for place in self.places], dtype=float)

    def scope(self, claim: Claim) -> Mask:
        """Return the units that a claim is about."""
        chosen = np.ones(self.size, dtype=bool)
        if claim.population != "everyone":
            chosen = self.complete if claim.population == "complete" else ~self.silent
        if claim.grouping:
            chosen = chosen & self.group(claim.grouping, claim.group)
        return chosen

    @property
    def neighbourhoods(self) -> list[str]:
        """The group of each unit within which units are alike, "" where it is in none."""
        return [place.groups.get(self.alike, "") for place in self.places]

    def group(self, grouping: str, group: str) -> Mask:
        """Return the units of a group."""
        return np.array([place.groups.get(grouping) == group for place in self.places])

    @cached_property
    def register(self) -> Sequence[Answers]:
        """What the register has of each unit."""
        return [register_of(place) for place in self.places]
