"""No number of the chapters is typed: neither in the text nor in a title, caption, base or note."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kartlegg.pipeline.inputs import Inputs
from kartlegg.report.chapter import typed_numbers
from tests.built import ROUND, SURVEY

REPORT = SURVEY / "rounds" / str(ROUND) / "report"
SPELLED = re.compile(
    r"\b(?:to|tre|fire|fem|seks|sju|åtte|ni|ti|elleve|tolv)\s+(?:prosent|årsverk|kommuner|enheter)\b"
)
NAMES = ("10,000 inhabitants", "FTE per 10,000", "18 and over", "under 18", "1 January", "tabell 6.1", "table 6.1")
"""Names with digits that stand in captions beside those of the survey."""
NAMED = ("source", "label", "labels")
"""Keys whose words are names: a source has a table's number, a pathway is called by its number."""


def captions(node: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a language, with the key that it stands under."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in ("nb", "en") and isinstance(value, str):
                yield key, value
            else:
                yield from captions(value, str(name))
    elif isinstance(node, list):
        for one in node:
            yield from captions(one, key)


@pytest.mark.parametrize("path", sorted(REPORT.glob("*.md")), ids=lambda path: path.stem)
def test_no_number_is_typed_in_a_chapter(path: Path, inputs: Inputs) -> None:
    text = path.read_text(encoding="utf-8")
    assert [str(fault) for fault in typed_numbers(text, path, inputs.survey.names)] == []
    assert SPELLED.findall(text) == [], "nor in letters"
    assert re.findall(r"{%-?\s*set\b", text) == [], "a number could be kept under a name"


@pytest.mark.parametrize("path", sorted(REPORT.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_number_is_typed_in_a_caption(path: Path, inputs: Inputs) -> None:
    allowed = (*inputs.survey.names, *NAMES)
    found = [
        f"{key}: {text}"
        for key, text in captions(yaml.safe_load(path.read_text(encoding="utf-8")))
        if key not in NAMED and typed_numbers(re.sub(r"\{[a-z_]+\}", "", text), path, allowed)
    ]
    assert found == []
