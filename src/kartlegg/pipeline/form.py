"""The form of a round for a unit: out with what an Extract knows of it, in as a help sheet. Looks may not enter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kartlegg.errors import Fault, HelpSheetError, UsageError
from kartlegg.exchange.by_unit import replies_by_unit
from kartlegg.exchange.extract import Extract
from kartlegg.forms.help_sheet.read import Diff, differences, open_help_sheet
from kartlegg.forms.help_sheet.stamp import stamp_of
from kartlegg.forms.making import Asking, make_forms, unit_on
from kartlegg.forms.wording import FormLanguage
from kartlegg.pipeline.inputs import load_round_inputs
from kartlegg.pipeline.last_round import figures_of_last_round
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.places.load import load_places
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.registers import register_of
from kartlegg.rounds import load_round, load_survey, round_folder


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, in order, and what whoever asked for them should know: sentences in English."""

    files: list[Path]
    notes: tuple[str, ...]


def write_forms(
    survey: Path,
    year: int,
    formats: Sequence[str],
    out: Path,
    *,
    language: FormLanguage,
    unit: str | None = None,
    extract: Extract | None = None,
) -> Written:
    """Write the form in the formats into a new folder, whole or not at all.

    `unit` is the code of the unit it is for, `extract` where its answers, as reported, and last round's figures are.
    Raises UsageError for an unknown format or unit, for an Extract without a unit, for a reply of a unit that has not
    replied, and for a folder that is in use.
    """
    if extract is not None and unit is None:
        raise UsageError("--extract tells what one unit answered: name the unit with --unit")
    asking = (
        _of_unit(survey, year, language, unit, extract) if unit and extract else _blank(survey, year, language, unit)
    )
    return Written(make_forms(asking, formats, out), tuple(_notes(asking, told=extract is not None)))


def _notes(asking: Asking, *, told: bool) -> Iterator[str]:
    """Yield what a form lacks: the rest of its questions, or last round's figures, though an Extract was `told`."""
    this_round = asking.this_round
    if this_round.partial:
        yield f"only a part of the form of {this_round.year} is known, and only that part was written"
    if told and asking.unit and not asking.last_round:
        yield (
            f"the Extract has no figures of last round for the unit {asking.unit.code}; "
            "it holds them for units that did not reply"
        )


def read_filled_sheet(survey: Path, year: int, file: Path, *, unit: str = "", extract: Path | None = None) -> Diff:
    """Return what a filled-in help sheet would change in its unit's answers, or in none where no Extract is given.

    `unit` is whose sheet it must be; "" takes the unit that the sheet was made for. Raises HelpSheetError for a file
    that is no help sheet of the round and the unit, UsageError for a unit that is not in the round, and for an
    Extract and a sheet that was made for nobody in particular.
    """
    this_round, of_round = load_round(survey, year), round_folder(survey, year)
    places = load_places(survey).on(this_round.population_on)
    if unit:
        unit_on(places, unit)
    try:
        content = file.read_bytes()
    except OSError as error:
        told = (str(error.strerror), "a help sheet (.xlsx)", "name another file")
        raise HelpSheetError("no_file", Fault(file, None, None, *told)) from error
    questionnaire = load_questionnaire(of_round)
    opened = open_help_sheet(content, stamp_of(questionnaire, load_survey(survey), this_round, unit), str(file))
    current: Answers = {}
    if extract is not None:
        if not (unit or opened.stamp.unit):
            raise UsageError("the sheet was made for no unit in particular: name the unit with --unit")
        of = unit_on(places, unit or opened.stamp.unit)
        found = read_round_extract(extract, load_round_inputs(survey, year))
        current = replies_by_unit(found, questionnaire.variables).get(of.code, {})
    return differences(opened, questionnaire, current)


def _blank(survey: Path, year: int, language: FormLanguage, unit: str | None) -> Asking:
    this_round = load_round(survey, year)
    of = unit_on(load_places(survey).on(this_round.population_on), unit) if unit else None
    return Asking(load_questionnaire(round_folder(survey, year)), this_round, load_survey(survey), language, of)


def _of_unit(survey: Path, year: int, language: FormLanguage, unit: str, found: Extract) -> Asking:
    inputs = load_round_inputs(survey, year)
    of = unit_on(inputs.places_of_round, unit)
    place = next(place for place in inputs.places_of_round if place.code == unit)
    return Asking(
        inputs.questionnaire,
        inputs.this_round,
        inputs.survey,
        language,
        of,
        last_round=figures_of_last_round(found, inputs, {unit}).get(unit, {}),
        answers=replies_by_unit(found, inputs.questionnaire.variables).get(unit, {}),
        register=register_of(place),
        synthetic=found.manifest.synthetic,
    )
