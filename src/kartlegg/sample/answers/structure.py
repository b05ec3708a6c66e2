"""What the form says of its answers: who is asked what, which boxes are answered together. No count may enter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kartlegg.questionnaire.answers import Value
from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.rules import Condition
from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.answers.categories import (
    HIDDEN,
    Categories,
    Range,
    asked_in,
    categories_of,
    cuts_of,
    meets,
    ranges,
)
from kartlegg.sample.answers.panel import Mask, Panel, all_of
from kartlegg.sample.answers.shares import Shares, direction, shares_of


@dataclass(frozen=True)
class Structure:
    """The answers to be made: every variable that is asked, save figures of staff and what tells of a person.

    `rules` are the conditions of claims: they part the numbers that they compare.
    """

    questionnaire: Questionnaire
    panel: Panel
    rules: tuple[Condition, ...] = ()

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """The variables to be answered by code, in the order of the form."""
        return {
            code: variable
            for code, variable in self.questionnaire.variables.items()
            if variable.asked and not variable.is_figure and variable.is_published
        }

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each variable stands in the form."""
        return {code: number for number, code in enumerate(self.variables)}

    @cached_property
    def categories(self) -> Mapping[str, Categories]:
        """What each variable's answer can be."""
        cuts = cuts_of(self.rules)
        return {code: categories_of(variable, cuts.get(code, ())) for code, variable in self.variables.items()}

    @cached_property
    def ranges(self) -> Mapping[str, Mapping[str, Range]]:
        """The ranges that each number's answer can be in, by category."""
        cuts = cuts_of(self.rules)
        numbers = [variable for variable in self.variables.values() if variable.type == "number"]
        return {one.code: {part.code: part for part in ranges(one, cuts.get(one.code, ()))} for one in numbers}

    @cached_property
    def boxes(self) -> Mapping[str, tuple[str, ...]]:
        """Of each box, all boxes that are answered together: same question, asked of the same units."""
        groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for code, variable in self.variables.items():
            if variable.type == "tick":
                groups.setdefault((variable.question, variable.shown_if), []).append(code)
        return {code: tuple(group) for group in groups.values() for code in group}

    @cached_property
    def exclusive(self) -> frozenset[str]:
        """Boxes that stand alone."""
        alone = set()
        for code, variable in self.variables.items():
            options = getattr(self.questionnaire.questions[variable.question], "options", ())
            if variable.type == "tick" and any(one.code == variable.option and one.exclusive for one in options):
                alone.add(code)
        return frozenset(alone)

    def shares(self, code: str, chance: np.random.Generator) -> Shares:
        """Return a plausible share of each category of a variable among those that answer it."""
        variable, boxes = self.variables[code], self.boxes.get(code, ())
        return shares_of(
            variable,
            self.categories[code],
            direction(self.questionnaire, variable),
            chance,
            boxes=0 if code in self.exclusive else len(boxes),
        )

    @cached_property
    def _routes(self) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """Of each variable its conditions that are known before anything is asked, and those on answers."""
        routes = {}
        for code, variable in self.variables.items():
            known: list[str] = []
            asked: list[str] = []
            for text in dict.fromkeys(variable.shown_if):
                answers = asked_in(parse_condition(text))
                (known if not any(answer in self.variables for answer in answers) else asked).append(text)
            routes[code] = (tuple(known), tuple(text for text in asked if not self._implied(text, asked)))
        return routes

    def _implied(self, text: str, texts: Iterable[str]) -> bool:
        """Return whether another condition is about what is only asked where this one holds."""
        others = (parse_condition(other) for other in texts if other != text)
        asked = (self.variables.get(code) for other in others for code in asked_in(other))
        return any(variable is not None and text in variable.shown_if for variable in asked)

    def routes(self, code: str) -> tuple[Condition, ...]:
        """Return the conditions on answers that open a variable, without those that follow from others."""
        return tuple(parse_condition(text) for text in self._routes[code][1])

    def may_open(self, code: str) -> Mask:
        """Return the units to which a variable is open as far as figures and the register say."""
        told = [self._known(text) for text in self._routes[code][0]]
        return all_of([np.ones(self.panel.size, dtype=bool), *told])

    def _known(self, text: str) -> Mask:
        if text not in self._truths:
            condition = parse_condition(text)
            facts = zip(self.panel.figures, self.panel.register, strict=True)
            self._truths[text] = np.array([holds(condition, Facts(own, register=of)) is True for own, of in facts])
        return self._truths[text]

    @cached_property
    def _truths(self) -> dict[str, Mask]:
        return {}

    def ancestors(self, code: str) -> frozenset[str]:
        """Return the variables that decide, by themselves or through others, whether a variable is open."""
        above = {own for rule in self.routes(code) for own in asked_in(rule) if own in self.variables}
        return frozenset(above).union(*(self.ancestors(own) for own in above))

    def event(self, condition: Condition) -> tuple[str, frozenset[str]] | None:
        """Return the one variable that decides a condition, and its categories that meet it; None for several.

        What opens the variable counts: where it is answered, those above it are known to have opened it.
        """
        asked = sorted(asked_in(condition), key=self.place.__getitem__)
        last = asked[-1]
        if len(asked) == 1:
            return last, frozenset(
                category
                for category, value in self.categories[last].items()
                if meets(condition, {last: (category, value)})
            )
        if not set(asked[:-1]) <= self.ancestors(last):
            return None
        return self._event_below(condition, asked)

    def boxes_of(self, condition: Condition) -> tuple[str, ...] | None:
        """Return the boxes that are answered together and that alone a condition is about; None where it is not."""
        groups = {self.boxes.get(code) for code in asked_in(condition)}
        return groups.pop() if len(groups) == 1 else None

    def is_counted(self, condition: Condition) -> bool:
        """Return whether the units that meet a condition can be held to a count when they are chosen."""
        return self.event(condition) is not None or self.boxes_of(condition) is not None

    def _event_below(self, condition: Condition, asked: list[str]) -> tuple[str, frozenset[str]] | None:
        """Return the event where all but the last variable of `asked` decide whether that is open."""
        *above, last = asked
        routes, met = self.routes(last), set()
        if not all(set(asked_in(rule)) <= set(above) for rule in routes):
            return None
        combinations: list[dict[str, tuple[str, Value]]] = [{}]
        for code in above:
            combinations = [one | {code: pair} for one in combinations for pair in self.categories[code].items()]
        decided = [(one, all(meets(rule, one) for rule in routes)) for one in combinations]
        for category, value in self.categories[last].items():
            truths = {
                meets(condition, one | {last: (category, value)})
                for one, opens in decided
                if opens == (category != HIDDEN)
            }
            if len(truths) > 1:
                return None
            if truths == {True}:
                met.add(category)
        return last, frozenset(met)
