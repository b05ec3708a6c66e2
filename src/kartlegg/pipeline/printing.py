"""The publication as one file in each printed format, by hands beside the run. How a format looks may not enter."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from kartlegg.language import Language
from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.pipeline.hands import Hand, Hands
from kartlegg.pipeline.warming import last_project
from kartlegg.report.blocks import Document, Drawing, Drawings, Format
from kartlegg.report.to_docx import to_docx
from kartlegg.report.to_pdf import project_of, typeset
from kartlegg.report.to_xlsx import to_xlsx

PRINTED_IN: Language = "nb"


@dataclass(frozen=True)
class Printing:
    """The publication in one format, kept under `key` as the file `name`; `ready` waits for whoever prints it."""

    key: str
    name: str
    ready: Callable[[], bytes]

    def files(self, cache: Cache) -> dict[str, bytes]:
        """Return the file by its name in the Release."""
        return cache.files(self.key, lambda: {self.name: self.ready()})


def name_of(document: Document, form: Format) -> str:
    """Return the name of the file in the Release."""
    return f"report/{form}/kartlegging-{document.year}.{form}"


def begin_workbook(
    forms: Collection[Format], document: Document, cache: Cache, hands: Hands
) -> dict[Format, Printing]:
    """Have the last of `hands` write the workbook, if it is one of `forms`: it can be while others draw."""
    if "xlsx" not in forms:
        return {}
    make = partial(to_xlsx, document, language=PRINTED_IN)
    return {"xlsx": _begun("xlsx", document, make, cache, hands.last)}


def begin_printing(
    forms: Collection[Format], document: Document, drawings: Drawings, cache: Cache, hands: Hands
) -> dict[Format, Printing]:
    """Have `hands` print those of `forms` that show drawings: the last of them the PDF, the first one the Word file.

    No more is asked of them after that.
    """
    mine = {at: drawing for at, drawing in drawings.items() if at[1] == PRINTED_IN}
    of_pages = {at: Drawing(drawing.svg, b"") for at, drawing in mine.items()}
    drawn = sorted((at, drawing.digest) for at, drawing in mine.items())
    makers: dict[Format, tuple[Hand, Callable[[], bytes]]] = {
        "pdf": (hands.last, partial(_print, document, of_pages, cache)),
        "docx": (hands.first, partial(to_docx, document, mine, language=PRINTED_IN)),
    }
    begun = {
        form: _begun(form, document, make, cache, hand, drawn)
        for form, (hand, make) in makers.items()
        if form in forms
    }
    if "pdf" in begun and cache.holds(begun["pdf"].key):
        hands.last.drop()  # it may be at the last PDF still, for practice
    hands.done()
    return begun


def _begun(
    form: Format, document: Document, make: Callable[[], bytes], cache: Cache, hand: Hand, drawn: object = None
) -> Printing:
    """Return the printing of a document with what is `drawn` in it; the hand is asked for what is not kept."""
    key = digest_of("report", form, maker_digest(), document.digest, drawn)
    return Printing(key, name_of(document, form), make if cache.holds(key) else hand.ask(make))


def _print(document: Document, drawings: Drawings, cache: Cache) -> bytes:
    project = project_of(document, drawings, language=PRINTED_IN)
    cache.lay(last_project(document.year), project)
    return typeset(project)
