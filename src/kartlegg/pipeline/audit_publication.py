"""The audit of a publication: a Release, printed tables, or what a run is about to write. No check may enter."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from kartlegg.audit.audit import audit, explained, needless
from kartlegg.audit.checks.release import (
    DrawnFigure,
    Page,
    figures_agree_with_tables,
    figures_say_what_they_show,
    links_lead_somewhere,
    text_speaks_of_what_there_is,
)
from kartlegg.audit.finding import Finding
from kartlegg.audit.from_csv import publication_of
from kartlegg.audit.from_release import SITE, figures_of, page_of, pages_of, tables_of
from kartlegg.audit.from_tables import publication_of_tables
from kartlegg.audit.structure import known_in, load_structure
from kartlegg.exchange.release import read_release
from kartlegg.report.keep import Keep, keep_nothing
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Table
from kartlegg.tabulation.words import SharedWords, load_words


def audit_file(path: Path, survey: Path) -> list[Finding]:
    """Return the contradictions of printed tables; raises DefinitionError where they cannot be read.

    Other files of printed tables beside it are looked at where the survey says that they tell the same.
    """
    named = {other.stem.removeprefix("tables_"): other for other in sorted(path.parent.glob("tables_*.csv"))}
    others = {name: other for name, other in named.items() if other.resolve() != path.resolve()}
    return audit(publication_of(path, load_structure(survey), others))


def audit_release(folder: Path, survey: Path) -> list[Finding]:
    """Return the contradictions of a Release; raises ReleaseError where it is missing or damaged."""
    release = read_release(folder)
    words = load_words(survey / "rounds" / str(release.manifest.round))
    tables, year = tables_of(release), release.manifest.round
    of_tables = audit_tables(tables, survey, year, words)
    return [*of_tables, *_audit_around(tables, figures_of(release), pages_of(release), survey, year)]


def audit_made(
    tables: Mapping[str, Table],
    figures: Iterable[Figure],
    files: Mapping[str, bytes],
    survey: Path,
    year: int,
    *,
    keep: Keep = keep_nothing,
) -> list[Finding]:
    """Return the contradictions of figures and pages that a run has made, and of tables with them, before it writes.

    Those of the tables alone are found by `audit_tables`; `files` are those of the Release, and `keep` keeps what is
    read in a page.
    """
    sites = {name.removeprefix(SITE): name for name in files if name.startswith(SITE) and name.endswith(".html")}
    pages = {path: _page_of(path, files[name], keep) for path, name in sites.items()}
    return _audit_around(tables, {figure.number: _drawn(figure) for figure in figures}, pages, survey, year)


def _drawn(figure: Figure) -> DrawnFigure:
    words = {"title": figure.title, "subtitle": figure.subtitle, "alt": figure.alt}
    told = {kind: {"nb": text.nb, "en": text.get("en")} for kind, text in words.items()}
    return DrawnFigure(figure.number, told, figure.table)


def _page_of(path: str, content: bytes, keep: Keep) -> Page:
    """Return a page from its file, which need not be read again where it is kept."""

    def read() -> dict[str, bytes]:
        page = page_of(path, content)
        return {"page": json.dumps([page.prose, sorted(page.anchors), page.links]).encode()}

    prose, anchors, links = json.loads(keep(("page", path, sha256(content).hexdigest()), read)["page"])
    return Page(path, tuple(prose), frozenset(anchors), tuple(links))


def unexplained(findings: Iterable[Finding]) -> list[str]:
    """Return the contradictions that neither rounding nor the survey explains, a line each."""
    return [str(finding) for finding in findings if finding.status == "violation" and not finding.known]


def audit_tables(tables: Mapping[str, Table], survey: Path, year: int, words: SharedWords) -> list[Finding]:
    """Return the contradictions of tables alone: within each, with one another, and with other editions."""
    structure = load_structure(survey)
    note = words.base_note.nb.partition("{")[0] if words.base_note else ""
    publication = publication_of_tables(tables.values(), str(year), year, structure, note)
    return audit(replace(publication, name=str(survey)), known_in(structure, year))


def _audit_around(
    tables: Mapping[str, Table],
    figures: Mapping[str, DrawnFigure],
    pages: Mapping[str, Page],
    survey: Path,
    year: int,
) -> list[Finding]:
    """Return the contradictions of figures and pages, and of tables with them."""
    known = known_in(load_structure(survey), year)
    found: tuple[Finding, ...] = (
        *figures_say_what_they_show(figures),
        *figures_agree_with_tables(figures, tables),
        *links_lead_somewhere(pages),
        *text_speaks_of_what_there_is(pages, tables, figures),
    )
    there = {*(f"F{number}" for number in figures), *pages}
    gone = needless([of for of in known if of.table in there], found)
    return [*(explained(finding, known) for finding in found), *gone]
