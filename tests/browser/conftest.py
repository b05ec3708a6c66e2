"""A browser, and the made-up publication as a served site."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kartlegg.language import LANGUAGES
from kartlegg.report.blocks import Document, Drawings, File
from kartlegg.report.charts.draw import draw
from kartlegg.report.to_html import to_html
from tests.browser.check_site import ARGUMENTS, served
from tests.built import cache_folder, extract_folder, inputs, release, shared
from tests.report import sample_document

__all__ = ["cache_folder", "extract_folder", "inputs", "release", "shared"]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; skips where there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who has never been here, in a wide window."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def drawn(document: Document) -> Drawings:
    """Every figure of a publication as it is drawn for readers."""
    figures = [
        one for c in document.chapters for block in c.figures for one in (block.figure, *block.figure.alternatives)
    ]
    return {(one.number, language): draw(one, language) for one in figures for language in LANGUAGES}


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the made-up publication as a site."""
    document = sample_document.document()
    folder = tmp_path_factory.mktemp("site") / "html"
    for file in to_html(document, drawn(document), [File("rapport.pdf", b"%PDF-1.7")]):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return folder


@pytest.fixture(scope="session", params=["sample"])
def site(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a served site, with a slash at its end; each parameter names a fixture `<name>_site`."""
    with served(request.getfixturevalue(f"{request.param}_site")) as address:
        yield address
