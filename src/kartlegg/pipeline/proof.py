"""Proofreads a round's chapters before there is any reply: what can be told without numbers. No Extract may enter."""

from kartlegg.errors import Fault
from kartlegg.pipeline.inputs import Inputs
from kartlegg.report.chapter import typed_numbers


def proofread(inputs: Inputs) -> list[Fault]:
    """Return the faults of the chapters' texts: a text that is missing, and every typed number.

    Raises DefinitionError for braces that cannot be read.
    """
    faults = []
    for path in inputs.specs:
        text = path.with_name(path.name.replace(".tables.yaml", ".md"))
        if not text.is_file():
            faults.append(
                Fault(text, None, None, "no such file", "the chapter's text", f"write it beside {path.name}")
            )
            continue
        faults += typed_numbers(text.read_text(encoding="utf-8"), text, inputs.survey.names_with_digits)
    return faults
