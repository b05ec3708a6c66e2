"""Whatever is wrong in a definition is told with file, line, key and remedy."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, field_validator

from kartlegg.definitions import Definition, Words, find_line, line_of, read_definition
from kartlegg.errors import DefinitionError, Fault


class Spoken(Definition):
    nb: str = Field(min_length=1)
    nn: str = Field(min_length=1)


class Wheel(Definition):
    spokes: int = Field(gt=0)


class Cart(Definition):
    kind: Literal["cart"]
    wheels: tuple[Wheel, ...]
    load: Words | str = ""
    said: Spoken | None = None


class Boat(Definition):
    kind: Literal["boat"]
    sails: int
    code: str = ""
    spoken_of: Words | None = None


class Fleet(Definition):
    name: str
    built: dt.date | None = None
    things: tuple[Annotated[Cart | Boat, Field(discriminator="kind")], ...] = ()
    notes: Mapping[str, Words] = {}
    number: int = Field(default=1, alias="no")

    @field_validator("name")
    @classmethod
    def _short(cls, name: str) -> str:
        if len(name) > 9:
            raise ValueError("a name of at most nine letters")
        return name


def faults_in(folder: Path, content: str | bytes) -> tuple[Fault, ...]:
    path = folder / "fleet.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DefinitionError) as error:
        read_definition(path, Fleet)
    assert all(fault.file == path for fault in error.value.faults)
    return error.value.faults


def fault_in(folder: Path, content: str | bytes) -> Fault:
    (fault,) = faults_in(folder, content)
    return fault


def test_what_is_right_is_read(tmp_path: Path) -> None:
    path = tmp_path / "fleet.yaml"
    path.write_text(
        "name: Ours\nbuilt: 1999-12-31\nno: 3\nthings:\n"
        "  - {kind: cart, wheels: [{spokes: 7}], load: hay}\n  - {kind: boat, sails: 2}\n",
        encoding="utf-8",
    )
    fleet = read_definition(path, Fleet)
    assert fleet.built == dt.date(1999, 12, 31)
    assert fleet.number == 3
    assert fleet.things == (
        Cart(kind="cart", wheels=(Wheel(spokes=7),), load="hay"),
        Boat(kind="boat", sails=2),
    )


WRONG = {
    "unknown key": ("name: A\nnaem: B\n", 2, "naem", "found an unknown key.*", 'did you mean "name"?'),
    "unknown key by another name": ("name: A\nnoo: 2\n", 2, "noo", "an unknown key", 'did you mean "no"?'),
    "unknown key in a list": (
        "name: A\nthings:\n  - kind: cart\n    wheels:\n      - spokes: 1\n      - spokes: 1\n        spoke: 2\n",
        7,
        "thing 1, wheel 2, spoke",
        "an unknown key",
        'did you mean "spokes"?',
    ),
    "key of a neighbour": (
        "name: A\nthings:\n  - kind: boat\n    sails: 1\n    spokes: 4\n",
        5,
        "thing 1, spokes",
        "an unknown key",
        'did you mean "spoken_of"?',
    ),
    "key like nothing": ("name: A\nxyzzy: 1\n", 2, "xyzzy", "an unknown key", "remove it or correct the spelling"),
    "key of a mapping": (
        "name: A\nnotes:\n  first:\n    nb: x\n    nbb: y\n",
        5,
        "notes.first.nbb",
        "an unknown key",
        'did you mean "nb"?',
    ),
    "missing key": ("no: 2\n", 1, "name", "nothing; expected a value for this key", "add it"),
    "missing in a list": (
        "name: A\nthings:\n  - kind: cart\n    wheels:\n      - {spokes: 1}\n      - {}\n",
        6,
        "thing 1, wheel 2, spokes",
        "nothing",
        "add it",
    ),
    "wrong kind": ("name: A\nno: many\n", 2, "no", "found 'many'; expected a valid integer", "correct the value"),
    "number for words": ("no: 1\nname: 0301\n", 2, "name", "expected a valid string", "put it in quotes"),
    "date for words": ("no: 1\nname: 2001-01-01\n", 2, "name", "expected a valid string", "put it in quotes"),
    "no words": (
        "name: A\nthings:\n  - kind: boat\n    code: skiff\n    sails: 1\n    spoken_of: {nb: x, nn: }\n",
        6,
        "thing skiff, spoken_of.nn",
        r"\[translation-missing\] thing skiff, spoken_of.nn: found no words in nynorsk; expected words in bokmål and",
        "write them at nn",
    ),
    "words that must be": (
        "name: A\nthings: [{kind: cart, wheels: [], said: {nb: x}}]\n",
        2,
        "thing 1, said.nn",
        r"\[translation-missing\] .*: found no words in nynorsk",
        "write them at nn",
    ),
    "empty words": (
        "name: A\nthings: [{kind: cart, wheels: [], said: {nb: x, nn: ''}}]\n",
        2,
        "thing 1, said.nn",
        r"\[translation-missing\] .*: found no words in nynorsk",
        "write them at nn",
    ),
    "number for nynorsk": (
        "name: A\nnotes: {first: {nb: x, nn: 4}}\n",
        2,
        "notes.first.nn",
        r"\[wrong-value\] .*: found 4; expected a valid string",
        "put it in quotes",
    ),
    "limit": (
        "name: A\nthings: [{kind: cart, wheels: [{spokes: 0}]}]\n",
        2,
        "thing 1, wheel 1, spokes",
        "found 0; expected greater than 0",
        "correct the value",
    ),
    "own rule": ("no: 1\nname: ALongerName\n", 2, "name", "expected a name of at most nine letters", "correct"),
    "unknown tag": (
        "name: A\nthings:\n  - sails: 1\n    kind: bota\n",
        4,
        "thing 1, kind",
        "found 'bota'; expected one of 'cart', 'boat'",
        'did you mean "boat"?',
    ),
    "no tag": ("name: A\nthings:\n  - sails: 1\n", 3, "thing 1, kind", "found nothing", "add it"),
    "a list": ("- name\n- no\n", 1, "the file", r"found \['name', 'no'\]; expected a valid dictionary", "correct"),
    "words": ("name\n", 1, "the file", "found 'name'", "correct"),
    "key twice": ("name: A\nno: 1\nname: B\n", 3, None, "the key 'name' twice", "remove one"),
    "key twice below": ("name: A\nnotes:\n  a: {nb: x}\n  a: {nb: y}\n", 4, None, "the key 'a' twice", "remove one"),
    "no such day": ("name: A\nbuilt: 2021-02-30\n", 2, None, "'2021-02-30', which cannot be read", "correct"),
    "key that is a list": ("name: A\n? [a, b]\n: c\n", 2, None, "a key that is a list", "correct the line"),
    "two documents": ("name: A\n---\nname: B\n", 2, None, "another document", "correct the line"),
    "open bracket": ("name: A\nthings: [\n", 3, None, "found what is no YAML", "correct the line or the one above"),
    "tabulator": ("name: A\n\tno: 1\n", 2, None, "found what is no YAML", "correct the line"),
    "program": ("name: !!python/object:os.system x\n", 1, None, "could not determine a constructor", "correct"),
    "itself": ("name: A\nthings: &a [*a]\n", 2, None, "recursive", "correct"),
    "endless": ("name: " + "[" * 900 + "]" * 900, None, None, "inside one another without end", "correct"),
    "sign": ("name: A\nno: \x01\n", 2, None, "a character that YAML does not allow", "correct the line"),
    "blank file": ("", None, "name", "found nothing", "add it"),
    "not UTF-8": (b"no: 1\nname: Bl\xe5\n", 2, None, "the byte 0xe5, which is not UTF-8", "save the file as UTF-8"),
}


@pytest.mark.parametrize(("content", "line", "key", "found", "remedy"), WRONG.values(), ids=WRONG)
def test_a_fault_names_file_line_and_remedy(
    tmp_path: Path, content: str | bytes, line: int | None, key: str | None, found: str, remedy: str
) -> None:
    fault = fault_in(tmp_path, content)
    assert (fault.line, fault.column) == (line, key)
    assert re.search(found, str(fault))
    assert re.search(remedy, fault.remedy)
    assert len(str(fault)) < 400


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    faults = faults_in(tmp_path, "no: x\nthings:\n  - {kind: boat}\n  - {kind: cart, wheels: [], load: 4}\n")
    assert {(fault.line, fault.column) for fault in faults} == {
        (1, "name"),
        (1, "no"),
        (3, "thing 1, sails"),
        (4, "thing 2, load"),
    }


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"none\.yaml: \[no-file\] found no such file; .* create the file"):
        read_definition(tmp_path / "none.yaml", Fleet)
    with pytest.raises(DefinitionError, match="found Is a directory; expected a file that can be read"):
        read_definition(tmp_path, Fleet)


@pytest.mark.parametrize("word", ["no", "No", "yes", "on", "OFF", "y"])
def test_a_word_stays_a_word(tmp_path: Path, word: str) -> None:
    path = tmp_path / "fleet.yaml"
    path.write_text(f"name: {word}\nno: 2\n", encoding="utf-8")
    assert read_definition(path, Fleet) == Fleet(name=word, no=2)


def test_true_is_no_word(tmp_path: Path) -> None:
    fault = fault_in(tmp_path, "name: true\n")
    assert (fault.found, fault.remedy) == ("True", "put it in quotes")


def test_a_definition_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        Wheel(spokes=1).spokes = 2


TREE = """\
name: A
things:
  - kind: cart
    wheels:
      - spokes: 1
      -
        spokes: 2
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("things",), 2),
        (("things", 0, "cart", "wheels"), 4),
        (("things", 0, "cart", "wheels", 0), 5),
        (("things", 0, "cart", "wheels", 1, "spokes"), 7),
        (("things", 0, "wheels", 2), 4),  # no such one: the nearest that is there
        (("things", "kind"), 2),
        (("name", "nb"), 1),
        (("nothing",), 1),
    ],
)
def test_a_place_has_its_line(tmp_path: Path, place: tuple[int | str, ...], line: int) -> None:
    (tmp_path / "a.yaml").write_text(TREE, encoding="utf-8")
    assert find_line(tmp_path / "a.yaml", place) == line


def test_a_blank_file_has_no_lines() -> None:
    assert line_of(None, ("name",)) is None


@given(st.recursive(st.text("abc", min_size=1) | st.integers(), lambda inner: st.lists(inner, min_size=1)))
def test_every_item_of_a_nested_list_has_the_line_it_stands_in(content: object) -> None:
    text = yaml.safe_dump(content, default_flow_style=False)
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for place, value in leaves(content):
        line = line_of(node, place)
        assert line is not None
        assert yaml.safe_load(text.splitlines()[line - 1].replace("- ", "").strip()) == value


def leaves(content: object, place: tuple[int, ...] = ()) -> list[tuple[tuple[int, ...], object]]:
    if not isinstance(content, list):
        return [(place, content)]
    return [found for number, part in enumerate(content) for found in leaves(part, (*place, number))]


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_with_their_file(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(content)
    with pytest.raises(DefinitionError) as error:
        read_definition(path, Wheel)
    assert all(fault.file == path for fault in error.value.faults)


@given(st.text("ab:- \n[]{}&*!'\"#|>?%@\t1", max_size=40))
def test_any_words_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: str) -> None:
    path = tmp_path_factory.getbasetemp() / "words.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DefinitionError):
        read_definition(path, Wheel)
