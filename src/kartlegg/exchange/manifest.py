"""The manifest of an Extract: what it is of, whether its replies are real, and the checksums of its files."""

import datetime as dt
import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kartlegg.errors import Fault

MANIFEST = "manifest.json"
FORMAT_VERSION = 1
_REQUIRED: dict[str, type] = {
    "format": int,
    "survey": str,
    "round": int,
    "made_at": str,
    "synthetic": bool,
    "notes": list,
    "files": dict,
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an Extract is of. `made_at` is ISO 8601; `files` maps file name to SHA-256 and is filled when written."""

    survey: str
    round: int
    made_at: str
    synthetic: bool
    notes: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as JSON, the same bytes for the same manifest."""
    content = {"format": FORMAT_VERSION, **asdict(manifest)}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def is_extract(folder: Path) -> bool:
    """Return whether the manifest in `folder` is that of an Extract: a Release has one too, with other keys."""
    return _keys_of_extract(folder) is not None


def is_synthetic(folder: Path) -> bool:
    """Return whether the manifest in `folder` is that of an Extract and says that its replies are made up."""
    return (_keys_of_extract(folder) or {}).get("synthetic") is True


def _keys_of_extract(folder: Path) -> dict[str, Any] | None:
    """Return what the manifest of an Extract says, None where it is none."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and content.keys() == _REQUIRED.keys() else None


def read_manifest(folder: Path, this_round: int | None, survey: str | None) -> tuple[Manifest | None, list[Fault]]:
    """Return the manifest in `folder`, None where it cannot be understood, and its faults.

    `this_round` and `survey` are what the Extract must be of; None takes any.
    """
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_bytes().decode("utf-8"))
    except OSError:
        found = "no manifest, so the folder is half written or no extract" if folder.is_dir() else "no such folder"
        return None, [Fault(path, None, None, found, "the manifest of an extract", "make the extract again")]
    except (ValueError, RecursionError) as error:
        return None, [Fault(path, None, None, f"no JSON ({error})", "JSON in UTF-8", "make the extract again")]
    faults = _form_faults(path, content)
    if faults:
        return None, faults
    if this_round is not None and content["round"] != this_round:
        found, expected = f"the round {content['round']}", f"the round {this_round}"
        faults.append(Fault(path, None, "round", found, expected, "name the extract of the round"))
    if survey is not None and content["survey"] != survey:
        found, expected = f"the survey {content['survey']!r}", f"the survey {survey!r}"
        faults.append(Fault(path, None, "survey", found, expected, "name an extract of this survey"))
    del content["format"]
    return Manifest(**{**content, "notes": tuple(content["notes"])}), faults


def _form_faults(path: Path, content: Any) -> list[Fault]:
    remedy = "make the extract again"
    if not isinstance(content, dict):
        return [Fault(path, None, None, "JSON that is no object", "the keys of a manifest", remedy)]
    if content.get("format") != FORMAT_VERSION:
        found, expected = f"the format version {content.get('format')!r}", f"the format version {FORMAT_VERSION}"
        return [Fault(path, None, "format", found, expected, "make the extract with this version of Kartlegg")]
    faults = [
        Fault(path, None, key, "an unknown key", f"the keys {', '.join(_REQUIRED)}", "remove it")
        for key in content
        if key not in _REQUIRED
    ]
    for key, kind in _REQUIRED.items():
        if not _is_right(content.get(key), kind):
            found = repr(content[key]) if key in content else "nothing"
            faults.append(Fault(path, None, key, found, f"a value of the kind {kind.__name__}", remedy))
    if isinstance(content.get("made_at"), str) and not _is_moment(content["made_at"]):
        found = repr(content["made_at"])
        expected = "a moment in ISO 8601, written YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS"
        faults.append(Fault(path, None, "made_at", found, expected, remedy))
    return faults


def _is_right(value: Any, kind: type) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    return fits and all(isinstance(part, str) for part in parts)


def _is_moment(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return re.match(r"\d{4}-\d\d-\d\d(T|$)", text) is not None  # publications take the day from the first ten signs
