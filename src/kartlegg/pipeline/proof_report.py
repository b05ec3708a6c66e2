"""Refuses a report that would not hold together, before any number is made. Nothing is looked for here."""

from functools import lru_cache
from pathlib import Path

from kartlegg.errors import DefinitionError
from kartlegg.pipeline.cache import Cache, code_digest, digest_of, folder_digest
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.proof import proofread
from kartlegg.rounds import round_folder


def refuse_faults_of_report(inputs: Inputs, cache: Cache) -> None:
    """Proofread the chapters of the round, tables and figures included, as `kartlegg check` does.

    A survey that was found sound is not read again until something in it changes. Raises DefinitionError with every
    fault.
    """
    year = inputs.this_round.year
    digest = folder_digest(inputs.folder)
    cache.files(digest_of("sound", code_digest(), year, digest), lambda: _sound(inputs.folder, year, digest))


@lru_cache(maxsize=32)
def _sound(survey: Path, year: int, digest: str) -> dict[str, bytes]:
    """Return what is kept of a sound report of the survey with this digest."""
    report = round_folder(survey, year) / "report"
    faults = [fault for fault in proofread(survey, [year]).faults if report in Path(fault.file).parents]
    if faults:
        raise DefinitionError(faults)
    return {"sound": digest.encode()}
