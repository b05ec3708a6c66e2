"""Reads a definition (YAML) into a model and says file and line where it is wrong. No meaning of any model enters."""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from kartlegg.errors import DefinitionError, Fault
from kartlegg.language import Text

ModelT = TypeVar("ModelT", bound="Definition")
Place = tuple[int | str, ...]


class Definition(BaseModel):
    """A part of a definition: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Words(Definition):
    """Words in bokmål, English and (in the questionnaire) nynorsk."""

    nb: str
    en: str = ""
    nn: str = ""

    def text(self) -> Text:
        """Return the words that readers of the publication choose between."""
        return Text(self.nb, self.en)


class _Loader(yaml.CSafeLoader):
    """The safe loader with duplicate keys refused."""


def _mapping_without_duplicates(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key.value!r} stands twice", key.start_mark)
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_duplicates)


def read_definition(path: Path, model: type[ModelT]) -> ModelT:
    """Return the model that the YAML file at `path` holds.

    Raises DefinitionError, with a Fault for every place that is wrong: missing file, not UTF-8, not YAML, unknown
    key (with the key that was probably meant), missing key, wrong type or value.
    """
    source = _read_text(path)
    try:
        loader = _Loader(source)
        try:
            node = loader.get_single_node()
            content = {} if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problem = error.problem or "something that is not YAML"
        raise DefinitionError(
            Fault(path, line, None, problem, "YAML", "correct the line or the one above it")
        ) from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise DefinitionError(_faults(path, node, error, model)) from error


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DefinitionError(
            Fault(path, None, None, "no such file", "a definition", "create the file or name another folder")
        ) from error
    except UnicodeDecodeError as error:
        raise DefinitionError(
            Fault(
                path,
                None,
                None,
                f"a byte that is not UTF-8 at position {error.start}",
                "UTF-8",
                "save the file as UTF-8",
            )
        ) from error


def _faults(path: Path, node: yaml.Node | None, error: ValidationError, model: type[Definition]) -> list[Fault]:
    faults = []
    for problem in error.errors():
        place: Place = problem["loc"]
        key = ".".join(str(part) for part in place) or "the file"
        if problem["type"] == "extra_forbidden":
            meant = difflib.get_close_matches(str(place[-1]), _known_keys(model), n=1)
            remedy = f'write "{meant[0]}"' if meant else "remove it or correct the spelling"
            fault = Fault(path, line_of(node, place), key, "an unknown key", "a key of the format", remedy)
        else:
            found = "nothing" if problem["type"] == "missing" else repr(problem["input"])
            fault = Fault(path, line_of(node, place), key, found, problem["msg"], "correct the value")
        faults.append(fault)
    return faults


def _known_keys(model: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> list[str]:
    seen = set() if seen is None else seen
    if model in seen:
        return []
    seen.add(model)
    keys = []
    for name, field in model.model_fields.items():
        keys.append(field.alias or name)
        for part in _parts(field.annotation):
            keys.extend(_known_keys(part, seen))
    return keys


def _parts(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for argument in getattr(annotation, "__args__", ()) for part in _parts(argument)]


def line_of(node: yaml.Node | None, place: Sequence[int | str]) -> int | None:
    """Return the line (from 1) of `place` in a composed YAML tree, or of the nearest parent that is there."""
    if node is None:
        return None
    line: int = node.start_mark.line + 1
    for part in place:
        if isinstance(node, yaml.MappingNode):
            match = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if match is None:
                continue  # a tag of a union, not a key in the file
            line, node = match[0].start_mark.line + 1, match[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
