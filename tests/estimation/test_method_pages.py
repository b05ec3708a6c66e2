"""Every worked example is recomputed, and every estimator has its page."""

import doctest
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
MODULES = sorted((CHECKOUT / "src" / "kartlegg" / "estimation").rglob("*.py"))
NAMED = {module: re.findall(r"docs/method/[\w-]+\.md", module.read_text(encoding="utf-8")) for module in MODULES}
PAGES = sorted(
    {
        CHECKOUT / page
        for pages in (*NAMED.values(), ["docs/method/rounding.md", "docs/method/disclosure.md"])
        for page in pages
    }
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_come_out_as_written(page):
    tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert tried.attempted
    assert tried.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_its_parts(page):
    text = page.read_text(encoding="utf-8")
    for part in ("**Formula", "**When.**", "**Example.**", "**Source.**", "**Code.**"):
        assert part in text, f"{page.name} has no {part}"
    assert all((CHECKOUT / path).exists() for path in re.findall(r"`(src/[^`]+)`", text))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_an_estimator_names_its_page(module):
    assert NAMED[module] or module.stem in {"__init__", "frames", "estimate", "marks", "comparison"}
