"""The options of a closed question, and the scales that questions share. What a unit chose may not enter."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from kartlegg.definitions import Definition, Words
from kartlegg.fault_codes import FaultCode

Order = Literal["falling", "rising", "none"]
"""The direction in which options stand: most or best first, last, or without direction."""

CODE = re.compile(r"[a-z0-9][a-z0-9_]*")
"""What a code of the definition is made of."""


def _plain(code: str) -> str:
    """Return the code; raises for one with other signs, with the code that is probably meant."""
    if not CODE.fullmatch(code):
        words = re.findall(r"[a-z0-9]+", code.lower().translate(_LETTERS))
        remedy = f"write `{'_'.join(words)}`" if words else "give it a code of such signs"
        told = {"remedy": remedy}
        expected = "small letters from a to z, digits and underscores"
        raise PydanticCustomError(FaultCode.WRONG_VALUE.value, expected, told)
    return code


_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})

Code = Annotated[str, AfterValidator(_plain)]
"""A code of the definition: small letters, digits and underscores."""


class Assumable(Definition):
    """A part that the sources may not print: `assumed` says that it was chosen, `because` why so."""

    assumed: bool = False
    because: str = ""

    @model_validator(mode="after")
    def _reason(self) -> "Assumable":
        if self.assumed != bool(self.because):
            one, other = ("because", "assumed") if self.because else ("assumed", "because")
            told = {"found": f"{one} without {other}", "remedy": f"add {other}, or remove {one}"}
            raise PydanticCustomError(FaultCode.ASSUMED_WITHOUT_REASON.value, "the two together", told)
        return self


class Option(Assumable):
    """An answer to choose. `value` is its number in files of statistics packages; rules and data use `code`.

    `kind` tells answers from those that give none. `exclusive` stands alone among several that may be ticked. `text`
    asks what it is, in a variable of its own. `since` is the first round that had it.
    """

    code: Code
    label: Words
    value: int | None = Field(default=None, ge=0, le=999)
    kind: Literal["answer", "do_not_know", "not_applicable"] = "answer"
    exclusive: bool = False
    text: bool = False
    since: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _coded(cls, content: Any) -> Any:
        if isinstance(content, dict) and "code" not in content:
            told = {"found": "an option without code", "remedy": "give it one, in small letters"}
            raise PydanticCustomError(FaultCode.OPTION_WITHOUT_CODE.value, "a code of its own for every option", told)
        return content


def _numbered(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options with a value each: the one stated, or the place in the list from 1."""
    return tuple(
        option if option.value is not None else option.model_copy(update={"value": place})
        for place, option in enumerate(options, 1)
    )


Options = Annotated[tuple[Option, ...], AfterValidator(_numbered)]
"""The options of a question or a scale in the order of the form, each with its value."""


def substantive(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options that answer the question, without do-not-know and not-applicable."""
    return tuple(option for option in options if option.kind == "answer")


class Scale(Assumable):
    """Options that several questions share. `boxes` name groups of them by code, never by position."""

    code: Code
    title: Words
    order: Order | None = None
    options: Options
    boxes: Mapping[str, tuple[str, ...]] = {}

    @field_validator("boxes", mode="before")
    @classmethod
    def _by_code(cls, boxes: Any) -> Any:
        groups = boxes.values() if isinstance(boxes, dict) else ()
        if any(isinstance(place, int) for group in groups if isinstance(group, list) for place in group):
            told = {"found": "places in the list", "remedy": "name the options by their codes"}
            raise PydanticCustomError(FaultCode.BOX_BY_POSITION.value, "codes of options", told)
        return boxes


class Scales(Definition):
    """The file `scales.yaml` of a round."""

    scales: tuple[Scale, ...] = ()
