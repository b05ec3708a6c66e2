"""`kartlegg serve`: the Releases of the workspace in a browser. No work is done here."""

from pathlib import Path

import click

from kartlegg.web.preview import serve_releases


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
def serve(obj: dict[str, Path], port: int) -> None:
    """Serve the Releases of the workspace on this machine only."""
    serve_releases(obj["workspace"] / "releases", port, click.echo)
