"""The columns that tables of quality may have, and how each is measured. No number may enter."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from kartlegg.tabulation.table import Measure

QualityOf = Literal["response", "carried", "corrected", "changes"]


class Measured(NamedTuple):
    """How a column is measured, and with how many decimals it is shown."""

    measure: Measure
    decimals: int = 0


COUNT, FTE, PERCENT = Measured("count"), Measured("fte"), Measured("percent", 1)
RATE = Measured("rate", 1)  # per cent of each group by itself: its rows add up to nothing
CHANGE, PERCENT_CHANGE = Measured("change"), Measured("percent_change", 1)

COLUMNS: Mapping[QualityOf, Mapping[str, Measured]] = {
    "response": {
        "units": COUNT,
        "silent": COUNT,
        "partial": COUNT,
        "complete": COUNT,
        "response_percent": RATE,
        "blank_percent": RATE,
    },
    "carried": {
        "value": FTE,
        "carried": FTE,
        "units": COUNT,
        "percent": PERCENT,
        "standard_error": Measured("fte", 1),
        "by_ratio": FTE,
        "moved": Measured("change", 1),
    },
    "corrected": {
        "reported": Measured("fte", 1),
        "counted": Measured("fte", 1),
        "difference": Measured("change", 1),
        "percent": Measured("percent_change", 2),
    },
    "changes": {
        "last_value": FTE,
        "value": FTE,
        "absolute": CHANGE,
        "percent": PERCENT_CHANGE,
        "left_out": COUNT,
        "real_absolute": CHANGE,
        "real_percent": PERCENT_CHANGE,
    },
}
"""By what a table tells of: its columns by their codes."""
