"""The Release: the frozen folder that the statistics end in and publishing begins with.

Its files are listed with checksums in the manifest; the same Extract, definition and program give the same bytes.
How tables and reports are made may not enter.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path, PurePosixPath
from typing import Any

from kartlegg.errors import Fault, ReleaseError
from kartlegg.exchange.folder import write_folder
from kartlegg.exchange.table_file import decode_json, table_of
from kartlegg.tabulation.table import Table

FORMAT_VERSION = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class ReleaseManifest:
    """What a Release is of and from. `made_at` is that of the Extract, `code` digests the program's source."""

    survey: str
    round: int
    revision: int
    code_version: str
    code: str
    definition: str
    extract: str
    made_at: str
    synthetic: bool
    notes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """A Release on disk."""

    folder: Path
    manifest: ReleaseManifest

    def table(self, number: str) -> Table:
        """Return a table by its number, or that behind a figure (F and its number); raises ReleaseError."""
        name = f"tables/T{number}.json"
        if name not in self.manifest.files and number.startswith("F"):
            return table_of(json.loads(self.figure(number.removeprefix("F"), "json"))["table"])
        if name not in self.manifest.files:
            known = ", ".join(self.numbers("tables/T", ".json"))
            raise ReleaseError(f"the release in {self.folder} has no table {number}; it has {known}")
        try:
            return decode_json(self.read(name))
        except ValueError as error:
            raise ReleaseError(str(_fault(self.folder / name, str(error)))) from error

    def figure(self, number: str, form: str) -> bytes:
        """Return a figure's file in `form` (svg, png or json); raises ReleaseError where there is none."""
        name = f"figures/F{number}.{form}"
        if name not in self.manifest.files:
            known = ", ".join(self.numbers("figures/F", f".{form}")) or "none in that form"
            raise ReleaseError(f"the release in {self.folder} has no figure {number} as {form}; it has {known}")
        return self.read(name)

    def read(self, name: str) -> bytes:
        """Return a file's content; raises ReleaseError where there is none, or it is missing or changed."""
        path = self.folder / name
        if name not in self.manifest.files:
            raise ReleaseError(
                str(_fault(path, "a file that the manifest does not list", "name a file that it lists"))
            )
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ReleaseError(str(_fault(path, str(error.strerror)))) from error
        if hashlib.sha256(content).hexdigest() != self.manifest.files[name]:
            raise ReleaseError(str(_fault(path, "a file changed after it was written")))
        return content

    def numbers(self, before: str, after: str) -> list[str]:
        """Return what stands between `before` and `after` in the names of files, in order of numbering."""
        files = [name for name in self.manifest.files if name.startswith(before) and name.endswith(after)]
        found = [name[len(before) : len(name) - len(after)] for name in files]
        return sorted(found, key=_in_order)

    def report(self, form: str) -> dict[str, bytes]:
        """Return the files of the publication in `form` by their path; raises ReleaseError where there are none."""
        before = f"report/{form}/"
        names = [name for name in self.manifest.files if name.startswith(before)]
        if not names:
            raise ReleaseError(f"the release in {self.folder} has no report as {form}; make it with that format")
        return {name.removeprefix(before): self.read(name) for name in names}


def _in_order(number: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        (int(part), "") if part.isdecimal() else (10**6, part) for part in number.replace("-", ".").split(".")
    )


def write_release(folder: Path, manifest: ReleaseManifest, files: Mapping[str, bytes]) -> None:
    """Write the Release as `folder`, whole or not at all; a Release that stood there is replaced.

    Raises ReleaseError where something else stands there, or the disk is full.
    """
    refuse_unless_free(folder)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    content = {"format": FORMAT_VERSION, **asdict(manifest), "files": sums}
    encoded = (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
    try:
        write_folder(folder, {**files, MANIFEST: encoded})
    except OSError as error:
        remedy = "make room on the disk or name another folder; nothing was left behind"
        raise ReleaseError(str(_fault(folder, str(error.strerror or error), remedy))) from error


def refuse_unless_free(folder: Path) -> None:
    """Raise ReleaseError where a Release could not be written to `folder` without losing what stands there."""
    if not _is_free(folder):
        raise ReleaseError(str(_fault(folder, "something that is no Release", "remove it or name another folder")))


def _is_free(folder: Path) -> bool:
    """Return whether nothing would be lost at `folder` but an earlier Release. (An Extract has a manifest, too.)"""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return True
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and {"revision", "definition", "extract"} <= content.keys()


def read_release(folder: Path) -> Release:
    """Return the Release in `folder`; raises ReleaseError where there is none or its manifest is damaged."""
    path = folder / MANIFEST
    try:
        return Release(folder, _decode(json.loads(path.read_bytes())))
    except FileNotFoundError as error:
        raise ReleaseError(str(_fault(path, "no manifest, so the folder is no Release or half written"))) from error
    except (OSError, ValueError, RecursionError) as error:
        raise ReleaseError(str(_fault(path, f"a damaged manifest ({error})"))) from error


def _decode(content: Any) -> ReleaseManifest:
    """Return the manifest; raises ValueError where it is not one."""
    if not isinstance(content, dict) or content.pop("format", None) != FORMAT_VERSION:
        raise ValueError(f"not of the format version {FORMAT_VERSION}")
    if set(content) != {of.name for of in fields(ReleaseManifest)}:
        raise ValueError(f"other keys than {', '.join(of.name for of in fields(ReleaseManifest))}")
    lists = {name: tuple(content[name]) for name in ("notes", "findings") if isinstance(content[name], list)}
    manifest = ReleaseManifest(**{**content, **lists})
    wrong = [of.name for of in fields(manifest) if not _fits(getattr(manifest, of.name), _KINDS.get(of.name, str))]
    if wrong:
        raise ValueError(f"a value of the wrong kind for {', '.join(wrong)}")
    for name in manifest.files:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ValueError(f"{name}, which is outside the folder")
    return manifest


_KINDS: dict[str, type] = {
    "round": int,
    "revision": int,
    "synthetic": bool,
    "notes": tuple,
    "findings": tuple,
    "files": dict,
}
"""The kinds of values in the manifest; what is not named is words, and so is what lists and mappings hold."""


def _fits(value: Any, kind: type) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return type(value) is kind and all(isinstance(part, str) for part in parts)


def _fault(place: Path, found: str, remedy: str = "make the Release again with `kartlegg run`") -> Fault:
    return Fault(place, None, None, found, "a whole Release", remedy)
