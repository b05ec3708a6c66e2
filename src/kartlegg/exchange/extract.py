"""The Extract: the frozen folder that a collection ends in and the statistics begin with.

Writing is atomic and gives the same bytes for the same content; reading refuses whatever is not right, all of it at
once. How replies are judged or added up may not enter.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from kartlegg.errors import ExtractError, Fault
from kartlegg.exchange.answer_rules import answer_faults, codes_of_file, split_figures
from kartlegg.exchange.columns import FILES, FORMATS, PARTS
from kartlegg.exchange.extract_rules import cross_faults
from kartlegg.exchange.folder import write_folder
from kartlegg.exchange.manifest import (
    MANIFEST,
    Manifest,
    encode_manifest,
    is_extract,
    is_synthetic,
    read_manifest,
)
from kartlegg.exchange.seal import EDITED
from kartlegg.exchange.table_reading import Codes, parse_cells, read_cells
from kartlegg.questionnaire.variables import Variable

__all__ = ["Extract", "Manifest", "empty_tables", "read_extract", "write_extract"]

_OPTIONAL_FILES = {"texts.csv"}  # open text, which a Release never holds: an Extract may come without it


@dataclass(frozen=True, slots=True)
class Extract:
    """A collection as it stood when it was closed; every frame has the columns of `columns.FORMATS`, sorted by key.

    `units` has one row for each unit of the round; `replies` holds the figures that are added over units, `answers`
    all other closed answers and numbers, and neither has a row for what was not answered; so with `corrections` and
    `answer_corrections`. `texts` holds open answers. `last_round` has last round's figures under its own codes.
    """

    manifest: Manifest
    units: pl.DataFrame
    replies: pl.DataFrame
    answers: pl.DataFrame
    corrections: pl.DataFrame
    answer_corrections: pl.DataFrame
    changes: pl.DataFrame
    texts: pl.DataFrame
    codings: pl.DataFrame
    last_round: pl.DataFrame

    @property
    def statuses(self) -> dict[str, str]:
        """What each unit has replied (none, partial, complete), by its code."""
        return dict(self.units.select("unit", "status").iter_rows())

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """The frames by name, in the order of the format."""
        return {name: getattr(self, name) for name in FORMATS}


def empty_tables() -> dict[str, pl.DataFrame]:
    """Return an empty frame for each table of an Extract, by name."""
    return {name: pl.DataFrame(schema=table.schema) for name, table in FORMATS.items()}


def write_extract(extract: Extract, folder: Path) -> Manifest:
    """Write the extract as `folder`, whole or not at all; return the manifest with its checksums.

    A free place, an empty folder or a synthetic extract, which can be made again, is taken; anything else is refused,
    and so is a folder with a file that is not of the format. Raises ExtractError.
    """
    faults = list(_place_faults(folder))
    if faults:
        raise ExtractError(faults)
    files = {f"{name}.csv": _encode_file(name, extract.tables) for name in FILES}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    manifest = replace(extract.manifest, files=sums)
    files[MANIFEST] = encode_manifest(manifest)
    try:
        write_folder(folder, files)
    except OSError as error:
        found = error.strerror or str(error)
        remedy = "make room on the disk or name another folder; nothing was left behind"
        raise ExtractError(Fault(folder, None, None, found, "a folder that can be written", remedy)) from error
    return manifest


def _place_faults(folder: Path) -> Iterator[Fault]:
    """Tell what stands where an extract is to be written and may not be replaced."""
    elsewhere = "name another folder, or move away what stands there"
    free = "a free place or a synthetic extract"
    if not folder.is_dir():
        if folder.exists():
            yield Fault(folder, None, None, "a file", free, elsewhere)
        return
    inside = {path.name for path in folder.iterdir()}
    if inside and not is_extract(folder):
        yield Fault(folder, None, None, "a folder that is no extract", free, elsewhere)
    elif inside:
        if not is_synthetic(folder):
            found = "an extract that is not synthetic, so its replies may be real"
            yield Fault(folder / MANIFEST, None, "synthetic", found, free, elsewhere)
        of_format = "only files of the format where an extract is replaced"
        for name in sorted(inside - {MANIFEST, *(f"{name}.csv" for name in FILES)}):
            yield Fault(folder / name, None, None, "what is no file of an extract", of_format, elsewhere)


def _encode_file(name: str, frames: Mapping[str, pl.DataFrame]) -> bytes:
    """Return a file of one frame or of two, sorted by its key."""
    parts = [_typed(part, frames[part]) for part in PARTS.get(name, (name,))]
    if name in PARTS:
        answers = [column.name for column in FILES[name].columns if column.kind == "answer"]
        parts = [part.with_columns(_as_words(part[column]) for column in answers) for part in parts]
    ordered = pl.concat(parts).sort(FILES[name].key)
    return ordered.write_csv(float_scientific=False).encode()


def _typed(part: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.col(column.name).cast(column.dtype) for column in FORMATS[part].columns)


def _as_words(values: pl.Series) -> pl.Series:
    """Return numbers as they are written in a file, never in powers of ten; words as they are."""
    if values.dtype == pl.String:
        return values
    lines = pl.DataFrame({"value": values}).write_csv(include_header=False, float_scientific=False).split("\n")
    return pl.Series(values.name, [line or None for line in lines[: len(values)]], dtype=pl.String)


def read_extract(
    folder: Path,
    *,
    units: Set[str],
    variables: Mapping[str, Variable],
    became: Mapping[str, Sequence[str]] | None = None,
    this_round: int | None = None,
    survey: str | None = None,
    last_round: int | None = None,
    last_units: Set[str] | None = None,
) -> Extract:
    """Return the extract that `folder` holds.

    `units` are the codes of the units that report in the round, `variables` what is asked, by code; `became` maps
    codes of earlier maps to those of this round that they went to, for messages. `this_round` (a year) and `survey`
    (its code) are what the extract must be of. `last_round` is the year that last round's figures must be of and
    `last_units` the codes that they may stand under, none in a first round. None takes any year or survey, and the
    codes of this round.
    Raises ExtractError with every fault found in any of the files.
    """
    manifest, faults = read_manifest(folder, this_round, survey)
    earlier = units if last_units is None else last_units
    codes = Codes(frozenset(units), frozenset(variables), became or {})
    contents, missing = _read_files(folder, manifest)
    faults += missing
    frames, cells = empty_tables(), {}
    for name, content in contents.items():
        text, wrong = read_cells(folder / f"{name}.csv", content, FILES[name])
        faults += wrong
        if text is not None:
            cells[name] = text
            known = codes_of_file(name, codes, variables, frozenset(earlier))
            frame, wrong = parse_cells(text, FILES[name], known)
            wrong += answer_faults(text, FILES[name], variables)
            faults += wrong
            frames |= {} if wrong else split_figures(name, frame, variables)
    faults += cross_faults(folder, cells, codes.units, last_round)
    if faults or manifest is None:
        raise ExtractError(faults)
    return Extract(manifest, **frames)


def _read_files(folder: Path, manifest: Manifest | None) -> tuple[dict[str, bytes], list[Fault]]:
    """Return the content of the files that are there, and a fault for each that is missing, changed or unknown."""
    if manifest is None:
        return {}, []
    contents, faults = {}, []
    for file in sorted({f"{name}.csv" for name in FILES} - _OPTIONAL_FILES | set(manifest.files)):
        path, name = folder / file, file.removesuffix(".csv")
        if name not in FILES:
            found = f"the unknown file {file} in the manifest"
            faults.append(Fault(path, None, None, found, "files of the format", "make the extract again"))
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            found = error.strerror or str(error)
            faults.append(Fault(path, None, None, found, "a file of the extract", "copy the extract whole"))
            continue
        if hashlib.sha256(content).hexdigest() != manifest.files.get(file):
            expected = "the checksum that the manifest states"
            remedy = "make or copy the extract again; a figure is mended by a correction, never in the file"
            if file in EDITED:
                remedy = "copy the extract again or, if you changed it on purpose, run kartlegg seal on the extract"
            faults.append(Fault(path, None, None, "a file changed after it was written", expected, remedy))
        contents[name] = content
    return contents, faults
