"""The preview shows the sites of a workspace to this machine, and nothing else to nobody else."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kartlegg.errors import ReleaseError
from kartlegg.web.preview import LOCALHOST, newest_release, preview_server

SECRET = b"nobody may read this"
FILES = {
    "releases/2030/report/html/index.html": b"<p>old",
    "releases/2032/report/html/index.html": b"<p>new",
    "releases/2032/report/html/en/index.html": b"<p>english",
    "releases/2032/report/html/assets/a b.css": b"a{}",
    "releases/2032/report/pdf/a.pdf": SECRET,
    "releases/2032/manifest.json": SECRET,
    "releases/.2034.draft/report/html/index.html": SECRET,
    "releases/2032/report/html/.notes.html": SECRET,
    "releases/2036/manifest.json": SECRET,
    "secret.txt": SECRET,
}


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("workspace")
    for name, content in FILES.items():
        path = workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    site = workspace / "releases" / "2032" / "report" / "html"
    (site / "way-out.txt").symlink_to(workspace / "secret.txt")
    (site / "way-in.html").symlink_to(site / "index.html")
    return workspace / "releases"


@pytest.fixture(scope="module")
def port(releases: Path) -> Iterator[int]:
    with preview_server(releases, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def asked(port: int, path: str, method: str = "GET", host: str | None = None) -> tuple[int, bytes, str | None]:
    """Return status, body and where the answer leads, for a path sent as it is; `host` is whom the browser asks."""
    host = f"{LOCALHOST}:{port}" if host is None else host
    with socket.create_connection((LOCALHOST, port), timeout=10) as connection:
        connection.sendall(f"{method} {path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode("utf-8", "surrogateescape"))
        answer = http.client.HTTPResponse(connection, method=method)
        answer.begin()
        return answer.status, answer.read(), answer.getheader("Location")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/2032/", b"<p>new"),
        ("/2032/index.html", b"<p>new"),
        ("/2030/", b"<p>old"),
        ("/2032/en/", b"<p>english"),
        ("/2032/en/../index.html", b"<p>new"),
        ("/2032/assets/a%20b.css?version=1", b"a{}"),
        ("/2032/%65n/index.html", b"<p>english"),
        ("/2032/way-in.html", b"<p>new"),
    ],
)
def test_pages_are_served(port: int, path: str, body: bytes) -> None:
    assert asked(port, path) == (200, body, None)
    assert asked(port, path, "HEAD") == (200, b"", None)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_top_leads_to_the_newest_round(port: int, method: str) -> None:
    assert asked(port, "/", method) == (302, b"", "/2032/")
    assert asked(port, "/?x=1", method) == (302, b"", "/2032/")


def test_a_folder_without_a_slash_leads_to_itself(port: int) -> None:
    assert asked(port, "/2032/en")[::2] == (301, "/2032/en/")


@pytest.mark.parametrize(
    "path",
    [
        "/2032/manifest.json",
        "/2032/../../secret.txt",
        "/2032/../manifest.json",
        "/../secret.txt",
        "/2032/..%2f..%2fmanifest.json",
        "/2032/%2e%2e/%2e%2e/secret.txt",
        "/2032/en/%2e%2e/%2e%2e/%2e%2e/pdf/a.pdf",
        "/..%2f..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "//../secret.txt",
        "/2032//../../../secret.txt",
        "/2032/..\\..\\..\\secret.txt",
        "/2032/%252e%252e/secret.txt",
        "/2032/way-out.txt",
        "/2036/manifest.json",
        "/2036/",
        "/missing",
        "/.",
        "/.2034.draft/",
        "/.2034.draft/index.html",
        "/%2e2034.draft/index.html",
        "/2032/../.2034.draft/index.html",
        "/2032/.notes.html",
        "/2032/assets/",  # no list of files
        "/2032/assets/a",
        "/etc/passwd",
        "/2032//etc/passwd",
        "/1999/",
        "/2032/" + "a" * 5000,
        "/" + "a" * 5000 + "/",
        "/2032/" + "b/" * 3000,
        "http://example.org/2032/../../secret.txt",
    ],
)
def test_nothing_else_is_served(port: int, path: str) -> None:
    status, body, _ = asked(port, path)
    assert status == 404
    assert SECRET not in body


@pytest.mark.parametrize("host", ["localhost:{}", "LOCALHOST:{}", "127.0.0.1:{}"])
def test_this_machine_is_answered_by_its_names(port: int, host: str) -> None:
    assert asked(port, "/2032/", host=host.format(port)) == (200, b"<p>new", None)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/", "/2032/", "/2032/en", "/missing"])
@pytest.mark.parametrize(
    "host", ["example.org:{}", "example.org", "127.0.0.1", "127.0.0.1:1", "localhost.example.org:{}", ""]
)
def test_a_name_that_was_led_here_is_refused(port: int, host: str, path: str, method: str) -> None:
    status, body, where = asked(port, path, method, host.format(port))
    assert (status, where) == (421, None)
    assert b"<p>new" not in body


@pytest.mark.parametrize("path", ["/2032/%00", "/2032/index.html%00.txt", "http://[/", "/%00/"])
def test_what_is_no_address_is_told(port: int, path: str) -> None:
    assert asked(port, path)[0] == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(port: int, method: str) -> None:
    assert asked(port, "/2032/index.html", method)[0] == 501


pieces = st.sampled_from(
    ["..", ".", "%2e%2e", "%2E.", "2032", "releases", "report", "html", "secret.txt", "", "%2f", "pdf", "a.pdf"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, max_size=8))
def test_no_path_leads_out_of_the_sites(port: int, parts: list[str]) -> None:
    status, body, _ = asked(port, "/" + "/".join(parts))
    assert status in (200, 301, 302, 404)
    assert SECRET not in body


def test_only_this_machine_is_answered(releases: Path) -> None:
    with preview_server(releases, 0) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert server.socket.getsockname()[0] == "127.0.0.1"


def test_a_port_in_use_is_told(releases: Path, port: int) -> None:
    with pytest.raises(ReleaseError, match=f"port {port} cannot be used .Address already in use.; name another"):
        preview_server(releases, port)
    with pytest.raises(ReleaseError, match="port 70000 cannot be used"):
        preview_server(releases, 70000)


def test_without_a_site_there_is_nothing_to_serve(tmp_path: Path) -> None:
    (tmp_path / "2032").mkdir()
    for place in (tmp_path, tmp_path / "nowhere"):
        assert newest_release(place) is None
        with pytest.raises(ReleaseError, match="holds no Release with a site; make one"):
            preview_server(place, 0)


def test_a_release_that_was_removed_leads_nowhere(tmp_path: Path) -> None:
    page = tmp_path / "2032" / "report" / "html" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_bytes(b"x")
    with preview_server(tmp_path, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        page.unlink()
        status = asked(server.server_port, "/")[0]
        server.shutdown()
        thread.join()
    assert status == 404


SERVE = """
import sys
from pathlib import Path
from kartlegg.web.preview import serve_releases
serve_releases(Path(sys.argv[1]), 0, lambda line: print(line, flush=True))
"""


def test_serving_tells_where_to_look_and_stops_when_told(releases: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SERVE, str(releases)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        where = told.split()[2]
        assert told == f"Look at {where} (stop with Ctrl-C)\n"
        assert where.startswith("http://127.0.0.1:")
        host, _, path = where.removeprefix("http://").partition("/")
        assert asked(int(host.partition(":")[2]), f"/{path}") == (200, b"<p>new", None)
        os.kill(process.pid, signal.SIGINT)
        assert process.stdout.readline() == "stopped\n"
        assert process.wait(10) == 0
