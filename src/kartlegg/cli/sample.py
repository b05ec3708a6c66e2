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
@click.option("--all", "every", is_flag=True, help="Name every printed number that is not reproduced.")
@click.pass_obj
def sample(obj: dict[str, Path], year: int, out: Path, seed: int, *, every: bool) -> None:
    """Write a synthetic Extract that fits every published number, marked as synthetic."""
    made = make_sample(obj["survey"], load_round(obj["survey"], year), seed)
    write_extract(made, out)
    click.echo(f"wrote {out}")
    given_up = [note for note in made.manifest.notes if note.startswith(NOT_REPRODUCED)]
    if every:
        for note in given_up:
            click.echo(note)
    elif given_up:
        click.echo(_count(len(given_up)))


def _count(given_up: int) -> str:
    one = given_up == 1
    numbers = (
        "1 printed number contradicts others and is"
        if one
        else f"{given_up} printed numbers contradict others and are"
    )
    return f"{numbers} not reproduced; the manifest's notes name {'it' if one else 'them'}, and so does --all"
