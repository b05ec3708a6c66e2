"""Rules of the small language as trees: conditions and numbers. No text is read and no answer judged here.

Every node is a value: frozen, equal to another with the same parts. `str` of a node is its canonical text, which
reads back as an equal node. What the forms mean is told in docs/reference/rules.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

Source = Literal["answer", "last", "register"]
Operator = Literal["+", "-", "*", "/"]
Comparator = Literal[">", ">=", "<", "<=", "=", "!="]
Quantifier = Literal["any", "all", "none"]
State = Literal["ticked", "answered", "blank"]
Kind = Literal["sum", "largest", "smallest"]

REGISTER_NAMES = (
    "kind",
    "population",
    "population_adults",
    "population_children",
)
"""What every register of units knows of a unit, after `register.`; the survey's groupings stand beside, by code."""

OR, AND, NOT = 0, 1, 2
"""How tightly conditions bind; what is none of these binds as ATOM."""

SUM, PRODUCT, SIGN = 0, 1, 2
"""How tightly numbers bind."""

ATOM = 3
"""How tightly binds what needs no parentheses anywhere."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A code: of an answer of this round, of one of last round (`last.`), or a name of the register (`register.`)."""

    source: Source
    code: str

    def __str__(self) -> str:
        """Return the code with what it is of."""
        return self.code if self.source == "answer" else f"{self.source}.{self.code}"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: finite, not negative."""

    value: float

    def __str__(self) -> str:
        """Return its digits, without an exponent."""
        return f"{Decimal(repr(self.value)):f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned: `-x`."""

    number: "Number"

    def __str__(self) -> str:
        """Return the minus and the number."""
        return f"-{_bound(self.number, SIGN)}"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers added, subtracted, multiplied or divided."""

    operator: Operator
    left: "Number"
    right: "Number"

    def __str__(self) -> str:
        """Return the two around the operator."""
        tightness = binds(self)
        return f"{_bound(self.left, tightness)} {self.operator} {_bound(self.right, tightness + 1)}"


@dataclass(frozen=True, slots=True)
class Absolute:
    """A number without its sign: `absolute of x`."""

    number: "Number"

    def __str__(self) -> str:
        """Return the words and the number."""
        return f"absolute of {_bound(self.number, ATOM)}"


@dataclass(frozen=True, slots=True)
class Summary:
    """The sum, the largest or the smallest of numbers, the missing ones left out: `sum of (a, b)`."""

    kind: Kind
    numbers: tuple["Number", ...]

    def __str__(self) -> str:
        """Return the words and the numbers."""
        return f"{self.kind} of ({_listed(self.numbers)})"


@dataclass(frozen=True, slots=True)
class TickCount:
    """How many boxes are ticked: `number of (a, b) ticked`."""

    references: tuple[Reference, ...]

    def __str__(self) -> str:
        """Return the words around the codes."""
        return f"number of ({_listed(self.references)}) ticked"


Number = Reference | Numeral | Negative | Arithmetic | Absolute | Summary | TickCount


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said of a variable behind `is`: a state, or one of some options; `denied` turns it: `is not`."""

    state: State | None = None
    options: tuple[str, ...] = ()
    denied: bool = False

    def __str__(self) -> str:
        """Return `is` and what follows."""
        options = self.options[0] if len(self.options) == 1 else f"one of ({_listed(self.options)})"
        return f"is {'not ' if self.denied else ''}{self.state or options}"


@dataclass(frozen=True, slots=True)
class Is:
    """What is said of one variable: `q is yes`."""

    reference: Reference
    predicate: Predicate

    def __str__(self) -> str:
        """Return the code and what is said of it."""
        return f"{self.reference} {self.predicate}"


@dataclass(frozen=True, slots=True)
class Among:
    """The same said of several variables: `any of (a, b) is ticked`."""

    quantifier: Quantifier
    references: tuple[Reference, ...]
    predicate: Predicate

    def __str__(self) -> str:
        """Return the codes and what is said of them."""
        return f"{self.quantifier} of ({_listed(self.references)}) {self.predicate}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers compared: `a >= b`."""

    comparator: Comparator
    left: Number
    right: Number

    def __str__(self) -> str:
        """Return the two around the comparator."""
        return f"{self.left} {self.comparator} {self.right}"


@dataclass(frozen=True, slots=True)
class Within:
    """Two numbers no further apart than `distance`, or than so many `percent` of the right one."""

    left: Number
    distance: Number
    percent: bool
    right: Number

    def __str__(self) -> str:
        """Return the three numbers and the words between."""
        return f"{self.left} within {self.distance}{' percent' if self.percent else ''} of {self.right}"


@dataclass(frozen=True, slots=True)
class Between:
    """A number from `low` to `high`, both included."""

    number: Number
    low: Number
    high: Number

    def __str__(self) -> str:
        """Return the three numbers and the words between."""
        return f"{self.number} between {self.low} and {self.high}"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    condition: "Condition"

    def __str__(self) -> str:
        """Return `not` and the condition."""
        return f"not {_bound(self.condition, NOT)}"


@dataclass(frozen=True, slots=True)
class And:
    """Two conditions or more that must all hold."""

    conditions: tuple["Condition", ...]

    def __str__(self) -> str:
        """Return the conditions with `and` between."""
        return " and ".join(_bound(part, NOT) for part in self.conditions)


@dataclass(frozen=True, slots=True)
class Or:
    """Two conditions or more of which one must hold."""

    conditions: tuple["Condition", ...]

    def __str__(self) -> str:
        """Return the conditions with `or` between."""
        return " or ".join(_bound(part, AND) for part in self.conditions)


Condition = Is | Among | Comparison | Within | Between | Not | And | Or
Node = Condition | Number | Predicate


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes right below `node`, in the order of its text."""
    for field in fields(node):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield part


def _listed(parts: tuple[object, ...]) -> str:
    return ", ".join(map(str, parts))


def binds(node: Node) -> int:
    """Return how tightly a form binds: what binds less tightly than its place asks stands in parentheses."""
    match node:
        case Or():
            return OR
        case And():
            return AND
        case Not():
            return NOT
        case Arithmetic():
            return SUM if node.operator in "+-" else PRODUCT
        case Negative():
            return SIGN
    return ATOM


def _bound(part: Condition | Number, at_least: int) -> str:
    return str(part) if binds(part) >= at_least else f"({part})"
