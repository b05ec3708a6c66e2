"""`kartlegg table`: one table of a Release. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.exchange.release import read_release
from kartlegg.exchange.table_file import encode_csv, encode_json
from kartlegg.report.cells import show_cell
from kartlegg.report.plain import plain_table


@click.command()
@click.argument("release", type=folder)
@click.argument("number")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@click.option("--exact", is_flag=True, help="Show exact values in the text form.")
def table(release: Path, number: str, form: str, *, exact: bool) -> None:
    """Print one table of a Release."""
    found = read_release(release).table(number)
    match form:
        case "csv":
            click.echo(encode_csv(found, show_cell), nl=False)
        case "json":
            click.echo(encode_json(found, show_cell), nl=False)
        case _:
            click.echo(plain_table(found, exact=exact))
