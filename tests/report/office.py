"""LibreOffice as a reader of our files, with a profile of its own so that runs do not meet."""

import shutil
import subprocess
from pathlib import Path

import pytest


def as_pdf(content: bytes, suffix: str, folder: Path) -> bytes:
    """The file as LibreOffice prints it."""
    return converted(content, suffix, "pdf", folder).read_bytes()


def converted(content: bytes, suffix: str, form: str, folder: Path) -> Path:
    """The file as LibreOffice saves it, worked out anew, in another form or the same."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed on this machine")
    path = folder / f"publication{suffix}"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(folder / form), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder / form / f"publication.{form}"
