"""The publication as one file in each printed format, by hands beside the run. How a format looks may not enter."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from kartlegg.language import Language
from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.pipeline.hands import Hand, Hands
from kartlegg.pipeline.warming import last_project
from kartlegg.report.blocks import Document, Drawings, Format
from kartlegg.report.to_docx import to_docx
from kartlegg.report.to_pdf import project_of, typeset
from kartlegg.report.to_xlsx import to_xlsx

PRINTED_IN: Language = "nb"

Make = Callable[[], bytes]


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
    return {"xlsx": _begun("xlsx", document, lambda: make, cache, hands.last)}


def begin_printing(
    forms: Collection[Format], document: Document, drawings: Drawings, cache: Cache, hands: Hands
) -> dict[Format, Printing]:
    """Have the last of `hands` set the PDF, if it is one of `forms`; the run writes the Word file when it is wanted.

    No more is asked of hands after that.
    """
    mine = {at: drawing for at, drawing in drawings.items() if at[1] == PRINTED_IN}
    drawn = sorted((at, drawing.digest) for at, drawing in mine.items())
    makers: dict[Format, tuple[Hand, Callable[[], Make]]] = {
        "docx": (Hand(), lambda: partial(to_docx, document, mine, language=PRINTED_IN)),
        "pdf": (hands.last, partial(_typesetting, document, mine, cache)),
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
    form: Format, document: Document, prepare: Callable[[], Make], cache: Cache, hand: Hand, drawn: object = None
) -> Printing:
    """Return the printing of a document with what is `drawn` in it; what `prepare` gives is asked of the hand.

    Where it is kept nothing is prepared.
    """
    key = digest_of("report", form, maker_digest(), document.digest, drawn)

    def anew() -> bytes:
        return prepare()()

    return Printing(key, name_of(document, form), anew if cache.holds(key) else hand.ask(prepare()))


def _typesetting(document: Document, drawings: Drawings, cache: Cache) -> Make:
    """Return the setting of the PDF; what it is set from is kept for practice."""
    project = project_of(document, drawings, language=PRINTED_IN)
    cache.lay(last_project(document.year), project)
    return partial(typeset, project)
