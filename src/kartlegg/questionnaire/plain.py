"""Conditions as they are best said in words: the same meaning, with denials where they belong. No words may enter."""

from dataclasses import replace

from kartlegg.questionnaire.rules import (
    Among,
    And,
    Arithmetic,
    Between,
    Comparator,
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
    binds,
)

_OPPOSITE: dict[Comparator, Comparator] = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "!=", "!=": "="}


def plain(condition: Condition, *, holds: bool = True) -> Condition:
    """Return what is true, false and unknown as `condition` is, or as its denial unless it `holds`.

    `not` stands only before `within`, which has no opposite. `any of (...) is not` stays, all others of a state are
    said of what is so. What is said of names of the register is said of each by itself.
    """
    found = condition if holds else Not(condition)
    match condition:
        case Not(denied):
            found = plain(denied, holds=not holds)
        case And(conditions) | Or(conditions):
            joined = And if isinstance(condition, And) == holds else Or
            found = joined(tuple(plain(one, holds=holds) for one in conditions))
        case Is(reference, predicate):
            found = Is(reference, _predicate(predicate, holds=holds))
        case Among():
            found = _among(condition, holds=holds)
        case Comparison(comparator, left, right) if not holds:
            found = Comparison(_OPPOSITE[comparator], left, right)
        case Between(number, low, high) if not holds:
            found = Or((Comparison("<", number, low), Comparison(">", number, high)))
    return found


def in_brackets(number: Number, at_least: int) -> bool:
    """Return whether a number inside another is only clear in brackets: what is said in words binds nothing."""
    if isinstance(number, Reference | Numeral):
        return False
    return not isinstance(number, Arithmetic | Negative) or binds(number) < at_least


def _predicate(predicate: Predicate, *, holds: bool) -> Predicate:
    denied = predicate.denied == holds
    match predicate.state:
        case "answered" | "blank" as state if denied:
            return Predicate("blank" if state == "answered" else "answered")
    return replace(predicate, denied=denied)


def _among(among: Among, *, holds: bool) -> Condition:
    quantifier = among.quantifier
    some = (quantifier == "any") == holds
    predicate = _predicate(among.predicate, holds=holds == (quantifier != "none"))
    if any(of.source == "register" for of in among.references):
        each: tuple[Condition, ...] = tuple(Is(of, predicate) for of in among.references)
        return each[0] if len(each) == 1 else Or(each) if some else And(each)
    if some:
        return Among("any", among.references, predicate)
    if predicate.state == "blank" or (predicate.denied and (predicate.state or quantifier == "none" or not holds)):
        return Among("none", among.references, _predicate(predicate, holds=False))
    return Among("all", among.references, predicate)
