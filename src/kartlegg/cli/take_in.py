"""`kartlegg import`: what a filled-in help sheet would change. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.errors import UsageError
from kartlegg.forms.help_sheet.read import Change
from kartlegg.pipeline.form import read_filled_sheet
from kartlegg.questionnaire.answers import Value


@click.command("import")
@click.argument("year", metavar="ROUND", type=int)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Tell what would change and save nothing.")
@click.option("--unit", default="", help="The code of the unit whose sheet it must be.")
@click.option("--extract", type=folder, help="The Extract with the answers that the unit has given so far.")
@click.pass_obj
def take_in(obj: dict[str, Path], year: int, file: Path, *, dry_run: bool, unit: str, extract: Path | None) -> None:
    """Read a filled-in help sheet: cell, old and new answer, or why a cell is no answer."""
    if not dry_run:
        raise UsageError("there is no collection to save answers in yet; --dry-run tells what would change")
    found = read_filled_sheet(obj["survey"], year, file, unit=unit, extract=extract)
    for row in found.rows:
        click.echo(f"{row.sheet}!{row.cell}: {row.variable}: {_told(row)}")
    for remark in found.remarks:
        click.echo(f"{remark.sheet}: {remark.found}")
    wrong = sum(row.problem is not None for row in found.rows)
    click.echo(f"{len(found.rows) - wrong} answers would change, {wrong} cells are no answer")


def _told(row: Change) -> str:
    return str(row.problem) if row.problem is not None else f"{_written(row.old)} -> {_written(row.new)}"


def _written(value: Value) -> str:
    if value is None:
        return "blank"
    return f"{value:g}" if isinstance(value, float) else value
