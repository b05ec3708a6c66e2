"""Conditions on several questions, held to their printed count by answers that change places. No count is made.

Two units of a cell exchange their answers to one question, which keeps every other count: only questions that open no
other are touched. For the few claims that neither counts nor boxes can hold exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kartlegg.errors import NoFitError
from kartlegg.questionnaire.answers import Value
from kartlegg.questionnaire.evaluate import holds
from kartlegg.sample.answers.categories import asked_in
from kartlegg.sample.answers.cells import Wholes
from kartlegg.sample.answers.claims import Claim
from kartlegg.sample.answers.panel import Mask
from kartlegg.sample.answers.printing import Tally, is_printed
from kartlegg.sample.answers.replies import Replies

Effect = tuple[tuple[int, int], ...]
"""What a unit adds to each claim: 1 or 0 to those that meet condition and base, 1 or 0 to those of the base."""
Changes = tuple[tuple[Value, Effect], ...]
"""What each other answer of a unit would change."""


@dataclass
class Settling:
    """Exchanges answers until all of `claims` are printed. `cells` has the cell of each unit by variable."""

    replies: Replies
    claims: Sequence[Claim]
    cells: Mapping[str, Wholes]
    chance: np.random.Generator
    _tallies: list[Tally] = field(default_factory=list)
    _scopes: list[Mask] = field(default_factory=list)

    def settle(self) -> None:
        """Make the exchanges; raises NoFitError naming the claims that are not printed in the end."""
        panel = self.replies.structure.panel
        self._scopes = [panel.scope(claim) for claim in self.claims]
        self._tallies = [Tally() for _ in self.claims]
        for unit in range(panel.size):
            self._count(self._effect(unit, {}))
        movable = self._movable()
        while self._distance(()) > 0 and any(self._exchange(code) for code in movable):
            pass
        wrong = [
            one.told for one, tally in zip(self.claims, self._tallies, strict=True) if not is_printed(one, tally)
        ]
        if wrong:
            raise NoFitError("no exchange of answers was found that gives these as printed:\n" + "\n".join(wrong))

    def _movable(self) -> list[str]:
        """Return the variables of the claims whose answers may change places."""
        structure = self.replies.structure
        opening = {code for own in structure.variables for rule in structure.routes(own) for code in asked_in(rule)}
        asked = dict.fromkeys(code for claim in self.claims for code in claim.variables)
        return [code for code in asked if code not in opening and code not in structure.boxes and code in self.cells]

    def _effect(self, unit: int, instead: Mapping[str, Value]) -> Effect:
        """Return what a unit adds to each claim with some of its answers replaced: (condition and base, base)."""
        facts = self.replies.facts(unit)
        facts = replace(facts, answers={**facts.answers, **instead})
        effect = []
        for claim, scope in zip(self.claims, self._scopes, strict=True):
            of, base = (rule is None or holds(rule, facts) is True for rule in claim.both)
            effect.append((int(of and base and bool(scope[unit])), int(base and bool(scope[unit]))))
        return tuple(effect)

    def _count(self, effect: Effect) -> None:
        for tally, (of, base) in zip(self._tallies, effect, strict=True):
            tally.of, tally.base = tally.of + of, tally.base + base

    def _distance(self, effects: Sequence[Effect]) -> float:
        """Return how far the claims are from print, with these effects added."""
        total = 0.0
        for place, (claim, tally) in enumerate(zip(self.claims, self._tallies, strict=True)):
            of, base = (sum(effect[place][part] for effect in effects) for part in (0, 1))
            total += Tally(tally.of + of, tally.base + base).distance(claim)
        return total

    def _exchange(self, code: str) -> bool:
        """Exchange two units' answers to a variable so that the claims come nearest to print; False if none can."""
        best, least = None, self._distance(())
        for some in self._profiles(code).values():
            for (own, changes), givers in some.items():
                for (other, others), takers in some.items():
                    effects = (dict(changes)[other], dict(others)[own])
                    left = self._distance(effects)
                    if left < least:
                        best, least = (givers, takers, effects), left
        if best is None:
            return False
        givers, takers, effects = best
        one, other = (units[int(self.chance.integers(len(units)))] for units in (givers, takers))
        self._swap(code, one, other)
        for effect in effects:
            self._count(effect)
        return True

    def _profiles(self, code: str) -> dict[int, dict[tuple[Value, Changes], list[int]]]:
        """Return by cell the units that answer alike and whose answers would change the claims alike."""
        units = np.flatnonzero(self.replies.opened[code] & ~self.replies.structure.panel.silent)
        answers = list(dict.fromkeys(self.replies.of[unit].get(code) for unit in units))
        profiles: dict[int, dict[tuple[Value, Changes], list[int]]] = {}
        for unit in units.tolist():
            now = self._effect(unit, {})
            changes = tuple((answer, _difference(self._effect(unit, {code: answer}), now)) for answer in answers)
            cell = profiles.setdefault(int(self.cells[code][unit]), {})
            cell.setdefault((self.replies.of[unit].get(code), changes), []).append(unit)
        return profiles

    def _swap(self, code: str, one: int, other: int) -> None:
        first, second = self.replies.of[one], self.replies.of[other]
        answers: tuple[Value, Value] = (first.pop(code, None), second.pop(code, None))
        for own, answer in ((second, answers[0]), (first, answers[1])):
            if answer is not None:
                own[code] = answer


def _difference(after: Effect, before: Effect) -> Effect:
    return tuple((one[0] - other[0], one[1] - other[1]) for one, other in zip(after, before, strict=True))
