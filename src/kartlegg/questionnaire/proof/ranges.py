"""Between which limits a number of a rule can lie, given what answers may be. Never narrower than it is."""

import math
from collections.abc import Callable, Iterator

from kartlegg.questionnaire.proof.domains import Domain, Span
from kartlegg.questionnaire.rules import (
    Absolute,
    Arithmetic,
    Comparator,
    Negative,
    Number,
    Numeral,
    Reference,
    Summary,
    TickCount,
)

Holds = Callable[[Reference], Domain]
_ANYTHING = Span()


def range_of(number: Number, holds: Holds) -> Span:
    """Return the limits of `number`, where `holds` says what an answer may be."""
    span: Span
    match number:
        case Numeral():
            span = Span(number.value, number.value)
        case Reference():
            span = holds(number).span or _ANYTHING
        case Negative():
            turned = range_of(number.number, holds)
            span = Span(-turned.high, -turned.low)
        case Absolute():
            signed = range_of(number.number, holds)
            ends = (abs(signed.low), abs(signed.high))
            span = Span(0.0 if signed.low <= 0 <= signed.high else min(ends), max(ends))
        case TickCount():
            span = Span(0, len(number.references))
        case Summary():
            span = _summary(number, [range_of(part, holds) for part in number.numbers])
        case Arithmetic():
            span = _arithmetic(number.operator, range_of(number.left, holds), range_of(number.right, holds))
    return span


def can_hold(sign: Comparator, left: Span, right: Span) -> bool:
    """Return whether some number of `left` and some of `right` are as `sign` says."""
    match sign:
        case ">":
            return left.high > right.low
        case ">=":
            return left.high >= right.low
        case "<" | "<=":
            return can_hold(">" if sign == "<" else ">=", right, left)
        case "=":
            return left.high >= right.low and right.high >= left.low
        case "!=":
            return not left.low == left.high == right.low == right.high


def needed(number: Number) -> Iterator[Reference]:
    """Yield the answers without which the number is unknown; a sum leaves out what is missing."""
    match number:
        case Reference():
            yield number
        case Negative() | Absolute():
            yield from needed(number.number)
        case Arithmetic():
            yield from needed(number.left)
            yield from needed(number.right)
        case _:
            pass


def _summary(summary: Summary, parts: list[Span]) -> Span:
    if summary.kind == "sum":
        return _span([sum(min(0.0, of.low) for of in parts), sum(max(0.0, of.high) for of in parts)])
    return _span([of.low for of in parts] + [of.high for of in parts])


def _arithmetic(operator: str, left: Span, right: Span) -> Span:
    match operator:
        case "+":
            return _span([left.low + right.low, left.high + right.high])
        case "-":
            return _span([left.low - right.high, left.high - right.low])
        case "*":
            return _span([one * other for one in (left.low, left.high) for other in (right.low, right.high)])
        case _ if right.low == right.high != 0:
            return _span([left.low / right.low, left.high / right.low])
        case _:
            return _ANYTHING


def _span(ends: list[float]) -> Span:
    """Return the limits of `ends`; anything where two infinities met."""
    return _ANYTHING if any(map(math.isnan, ends)) else Span(min(ends), max(ends))
