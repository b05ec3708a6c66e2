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

from axe_playwright_python.base import AXE_SCRIPT
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

EVERY_LOOK_ONCE = """() => {
  const look = part => {
    const { color, fill, backgroundColor, backgroundImage, opacity, fontSize, fontWeight } = getComputedStyle(part);
    return [part.tagName, color, fill, backgroundColor, backgroundImage, opacity, fontSize, fontWeight].join();
  };
  const known = new Map(), seen = new Set();
  const looks = part => {
    if (!known.has(part)) known.set(part, part.matches("body") ? "" : `${look(part)}|${looks(part.parentElement)}`);
    return known.get(part);
  };
  for (const part of document.querySelectorAll("table *, svg text")) {
    if (seen.has(looks(part))) part.dataset.alike = "";
    seen.add(looks(part));
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: "*:not([data-alike])" }] });
  return axe.run({ resultTypes: ["violations"] });
}"""
"""Runs axe on the whole page; words in tables and drawings that look like others there, and stand on the same, are
measured for contrast once: that takes most of the time, and does not come out otherwise."""


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


def pages_of(page: Page, url: str, followed: Callable[[str], bool] = bool) -> Iterator[str]:
    """Yield the address of every page of the site that followed links lead to from `url`, while it is open."""
    root = url.rpartition("/")[0] + "/"
    found = [url]
    for address in found:  # grows
        page.goto(address)
        yield address
        links = page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
        for link in sorted({urldefrag(urljoin(page.url, link)).url for link in links}):
            if link.startswith(root) and link.endswith("/index.html") and link not in found and followed(link):
                found.append(link)


def check_page(page: Page, url: str, looks: Iterable[tuple[int, Colours]] = LOOKS) -> list[str]:
    """Return what is wrong with one page in the given looks: findings of axe, and pages that scroll sideways."""
    faults: list[str] = []
    for look in looks:
        show_as(page, look)
        page.goto(url)
        faults += check_open(page, look)
    return faults


def show_as(page: Page, look: tuple[int, Colours]) -> None:
    """Give the window its width and the page its colours."""
    page.set_viewport_size({"width": look[0], "height": 900})
    page.emulate_media(reduced_motion="reduce", color_scheme=look[1])


def check_open(page: Page, look: tuple[int, Colours]) -> list[str]:
    """Return what is wrong with the page that is open, in the look that it has."""
    open_details(page)
    told = f"{page.url} at {look[0]} px, {look[1]}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    faults = [f"{told}: scrolls sideways by {wide} px"] if wide > 0 else []
    page.evaluate(AXE_SCRIPT)
    for finding in page.evaluate(EVERY_LOOK_ONCE)["violations"]:
        targets = [node["target"] for node in finding["nodes"]][:3]
        faults.append(f"{told}: {finding['id']} ({finding['help']}): {targets}")
    return faults


def open_details(page: Page) -> None:
    """Open whatever can be unfolded, so that it is checked too."""
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")


def check_site(
    page: Page, url: str, look: tuple[int, Colours], followed: Callable[[str], bool] = bool
) -> tuple[list[str], list[str]]:
    """Return the pages of `pages_of`, and what is wrong with them in one look.

    Besides the findings of `check_open`, whatever was written to the console, failed to load or left the site.
    """
    watch = Watch(url.rpartition("/")[0] + "/").over(page)
    show_as(page, look)
    pages: list[str] = []
    faults: list[str] = []
    for each in pages_of(page, url, followed):
        pages.append(each)
        faults += check_open(page, look)
    return pages, [*faults, *dict.fromkeys(watch.faults)]


def wait_for(condition: Callable[[], bool], seconds: float = 5) -> None:
    """Wait until something holds; raises AssertionError where it does not within the time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to hold in time"
        time.sleep(0.02)
