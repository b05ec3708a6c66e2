"""The publication as a web site of plain files. What stands on a page is html_pages; nothing else may enter."""

from collections.abc import Iterable, Iterator, Mapping

from kartlegg.errors import ReleaseError
from kartlegg.language import LANGUAGES
from kartlegg.report.blocks import Chapter, Document, Drawings, File
from kartlegg.report.excel.book import table_book
from kartlegg.report.html.assets import assets
from kartlegg.report.html.downloads import table_csv
from kartlegg.report.html.figures import drawing_of
from kartlegg.report.html.links import KEPT, file_path, homes_of
from kartlegg.report.html.pages import Edition, chapter_page, frame_of, overviews
from kartlegg.report.html.search import search_script
from kartlegg.report.keep import Keep, keep_nothing
from kartlegg.report.layout.drawn import drawn_table, figures_in
from kartlegg.tabulation.figure import Figure


def to_html(
    document: Document, drawings: Drawings, downloads: Iterable[File] = (), *, keep: Keep = keep_nothing
) -> list[File]:
    """Return the whole site in both languages, every link relative, in the order of the paths.

    Bokmål stands at the root and English under `en/`, with the same addresses below. `downloads` are the other
    formats of the publication; they are laid in the site's folders of files and offered on the front page, those
    with a path under `en/` to readers of English and the rest to readers of Norwegian (all of them to all where
    none is under `en/`); they are asked for last, since they may still be in the making. The same input gives the
    same bytes; `keep` keeps what is made of each chapter.

    Raises LookupFault where the text links to what is not there, ReleaseError where a chapter has an address that
    the site keeps for itself, ValueError (a fault of the program) where a figure is not drawn.
    """
    _refuse_kept_addresses(document)
    look = keep(("assets",), lambda: {file.path: file.content for file in assets()})
    files = [File(path, content) for path, content in look.items()]
    frame, homes = frame_of(document), homes_of(document)
    for language in LANGUAGES:
        edition = Edition(document, language, drawings)
        for number in range(len(document.chapters)):
            files += _chapter(edition, number, frame, homes, keep)
        files.append(File(f"assets/search-{language}.js", search_script(document, language)))
    offers = [(file, _laid_out(file)) for file in downloads]
    files += (laid for _, laid in offers)
    split = any(_is_english(file) for file, _ in offers)
    for language in LANGUAGES:
        offered = [laid for file, laid in offers if not split or _is_english(file) == (language == "en")]
        files += overviews(Edition(document, language, drawings, offered))
    return sorted(files, key=lambda file: file.path)


def _chapter(edition: Edition, number: int, frame: str, homes: Mapping[str, str], keep: Keep) -> Iterator[File]:
    """Yield the files of a chapter: its page, its tables and figures to take home."""
    chapter, language = edition.document.chapters[number], edition.language
    figures = figures_in(chapter)
    drawn = [drawing_of(figure, edition.drawings, language).digest for figure in figures]

    def make() -> Mapping[str, bytes]:
        made = (chapter_page(edition, number, homes), *_tables(edition, chapter), *_figures(edition, figures))
        return {file.path: file.content for file in made}

    kept = keep(("chapter", language, number, chapter.digest, drawn, frame), make)
    yield from (File(path, content) for path, content in kept.items())


def _refuse_kept_addresses(document: Document) -> None:
    for chapter in document.chapters:
        if chapter.slug in KEPT:
            raise ReleaseError(
                f"chapter {chapter.number} has the address {chapter.slug!r}, which the web edition keeps for itself; "
                "give the chapter another address"
            )


def _is_english(file: File) -> bool:
    return file.path.startswith("en/")


def _laid_out(file: File) -> File:
    name = file.path.rpartition("/")[2]
    return File(file_path("en" if _is_english(file) else "nb", name), file.content)


def _tables(edition: Edition, chapter: Chapter) -> Iterator[File]:
    language, document = edition.language, edition.document
    author = document.publisher or document.survey
    for block in chapter.tables:
        yield File(file_path(language, f"{block.anchor}.csv"), table_csv(block.table, language))
        book = table_book(block.table, language, author=author, made_on=document.made_on)
        yield File(file_path(language, f"{block.anchor}.xlsx"), book)


def _figures(edition: Edition, figures: Iterable[Figure]) -> Iterator[File]:
    language = edition.language
    for figure in figures:
        drawing = drawing_of(figure, edition.drawings, language)
        name = f"figur-{figure.number}"
        yield File(file_path(language, f"{name}.svg"), drawing.svg.encode())
        yield File(file_path(language, f"{name}.png"), drawing.png)
        yield File(file_path(language, f"{name}.csv"), table_csv(drawn_table(figure), language))
