"""Proofreads the form of a round: every fault of every file in one run. No table, place or reply may enter."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from kartlegg.errors import Fault
from kartlegg.questionnaire.proof.conditions import conditions_of, naming_faults, order_faults
from kartlegg.questionnaire.proof.form import Form, read_form
from kartlegg.questionnaire.proof.lists import code_faults, option_faults, scale_faults
from kartlegg.questionnaire.proof.reach import apart_of, reach_faults
from kartlegg.questionnaire.proof.rules import Known, boxes_of
from kartlegg.questionnaire.proof.sums import sum_faults
from kartlegg.questionnaire.proof.words import word_faults
from kartlegg.questionnaire.proof.years import year_faults


def structure_faults(form: Form) -> Iterator[Fault]:
    """Yield the faults without which a form has one meaning: reading, codes, scales, options, sums and controls."""
    return chain(form.faults, code_faults(form), scale_faults(form), option_faults(form), sum_faults(form))


def known_of(form: Form, register: Mapping[str, tuple[str, ...]] | None = None) -> Known:
    """Return what rules about the form may name, codes that stand twice left out.

    `register` are the options of names of the register, where known.
    """
    variables = {code: of for code, of in form.questionnaire.variables.items() if code not in form.twice}
    return Known(variables, boxes_of(variables), register or {}, form.may_hold)


def form_faults(form: Form, register: Mapping[str, tuple[str, ...]] | None = None) -> list[Fault]:
    """Return every fault of the form, by file and line."""
    known, shown = known_of(form, register), list(conditions_of(form))
    found = chain(
        structure_faults(form),
        naming_faults(shown, known),
        order_faults(shown, known.variables),
        reach_faults(shown, known, apart_of(form)),
        year_faults(form),
        word_faults(form),
    )
    return in_order(found)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults by file and line, each once."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (str(fault.file), fault.line or 0, str(fault)))


def proofread_form(round_folder: Path) -> tuple[Form, list[Fault]]:
    """Return the form of a round as far as it can be read, and every fault of it."""
    form = read_form(round_folder)
    return form, form_faults(form)
