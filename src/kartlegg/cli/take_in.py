"""`kartlegg import`: what a filled-in help sheet would change. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.errors import UsageError
from kartlegg.pipeline.form import read_filled_sheet


@click.command("import")
@click.argument("year", metavar="ROUND", type=int)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Tell what would change and save nothing.")
@click.option(
    "--unit", default="", help="The code of the unit whose sheet it must be; by default the one it was made for."
)
@click.option("--extract", type=folder, help="The Extract with the answers that the unit has given so far.")
@click.pass_obj
def take_in(obj: dict[str, Path], year: int, file: Path, *, dry_run: bool, unit: str, extract: Path | None) -> None:
    """Read a filled-in help sheet: cell, old and new answer, or why a cell is no answer; then the exit code is 1."""
    if not dry_run:
        raise UsageError("there is no collection to save answers in yet; --dry-run tells what would change")
    found = read_filled_sheet(obj["survey"], year, file, unit=unit, extract=extract)
    for row in found.rows:
        click.echo(f"{row.sheet}!{row.cell}: {row.variable}: {row.told}")
    for remark in found.remarks:
        click.echo(f"{remark.sheet}: {remark.found}")
    wrong = sum(row.problem is not None for row in found.rows)
    click.echo(
        f"{_counted(len(found.rows) - wrong, 'answer')} would change, {_counted(wrong, 'cell')} would not be taken in"
    )
    if wrong:
        click.get_current_context().exit(1)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
