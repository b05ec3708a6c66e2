"""Printing beside a run: only what changed is printed again, and practice makes it quicker, not different."""

import signal
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kartlegg.pipeline import warming
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.hands import ALONE, Hand, Hands, Made, hands_beside
from kartlegg.pipeline.making import make_reports
from kartlegg.pipeline.printing import begin_printing, begin_workbook
from kartlegg.pipeline.warming import last_project, warm_up
from kartlegg.report.blocks import FORMATS, Document, Drawings, Format, Paragraph, Run
from kartlegg.report.charts.svg import draw_nothing
from kartlegg.report.to_pdf import project_of, typeset
from tests.report import sample_document
from tests.report.stand_ins import drawings


@dataclass
class Asked(Hand):
    """A hand that writes down what it was asked for."""

    works: list[Any] = field(default_factory=list)

    def ask(self, work: Callable[[], Made]) -> Callable[[], Made]:
        self.works.append(work)
        return work


def both(document: Document) -> Drawings:
    return drawings(document, "nb") | drawings(document, "en")


def other_words(document: Document) -> Document:
    """The same publication with one paragraph more in its first chapter."""
    first = document.chapters[0]
    more = replace(first, blocks=(*first.blocks, Paragraph((Run("Et avsnitt til."),))))
    return replace(document, chapters=(more, *document.chapters[1:]))


def printed(document: Document, drawn: Drawings, cache: Cache, hand: Asked) -> dict[str, bytes]:
    told: list[str] = []
    hands = Hands(lambda: hand)
    begun = begin_workbook(FORMATS, document, cache, hands) | begin_printing(FORMATS, document, drawn, cache, hands)
    files = make_reports(FORMATS, document, drawn, cache, told.append, begun)
    assert told == ["html", "docx", "xlsx", "pdf"]
    return files


def test_what_is_kept_is_not_printed_again(tmp_path: Path) -> None:
    document, cache, hand = sample_document.document(), Cache(tmp_path), Asked()
    drawn = both(document)
    first = printed(document, drawn, cache, hand)
    assert len(hand.works) == 2  # workbook and PDF: the run writes the Word file
    assert printed(document, drawn, cache, hand) == first
    assert len(hand.works) == 2
    number, drawing = next((at, drawing) for at, drawing in drawn.items() if at[1] == "nb")
    printed(document, {**drawn, number: replace(drawing, svg=drawing.svg.replace("12,3", "12,4"))}, cache, hand)
    assert len(hand.works) == 3  # the tables have no drawings
    printed(other_words(document), drawn, cache, hand)
    assert len(hand.works) == 5


def test_a_damaged_entry_is_printed_again(tmp_path: Path) -> None:
    document, cache, hand = sample_document.document(), Cache(tmp_path), Asked()
    drawn = both(document)
    first = printed(document, drawn, cache, hand)
    for path in tmp_path.rglob("*.kept"):
        path.write_bytes(b"torn")
    assert printed(document, drawn, cache, hand) == first


@pytest.mark.parametrize("change", [other_words, lambda document: document])
def test_practice_does_not_change_what_is_printed(tmp_path: Path, change: Callable[[Document], Document]) -> None:
    document = sample_document.document()
    cache, before = Cache(tmp_path), both(document)
    begin_printing(("pdf",), document, before, cache, ALONE)["pdf"].ready()
    assert cache.find(last_project(document.year)) == project_of(document, drawings(document))
    after = change(document)
    with hands_beside() as hands:
        warm_up(hands, cache, document.year, FORMATS)
        practised = begin_printing(("pdf",), after, both(after), Cache(), hands)["pdf"].ready()
    with hands_beside() as hands:
        unpractised = hands.first.ask(partial(typeset, project_of(after, drawings(after))))()
    assert practised == unpractised


def test_a_last_project_at_fault_is_no_fault_of_this_run(tmp_path: Path) -> None:
    document, cache = sample_document.document(), Cache(tmp_path)
    cache.lay(last_project(document.year), {"main.typ": b"#nothing", "made-on.txt": b"2021-01-01"})
    with hands_beside() as hands:
        warm_up(hands, cache, document.year, FORMATS)
        assert begin_printing(("pdf",), document, both(document), cache, hands)["pdf"].ready().startswith(b"%PDF")


def test_hands_get_ready_where_a_pdf_was_set_before_and_one_is_wanted(tmp_path: Path) -> None:
    document, cache = sample_document.document(), Cache(tmp_path)
    last = project_of(document, drawings(document))

    def asked(forms: Collection[Format]) -> list[Any]:
        hand = Asked()
        warm_up(Hands(lambda: hand), cache, document.year, forms)
        return [(work.func, work.args) if isinstance(work, partial) else work for work in hand.works]

    assert asked(FORMATS) == []
    cache.lay(last_project(document.year), last)
    assert asked(FORMATS) == [draw_nothing, (typeset, (last,))]
    assert asked(("xlsx",)) == []


def test_practice_is_of_what_this_program_has_made(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {last_project(year) for year in (1234, 1235)}
    monkeypatch.setattr(warming, "maker_digest", lambda: "of another program")
    assert len(before | {last_project(year) for year in (1234, 1235)}) == 4


def test_who_practises_is_stopped_where_the_pdf_is_kept(tmp_path: Path) -> None:
    document, cache = sample_document.document(), Cache(tmp_path)
    drawn = both(document)
    printed(document, drawn, cache, Asked())
    with hands_beside() as hands:
        hands.last.ask(signal.pause)
        begun = begin_printing(FORMATS, document, drawn, cache, hands)
        assert begun["pdf"].files(cache) == {begun["pdf"].name: begun["pdf"].ready()}


def test_a_workbook_that_is_dropped_with_the_practice_is_made_all_the_same(tmp_path: Path) -> None:
    document, cache = sample_document.document(), Cache(tmp_path)
    begin_printing(("pdf",), document, both(document), cache, ALONE)["pdf"].files(cache)
    with hands_beside() as hands:
        hands.last.ask(signal.pause)
        begun = begin_workbook(FORMATS, document, cache, hands)
        begin_printing(FORMATS, document, both(document), cache, hands)
        assert begun["xlsx"].ready().startswith(b"PK")
