"""Which of the units tick which boxes of a list: counts of each box exact, and of boxes together. No form is read.

Boxes are given out from the most to the least common, so that nobody is left without a tick that must have one. Then
ticks change hands between units of a cell, which keeps the count of each box, until conditions on several boxes hold
for as many units as they must.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.rules import Condition

Ticks = NDArray[np.bool_]
Wholes = NDArray[np.int64]
Floats = NDArray[np.float64]

_MOVES = 400


def give_out(counts: Sequence[int], leanings: Floats, alone: Sequence[bool]) -> Ticks:
    """Return which unit (row) ticks which box (column): `counts` of each, those that lean most to it first.

    A box that stands `alone` goes to those that lean least to all others; they tick nothing else. Where there are
    ticks enough, every unit has one.
    """
    ticks = np.zeros(leanings.shape, dtype=bool)
    lonely = np.argsort(leanings.mean(axis=1), kind="stable").tolist()
    for box in np.flatnonzero(alone).tolist():
        free = [unit for unit in lonely if not ticks[unit].any()]
        ticks[free[: counts[box]], box] = True
    others = np.asarray(~ticks.any(axis=1))
    order = sorted((box for box in range(len(counts)) if not alone[box]), key=lambda box: -counts[box])
    for place, box in enumerate(order):
        later = sum(counts[other] for other in order[place + 1 :])
        ranked = [unit for unit in np.argsort(-leanings[:, box], kind="stable") if others[unit]]
        lacking = [unit for unit in ranked if not ticks[unit].any()]
        forced = lacking[: min(max(0, len(lacking) - later), counts[box])]
        taken = set(forced)
        chosen = forced + [unit for unit in ranked if unit not in taken][: counts[box] - len(forced)]
        ticks[chosen, box] = True
    return ticks


@dataclass(frozen=True, slots=True)
class Target:
    """So many of some units (places of rows) must meet a condition."""

    condition: Condition
    units: NDArray[np.bool_]
    count: int


@dataclass
class Exchange:
    """Ticks that change hands within a `cell` of units; `codes` are of the boxes, `alone` as in give_out."""

    ticks: Ticks
    cell: Wholes
    codes: Sequence[str]
    alone: Sequence[bool]
    targets: Sequence[Target]
    chance: np.random.Generator
    _truths: dict[tuple[int, bytes], bool] = field(default_factory=dict)

    def mend(self) -> bool:
        """Exchange ticks until every target is met; return whether that was found."""
        gaps = self._gaps()
        for _ in range(_MOVES):
            if not gaps.any():
                return True
            if not self._move(gaps):
                return False
            gaps = self._gaps()
        return not gaps.any()

    def _gaps(self) -> Wholes:
        """Return for each target how many more units must meet it."""
        met = np.array(
            [[self._meets(place, row) for place in range(len(self.targets))] for row in self.ticks], dtype=bool
        )
        met = met.reshape(len(self.ticks), len(self.targets))
        return np.array(
            [target.count - int(met[target.units, place].sum()) for place, target in enumerate(self.targets)],
            dtype=np.int64,
        )

    def _meets(self, target: int, row: Ticks) -> bool:
        key = (target, row.tobytes())
        if key not in self._truths:
            answers: Mapping[str, float] = dict(zip(self.codes, row.astype(float).tolist(), strict=True))
            self._truths[key] = holds(self.targets[target].condition, Facts(answers)) is True
        return self._truths[key]

    def _effect(self, unit: int, box: int) -> tuple[int, ...]:
        """Return what turning a tick changes in each target."""
        before = self.ticks[unit]
        after = before.copy()
        after[box] = not after[box]
        return tuple(
            (int(self._meets(place, after)) - int(self._meets(place, before))) * int(target.units[unit])
            for place, target in enumerate(self.targets)
        )

    def _move(self, gaps: Wholes) -> bool:
        """Make the exchange that closes the gaps most, or one that leaves them as they are; False without any."""
        best: list[tuple[int, list[int], list[int]]] = []
        least = int(np.abs(gaps).sum()) + 1
        fixed = (self.ticks & np.array(self.alone)).any(axis=1)
        for box in (box for box in range(len(self.codes)) if not self.alone[box]):
            sides: dict[tuple[int, bool], dict[tuple[int, ...], list[int]]] = {}
            for unit in np.flatnonzero(~fixed):
                side = sides.setdefault((int(self.cell[unit]), bool(self.ticks[unit, box])), {})
                side.setdefault(self._effect(int(unit), box), []).append(int(unit))
            for (cell, ticked), givers in sides.items():
                takers = sides.get((cell, False), {}) if ticked else {}
                for gives, some in givers.items():
                    for takes, others in takers.items():
                        left = int(np.abs(gaps - np.array(gives) - np.array(takes)).sum())
                        if left < least:
                            best, least = [], left
                        if left == least:
                            best.append((box, some, others))
        if not best:
            return False
        box, some, others = best[int(self.chance.integers(len(best)))]
        giver, taker = some[int(self.chance.integers(len(some)))], others[int(self.chance.integers(len(others)))]
        self.ticks[giver, box], self.ticks[taker, box] = False, True
        return True
