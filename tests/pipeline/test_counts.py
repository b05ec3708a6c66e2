"""The counts page that stands beside the form is the one that the form and its replies give."""

from pathlib import Path

from kartlegg.pipeline.counts import counts_of_round, routes_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import read_round_extract


def test_the_committed_counts_are_fresh(extract_folder: Path, inputs: Inputs) -> None:
    year = inputs.this_round.year
    page = counts_of_round(inputs.folder, year, routes_of(read_round_extract(extract_folder, inputs), inputs))
    committed = inputs.folder / "rounds" / str(year) / "counts.md"
    remedy = f"run kartlegg counts {year} --extract with the sample of seed 0 and --out {committed}"
    assert committed.read_text(encoding="utf-8") == page, remedy


def test_every_complete_reply_goes_a_route_of_its_own(extract_folder: Path, inputs: Inputs) -> None:
    routes = routes_of(read_round_extract(extract_folder, inputs), inputs)
    assert len(routes) == 338
    assert len({shown for _, shown in routes}) > 300
