"""The order of work: Extract to numbers, tables, figures, chapters, files, Release. Each step has files or values in
and out; none of them looks at the clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from kartlegg import __version__
from kartlegg.exchange.extract import Extract
from kartlegg.exchange.release import ReleaseManifest, refuse_unless_free, write_release
from kartlegg.pipeline.audit import audit_round
from kartlegg.pipeline.audit_publication import audit_made, audit_tables, unexplained
from kartlegg.pipeline.authors import changes_file, told_of
from kartlegg.pipeline.cache import Cache, code_digest, digest_of
from kartlegg.pipeline.defined_files import folder_digest, refuse_changed
from kartlegg.pipeline.disclosure import Hidden, disclosed
from kartlegg.pipeline.disclosure_report import hidden_files
from kartlegg.pipeline.ess_report import quality_file, quality_report, with_findings
from kartlegg.pipeline.estimates import Engine, numbers_of, on_polars
from kartlegg.pipeline.hands import ALONE, Hands
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.kept_tests import with_kept_tests
from kartlegg.pipeline.making import DONE_IN_ORDER, begin_drawing, every_figure, make_publication
from kartlegg.pipeline.names import names_of
from kartlegg.pipeline.open_data import open_data
from kartlegg.pipeline.progress import TellProgress, silent
from kartlegg.pipeline.proof_report import refuse_faults_of_report
from kartlegg.pipeline.tables import build_tables, read_round_extract, table_files
from kartlegg.report.blocks import FORMATS, Chapter, Document, Format
from kartlegg.report.from_docx import Authored, from_docx
from kartlegg.report.outline import Outline
from kartlegg.report.templates import Templates
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.drawn import drawn_from
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.table import Table


@dataclass(frozen=True, slots=True)
class Options:
    """How a Release is made: `revision` counts publications of the round; `formats` of the report.

    `authors` is a Word file of an earlier version that authors wrote in; `hands` draw and print.
    """

    revision: int = 1
    formats: tuple[Format, ...] = FORMATS
    cache: Cache = field(default_factory=Cache)
    engine: Engine = on_polars
    progress: TellProgress = silent
    authors: Path | None = None
    hands: Hands = ALONE


def outline_of(
    numbers: Numbers,
    tables: Mapping[str, Table],
    inputs: Inputs,
    *,
    names: Mapping[str, object],
    templates: Templates,
) -> Outline:
    """Return what figures and chapters are made from; `names` are those of `names_of`."""
    builder = Builder(numbers, inputs.words)
    wholes = inputs.places.wholes(inputs.day)
    return Outline(
        specs=inputs.specs,
        tables=tables,
        drawn_from=lambda spec: drawn_from(spec, builder, tables, wholes),
        series=numbers,
        names=names,
        allowed=inputs.survey.names,
        templates=templates,
    )


def publication_of(extract: Extract, inputs: Inputs, chapters: tuple[Chapter, ...]) -> Document:
    """Return the publication of the round that the chapters make."""
    survey, year = inputs.survey, inputs.this_round.year
    subtitle = survey.subtitle.text()
    return Document(
        title=survey.title.text(),
        subtitle=type(subtitle)(f"{subtitle.nb}. {year}", f"{subtitle.en}. {year}"),
        survey=survey.code,
        year=year,
        made_on=extract.manifest.made_at[:10],
        version=__version__,
        chapters=chapters,
        attribution=tuple(words.text() for words in survey.attribution),
        synthetic=inputs.words.synthetic.text() if extract.manifest.synthetic else None,
        publisher=survey.publisher,
    )


def _written_by_authors(document: Document, file: Path | None, inputs: Inputs) -> Authored:
    """Return the publication with what authors wrote in `file`; raises AuthorsError where it cannot be taken over."""
    if file is None:
        return Authored(document, ())
    return from_docx(file.read_bytes(), document, file, inputs.survey.names)


def make_release(inputs: Inputs, extract_folder: Path, out: Path, options: Options | None = None) -> ReleaseManifest:
    """Read the Extract, make the Release of the round and write it to `out`, whole or not at all.

    Raises InputError for what is wrong in the Extract or the definition, ReleaseError where it cannot be written.
    """
    options = options or Options()
    refuse_unless_free(out)
    forms = [form for form in DONE_IN_ORDER if form in options.formats]
    tell = _telling(options.progress, forms)

    tell("reading")
    refuse_faults_of_report(inputs, options.cache)
    extract = read_round_extract(extract_folder, inputs)
    tell("estimating")
    numbers, hidden = disclosed(numbers_of(extract, inputs, options.engine), inputs, options.cache)
    numbers = with_kept_tests(numbers, options.cache)
    tell("tables")
    tables = build_tables(numbers, inputs)
    judged = audit_tables(tables, inputs.folder, inputs.this_round.year, inputs.words)
    known = quality_report(extract, numbers, tables, inputs, revision=options.revision, hidden=hidden)
    report = with_findings(known, judged)
    tell("figures")
    names, templates = names_of(extract, numbers, inputs, report), Templates(options.cache.keep)
    outline = outline_of(numbers, tables, inputs, names=names, templates=templates)
    figures = outline.figures()
    drawn = begin_drawing(chain.from_iterable(figures.values()), options.cache, options.hands)
    tell("chapters")
    drafted = publication_of(extract, inputs, outline.chapters(figures))
    authored = _written_by_authors(drafted, options.authors, inputs)
    document = authored.document
    changes = changes_file(authored.changes)
    making = partial(make_publication, forms, document, drawn, options.cache, options.hands, tell)
    data = partial(_data, numbers, tables, document, hidden, inputs)
    files = making(meanwhile=lambda: changes | data() | table_files(tables, options.cache.keep))
    tell("audit")
    audit_pages = partial(audit_made, tables, every_figure(document), files, keep=options.cache.keep)
    judged += audit_pages(inputs.folder, inputs.this_round.year)
    findings = [*audit_round(numbers, extract.statuses, inputs.questionnaire), *unexplained(judged)]
    files.update(quality_file(with_findings(report, judged)))
    tell("writing")
    notes = (*extract.manifest.notes, *told_of(authored.changes, options.authors))
    manifest = _manifest(inputs, extract, options, notes=notes, findings=tuple(findings))
    write_release(out, manifest, files)
    tell("done")
    return manifest


def _telling(progress: TellProgress, forms: Sequence[Format]) -> Callable[[str], None]:
    """Return what tells `progress` of a step of `make_release`, how many were before it, and how many there are."""
    steps = ("reading", "estimating", "tables", "figures", "chapters", *forms, "audit", "writing", "done")
    return lambda step: progress(step, steps.index(step), len(steps) - 1)


def _data(
    numbers: Numbers, tables: Mapping[str, Table], document: Document, hidden: Sequence[Hidden], inputs: Inputs
) -> dict[str, bytes]:
    """Return the open data, and what is told of numbers that are hidden."""
    files = open_data(numbers, tables, document)
    return files | hidden_files(hidden, _all_tables(tables, document), inputs.disclosure)


def _all_tables(tables: Mapping[str, Table], document: Document) -> dict[str, Table]:
    """Return the tables of the report and those behind its figures, by number."""
    return {**tables, **{figure.table.number: figure.table for figure in every_figure(document)}}


def _manifest(
    inputs: Inputs, extract: Extract, options: Options, *, notes: tuple[str, ...], findings: tuple[str, ...]
) -> ReleaseManifest:
    definition = folder_digest(inputs.folder)
    refuse_changed(inputs.folder, inputs.stamps)
    return ReleaseManifest(
        survey=inputs.survey.code,
        round=inputs.this_round.year,
        revision=options.revision,
        code_version=__version__,
        code=code_digest(),
        definition=definition,
        extract=digest_of(extract.manifest.files),
        made_at=extract.manifest.made_at,
        synthetic=extract.manifest.synthetic,
        notes=notes,
        findings=findings,
    )
