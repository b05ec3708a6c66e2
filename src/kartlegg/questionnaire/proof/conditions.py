"""Judges the conditions of a form: what they name, and in which order. No reply may enter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.grammar import references
from kartlegg.questionnaire.proof.form import Form, Spot
from kartlegg.questionnaire.proof.rules import Known, Told, read_rule, rule_faults
from kartlegg.questionnaire.sums import leaves_of
from kartlegg.questionnaire.variables import Variable


@dataclass(frozen=True)
class Shown:
    """A condition of the form: where it stands, its text, and the variables that it shows."""

    spot: Spot
    text: str
    variables: tuple[str, ...]

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The codes of this round that the condition names; none where it cannot be read."""
        rule = read_rule(self.text)
        if isinstance(rule, Told):
            return ()
        return tuple(of.code for of in references(rule) if of.source == "answer")


def conditions_of(form: Form) -> Iterator[Shown]:
    """Yield every condition of a section, question or row in the order of the form."""
    for section in form.sections:
        codes = tuple(variable.code for placed in section.questions for variable in placed.variables)
        yield from _shown(section.spot, section.section.shown_if, codes)
        for placed in section.questions:
            codes = tuple(variable.code for variable in placed.variables)
            yield from _shown(placed.spot, placed.question.shown_if, codes)
            for spot, text, below in placed.rows():
                yield from _shown(spot, text, below)


def _shown(spot: Spot, text: str | None, codes: tuple[str, ...]) -> Iterator[Shown]:
    if text:
        yield Shown(spot.at("shown_if", name=f"{spot.name}.shown_if"), text, codes)


def naming_faults(shown: list[Shown], known: Known) -> Iterator[Fault]:
    """Yield a fault for each name in a condition that names nothing, or that its kind does not fit."""
    for of in shown:
        for told in rule_faults(of.text, known):
            yield of.spot.fault(*told)


def order_faults(shown: list[Shown], variables: Mapping[str, Variable]) -> Iterator[Fault]:
    """Yield a fault for each condition on an answer that is asked later, or that hangs on the condition itself."""
    places = _places(variables)
    hangs_on = _graph(shown, variables)
    for of in shown:
        first = min((places[code] for code in of.variables if code in places), default=None)
        if first is None:
            continue
        for code in of.named:
            if code not in places or places[code] < first:
                continue
            if _leads_to(code, frozenset(of.variables), hangs_on):
                found = f"`{code}` in `{of.text}`, itself shown by what the condition shows"
                told = (found, "an answer that does not hang on the question", "take one of the two conditions away")
                yield of.spot.fault(FaultCode.CIRCULAR_REFERENCE, *told)
            else:
                found = f"`{code}`, asked later, in `{of.text}`"
                told = (
                    found,
                    "an answer that is asked before",
                    f"ask `{code}` first, or move what it shows behind it",
                )
                yield of.spot.fault(FaultCode.USED_BEFORE_ASKED, *told)


def _places(variables: Mapping[str, Variable]) -> dict[str, int]:
    """Return where each variable is known in the form: a sum as soon as the last of its parts is."""
    places = {code: place for place, code in enumerate(variables)}
    leaves = leaves_of(variables)
    return {
        code: max((places[of] for of in leaves[code] if of in places), default=places[code]) for code in variables
    }


def _graph(shown: list[Shown], variables: Mapping[str, Variable]) -> dict[str, set[str]]:
    """Return which variables each variable hangs on: those of its conditions, and the parts of a sum."""
    hangs_on = {code: set(variable.parts) for code, variable in variables.items()}
    for of in shown:
        for code in of.variables:
            hangs_on.setdefault(code, set()).update(of.named)
    return hangs_on


def _leads_to(code: str, wanted: frozenset[str], hangs_on: Mapping[str, set[str]]) -> bool:
    seen, ahead = {code}, [code]
    while ahead:
        here = ahead.pop()
        if here in wanted:
            return True
        new = hangs_on.get(here, set()) - seen
        seen |= new
        ahead += new
    return False
