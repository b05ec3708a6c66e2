"""`kartlegg trace`: the replies and corrections behind a number. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder, write_page
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.inputs import load_inputs
from kartlegg.pipeline.trace import Desk
from kartlegg.pipeline.trace_told import trace_csv, trace_text


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.argument("table")
@click.argument("row")
@click.argument("column", required=False)
@click.option("--extract", type=folder, required=True, help="The Extract to read.")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write, else the screen.")
@click.option("--internal", is_flag=True, help="Tell the units of a number that is hidden, too.")
@click.pass_obj
def trace(
    obj: dict[str, Path],
    /,
    year: int,
    table: str,
    row: str,
    column: str | None,
    *,
    extract: Path,
    form: str,
    out: Path | None,
    internal: bool,
) -> None:
    """Trace a cell of TABLE (4.4, or F9.2 behind a figure) to the replies and corrections that it is made of."""
    desk = Desk(load_inputs(obj["survey"], year), extract, Cache(obj["workspace"] / "cache"))
    found = desk.trace(table, row, column, internal=internal)
    write_page(trace_csv(found).decode() if form == "csv" else trace_text(found), out)
