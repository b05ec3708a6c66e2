"""The site of the real release, served as `kartlegg serve` serves it: usable and tidy on every page."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from kartlegg.web.preview import preview_server
from tests.browser.check_site import Colours, check_site

pytestmark = pytest.mark.browser

LOOKS: dict[str, tuple[int, Colours]] = {"nb": (1280, "light"), "en": (360, "dark")}
"""One look for each language: the made-up publication is held to all of them."""


@pytest.fixture(scope="module")
def site(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site's front page."""
    releases = tmp_path_factory.mktemp("releases")
    (releases / "2021").symlink_to(release, target_is_directory=True)
    with preview_server(releases, 0) as server:
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/2021/index.html"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("nb", "Tynset kommune", "Tynset"),
        ("nb", "bydel frogner", "Frogner"),
        ("en", "Alna district", "Alna"),
        ("nb", "tabell 5.4", "Tabell 5.4"),
    ],
)
def test_a_place_is_found_however_it_is_named(page: Page, site: str, language: str, typed: str, found: str) -> None:
    page.goto(site.replace("index.html", "en/index.html") if language == "en" else site)

    page.get_by_role("combobox", name=re.compile("Søk i rapporten|Search the report")).fill(typed)

    expect(page.get_by_role("option").first).to_contain_text(found)


@pytest.mark.parametrize("language", LOOKS)
def test_every_page_of_the_release_is_usable_and_tidy(page: Page, site: str, language: str) -> None:
    english = language == "en"

    pages, faults = check_site(page, site, LOOKS[language], lambda url: ("/en/" in url) == english)

    assert faults == []
    # The front page, which leads to the English one; the list of tables, 21 chapters and three appendices.
    assert len(pages) == 26 + english
