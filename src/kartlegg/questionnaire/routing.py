"""Which questions are open to a unit, given its answers and what is known of it. No answer is judged or mended here.

A variable is open where every condition of its `shown_if` is true; unknown is not true. What is said of a variable
that is not open is unknown, whatever its answer says, so whoever is hidden hides those that ask about it.
The form is gone through once, from the first variable to the last: a condition can tell of what stands before it, and
what comes later is not yet known. Hence the outcome is settled: going through it again changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kartlegg.questionnaire.answers import Answers, Value, answered
from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.grammar import parse_condition, references
from kartlegg.questionnaire.logic import summed_up
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.rules import Condition
from kartlegg.questionnaire.sums import leaves_of
from kartlegg.questionnaire.variables import Variable


@dataclass(frozen=True, slots=True)
class _Step:
    """Variables that are open together, or a sum with what it adds up; the truth of a condition is kept by its name.

    Variables of a step follow one another in the form: none of its conditions asks about any of them.
    """

    codes: tuple[str, ...]
    conditions: tuple[tuple[str, Condition], ...]
    leaves: tuple[str, ...] = ()


class Routing:
    """The routing of a questionnaire: made once, asked for every unit."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Read the conditions of all variables; raises RuleError for one that cannot be read."""
        variables = questionnaire.variables
        self._question_of = {code: variable.question for code, variable in variables.items() if variable.asked}
        self._hidden = frozenset(variables)
        self._steps = tuple(_steps(variables))

    def settle(self, facts: Facts) -> Facts:
        """Return the facts with every question decided: `hidden` are those not open, with no answer to any of them.

        Sums are worked out from the answers that count, whatever was given for them. Answers to what the
        questionnaire does not have are left out. Answers may be absurd: nothing is raised.
        """
        hidden = set(self._hidden)
        counted: dict[str, Value] = {}
        # One object for the whole walk: every condition sees what was decided before it, and nothing else.
        known = Facts(counted, facts.last, facts.register, hidden)
        truths: dict[str, bool] = {}
        for step in self._steps:
            if step.leaves and hidden.issuperset(step.leaves):
                continue
            if not _is_open(step, known, truths):
                continue
            hidden.difference_update(step.codes)
            for code in step.codes:
                value = _sum(step.leaves, counted) if step.leaves else answered(facts.answers.get(code))
                if value is not None:
                    counted[code] = value
        return Facts(counted, facts.last, facts.register, frozenset(hidden))

    def shown(self, facts: Facts) -> frozenset[str]:
        """Return the codes of the variables that are open: what the unit is asked, without sums."""
        hidden = self.settle(facts).hidden
        return frozenset(code for code in self._question_of if code not in hidden)

    def open_questions(self, facts: Facts) -> tuple[str, ...]:
        """Return the codes of the questions with an open variable, in the order of the form."""
        hidden = self.settle(facts).hidden
        return tuple(dict.fromkeys(of for code, of in self._question_of.items() if code not in hidden))

    def effective(self, facts: Facts) -> Answers:
        """Return the answers that count: without those to hidden questions, blanks left out, with the sums."""
        return self.settle(facts).answers


def _is_open(step: _Step, known: Facts, truths: dict[str, bool]) -> bool:
    for name, condition in step.conditions:
        if name not in truths:
            truths[name] = holds(condition, known) is True
        if not truths[name]:
            return False
    return True


def _sum(leaves: Iterable[str], counted: Answers) -> float | None:
    """Return the sum of the answers that are numbers, None where there is none."""
    return summed_up("sum", [value for code in leaves if isinstance(value := counted.get(code), float)])


def _steps(variables: Mapping[str, Variable]) -> Iterator[_Step]:
    """Yield the steps in the order of the form, a sum after the last of what it adds up."""
    places = {code: place for place, code in enumerate(variables)}
    leaves = {code: tuple(filter(places.__contains__, below)) for code, below in leaves_of(variables).items()}

    def place(code: str) -> tuple[int, bool, int]:
        return max(places[code], *map(places.__getitem__, leaves[code]), 0), bool(leaves[code]), places[code]

    decided: set[str] = set()
    conditions: dict[str, tuple[tuple[str, Condition], ...]] = {}
    for code in sorted(variables, key=place):
        conditions[code] = tuple(_named(text, code, decided) for text in variables[code].shown_if)
        decided.add(code)
    for (sums, together), codes in groupby(conditions, lambda code: (leaves[code], conditions[code])):
        yield _Step(tuple(codes), together, sums)


def _named(text: str, code: str, decided: set[str]) -> tuple[str, Condition]:
    """Return a condition and its name: its text, or one of its own where its truth may change further on."""
    condition = parse_condition(text)
    own = [reference.code for reference in references(condition) if reference.source == "answer"]
    return text if decided.issuperset(own) else f"{code}: {text}", condition
