"""Reads a definition (YAML) into a model and says file and line where it is wrong. No meaning of any model enters."""

import datetime as dt
import re
import reprlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from kartlegg.errors import DefinitionError, Fault, suggest
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Text

ModelT = TypeVar("ModelT", bound="Definition")
Place = tuple[int | str, ...]
_RESOLVERS = yaml.CSafeLoader.yaml_implicit_resolvers
_OWN_CODES = frozenset(code.value for code in FaultCode)
"""What a model may raise as a PydanticCustomError, whose context is `found` and `remedy`."""

_NEW = frozenset({"missing", "union_tag_not_found"})
"""What pydantic calls a key that is not there."""

LANGUAGE_NAMES: Mapping[int | str, str] = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}
"""The keys of words, and the languages they stand for."""

_BOOLEAN = next(tag for kinds in _RESOLVERS.values() for tag, _ in kinds if tag.endswith(":bool"))


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


class _Refusal(yaml.constructor.ConstructorError):
    """What is good YAML and yet no definition."""

    def __init__(self, problem: str, node: yaml.Node, code: FaultCode = FaultCode.NO_YAML) -> None:
        super().__init__(None, None, problem, node.start_mark)
        self.code = code


class _Loader(yaml.CSafeLoader):
    """The safe loader; a key that stands twice and a date that does not exist are refused with their line.

    Only true and false are booleans: the words no, off and on are words, as in YAML 1.2.
    """

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise _Refusal(f"{node.value!r}, which cannot be read ({error})", node) from error


