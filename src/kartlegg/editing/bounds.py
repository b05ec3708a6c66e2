"""The number that a condition judges, and the limits it sets. Whether the condition holds may not enter."""

from typing import NamedTuple

from kartlegg.questionnaire.evaluate import Facts, value_of
from kartlegg.questionnaire.rules import And, Between, Comparison, Condition, Not, Number, Or, Reference, Within


class Bounds(NamedTuple):
    """A number with the limits it should lie between; None where there is none or it is not known.

    `judged` is the variable whose answer the number is; nothing where it is worked out.
    """

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    judged: str = ""

    @property
    def expected(self) -> float | None:
        """The best guess at the number: halfway between the limits, or the one there is."""
        known = [limit for limit in (self.lower, self.upper) if limit is not None]
        return sum(limit / len(known) for limit in known) if known else None


def bounds_of(condition: Condition, facts: Facts) -> Bounds:
    """Return the number that the condition judges first, and its limits. Never raises.

    Of several conditions it is the first that judges a number; what stands behind `not` sets no limits.
    """
    match condition:
        case Comparison(comparator, left, right):
            limit = value_of(right, facts)
            lower = limit if comparator in {">", ">=", "="} else None
            upper = limit if comparator in {"<", "<=", "="} else None
            return Bounds(value_of(left, facts), lower, upper, _code(left))
        case Within():
            return _around(condition, facts)
        case Between(number, low, high):
            return Bounds(value_of(number, facts), value_of(low, facts), value_of(high, facts), _code(number))
        case And(conditions) | Or(conditions):
            found = (bounds_of(part, facts) for part in conditions)
            return next((bounds for bounds in found if bounds.value is not None), Bounds())
        case Not(inner):
            inside = bounds_of(inner, facts)
            return Bounds(inside.value, judged=inside.judged)
        case _:
            return Bounds()


def _around(condition: Within, facts: Facts) -> Bounds:
    value, distance, middle = (value_of(of, facts) for of in (condition.left, condition.distance, condition.right))
    judged = _code(condition.left)
    if distance is None or middle is None:
        return Bounds(value, judged=judged)
    allowed = distance / 100 * abs(middle) if condition.percent else distance
    return Bounds(value, middle - allowed, middle + allowed, judged)


def _code(number: Number) -> str:
    return str(number.code) if isinstance(number, Reference) and number.source == "answer" else ""
