"""`kartlegg audit`: contradictions within a publication. No work is done here."""

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from itertools import groupby
from pathlib import Path

import click

from kartlegg.audit.finding import Finding
from kartlegg.pipeline.audit_publication import audit_file, audit_release


@click.command("audit")
@click.argument("publication", type=click.Path(path_type=Path, exists=True))
@click.option("--all", "every", is_flag=True, help="Tell what rounding explains, too.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@click.pass_obj
def audit_command(obj: dict[str, Path], publication: Path, *, every: bool, form: str) -> None:
    """Find contradictions within a Release or a file of printed tables; exit 1 on any that is not explained."""
    judge = audit_release if publication.is_dir() else audit_file
    found = judge(publication, obj["survey"])
    told = [finding for finding in found if every or finding.status == "violation"]
    _TELL[form](told)
    if any(finding.status == "violation" and not finding.known for finding in found):
        sys.exit(1)


def _text(found: Sequence[Finding]) -> None:
    for table, findings in groupby(found, key=lambda finding: finding.table):
        for check, of in groupby(findings, key=lambda finding: finding.check):
            click.echo(f"{table}: {check}")
            for finding in of:
                mark = "rounding: " if finding.status == "rounding" else ""
                click.echo(f"  {mark}{finding.told}")
    known = sum(bool(finding.known) for finding in found)
    violations = sum(finding.status == "violation" and not finding.known for finding in found)
    tables = len({finding.table for finding in found})
    click.echo(f"{violations} contradictions, {known} known, {tables} tables")


def _csv(found: Sequence[Finding]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(of.name for of in fields(Finding))
    writer.writerows(asdict(finding).values() for finding in found)


def _json(found: Sequence[Finding]) -> None:
    click.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))


_TELL = {"text": _text, "csv": _csv, "json": _json}
