"""What is published of answers, each number once wherever it is shown, and which of them tell of single units.

A number is the same where it is of the same units: a count and its percentage, a table and a figure, a city that is a
county and a size group at once. What readers can work out from other numbers may not enter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kartlegg.estimation.responses import BASES, EVERYONE
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.rules import Among, And, Condition, Is, Not, Or
from kartlegg.tabulation.answers import Answers, Statement
from kartlegg.tabulation.disclosure.rules import DisclosureRules
from kartlegg.tabulation.disclosure.units import Fact, units_among, units_of

Reason = Literal["few", "nearly_all", "small_base", "dominated", "secondary"]
"""Why a number is hidden; the words for it stand under the same key in `ControlWords`."""
UNBOUNDED = 1e9
"""More than any sum of full-time equivalents can be."""


class Key(NamedTuple):
    """What a number is of: the units of the country that a fact is true of, as bits, and those of a group.

    Facts about other variables are other facts, though they may happen to be true of the same units.
    """

    about: tuple[str, ...]
    units: int
    group: int


@dataclass(slots=True, eq=False)
class Cell:
    """A published number of this round: `value`, at most `most`, in the statements that show it.

    `up` and `down` are how far a reader's interval must reach beyond it, 0 where it tells of no single unit. `bases`
    is what its percentages are of; `is_known` that it may not be hidden, since it tells who replied and no more.
    """

    key: Key
    value: float
    most: float
    shown: list[Statement] = field(default_factory=list)
    bases: set[Key] = field(default_factory=set)
    reason: Reason | None = None
    up: float = 0
    down: float = 0
    is_known: bool = False

    def protect(self, reason: Reason, up: float, down: float) -> None:
        """Ask for an interval of at least `up` above and `down` below the value."""
        self.reason = self.reason or reason
        self.up, self.down = max(self.up, up), max(self.down, down)


@dataclass
class Published:
    """The published numbers of a round by key; `facts` tells what each is of, and knows bases that are not shown."""

    answers: Answers
    rules: DisclosureRules
    cells: dict[Key, Cell] = field(default_factory=dict)
    facts: dict[Key, Fact] = field(default_factory=dict)

    def add(self, statements: Iterable[Statement]) -> None:
        """Add what statements of this round publish; raises RuleError for a condition that cannot be read."""
        for statement in dict.fromkeys(statements):
            if not self.answers.offered(statement.of) or statement.of == statement.base:
                continue  # that all of a base are in it tells nothing
            if statement.measure == "sum":
                self._add_sum(statement)
            else:
                self._add_count(statement)

    def _add_sum(self, statement: Statement) -> None:
        of, _, _, by, group = statement
        given = self.answers.responses.given(of, by, group)
        inside = self.answers.responses.inside(by, group)
        cell = self._cell(Fact(of, added=True), inside, sum(given.values()), statement)
        cell.most = UNBOUNDED
        if self.rules.agreed and of in self.rules.agreed.variables:
            return
        largest = max(given.values(), default=0.0)
        margin = self.rules.dominance / 100 * largest
        if 0 < len(given) < self.rules.threshold or cell.value - sum(sorted(given.values())[-2:]) < margin:
            cell.protect("dominated", margin, margin)

    def _add_count(self, statement: Statement) -> None:
        of, measure, base, by, group = statement
        fact = Fact(of, base or EVERYONE)
        responses = self.answers.responses
        inside = responses.inside(by, group)
        count = (units_of(fact, responses) & inside).bit_count()
        of_all = (units_among(fact, responses) & inside).bit_count()
        cell = self._cell(fact, inside, count, statement)
        if measure != "count" and not fact.theme:
            cell.bases.add(self._key(Fact(fact.base, fact.base), inside))
        if self.rules.replying and not fact.theme and self._tells_of_replying(fact):
            cell.is_known = True
        elif by or not self.rules.whole_country or of_all < self.rules.whole_country.at_least:
            _protect(cell, count, of_all, self.rules)

    def _tells_of_replying(self, fact: Fact) -> bool:
        """Return whether a number tells who replied and no more: that a routed question is open tells an answer."""
        known = (self.answers.variables.get(reference.code) for reference in fact.references)
        is_routed = any(variable is not None and variable.shown_if for variable in known)
        return not is_routed and tells_of_replying(fact.of) and tells_of_replying(fact.base)

    def _cell(self, fact: Fact, inside: int, value: float, statement: Statement) -> Cell:
        key = self._key(fact, inside)
        cell = self.cells.setdefault(key, Cell(key, value, inside.bit_count()))
        cell.shown.append(statement)
        return cell

    def _key(self, fact: Fact, inside: int) -> Key:
        key = Key(fact.about, units_of(fact, self.answers.responses), inside)
        self.facts.setdefault(key, fact)
        return key


def _protect(cell: Cell, count: int, of_all: int, rules: DisclosureRules) -> None:
    others = of_all - count
    if 0 < of_all < rules.threshold:
        cell.protect("small_base", others, count)
    if 0 < count < rules.threshold:
        cell.protect("few", min(rules.threshold - count, others), min(rules.beyond, count))
    if 0 < others < rules.threshold:
        cell.protect("nearly_all", min(rules.beyond, others), min(rules.threshold - others, count))


def tells_of_replying(of: str) -> bool:
    """Return whether a condition tells who replied, to the form or to a question, and nothing of what they said."""
    return of in BASES or _of_replying(parse_condition(of))


def _of_replying(rule: Condition) -> bool:
    match rule:
        case Is(_, predicate) | Among(_, _, predicate):
            return predicate.state in ("answered", "blank")
        case Not(condition):
            return _of_replying(condition)
        case And(conditions) | Or(conditions):
            return all(map(_of_replying, conditions))
    return False
