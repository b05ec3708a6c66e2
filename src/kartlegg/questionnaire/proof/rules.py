"""Reads one rule and tells what in it names nothing, or asks of an answer what its kind cannot tell. No file enters.

Whatever holds rules (conditions of the form, checks, claims about replies) asks `rule_faults` and adds the place.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kartlegg.errors import RuleError, nearest, suggest
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.grammar import parse_condition, parse_number
from kartlegg.questionnaire.rules import (
    REGISTER_NAMES,
    Among,
    Comparison,
    Condition,
    Is,
    Node,
    Number,
    Predicate,
    Reference,
    TickCount,
    children,
)
from kartlegg.questionnaire.variables import Variable, VariableType

_KINDS: Mapping[VariableType, str] = {
    "number": "a number",
    "choice": "a question with one answer",
    "tick": "a box to tick",
    "text": "words",
}
_NUMBERS_OF_REGISTER = tuple(name for name in REGISTER_NAMES if name.startswith("population"))


class Told(NamedTuple):
    """What is wrong with a rule: a Fault that does not know its place yet."""

    code: FaultCode
    found: str
    expected: str
    remedy: str


@dataclass(frozen=True)
class Known:
    """What rules may name: variables by code; `boxes` are the variables of each question that is no variable itself.

    `register` are the names that only a survey's register has, with their options where these are known; empty where
    no register was read. `may_hold` says whether an unknown code
    may stand in what could not be read: then it is not told.
    """

    variables: Mapping[str, Variable]
    boxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    register: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    may_hold: Callable[[str], bool] = lambda code: False

    def variable(self, reference: Reference) -> Variable | None:
        """Return the variable that is named; None for the register and for what there is not."""
        return None if reference.source == "register" else self.variables.get(reference.code)


def boxes_of(variables: Mapping[str, Variable]) -> dict[str, tuple[str, ...]]:
    """Return the variables of every question whose code is not itself that of a variable."""
    found: dict[str, list[str]] = {}
    for code, variable in variables.items():
        if variable.question not in variables:
            found.setdefault(variable.question, []).append(code)
    return {question: tuple(codes) for question, codes in found.items()}


def read_rule(text: str, *, number: bool = False) -> Condition | Number | Told:
    """Return the rule, a condition or a number, or why it cannot be read."""
    try:
        return parse_number(text) if number else parse_condition(text)
    except RuleError as error:
        found = f"{error.found} at character {error.column} of `{text}`"
        return Told(FaultCode.RULE_UNREADABLE, found, error.expected, error.remedy)


def rule_faults(text: str, known: Known, *, number: bool = False) -> Iterator[Told]:
    """Yield what is wrong with the rule `text`, a condition or (with `number`) a number."""
    rule = read_rule(text, number=number)
    if isinstance(rule, Told):
        yield rule
        return
    told: set[tuple[Reference, Predicate | None]] = set()
    for choice, option, meant in _options_as_numbers(rule, known):
        told |= {(choice, None), (option, None)}
        found = f"`{choice}`, {_KINDS['choice']}, compared as a number with `{option}` in `{text}`"
        yield Told(FaultCode.WRONG_KIND, found, "`is` or `is not` before an option", f"write `{meant}`")
    for reference, predicate in uses(rule):
        if (reference, predicate) not in told:
            told.add((reference, predicate))
            yield from _use_faults(text, reference, predicate, known)


def uses(node: Node | Predicate) -> Iterator[tuple[Reference, Predicate | None]]:
    """Yield every code of a rule with what is said of it; None where it is taken as a number."""
    match node:
        case Is():
            yield node.reference, node.predicate
        case Among():
            yield from ((reference, node.predicate) for reference in node.references)
        case TickCount():
            yield from ((reference, Predicate(state="ticked")) for reference in node.references)
        case Reference():
            yield node, None
        case _:
            for child in children(node):
                yield from uses(child)


def _options_as_numbers(node: Node | Predicate, known: Known) -> Iterator[tuple[Reference, Reference, Is]]:
    """Yield a question and a word for each `question = option` of a rule, with what was probably meant."""
    match node:
        case Comparison("=" | "!=" as sign, Reference() as left, Reference() as right):
            for choice, option in ((left, right), (right, left)):
                variable = known.variable(choice)
                if variable is None or variable.type != "choice" or option.source != "answer":
                    continue
                options = tuple(of.code for of in variable.options)
                if option.code in options or option.code not in known.variables:
                    word = option.code if option.code in options else nearest(option.code, options)
                    predicate = Predicate(options=(word or (*options, "...")[0],), denied=sign == "!=")
                    yield choice, option, Is(choice, predicate)
                    return
        case _:
            for child in children(node):
                yield from _options_as_numbers(child, known)


def _use_faults(text: str, reference: Reference, predicate: Predicate | None, known: Known) -> Iterator[Told]:
    if reference.source == "register":
        yield from _register_faults(text, reference, predicate, known)
        return
    variable = known.variable(reference)
    if variable is not None:
        yield from _variable_faults(text, reference, predicate, variable)
    elif not known.may_hold(reference.code):
        found = f"`{reference}`, which there is not, in `{text}`"
        yield Told(FaultCode.DEAD_REFERENCE, found, "a variable of the form", _meant(reference, predicate, known))


def _meant(reference: Reference, predicate: Predicate | None, known: Known) -> str:
    """Return what to write for a code that there is not."""
    boxes = known.boxes.get(reference.code, ())
    if boxes:
        wanted = [f"{reference.code}_{option}" for option in (predicate.options if predicate else ())]
        box = next((code for code in wanted if code in boxes), boxes[0])
        is_box = known.variables[box].type == "tick"
        said = f"{box} is ticked" if is_box else box
        return f"name one of its variables, such as `{said}`"
    return suggest(reference.code, known.variables, "correct the code")


def _variable_faults(
    text: str, reference: Reference, predicate: Predicate | None, variable: Variable
) -> Iterator[Told]:
    kind = f"`{reference}`, {_KINDS[variable.type]},"
    if predicate is None:
        if variable.type != "number":
            found, remedy = f"{kind} taken as a number in `{text}`", _said_of(variable, str(reference))
            yield Told(FaultCode.WRONG_KIND, found, "a number", remedy)
    elif predicate.state == "ticked":
        if variable.type != "tick":
            # Of a choice it is an option that is meant: it has options, and no box of its own.
            code = FaultCode.DEAD_OPTION if variable.type == "choice" else FaultCode.WRONG_KIND
            yield Told(code, f"{kind} ticked in `{text}`", "a box to tick", _said_of(variable, str(reference)))
    elif predicate.options and variable.type != "choice":
        found, remedy = f"{kind} compared with options in `{text}`", _said_of(variable, str(reference))
        yield Told(FaultCode.WRONG_KIND, found, "a question with one answer", remedy)
    else:
        yield from _option_faults(text, predicate, tuple(option.code for option in variable.options), str(reference))


def _said_of(variable: Variable, name: str) -> str:
    """Return what can be said of a variable instead."""
    match variable.type:
        case "tick":
            return f"write `{name} is ticked`, or count boxes with `number of (...) ticked`"
        case "choice":
            options = variable.options
            return f"write `{name} is {options[0].code if options else '...'}`"
        case "number":
            return f"compare it, as in `{name} > 0`"
        case "text":
            return f"write `{name} is answered`"


def _option_faults(text: str, predicate: Predicate, options: tuple[str, ...], name: str) -> Iterator[Told]:
    if not options:
        return
    for option in predicate.options:
        if option not in options:
            found = f"the option `{option}`, which `{name}` does not have, in `{text}`"
            remedy = suggest(option, options, "correct the option")
            yield Told(FaultCode.DEAD_OPTION, found, f"one of {', '.join(options)}", remedy)


def _register_faults(text: str, reference: Reference, predicate: Predicate | None, known: Known) -> Iterator[Told]:
    is_number = reference.code in _NUMBERS_OF_REGISTER
    names = tuple(dict.fromkeys((*REGISTER_NAMES, *known.register)))
    if known.register and reference.code not in names:
        found = f"`{reference}`, which there is not, in `{text}`"
        expected = f"`register.` and one of {', '.join(names)}"
        remedy = suggest(f"register.{reference.code}", [f"register.{name}" for name in names])
        yield Told(FaultCode.DEAD_REFERENCE, found, expected, remedy)
    elif predicate is None:
        if not is_number:
            found = f"`{reference}`, a group of units, taken as a number in `{text}`"
            yield Told(FaultCode.WRONG_KIND, found, "a number", f"write `{reference} is ...`")
    elif predicate.state == "ticked" or (is_number and predicate.options):
        found = f"`{reference}` {predicate} in `{text}`"
        remedy = f"compare it, as in `{reference} > 0`" if is_number else f"write `{reference} is ...`"
        yield Told(FaultCode.WRONG_KIND, found, "what the register can tell", remedy)
    else:
        yield from _option_faults(text, predicate, known.register.get(reference.code, ()), str(reference))
