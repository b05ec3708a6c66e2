"""`kartlegg run`: an Extract becomes a Release. No work is done here."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import lru_cache, partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from kartlegg.cli.arguments import chosen_formats, folder, one_file
from kartlegg.errors import KartleggError
from kartlegg.exchange.release import read_release
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.changed import others_than_before, standing
from kartlegg.pipeline.defined_files import stamps_of
from kartlegg.pipeline.hands import hands_beside
from kartlegg.pipeline.memory import collecting_seldom, give_back
from kartlegg.pipeline.progress import TellProgress
from kartlegg.pipeline.warming import get_ready_to_draw, warm_up
from kartlegg.pipeline.watching import changes
from kartlegg.report.blocks import FORMATS

_BETWEEN_LOOKS = 0.1
"""Seconds between two looks at files that are watched."""


@click.command()
@click.argument("year", metavar="ROUND", type=int)
@click.option("--extract", type=folder, required=True, help="The Extract to read.")
@click.option("--out", type=folder, required=True, help="Where the Release is written, whole or not at all.")
@click.option("--format", "formats", help=f"Formats of the report, by comma. Default: {','.join(FORMATS)}.")
@click.option("--revision", type=click.IntRange(1), default=1, show_default=True)
@click.option("--authors", type=one_file, help="A Word file of an earlier version that authors wrote in.")
@click.option("--cache", type=folder, help="Where made files are kept. Default: cache in the workspace.")
@click.option("--no-cache", is_flag=True, help="Make everything anew.")
@click.option("--watch", is_flag=True, help="Stay, and make it again when the Extract or the survey changes.")
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
    authors: Path | None,
    cache: Path | None,
    no_cache: bool,
    watch: bool,
) -> None:
    """Make the Release of a round from its Extract."""
    places = tuple(place for place in (obj["survey"], extract, authors) if place is not None)
    _refuse_within(places, {"--out": out, "--cache": cache})
    chosen = tuple(form for form in FORMATS if formats is None or form in chosen_formats(formats))
    kept = Cache(None if no_cache else cache or obj["workspace"] / "cache")
    stopped = suppress(KeyboardInterrupt) if watch else nullcontext()
    with stopped, collecting_seldom(), hands_beside(stay=watch) as hands:
        warm_up(hands, kept, year, chosen)
        # What works numbers out takes long to load, and hands begin meanwhile.
        from kartlegg.pipeline.authors import changes_told
        from kartlegg.pipeline.inputs import load_inputs  # for the same reason
        from kartlegg.pipeline.steps import Options, make_release  # for the same reason

        # Read once for as long as its files are the same.
        defined = lru_cache(maxsize=1)(lambda stamps: load_inputs(obj["survey"], year))

        def make() -> None:
            before = standing(out)
            with _progress() as tell:
                options = Options(revision, chosen, kept, progress=tell, authors=authors, hands=hands)
                manifest = make_release(defined(stamps_of(obj["survey"])), extract, out, options)
            _tell(out, [*changes_told(out), *others_than_before(before, read_release(out))], manifest.findings)
            kept.tidy()

        if watch:
            _make_again(make, places, rest=partial(get_ready_to_draw, hands))
        else:
            make()


def _refuse_within(places: Collection[Path], options: Mapping[str, Path | None]) -> None:
    """Refuse to write into what is read: it would be another thing each time, and made again for ever."""
    for option, path in options.items():
        for place in places:
            if path is not None and path.resolve().is_relative_to(place.resolve()):
                raise click.BadParameter(f"{path} is within {place}, which is read", param_hint=option)


def _tell(out: Path, changes: Iterable[str], findings: Iterable[str]) -> None:
    for finding in findings:
        click.echo(f"finding: {finding}", err=True)
    for change in changes:
        click.echo(change)
    click.echo(f"wrote {out}")


def _make_again(make: Callable[[], None], places: Sequence[Path], rest: Callable[[], None]) -> None:
    """Make it now, and whenever something in the places changes; what is wrong is told, and waited for.

    `rest` is done before each wait, when nobody waits for it.
    """
    for _ in changes(places, partial(time.sleep, _BETWEEN_LOOKS)):
        try:
            make()
        except (KartleggError, OSError) as error:
            click.echo(str(error), err=True)
        click.echo("waiting for a change; Ctrl-C ends", err=True)
        give_back()
        rest()


@contextmanager
def _progress() -> Iterator[TellProgress]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<10}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("")

        def tell(what: str, done: int, steps: int) -> None:
            progress.update(task, description=what, completed=done, total=steps)

        yield tell
