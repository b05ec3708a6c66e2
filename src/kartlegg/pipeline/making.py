"""Document to files: drawings and the publication in each format. Nothing unchanged is made again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle

from kartlegg.exchange.readable_json import readable_json
from kartlegg.exchange.table_file import content_of
from kartlegg.language import LANGUAGES, Language
from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.pipeline.hands import Hands
from kartlegg.pipeline.printing import Printing, begin_printing, begin_workbook, name_of
from kartlegg.report.blocks import FORMATS, Document, Drawing, Drawings, File, Format
from kartlegg.report.cells import show_cell
from kartlegg.report.charts.draw import draw
from kartlegg.report.layout.drawn import figures_in, figures_of
from kartlegg.report.to_html import to_html
from kartlegg.tabulation.figure import Figure

DONE_IN_ORDER: tuple[Format, ...] = ("html", "docx", "xlsx", "pdf")
"""The formats in the order they are told of: while pages and the Word file are made, others print."""

_FEW = 24
"""How many figures one hand draws before others were there to help."""


def every_figure(document: Document) -> Iterable[Figure]:
    """Yield every figure and every alternative view of one, in order."""
    for chapter in document.chapters:
        yield from figures_in(chapter)


def make_publication(
    forms: Sequence[Format],
    document: Document,
    drawn: Callable[[], Drawings],
    cache: Cache,
    hands: Hands,
    tell: Callable[[str], None],
    *,
    meanwhile: Callable[[], dict[str, bytes]] = dict,
) -> dict[str, bytes]:
    """Return the files of figures, and of the publication in the formats of `forms`; `tell` hears of each format.

    `drawn` is what `begin_drawing` gave for its figures. What `meanwhile` gives is made, and taken along, while
    `hands` draw.
    """
    printing = begin_workbook(forms, document, cache, hands)
    beside = meanwhile()
    drawings = drawn()
    printing |= begin_printing(forms, document, drawings, cache, hands)
    beside |= figure_files(document, drawings, cache)
    return beside | make_reports(forms, document, drawings, cache, tell, printing)


def begin_drawing(figures: Iterable[Figure], cache: Cache, hands: Hands) -> Callable[[], Drawings]:
    """Have `hands` draw what is not kept; what is returned waits for every view of a figure in every language."""
    asked = [
        (view, language, digest_of("figure", maker_digest(), language, view.digest))
        for figure in figures
        for view in figures_of(figure)
        for language in LANGUAGES
    ]
    wanted = [one for one in asked if not cache.holds(one[2])]
    if len(wanted) <= _FEW:
        drawn = {key: hands.first.ask(partial(draw, figure, language)) for figure, language, key in wanted}
        return partial(_drawings, asked, drawn, cache)
    with hands.others() as others:
        turns = zip(wanted, cycle(others), strict=False)
        drawn = {key: one.ask(partial(draw, figure, language)) for (figure, language, key), one in turns}
        drawings = _drawings(asked, drawn, cache)
    return lambda: drawings


def _drawings(
    asked: Sequence[tuple[Figure, Language, str]], drawn: Mapping[str, Callable[[], Drawing]], cache: Cache
) -> Drawings:
    """Return the drawings that were `asked` for, by the keys they are kept under; `drawn` are those that were not."""
    drawings: Drawings = {}
    for figure, language, key in asked:
        files = cache.files(key, partial(_files_of, drawn.get(key) or partial(draw, figure, language)))
        drawings[figure.number, language] = Drawing(files["svg"].decode(), files["png"])
    return drawings


def _files_of(ready: Callable[[], Drawing]) -> dict[str, bytes]:
    drawing = ready()
    return {"svg": drawing.svg.encode(), "png": drawing.png}


def figure_files(document: Document, drawings: Drawings, cache: Cache) -> dict[str, bytes]:
    """Return each figure as SVG and PNG (bokmål) and the table it is drawn from as JSON."""
    files: dict[str, bytes] = {}
    for chapter in document.chapters:
        figures = figures_in(chapter)
        files |= cache.keep(("figures", *(figure.digest for figure in figures)), partial(_described, figures))
        for figure in figures:
            drawing = drawings[figure.number, "nb"]
            files[f"figures/F{figure.number}.svg"] = drawing.svg.encode()
            files[f"figures/F{figure.number}.png"] = drawing.png
    return files


def _described(figures: Iterable[Figure]) -> dict[str, bytes]:
    """Return the words and the table of each figure as JSON."""
    files = {}
    for figure in figures:
        words = {"title": figure.title, "subtitle": figure.subtitle, "alt": figure.alt}
        described = {name: {"nb": text.nb, "en": text.en} for name, text in words.items()}
        drawn = {"number": figure.number, "kind": figure.kind, **described, "columns": list(figure.columns)}
        table = content_of(figure.table, show_cell)
        files[f"figures/F{figure.number}.json"] = readable_json({**drawn, "table": table})
    return files


def make_reports(
    forms: Sequence[Format],
    document: Document,
    drawings: Drawings,
    cache: Cache,
    tell: Callable[[str], None],
    printing: Mapping[Format, Printing],
) -> dict[str, bytes]:
    """Return the files of the publication in the formats of `forms`, under `report/`; `tell` hears of each format.

    The site takes the other formats along as downloads: its front page is written when they are there.
    """
    files: dict[str, bytes] = {}

    def printed() -> Iterator[File]:
        for form in (form for form in DONE_IN_ORDER if form in printing):
            tell(form)
            files.update(printing[form].files(cache))
        for form in (form for form in FORMATS if form in printing):
            name = name_of(document, form)
            yield File(name.rpartition("/")[2], files[name])

    if "html" not in forms:
        list(printed())
        return files
    tell("html")
    site = to_html(document, drawings, printed(), keep=cache.keep)
    return {**files, **{f"report/html/{file.path}": file.content for file in site}}
