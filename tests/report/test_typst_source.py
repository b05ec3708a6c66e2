"""A text becomes a Typst literal and comes back the same, whatever it holds."""

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegg.report.pdf.source import Source, Value, array, call, literal, points, show_rule, statements, value

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


def evaluate(code: str) -> object:
    """What Typst makes of a piece of code."""
    return json.loads(typst.eval(b"", code, font_paths=FONTS))


@settings(deadline=None)
@given(TEXT)
def test_a_literal_evaluates_to_its_text(text: str) -> None:
    assert evaluate(literal(text)) == text


@settings(deadline=None)
@given(st.lists(st.one_of(TEXT, st.integers(-(10**9), 10**9), st.booleans(), st.none()), max_size=5))
def test_an_array_evaluates_to_its_items(items: list[Value]) -> None:
    assert evaluate(array(items)) == items


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("a", '"a"'),
        (True, "true"),
        (None, "none"),
        (3, "3"),
        (0.5, "0.5"),
        (12.0, "12"),
        (Source("1pt"), "1pt"),
        (("a",), '("a",)'),
        ((), "()"),
    ],
)
def test_each_kind_of_value(item: Value, code: str) -> None:
    assert value(item) == code


def test_a_call_and_what_is_made_of_it() -> None:
    one = call("box", "a", last_row=points(9))
    assert one.code == 'box("a", last-row: 9pt)'
    assert statements([one]) == '#box("a", last-row: 9pt)\n'
    assert show_rule("look", language="nb") == '#show: look.with(language: "nb")\n'
