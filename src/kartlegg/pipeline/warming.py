"""What hands beside a run do before there is anything to draw or print. What takes long to load may not enter."""

from kartlegg.pipeline.cache import Cache, digest_of, maker_digest
from kartlegg.pipeline.hands import Hands
from kartlegg.report.charts.svg import draw_nothing
from kartlegg.report.to_pdf import typeset


def warm_up(hands: Hands, cache: Cache, year: int) -> None:
    """Have hands start the engine that draws, and set the last PDF of the round, while the run works out numbers.

    Who has set a publication sets it again in a tenth of the time where little of it has changed.
    """
    last = cache.find(last_project(year))
    if last is not None:  # or nothing is kept, and other hands draw all of it
        hands.first.submit(draw_nothing)
        hands.last.submit(typeset, last)  # for the practice: nobody asks what became of it


def last_project(year: int) -> str:
    """Return the key of what the last PDF of the round was set from."""
    return digest_of("last project", maker_digest(), year)
