"""`kartlegg form`: the questionnaire on paper, in Word, as a help sheet and as XLSForm. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.forms.wording import FORM_LANGUAGES, FormLanguage
from kartlegg.pipeline.form import write_forms
from kartlegg.pipeline.inputs import load_round_inputs
from kartlegg.pipeline.tables import read_round_extract


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--format", "formats", required=True, help="pdf, reply, docx, xlsx, xlsform; several by comma.")
@click.option("--unit", help="The code of the unit that is to fill it in.")
@click.option("--language", type=click.Choice(FORM_LANGUAGES), default="nb", show_default=True)
@click.option(
    "--extract",
    type=folder,
    help="The Extract with the unit's answers, and with last round of units that did not reply.",
)
@click.option("--out", type=folder, required=True, help="Where the files are written; forms there are replaced.")
@click.pass_obj
def form(
    obj: dict[str, Path],
    /,
    year: int,
    formats: str,
    out: Path,
    *,
    unit: str | None,
    language: FormLanguage,
    extract: Path | None,
) -> None:
    """Write the questionnaire on paper, blank or as answered, as a help sheet to fill in, in Word or as XLSForm."""
    found = None if extract is None else read_round_extract(extract, load_round_inputs(obj["survey"], year))
    chosen = [one.strip() for one in formats.split(",")]
    written = write_forms(obj["survey"], year, chosen, out, language=language, unit=unit, extract=found)
    for path in written.files:
        click.echo(f"wrote {path}")
    for note in written.notes:
        click.echo(f"note: {note}", err=True)
