"""A Release read for the audit: tables, figures, pages. Checks may not enter."""

import json
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import html

from kartlegg.audit.checks.release import DrawnFigure, Page
from kartlegg.exchange.release import Release
from kartlegg.exchange.table_file import table_of
from kartlegg.tabulation.table import Table

SITE = "report/html/"


def tables_of(release: Release) -> dict[str, Table]:
    """Return the numbered tables by number; raises ReleaseError where one is missing or damaged."""
    return {number: release.table(number) for number in release.numbers("tables/T", ".json")}


def figures_of(release: Release) -> dict[str, DrawnFigure]:
    """Return the figures by number, alternatives among them."""
    return {number: _figure_of(release.figure(number, "json")) for number in release.numbers("figures/F", ".json")}


def _figure_of(content: bytes) -> DrawnFigure:
    found = json.loads(content)
    words: Mapping[str, Mapping[str, str]] = {kind: found[kind] for kind in ("title", "subtitle", "alt")}
    return DrawnFigure(found["number"], words, table_of(found["table"]))


def pages_of(release: Release) -> dict[str, Page]:
    """Return the pages of the site by path; none where the release has no site."""
    names = [name for name in release.manifest.files if name.startswith(SITE) and name.endswith(".html")]
    found = (page_of(name.removeprefix(SITE), release.read(name)) for name in names)
    return {page.path: page for page in found}


def page_of(path: str, content: bytes) -> Page:
    """Return a page from its file; links are given from the root of the site, those to other files left out."""
    root = html.document_fromstring(content)
    named = frozenset(str(value) for value in root.xpath("//@id"))
    prose = tuple(" ".join(element.text_content().split()) for element in root.xpath("//main//p"))
    return Page(path, prose, named, tuple(_links(root, path)))


def _links(root: html.HtmlElement, path: str) -> Iterator[str]:
    for href in root.xpath("//a/@href"):
        target, _, anchor = str(href).partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        whole = normpath(join(dirname(path), unquote(target))) if target else ""
        if not whole or whole.endswith(".html"):
            yield f"{whole}#{unquote(anchor)}" if anchor else whole or path
