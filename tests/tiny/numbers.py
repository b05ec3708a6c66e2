"""Replies to the small survey, and the numbers that come of them. No test may enter."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from kartlegg.exchange.columns import FORMATS
from kartlegg.exchange.extract import Extract, Manifest, empty_tables
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import load_inputs
from kartlegg.tabulation.build import Builder
from tests.tiny.survey import FIRST, SECOND

Replies = Mapping[str, Mapping[str, float]]

REPLIES: Replies = {
    "A1": {"fte_adults_street": 1.25, "fte_adults_quay": 0.5, "fte_children_school": 1.0, "dusk": 1.0, "dawn": 0.25},
    "A2": {"fte_adults_street": 2.0, "dusk": 0.5},  # the rest was left blank
    "B1": {"fte_adults_street": 0.0, "fte_adults_quay": 0.0, "fte_children_school": 2.5},
    "C1": {"fte_adults_street": 3.0, "fte_children_school": 0.0},
    "C2": {},
    "C3": {},
}
"""What each unit replied in the second round; C2 and C3 did not."""

LAST: Replies = {
    "A3": {"fte_adults_street": 9.0},
    "C2": {"fte_children_school": 0.5},
    "C3": {"fte_adults_street": 4.0},
}
"""What stands in for those that did not reply: C2 and C3 in the first round."""


def extract(replies: Replies = REPLIES, last: Replies = LAST, year: int = SECOND) -> Extract:
    """Return the Extract of a round; a unit without replies did not reply."""
    statuses = [(unit, "complete" if of else "none", None, None, None, None) for unit, of in replies.items()]
    rows = [(unit, code, value, "reported", None) for unit, of in replies.items() for code, value in of.items()]
    before = [(unit, code, value, FIRST) for unit, of in last.items() for code, value in of.items()]
    found = {"units": statuses, "replies": rows, "last_round": before}
    frames = {name: pl.DataFrame(of, schema=FORMATS[name].schema, orient="row") for name, of in found.items()}
    manifest = Manifest("lamps", year, f"{year}-05-01T00:00:00", synthetic=True)
    return Extract(manifest, **{**empty_tables(), **frames})


def builder(survey: Path, replies: Replies = REPLIES, last: Replies = LAST, year: int = SECOND) -> Builder:
    """Return what builds the tables of a round of the survey in the folder `survey`."""
    inputs = load_inputs(survey, year)
    return Builder(numbers_of(extract(replies, last, year), inputs), inputs.words)
