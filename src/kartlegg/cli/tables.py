"""`kartlegg tables`: the tables of an Extract worked out, without making any file. No work is done here."""

import json
from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.pipeline.audit import audit_round
from kartlegg.pipeline.audit_publication import audit_tables, unexplained
from kartlegg.pipeline.disclosure import disclosed
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import load_inputs
from kartlegg.pipeline.tables import build_tables, read_round_extract


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--extract", type=folder, required=True)
@click.pass_obj
def tables(obj: dict[str, Path], year: int, extract: Path) -> None:
    """Work the tables out and say what does not add up, without making any file."""
    inputs = load_inputs(obj["survey"], year)
    replies = read_round_extract(extract, inputs)
    numbers, hidden = disclosed(numbers_of(replies, inputs), inputs)
    built = build_tables(numbers, inputs)
    judged = audit_tables(built, inputs.folder, year, inputs.words)
    findings = [*audit_round(numbers, replies.statuses, inputs.questionnaire), *unexplained(judged)]
    told = {"tables": list(built), "findings": findings, "hidden": [cell._asdict() for cell in hidden]}
    click.echo(json.dumps(told, ensure_ascii=False))
