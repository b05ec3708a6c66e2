"""A text is read in the language that was asked for, and in bokmål where it has no English."""

from kartlegg.definitions import Words
from kartlegg.language import LANGUAGES, Text


def test_english_falls_back_on_bokmaal() -> None:
    assert [Text("hus", "house").get(language) for language in LANGUAGES] == ["hus", "house"]
    assert Text("hus").get("en") == "hus"
    assert Text("hus", "house").get("nb") == "hus"


def test_nynorsk_is_for_those_who_reply_only() -> None:
    assert Words(nb="ikke", en="not", nn="ikkje").text() == Text("ikke", "not")
