"""`kartlegg seal`: takes changed corrections into an Extract. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.exchange.seal import seal_extract


@click.command()
@click.argument("extract", type=folder)
def seal(extract: Path) -> None:
    """Take changed corrections into an Extract: state its checksums anew."""
    seal_extract(extract)
    click.echo(f"sealed {extract}")
