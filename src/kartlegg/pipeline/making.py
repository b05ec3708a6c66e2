"""Document to files: drawings and the publication in each format. Nothing unchanged is made again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from kartlegg.exchange.readable_json import readable_json
from kartlegg.exchange.table_file import content_of
from kartlegg.language import LANGUAGES, Language
from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.report.blocks import FORMATS, Document, Drawing, Drawings, File, Format
from kartlegg.report.cells import show_cell
from kartlegg.report.charts.draw import draw
from kartlegg.report.to_docx import to_docx
from kartlegg.report.to_html import to_html
from kartlegg.report.to_pdf import to_pdf
from kartlegg.report.to_xlsx import to_xlsx
from kartlegg.tabulation.figure import Figure

DONE_IN_ORDER: tuple[Format, ...] = ("docx", "xlsx", "pdf", "html")
"""The formats in the order they are done: the site offers the others for download."""


def figures_of(document: Document) -> Iterable[Figure]:
    """Yield every figure and every alternative view of one, in order."""
    for chapter in document.chapters:
        for block in chapter.figures:
            yield block.figure
            yield from block.figure.alternatives


def draw_all(document: Document, cache: Cache) -> Drawings:
    """Return every figure drawn in every language."""
    drawings: Drawings = {}
    for figure in figures_of(document):
        drawn_from = digest_of(figure)
        for language in LANGUAGES:
            drawings[figure.number, language] = _drawn(figure, language, drawn_from, cache)
    return drawings


def _drawn(figure: Figure, language: Language, drawn_from: str, cache: Cache) -> Drawing:
    key = digest_of("figure", maker_digest(), language, drawn_from)

    def make() -> dict[str, bytes]:
        drawing = draw(figure, language)
        return {"svg": drawing.svg.encode(), "png": drawing.png}

    files = cache.files(key, make)
    return Drawing(files["svg"].decode(), files["png"])


def figure_files(document: Document, drawings: Drawings) -> dict[str, bytes]:
    """Return each figure as SVG and PNG (bokmål) and the table it is drawn from as JSON."""
    files = {}
    for figure in figures_of(document):
        drawing = drawings[figure.number, "nb"]
        words = {"title": figure.title, "subtitle": figure.subtitle, "alt": figure.alt}
        described = {name: {"nb": text.nb, "en": text.en} for name, text in words.items()}
        drawn = {"number": figure.number, "kind": figure.kind, **described, "columns": list(figure.columns)}
        files[f"figures/F{figure.number}.svg"] = drawing.svg.encode()
        files[f"figures/F{figure.number}.png"] = drawing.png
        files[f"figures/F{figure.number}.json"] = readable_json(
            {**drawn, "table": content_of(figure.table, show_cell)}
        )
    return files


def make_reports(
    forms: Sequence[Format], document: Document, drawings: Drawings, cache: Cache, tell: Callable[[str], None]
) -> dict[str, bytes]:
    """Return the files of the publication in the formats of `forms`, under `report/`; `tell` hears of each format.

    The site takes the other formats along as downloads, so it comes last. The printer of PDF works outside Python and
    is let go on beside the others.
    """
    files: dict[str, bytes] = {}
    drawn = sorted((key, drawing.digest) for key, drawing in drawings.items())
    make = partial(_make_report, document, drawings, cache, digest_of(maker_digest(), document, drawn))
    with ThreadPoolExecutor(1) as printer:
        printed = printer.submit(make, "pdf", {}) if "pdf" in forms else None
        for form in (form for form in DONE_IN_ORDER if form in forms):
            tell(form)
            made = printed.result() if form == "pdf" and printed else None
            files.update(made or make(form, files))
    return files


def _make_report(
    document: Document, drawings: Drawings, cache: Cache, made_from: str, form: Format, made: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the files of the publication in one format; `made` are those of the formats made before it."""
    name = f"kartlegging-{document.year}"
    downloads = tuple(
        File(path.rpartition("/")[2], made[path])
        for path in (f"report/{other}/{name}.{other}" for other in FORMATS)
        if path in made
    )
    makers: dict[Format, Callable[[], dict[str, bytes]]] = {
        "pdf": lambda: {f"{name}.pdf": to_pdf(document, drawings)},
        "docx": lambda: {f"{name}.docx": to_docx(document, drawings)},
        "xlsx": lambda: {f"{name}.xlsx": to_xlsx(document)},
        "html": lambda: {file.path: file.content for file in to_html(document, drawings, downloads, keep=cache.keep)},
    }
    taken = [(file.path, digest_of(file.content)) for file in downloads] if form == "html" else []
    key = digest_of("report", form, made_from, taken)
    files = cache.files(key, makers[form])
    return {f"report/{form}/{path}": content for path, content in files.items()}
