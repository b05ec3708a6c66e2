"""XPath conditions of an XLSForm as conditions of the small language, as far as they compare answers. No row enters.

What is read: `${a} = 'x'`, `!=`, `${n} > 3` and the like, `selected(${a}, 'x')`, `not(...)`, `and`, `or`, brackets.
"""

from collections.abc import Iterable, Set
from functools import lru_cache
from typing import cast

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError

from kartlegg.errors import RuleError
from kartlegg.forms.xlsform.names import code_of
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.rules import (
    Among,
    And,
    Comparator,
    Comparison,
    Condition,
    Is,
    Not,
    Numeral,
    Or,
    Predicate,
    Reference,
)

_LONGEST = 4000
_GRAMMAR = r"""
?either: both ("or" both)*
?both: claim ("and" claim)*
?claim: "(" either ")"
    | "not" "(" either ")" -> opposite
    | "selected" "(" FIELD "," TEXT ")" -> selected
    | FIELD SIGN TEXT -> compared
    | FIELD SIGN NUMBER -> numbered
    | FIELD SIGN FIELD -> paired
FIELD: /\$\{[^}]+\}/
TEXT: /'[^']*'|"[^"]*"/
NUMBER: /[0-9]+(\.[0-9]+)?/
SIGN: /[<>]=?|!=|=/
%ignore /\s+/
"""


def read_relevant(text: str, multiple: Set[str]) -> str | None:
    """Return the condition of the small language that says the same, None where there is none.

    `multiple` are the names of the fields in which several options may be selected.
    """
    if len(text) > _LONGEST:
        return None
    try:
        condition = _Reader(multiple).transform(_parser().parse(text))
        return str(parse_condition(str(condition)))
    except (LarkError, RuleError):
        return None


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", start="either")


class _Reader(Transformer[Token, Condition]):
    """Makes conditions of the parser's tree."""

    def __init__(self, multiple: Set[str]) -> None:
        super().__init__()
        self._multiple = multiple

    def either(self, parts: list[Condition]) -> Condition:
        flat = [one for part in parts for one in (part.conditions if isinstance(part, Or) else (part,))]
        merged = _merged(flat, denied=False)
        alike = {one.predicate for one in merged if isinstance(one, Is)}
        if len(alike) == 1 and len(merged) > 1 and all(isinstance(one, Is) for one in merged):
            return Among("any", tuple(one.reference for one in merged if isinstance(one, Is)), alike.pop())
        return merged[0] if len(merged) == 1 else Or(tuple(merged))

    def both(self, parts: list[Condition]) -> Condition:
        flat = [one for part in parts for one in (part.conditions if isinstance(part, And) else (part,))]
        merged = _merged(flat, denied=True)
        needless = {Is(reference, Predicate("answered")) for one in merged for reference in _compared_in(one)}
        kept = [one for one in merged if one not in needless]
        return kept[0] if len(kept) == 1 else And(tuple(kept))

    def opposite(self, parts: list[Condition]) -> Condition:
        (part,) = parts
        if isinstance(part, Is):
            predicate = part.predicate
            return Is(part.reference, Predicate(predicate.state, predicate.options, not predicate.denied))
        return Not(part)

    def selected(self, parts: list[Token]) -> Condition:
        field, option = parts[0][2:-1].strip(), parts[1][1:-1]
        if field in self._multiple:
            return Is(Reference("answer", f"{code_of(field)}_{option}"), Predicate("ticked"))
        return Is(_reference(parts[0]), Predicate(options=(option,)))

    def compared(self, parts: list[Token]) -> Condition:
        field, sign, text = parts
        if sign not in ("=", "!=") or field[2:-1].strip() in self._multiple:
            raise LarkError("no condition of ours")
        if text[1:-1]:
            return Is(_reference(field), Predicate(options=(text[1:-1],), denied=sign == "!="))
        return Is(_reference(field), Predicate("blank" if sign == "=" else "answered"))

    def numbered(self, parts: list[Token]) -> Condition:
        field, sign, number = parts
        return Comparison(cast(Comparator, str(sign)), _reference(field), Numeral(float(number)))

    def paired(self, parts: list[Token]) -> Condition:
        left, sign, right = parts
        return Comparison(cast(Comparator, str(sign)), _reference(left), _reference(right))


def _reference(field: Token) -> Reference:
    return Reference("answer", code_of(field[2:-1].strip()))


def _merged(parts: Iterable[Condition], *, denied: bool) -> list[Condition]:
    """Return the conditions with the options of one question together: `a is x or a is y`, or both denied."""
    merged: list[Condition] = []
    places: dict[Reference, int] = {}
    for part in parts:
        if not isinstance(part, Is) or not part.predicate.options or part.predicate.denied != denied:
            merged.append(part)
        elif part.reference not in places:
            places[part.reference] = len(merged)
            merged.append(part)
        else:
            earlier = cast(Is, merged[places[part.reference]])
            options = dict.fromkeys((*earlier.predicate.options, *part.predicate.options))
            merged[places[part.reference]] = Is(part.reference, Predicate(options=tuple(options), denied=denied))
    return merged


def _compared_in(condition: Condition) -> tuple[Reference, ...]:
    """Return what a condition is unknown without, so that to ask for an answer besides says nothing more."""
    if isinstance(condition, Comparison):
        return tuple(side for side in (condition.left, condition.right) if isinstance(side, Reference))
    if isinstance(condition, Is) and condition.predicate.options:
        return (condition.reference,)
    return ()
