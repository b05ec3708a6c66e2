"""How near readers come to a hidden number, by linear programming over all they know. Nothing is hidden here."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import scipy  # loads its rooms when they are entered: most runs find every choice kept

from kartlegg.tabulation.disclosure.families import Array, Chosen, System

SLACK = 1e-6
"""What a solver may be off."""
UNBOUNDED = 3
"""What the solver calls an aim without a limit."""


class World(NamedTuple):
    """A reader's guess that nothing published speaks against: how far each number is off, `off[r]` that of row r.

    `price[r]` bounds how much further the guess could have gone, were the number of row r hidden as well.
    """

    off: Array
    price: Array


@dataclass(frozen=True)
class Attack:
    """A reader of everything in `system` save what is hidden."""

    system: System
    values: Array = field(init=False)
    most: Array = field(init=False)

    def __post_init__(self) -> None:
        """Note the numbers."""
        object.__setattr__(self, "values", np.array([float(cell.value) for cell in self.system.cells]))
        object.__setattr__(self, "most", np.array([float(cell.most) for cell in self.system.cells]))

    def furthest(self, row: int, sign: int, hidden: Chosen) -> World | None:
        """Return the world in which the number in `row` is most above (`sign` 1) or below (-1) what it is.

        `hidden[r]` tells whether the number of row r is. None where there is no limit to how far that could be. Two
        worlds give an interval. Raises RuntimeError where the solver fails, which published numbers never make it.
        """
        shown = np.flatnonzero(~hidden)
        equations = scipy.sparse.vstack([self.system.always, self.system.sums[shown]], format="csr")
        sides = np.concatenate([self.system.known, self.values[shown]])
        aim = -sign * self.system.sums[[row]].toarray()[0]
        found = scipy.optimize.linprog(aim, A_eq=equations, b_eq=sides, bounds=(0, None), method="highs-ds")
        if found.status == UNBOUNDED:
            return None
        if found.status != 0:
            raise RuntimeError(f"the attack on a hidden number failed: {found.message}")
        duals = -found.eqlin.marginals[len(self.system.known) :]
        price = np.zeros(len(self.values))
        price[shown] = np.maximum(duals * (self.most - self.values)[shown], -duals * self.values[shown])
        return World(self.system.sums @ found.x - self.values, price)

    def interval(self, row: int, hidden: Chosen) -> tuple[float, float]:
        """Return the least and the greatest that a number may be for all that readers know."""
        worlds = [self.furthest(row, sign, hidden) for sign in (-1, 1)]
        low, high = (
            sign * np.inf if world is None else float(self.values[row] + world.off[row])
            for sign, world in zip((-1, 1), worlds, strict=True)
        )
        return low, high
