"""How many units give which answer: printed numbers and routing as an integer program. No unit is chosen here.

Unknown are the units of each cell in each category of each variable. A cell is what claims and conditions cannot tell
apart: units in the same groups, with the same reply. Method: docs/method/sample.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kartlegg.errors import NoFitError
from kartlegg.questionnaire.rules import Among, And, Condition, Is, Or
from kartlegg.sample.answers.categories import HIDDEN, NO_ANSWER, TICKED, asked_in
from kartlegg.sample.answers.cells import Cells, Level, Part, Wholes
from kartlegg.sample.answers.claims import Claim
from kartlegg.sample.answers.program import Indexes, Program
from kartlegg.sample.answers.shares import Shares, answering
from kartlegg.sample.answers.structure import Structure
from kartlegg.sample.answers.sums import TICKED_BOX, Sum, added, any_ticked, less, over, said_anyhow, scaled

_INFINITE = float("inf")

_DISTURBING = 30.0  # what an answer of a unit that has its reply elsewhere costs, in units that a share is missed by
_SILENCE = 4.0  # an answer less, or more, than usual
_UNTOUCHED = 60.0  # an answered list of boxes without a tick
_LARGEST = 4.0  # the largest miss among the cells of a category


@dataclass(frozen=True)
class Together:
    """In each cell, how many units meet a condition on boxes that are answered together; `cell` of each unit."""

    condition: Condition
    boxes: tuple[str, ...]
    cell: Wholes
    counts: Wholes


@dataclass(frozen=True)
class Counts:
    """The outcome of a part: units by variable, category and cell, each unit's cell by variable, joint counts."""

    of: Mapping[str, Mapping[str, Wholes]]
    cells: Mapping[str, Wholes]
    together: tuple[Together, ...] = ()