def _mapping_without_duplicates(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Refusal("a key that is a list or a mapping", key)
        if key.value in seen:
            raise _Refusal(f"the key {key.value!r} twice", key, FaultCode.KEY_TWICE)
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in kinds if tag != _BOOLEAN] for letter, kinds in _RESOLVERS.items()
}
_Loader.add_implicit_resolver(_BOOLEAN, re.compile("true|True|TRUE|false|False|FALSE"), list("tTfF"))
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_duplicates)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML file as read: plain values as `content`, and the tree that knows where they stand."""

    path: Path
    node: yaml.Node | None
    content: Any

    def line(self, place: Sequence[int | str]) -> int | None:
        """Return the line (from 1) of `place`, or of the nearest parent that is there."""
        return line_of(self.node, place)

    def name(self, place: Sequence[int | str]) -> str:
        """Return what stands at `place` in words, parts of lists called by their code: `question kept, text.nn`."""
        return name_of(self.content, place)

    def model(self, model: type[ModelT]) -> ModelT:
        """Return the model that the file holds; raises DefinitionError with a Fault for each place that is wrong."""
        try:
            return model.model_validate({} if self.content is None else self.content)
        except ValidationError as error:
            raise DefinitionError([_fault(self, problem, model) for problem in error.errors()]) from error


def read_definition(path: Path, model: type[ModelT]) -> ModelT:
    """Return the model that the YAML file at `path` holds.

    Raises DefinitionError, with a Fault for every place that is wrong: missing file, not UTF-8, not YAML, unknown
    key (with the key that was probably meant), missing key, wrong type or value.
    """
    return read_yaml(path).model(model)


def find_line(path: Path, place: Sequence[int | str]) -> int | None:
    """Return the line (from 1) of `place` in the YAML file at `path`; raises DefinitionError as read_definition."""
    return read_yaml(path).line(place)


def spot_in(path: Path, place: Sequence[int | str]) -> tuple[int | None, str]:
    """Return the line of `place` in a YAML file that has been read, and what stands there in words.

    Where the file has gone since there is no line, and the keys stand for the words.
    """
    try:
        file = read_yaml(path)
    except DefinitionError:
        return None, ".".join(map(str, place))
    return file.line(place), file.name(place)


def read_yaml(path: Path) -> YamlFile:
    """Return the YAML file at `path`, of no model yet; raises DefinitionError where it is none."""
    source = _read_text(path)
    try:
        loader = _Loader(source)
        try:
            node = loader.get_single_node()
            return YamlFile(path, node, None if node is None else loader.construct_document(node))
        finally:
            loader.dispose()
    except _Refusal as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _no_yaml(path, line, str(error.problem), error.code) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _no_yaml(path, line, f"what is no YAML ({error.problem})") from error
    except yaml.reader.ReaderError as error:
        line = source.encode().count(b"\n", 0, error.position) + 1
        raise _no_yaml(path, line, "a character that YAML does not allow") from error
    except RecursionError as error:
        raise _no_yaml(path, None, "lists or mappings inside one another without end") from error


def _no_yaml(path: Path, line: int | None, found: str, code: FaultCode = FaultCode.NO_YAML) -> DefinitionError:
    if code is FaultCode.KEY_TWICE:
        return DefinitionError(Fault(path, line, None, found, "each key once", "remove one of the two", code))
    return DefinitionError(Fault(path, line, None, found, "YAML", "correct the line or the one above it", code))


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DefinitionError(
            Fault(
                path,
                None,
                None,
                "no such file",
                "a definition",
                "create the file or name another folder",
                FaultCode.NO_FILE,
            )
        ) from error
    except OSError as error:
        expected, remedy = "a file that can be read", "name another or mend its access"
        raise DefinitionError(
            Fault(path, None, None, str(error.strerror), expected, remedy, FaultCode.NO_FILE)
        ) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{content[error.start]:02x}, which is not UTF-8"
        fault = Fault(path, line, None, found, "UTF-8", "save the file as UTF-8", FaultCode.NOT_UTF8)
        raise DefinitionError(fault) from error


def _fault(file: YamlFile, problem: ErrorDetails, model: type[Definition]) -> Fault:
    place: Place = problem["loc"]
    expected, remedy = _expected(problem["msg"]), "correct the value"
    code = FaultCode.WRONG_VALUE
    match problem["type"]:
        case "missing" | "string_type" | "string_too_short" if _lacks_words(problem, model):
            found, code = f"no words in {LANGUAGE_NAMES[place[-1]]}", FaultCode.TRANSLATION_MISSING
            expected, remedy = "words in bokmål and nynorsk", f"write them at {place[-1]}"
        case "extra_forbidden":
            found, expected, code = "an unknown key", "a key of the format", FaultCode.UNKNOWN_KEY
            keys = [key for known in _models_at(model, place[:-1]) for key in _keys(known)]
            remedy = suggest(str(place[-1]), keys, "remove it or correct the spelling")
        case "missing":
            found, remedy, code = "nothing", "add it", FaultCode.MISSING_KEY
        case "union_tag_invalid":
            place = (*place, problem["ctx"]["discriminator"].strip("'"))
            found, expected = repr(problem["ctx"]["tag"]), f"one of {problem['ctx']['expected_tags']}"
            remedy = suggest(problem["ctx"]["tag"], re.findall(r"'(.*?)'", expected), remedy)
        case "union_tag_not_found":
            place = (*place, problem["ctx"]["discriminator"].strip("'"))
            found, expected, remedy, code = "nothing", "a value for this key", "add it", FaultCode.MISSING_KEY
        case kind if kind in _OWN_CODES:
            told = problem.get("ctx", {})
            found, remedy = told.get("found") or reprlib.repr(problem["input"]), told.get("remedy") or remedy
            code = FaultCode(kind)
        case "string_type" if isinstance(problem["input"], bool | int | float | dt.date):
            found, remedy = repr(problem["input"]), "put it in quotes"
        case _:
            found = reprlib.repr(problem["input"])
    name = name_of(file.content, place, new=problem["type"] in _NEW)
    return Fault(file.path, file.line(place), name, found, expected, remedy, code)


def name_of(content: Any, place: Sequence[int | str], *, new: bool = False) -> str:
    """Return what stands at `place` of read YAML in words: parts of lists by their code, or counted from 1.

    What stands in no file, such as the tags of unions, is left out; `new`: the last key is one to be added.
    """
    parts: list[str] = []
    keys: list[str] = []
    for part in place[:-1] if new else place:
        if isinstance(content, list) and isinstance(part, int) and part < len(content):
            content, of = content[part], keys.pop() if keys else "part"
            parts += [".".join(keys)] * bool(keys) + [f"{_one(of)} {_called(content) or part + 1}"]
            keys = []
        elif isinstance(content, dict) and part in content:
            content = content[part]
            keys.append(str(part))
    if new:
        keys.append(str(place[-1]))
    return ", ".join([*parts, *[".".join(keys)] * bool(keys)]) or "the file"


def _called(content: Any) -> str:
    """Return the code, or the number, of a part of a list; nothing where it has none that could be one."""
    named = [content.get(key) for key in ("code", "number", "variable")] if isinstance(content, dict) else []
    return next((name for name in named if isinstance(name, str) and name), "")


def _one(key: str) -> str:
    """Return what one part of the list at `key` is called."""
    return key[:-1] if key.endswith("s") and not key.endswith(("ss", "ies")) else key


def _lacks_words(problem: ErrorDetails, model: type[Definition]) -> bool:
    """Return whether a language has no words: its key, beside bokmål and nynorsk, is not there or empty."""
    place, found = problem["loc"], problem["input"]
    empty = problem["type"] == "missing" or found is None or (isinstance(found, str) and not found.strip())
    if not empty or not place or place[-1] not in LANGUAGE_NAMES:
        return False
    return any({"nb", "nn"} <= set(_keys(of)) for of in _models_at(model, place[:-1]))


def _expected(message: str) -> str:
    """Return what pydantic says of a value, as the end of "expected ..."."""
    if message == "Field required":
        return "a value for this key"
    return message.removeprefix("Input should be ").removeprefix("Value error, ")


def _models_at(model: type[BaseModel], place: Place) -> list[type[BaseModel]]:
    """Return the models that may stand at `place`: one, or several where a union does not say which."""
    models = [model]
    for part in place:
        fields = [field for of in models for name, field in of.model_fields.items() if part in (name, field.alias)]
        if fields:
            models = [found for field in fields for found in _models_in(field.annotation)]
        else:  # a number in a list, a key of the file's own, or the tag of a union
            models = [of for of in models if part in _tags(of)] or models
    return models


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for argument in get_args(annotation) for part in _models_in(argument)]


def _tags(model: type[BaseModel]) -> set[Any]:
    """Return the words by which an error tells this model from others of a union."""
    kinds = [field.annotation for field in model.model_fields.values() if get_origin(field.annotation) is Literal]
    return {model.__name__, *(value for kind in kinds for value in get_args(kind))}


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


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
