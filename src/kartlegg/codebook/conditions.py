"""Conditions of the form said in words, with the codes that data are read by. No condition is judged here."""

from collections.abc import Mapping, Sequence

from kartlegg.codebook.words import joined, listed, phrase, phrases
from kartlegg.definitions import Words
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.plain import in_brackets, plain
from kartlegg.questionnaire.rules import (
    AND,
    NOT,
    OR,
    SIGN,
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
    binds,
)
from kartlegg.questionnaire.variables import Variable

_COMPARED = {">": "above", ">=": "from", "<": "below", "<=": "to", "=": "equal", "!=": "unequal"}


def canonical(conditions: Sequence[str]) -> str:
    """Return the one rule that holds where all of `conditions` hold, "" for none; raises RuleError."""
    parts = [parse_condition(text) for text in dict.fromkeys(conditions)]
    return str(parts[0] if len(parts) == 1 else And(tuple(parts))) if parts else ""


class ConditionWords:
    """Says the conditions of one questionnaire; made once."""

    def __init__(self, variables: Mapping[str, Variable], names: Mapping[str, Words]) -> None:
        """Keep the variables, and by code what each is called beside its code."""
        self._variables = variables
        self._names = names

    def sentence(self, conditions: Sequence[str]) -> Words:
        """Return when something is asked that has all these conditions; raises RuleError."""
        return phrase("rule.asked_if", self.condition(parse_condition(canonical(conditions))))

    def condition(self, condition: Condition) -> Words:
        """Return the condition as a clause."""
        return self._clause(plain(condition))

    def _clause(self, condition: Condition, at_least: int = OR) -> Words:
        told = self._told(condition)
        return told if binds(condition) >= at_least else _bracketed(told)

    def _told(self, condition: Condition) -> Words:
        match condition:
            case Is(reference, predicate):
                told = self._judged(self.number(reference), predicate, reference)
            case Among(quantifier, references, predicate):
                those = phrase(f"rule.{quantifier}_of", listed(map(self.number, references), "and"))
                told = self._judged(those, predicate, references[0])
            case Comparison(comparator, left, right):
                told = phrase(f"rule.{_COMPARED[comparator]}", self.number(left), self.number(right))
            case Within(left, distance, percent, right):
                how = "within_percent" if percent else "within"
                told = phrase(f"rule.{how}", self.number(left), self.number(distance), self.number(right))
            case Between(number, low, high):
                told = phrase("rule.between", self.number(number), self.number(low), self.number(high))
            case Not(denied):
                told = phrase("rule.not", self._clause(denied, NOT))
            case And(conditions):
                told = listed([self._clause(one, NOT) for one in conditions], "and")
            case Or(conditions):
                told = listed([self._clause(one, AND) for one in conditions], "or")
        return told

    def number(self, number: Number) -> Words:
        """Return how a number is found, as a phrase."""
        match number:
            case Reference():
                told = self._named(number)
            case Numeral():
                told = Words(nb=str(number).replace(".", ","), en=str(number))
            case Negative(of):
                told = joined("", (Words(nb="−"), self._part(of, SIGN)))
            case Arithmetic(operator, left, right):
                told = joined(
                    f" {operator} ", (self._part(left, binds(number)), self._part(right, binds(number) + 1))
                )
            case Absolute(of):
                told = phrase("rule.absolute", self._part(of, SIGN))
            case Summary(kind, numbers):
                told = phrase(f"rule.{kind}", listed([self._part(one, SIGN) for one in numbers], "and"))
            case TickCount(references):
                told = phrase("rule.ticks", listed(map(self.number, references), "and"))
        return told

    def _part(self, number: Number, at_least: int) -> Words:
        told = self.number(number)
        return _bracketed(told) if in_brackets(number, at_least) else told

    def _judged(self, subject: Words, predicate: Predicate, of: Reference) -> Words:
        denied = "not_" if predicate.denied else ""
        if predicate.state is not None:
            return phrase(f"rule.{denied}{predicate.state}", subject)
        options = listed((self._option(of, code) for code in predicate.options), "or")
        return phrase(f"rule.{denied}is", subject, options)

    def _named(self, reference: Reference) -> Words:
        if reference.source == "register":
            return phrases().get(f"register.{reference.code}") or phrase("register.group", reference.code)
        name = self._names.get(reference.code)
        told = Words(nb=reference.code) if name is None else phrase("rule.named", name, reference.code)
        return phrase("rule.last", told) if reference.source == "last" else told

    def _option(self, of: Reference, code: str) -> Words:
        variable = self._variables.get(of.code)
        labels = {option.code: option.label for option in (variable.options if variable else ())}
        if of.source == "register" and of.code == "kind":
            labels = {code: phrases().get(f"kind.{code}", Words(nb=code))}
        return phrase("rule.option", labels.get(code, Words(nb=code)))


def _bracketed(told: Words) -> Words:
    return joined("", (Words(nb="("), told, Words(nb=")")))
