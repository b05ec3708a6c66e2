"""Refuses a report that would not hold together, before any number is made. Nothing is looked for here."""

from functools import lru_cache
from pathlib import Path

from kartlegg.errors import DefinitionError
from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.pipeline.defined_files import Stamps, folder_digest, refuse_changed
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.proof import proofread
from kartlegg.rounds import round_folder


def refuse_faults_of_report(inputs: Inputs, cache: Cache) -> None:
    """Proofread the chapters of the round, tables and figures included, as `kartlegg check` does.

    A survey that was found sound is not read again until something in it changes. Raises DefinitionError with every
    fault, and where a file has changed since the inputs were read.
    """
    year, digest = inputs.this_round.year, folder_digest(inputs.folder)
    cache.files(
        digest_of("sound", maker_digest(), year, digest), lambda: _sound(inputs.folder, year, digest, inputs.stamps)
    )


@lru_cache(maxsize=32)
def _sound(survey: Path, year: int, digest: str, stamps: Stamps) -> dict[str, bytes]:
    """Return what is kept of a sound report of the survey with this digest, and these files."""
    report = round_folder(survey, year) / "report"
    faults = [fault for fault in proofread(survey, [year]).faults if report in Path(fault.file).parents]
    if faults:
        raise DefinitionError(faults)
    refuse_changed(survey, stamps)
    return {"sound": digest.encode()}
