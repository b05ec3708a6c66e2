"""`kartlegg report`: the publication out of a Release. No work is done here."""

from pathlib import Path

import click

from kartlegg.cli.arguments import chosen_formats, folder
from kartlegg.errors import UsageError
from kartlegg.exchange.folder import write_folder
from kartlegg.exchange.release import Release, read_release


@click.command()
@click.argument("release", type=folder)
@click.option("--format", "formats", required=True, help="html, pdf, docx, xlsx; several by comma.")
@click.option("--out", type=folder, required=True)
def report(release: Path, formats: str, out: Path) -> None:
    """Take the publication out of a Release."""
    found = read_release(release)
    files = {
        name: content for form in chosen_formats(formats) for name, content in _report_files(found, form).items()
    }
    if out.is_dir() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty; name a new folder")
    write_folder(out, files)
    click.echo(f"wrote {len(files)} files to {out}")


def _report_files(release: Release, form: str) -> dict[str, bytes]:
    files = release.report(form)
    return {f"html/{name}": content for name, content in files.items()} if form == "html" else files
