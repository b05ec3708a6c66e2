"""`kartlegg counts`: how much a form asks, and what it costs to answer. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder, write_page
from kartlegg.pipeline.counts import counts_of_round, routes_of
from kartlegg.pipeline.inputs import load_round_inputs
from kartlegg.pipeline.tables import read_round_extract


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--extract", type=folder, help="An Extract whose replies say which routes to expect.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A .md file. Default: the screen.")
@click.pass_obj
def counts(obj: dict[str, Path], year: int, extract: Path | None, out: Path | None) -> None:
    """Count the variables of a form and say what it costs to answer."""
    routes = []
    if extract is not None:
        inputs = load_round_inputs(obj["survey"], year)
        routes = routes_of(read_round_extract(extract, inputs), inputs)
    write_page(counts_of_round(obj["survey"], year, routes), out)
