"""`kartlegg figure`: one figure of a Release. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.errors import UsageError
from kartlegg.exchange.folder import write_file
from kartlegg.exchange.release import read_release


@click.command()
@click.argument("release", type=folder)
@click.argument("number")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .svg, .png or .json file."
)
def figure(release: Path, number: str, out: Path) -> None:
    """Write one figure of a Release as SVG, PNG or JSON."""
    form = out.suffix.removeprefix(".")
    if form not in ("svg", "png", "json"):
        raise UsageError(f"{out} does not say what the figure is to be: end the name in .svg, .png or .json")
    content = read_release(release).figure(number, form)
    write_file(out, content)
