"""The fewest numbers that must be hidden, exactly. What is published, and what readers know, are not made here.

Method: docs/method/disclosure.md. An integer program chooses; the attack tells what its choice leaves open, and each
answer is an inequality that every good choice keeps (Fischetti and Salazar-Gonzalez, 2001).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy  # loads its rooms when they are entered: most runs find every choice kept

from kartlegg.tabulation.disclosure.attack import SLACK, Attack
from kartlegg.tabulation.disclosure.cells import Cell
from kartlegg.tabulation.disclosure.families import Array, Chosen, System

WHOLE_COUNTRY = 100
"""A number of the whole country is hidden only where this many others would have to be."""


@dataclass(slots=True)
class Target:
    """That the interval of the number in `row` must reach `need` above (`sign` 1) or below (-1) it."""

    row: int
    sign: int
    need: float


@dataclass
class Choice:
    """The cuts that the attack has given so far, and the choice that keeps them all."""

    cells: Sequence[Cell]
    cuts: list[tuple[Array, float]] = field(default_factory=list)

    def best(self) -> Chosen:
        """Return which numbers are hidden: those that tell of single units, and the fewest others."""
        primary = np.array([cell.reason is not None for cell in self.cells])
        if not self.cuts:
            return primary
        rows = np.array([row for row, _ in self.cuts])
        sides = np.array([side for _, side in self.cuts])
        found = scipy.optimize.milp(
            np.array([_cost(cell, len(self.cells)) for cell in self.cells]),
            constraints=scipy.optimize.LinearConstraint(scipy.sparse.csr_array(rows), lb=sides),
            integrality=np.ones(len(self.cells)),
            bounds=scipy.optimize.Bounds(primary.astype(float), 1),
        )
        if found.x is None:
            raise RuntimeError(f"no choice of hidden numbers keeps all cuts: {found.message}")
        chosen: Chosen = np.round(found.x) > 0
        return chosen


def hide(system: System) -> Chosen:
    """Return which numbers of the system must be hidden so that no reader comes too near to a protected one.

    No choice that hides fewer published cells would do. A number that cannot be protected as far, whatever is hidden,
    is protected as far as it can be. Raises RuntimeError where the solver fails.
    """
    search = _Search(Attack(system), Choice(system.cells, list(_with_their_bases(system.cells))))
    targets = list(_targets(system.cells))
    hidden = search.choice.best()
    while search.finds_fault(targets, hidden):
        hidden = search.choice.best()
    return hidden


def _targets(cells: Sequence[Cell]) -> Iterator[Target]:
    for row, cell in enumerate(cells):
        if cell.up > 0:
            yield Target(row, 1, cell.up)
        if cell.down > 0:
            yield Target(row, -1, cell.down)


@dataclass
class _Search:
    """The attack and what it has found: worlds that hold wherever the numbers they change are hidden."""

    attack: Attack
    choice: Choice
    worlds: list[Array] = field(default_factory=list)

    def finds_fault(self, targets: Sequence[Target], hidden: Chosen) -> bool:
        """Return whether an interval is too short where these numbers are hidden, with cuts that say so."""
        short: set[int] = set()
        for target in targets:
            if target.row not in short and not self._is_known(target, hidden) and self._cuts(target, hidden):
                short.add(target.row)
        return bool(short)

    def _is_known(self, target: Target, hidden: Chosen) -> bool:
        """Return whether a world that was found before is far enough off, and holds here too."""
        return any(
            target.sign * off[target.row] >= target.need - SLACK and not (np.abs(off[~hidden]) > SLACK).any()
            for off in self.worlds
        )

    def _cuts(self, target: Target, hidden: Chosen) -> bool:
        """Return whether the interval of a target is too short; add the cut that says so."""
        world = self.attack.furthest(target.row, target.sign, hidden)
        if world is None:
            return False
        self.worlds.append(world.off)
        short = target.need - target.sign * world.off[target.row]
        if short <= SLACK:
            return False
        cut = np.clip(world.price / short, 0, 1)
        cut[cut < SLACK] = 0
        if not cut.any():
            target.need -= short  # whatever is hidden, readers come as near by what they know in any case
            return False
        self.choice.cuts.append((cut, 1.0))
        return True


def _with_their_bases(cells: Sequence[Cell]) -> Iterator[tuple[Array, float]]:
    """Yield that what is a share of a hidden number is hidden too: an exact share would tell it."""
    places = {cell.key: row for row, cell in enumerate(cells)}
    for row, cell in enumerate(cells):
        for base in sorted(cell.bases):
            if base in places and places[base] != row:
                cut = np.zeros(len(cells))
                cut[row], cut[places[base]] = 1, -1
                yield cut, 0.0


def told_of(system: System) -> Iterator[bytes | str]:
    """Yield all that `hide` goes by, for whoever keeps what it gives."""
    for cell in system.cells:
        protected = (cell.reason is not None, cell.up, cell.down, _cost(cell, len(system.cells)))
        yield repr((cell.key, cell.value, cell.most, sorted(cell.bases), protected))
    for matrix in (system.sums, system.always):
        yield repr(matrix.shape)
        yield from (part.tobytes() for part in (matrix.data, matrix.indices, matrix.indptr))
    yield system.known.tobytes()


def _cost(cell: Cell, of: int) -> float:
    """Return what hiding a number costs: the cells that show it; of choices alike, the one of smaller numbers."""
    weight = len(cell.shown) if any(statement.by for statement in cell.shown) else WHOLE_COUNTRY
    return weight + min(cell.value, 1000) / (1000 * (of + 1))
