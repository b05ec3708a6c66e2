"""Last round's figures on this map: one rule, whether a table, a check or a form asks for them."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kartlegg.errors import PlaceError
from kartlegg.exchange.extract import Extract
from kartlegg.pipeline.answers import answers_of
from kartlegg.pipeline.edit import replies_of
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.last_round import figures_of_last_round
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.places.changes import Change

UNIT, OTHER = "1103", "1106"
X, Y = "fte_adults_home", "fte_adults_treatment"


@pytest.fixture
def extract(extract_folder: Path, inputs: Inputs) -> Extract:
    return read_round_extract(extract_folder, inputs)


def became(inputs: Inputs, *changes: tuple[str, str, float | None]) -> Inputs:
    """The round after units became others on its day, whole or in part."""
    made = [
        Change(old, new, inputs.day, "merge" if weight == 1 else "split", weight, "", Path("changes.csv"), line)
        for line, (old, new, weight) in enumerate(changes, 2)
    ]
    return replace(inputs, places=replace(inputs.places, changes=(*inputs.places.changes, *made)))


def with_figures(extract: Extract, *rows: tuple[str, str, float]) -> Extract:
    """The extract with these figures of last round and no others, and a unit that is silent."""
    figures = pl.DataFrame([(*row, 2020) for row in rows], schema=extract.last_round.schema, orient="row")
    status = pl.when(pl.col("unit") == UNIT).then(pl.lit("none")).otherwise("status")
    silent = {
        name: getattr(extract, name).filter(pl.col("unit") != UNIT)
        for name in ("replies", "answers", "texts", "corrections", "answer_corrections")
    }
    return replace(extract, last_round=figures, units=extract.units.with_columns(status=status), **silent)


def heard(extract: Extract) -> Extract:
    """The extract in which the same unit has replied."""
    return replace(extract, units=extract.units.with_columns(status=pl.lit("complete")))


@pytest.mark.parametrize(
    ("last", "changes", "expected"),
    [
        ([("a", X, 1.5), (UNIT, X, 2), (UNIT, Y, 4)], [("a", UNIT, 1), (UNIT, UNIT, 1)], {X: 3.5, Y: 4}),
        ([("a", X, 1.5), (UNIT, X, 2)], [("a", UNIT, 1), ("b", UNIT, 1), (UNIT, UNIT, 1)], {}),
        ([("a", X, 8)], [("a", UNIT, 0.25), ("a", OTHER, 0.75)], {X: 2}),
        ([("a", X, 8), (UNIT, X, 1)], [("a", UNIT, 0.25), ("a", OTHER, 0.75), (UNIT, UNIT, 1)], {X: 3}),
        ([(UNIT, X, 2)], [], {X: 2}),
        ([(OTHER, X, 2)], [], {}),
    ],
    ids=["merged", "one of the merged was silent", "split", "a part merged", "as it was", "no figure"],
)
def test_tables_checks_and_forms_have_the_same_figures(
    extract: Extract,
    inputs: Inputs,
    last: list[tuple[str, str, float]],
    changes: list[tuple[str, str, float]],
    expected: dict[str, float],
) -> None:
    silent, now = with_figures(extract, *last), became(inputs, *changes)
    in_tables = numbers_of(silent, now)
    assert {code: in_tables.of_unit(UNIT, code).value for code in (X, Y)} == {X: None, Y: None} | expected
    beside_checks = replies_of(heard(silent), now).facts[UNIT].last
    assert {code: value for code, value in beside_checks.items() if code in (X, Y)} == expected
    beside_answers = answers_of(heard(silent), now).responses.facts[UNIT].last
    assert dict(beside_answers) == expected
    assert figures_of_last_round(silent, now, {UNIT}).get(UNIT, {}) == expected


def test_a_split_without_weights_stops_tables_only(extract: Extract, inputs: Inputs) -> None:
    of = with_figures(extract, ("a", X, 8), (OTHER, X, 3))
    now = became(inputs, ("a", UNIT, None), ("a", OTHER, None), (OTHER, OTHER, 1))
    assert figures_of_last_round(of, now, {UNIT, OTHER}) == {}, "the whole of neither is known"
    with pytest.raises(PlaceError, match="and no weight for"):
        figures_of_last_round(of, now, {UNIT}, required=True)


def test_a_split_without_weights_follows_on_to_what_came_of_it(extract: Extract, inputs: Inputs) -> None:
    year = inputs.this_round.model_copy(update={"last_round": 2017})
    split = [
        Change("a", new, inputs.day.replace(year=2019), "split", None, "", Path("changes.csv"), 2) for new in "bc"
    ]
    places = replace(inputs.places, changes=(*inputs.places.changes, *split))
    now = became(replace(inputs, this_round=year, places=places), ("b", UNIT, 1), ("d", UNIT, 1), ("c", OTHER, 1))
    of = with_figures(extract, ("a", X, 8), ("d", X, 1), ("1101", X, 5))
    assert figures_of_last_round(of, now, {UNIT, OTHER, "1101"}) == {"1101": {X: 5}}


def test_a_first_round_has_nothing_to_show(extract: Extract, inputs: Inputs) -> None:
    first = replace(inputs, this_round=inputs.this_round.model_copy(update={"last_round": None}))
    assert figures_of_last_round(extract, first, {UNIT}) == {}
