"""The publication's own words, such as "Tabell" and "Innhold", in both languages. No number or markup may enter."""

from typing import Literal

from kartlegg.language import Language, Text

Word = Literal[
    "table",
    "figure",
    "contents",
    "tables",
    "figures",
    "lists",
    "chapter",
    "page",
    "about",
    "version",
    "extracted",
    "survey",
    "sources",
    "source",
    "synthetic",
    "notes",
    "marks",
    "method",
    "mark",
    "meaning",
    "sheet",
    "title",
    "back",
    "made_with",
    "cover",
    "more",
]

WORDS: dict[Word, Text] = {
    "table": Text("Tabell", "Table"),
    "figure": Text("Figur", "Figure"),
    "contents": Text("Innhold", "Contents"),
    "tables": Text("Tabeller", "Tables"),
    "figures": Text("Figurer", "Figures"),
    "lists": Text("Tabeller og figurer", "Tables and figures"),
    "chapter": Text("Kapittel", "Chapter"),
    "page": Text("Side", "Page"),
    "about": Text("Om publikasjonen", "About this publication"),
    "version": Text("Versjon", "Version"),
    "extracted": Text("Datauttrekk", "Data extract"),
    "survey": Text("Undersøkelse", "Survey"),
    "sources": Text("Kilder og rettigheter", "Sources and rights"),
    "source": Text("Kilde", "Source"),
    "synthetic": Text("Merk", "Please note"),
    "notes": Text("Merknader", "Notes"),
    "marks": Text("Tegn i tabellene", "Marks in the tables"),
    "method": Text("Slik er tallene laget", "How the figures are made"),
    "mark": Text("Tegn", "Mark"),
    "meaning": Text("Betyr", "Meaning"),
    "sheet": Text("Ark", "Sheet"),
    "title": Text("Tittel", "Title"),
    "back": Text("Til innhold", "To contents"),
    "made_with": Text("Laget med Kartlegg", "Made with Kartlegg"),
    "cover": Text("Forside", "Cover"),
    "more": Text("Utfyllende", "Detail"),
}

_MONTHS: tuple[Text, ...] = (
    Text("januar", "January"),
    Text("februar", "February"),
    Text("mars", "March"),
    Text("april", "April"),
    Text("mai", "May"),
    Text("juni", "June"),
    Text("juli", "July"),
    Text("august", "August"),
    Text("september", "September"),
    Text("oktober", "October"),
    Text("november", "November"),
    Text("desember", "December"),
)


def word(key: Word, language: Language = "nb") -> str:
    """Return one of the publication's own words."""
    return WORDS[key].get(language)


def first_sentence(text: str) -> str:
    """Return the first sentence, which is what the foot of a page has room for."""
    head, stop, _ = text.partition(". ")
    return head + stop.strip()


def written_date(iso: str, language: Language = "nb") -> str:
    """Return an ISO date, with or without a time, as written in running text: the month in words."""
    year, month, day = (int(part) for part in iso[:10].split("-"))
    return f"{day}{'.' if language == 'nb' else ''} {_MONTHS[month - 1].get(language)} {year}"
