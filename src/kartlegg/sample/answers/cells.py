"""Cells: units that neither claims nor what is known before anything is asked can tell apart. No count may enter.

Cells of a variable are told apart by the groups that claims about it, or about what it opens, name: a question that
is printed by county does not part all others by county.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kartlegg.sample.answers.claims import Claim
from kartlegg.sample.answers.panel import Mask
from kartlegg.sample.answers.structure import Structure

Wholes = NDArray[np.int64]
Level = frozenset[str]
"""Names of the sets of units that cells are told apart by."""


@dataclass(frozen=True)
class Part:
    """Variables that must be counted together, and the claims about them."""

    variables: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Cells:
    """The cells of a part of the form."""

    structure: Structure
    part: Part

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        """The sets of units that are told apart somewhere, by name."""
        panel = self.structure.panel
        masks = {"silent": panel.silent, "quiet": panel.quiet}
        masks |= {f"open {code}": self.structure.may_open(code) for code in self.part.variables}
        return masks | {claim.scope: panel.scope(claim) for claim in self.part.claims if claim.scope}

    @cached_property
    def levels(self) -> dict[str, Level]:
        """Of each variable, the names of the sets that its cells are told apart by."""
        everywhere = frozenset(name for name in self._masks if name.startswith(("silent", "quiet", "open ")))
        scopes: dict[str, set[str]] = {code: set() for code in self.part.variables}
        for claim in self.part.claims:
            for code in claim.variables if claim.scope else ():
                for own in (*self.structure.boxes.get(code, (code,)), *self.structure.ancestors(code)):
                    scopes[own].add(claim.scope)
        return {code: everywhere | own for code, own in scopes.items()}

    def of(self, level: Level) -> Wholes:
        """Return the cell of each unit where the sets of `level` are told apart."""
        if level not in self._known:
            told = np.array([self._masks[name] for name in sorted(level)]).T
            self._known[level] = np.unique(told, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
        return self._known[level]

    @cached_property
    def _known(self) -> dict[Level, Wholes]:
        return {}

    def sizes(self, level: Level) -> Wholes:
        """Return the units of each cell."""
        return np.bincount(self.of(level)).astype(np.int64)

    def inside(self, mask: Mask, level: Level) -> Mask:
        """Return which cells lie in a set of units that the level tells apart."""
        return mask[np.unique(self.of(level), return_index=True)[1]]

    def common(self, codes: Iterable[str]) -> Level:
        """Return the sets that the cells of all these variables are told apart by."""
        return frozenset.intersection(*(self.levels[code] for code in codes))
