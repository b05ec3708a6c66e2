"""Last round's figures of one unit: as they are, added over merged units, and none after a split."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.last_round import figures_of_last_round
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.places.changes import Change

UNIT = "1103"


@pytest.fixture
def extract(extract_folder: Path, inputs: Inputs) -> Extract:
    return read_round_extract(extract_folder, inputs)


def became(inputs: Inputs, *changes: tuple[str, str]) -> Inputs:
    """The round after units became others on its day."""
    made = [
        Change(old, new, inputs.day, "merge", 1.0, "", Path("changes.csv"), line)
        for line, (old, new) in enumerate(changes, 2)
    ]
    return replace(inputs, places=replace(inputs.places, changes=(*inputs.places.changes, *made)))


def with_figures(extract: Extract, *rows: tuple[str, str, float]) -> Extract:
    """The extract with these figures of last round and no others."""
    columns = {"unit": 0, "variable": 1, "value": 2}
    figures = {name: [row[place] for row in rows] for name, place in columns.items()} | {"round": [2020] * len(rows)}
    return replace(extract, last_round=pl.DataFrame(figures, schema=extract.last_round.schema))


def test_a_unit_has_its_own_figures(extract: Extract, inputs: Inputs) -> None:
    unit = extract.last_round.join(extract.units, on="unit", how="semi")["unit"][0]
    own = extract.last_round.filter(pl.col("unit") == unit)
    assert figures_of_last_round(extract, inputs, unit) == dict(own.select("variable", "value").iter_rows())


def test_merged_units_are_added(extract: Extract, inputs: Inputs) -> None:
    of = with_figures(extract, ("a", "x", 1.5), ("b", "x", 2.0), ("b", "y", 4.0), ("c", "x", 8.0))
    merged = became(inputs, ("a", UNIT), ("b", UNIT))
    assert figures_of_last_round(of, merged, UNIT) == {"x": 3.5, "y": 4.0}


def test_after_a_split_there_is_nothing_to_show(extract: Extract, inputs: Inputs) -> None:
    of = with_figures(extract, ("a", "x", 1.5))
    assert figures_of_last_round(of, became(inputs, ("a", UNIT), ("a", "1106")), UNIT) == {}


def test_a_first_round_has_nothing_to_show(extract: Extract, inputs: Inputs) -> None:
    first = replace(inputs, this_round=inputs.this_round.model_copy(update={"last_round": None}))
    assert figures_of_last_round(extract, first, UNIT) == {}
