"""A figure of each kind that the made-up publication does not hold, for the tests of drawings."""

from kartlegg.language import Text
from kartlegg.tabulation.figure import Figure
from tests.report.sample_document import rates_table

ALT = Text("Høyest er Viken, lavest Agder.", "Highest is Viken, lowest Agder.")


def more_figures() -> tuple[Figure, ...]:
    """One figure of each further kind."""
    return (grouped_figure(),)


def grouped_figure() -> Figure:
    """Two bars for each county, one of them highlighted."""
    words = {"title": Text("Flest i Viken", "Most in Viken"), "subtitle": Text("Årsverk", "FTE"), "alt": ALT}
    return Figure("5.7", "grouped", rates_table(), ("rate_children", "rate_adults"), **words, highlight="c02")
