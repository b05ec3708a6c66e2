"""`kartlegg codebook`: every variable of a round, for people and for programs. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import folder
from kartlegg.codebook.making import CODEBOOK_FORMATS, CODEBOOK_NAMES, make_codebook
from kartlegg.exchange.folder import refuse_others, write_folder
from kartlegg.pipeline.inputs import load_round_inputs
from kartlegg.pipeline.tables import read_round_extract


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--format", "formats", help="html, xlsx, csv, ddi, spss, stata; several by comma. Default: all.")
@click.option("--out", type=folder, required=True, help="Where the files are written; a codebook there is replaced.")
@click.option("--extract", type=folder, help="An Extract whose answers go into the files of SPSS and Stata.")
@click.option("--texts", is_flag=True, help="Keep open text among those answers.")
@click.pass_obj
def codebook(
    obj: dict[str, Path], year: int, *, formats: str | None, out: Path, extract: Path | None, texts: bool
) -> None:
    """Tell every variable of a round, for people and for programs, with its answers if an Extract is given."""
    refuse_others(out, CODEBOOK_NAMES)
    chosen = CODEBOOK_FORMATS if formats is None else [form.strip() for form in formats.split(",")]
    answers = None if extract is None else read_round_extract(extract, load_round_inputs(obj["survey"], year))
    files = make_codebook(obj["survey"], year, chosen, extract=answers, texts=texts)
    write_folder(out, files)
    click.echo(f"wrote {len(files)} files to {out}")
