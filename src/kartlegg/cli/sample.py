"""`kartlegg sample`: a synthetic Extract that fits what is published. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.exchange.extract import write_extract
from kartlegg.rounds import load_round
from kartlegg.sample.make import NOT_REPRODUCED, make_sample


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--out", type=folder, required=True, help="Where the Extract is written.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.pass_obj
def sample(obj: dict[str, Path], year: int, out: Path, seed: int) -> None:
    """Write a synthetic Extract that fits every published number, marked as synthetic."""
    made = make_sample(obj["survey"], load_round(obj["survey"], year), seed)
    write_extract(made, out)
    click.echo(f"wrote {out}")
    for note in made.manifest.notes:
        if note.startswith(NOT_REPRODUCED):
            click.echo(note)
