"""`kartlegg check`: proofreads a survey and its rounds, and tells what changed between them. No work is done here."""

from pathlib import Path

import click

from kartlegg.errors import DefinitionError, UsageError
from kartlegg.pipeline.proof import proofread


@click.command()
@click.argument("years", metavar="[ROUND]...", type=int, nargs=-1)
@click.option("--all", "every", is_flag=True, help="Print every difference between two rounds.")
@click.pass_obj
def check(obj: dict[str, Path], years: tuple[int, ...], *, every: bool) -> None:
    """Proofread survey, places and rounds, and tell what changed between rounds; exit 1 on any fault."""
    proof = proofread(obj["survey"], years or _rounds(obj["survey"]))
    if proof.faults:
        raise DefinitionError(proof.faults)
    for sentence in proof.told:
        click.echo(f"{sentence}: no faults")
    for between in proof.between if len(proof.told) > 1 or every else ():
        for line in between.told(every=every):
            click.echo(line)


def _rounds(survey: Path) -> list[int]:
    years = sorted(
        int(path.parent.name) for path in survey.glob("rounds/*/round.yaml") if path.parent.name.isdecimal()
    )
    if not years:
        raise UsageError(f"{survey} has no rounds; name a survey folder with --survey")
    return years
