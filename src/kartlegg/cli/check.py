"""`kartlegg check`: proofreads a survey and its rounds, and tells what changed between them. No work is done here."""

from collections.abc import Sequence
from pathlib import Path

import click

from kartlegg.errors import DefinitionError, Fault, UsageError
from kartlegg.pipeline.proof import proofread

_PAGES = Path("docs", "reference", "faults")
_CHECKOUT = Path(__file__).parents[3]


@click.command()
@click.argument("years", metavar="[ROUND]...", type=int, nargs=-1)
@click.option("--all", "every", is_flag=True, help="Print every difference between two rounds.")
@click.pass_obj
def check(obj: dict[str, Path], years: tuple[int, ...], *, every: bool) -> None:
    """Proofread survey, places and rounds, and tell what changed between rounds; exit 1 on any fault."""
    proof = proofread(obj["survey"], years or _rounds(obj["survey"]))
    if proof.faults:
        for line in (*proof.faults, *_pages(proof.faults)):
            click.echo(line, err=True)
        raise click.exceptions.Exit(DefinitionError.exit_code)
    for sentence in proof.told:
        click.echo(f"{sentence}: no faults")
    for between in proof.between if len(proof.told) > 1 or every else ():
        for line in between.told(every=every):
            click.echo(line)


def _pages(faults: Sequence[Fault]) -> list[str]:
    """Return where each kind of fault is told of: a path that can be opened from here, in a checkout."""
    there, here = _CHECKOUT / _PAGES, Path.cwd()
    if not there.is_dir():
        there = _PAGES
    elif there.is_relative_to(here):
        there = there.relative_to(here)
    codes = dict.fromkeys(fault.code for fault in faults if fault.code is not None)
    return [f"[{code}]: see {there / code}.md" for code in codes]


def _rounds(survey: Path) -> list[int]:
    years = sorted(
        int(path.parent.name) for path in survey.glob("rounds/*/round.yaml") if path.parent.name.isdecimal()
    )
    if not years:
        raise UsageError(f"{survey} has no rounds; name a survey folder with --survey")
    return years
