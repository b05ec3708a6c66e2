"""One measured figure, and what can be said where there is none. No measuring may enter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measurement beside a peer's. `ratio` is what README.md says for `name`; `kept` is whether its limit holds."""

    name: str
    value: float
    unit: str
    against: str
    ratio: float
    kept: bool = True


@dataclass(frozen=True)
class Skipped:
    """A figure that is not there, and the sentence that says why; `fault` where it ought to be."""

    name: str
    sentence: str
    fault: bool = False
