"""Where the pages of the web edition stand, and relative links between them. No markup may enter."""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import relpath

from kartlegg.errors import LookupFault
from kartlegg.language import LANGUAGES, Language
from kartlegg.report.blocks import Document
from kartlegg.report.layout.anchors import anchors_in

LISTS = "tabeller"
"""The page that lists every table and figure; the same address in both languages."""
FILES = "filer"
"""The folder of what readers download."""
KEPT = ("", "assets", FILES, LISTS, *LANGUAGES)
"""Addresses that the site keeps for itself; no chapter may have them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its folder below its edition, empty for the front page. Links are relative, so any address will do."""

    language: Language
    slug: str = ""

    @property
    def folder(self) -> str:
        """The page's folder from the root of the site, empty for the root."""
        return "/".join(part for part in ("" if self.language == "nb" else self.language, self.slug) if part)

    @property
    def path(self) -> str:
        """The page's file from the root of the site."""
        return f"{self.folder}/index.html" if self.folder else "index.html"

    def to(self, path: str) -> str:
        """Return the link from this page to a file given from the root of the site."""
        return relpath(f"/{path}", f"/{self.folder}")  # from a root: else it asks for the working folder

    def page(self, slug: str, anchor: str = "") -> str:
        """Return the link to another page of the same edition, or to a place on it."""
        if slug == self.slug and anchor:
            return f"#{anchor}"
        return self.to(Place(self.language, slug).path) + (f"#{anchor}" if anchor else "")

    def file(self, name: str) -> str:
        """Return the link to a file of the same edition that readers download."""
        return self.to(file_path(self.language, name))

    def other(self) -> tuple["Place", ...]:
        """Return the same page in the other languages."""
        return tuple(Place(language, self.slug) for language in LANGUAGES if language != self.language)


def file_path(language: Language, name: str) -> str:
    """Return where a downloadable file of an edition stands, from the root of the site."""
    return "/".join(part for part in ("" if language == "nb" else language, FILES, name) if part)


def homes_of(document: Document) -> Mapping[str, str]:
    """Return the slug of the chapter that each anchor stands in; the first chapter that has it."""
    homes: dict[str, str] = {}
    for chapter in document.chapters:
        for anchor in anchors_in(chapter):
            homes.setdefault(anchor, chapter.slug)
    return homes


def target(place: Place, homes: Mapping[str, str], href: str) -> str:
    """Return a link of the running text as seen from a page: `#anchor` may lead to another chapter.

    Raises LookupFault where nothing in the publication has that anchor.
    """
    if not href.startswith("#"):
        return href
    anchor = href.removeprefix("#")
    if anchor not in homes:
        raise LookupFault(
            f"a text in {place.slug} links to {href}, but no heading, table or figure is called so; "
            "mend the link in the chapter file"
        )
    return place.page(homes[anchor], anchor)
