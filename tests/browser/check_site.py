"""What holds for every page of a published site, whatever it says: usable, tidy, alone. No publication may enter."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import urldefrag, urljoin, urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

Colours = Literal["light", "dark"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOKS: tuple[tuple[int, Colours], ...] = ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark"))
"""Width of the window in pixels, and colours."""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, *_: Any) -> None:
        """Keep the output of the tests clean."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone, below a path as behind a proxy, and give the address of its root."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder.parent))) as server:
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Watch:
    """What went wrong while pages were open: words in the console, failed requests, requests that left the site."""

    root: str
    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> "Watch":
        """Watch a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        return self

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST:
            self.faults.append(f"{response.status}: {response.url}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.root) and urlparse(request.url).scheme not in {"data", "blob"}:
            self.faults.append(f"left the site: {request.url}")


def pages_of(page: Page, url: str) -> list[str]:
    """Return the addresses of every page that can be reached from `url` within the site."""
    root = url.rpartition("/")[0] + "/"
    found, waiting = [url], [url]
    while waiting:
        page.goto(waiting.pop())
        links = page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
        for link in sorted({urldefrag(urljoin(page.url, link)).url for link in links}):
            if link.startswith(root) and link.endswith("/index.html") and link not in found:
                found.append(link)
                waiting.append(link)
    return found


def check_page(page: Page, url: str, looks: Iterable[tuple[int, Colours]] = LOOKS) -> list[str]:
    """Return what is wrong with one page in the given looks: findings of axe, and pages that scroll sideways."""
    faults: list[str] = []
    page.emulate_media(reduced_motion="reduce")
    for width, colours in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)
        page.goto(url)
        open_details(page)
        told = f"{url} at {width} px, {colours}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults.append(f"{told}: scrolls sideways by {wide} px")
        for finding in Axe().run(page).response["violations"]:
            targets = [node["target"] for node in finding["nodes"]][:3]
            faults.append(f"{told}: {finding['id']} ({finding['help']}): {targets}")
    return faults


def open_details(page: Page) -> None:
    """Open whatever can be unfolded, so that it is checked too."""
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")


def check_site(page: Page, url: str, looks: Iterable[tuple[int, Colours]] = LOOKS) -> list[str]:
    """Return what is wrong with a site whose front page is `url`: every page that can be reached, in every look.

    Besides the findings of `check_page`, whatever was written to the console, failed to load or left the site.
    """
    looks = tuple(looks)
    watch = Watch(url.rpartition("/")[0] + "/").over(page)
    faults = [fault for each in pages_of(page, url) for fault in check_page(page, each, looks)]
    return [*faults, *dict.fromkeys(watch.faults)]


def wait_for(condition: Callable[[], bool], seconds: float = 5) -> None:
    """Wait until something holds; raises AssertionError where it does not within the time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to hold in time"
        time.sleep(0.02)
