"""Finds questions that nobody can ever be asked: conditions that no answers make true. No reply may enter.

A search over the possible answers of the few variables that a condition names, and of those that show these: what is
said of a hidden question is never true. It says "never" only where it is sure. Numbers that are added, or compared
with one another, are taken to allow whatever their limits do, and a search that grows too long is given up.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace

from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.proof.conditions import Shown
from kartlegg.questionnaire.proof.domains import BLANK, DENIED, ELSE, NO_TICK, TICK, TURNED, Domain, Span, domain_of
from kartlegg.questionnaire.proof.form import Form
from kartlegg.questionnaire.proof.ranges import can_hold, needed, range_of
from kartlegg.questionnaire.proof.rules import Known, rule_faults
from kartlegg.questionnaire.questions import Choices, ChoicesGrid
from kartlegg.questionnaire.rules import (
    Among,
    And,
    Between,
    Comparator,
    Comparison,
    Condition,
    Is,
    Not,
    Number,
    Numeral,
    Or,
    Predicate,
    Reference,
    Within,
)

Apart = Mapping[str, tuple[str, ...]]

_FINEST = 6
"""Decimals of a number without limits: finer than anybody answers."""

MAX_STEPS = 5_000
"""How many branches a search may look at; the conditions of real forms need a few."""


@dataclass(frozen=True, slots=True)
class _Goal:
    """A condition that must be true, or (denied) false: not unknown."""

    condition: Condition
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """What must be said of one answer."""

    reference: Reference
    predicate: Predicate
    denied: bool

    @property
    def named(self) -> tuple[Reference, ...]:
        return (self.reference,)

    def narrowed(self, held: "_Held") -> "_Held | None":
        domain = held.domain(self.reference)
        yes = self.denied == self.predicate.denied
        match self.predicate.state:
            case None:
                words = frozenset(self.predicate.options)
                domain = domain.only(words) if yes else domain.without(words | {BLANK})
            case "ticked":
                domain = domain.only(frozenset({TICK} if yes else {NO_TICK, BLANK}))
            case state:
                blank = frozenset({BLANK})
                domain = domain.only(blank) if (state == "blank") == yes else domain.without(blank)
        return held.put(self.reference, domain)


@dataclass(frozen=True, slots=True)
class _Compared:
    """How two numbers must compare; without a sign both must only be known."""

    left: Number
    sign: Comparator | None
    right: Number

    @property
    def named(self) -> tuple[Reference, ...]:
        return (*needed(self.left), *needed(self.right))

    def narrowed(self, held: "_Held") -> "_Held | None":
        for reference in self.named:
            answered = held.put(reference, held.domain(reference).without(frozenset({BLANK})))
            if answered is None:
                return None
            held = answered
        match self.left, self.sign, self.right:
            case _, None, _:
                return held
            case Reference() as reference, sign, Numeral() as numeral:
                return held.put(reference, held.domain(reference).compared(sign, numeral.value))
            case Numeral() as numeral, sign, Reference() as reference:
                return held.put(reference, held.domain(reference).compared(TURNED[sign], numeral.value))
            case left, sign, right:
                return held if can_hold(sign, range_of(left, held.domain), range_of(right, held.domain)) else None


_Literal = _Said | _Compared


@dataclass(frozen=True)
class _World:
    """What rules may name, what shows each variable, and which boxes cannot be ticked beside each box."""

    known: Known
    shown_by: MutableMapping[str, tuple[Condition, ...]]
    apart: Apart

    def domain(self, reference: Reference) -> Domain:
        """Return all that an answer, or a word of the register, may be."""
        variable = self.known.variable(reference)
        if variable is not None:
            return domain_of(variable)
        if reference.code.startswith("population"):
            return Domain(frozenset(), Span(0, step=1))
        return Domain(frozenset(self.known.register.get(reference.code, ())) or frozenset({ELSE}))


@dataclass(frozen=True)
class _Held:
    """What answers may still be on a way of the search."""

    world: _World
    domains: Mapping[Reference, Domain] = field(default_factory=dict)

    def domain(self, reference: Reference) -> Domain:
        """Return what an answer may still be."""
        return self.domains.get(reference) or self.world.domain(reference)

    def put(self, reference: Reference, domain: Domain) -> "_Held | None":
        """Return the same with one answer narrowed, None where nothing is left for it."""
        if domain.empty:
            return None
        if domain.words == {TICK} and reference.source == "answer":
            apart = (Reference("answer", code) for code in self.world.apart.get(reference.code, ()))
            if any(self.domains[other].words == {TICK} for other in apart if other in self.domains):
                return None
        return _Held(self.world, {**self.domains, reference: domain})


_Goals = tuple[_Goal, "_Goals"] | None
"""What is still to be reached, the first goal first: one more in front costs the same however many there are."""


@dataclass
class _Search:
    world: _World
    steps: int = 0

    def possible(self, goals: tuple[_Goal, ...], held: _Held) -> bool:
        """Return whether some answers within `held` reach all goals; True where the search is given up."""
        return self.reached(goals, held) is not None or self.given_up

    @property
    def given_up(self) -> bool:
        return self.steps > MAX_STEPS

    def reached(self, goals: tuple[_Goal, ...], held: _Held) -> _Held | None:
        """Return answers within `held` that reach all goals; None where there are none, or the search is given up."""
        ahead = [iter([(_before_all(goals, None), held)])]  # the branches not yet looked at, the nearest last
        while ahead:
            branch = next(ahead[-1], None)
            if branch is None:
                ahead.pop()
                continue
            self.steps += 1
            left, held = branch
            if left is None:
                return held
            if self.given_up:
                return None
            ahead.append(self._branches(left, held))
        return None

    def _branches(self, left: tuple[_Goal, _Goals], held: _Held) -> Iterator[tuple[_Goals, _Held]]:
        """Yield the goals and answers behind each way in which the first goal comes true."""
        goal, rest = left
        for below, literals in _ways(goal.condition, goal.denied):
            after, more = self._after(held, literals)
            if after is not None:
                yield _before_all((*below, *more), rest), after

    def _after(self, held: _Held, literals: tuple[_Literal, ...]) -> tuple[_Held | None, tuple[_Goal, ...]]:
        """Return what answers may be where the literals are true, and what must be true for them to be asked."""
        goals: list[_Goal] = []
        for literal in literals:
            new = [of for of in literal.named if of.source == "answer" and of not in held.domains]
            goals += [_Goal(condition) for of in new for condition in self.world.shown_by.get(of.code, ())]
            narrowed = literal.narrowed(held)
            if narrowed is None:
                return None, ()
            held = narrowed
        return held, tuple(goals)


def _before_all(goals: tuple[_Goal, ...], rest: _Goals) -> _Goals:
    for goal in reversed(goals):
        rest = (goal, rest)
    return rest


_Way = tuple[tuple[_Goal, ...], tuple[_Literal, ...]]


def _ways(condition: Condition, denied: bool) -> Iterator[_Way]:
    """Yield each way in which a condition comes true: further goals, and what must be so of single answers."""
    match condition:
        case Not():
            yield (_Goal(condition.condition, not denied),), ()
        case And() | Or():
            parts = tuple(_Goal(part, denied) for part in condition.conditions)
            yield from [(parts, ())] if isinstance(condition, And) != denied else (((part,), ()) for part in parts)
        case Among():
            turned = denied != (condition.quantifier == "none")
            said = tuple(_Said(of, condition.predicate, turned) for of in condition.references)
            together = denied == (condition.quantifier == "any")
            yield from [((), said)] if together else (((), (one,)) for one in said)
        case Is():
            yield (), (_Said(condition.reference, condition.predicate, denied),)
        case _:
            yield from (((), literals) for literals in _comparisons(condition, denied))


def _comparisons(condition: Comparison | Within | Between, denied: bool) -> Iterator[tuple[_Literal, ...]]:
    match condition:
        case Comparison(sign, left, right):
            yield (_Compared(left, DENIED[sign] if denied else sign, right),)
        case Within():
            yield (_Compared(condition.left, None, condition.right),)
        case Between(number, low, high) if denied:
            yield (_Compared(number, "<", low),)
            yield (_Compared(number, ">", high),)
        case Between(number, low, high):
            yield (_Compared(number, ">=", low), _Compared(number, "<=", high))


def reach_faults(shown: list[Shown], known: Known, apart: Apart) -> Iterator[Fault]:
    """Yield a fault for each condition that no answers make true; of those that hang on one another the uppermost.

    `apart` are, for each box, those that cannot be ticked beside it.
    """
    sound = {text for text in {of.text for of in shown} if not any(rule_faults(text, known))}
    # What is never shown is told once: for what hangs on it, it is taken to be shown.
    texts = {code: tuple(text for text in of.shown_if if text in sound) for code, of in known.variables.items()}
    world = _World(known, {code: _conditions(of) for code, of in texts.items()}, apart)
    asked: dict[str, _Held] = {}
    for of in shown:
        if of.text not in sound or not of.variables:
            continue
        above = _before(texts.get(of.variables[0], ()), of.text)
        goals = tuple(map(_Goal, _conditions((*above, of.text))))
        # What shows a question named here was reached before: going on from there spares the way back to the first.
        near = next((asked[code] for code in reversed(of.named) if code in asked), None)
        reached = None if near is None else _Search(world).reached(goals, near)
        search = _Search(world)
        reached = reached or search.reached(goals, _Held(world))
        if reached is not None:
            asked |= dict.fromkeys((code for code in of.variables if texts.get(code, ())[-1:] == (of.text,)), reached)
        elif not search.given_up:
            yield of.spot.fault(FaultCode.UNREACHABLE_QUESTION, *_reason(of, above, texts))
            for code in texts.keys() & set(of.variables):
                texts[code] = tuple(text for text in texts[code] if text != of.text)
                world.shown_by[code] = _conditions(texts[code])


class Replies:
    """What replies may hold, right or wrong: answers beyond their limits too, and any boxes side by side."""

    def __init__(self, known: Known) -> None:
        """Keep the variables without their limits, and what shows each as far as that can be read."""
        wide = {
            code: replace(of, at_least=None, at_most=None, decimals=_FINEST) for code, of in known.variables.items()
        }
        texts = {text for of in wide.values() for text in of.shown_if}
        sound = {text for text in texts if not any(rule_faults(text, known))}
        shown_if = {code: tuple(text for text in of.shown_if if text in sound) for code, of in wide.items()}
        shown_by = {code: _conditions(shown) for code, shown in shown_if.items()}
        self._world = _World(replace(known, variables=wide), shown_by, {})

    def can_be(self, true: str | None, false: str | None = None) -> bool:
        """Return whether a reply can make one condition true and another false; True where that is not sure.

        What is said of a question that is not shown is neither. The conditions must be sound.
        """
        goals = [_Goal(parse_condition(true))] if true else []
        goals += [_Goal(parse_condition(false), denied=True)] if false else []
        return _Search(self._world).possible(tuple(goals), _Held(self._world))


def apart_of(form: Form) -> dict[str, tuple[str, ...]]:
    """Return for each box those that cannot be ticked beside it, because one of the two stands alone."""
    apart: dict[str, tuple[str, ...]] = {}
    for placed in form.questions:
        if isinstance(placed.question, Choices | ChoicesGrid):
            alone = {option.code for option in placed.question.options if option.exclusive}
            ticks = [of for of in placed.variables if of.type == "tick"] if alone else []
            for of in ticks:
                beside = [other for other in ticks if other.row == of.row and other is not of]
                apart[of.code] = tuple(other.code for other in beside if {of.option, other.option} & alone)
    return apart


def _before(texts: tuple[str, ...], own: str) -> tuple[str, ...]:
    """Return the conditions of section and question that stand above a condition of the same variable."""
    return texts[: texts.index(own)] if own in texts else ()


def _conditions(texts: tuple[str, ...]) -> tuple[Condition, ...]:
    return tuple(parse_condition(text) for text in texts)


def _reason(of: Shown, above: tuple[str, ...], texts: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str]:
    """Return what is wrong, naming the conditions of what the condition itself hangs on."""
    named = [text for code in of.named for text in texts.get(code, ()) if text != of.text]
    others = list(dict.fromkeys((*above, *named)))
    where = f" where {' and '.join(f'`{text}`' for text in others[:3])} must be true too" if others else ""
    remedy = (
        "correct the condition or those it hangs on" if others else "correct the condition, or leave out the question"
    )
    return f"`{of.text}`, which no answers make true{where}", "a condition that can be true", remedy
