"""The form of a round for a unit: out with what an Extract knows of it, in as a help sheet. Looks may not enter."""

from collections.abc import Sequence
from pathlib import Path

from kartlegg.errors import Fault, HelpSheetError, UsageError
from kartlegg.exchange.by_unit import replies_by_unit
from kartlegg.exchange.extract import Extract
from kartlegg.forms.help_sheet.read import Diff, read_help_sheet
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


def write_forms(
    survey: Path,
    year: int,
    formats: Sequence[str],
    out: Path,
    *,
    language: FormLanguage,
    unit: str | None = None,
    extract: Extract | None = None,
) -> list[Path]:
    """Write the form in the formats into a new folder, whole or not at all; return the files in order.

    `unit` is the code of the unit it is for, `extract` where its answers, as reported, and last round's figures are.
    Raises UsageError for an unknown format or unit, for an Extract without a unit, and for a folder that is in use.
    """
    if extract is not None and unit is None:
        raise UsageError("--extract tells what one unit answered: name the unit with --unit")
    asking = (
        _of_unit(survey, year, language, unit, extract) if unit and extract else _blank(survey, year, language, unit)
    )
    return make_forms(asking, formats, out)


def read_filled_sheet(survey: Path, year: int, file: Path, *, unit: str = "", extract: Path | None = None) -> Diff:
    """Return what a filled-in help sheet would change in the answers of `unit`, or in none where no Extract is given.

    Raises HelpSheetError for a file that is no help sheet of the round and the unit, UsageError for an Extract
    without a unit.
    """
    if extract is not None and not unit:
        raise UsageError("--extract holds the answers of all units: name the unit with --unit")
    try:
        content = file.read_bytes()
    except OSError as error:
        told = (str(error.strerror), "a help sheet (.xlsx)", "name another file")
        raise HelpSheetError("no_file", Fault(file, None, None, *told)) from error
    of_round = round_folder(survey, year)
    questionnaire = load_questionnaire(of_round)
    expected = stamp_of(questionnaire, load_survey(survey), load_round(survey, year), unit)
    current: Answers = {}
    if extract is not None:
        found = read_round_extract(extract, load_round_inputs(survey, year))
        current = replies_by_unit(found, questionnaire.variables).get(unit, {})
    return read_help_sheet(content, questionnaire, expected, current, file=str(file))


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