@dataclass
class Counting:
    """A part of the form in a program. `shares` are those that answers should have where print does not say.

    Units with their reply elsewhere answer only where `disturbing` allows it, and then as seldom as can be.

    Cells of a variable are told apart by the groups that claims about it or about what it opens name; what joins
    variables is stated for cells that all of them have.
    """

    structure: Structure
    part: Part
    shares: Mapping[str, Shares]
    program: Program
    disturbing: bool = False
    _joint: dict[str, tuple[Condition, tuple[str, ...], Level, Indexes]] = field(default_factory=dict)

    @cached_property
    def cells(self) -> Cells:
        """The cells of the part."""
        return Cells(self.structure, self.part)

    @cached_property
    def unknowns(self) -> dict[tuple[str, str], Indexes]:
        """The unknown counts of each variable and category, one for each cell."""
        return {
            (code, category): self.program.unknowns(self.cells.sizes(self.cells.levels[code]).astype(float).tolist())
            for code in self.part.variables
            for category in self.structure.categories[code]
        }

    def state(self) -> None:
        """Put everything that is known into the program."""
        for code in self.part.variables:
            self._state_variable(code)
        for boxes in dict.fromkeys(
            self.structure.boxes[code] for code in self.part.variables if code in self.structure.boxes
        ):
            self._state_boxes(boxes)
        for claim in self.part.claims:
            self._state_claim(claim)
        for code in self.part.variables:
            self._prefer(code)

    def _answered(self, code: str, level: Level) -> Sum:
        """Return the units that answer a variable."""
        return self._of(code, (one for one in self.structure.categories[code] if one not in NO_ANSWER), level)

    def _of(self, code: str, categories: Iterable[str], level: Level) -> Sum:
        own = self.cells.levels[code]
        cells = np.zeros(len(self.cells.sizes(own)), dtype=np.int64)
        cells[self.cells.of(own)] = self.cells.of(level)
        made: Sum = [{} for _ in self.cells.sizes(level)]
        for category in categories:
            for cell, unknown in zip(cells, self.unknowns[code, category], strict=True):
                made[cell][int(unknown)] = 1.0
        return made

    def _state_variable(self, code: str) -> None:
        """State that each unit is in one category, and that only those answer to whom it is open."""
        level = self.cells.levels[code]
        everyone, answered = self._of(code, self.structure.categories[code], level), self._answered(code, level)
        hidden = self._of(code, [HIDDEN], level)
        may_open = self.cells.inside(self.structure.may_open(code), level)
        silent = self.cells.inside(self.structure.panel.silent, level)
        rules = self.structure.routes(code)
        for cell, size in enumerate(map(float, self.cells.sizes(level))):
            self.program.require(everyone[cell], size, size)
            if silent[cell]:
                self.program.require(answered[cell], 0.0, 0.0)
            if not may_open[cell]:
                self.program.require(hidden[cell], size, size)
            elif not rules:
                self.program.require(hidden[cell], 0.0, 0.0)
        for rule in rules:
            self._state_route(code, rule, exact=len(rules) == 1 and self.structure.is_counted(rule))

    def _state_route(self, code: str, rule: Condition, *, exact: bool) -> None:
        level = self.cells.common([code, *self._asked_in(rule)])
        may_open = self.cells.inside(self.structure.may_open(code), level)
        route, hidden, answered = self.sum(rule, level), self._of(code, [HIDDEN], level), self._answered(code, level)
        for cell in np.flatnonzero(may_open):
            if exact:
                size = float(self.cells.sizes(level)[cell])
                self.program.require(added(route[cell], hidden[cell]), size, size)
            else:
                self.program.require(less(answered[cell], route[cell]), -_INFINITE, 0.0)

    def _asked_in(self, rule: Condition) -> tuple[str, ...]:
        return tuple(code for code in asked_in(rule) if code in self.unknowns_of)

    @cached_property
    def unknowns_of(self) -> frozenset[str]:
        """The variables of the part."""
        return frozenset(self.part.variables)

    def _state_boxes(self, boxes: tuple[str, ...]) -> None:
        """State that boxes are answered by the same units, and that those tick at least one where they can."""
        level = self.cells.common(boxes)
        first = self._answered(boxes[0], level)
        for code in boxes[1:]:
            for own, other in zip(self._answered(code, level), first, strict=True):
                self.program.require(less(own, other), 0.0, 0.0)
        alone = [code for code in boxes if code in self.structure.exclusive]
        rule = any_ticked([code for code in boxes if code not in alone])
        some = self._joined(rule, level)
        for cell, size in enumerate(map(float, self.cells.sizes(level))):
            ticked = [self._of(code, [TICKED], level)[cell] for code in alone]
            empty = int(self.program.unknowns([size], _UNTOUCHED)[0])
            self.program.require(less(added({int(some[cell]): 1.0, empty: 1.0}, *ticked), first[cell]), 0.0, 0.0)

    def sum(self, rule: Condition, level: Level) -> Sum:
        """Return the units that meet a condition, as unknowns with coefficients, for each cell of `level`."""
        event = self.structure.event(rule)
        if event is not None:
            return self._of(*event, level)
        apart = self._apart(rule)
        if apart:
            return [added(*cells) for cells in zip(*(self.sum(part, level) for part in apart), strict=True)]
        return [{int(one): 1.0} for one in self._joined(rule, level)]

    def _apart(self, rule: Condition) -> list[Condition]:
        """Return conditions that never hold together and that say the same in sum, where some boxes stand alone."""
        if not isinstance(rule, Among) or rule.quantifier != "any" or rule.predicate != TICKED_BOX:
            return []
        codes = asked_in(rule)
        alone = [code for code in codes if code in self.structure.exclusive]
        free = [code for code in codes if code not in alone]
        if not alone or self.structure.boxes_of(rule) is None:
            return []
        return [*([any_ticked(free)] if free else []), *(any_ticked([code]) for code in alone)]

    def _joined(self, rule: Condition, level: Level) -> Indexes:
        """Return unknowns: the units that meet a condition on several variables, the same for the same condition."""
        name = f"{said_anyhow(rule)} | {sorted(level)}"
        if name not in self._joint:
            parts, every = self._parts(rule, level)
            boxes = self.structure.boxes_of(rule)
            whole: Sum = self._answered(boxes[0], level) if boxes else [{} for _ in self.cells.sizes(level)]
            made = self._every(parts, whole, level) if every else self._some(parts, whole, level)
            self._joint[name] = (rule, boxes or (), level, made)
        return self._joint[name][3]

    def _parts(self, rule: Condition, level: Level) -> tuple[list[Sum], bool]:
        """Return the sums of the parts of a joint condition, and whether all of them must hold."""
        match rule:
            case And() | Or():
                return [self.sum(part, level) for part in rule.conditions], isinstance(rule, And)
            case Among(quantifier="any" | "all"):
                parts = [self.sum(Is(one, rule.predicate), level) for one in rule.references]
                return parts, rule.quantifier == "all"
        raise NoFitError(f"the answers cannot be fitted to a condition of this form: {rule}")

    def _some(self, parts: list[Sum], whole: Sum, level: Level) -> Indexes:
        """Return unknowns: the units that at least one of the parts holds for, within `whole`."""
        made = self.program.unknowns(self.cells.sizes(level).astype(float).tolist())
        for cell, one in enumerate(map(int, made)):
            for part in parts:
                self.program.require(less(part[cell], {one: 1.0}), -_INFINITE, 0.0)
            total = added(*(part[cell] for part in parts))
            self.program.require(less({one: 1.0}, total), -_INFINITE, 0.0)
            if whole[cell]:
                self.program.require(less({one: 1.0}, whole[cell]), -_INFINITE, 0.0)
        return made

    def _every(self, parts: list[Sum], whole: Sum, level: Level) -> Indexes:
        """Return unknowns: the units that all parts hold for, within `whole`."""
        made = self.program.unknowns(self.cells.sizes(level).astype(float).tolist())
        for cell, one in enumerate(map(int, made)):
            for part in parts:
                self.program.require(less({one: 1.0}, part[cell]), -_INFINITE, 0.0)
            rest = {key: value * (len(parts) - 1) for key, value in whole[cell].items()}
            size = 0.0 if rest else float(self.cells.sizes(level)[cell]) * (len(parts) - 1)
            total = added(*(part[cell] for part in parts))
            self.program.require(less(total, added(rest, {one: 1.0})), -_INFINITE, size)
        return made

    def _state_claim(self, claim: Claim) -> None:
        level = self.cells.common(claim.variables)
        if isinstance(claim.of, str):
            self._state_number(claim, claim.of, level)
            return
        scope = self.cells.inside(self.structure.panel.scope(claim), level)
        of = over(self.sum(claim.of, level), scope)
        if claim.measure == "count":
            self.program.require(of, float(claim.value), float(claim.value), claim.told)
            return
        base = over(self.sum(claim.base, level), scope) if claim.base is not None else {}
        fixed = 0.0 if claim.base is not None else float(self.cells.sizes(level)[scope].sum())
        power = 10**claim.decimals
        printed = int(claim.value * power)
        # 100 * of / base rounds to the printed value, halves away from zero: two sums of whole numbers.
        low, high = 2 * printed - 1, 2 * printed + 1
        self.program.require(scaled(of, 200 * power, base, -low), low * fixed, _INFINITE, claim.told)
        self.program.require(scaled(of, 200 * power, base, -high), -_INFINITE, high * fixed - 1, claim.told)

    def _state_number(self, claim: Claim, code: str, level: Level) -> None:
        """State that as many units answer as a sum or a coding needs; each coded text has one theme."""
        everywhere = added(*self._answered(code, level))
        coded = [one for one in self.part.claims if one.measure == "coded" and one.of == code]
        if claim.measure == "coded" and claim is coded[0]:
            total = float(sum(one.value for one in coded))
            self.program.require(everywhere, total, total, claim.told)
        elif claim.measure == "sum":
            high = self.structure.variables[code].at_most
            enough = float(claim.value) / high if high else 1.0
            self.program.require(everywhere, enough, _INFINITE, claim.told)

    def _prefer(self, code: str) -> None:
        """Prefer that those who are asked answer, in the usual shares; units with a reply elsewhere do not."""
        panel, level = self.structure.panel, self.cells.levels[code]
        quiet = self.cells.inside(panel.quiet, level)
        usual = (
            ~self.cells.inside(panel.silent, level) & ~quiet & self.cells.inside(self.structure.may_open(code), level)
        )
        rate = answering(self.structure.variables[code])
        for cell in np.flatnonzero(usual):
            size, hidden = float(self.cells.sizes(level)[cell]), int(self.unknowns[code, HIDDEN][cell])
            self.program.prefer({**self._answered(code, level)[cell], hidden: rate}, rate * size, _SILENCE)
        for unknown in (one for cell in np.flatnonzero(quiet) for one in self._answered(code, level)[cell]):
            if self.disturbing:
                self.program.costs[unknown] += _DISTURBING
            else:
                self.program.highs[unknown] = 0.0
        for category, share in self.shares[code].items():
            largest = int(self.program.unknowns([_INFINITE], _LARGEST, whole=False)[0]) if usual.sum() > 1 else None
            for cell in np.flatnonzero(usual):
                of, hidden = int(self.unknowns[code, category][cell]), int(self.unknowns[code, HIDDEN][cell])
                size, expected = float(self.cells.sizes(level)[cell]), rate * share
                above, below = self.program.prefer({of: 1.0, hidden: expected}, expected * size, 1.0)
                if largest is not None:
                    away = {above: 1.0, below: 1.0, largest: -(expected * size + 3.0) / 3.0}
                    self.program.require(away, -_INFINITE, 0.0)

    def read(self, solved: NDArray[np.float64]) -> Counts:
        """Return the counts of a solved program."""
        whole = np.rint(solved).astype(np.int64)
        of: dict[str, dict[str, Wholes]] = defaultdict(dict)
        for (code, category), indexes in self.unknowns.items():
            of[code][category] = whole[indexes]
        cells = {code: self.cells.of(self.cells.levels[code]) for code in self.part.variables}
        joint = [
            Together(rule, boxes, self.cells.of(level), whole[made])
            for rule, boxes, level, made in self._joint.values()
            if boxes
        ]
        return Counts(of, cells, tuple(joint))
