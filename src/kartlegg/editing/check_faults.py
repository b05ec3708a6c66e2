"""Proofreads the files of checks against the questionnaire: names, options, slots, places. No reply may enter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kartlegg.definitions import name_of, read_yaml
from kartlegg.editing.messages import EACH, TONGUES, loose_braces, replaced, slots
from kartlegg.editing.spec import Message, Ratio, StandardFile, WrittenCheck
from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.proof.reach import Replies
from kartlegg.questionnaire.proof.rules import Known, Told, read_rule, rule_faults
from kartlegg.questionnaire.proof.years import later_years
from kartlegg.questionnaire.questions import Numbers
from kartlegg.questionnaire.rules import Reference

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


def check_faults(
    path: Path, checks: Sequence[WrittenCheck], questionnaire: Questionnaire, known: Known, year: int | None = None
) -> Iterator[Fault]:
    """Yield what is wrong with the checks of a file, beyond what the format itself tells.

    `known` is what rules may name, `year` that of the round, where it is known.
    """
    proof, replies = _Proof(path, questionnaire, known), Replies(known)
    for number, check in enumerate(checks):
        place = ("checks", number)
        faults = list(proof.of_check(place, check))
        yield from faults or proof.of_reach(place, check, replies)
        for told in later_years((check.since,), year):
            yield proof.fault((*place, "since"), told)


def standard_faults(
    path: Path, standard: StandardFile, questionnaire: Questionnaire, known: Known
) -> Iterator[Fault]:
    """Yield what is wrong with the standard file: reasons that there are not, or that have no words; slots."""
    proof = _Proof(path, questionnaire, known)
    for reason in sorted(set(REASONS) ^ set(standard.formats)):
        code = FaultCode.UNKNOWN_KEY if reason in standard.formats else FaultCode.MISSING_KEY
        found = f"{'the unknown reason' if reason in standard.formats else 'no message for'} {reason}"
        told = Told(code, found, f"messages for {', '.join(REASONS)}", "correct the keys")
        yield proof.fault(("formats", reason), told)
    for reason, of in standard.formats.items():
        yield from proof.of_message(("formats", reason, "message"), of.message, STANDARD["formats"])
    for key in ("missing", "mend"):
        yield from proof.of_message((key,), getattr(standard, key), STANDARD[key])
    for key in sorted(set(STANDARD) - {"formats", "missing", "mend"}):
        yield from proof.of_message((key, "message"), getattr(standard, key).message, STANDARD[key])


@dataclass(frozen=True, slots=True)
class _Proof:
    """A file of checks beside the questionnaire that it speaks of."""

    path: Path
    questionnaire: Questionnaire
    known: Known

    def fault(self, place: Place, told: Told) -> Fault:
        """Return a fault at a place of the file."""
        file = read_yaml(self.path)
        name, line = name_of(file.content, place), file.line(place)
        return Fault(self.path, line, name, told.found, told.expected, told.remedy, told.code)

    def of_check(self, place: Place, check: WrittenCheck) -> Iterator[Fault]:
        """Yield what is wrong with one check as it was written."""
        for key, text in (("when", check.when), ("holds", check.holds)):
            for written in _unfolded(text, check.each):
                for told in rule_faults(written, self.known):
                    yield self.fault((*place, key), told)
        for told in self._names(check):
            yield self.fault(place, told)
        kind = next(key for key in GIVEN if getattr(check, key))
        yield from self.of_message((*place, "message"), check.message, GIVEN[kind], check.each)

    def of_reach(self, place: Place, check: WrittenCheck, replies: Replies) -> Iterator[Fault]:
        """Yield a fault where no reply can be a hit: `when` true of what is shown, and `holds` false."""
        for code in check.each or ("",):
            when, holds = (None if rule is None else replaced(rule, code) for rule in (check.when, check.holds))
            if when is not None and not replies.can_be(when, holds):
                beside = f" while `{holds}` is false" if holds and replies.can_be(when) else ""
                found = f"`{when}`, which no reply makes true{beside} where the questions are shown"
                told = ("a check that some reply can set off", "correct when, or leave out the check")
                yield self.fault((*place, "when"), Told(FaultCode.UNREACHABLE_CHECK, found, *told))
                return

    def of_message(
        self, place: Place, message: Message, given: frozenset[str], each: Sequence[str] = ()
    ) -> Iterator[Fault]:
        """Yield the slots that nothing can be put in, and braces that make none."""
        for tongue in TONGUES:
            for brace in islice(loose_braces(getattr(message, tongue)), 1):
                told = (f"a brace that makes no slot, at `{brace}`", "slots such as `{variable}`", "close the braces")
                yield self.fault((*place, tongue), Told(FaultCode.WRONG_TEMPLATE, *told))
        for tongue, slot in slots(message):
            for written in _unfolded(slot, each) if slot not in given else ():
                for fault in self._slot(written, given):
                    yield self.fault((*place, tongue), fault)

    def _names(self, check: WrittenCheck) -> Iterator[Told]:
        """Yield what is wrong with the codes that a check names outside its rules."""
        numbers = (*check.differ, *(check.outlier.variables if check.outlier else ()))
        for code in numbers:
            yield from rule_faults(code, self.known, number=True)
        if check.stands_at is not None and check.stands_at not in self.questionnaire.questions:
            found, remedy = f"the unknown question {check.stands_at}", "correct stands_at, or leave it out"
            yield Told(FaultCode.DEAD_REFERENCE, found, "a question of the form", remedy)
        if check.control is not None:
            grid = self.questionnaire.questions.get(check.control)
            if not isinstance(grid, Numbers) or grid.control is None:
                found, expected = f"{check.control}, which is no grid with a control", "a grid of numbers with one"
                yield Told(FaultCode.UNKNOWN_CONTROL, found, expected, "correct the code")
        if check.each and not any(replaced(text, "") != text for text in (check.holds or "", check.when or "")):
            found, expected = f"{EACH}, which neither holds nor when speaks of", f"the word {EACH} in one of the two"
            yield Told(FaultCode.WRONG_VALUE, found, expected, f"write {EACH} in place of the code")
        if isinstance(check.outlier, Ratio) and (check.outlier.to == "median") != bool(check.outlier.per):
            found, expected = f"to: {check.outlier.to}", "per together with to: median, and with that alone"
            yield Told(FaultCode.WRONG_VALUE, found, expected, "add per, or remove it")

    def _slot(self, slot: str, given: frozenset[str]) -> Iterator[Told]:
        source, _, code = slot.partition(".")
        if source == "label":
            if code not in self.known.variables and code not in self.questionnaire.questions:
                found = f"the label of {code}, which there is not"
                yield Told(FaultCode.DEAD_REFERENCE, found, "a variable or question of the form", "correct the code")
            return
        number = read_rule(slot, number=True)
        variable = self.known.variable(number) if isinstance(number, Reference) else None
        if isinstance(number, Reference) and number.source == "answer" and variable is None:
            words = ", ".join(sorted(given)) or "no word of its own"
            expected = f"a variable, or what this check gives: {words}"
            yield Told(FaultCode.UNKNOWN_FACT, f"the unknown slot {{{slot}}}", expected, "correct the word in braces")
        elif variable is not None and variable.type == "choice":
            return  # shown as the words of the option
        else:
            yield from rule_faults(slot, self.known, number=True)


def _unfolded(text: str | None, each: Sequence[str]) -> list[str]:
    """Return a text once for each of the codes that it is repeated for."""
    if text is None:
        return []
    return [replaced(text, code) for code in each] or [text]
