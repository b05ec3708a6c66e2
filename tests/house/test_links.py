"""Every link from one page of the documentation to a file or heading leads somewhere."""

import re
from pathlib import Path

from tests.house.checkout import CHECKOUT, fault, files, plant, refuse

LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)\)")
OUTSIDE = re.compile(r"^[a-z]+:", re.IGNORECASE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
PAGES = ("README.md", "ARCHITECTURE.md", "GLOSSARY.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs", "benchmarks")


def dead_links(root: Path) -> list[str]:
    """Return the links to a file that is not there, or to a heading that the page does not have."""
    faults = []
    for path in files(root, *PAGES, suffixes=(".md",)):
        text = FENCED.sub(lambda found: re.sub(r"[^\n]", "", found[0]), path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), 1):
            for link in LINK.findall(line):
                if not OUTSIDE.match(link) and not _leads_somewhere(path, link):
                    faults.append(fault(root, path, number, f"{link} leads nowhere"))
    return faults


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    if not anchor or target.suffix != ".md":
        return target.exists()
    return target.exists() and anchor in _anchors(target.read_text(encoding="utf-8"))


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def test_no_link_is_dead() -> None:
    assert len(files(CHECKOUT, *PAGES, suffixes=(".md",))) > 8
    refuse(dead_links(CHECKOUT))


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "docs/other.md", "# A heading, with signs\n")
    good = "[a](other.md) [b](other.md#a-heading-with-signs) [c](https://example.org) [d](../README.md#here)\n"
    plant(tmp_path, "README.md", "# Here\n[x](docs/gone.md)\n[y](docs/other.md#gone)\n```\n[z](gone.md)\n```\n")
    plant(tmp_path, "docs/page.md", good)
    assert dead_links(tmp_path) == [
        "README.md:2: docs/gone.md leads nowhere",
        "README.md:3: docs/other.md#gone leads nowhere",
    ]
