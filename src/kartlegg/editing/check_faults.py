"""Proofreads the files of checks against the questionnaire: names, options, slots, places. No reply may enter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kartlegg.definitions import find_line
from kartlegg.editing.messages import EACH, replaced, slots
from kartlegg.editing.spec import Message, Ratio, StandardFile, WrittenCheck
from kartlegg.errors import Fault, RuleError
from kartlegg.questionnaire.grammar import option_uses, parse_condition, parse_number, references
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.questions import Numbers
from kartlegg.questionnaire.rules import (
    Absolute,
    Arithmetic,
    Condition,
    Negative,
    Number,
    Reference,
    Summary,
    children,
)

GIVEN: dict[str, frozenset[str]] = {
    "holds": frozenset({"value", "lower", "upper"}),
    "differ": frozenset({"value", "first", "second"}),
    "control": frozenset({"value", "whole", "whole_label", "difference"}),
    "outlier": frozenset({"value", "last", "lower", "upper", "expected", "label", "share", "rank", "other"}),
}
"""The words that a check gives to the slots of its message, by what it is made of."""

STANDARD: dict[str, frozenset[str]] = {
    "missing": frozenset(),
    "mend": frozenset({"component", "component_value"}),
    "formats": frozenset({"value", "lower", "upper", "label", "decimals"}),
    "control": GIVEN["control"],
    "distribution": GIVEN["control"],
    "exclusive": frozenset({"option", "other"}),
    "other_text": frozenset({"option"}),
    "hidden": frozenset({"question"}),
    "incomplete": frozenset({"blank", "asked", "first"}),
}
"""The same for the messages of the standard file, by key."""

REASONS = (
    "not_a_number",
    "not_an_option",
    "not_a_tick",
    "too_small",
    "too_large",
    "too_many_decimals",
    "too_long",
)
"""Why an answer is none, in the words of AnswerError, as far as it can be told of a value."""

Place = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A file of checks beside the questionnaire that it speaks of."""

    path: Path
    questionnaire: Questionnaire

    def fault(self, place: Place, found: str, expected: str, remedy: str) -> Fault:
        """Return a fault at a place of the file."""
        column = ".".join(map(str, place))
        return Fault(self.path, find_line(self.path, place), column, found, expected, remedy)

    def of_check(self, place: Place, check: WrittenCheck) -> Iterator[Fault]:
        """Yield what is wrong with one check as it was written, before `each` is put in."""
        known = self.questionnaire.variables
        for key, text in (("when", check.when), ("holds", check.holds)):
            if text is not None:
                yield from self._condition((*place, key), text, check.each)
        for key, codes in (("differ", check.differ),):
            for code in (code for code in codes if code not in known):
                yield self._unknown((*place, key), code)
        if check.stands_at is not None and check.stands_at not in self.questionnaire.questions:
            found, remedy = f"the unknown question {check.stands_at}", "correct the code, or leave the key out"
            yield self.fault((*place, "stands_at"), found, "a question of the form", remedy)
        yield from self._kind(place, check)
        kind = next(key for key in GIVEN if getattr(check, key))
        yield from self.of_message((*place, "message"), check.message, GIVEN[kind], check.each)

    def of_message(
        self, place: Place, message: Message, given: frozenset[str], each: Sequence[str] = ()
    ) -> Iterator[Fault]:
        """Yield the slots that nothing can be put in."""
        for tongue, slot in slots(message):
            texts = [replaced(slot, code) for code in each] or [slot]
            for text in texts if slot not in given else ():
                yield from self._slot((*place, tongue), text, given)

    def _kind(self, place: Place, check: WrittenCheck) -> Iterator[Fault]:
        of = self.questionnaire
        if check.control is not None:
            grid = of.questions.get(check.control)
            if not isinstance(grid, Numbers) or grid.control is None:
                found = f"{check.control}, which is no grid with a control"
                yield self.fault((*place, "control"), found, "a grid of numbers with a control", "correct the code")
        if check.each and not any(EACH in text for text in (check.holds or "", check.when or "")):
            found = "each, which neither holds nor when speaks of"
            yield self.fault((*place, "each"), found, "the word each in holds or when", "write each for the code")
        if check.outlier is not None:
            for code in check.outlier.variables:
                if code not in of.variables:
                    yield self._unknown((*place, "outlier", "variables"), code)
                elif of.variables[code].type != "number":
                    yield self._no_number((*place, "outlier", "variables"), code)
            if isinstance(check.outlier, Ratio) and (check.outlier.to == "median") != bool(check.outlier.per):
                found, expected = f"to: {check.outlier.to}", "per with to: median, and with that alone"
                yield self.fault((*place, "outlier", "to"), found, expected, "add per, or remove it")

    def _condition(self, place: Place, text: str, each: Sequence[str]) -> Iterator[Fault]:
        for written in [replaced(text, code) for code in each] or [text]:
            try:
                condition = parse_condition(written)
            except RuleError as error:
                found = f"{error.found} in character {error.column} of {written!r}"
                yield self.fault(place, found, error.expected, error.remedy)
                return
            yield from self._names(place, condition)

    def _names(self, place: Place, node: Condition | Number) -> Iterator[Fault]:
        """Yield the variables that there are not, options they do not have, and words used as numbers."""
        known = self.questionnaire.variables
        own = [reference for reference in references(node) if reference.source != "register"]
        for reference in (reference for reference in own if reference.code not in known):
            yield self._unknown(place, reference.code)
        for reference, option in option_uses(node) if not isinstance(node, Number) else ():
            if reference.source != "register" and reference.code in known:
                options = [of.code for of in known[reference.code].options]
                if option not in options:
                    expected = f"one of {', '.join(options)}" if options else "a condition about a number or a tick"
                    yield self.fault(
                        place, f"the option {option} of {reference.code}", expected, "correct the option"
                    )
        for reference in _as_numbers(node):
            if reference.source != "register" and reference.code in known and known[reference.code].type != "number":
                yield self._no_number(place, reference.code)

    def _slot(self, place: Place, slot: str, given: frozenset[str]) -> Iterator[Fault]:
        source, _, code = slot.partition(".")
        known = self.questionnaire
        if source == "label":
            if code not in known.variables and code not in known.questions:
                yield self._unknown(place, code)
            return
        try:
            number = parse_number(slot)
        except RuleError as error:
            found = f"the slot {{{slot}}}: {error.found} in character {error.column}"
            yield self.fault(place, found, error.expected, error.remedy)
            return
        unknown = isinstance(number, Reference) and number.source == "answer" and number.code not in known.variables
        if unknown:
            words = ", ".join(sorted(given)) or "no word of its own"
            found, expected = f"the unknown slot {{{slot}}}", f"a variable, or what this check gives: {words}"
            yield self.fault(place, found, expected, "correct the word in braces")
            return
        if isinstance(number, Reference) and number.code in known.variables:
            if known.variables[number.code].type == "text":
                found, remedy = f"the open answer {number.code} in a message", "use its label. instead"
                yield self.fault(place, found, "numbers and options", remedy)
            return
        yield from self._names(place, number)

    def _unknown(self, place: Place, code: str) -> Fault:
        return self.fault(place, f"the unknown variable {code}", "a variable of the form", "correct the code")

    def _no_number(self, place: Place, code: str) -> Fault:
        return self.fault(place, f"{code}, which is no number", "a variable that holds a number", "correct the code")


