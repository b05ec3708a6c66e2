"""The form of a round for a unit, with what an Extract knows of it. What a format looks like may not enter."""

from collections.abc import Sequence
from pathlib import Path

from kartlegg.errors import UsageError
from kartlegg.exchange.by_unit import replies_by_unit
from kartlegg.exchange.extract import Extract
from kartlegg.forms.making import Asking, make_forms, unit_on
from kartlegg.forms.wording import FormLanguage
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.last_round import figures_of_last_round
from kartlegg.questionnaire.registers import register_of


def write_forms(
    inputs: Inputs,
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
    return make_forms(_asking(inputs, language, unit, extract), formats, out)


def _asking(inputs: Inputs, language: FormLanguage, unit: str | None, extract: Extract | None) -> Asking:
    form, this_round, survey = inputs.questionnaire, inputs.this_round, inputs.survey
    if unit is None:
        return Asking(form, this_round, survey, language)
    of = unit_on(inputs.places_of_round, unit)
    if extract is None:
        return Asking(form, this_round, survey, language, of)
    place = next(place for place in inputs.places_of_round if place.code == unit)
    return Asking(
        form,
        this_round,
        survey,
        language,
        of,
        last_round=figures_of_last_round(extract, inputs, unit),
        answers=replies_by_unit(extract, form.variables).get(unit, {}),
        register=register_of(place),
        synthetic=extract.manifest.synthetic,
    )
