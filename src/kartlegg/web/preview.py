"""Shows the Releases of a workspace in a browser on this machine. It only reads; it is no portal."""

import io
import os
import posixpath
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.client import HTTP_PORT
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from kartlegg.errors import ReleaseError

LOCALHOST = "127.0.0.1"
NAMES = (LOCALHOST, "localhost")
"""What a browser on this machine calls the server."""

NOWHERE = os.devnull + "/nowhere"
"""A path at which there can be no file."""


class _Preview(SimpleHTTPRequestHandler):
    """Serves `/<round>/...` from the site in that round's Release; `/` leads to the newest."""

    def __init__(self, *args: Any, releases: Path, **kwargs: Any) -> None:
        self.releases = releases
        super().__init__(*args, **kwargs)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer GET and HEAD: `/` leads to the newest Release, what is no address is told so."""
        if not self._is_asked_by_name():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        try:
            path = unquote(urlsplit(self.path).path)
        except ValueError:
            path = "\0"
        if "\0" in path:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return None
        newest = newest_release(self.releases)
        if path == "/" and newest is not None:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{newest.name}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        return super().send_head()

    def _is_asked_by_name(self) -> bool:
        """Tell whether the browser knows this server by its own name.

        A page elsewhere can have its own name lead to 127.0.0.1 (DNS rebinding) and would then read a report before
        it is published; the name it asks by gives it away.
        """
        port = self.connection.getsockname()[1]
        host = self.headers.get("Host", "").lower()
        return host in {f"{name}:{port}" for name in NAMES} or (port == HTTP_PORT and host in NAMES)

    def translate_path(self, path: str) -> str:
        """Return the file that a path of the site stands for; nothing outside the sites can be reached.

        A part that begins with a dot is none of the site's: so begins a Release that is still being written.
        """
        parts = [part for part in posixpath.normpath(unquote(urlsplit(path).path)).split("/") if part]
        if not parts or any(part.startswith(".") for part in parts):
            return NOWHERE
        try:
            site = (self.releases / parts[0] / "report" / "html").resolve()
            target = site.joinpath(*parts[1:]).resolve()
            ending = "/" if path.endswith("/") and target.is_dir() else ""
        except OSError:  # a name that is too long for any file
            return NOWHERE
        return f"{target}{ending}" if target.is_relative_to(site) else NOWHERE

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Show no list of files where a folder has no page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is that of the base class
        """Say nothing for each request."""


def newest_release(releases: Path) -> Path | None:
    """Return the folder of the newest round that has a site, or None."""
    # What begins with a dot is a Release that is still being written.
    found = [path.parents[2] for path in releases.glob("[!.]*/report/html/index.html")]
    return max(found, key=lambda path: path.name, default=None)


def preview_server(releases: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of the sites below `releases`, bound to this machine only; port 0 takes any free one.

    Raises ReleaseError where there is no Release with a site, or the port is taken.
    """
    if newest_release(releases) is None:
        raise ReleaseError(f"{releases} holds no Release with a site; make one with `make demo` or `kartlegg run`")
    try:
        return ThreadingHTTPServer((LOCALHOST, port), partial(_Preview, releases=releases))
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ReleaseError(f"port {port} cannot be used ({reason}); name another with --port") from error


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
