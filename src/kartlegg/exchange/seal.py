"""States an Extract's checksums anew after the editors' own files were changed on purpose. Replies may not change."""

import hashlib
from dataclasses import replace
from pathlib import Path

from kartlegg.errors import ExtractError, Fault
from kartlegg.exchange.folder import write_file
from kartlegg.exchange.manifest import Manifest, encode_manifest, read_manifest

EDITED = ("changes.csv", "codings.csv", "corrections.csv")
"""The files in which editors say what they think of replies; all others are what came in."""


def seal_extract(folder: Path) -> Manifest:
    """Write the manifest of the Extract in `folder` with the checksums of its edited files as they stand.

    What stands in the files is judged when the Extract is read. Raises ExtractError where there is no Extract, or
    where a file that came in (replies, units, last round) was changed: that is what a correction is for.
    """
    manifest, faults = read_manifest(folder, None, None)
    if manifest is None:
        raise ExtractError(faults)
    sums = dict(manifest.files)
    for name, stated in manifest.files.items():
        path = folder / name
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            what = error.strerror or str(error)
            faults.append(Fault(path, None, None, what, "a file of the extract", "copy the extract whole"))
            continue
        if found != stated and name not in EDITED:
            expected = "what came in, as it came in"
            remedy = "copy the file from where the extract came from and say what is right in corrections.csv"
            faults.append(Fault(path, None, None, "a file changed after it was written", expected, remedy))
        sums[name] = found
    if faults:
        raise ExtractError(faults)
    sealed = replace(manifest, files=sums)
    write_file(folder / "manifest.json", encode_manifest(sealed))
    return sealed