def _as_numbers(node: object) -> Iterator[Reference]:
    """Yield the references that stand where a number is asked for, deeper than what `is` is said of."""
    match node:
        case Reference():
            pass
        case _:
            for child in children(node):  # type: ignore[arg-type]  # a node's children are nodes
                if isinstance(child, Reference) and _is_arithmetic(node):
                    yield child
                yield from _as_numbers(child)


def _is_arithmetic(node: object) -> bool:
    return isinstance(node, Arithmetic | Negative | Absolute | Summary)


def check_faults(path: Path, checks: Sequence[WrittenCheck], questionnaire: Questionnaire) -> Iterator[Fault]:
    """Yield what is wrong with the checks of a file, beyond what the format itself tells."""
    proof = Proof(path, questionnaire)
    for number, check in enumerate(checks):
        yield from proof.of_check(("checks", number), check)


def standard_faults(path: Path, standard: StandardFile, questionnaire: Questionnaire) -> Iterator[Fault]:
    """Yield what is wrong with the standard file: reasons that there are not, or that have no words; slots."""
    proof = Proof(path, questionnaire)
    for reason in sorted(set(REASONS) ^ set(standard.formats)):
        found = "an unknown reason" if reason in standard.formats else f"no message for {reason}"
        yield proof.fault(("formats", reason), found, f"messages for {', '.join(REASONS)}", "correct the keys")
    for reason, of in standard.formats.items():
        yield from proof.of_message(("formats", reason, "message"), of.message, STANDARD["formats"])
    for key in ("missing", "mend"):
        yield from proof.of_message((key,), getattr(standard, key), STANDARD[key])
    for key in sorted(set(STANDARD) - {"formats", "missing", "mend"}):
        yield from proof.of_message((key, "message"), getattr(standard, key).message, STANDARD[key])
