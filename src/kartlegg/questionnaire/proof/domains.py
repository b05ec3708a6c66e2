"""What an answer may be, as a set that rules narrow: options, ticks, or numbers of a grid. No rule is read here."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kartlegg.questionnaire.rules import Comparator
from kartlegg.questionnaire.variables import Variable

BLANK = ""
"""The answer that is none."""

ELSE = "*"
"""Any answer that nobody names: words of a text, groups of units that are not known."""

TICK, NO_TICK = "1", "0"

TURNED: Mapping[Comparator, Comparator] = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "=", "!=": "!="}
"""What each sign is when the sides change places."""

DENIED: Mapping[Comparator, Comparator] = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "!=", "!=": "="}
"""What each sign is when it is denied."""


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`, both included, in steps of `step` (0: any number between)."""

    low: float = -math.inf
    high: float = math.inf
    step: float = 0.0

    @property
    def empty(self) -> bool:
        """True where there is no such number."""
        return self.low > self.high

    def narrowed(self, sign: Comparator, value: float) -> "Span":
        """Return the numbers of these of which `number sign value` is true."""
        match sign:
            case ">=":
                return replace(self, low=max(self.low, self._from(value)))
            case ">":
                return replace(self, low=max(self.low, self._above(value)))
            case "<=" | "<":
                below = self._mirrored().narrowed(TURNED[sign], -value)
                return below._mirrored()
            case "=":
                return self.narrowed(">=", value).narrowed("<=", value)
            case "!=":
                return replace(self, low=math.inf) if self.low == self.high == value else self

    def _mirrored(self) -> "Span":
        return Span(-self.high, -self.low, self.step)

    def _from(self, value: float) -> float:
        whole = self.step and math.isfinite(value)
        return math.ceil(value / self.step - 1e-9) * self.step if whole else value

    def _above(self, value: float) -> float:
        whole = self.step and math.isfinite(value)
        return (math.floor(value / self.step + 1e-9) + 1) * self.step if whole else math.nextafter(value, math.inf)


@dataclass(frozen=True, slots=True)
class Domain:
    """What a variable may hold: one of `words` (options, ticks, ELSE, BLANK), or a number of `span`.

    ELSE stands for all words but those `left_out`.
    """

    words: frozenset[str]
    span: Span | None = None
    left_out: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """True where nothing is left that the variable may hold."""
        return not self.words and (self.span is None or self.span.empty)

    def only(self, words: frozenset[str]) -> "Domain":
        """Return what is left where the answer is one of `words`."""
        hidden = words - self.left_out if ELSE in self.words else frozenset()
        return Domain(self.words & words | hidden)

    def without(self, words: frozenset[str]) -> "Domain":
        """Return what is left where the answer is none of `words`."""
        return Domain(self.words - words, self.span, self.left_out | words)

    def compared(self, sign: Comparator, value: float) -> "Domain":
        """Return what is left where the answer is a number of which `number sign value` is true."""
        return Domain(frozenset(), (self.span or Span()).narrowed(sign, value))


def domain_of(variable: Variable) -> Domain:
    """Return all that `variable` may hold."""
    match variable.type:
        case "choice":
            # Options that could not be read may be anything.
            return Domain(
                frozenset(
                    {BLANK, *(option.code for option in variable.options)} if variable.options else {BLANK, ELSE}
                )
            )
        case "tick":
            return Domain(frozenset({BLANK, TICK, NO_TICK}))
        case "text":
            return Domain(frozenset({BLANK, ELSE}))
        case "number" if variable.parts:
            return Domain(frozenset({BLANK}), Span())
        case "number":
            low = -math.inf if variable.at_least is None else variable.at_least
            high = math.inf if variable.at_most is None else variable.at_most
            return Domain(frozenset({BLANK}), Span(low, high, 10.0 ** -(variable.decimals or 0)))
