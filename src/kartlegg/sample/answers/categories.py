"""What an answer can be, as few categories: options, boxes, ranges of numbers, text or none. No count may enter.

Conditions are not read here: whether a category meets one is asked of the small language with an answer that stands
for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kartlegg.questionnaire.answers import Value
from kartlegg.questionnaire.evaluate import Facts, holds
from kartlegg.questionnaire.grammar import references
from kartlegg.questionnaire.rules import And, Comparison, Condition, Node, Not, Numeral, Or, Reference, children
from kartlegg.questionnaire.variables import Variable

BLANK = "(blank)"
HIDDEN = "(hidden)"
TICKED = "1"
UNTICKED = "0"
NO_ANSWER = (BLANK, HIDDEN)

Categories = Mapping[str, Value]
"""Code of a category -> an answer that stands for it."""


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included; without an end where `high` is None."""

    low: float
    high: float | None

    @property
    def code(self) -> str:
        """The range as a category."""
        return f"{self.low:g}..{'' if self.high is None else f'{self.high:g}'}"


def step_of(variable: Variable) -> float:
    """Return the least difference of two answers to a number."""
    return float(10.0 ** -(variable.decimals or 0))


def cuts_of(conditions: Iterable[Condition]) -> Mapping[str, frozenset[float]]:
    """Return by variable the numerals that conditions compare it with."""
    found: dict[str, set[float]] = {}
    for rule in conditions:
        for code, cut in _cuts(rule):
            found.setdefault(code, set()).add(cut)
    return {code: frozenset(cuts) for code, cuts in found.items()}


def _cuts(node: Node) -> Iterable[tuple[str, float]]:
    if isinstance(node, Comparison):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, Reference) and isinstance(other, Numeral):
                yield str(one.code), other.value
    for child in children(node) if isinstance(node, And | Or | Not) else ():
        yield from _cuts(child)


def ranges(variable: Variable, cuts: Iterable[float]) -> tuple[Range, ...]:
    """Return the answers to a number, parted wherever a condition compares it with a numeral."""
    low, high, step = variable.at_least or 0.0, variable.at_most, step_of(variable)
    found: list[Range] = []
    for cut in sorted(cuts):
        if low <= cut and (high is None or cut <= high):
            found += [Range(low, cut - step), Range(cut, cut)] if cut > low else [Range(cut, cut)]
            low = cut + step
    if high is None or low <= high:
        found.append(Range(low, high))
    return tuple(found)


def categories_of(variable: Variable, cuts: Iterable[float]) -> Categories:
    """Return the categories of a variable, those without an answer last; `cuts` part the answers to a number."""
    known: dict[str, Value] = {}
    match variable.type:
        case "choice":
            known = {option.code: option.code for option in variable.options}
        case "tick":
            known = {TICKED: 1.0, UNTICKED: 0.0}
        case "text":
            known = {"text": "text"}
        case "number":
            known = {part.code: part.low for part in ranges(variable, cuts)}
    return {**known, BLANK: None, HIDDEN: None}


def meets(condition: Condition, chosen: Mapping[str, tuple[str, Value]]) -> bool:
    """Return whether the condition holds where each variable of `chosen` is in (category, an answer of it)."""
    answers = {code: value for code, (_, value) in chosen.items()}
    hidden = frozenset(code for code, (category, _) in chosen.items() if category == HIDDEN)
    return holds(condition, Facts(answers, hidden=hidden)) is True


def asked_in(condition: Condition) -> tuple[str, ...]:
    """Return the codes of the answers of this round that a condition is about."""
    return tuple(str(part.code) for part in references(condition) if part.source == "answer")
