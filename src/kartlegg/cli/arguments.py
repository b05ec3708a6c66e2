"""What several commands ask for or write alike. No command may enter."""

from pathlib import Path

import click

from kartlegg.errors import UsageError
from kartlegg.exchange.folder import write_file
from kartlegg.report.blocks import FORMATS

folder = click.Path(path_type=Path, file_okay=False)
"""A folder, whether it is there or not."""

one_file = click.Path(path_type=Path, exists=True, dir_okay=False)
"""A file that is there."""


def write_page(page: str, out: Path | None) -> None:
    """Write a page of text to the file `out`, or to the screen."""
    if out is None:
        click.echo(page, nl=False)
    else:
        write_file(out, page.encode())
        click.echo(f"wrote {out}")


def chosen_formats(formats: str) -> list[str]:
    """Return the formats of the report that are named by comma; raises UsageError for one that there is not."""
    chosen = [form.strip() for form in formats.split(",")]
    unknown = [form for form in chosen if form not in FORMATS]
    if unknown:
        raise UsageError(f"there is no format {', '.join(unknown)}; there are {', '.join(FORMATS)}")
    return chosen
