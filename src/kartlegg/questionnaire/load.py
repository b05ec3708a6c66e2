"""YAML files to a Questionnaire; an error names file and line. What a form should be like is told in `proof`."""

from pathlib import Path

from kartlegg.errors import DefinitionError
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.proof.form import read_form
from kartlegg.questionnaire.proof.proofread import in_order, structure_faults


def load_questionnaire(round_folder: Path) -> Questionnaire:
    """Return the questionnaire of a round from `questionnaire/*.yaml` in file order, and `scales.yaml`.

    Raises DefinitionError, with every fault of every file, for what would leave the form without one meaning: a file
    that does not fit the format, a code used twice, an unknown scale, sums and controls that do not hang together.
    Conditions and words are not judged here but by `kartlegg check`.
    """
    form = read_form(round_folder)
    faults = in_order(structure_faults(form))
    if faults:
        raise DefinitionError(faults)
    return form.questionnaire
