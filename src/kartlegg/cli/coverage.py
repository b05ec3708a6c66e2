"""`kartlegg coverage`: the catalogue of what was asked against the form. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import write_page
from kartlegg.codebook.coverage import coverage_page, load_catalogue
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.rounds import round_folder


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A .md file. Default: the screen.")
@click.pass_obj
def coverage(obj: dict[str, Path], year: int, out: Path | None) -> None:
    """Set the catalogue of what was asked against the form, question by question."""
    of_round = round_folder(obj["survey"], year)
    questionnaire = load_questionnaire(of_round)
    write_page(coverage_page(year, questionnaire, load_catalogue(of_round, questionnaire)), out)
