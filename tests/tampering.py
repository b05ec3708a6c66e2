"""An Extract with a fault put in, sealed again so that the fault itself is told and not the changed checksum."""

import csv
import hashlib
import io
import json
import shutil
from pathlib import Path


def copied(extract: Path, folder: Path) -> Path:
    """Return a copy of an Extract that a test may change."""
    target = folder / "extract"
    shutil.copytree(extract, target)
    return target


def read(folder: Path, name: str) -> list[list[str]]:
    """Return the lines of a file of the Extract, without its header."""
    return list(csv.reader((folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()))[1:]


def rewrite(folder: Path, name: str, lines: list[list[str]]) -> None:
    """Write the lines of a file below its header, and seal it."""
    path = folder / f"{name}.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    put(folder, name, f"{header}\n{text.getvalue()}".encode())


def put(folder: Path, name: str, content: bytes) -> None:
    """Write the content of a file and seal it."""
    (folder / f"{name}.csv").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][f"{name}.csv"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
