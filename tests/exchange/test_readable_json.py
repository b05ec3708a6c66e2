"""The same content as any JSON, laid out for people."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.exchange.readable_json import readable_json

contents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=40,
)


@given(contents)
def test_it_reads_back_as_it_was(content: object) -> None:
    assert json.loads(readable_json(content)) == content


def test_short_parts_stand_on_a_line_each() -> None:
    rows = [{"code": f"row_{number}", "value": number} for number in range(5)]
    lines = readable_json({"number": "4.1", "rows": rows}).decode().splitlines()
    assert lines[:4] == ["{", ' "number": "4.1",', ' "rows": [', '  {"code": "row_0", "value": 0},']
    assert len(lines) == 4 + 4 + 2


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        readable_json({"value": math.nan})


def test_a_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="a name in JSON is text"):
        readable_json({"a": {1: 1.5}})
