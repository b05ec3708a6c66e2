"""The form of a round in the formats asked for, whole or not at all. What a format looks like may not enter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kartlegg.errors import UsageError
from kartlegg.exchange.folder import refuse_others, write_folder
from kartlegg.forms.help_sheet.stamp import UnitOnSheet
from kartlegg.forms.help_sheet.write import write_help_sheet
from kartlegg.forms.to_paper import write_paper_form
from kartlegg.forms.to_word import write_word_form
from kartlegg.forms.wording import FormLanguage
from kartlegg.forms.xlsform.write import write_xlsform
from kartlegg.places.register import Place
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.rounds import Round, Survey


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked, in which language, and of whom: a unit with last round's figures, or nobody in particular.

    `answers` are what the unit answered, None where no Extract tells; `synthetic` says that it is made up.
    """

    questionnaire: Questionnaire
    this_round: Round
    survey: Survey
    language: FormLanguage = "nb"
    unit: UnitOnSheet | None = None
    last_round: Mapping[str, float] = field(default_factory=dict)
    answers: Answers | None = None
    register: Answers = field(default_factory=dict)
    synthetic: bool = False


def unit_on(places: Sequence[Place], code: str) -> UnitOnSheet:
    """Return the unit of this code; raises UsageError where none of the places is one that reports."""
    place = next((place for place in places if place.code == code and place.reports), None)
    if place is None:
        raise UsageError(f"no unit of the round has the code {code}")
    return UnitOnSheet(place.code, place.name)


def _help_sheet(asking: Asking) -> bytes:
    return write_help_sheet(
        asking.questionnaire,
        asking.survey,
        asking.this_round,
        asking.unit,
        language=asking.language,
        last_round=asking.last_round,
    )


def _paper(asking: Asking) -> bytes:
    return write_paper_form(
        asking.questionnaire,
        asking.this_round,
        asking.survey,
        language=asking.language,
        unit=asking.unit.name if asking.unit else None,
        last_round=asking.last_round,
        synthetic=asking.synthetic and bool(asking.last_round),
    )


def _reply(asking: Asking) -> bytes:
    if asking.answers is None:
        raise UsageError("a reply is of one unit: name it with --unit, and the Extract that has it with --extract")
    if not asking.answers:
        code = asking.unit.code if asking.unit else ""
        raise UsageError(f"the unit {code} has not replied: there is no reply to print; pdf is the blank form")
    return write_paper_form(
        asking.questionnaire,
        asking.this_round,
        asking.survey,
        language=asking.language,
        unit=asking.unit.name if asking.unit else None,
        last_round=asking.last_round,
        answers=asking.answers,
        register=asking.register,
        synthetic=asking.synthetic,
    )


def _word(asking: Asking) -> bytes:
    return write_word_form(asking.questionnaire, asking.this_round, asking.survey, language=asking.language)


def _xlsform(asking: Asking) -> bytes:
    return write_xlsform(asking.questionnaire, asking.this_round, asking.survey)


MAKERS: Mapping[str, tuple[str, Callable[[Asking], bytes]]] = {
    "pdf": ("form.pdf", _paper),
    "reply": ("reply.pdf", _reply),
    "docx": ("form.docx", _word),
    "xlsx": ("help-sheet.xlsx", _help_sheet),
    "xlsform": ("xlsform.xlsx", _xlsform),
}
"""The formats: the name of the file, and what makes it."""


_WRITTEN_IN = ("docx", "xlsx")
"""The formats that people write in."""


def make_forms(asking: Asking, formats: Sequence[str], out: Path) -> list[Path]:
    """Write the form in the formats into a folder, whole or not at all; return the files in order.

    The name of a file of a unit begins with its code. Forms that stood there, for the same unit, are replaced. Raises
    UsageError for a format that is not known, where `out` holds anything else, and where somebody may have written
    in a help sheet or a Word form that stands there.
    """
    unknown = [form for form in formats if form not in MAKERS]
    if unknown:
        raise UsageError(f"there is no format {', '.join(unknown)}; there are {', '.join(MAKERS)}")
    before = f"{asking.unit.code}-" if asking.unit else ""
    refuse_others(out, {before + name for name, _ in MAKERS.values()})
    files = {before + MAKERS[form][0]: MAKERS[form][1](asking) for form in formats}
    for path in (out / (before + MAKERS[form][0]) for form in _WRITTEN_IN):
        if path.is_file() and path.read_bytes() != files.get(path.name):
            raise UsageError(f"somebody may have written in {path}; move it or name another folder")
    write_folder(out, files)
    return [out / name for name in files]
