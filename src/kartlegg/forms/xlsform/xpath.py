"""Conditions of the small language as XPath. What XPath cannot know, such as last round, is left to the caller.

Blank is not false here but unknown, and a question is shown only where its condition is true; XPath takes a blank for
an empty text. So a comparison asks first whether there is an answer, and a denial is carried down to what it denies.
"""

from collections.abc import Iterator, Mapping, Sequence

from kartlegg.forms.xlsform.names import field_of
from kartlegg.questionnaire.grammar import parse_condition
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
    children,
)
from kartlegg.questionnaire.variables import Variable

_OPPOSITE = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "!=", "!=": "="}
_OPERATORS = {"+": "+", "-": "-", "*": "*", "/": "div"}


class BeyondXPathError(Exception):
    """A condition speaks of what the form in the other tool does not hold; never leaves this room."""


def relevant_of(conditions: Sequence[str], variables: Mapping[str, Variable]) -> str:
    """Return when a row is shown: all conditions that XPath can say; "" where there is none to say."""
    parts: list[str] = []
    for text in conditions:
        try:
            parts.append(_Writer(variables).condition(parse_condition(text), holds=True))
        except BeyondXPathError:
            continue
    return " and ".join(parts)


class _Writer:
    """Writes conditions of one form; everything joined by `and` or `or` stands in brackets."""

    def __init__(self, variables: Mapping[str, Variable]) -> None:
        self._variables = variables

    def condition(self, condition: Condition, *, holds: bool) -> str:
        match condition:
            case Is(reference, predicate):
                told = self._is(reference, predicate, holds=holds)
            case Among(quantifier, references, predicate):
                # none of (a, b) is that all are not; what denies any of them is that all are not, and the reverse
                parts = [self._is(one, predicate, holds=holds == (quantifier != "none")) for one in references]
                told = _joined("or" if (quantifier == "any") == holds else "and", parts)
            case Comparison(comparator, left, right):
                sign = comparator if holds else _OPPOSITE[comparator]
                told = self._guarded(condition, f"{self._number(left)} {sign} {self._number(right)}")
            case Between(number, low, high):
                least, most = (Comparison(">=", number, low), Comparison("<=", number, high))
                told = self.condition(And((least, most)), holds=holds)
            case Within(left, distance, percent, right):
                far = self._number(distance)
                far = f"({far}) div 100 * abs({self._number(right)})" if percent else far
                gap = f"abs({self._number(left)} - ({self._number(right)}))"
                told = self._guarded(condition, f"{gap} {'<=' if holds else '>'} {far}")
            case Not(denied):
                told = self.condition(denied, holds=not holds)
            case And(conditions) | Or(conditions):
                word = "and" if isinstance(condition, And) == holds else "or"
                told = _joined(word, [self.condition(one, holds=holds) for one in conditions])
        return told

    def _is(self, reference: Reference, predicate: Predicate, *, holds: bool) -> str:
        variable = self._variable(reference)
        field, holds = f"${{{field_of(variable)}}}", holds != predicate.denied
        if predicate.state == "ticked":
            told = f"selected({field}, '{variable.option}')"
            return told if holds else f"not({told})"
        if predicate.state is not None:
            return f"{field} {'!=' if (predicate.state == 'answered') == holds else '='} ''"
        if holds:
            return _joined("or", [f"{field} = '{option}'" for option in predicate.options])
        return _joined("and", [f"{field} != ''", *(f"{field} != '{option}'" for option in predicate.options)])

    def _guarded(self, condition: Condition, told: str) -> str:
        """Return a comparison, false until the answers that it needs are there."""
        return _joined("and", [*dict.fromkeys(self._needs(condition)), told])

    def _needs(self, node: Condition | Number) -> Iterator[str]:
        """Yield what must be answered: one of the parts of a sum, all else."""
        if isinstance(node, Summary):
            yield _joined("or", [need for part in node.numbers for need in self._needs(part)])
        elif isinstance(node, Reference):
            yield f"${{{field_of(self._variable(node))}}} != ''"
        elif not isinstance(node, TickCount):
            for child in children(node):
                if not isinstance(child, Predicate):
                    yield from self._needs(child)

    def _number(self, number: Number) -> str:
        match number:
            case Reference():
                told = f"${{{field_of(self._variable(number))}}}"
            case Numeral():
                told = str(number)
            case Negative(of):
                told = f"-({self._number(of)})"
            case Arithmetic(operator, left, right):
                told = f"({self._number(left)} {_OPERATORS[operator]} {self._number(right)})"
            case Absolute(of):
                told = f"abs({self._number(of)})"
            case Summary("sum", numbers):
                told = f"({' + '.join(f'coalesce({self._number(one)}, 0)' for one in numbers)})"
            case TickCount(references):
                ticked = [self._is(one, Predicate("ticked"), holds=True) for one in references]
                told = f"({' + '.join(f'if({one}, 1, 0)' for one in ticked)})"
            case _:
                raise BeyondXPathError
        return told

    def _variable(self, reference: Reference) -> Variable:
        if reference.source != "answer" or reference.code not in self._variables:
            raise BeyondXPathError
        return self._variables[reference.code]


def _joined(word: str, parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})"
