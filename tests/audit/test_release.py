"""The audit of our own release: nothing is found; what is planted in a page, a figure or a table is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.built import ROUND, SURVEY, cache_folder, extract_folder, inputs, numbers, release, shared, tables

from kartlegg.audit.checks.release import (
    DrawnFigure,
    Page,
    figures_agree_with_tables,
    figures_say_what_they_show,
    links_lead_somewhere,
    text_speaks_of_what_there_is,
)
from kartlegg.audit.from_release import figures_of, page_of, pages_of, tables_of
from kartlegg.exchange.release import read_release
from kartlegg.pipeline.audit_publication import audit_made, audit_release, audit_tables, unexplained
from kartlegg.pipeline.inputs import Inputs
from kartlegg.tabulation.table import Cell, Table

__all__ = ["cache_folder", "extract_folder", "inputs", "numbers", "release", "shared", "tables"]


def test_our_release_contradicts_itself_nowhere(release: Path) -> None:
    found = audit_release(release, SURVEY)
    assert unexplained(found) == []
    assert {finding.table for finding in found if finding.known} == {"11.2", "16.4", "18.4", "18.5", "20.4", "20.9"}


def test_what_is_known_is_still_there(release: Path) -> None:
    from_print = [finding for finding in audit_release(release, SURVEY) if finding.known]
    assert all("As published" in finding.known for finding in from_print)
    assert len(from_print) == 12


def with_value(table: Table, row: int, column: str, change: Callable[[float], float]) -> Table:
    place = table.column_places[column]
    lines = [list(line) for line in table.cells]
    value = lines[row][place].value
    assert value is not None
    lines[row][place] = Cell(change(value), lines[row][place].status)
    return replace(table, cells=tuple(map(tuple, lines)))


@pytest.mark.parametrize(
    ("number", "column", "off", "check"),
    [
        ("4.4", "y2021", 0.001, "sum_to_total"),
        ("5.1", "units", 1, "sum_to_total"),
        ("5.4", "fte_total", -0.01, "sum_to_total"),
        ("5.3", "all_percent", 0.1, "percent_sum_to_total"),
        ("9.9", "percent_y2021", 0.01, "percent_of_total"),
        ("9.9", "count_y2021", 1, "sum_to_total"),
        ("4.4", "change_percent", 0.1, "percent_change"),
        ("4.4", "change", 3, "change_last_minus_previous"),
    ],
)
def test_a_number_of_this_round_that_is_off_is_found(
    tables: dict[str, Table],
    inputs: Inputs,
    number: str,
    column: str,
    off: float,
    check: str,
) -> None:
    wrong = {**tables, number: with_value(tables[number], 1, column, lambda value: value + off)}
    found = audit_tables(wrong, SURVEY, ROUND, inputs.words)
    assert check in {finding.check for finding in found if finding.table == number and finding.status == "violation"}
    assert unexplained(found)


def test_a_figure_must_say_what_it_shows_and_agree_with_its_table(release: Path) -> None:
    read = read_release(release)
    figures, numbered = figures_of(read), tables_of(read)
    assert [*figures_say_what_they_show(figures)] == [*figures_agree_with_tables(figures, numbered)] == []
    silent: dict[str, DrawnFigure] = {}
    for number, figure in figures.items():
        silent[number] = replace(figure, words={**figure.words, "alt": figure.words["title"]})
        break
    assert {finding.says for finding in figures_say_what_they_show(silent)} == {"the title again"}
    drawn = next(figure for figure in figures.values() if figure.table.number in numbered)
    column = drawn.table.columns[-1].code
    wrong = replace(drawn, table=with_value(drawn.table, 0, column, lambda value: value + 1))
    (finding,) = figures_agree_with_tables({drawn.number: wrong}, numbered)
    assert finding.table == f"F{drawn.number}"


def test_dead_links_and_tables_that_there_are_not_are_found(release: Path) -> None:
    read = read_release(release)
    pages, numbered, figures = pages_of(read), tables_of(read), figures_of(read)
    assert len(pages) > 40
    assert [*links_lead_somewhere(pages)] == [*text_speaks_of_what_there_is(pages, numbered, figures)] == []
    page: Page = page_of(
        "a/index.html",
        b"<main><p id='here'>Se Tabell 99.9 og figur 4.1, vist som figur i nettutgaven.</p><a href='#here'>x</a>"
        b"<a href='../b/index.html'>y</a>"
        b"<a href='#gone'>z</a><a href='https://example.org/'>u</a></main>",
    )
    dead = [finding.says for finding in links_lead_somewhere({page.path: page})]
    assert dead == ["b/index.html", "#gone"]
    told = [finding.says for finding in text_speaks_of_what_there_is({page.path: page}, numbered, figures)]
    assert told == ["Tabell 99.9"]


def test_what_is_known_of_any_check_explains_pages_too(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    known = [
        '{table: a/index.html, check: "*", reason: as agreed}',
        '{table: b/index.html, check: "*", reason: gone}',
    ]
    (tmp_path / "published" / "structure.yaml").write_text(f"known: [{', '.join(known)}]\n", encoding="utf-8")
    pages = {f"report/html/{name}/index.html": b"<main><p id='here'>x</p></main>" for name in "ab"}
    pages["report/html/a/index.html"] = b"<main><a href='#gone'>z</a></main>"
    dead, needless = audit_made({}, (), pages, tmp_path, ROUND)
    assert (dead.check, dead.known) == ("links_lead_somewhere", "as agreed")
    assert (needless.table, needless.check) == ("b/index.html", "known_is_there")


def test_what_is_known_of_a_round_says_nothing_of_another(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    known = f"known: [{{table: a/index.html, check: links_lead_somewhere, round: {ROUND}, reason: as agreed}}]\n"
    (tmp_path / "published" / "structure.yaml").write_text(known, encoding="utf-8")
    sound, dead = ({"report/html/a/index.html": page} for page in (b"<p>x</p>", b"<p><a href='#gone'>z</a></p>"))
    assert [of.check for of in audit_made({}, (), sound, tmp_path, ROUND)] == ["known_is_there"]
    assert audit_made({}, (), sound, tmp_path, ROUND + 2) == []
    assert [of.known for of in audit_made({}, (), dead, tmp_path, ROUND)] == ["as agreed"]
    assert [of.known for of in audit_made({}, (), dead, tmp_path, ROUND + 2)] == [""]


def test_a_page_that_has_not_changed_is_judged_alike_without_being_read_again(tmp_path: Path) -> None:
    kept: dict[tuple[object, ...], Mapping[str, bytes]] = {}

    def keep(made_from: tuple[object, ...], make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        if made_from not in kept:
            kept[made_from] = make()
        return kept[made_from]

    sound, dead = ({"report/html/a/index.html": page} for page in (b"<p>x</p>", b"<p><a href='#gone'>z</a></p>"))
    for files in (sound, dead, sound, dead):
        found = audit_made({}, (), files, tmp_path, ROUND, keep=keep)
        assert found == audit_made({}, (), files, tmp_path, ROUND)
    assert len(kept) == 2
