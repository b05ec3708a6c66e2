"""`kartlegg tables`: the tables of an Extract worked out, without making any file. No work is done here."""

import json
from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.pipeline.inputs import load_inputs
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.pipeline.tables_told import tables_told


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--extract", type=folder, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def tables(obj: dict[str, Path], year: int, extract: Path, form: str) -> None:
    """Work the tables out and say what does not add up, without making any file."""
    inputs = load_inputs(obj["survey"], year)
    told = tables_told(read_round_extract(extract, inputs), inputs)
    click.echo(json.dumps(told.content(), ensure_ascii=False) if form == "json" else "\n".join(told.lines()))
