"""What readers know of published numbers: who is in which group, what adds up to what. No number may be hidden here.

Numbers about the same questions are a family. Its units are divided as finely as its numbers tell them apart, by what
is true of them and by their groups; each part is an unknown, and each published number a sum of parts. How many units
each group has is known to all. Totals, parts of one base, groups within groups: all follow from this.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import numpy as np
from scipy import sparse

from kartlegg.tabulation.disclosure.cells import Cell, Key, Published
from kartlegg.tabulation.disclosure.units import divided, imagined, units_of

Item = TypeVar("Item")
Array = np.ndarray[Any, np.dtype[np.float64]]
Chosen = np.ndarray[Any, np.dtype[np.bool_]]
"""Of each number of a system whether it is hidden."""


class Family(NamedTuple):
    """The keys of numbers about the same variables, and of all numbers that tell of them."""

    own: list[Key]
    keys: list[Key]


@dataclass(frozen=True)
class System:
    """Parts of units as unknowns, none of them less than 0, in numbers of units or in the measure of a sum.

    Row r of `sums` adds the parts of `cells[r]`, a number that may be hidden. `always` are the equations that readers
    know in any case, with `known` on the other side.
    """

    cells: tuple[Cell, ...]
    sums: sparse.csr_array
    always: sparse.csr_array
    known: Array


def components(published: Published) -> list[list[Family]]:
    """Return the families of numbers, those that share a number together, where any number is protected."""
    cells = published.cells
    families: dict[tuple[str, ...], list[Key]] = {}
    for key, cell in cells.items():
        if not cell.is_known:
            families.setdefault(key.about, []).append(key)
    by_variable: dict[str, list[Key]] = {}
    for key in cells:
        for variable in key.about[:1]:
            by_variable.setdefault(variable, []).append(key)
    found = [Family(own, _told_of(own, cells, by_variable)) for own in families.values()]
    together = _joined(found, lambda family: [key for key in family.keys if key in cells and not cells[key].is_known])
    return [of for of in together if any(cells[key].reason for family in of for key in family.own)]


def system_of(component: Sequence[Family], published: Published) -> System:
    """Return what readers know of the numbers of a component."""
    equations = _Equations(published.cells)
    for family in component:
        equations.add(_parts(family.keys, published))
    return equations.system()


def _told_of(own: list[Key], cells: Mapping[Key, Cell], by_variable: Mapping[str, Sequence[Key]]) -> list[Key]:
    """Return the numbers of a family, what they are shares of, and its groups about some of its variables.

    `by_variable` has all numbers under the first variable that they are about.
    """
    keys = {key for mine in own for key in (mine, *cells[mine].bases)}
    groups, about = {key.group for key in keys}, {*own[0].about}
    near = (key for variable in about for key in by_variable.get(variable, ()))
    return sorted(keys | {key for key in near if key.group in groups and about.issuperset(key.about)})


def _joined(items: Sequence[Item], tokens: Callable[[Item], Iterable[Any]]) -> list[list[Item]]:
    """Return the items in groups of which no two share a token."""
    parents, first = list(range(len(items))), dict[Any, int]()

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    for at, item in enumerate(items):
        for token in tokens(item):
            parents[root(at)] = root(first.setdefault(token, at))
    groups: dict[int, list[Item]] = {}
    for at, item in enumerate(items):
        groups.setdefault(root(at), []).append(item)
    return list(groups.values())


class _Parts(NamedTuple):
    """The unknowns of a family: which of them each number adds, and the sizes of which readers know."""

    unknowns: int
    added: dict[Key, list[int]]
    sizes: list[tuple[list[int], int]]


def _parts(keys: Sequence[Key], published: Published) -> _Parts:
    """Divide the units by what may be true of them and by group; of each division by group the size is known.

    What is added is divided by group only, and its size is known to nobody.
    """
    facts = [published.facts[key] for key in keys]
    added, coded = any(fact.added for fact in facts), any(fact.theme for fact in facts)
    about = sorted({reference for fact in facts for reference in fact.references}, key=str)
    responses = published.answers.responses
    might = responses if added or coded else imagined(responses, about)
    masks = [units_of(fact, might) for fact in facts]
    kinds = divided([] if added else masks, might)
    groups = divided([key.group for key in keys], responses)
    at = {(k, g): k * len(groups) + g for k in range(len(kinds)) for g in range(len(groups))}
    sums = {
        key: [
            at[k, g]
            for k, kind in enumerate(kinds)
            if kind & mask
            for g, group in enumerate(groups)
            if group & key.group
        ]
        for key, mask in zip(keys, masks, strict=True)
    }
    sizes = [([at[k, g] for k in range(len(kinds))], group.bit_count()) for g, group in enumerate(groups)]
    return _Parts(len(at), sums, [] if added else sizes)


@dataclass
class _Equations:
    """Equations as they are gathered: of each the unknowns with their signs, and the number on the other side."""

    cells: Mapping[Key, Cell]
    unknowns: int = 0
    sums: dict[Key, dict[int, float]] = field(default_factory=dict)
    always: list[tuple[dict[int, float], float]] = field(default_factory=list)

    def add(self, parts: _Parts) -> None:
        """Add a family, of which numbers may stand in families added before: they are the same there."""
        self.always += [(self._row(at), float(size)) for at, size in parts.sizes]
        for key, at in parts.added.items():
            row = self._row(at)
            if key not in self.cells or self.cells[key].is_known:
                self.always.append((row, float((key.units & key.group).bit_count())))
            elif key in self.sums:
                self.always.append((row | dict.fromkeys(self.sums[key], -1.0), 0.0))
            else:
                self.sums[key] = row
        self.unknowns += parts.unknowns

    def system(self) -> System:
        """Return the equations as matrices."""
        known = np.array([number for _, number in self.always])
        always = self._matrix([row for row, _ in self.always])
        return System(
            tuple(self.cells[key] for key in self.sums), self._matrix(list(self.sums.values())), always, known
        )

    def _row(self, at: list[int]) -> dict[int, float]:
        return {self.unknowns + place: 1.0 for place in at}

    def _matrix(self, rows: Sequence[Mapping[int, float]]) -> sparse.csr_array:
        ends = ([r for r, row in enumerate(rows) for _ in row], [u for row in rows for u in row])
        signs = [sign for row in rows for sign in row.values()]
        return sparse.csr_array((signs, ends), shape=(len(rows), self.unknowns))
