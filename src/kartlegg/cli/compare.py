"""`kartlegg compare`: a Release against published figures, cell by cell. No work is done here."""

import sys
from collections.abc import Set
from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.exchange.release import read_release
from kartlegg.pipeline.compare import Comparison, chapter_of, compare


@click.command("compare")
@click.argument("release", type=folder)
@click.option("--against", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--chapters", help="Only these chapters, by comma, such as 4,5,6,D.")
@click.option("--all", "every", is_flag=True, help="Print explained differences too.")
@click.pass_obj
def compare_command(obj: dict[str, Path], release: Path, against: Path, chapters: str | None, *, every: bool) -> None:
    """Compare a Release with published figures cell by cell; exit 1 on a difference that is not explained."""
    published = against if against.is_file() else obj["survey"] / against
    wanted = [chapter.strip() for chapter in chapters.split(",")] if chapters else []
    read = read_release(release)
    found = compare(read, published, wanted)
    _tell_comparison(found, {chapter_of(table) for table in read.numbers("tables/T", ".json")}, every=every)
    if found.unexplained or found.needless:
        sys.exit(1)


def _tell_comparison(found: Comparison, chapters: Set[str], *, every: bool) -> None:
    absent = found.absent_tables
    for cell in found.cells:
        if cell.verdict != "equal" and cell.table not in absent and (every or not cell.reason):
            ours = f", ours {cell.ours}" if cell.verdict == "differs" else ""
            reason = f" ({cell.reason})" if cell.reason else ""
            click.echo(
                f"{cell.verdict}: table {cell.table}, {cell.row}, {cell.column}: printed {cell.printed}{ours}{reason}"
            )
    for table, cells in absent.items():
        if every or any(not cell.reason for cell in cells):
            reason = f" ({cells[0].reason})" if cells[0].reason else ""
            click.echo(f"missing: table {table}, all {len(cells)} cells{reason}")
    for explanation in found.needless:
        click.echo(f"needless explanation: table {explanation.table}, {explanation.row}, {explanation.column}")
    click.echo(_in_words(found, chapters))
    click.echo(f"{found.count('equal')} equal, {found.count('differs')} differ, {found.count('missing')} missing")


def _in_words(found: Comparison, chapters: Set[str]) -> str:
    """Return how many cells differ and are missing, whether all are explained, and how many are of other chapters."""
    differ, missing, unexplained = found.count("differs"), found.count("missing"), len(found.unexplained)
    if not differ + missing:
        return "no cell differs and none is missing"
    differing = f"{differ} differ" if differ > 1 else ("none differs", "1 differs")[differ]
    absent = f"{missing} are missing" if missing > 1 else ("none is missing", "1 is missing")[missing]
    told = f"{unexplained} not explained" if unexplained else "all explained"
    elsewhere = sum(cell.verdict == "missing" and chapter_of(cell.table) not in chapters for cell in found.cells)
    belong = "belongs" if elsewhere == 1 else "belong"
    outside = f"; {elsewhere} of these {belong} to chapters that are not in the release" if elsewhere else ""
    return f"{differing} and {absent}, {told}{outside}"
