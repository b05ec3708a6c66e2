"""The publication as one file in each printed format, by hands beside the run. How a format looks may not enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle

from kartlegg.language import Language
from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.pipeline.hands import Hands
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


def begin_printing(
    forms: Sequence[Format], document: Document, drawings: Drawings, cache: Cache, hands: Hands
) -> dict[Format, Printing]:
    """Have `hands` print those of `forms` that are one file: the last of them the PDF and what comes after it.

    No more is asked of them after that.
    """
    mine = {at: drawing for at, drawing in drawings.items() if at[1] == PRINTED_IN}
    of_pages = {at: Drawing(drawing.svg, b"") for at, drawing in mine.items()}
    drawn = sorted((at, drawing.digest) for at, drawing in mine.items())
    makers: dict[Format, tuple[object, Callable[[], bytes]]] = {
        "pdf": (drawn, partial(_print, document, of_pages, cache)),
        "xlsx": (None, partial(to_xlsx, document, language=PRINTED_IN)),
        "docx": (drawn, partial(to_docx, document, mine, language=PRINTED_IN)),
    }
    keys = {
        form: digest_of("report", form, maker_digest(), document.digest, shown)
        for form, (shown, _) in makers.items()
        if form in forms
    }
    wanted = [form for form, key in keys.items() if not cache.holds(key)]
    if "pdf" not in wanted:
        hands.last.drop()  # it may be at the last PDF still, for practice
    turns = cycle((hands.last, hands.first) if "pdf" in wanted else (hands.first,))
    begun: dict[Format, Printing] = {}
    for form, key in keys.items():
        make = makers[form][1]
        ready = next(turns).ask(make) if form in wanted else make
        begun[form] = Printing(key, name_of(document, form), ready)
    hands.done()
    return begun


def _print(document: Document, drawings: Drawings, cache: Cache) -> bytes:
    project = project_of(document, drawings, language=PRINTED_IN)
    cache.lay(last_project(document.year), project)
    return typeset(project)
