"""What hands beside a run do before there is anything to draw or print. What takes long to load may not enter."""

from collections.abc import Collection
from functools import partial

from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.pipeline.hands import Hands
from kartlegg.report.blocks import Format
from kartlegg.report.charts.svg import draw_nothing
from kartlegg.report.to_pdf import typeset


def warm_up(hands: Hands, cache: Cache, year: int, forms: Collection[Format]) -> None:
    """Have hands start the engine that draws, and set the last PDF of the round, while the run works out numbers.

    Who has set a publication sets it again in a tenth of the time where little of it has changed. Nobody asks what
    became of either. Where nothing is kept, or no PDF is among `forms`, nothing is done.
    """
    last = cache.find(last_project(year)) if "pdf" in forms else None
    if last is not None:
        get_ready_to_draw(hands)
        hands.last.ask(partial(typeset, last))


def get_ready_to_draw(hands: Hands) -> None:
    """Have a hand start the engine that draws, which takes as long as some drawings do."""
    hands.first.ask(draw_nothing)


def last_project(year: int) -> str:
    """Return the key of what the last PDF of the round was set from."""
    return digest_of("last project", maker_digest(), year)
