"""The small language: text to a tree of rules. What a rule means for a reply is no matter of this file.

The grammar is made once by lark into an LALR(1) parser, which neither guesses nor goes back: what it accepts has one
tree, and the time is proportional to the length of the text. The words of the language are told in
docs/reference/rules.md.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from lark import Lark
from lark.exceptions import UnexpectedInput

from kartlegg.errors import RuleError
from kartlegg.questionnaire.building import TreeBuilder
from kartlegg.questionnaire.misreading import explain
from kartlegg.questionnaire.rules import Among, Condition, Is, Node, Number, Reference, children

MAX_DEPTH = 100
"""How many forms may stand inside one another: more than anyone reads, fewer than would exhaust the stack."""

WORDS = ("any", "all", "none", "ticked", "answered", "blank", "sum", "largest", "smallest")
"""The words of the language that tell forms of a kind from one another."""

SILENT_WORDS = ("is", "not", "one", "of", "and", "or", "within", "percent", "between", "absolute", "number")
"""The other words of the language. No variable may be called as any word of the two lists."""

_GRAMMAR = r"""
?condition: conjunction | conjunction (_OR conjunction)+ -> either
?conjunction: negation | negation (_AND negation)+ -> both
?negation: claim | _NOT negation -> opposite
?claim: reference predicate -> judged
    | (ANY | ALL | NONE) _OF references predicate -> among
    | number COMPARATOR number -> comparison
    | number _WITHIN number _OF number -> within
    | number _WITHIN number _PERCENT _OF number -> within_percent
    | number _BETWEEN number _AND number -> between
    | _OPEN condition _CLOSE

?predicate: _IS said | _IS _NOT said -> denied
?said: (TICKED | ANSWERED | BLANK) -> state
    | option -> options
    | _ONE _OF _OPEN option (_COMMA option)* _CLOSE -> options
?option: OPTION -> option | _ONE -> option_one

?number: product | number (PLUS | MINUS) product -> arithmetic
?product: signed | product (TIMES | OVER) signed -> arithmetic
?signed: atom | MINUS signed -> negative
?atom: reference
    | NUMERAL -> numeral
    | _ABSOLUTE _OF atom -> absolute
    | (SUM | LARGEST | SMALLEST) _OF _OPEN number (_COMMA number)* _CLOSE -> summary
    | _NUMBER _OF references TICKED -> tick_count
    | _OPEN number _CLOSE

reference: REFERENCE
references: _OPEN reference (_COMMA reference)* _CLOSE

REFERENCE: /(?:(?:last|register)\.)?[a-z][a-z0-9_]*(?![\w.])/
OPTION: /(?!not\b)[a-z0-9][a-z0-9_]*(?![\w.])/
NUMERAL: /[0-9]+(?:\.[0-9]+)?(?![\w.])/
COMPARATOR: /(?:[<>]=?|!=|=)(?![<>=!])/
PLUS: "+"
MINUS: "-"
TIMES: "*"
OVER: "/"
_OPEN: "("
_CLOSE: ")"
_COMMA: ","
%ignore /\s+/
"""
# A word goes before a code that is spelt alike, and ends where a word ends: `is_part` is a code, `isyes` is nothing.
_TERMINALS = [
    f"{name.upper()}.1: /{name.strip('_')}(?![\\w.])/" for name in (*WORDS, *(f"_{w}" for w in SILENT_WORDS))
]


@lru_cache(maxsize=8192)
def parse_condition(text: str) -> Condition:
    """Return the condition that `text` says; raises RuleError where it says none."""
    return cast("Condition", _parse(text, "condition"))


@lru_cache(maxsize=8192)
def parse_number(text: str) -> Number:
    """Return how to find the number that `text` says; raises RuleError where it says none."""
    return cast("Number", _parse(text, "number"))


def references(node: Node) -> tuple[Reference, ...]:
    """Return what the rule refers to, each once, in the order of its text."""
    return tuple(dict.fromkeys(found for found in _below(node) if isinstance(found, Reference)))


def option_uses(node: Node) -> list[tuple[Reference, str]]:
    """Return every option that the rule names, as (what it is said of, its code), in the order of its text."""
    uses: list[tuple[Reference, str]] = []
    for part in _below(node):
        match part:
            case Is(reference, predicate):
                uses += [(reference, option) for option in predicate.options]
            case Among(_, said_of, predicate):
                uses += [(reference, option) for reference in said_of for option in predicate.options]
            case _:
                pass
    return uses


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _below(child)


def _parse(text: str, start: str) -> Node:
    parser = _parser()
    try:
        tree = cast("Node", parser.parse(text, start=start))
    except UnexpectedInput:
        raise explain(parser, text, start) from None
    if len(text) > MAX_DEPTH:  # every form has a sign of its own
        _refuse_depth(tree)
    return tree


def _refuse_depth(tree: Node) -> None:
    ahead = [(tree, 1)]
    while ahead:
        node, depth = ahead.pop()
        if depth > MAX_DEPTH:
            found, expected = f"more than {MAX_DEPTH} forms inside one another", "a rule that people can read"
            raise RuleError(1, found, expected, "write it shorter, for example with `sum of (...)` or `any of (...)`")
        ahead.extend((child, depth + 1) for child in children(node))


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = "\n".join((_GRAMMAR, *_TERMINALS))
    return Lark(grammar, parser="lalr", start=["condition", "number"], transformer=TreeBuilder())
