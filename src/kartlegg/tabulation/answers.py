"""What tables of answers are built from: this round's replies, and what was published of earlier ones.

Which numbers stand together may not enter.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kartlegg.estimation.estimate import Estimate, Status
from kartlegg.estimation.inference.groups import ByGroup, Tester, tested_groups
from kartlegg.estimation.inference.intervals import wilson
from kartlegg.estimation.intervals import share_interval
from kartlegg.estimation.marks import SeriesMarks
from kartlegg.estimation.responses import EVERYONE, SILENT, Responses, Tally
from kartlegg.estimation.variance import share_of_counts
from kartlegg.places.groupings import Grouping
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.rules import And, Condition, Is
from kartlegg.questionnaire.variables import Variable
from kartlegg.tabulation.answer_spec import LIMITS, AnswerMeasure


class Statement(NamedTuple):
    """What one cell says: how many units of a group, what per cent of those in the base, or a limit of its interval.

    `of` is a condition, `variable:theme` for coded open answers, or a variable whose sum it is; `base` is blank where
    nothing is divided.
    """

    of: str
    measure: AnswerMeasure
    base: str = ""
    by: str = ""
    group: str = ""


def _options_in(of: str) -> list[str]:
    """Return a condition as one for each of its options: "a is one of (x, y)" as "a is x" and "a is y".

    None of what says something else: a state such as blank, what is denied, coded answers.
    """
    rule = parse_condition(of) if " is " in of else None
    if not isinstance(rule, Is) or rule.predicate.denied:
        return []
    return [f"{rule.reference.code} is {option}" for option in rule.predicate.options]


@dataclass(frozen=True)
class Answers:
    """The answers of a round and what was published of earlier ones.

    `published` holds the printed number of a statement in a year: whole units or whole per cent. `published_bases`
    tells by table and year whom printed percentages are of where it is not whom those of this round are of. `size` is
    the grouping by size, empty where there is none; `tested` makes the tests of a family, or has kept them. `hidden`
    are the statements of this round that disclosure control hides.
    """

    responses: Responses
    variables: Mapping[str, Variable]
    groupings: Mapping[str, Grouping]
    marks: SeriesMarks
    year: int
    published: Mapping[tuple[int, Statement], float] = field(default_factory=dict)
    published_bases: Mapping[tuple[str, int], str] = field(default_factory=dict)
    size: str = ""
    tested: Tester = tested_groups
    hidden: frozenset[Statement] = frozenset()
    _families: dict[tuple[str, str, str], tuple[ByGroup, ByGroup]] = field(default_factory=dict, repr=False)

    def cell(self, statement: Statement, year: int) -> Estimate:
        """Return the number of a statement: worked out for this round, looked up for an earlier one.

        A year in which it was not published has no number, with the status M, unless it follows from what was:
        options that are asked for together are added, and shares are worked out from printed numbers of units. What
        is hidden has no number, with the status Q.
        """
        if year != self.year:
            value = self._printed(statement, year)
            return Estimate(value, "M" if value is None else self._status(year))
        if not self.offered(statement.of):
            return Estimate(None, "M")
        return Estimate(None, "Q") if statement in self.hidden else self._counted(statement)

    def _counted(self, statement: Statement) -> Estimate:
        """Return the number of a statement of this round, hidden or not."""
        of, measure, base, by, group = statement
        if measure == "sum":
            return Estimate(self.responses.total(of, by, group), "A")
        tally = self._tally(of, base or EVERYONE, by, group)
        if measure in LIMITS:
            return self._limit(tally, base, LIMITS.index(measure))
        if measure == "count":
            return Estimate(float(tally.units), "A")
        return Estimate(tally.percent, "A", wilson(tally.units, tally.base) if tally.base else None)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years of which there are numbers: this round's, and those of which any was published."""
        return frozenset({self.year, *(year for year, _ in self.published)})

    def _limit(self, tally: Tally, base: str, which: int) -> Estimate:
        """Return the lower (0) or upper (1) limit of a share; M where all or none are so, or no error is known.

        None is known of a base that silent units are in: they count as not so, whatever they would have said.
        """
        if self.responses.meeting(base) & self.responses.meeting(SILENT):
            return Estimate(None, "M")
        limits = share_interval(share_of_counts(tally.units, tally.base, self._asked(base, tally.base)))
        return Estimate(limits[which], "A") if limits else Estimate(None, "M")

    def _asked(self, base: str, counted: int) -> int:
        """Return how many units a base would hold had all replied; it holds `counted` of them.

        All of them where it is to have answered what every unit is asked. Otherwise those that are silent are taken
        to be in it as often as those that replied, rounded up.
        """
        everyone, replied = (self.responses.meeting(word).bit_count() for word in (EVERYONE, "participants"))
        rule = parse_condition(base) if " is " in base else None
        is_answered = isinstance(rule, Is) and rule.predicate.state == "answered" and not rule.predicate.denied
        known = self.variables.get(rule.reference.code) if isinstance(rule, Is) and is_answered else None
        if known is not None and not known.shown_if:
            return everyone
        return min(everyone, -(-counted * everyone // replied)) if replied else counted

    def _printed(self, statement: Statement, year: int) -> float | None:
        """Return what was printed, or what follows from it; whole per cent are added only where nothing is exact."""
        if (year, statement) in self.published:
            return self.published[year, statement]
        parts = [statement._replace(of=of) for of in _options_in(statement.of)]
        exact = self._added([part._replace(measure="count", base="") for part in parts], year)
        whole = self._added([statement._replace(of=statement.base, measure="count", base="")], year)
        if statement.measure == "percent" and exact is not None and whole:
            return 100 * exact / whole
        return self._added(parts, year)

    def _added(self, statements: Sequence[Statement], year: int) -> float | None:
        printed = [self.published.get((year, statement)) for statement in statements]
        known = [value for value in printed if value is not None]
        return math.fsum(known) if known and len(known) == len(printed) else None

    def family(self, of: str, base: str, by: str) -> tuple[ByGroup, ByGroup]:
        """Return the tests of each group of `by` against all the others: plainly, and with size held equal.

        The second is empty where `by` is the grouping by size, or there is none. Raises RuleError for a condition
        that cannot be read.
        """
        if (of, base, by) not in self._families:
            self._families[of, base, by] = self._tested(of, base, by)
        return self._families[of, base, by]

    def _tested(self, of: str, base: str, by: str) -> tuple[ByGroup, ByGroup]:
        variable, _, theme = of.partition(":")
        coded = {unit: found == theme for unit, found in self.responses.themes.get(variable, {}).items()}
        votes = coded if theme else self.responses.votes(of, base)
        control = self.responses.grouped(self.size) if self.size and by != self.size else {}
        return self.tested(votes, self.responses.grouped(by), control)

    def offered(self, of: str) -> bool:
        """Return False of an option that the question does not have, beside questions that have it."""
        return self._offers(parse_condition(of)) if " is " in of else True

    def _offers(self, rule: Condition) -> bool:
        if isinstance(rule, And):
            return all(map(self._offers, rule.conditions))
        known = self.variables.get(rule.reference.code) if isinstance(rule, Is) else None
        if known is None or not known.options or not isinstance(rule, Is):
            return True
        return {option.code for option in known.options}.issuperset(rule.predicate.options)

    def _tally(self, of: str, base: str, by: str, group: str) -> Tally:
        variable, _, theme = of.partition(":")
        if theme:
            return self.responses.coded(variable, theme, by, group)
        return self.responses.tally(of, base, by, group)

    def _status(self, year: int) -> Status:
        return "U" if any(mark.year == year and not mark.variables for mark in self.marks.uncertain) else "A"
