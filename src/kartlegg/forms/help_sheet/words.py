"""The help sheet's own words, in bokmål and nynorsk. No word of a question may enter."""

from collections.abc import Mapping
from typing import Literal

from kartlegg.definitions import Words
from kartlegg.forms.wording import FormLanguage, said

Key = Literal[
    "help_sheet",
    "cover",
    "unit",
    "anyone",
    "round",
    "week",
    "due",
    "language",
    "version",
    "form",
    "partial",
    "how",
    "contents",
    "page",
    "filled",
    "marks",
    "to_fill",
    "locked",
    "closed",
    "question",
    "answer",
    "last",
    "colleagues",
    "guidance",
    "code",
    "back",
    "list",
    "tick",
    "fte",
    "count",
    "percent",
    "nok",
    "whole",
    "text",
    "which",
    "words",
    "limits",
    "from_zero",
    "difference",
    "balanced",
    "balanced_exactly",
    "wrong",
    "not_a_tick",
    "not_listed",
    "not_a_number",
    "too_long",
    "for_colleagues",
    "colleague_how",
    "place",
    "sum",
    "place_name",
    "block_difference",
    "service_fte",
    "not_shown",
]


def _w(nb: str, nn: str) -> Words:
    return Words(nb=nb, nn=nn)


WORDS: Mapping[Key, Words] = {
    "help_sheet": _w("Hjelpeark", "Hjelpeark"),
    "cover": _w("Forside", "Framside"),
    "unit": _w("Gjelder", "Gjeld"),
    "anyone": _w("Ikke laget for en bestemt kommune", "Ikkje laga for ein bestemt kommune"),
    "round": _w("Runde", "Runde"),
    "week": _w("Tellingsuke", "Teljeveke"),
    "due": _w("Svarfrist", "Svarfrist"),
    "language": _w("Språk", "Språk"),
    "version": _w("Versjon", "Versjon"),
    "form": _w("Skjema", "Skjema"),
    "partial": _w("Bare en del av skjemaet er kjent", "Berre ein del av skjemaet er kjent"),
    "how": _w("Slik bruker dere arket", "Slik bruker de arket"),
    "contents": _w("Innhold", "Innhald"),
    "page": _w("Ark", "Ark"),
    "filled": _w("Utfylte felt", "Utfylte felt"),
    "marks": _w("Fargene", "Fargane"),
    "to_fill": _w("Gul celle med ramme: her skriver dere", "Gul celle med ramme: her skriv de"),
    "locked": _w("Hvit celle: låst, også summene", "Kvit celle: låst, òg summane"),
    "closed": _w("Grå skrift og grå celle: skal ikke besvares", "Grå skrift og grå celle: skal ikkje svarast på"),
    "question": _w("Spørsmål", "Spørsmål"),
    "answer": _w("Svar", "Svar"),
    "last": _w("Forrige runde", "Førre runde"),
    "colleagues": _w("Sum fra kollegaer", "Sum frå kollegaer"),
    "guidance": _w("Veiledning", "Rettleiing"),
    "code": _w("Kode", "Kode"),
    "back": _w("Til forsiden", "Til framsida"),
    "list": _w("Velg fra listen i cellen.", "Vel frå lista i cella."),
    "tick": _w("Sett x for alt som passer.", "Set x for alt som passar."),
    "fte": _w("Årsverk.", "Årsverk."),
    "count": _w("Antall.", "Tal på."),
    "percent": _w("Prosent.", "Prosent."),
    "nok": _w("Kroner.", "Kroner."),
    "whole": _w("Hele tall.", "Heile tal."),
    "which": _w("Utdyp: {}", "Utdjup: {}"),
    "text": _w("Skriv med egne ord.", "Skriv med eigne ord."),
    "words": _w("Høyst {} tegn.", "Høgst {} teikn."),
    "limits": _w("Fra {} til {}.", "Frå {} til {}."),
    "from_zero": _w("{} eller mer.", "{} eller meir."),
    "difference": _w("Avvik fra «{}» på arket «{}»", "Avvik frå «{}» på arket «{}»"),
    "balanced": _w("Avviket skal være høyst {}. Se over tallene.", "Avviket skal vere høgst {}. Sjå over tala."),
    "balanced_exactly": _w("Avviket skal være 0. Se over tallene.", "Avviket skal vere 0. Sjå over tala."),
    "wrong": _w("Dette kan ikke stå her", "Dette kan ikkje stå her"),
    "not_a_tick": _w("Sett x, eller la cellen stå tom.", "Set x, eller la cella stå tom."),
    "not_listed": _w("Velg et av svarene i listen.", "Vel eit av svara i lista."),
    "not_a_number": _w("Skriv et tall. {}", "Skriv eit tal. {}"),
    "too_long": _w("Skriv kortere. {}", "Skriv kortare. {}"),
    "for_colleagues": _w("Til kollegaer", "Til kollegaer"),
    "colleague_how": _w(
        "Fyll ut én kolonne for hvert tjenestested. Summene kommer fram på arkene «{}».",
        "Fyll ut éin kolonne for kvar tenestestad. Summane kjem fram på arka «{}».",
    ),
    "place": _w("Tjenestested {}", "Tenestestad {}"),
    "sum": _w("Sum", "Sum"),
    "place_name": _w("Navn på tjenestestedet", "Namn på tenestestaden"),
    "block_difference": _w("Avvik fra summen øverst", "Avvik frå summen øvst"),
    "service_fte": _w("Årsverk i tjenesten", "Årsverk i tenesta"),
    "not_shown": _w("Regnes ut av arket.", "Arket reknar ut dette."),
}

HOW: tuple[Words, ...] = (
    _w(
        "Skriv i de gule cellene. Alt annet er låst, men uten passord.",
        "Skriv i dei gule cellene. Alt anna er låst, men utan passord.",
    ),
    _w(
        "Hvert ark er en side i skjemaet. Ta dem i den rekkefølgen dere vil.",
        "Kvart ark er ei side i skjemaet. Ta dei i den rekkjefølgja de vil.",
    ),
    _w(
        "Et spørsmål blir grått når svarene deres på samme ark viser at det ikke gjelder dere.",
        "Eit spørsmål blir grått når svara dykkar på same ark viser at det ikkje gjeld dykk.",
    ),
    _w(
        "Arket regner ut summer og avvik. Et avvik som er for stort, blir rødt.",
        "Arket reknar ut summar og avvik. Eit avvik som er for stort, blir raudt.",
    ),
    _w(
        "Ark som begynner med K, er til kollegaer som kjenner én tjeneste. Tallene deres står i kolonnen «Sum fra "
        "kollegaer». Skriv dem selv i svarcellen når dere er enige.",
        "Ark som byrjar med K, er til kollegaer som kjenner éi teneste. Tala deira står i kolonnen «Sum frå "
        "kollegaer». Skriv dei sjølve i svarcella når de er samde.",
    ),
    _w(
        "Lever filen slik følgebrevet sier. En tom celle endrer ikke et svar som er gitt før.",
        "Lever fila slik følgjebrevet seier. Ei tom celle endrar ikkje eit svar som er gitt før.",
    ),
)
"""How to use the sheet, step by step."""

LOOSE_WORDS = frozenset(
    ("og", "eller", "i", "til", "for", "av", "på", "med", "etter", "om", "fra", "frå", "ved", "som", "å", "en", "et")
)
"""Words that no short name may end with."""


def word(key: Key, language: FormLanguage, *parts: object) -> str:
    """Return one of the words, with `parts` in their places."""
    return said(WORDS[key], language).format(*parts)
