"""Whether a condition holds for a reply, and what a number comes to. No rule is read here, and nothing is raised.

What is said of a question that was not asked is unknown (None), and so is what is compared with a missing value.
`logic` says how what is unknown spreads.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from kartlegg.questionnaire.answers import Answers, Value, answered
from kartlegg.questionnaire.logic import COMPARED, between, every, opposite, some, summed_up, within, worked_out
from kartlegg.questionnaire.rules import (
    Absolute,
    Among,
    And,
    Arithmetic,
    Between,
    Comparison,
    Condition,
    Is,
    Negative,
    Not,
    Number,
    Numeral,
    Or,
    Predicate,
    Reference,
    Summary,
    TickCount,
    Within,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one unit: its answers, those of last round, what the register says of it.

    `hidden` are the variables that it was not asked: whatever `answers` hold of them, everything said of them is
    unknown. `register` has the names of `rules.REGISTER_NAMES` and the codes of groupings.
    """

    answers: Answers
    last: Answers = field(default_factory=dict)
    register: Answers = field(default_factory=dict)
    hidden: AbstractSet[str] = frozenset()

    def asked(self, reference: Reference) -> bool:
        """Return whether the unit was asked; of last round and the register it always was."""
        return reference.source != "answer" or reference.code not in self.hidden

    def value(self, reference: Reference) -> Value:
        """Return the answer, None where it is missing or was not asked."""
        match reference.source:
            case "answer":
                return None if reference.code in self.hidden else answered(self.answers.get(reference.code))
            case "last":
                return answered(self.last.get(reference.code))
            case "register":
                return answered(self.register.get(reference.code))

    def number(self, reference: Reference) -> float | None:
        """Return the answer as a number, None where it is none."""
        value = self.value(reference)
        return value if isinstance(value, float) else None


def holds(condition: Condition, facts: Facts) -> bool | None:
    """Return whether the condition is true of the unit, None where that is unknown. Never raises."""
    truth: bool | None
    match condition:
        case Is():
            truth = _said(condition.predicate, condition.reference, facts)
        case And():
            truth = every(holds(part, facts) for part in condition.conditions)
        case Or():
            truth = some(holds(part, facts) for part in condition.conditions)
        case Not():
            truth = opposite(holds(condition.condition, facts))
        case Among():
            truth = _among(condition, facts)
        case Comparison():
            left, right = value_of(condition.left, facts), value_of(condition.right, facts)
            truth = None if left is None or right is None else COMPARED[condition.comparator](left, right)
        case Within():
            left, right = value_of(condition.left, facts), value_of(condition.right, facts)
            truth = within(left, right, value_of(condition.distance, facts), percent=condition.percent)
        case Between():
            low, high = value_of(condition.low, facts), value_of(condition.high, facts)
            truth = between(value_of(condition.number, facts), low, high)
    return truth


def value_of(number: Number, facts: Facts) -> float | None:
    """Return what the number comes to for the unit, None where that is unknown. Never raises."""
    value: float | None
    match number:
        case Reference():
            value = facts.number(number)
        case Numeral():
            value = number.value
        case Arithmetic():
            value = worked_out(number.operator, value_of(number.left, facts), value_of(number.right, facts))
        case Summary():
            parts = (value_of(part, facts) for part in number.numbers)
            value = summed_up(number.kind, [part for part in parts if part is not None])
        case TickCount():
            value = _ticked(number.references, facts)
        case Negative():
            turned = value_of(number.number, facts)
            value = None if turned is None else -turned
        case Absolute():
            signed = value_of(number.number, facts)
            value = None if signed is None else abs(signed)
    return value


def _said(predicate: Predicate, reference: Reference, facts: Facts) -> bool | None:
    if not facts.asked(reference):
        return None
    value = facts.value(reference)
    match predicate.state:
        case None:
            # A number is no option, yet not another option either: nobody knows what was meant.
            truth = value in predicate.options if isinstance(value, str) else None
        case "ticked":
            truth = value == 1
        case "answered":
            truth = value is not None
        case "blank":
            truth = value is None
    return opposite(truth) if predicate.denied else truth


def _among(condition: Among, facts: Facts) -> bool | None:
    said = (_said(condition.predicate, reference, facts) for reference in condition.references)
    match condition.quantifier:
        case "any":
            return some(said)
        case "all":
            return every(said)
        case "none":
            return opposite(some(said))


def _ticked(references: tuple[Reference, ...], facts: Facts) -> float | None:
    asked = [reference for reference in references if facts.asked(reference)]
    return float(sum(facts.value(reference) == 1 for reference in asked)) if asked else None
