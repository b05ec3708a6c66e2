"""The files of chapters with the place of everything in them, as much as can be read. Nothing is judged here.

A table at fault does not hide those beside it: what cannot be read is left out, and its number is kept, so that a
sentence about it is not taken for one about nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from kartlegg.definitions import YamlFile, read_yaml
from kartlegg.errors import DefinitionError, Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.tabulation.spec import ChapterSpec, FigureSpec, TableSpec

Place = tuple[int | str, ...]
Kind = Literal["tables", "figures"]
_TABLE: TypeAdapter[TableSpec] = TypeAdapter(TableSpec)
_FIGURE: TypeAdapter[FigureSpec] = TypeAdapter(FigureSpec)


@dataclass(frozen=True)
class ChapterFile:
    """A chapter's tables and figures by their place in its file, those left out that cannot be read."""

    file: YamlFile
    tables: Mapping[int, TableSpec]
    figures: Mapping[int, FigureSpec]

    @property
    def path(self) -> Path:
        """The file that it stands in."""
        return self.file.path

    @property
    def specs(self) -> Iterator[tuple[Place, TableSpec]]:
        """Every table, those behind figures included, with its place."""
        yield from ((("tables", at), spec) for at, spec in self.tables.items())
        yield from ((("figures", at, "data"), of.data) for at, of in self.figures.items() if of.data is not None)

    def numbers(self, kind: Kind) -> dict[int, str]:
        """Return the numbers of tables or figures by place, of those that cannot be read too."""
        numbered = ((at, of.get("number")) for at, of in _listed(self.file.content, kind) if isinstance(of, dict))
        return {at: number for at, number in numbered if isinstance(number, str)}

    def fault(self, place: Place, code: FaultCode, found: str, expected: str, remedy: str) -> Fault:
        """Return a fault at a place of the file."""
        return Fault(self.path, self.file.line(place), self.file.name(place), found, expected, remedy, code)


def read_chapter_files(report: Path) -> tuple[list[ChapterFile], list[Fault]]:
    """Return the chapters in `report/` in file order, and what is wrong in those that cannot be read whole."""
    chapters: list[ChapterFile] = []
    faults: list[Fault] = []
    for path in sorted(report.glob("*.tables.yaml")):
        try:
            file = read_yaml(path)
        except DefinitionError as error:
            faults += error.faults
            continue
        chapter, unread = _chapter(file)
        chapters.append(chapter)
        faults += unread
    return chapters, faults


def _chapter(file: YamlFile) -> tuple[ChapterFile, tuple[Fault, ...]]:
    try:
        spec = file.model(ChapterSpec)
    except DefinitionError as error:
        tables = dict(_sound(file.content, "tables", _TABLE))
        return ChapterFile(file, tables, dict(_sound(file.content, "figures", _FIGURE))), error.faults
    return ChapterFile(file, dict(enumerate(spec.tables)), dict(enumerate(spec.figures))), ()


def _sound(content: Any, kind: Kind, model: TypeAdapter[Any]) -> Iterator[tuple[int, Any]]:
    """Yield the tables or figures that can be read, each with its place."""
    for at, of in _listed(content, kind):
        try:
            yield at, model.validate_python(of)
        except ValidationError:
            continue  # told with the file


def _listed(content: Any, kind: Kind) -> Iterator[tuple[int, Any]]:
    listed = content.get(kind) if isinstance(content, dict) else None
    return enumerate(listed if isinstance(listed, list) else ())
