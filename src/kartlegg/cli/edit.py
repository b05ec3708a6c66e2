"""`kartlegg edit`: runs all checks on an Extract. No work is done here."""

from collections import Counter
from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.editing.spec import Severity
from kartlegg.exchange.folder import write_file
from kartlegg.pipeline.edit import checks_of, edit_extract, encode_hits, refuse_other_file
from kartlegg.pipeline.inputs import load_round_inputs
from kartlegg.pipeline.tables import read_round_extract


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--extract", type=folder, required=True, help="The Extract to read.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The CSV file of hits to write."
)
@click.option("--reported", is_flag=True, help="Judge what was reported, without corrections.")
@click.option("--notes", is_flag=True, help="Tell notes too, not only hard and soft hits.")
@click.pass_obj
def edit(obj: dict[str, Path], year: int, extract: Path, out: Path, *, reported: bool, notes: bool) -> None:
    """Run all checks on an Extract; the file has the hit most worth seeing to first."""
    refuse_other_file(out)
    inputs = load_round_inputs(obj["survey"], year)
    checks = checks_of(inputs)
    found = edit_extract(read_round_extract(extract, inputs), inputs, checks, corrected=not reported, notes=notes)
    write_file(out, encode_hits(found, inputs.places_of_round))
    levels = Counter(one.hit.level.value for one in found)
    counts = ", ".join(f"{levels[level]} {level}" for level in Severity if level in levels)
    click.echo(f"{len(checks.all)} checks, {len(found)} hits{f': {counts}' if counts else ''}; wrote {out}")
