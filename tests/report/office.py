"""LibreOffice as a reader of our files, with a profile of its own so that runs do not meet."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Comma, quotation mark, UTF-8, numbers as they are and not as shown, one file for each sheet."""


def as_pdf(content: bytes, suffix: str, folder: Path) -> bytes:
    """The file as LibreOffice prints it."""
    return converted(content, suffix, "pdf", folder).read_bytes()


def as_sheets(content: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """The cells of each sheet of an Excel file as LibreOffice reads them, as text."""
    made = converted(content, ".xlsx", _EVERY_SHEET, folder).parent
    sheets = {}
    for path in made.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            sheets[path.stem.removeprefix("publication-")] = list(csv.reader(lines))
    return sheets


def converted(content: bytes, suffix: str, form: str, folder: Path) -> Path:
    """The file as LibreOffice saves it, worked out anew; `form` is a file's ending, and after a colon its filter."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed on this machine")
    path = folder / f"publication{suffix}"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    ending = form.partition(":")[0]
    command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(folder / ending), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder / ending / f"publication.{ending}"
