"""Open data is tidy CSV, and the data package tells its fields as they are."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.exchange.dataset import Resource, encode_dataset

LAMPS = Resource(
    "lamps",
    "Lamps by valley",
    {
        "code": "Code, text",
        "year": "Year",
        "value": "Lamps",
        "share": "Per cent",
        "note": "Words",
        "blank": "Nothing",
    },
    [("0301", 2030, 1, 0.1, None, None), ("0302", 2031, 2.5, None, "a, b", None), ("0303", None, 3, 1e-7, "ø", None)],
)


def test_the_package_describes_its_files() -> None:
    files = encode_dataset("lamps-2032", "Lampene", "CC-BY-4.0", [LAMPS])
    package = json.loads(files["datapackage.json"])
    assert sorted(files) == ["datapackage.json", "lamps.csv"]
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert (package["profile"], package["name"], package["title"]) == (
        "tabular-data-package",
        "lamps-2032",
        "Lampene",
    )
    (resource,) = package["resources"]
    assert (resource["name"], resource["path"], resource["encoding"]) == ("lamps", "lamps.csv", "utf-8")
    fields = resource["schema"]["fields"]
    assert {field["name"]: field["type"] for field in fields} == {
        "code": "string",  # a leading zero is kept
        "year": "integer",
        "value": "number",
        "share": "number",
        "note": "string",
        "blank": "string",
    }
    assert [field["description"] for field in fields] == list(LAMPS.fields.values())
    assert resource["dialect"]["lineTerminator"] == "\n"
    assert resource["schema"]["missingValues"] == [""]


def test_without_a_licence_none_is_claimed() -> None:
    assert "licenses" not in json.loads(encode_dataset("a", "A", "", [])["datapackage.json"])


def test_the_rows_stand_as_they_were_given() -> None:
    text = encode_dataset("a", "A", "", [LAMPS])["lamps.csv"].decode()
    assert text.splitlines() == [
        "code,year,value,share,note,blank",
        "0301,2030,1,0.1,,",
        '0302,2031,2.5,,"a, b",',
        "0303,,3,1e-07,ø,",
    ]


value = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text('ab",\n ø', min_size=1)
READ: dict[str, Any] = {"string": str, "integer": int, "number": float}


@given(st.lists(st.tuples(value, value), min_size=1))
def test_every_value_can_be_read_as_the_type_that_is_told(rows: list[tuple[Any, Any]]) -> None:
    resource = Resource("r", "R", {"a": "A", "b": "B"}, iter(rows))
    files = encode_dataset("a", "A", "", [resource])
    types = [field["type"] for field in json.loads(files["datapackage.json"])["resources"][0]["schema"]["fields"]]
    head, *lines = csv.reader(io.StringIO(files["r.csv"].decode(), newline=""))
    assert head == ["a", "b"]
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        for text, kind, was in zip(line, types, row, strict=True):
            assert (READ[kind](text) if text else None) == (was if kind != "string" or was is None else str(was))


@pytest.mark.parametrize("rows", [[], [(None,)]])
def test_a_column_without_values_is_text(rows: list[tuple[Any]]) -> None:
    files = encode_dataset("a", "A", "", [Resource("r", "R", {"a": "A"}, rows)])
    assert json.loads(files["datapackage.json"])["resources"][0]["schema"]["fields"][0]["type"] == "string"
