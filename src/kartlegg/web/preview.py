"""Shows the Releases of a workspace in a browser on this machine. It only reads; it is no portal."""

import posixpath
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from kartlegg.errors import ReleaseError

LOCALHOST = "127.0.0.1"


class _Preview(SimpleHTTPRequestHandler):
    """Serves `/<round>/...` from the site in that round's Release; `/` leads to the newest."""

    def __init__(self, *args: Any, releases: Path, **kwargs: Any) -> None:
        self.releases = releases
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if urlsplit(self.path).path == "/":
            newest = newest_release(self.releases)
            self.send_response(302)
            self.send_header("Location", f"/{newest.name}/" if newest else "/missing")
            self.end_headers()
            return
        super().do_GET()

    def translate_path(self, path: str) -> str:
        """Return the file that a path of the site stands for; nothing outside the sites can be reached."""
        clean = posixpath.normpath(unquote(urlsplit(path).path))
        parts = [part for part in clean.split("/") if part not in ("", ".", "..")]
        if not parts:
            return str(self.releases / "missing")
        inside = self.releases / parts[0] / "report" / "html"
        target = inside.joinpath(*parts[1:])
        if path.endswith("/") and target.is_dir():
            return f"{target}/"
        return str(target)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is that of the base class
        """Say nothing for each request."""


def newest_release(releases: Path) -> Path | None:
    """Return the folder of the newest round that has a site, or None."""
    found = [path.parents[2] for path in releases.glob("*/report/html/index.html")]
    return max(found, key=lambda path: path.name, default=None)


def preview_server(releases: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of the sites below `releases`, bound to this machine only; port 0 takes any free one.

    Raises ReleaseError where there is no Release with a site, or the port is taken.
    """
    if newest_release(releases) is None:
        raise ReleaseError(f"{releases} holds no Release with a site; make one with `make demo` or `kartlegg run`")
    try:
        return ThreadingHTTPServer((LOCALHOST, port), partial(_Preview, releases=releases))
    except OSError as error:
        raise ReleaseError(f"port {port} cannot be used ({error.strerror}); name another with --port") from error


def serve_releases(releases: Path, port: int, tell: Callable[[str], None]) -> None:
    """Serve the sites below `releases` until interrupted; `tell` is told where to look."""
    with preview_server(releases, port) as server:
        newest = newest_release(releases)
        name = newest.name if newest else ""
        tell(f"Look at http://{LOCALHOST}:{server.server_port}/{name}/ (stop with Ctrl-C)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            tell("stopped")
