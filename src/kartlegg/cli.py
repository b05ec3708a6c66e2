"""The front door: every command of INTERFACES that this version knows. No work is done here, only asked for."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from kartlegg import __version__
from kartlegg.codebook.coverage import coverage_page, load_catalogue
from kartlegg.editing.spec import Severity
from kartlegg.errors import DefinitionError, KartleggError, UsageError
from kartlegg.exchange.extract import write_extract
from kartlegg.exchange.folder import write_file, write_folder
from kartlegg.exchange.release import Release, read_release
from kartlegg.exchange.seal import seal_extract
from kartlegg.exchange.table_file import encode_csv, encode_json
from kartlegg.forms.wording import FORM_LANGUAGES, FormLanguage
from kartlegg.pipeline.audit import audit_round
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.compare import Comparison, compare
from kartlegg.pipeline.counts import counts_of_round, routes_of
from kartlegg.pipeline.edit import checks_of, edit_extract, encode_hits
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import load_inputs
from kartlegg.pipeline.progress import TellProgress
from kartlegg.pipeline.tables import build_tables, read_round_extract
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.report.blocks import FORMATS
from kartlegg.report.cells import show_cell
from kartlegg.report.plain import plain_table
from kartlegg.rounds import load_round, round_folder
from kartlegg.web.preview import serve_releases

DEFAULT_SURVEY = Path("survey/is248")
DEFAULT_WORKSPACE = Path("build/demo")
folder = click.Path(path_type=Path, file_okay=False)


class Front(click.Group):
    """The group of commands; turns what Kartlegg refuses into a message and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. `--debug` lets the traceback through."""
        try:
            return super().invoke(ctx)
        except KartleggError as error:
            if ctx.params.get("debug"):
                raise
            for line in str(error).splitlines():
                click.echo(line, err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            what = str(error) if isinstance(error, OSError) else f"a fault of the program ({error!r})"
            click.echo(f"kartlegg: {what}; --debug shows where", err=True)
            ctx.exit(1)


@click.group(cls=Front, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--survey", type=folder, default=DEFAULT_SURVEY, envvar="KARTLEGG_SURVEY", show_default=True)
@click.option("--workspace", type=folder, default=DEFAULT_WORKSPACE, show_default=True)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(__version__)
@click.pass_context
def main(ctx: click.Context, survey: Path, workspace: Path, *, debug: bool) -> None:
    """Run a national survey from the questionnaire to the published report."""
    ctx.obj = {"survey": survey, "workspace": workspace, "debug": debug}


@main.command()
@click.argument("years", metavar="[ROUND]...", type=int, nargs=-1)
@click.option("--all", "every", is_flag=True, help="Print every difference between two rounds.")
@click.pass_obj
def check(obj: dict[str, Path], years: tuple[int, ...], *, every: bool) -> None:
    """Proofread survey, places and rounds, and tell what changed between rounds; exit 1 on any fault."""
    from kartlegg.pipeline.proof import proofread  # reason: its readers of chapters are not needed by the rest

    proof = proofread(obj["survey"], years or _rounds(obj["survey"]))
    if proof.faults:
        raise DefinitionError(proof.faults)
    for sentence in proof.told:
        click.echo(f"{sentence}: no faults")
    for between in proof.between if len(proof.told) > 1 or every else ():
        for line in between.told(every=every):
            click.echo(line)


@main.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--out", type=folder, required=True, help="Where the Extract is written.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.pass_obj
def sample(obj: dict[str, Path], year: int, out: Path, seed: int) -> None:
    """Write a synthetic Extract that fits every published number, marked as synthetic."""
    from kartlegg.sample.make import NOT_REPRODUCED, make_sample  # reason: its solvers take long to load

    made = make_sample(obj["survey"], load_round(obj["survey"], year), seed)
    write_extract(made, out)
    click.echo(f"wrote {out}")
    for note in made.manifest.notes:
        if note.startswith(NOT_REPRODUCED):
            click.echo(note)


@main.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--extract", type=folder, required=True, help="The Extract to read.")
@click.option("--out", type=folder, required=True, help="Where the Release is written, whole or not at all.")
@click.option("--format", "formats", help=f"Formats of the report, by comma. Default: {','.join(FORMATS)}.")
@click.option("--revision", type=click.IntRange(1), default=1, show_default=True)
@click.option("--cache", type=folder, help="Where made files are kept. Default: cache in the workspace.")
@click.option("--no-cache", is_flag=True, help="Make everything anew.")
@click.pass_obj
def run(
    obj: dict[str, Path],
    /,
    year: int,
    extract: Path,
    out: Path,
    *,
    formats: str | None,
    revision: int,
    cache: Path | None,
    no_cache: bool,
) -> None:
    """Make the Release of a round from its Extract."""
    from kartlegg.pipeline.steps import Options, make_release  # reason: its renderers are not needed by the rest

    chosen = tuple(form for form in FORMATS if formats is None or form in _formats(formats))
    kept = None if no_cache else cache or obj["workspace"] / "cache"
    with _progress() as tell:
        options = Options(revision=revision, formats=chosen, cache=Cache(kept), progress=tell)
        manifest = make_release(load_inputs(obj["survey"], year), extract, out, options)
    for finding in manifest.findings:
        click.echo(f"finding: {finding}", err=True)
    click.echo(f"wrote {out}")


@main.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--extract", type=folder, required=True, help="The Extract to read.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The CSV file of hits to write."
)
@click.option("--reported", is_flag=True, help="Judge what was reported, without corrections.")
@click.option("--notes", is_flag=True, help="Tell notes too, not only hard and soft hits.")
@click.pass_obj
def edit(obj: dict[str, Path], year: int, extract: Path, out: Path, *, reported: bool, notes: bool) -> None:
    """Run all checks on an Extract; the file has the hit most worth seeing to first."""
    inputs = load_inputs(obj["survey"], year)
    checks = checks_of(inputs)
    found = edit_extract(read_round_extract(extract, inputs), inputs, checks, corrected=not reported, notes=notes)
    write_file(out, encode_hits(found, inputs.places_of_round))
    levels = Counter(one.hit.level.value for one in found)
    counts = ", ".join(f"{levels[level]} {level}" for level in Severity if level in levels) or "no hits"
    click.echo(f"{len(checks.all)} checks: {counts}; wrote {out}")


@main.command()
@click.argument("extract", type=folder)
def seal(extract: Path) -> None:
    """Take changed corrections into an Extract: state its checksums anew."""
    seal_extract(extract)
    click.echo(f"sealed {extract}")


@main.command()
@click.argument("release", type=folder)
@click.argument("number")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@click.option("--exact", is_flag=True, help="Show exact values in the text form.")
def table(release: Path, number: str, form: str, *, exact: bool) -> None:
    """Print one table of a Release."""
    found = read_release(release).table(number)
    match form:
        case "csv":
            click.echo(encode_csv(found, show_cell), nl=False)
        case "json":
            click.echo(encode_json(found, show_cell), nl=False)
        case _:
            click.echo(plain_table(found, exact=exact))


@main.command()
@click.argument("release", type=folder)
@click.argument("number")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .svg, .png or .json file."
)
def figure(release: Path, number: str, out: Path) -> None:
    """Write one figure of a Release as SVG, PNG or JSON."""
    form = out.suffix.removeprefix(".")
    if form not in ("svg", "png", "json"):
        raise UsageError(f"{out} does not say what the figure is to be: end the name in .svg, .png or .json")
    content = read_release(release).figure(number, form)
    write_file(out, content)


@main.command()
@click.argument("release", type=folder)
@click.option("--format", "formats", required=True, help="html, pdf, docx, xlsx; several by comma.")
@click.option("--out", type=folder, required=True)
def report(release: Path, formats: str, out: Path) -> None:
    """Take the publication out of a Release."""
    found = read_release(release)
    files = {name: content for form in _formats(formats) for name, content in _report_files(found, form).items()}
    if out.is_dir() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty; name a new folder")
    write_folder(out, files)
    click.echo(f"wrote {len(files)} files to {out}")


@main.command("compare")
@click.argument("release", type=folder)
@click.option("--against", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--chapters", help="Only these chapters, by comma, such as 4,5,6,D.")
@click.option("--all", "every", is_flag=True, help="Print explained differences too.")
@click.pass_obj
def compare_command(obj: dict[str, Path], release: Path, against: Path, chapters: str | None, *, every: bool) -> None:
    """Compare a Release with published figures cell by cell; exit 1 on a difference that is not explained."""
    published = against if against.is_file() else obj["survey"] / against
    wanted = [chapter.strip() for chapter in chapters.split(",")] if chapters else []
    found = compare(read_release(release), published, wanted)
    _tell_comparison(found, every=every)
    if found.unexplained or found.needless:
        sys.exit(1)


@main.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--extract", type=folder, required=True)
@click.pass_obj
def tables(obj: dict[str, Path], year: int, extract: Path) -> None:
    """Work the tables out and say what does not add up, without making any file."""
    inputs = load_inputs(obj["survey"], year)
    replies = read_round_extract(extract, inputs)
    numbers = numbers_of(replies, inputs)
    built = build_tables(numbers, inputs)
    findings = audit_round(built.values(), numbers, replies.statuses, inputs.questionnaire)
    click.echo(json.dumps({"tables": list(built), "findings": findings}, ensure_ascii=False))


@main.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--extract", type=folder, help="An Extract whose replies say which routes to expect.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A .md file. Default: the screen.")
@click.pass_obj
def counts(obj: dict[str, Path], year: int, extract: Path | None, out: Path | None) -> None:
    """Count the variables of a form and say what it costs to answer."""
    routes = []
    if extract is not None:
        inputs = load_inputs(obj["survey"], year)
        routes = routes_of(read_round_extract(extract, inputs), inputs)
    _write_page(counts_of_round(obj["survey"], year, routes), out)


@main.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A .md file. Default: the screen.")
@click.pass_obj
def coverage(obj: dict[str, Path], year: int, out: Path | None) -> None:
    """Set the catalogue of what was asked against the form, question by question."""
    of_round = round_folder(obj["survey"], year)
    questionnaire = load_questionnaire(of_round)
    _write_page(coverage_page(year, questionnaire, load_catalogue(of_round, questionnaire)), out)


@main.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--format", "formats", help="html, xlsx, csv, ddi, spss, stata; several by comma. Default: all.")
@click.option("--out", type=folder, required=True, help="A new folder.")
@click.option("--extract", type=folder, help="An Extract whose answers go into the files of SPSS and Stata.")
@click.option("--texts", is_flag=True, help="Keep open text among those answers.")
@click.pass_obj
def codebook(
    obj: dict[str, Path], year: int, *, formats: str | None, out: Path, extract: Path | None, texts: bool
) -> None:
    """Tell every variable of a round, for people and for programs, with its answers if an Extract is given."""
    from kartlegg.codebook.making import CODEBOOK_FORMATS, make_codebook  # reason: its renderers, 0.6 s to load

    if out.is_dir() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty; name a new folder")
    chosen = CODEBOOK_FORMATS if formats is None else [form.strip() for form in formats.split(",")]
    answers = None if extract is None else read_round_extract(extract, load_inputs(obj["survey"], year))
    files = make_codebook(obj["survey"], year, chosen, extract=answers, texts=texts)
    write_folder(out, files)
    click.echo(f"wrote {len(files)} files to {out}")


@main.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--format", "formats", required=True, help="pdf, reply, docx, xlsx, xlsform; several by comma.")
@click.option("--unit", help="The code of the unit that is to fill it in.")
@click.option("--language", type=click.Choice(FORM_LANGUAGES), default="nb", show_default=True)
@click.option("--extract", type=folder, help="The Extract with the unit's answers and last round.")
@click.option("--out", type=folder, required=True, help="Where the files are written: a new folder.")
@click.pass_obj
def form(
    obj: dict[str, Path],
    /,
    year: int,
    formats: str,
    out: Path,
    *,
    unit: str | None,
    language: FormLanguage,
    extract: Path | None,
) -> None:
    """Write the questionnaire on paper, blank or as answered, as a help sheet to fill in, in Word or as XLSForm."""
    from kartlegg.pipeline.form import write_forms  # reason: its writers are not needed by the rest

    inputs = load_inputs(obj["survey"], year)
    found = None if extract is None else read_round_extract(extract, inputs)
    chosen = [one.strip() for one in formats.split(",")]
    for path in write_forms(inputs, chosen, out, language=language, unit=unit, extract=found):
        click.echo(f"wrote {path}")


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
def serve(obj: dict[str, Path], port: int) -> None:
    """Serve the Releases of the workspace on this machine only."""
    serve_releases(obj["workspace"] / "releases", port, click.echo)


def _write_page(page: str, out: Path | None) -> None:
    if out is None:
        click.echo(page, nl=False)
    else:
        write_file(out, page.encode())
        click.echo(f"wrote {out}")


def _rounds(survey: Path) -> list[int]:
    years = sorted(
        int(path.parent.name) for path in survey.glob("rounds/*/round.yaml") if path.parent.name.isdecimal()
    )
    if not years:
        raise UsageError(f"{survey} has no rounds; name a survey folder with --survey")
    return years


def _formats(formats: str) -> list[str]:
    chosen = [form.strip() for form in formats.split(",")]
    unknown = [form for form in chosen if form not in FORMATS]
    if unknown:
        raise UsageError(f"there is no format {', '.join(unknown)}; there are {', '.join(FORMATS)}")
    return chosen


def _report_files(release: Release, form: str) -> dict[str, bytes]:
    files = release.report(form)
    return {f"html/{name}": content for name, content in files.items()} if form == "html" else files


def _tell_comparison(found: Comparison, *, every: bool) -> None:
    absent = found.absent_tables
    for cell in found.cells:
        if cell.verdict != "equal" and cell.table not in absent and (every or not cell.reason):
            ours = f", ours {cell.ours}" if cell.verdict == "differs" else ""
            reason = f" ({cell.reason})" if cell.reason else ""
            click.echo(
                f"{cell.verdict}: table {cell.table}, {cell.row}, {cell.column}: printed {cell.printed}{ours}{reason}"
            )
    for table, cells in absent.items():
        if every or any(not cell.reason for cell in cells):
            reason = f" ({cells[0].reason})" if cells[0].reason else ""
            click.echo(f"missing: table {table}, all {len(cells)} cells{reason}")
    for explanation in found.needless:
        click.echo(f"needless explanation: table {explanation.table}, {explanation.row}, {explanation.column}")
    explained = sum(cell.verdict != "equal" and bool(cell.reason) for cell in found.cells)
    click.echo(f"{explained} differences explained, {len(found.unexplained)} not explained")
    click.echo(f"{found.count('equal')} equal, {found.count('differs')} differ, {found.count('missing')} missing")


@contextmanager
def _progress() -> Iterator[TellProgress]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<10}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("")

        def tell(what: str, done: int, steps: int) -> None:
            progress.update(task, description=what, completed=done, total=steps)

        yield tell
