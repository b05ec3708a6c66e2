"""Where links within a publication lead when all chapters stand in one file. No format's markup may enter."""

from collections import Counter

from kartlegg.errors import LookupFault
from kartlegg.report.blocks import Chapter, Document, FigureBlock, Heading, TableBlock


class Anchors:
    """The anchors of a publication. An anchor that two chapters use is told apart by the chapter's slug."""

    def __init__(self, document: Document) -> None:
        """Collect the anchors of headings, tables and figures."""
        pairs = [(chapter.slug, anchor) for chapter in document.chapters for anchor in anchors_in(chapter)]
        often = Counter(anchor for _, anchor in pairs)
        self._names = {(slug, a): a if often[a] == 1 else f"{slug}-{a}" for slug, a in pairs}
        self._first = {anchor: self._names[slug, anchor] for slug, anchor in reversed(pairs)}

    def name(self, chapter: Chapter, anchor: str) -> str:
        """Return the name, unique in the publication, of an anchor that stands in `chapter`."""
        return self._names[chapter.slug, anchor]

    def target(self, chapter: Chapter, href: str) -> str:
        """Return the name that `#anchor` in a text of `chapter` leads to: its own chapter's first, then any.

        Raises LookupFault where nothing in the publication has that anchor.
        """
        anchor = href.removeprefix("#")
        name = self._names.get((chapter.slug, anchor)) or self._first.get(anchor)
        if name is None:
            raise LookupFault(
                f"chapter {chapter.number}: a text links to {href}, but no heading, table or figure is called so; "
                "mend the link in the chapter file"
            )
        return name


def anchors_in(chapter: Chapter) -> list[str]:
    """Return the anchors of a chapter in order, each once."""
    blocks = (block for block in chapter.blocks if isinstance(block, Heading | TableBlock | FigureBlock))
    return list(dict.fromkeys(block.anchor for block in blocks))
