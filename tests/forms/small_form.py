"""A small form with one question of every type, routing, sums and a control, in both written languages."""

import datetime as dt

from kartlegg.definitions import Words
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.rounds import Round, Survey

SURVEY = Survey(
    code="lamps",
    title=Words(nb="Lampene", nn="Lampene", en="The lamps"),
    subtitle=Words(nb="Vakt"),
    publisher="Lauget",
)
ROUND = Round(
    year=2032,
    title=Words(nb="Lampene i år", nn="Lampene i år", en="The lamps this year"),
    reference_week=10,
    population_on=dt.date(2032, 1, 1),
    opens_on=dt.date(2032, 3, 1),
    due_on=dt.date(2032, 4, 1),
    closes_on=dt.date(2032, 5, 1),
    last_round=2030,
)


def w(nb: str, nn: str = "", en: str = "") -> dict[str, str]:
    """Words as they stand in a definition."""
    return {"nb": nb, "nn": nn or nb, "en": en or nb}


YES_NO = {
    "code": "yes_no",
    "title": w("Ja eller nei"),
    "order": "none",
    "options": [
        {"code": "yes", "label": w("Ja", en="Yes")},
        {"code": "no", "label": w("Nei", en="No")},
        {"code": "do_not_know", "label": w("Vet ikke", "Veit ikkje", "Do not know"), "kind": "do_not_know"},
    ],
}
STAFF = {
    "code": "staff",
    "title": w("Lampevakter", "Lampevakter", "Lamp keepers"),
    "intro": w("Tell alle.", "Tel alle.", "Count everybody."),
    "questions": [
        {
            "type": "numbers",
            "code": "services",
            "text": w("Hvor mange vakter?", "Kor mange vakter?", "How many keepers?"),
            "help": w("Tell årsverk.", "Tel årsverk.", "Count full time."),
            "measure": "fte",
            "target_group": "adults",
            "dimension": "service",
            "rows": [
                {"variable": "fte_street", "label": w("Gatelamper", en="Street lamps"), "at_most": 900},
                {"variable": "fte_quay", "label": w("Kailamper", en="Quay lamps")},
            ],
            "sums": [{"variable": "fte", "label": w("Alle", en="All"), "parts": ["fte_street", "fte_quay"]}],
        },
        {
            "type": "numbers",
            "code": "education",
            "text": w("Hvilken utdanning?", "Kva utdanning?", "Which education?"),
            "measure": "fte",
            "target_group": "adults",
            "dimension": "education",
            "control": {"of": "fte", "within": 0.005},
            "rows": [
                {"variable": "fte_trained", "label": w("Utlærte", en="Trained")},
                {"variable": "fte_untrained", "label": w("Andre", en="Others")},
            ],
            "sums": [{"variable": "fte_education", "label": w("I alt"), "parts": ["fte_trained", "fte_untrained"]}],
        },
    ],
}
WORK = {
    "code": "work",
    "title": w("Arbeidet: dag/natt", "Arbeidet: dag/natt", "The work"),
    "questions": [
        {
            "type": "choice",
            "code": "night",
            "text": w("Er det vakt om natten?", "Er det vakt om natta?", "Is there a night watch?"),
            "scale": "yes_no",
        },
        {
            "type": "choice",
            "code": "fuel",
            "text": w("Hva brenner dere?", "Kva brenn de?", "What do you burn?"),
            "options": [
                {"code": "oil", "label": w("Olje, ren", "Olje, rein", "Oil, pure")},
                {"code": "gas", "label": w("Gass", en="Gas")},
                {"code": "other", "label": w("Annet", "Anna", "Other"), "text": True},
            ],
            "order": "none",
            "shown_if": "night is yes",
        },
        {
            "type": "choices",
            "code": "tools",
            "text": w("Hva har dere med?", "Kva har de med?", "What do you bring?"),
            "options": [
                {"code": "ladder", "label": w("Stige", en="Ladder")},
                {"code": "cloth", "label": w("Klut", en="Cloth")},
                {"code": "none", "label": w("Ingenting", en="Nothing"), "exclusive": True},
                {"code": "other", "label": w("Annet", "Anna", "Other"), "text": True},
            ],
        },
        {
            "type": "choice_grid",
            "code": "liked",
            "text": w("Er dere fornøyd med?", "Er de nøgde med?", "Do you like?"),
            "scale": "yes_no",
            "rows": [
                {"code": "oil", "label": w("Oljen", "Olja", "The oil")},
                {"code": "hat", "label": w("Hatten", en="The hat"), "shown_if": "tools_ladder is ticked"},
            ],
        },
        {
            "type": "choices_grid",
            "code": "heard",
            "text": w("Hvordan hørte dere om?", "Korleis høyrde de om?", "How did you hear of?"),
            "rows": [
                {"code": "guild", "label": w("Lauget", en="The guild")},
                {"code": "fair", "label": w("Messen", "Messa", "The fair")},
            ],
            "options": [
                {"code": "song", "label": w("En sang", "Ein song", "A song")},
                {"code": "other", "label": w("Annet", "Anna", "Other"), "text": True},
            ],
        },
        {
            "type": "number",
            "code": "lamps",
            "text": w("Hvor mange lamper?", "Kor mange lamper?", "How many lamps?"),
            "measure": "count",
            "at_most": 5000,
            "shown_if": "fte_street > 3",
        },
        {
            "type": "text",
            "code": "why",
            "text": w("Hvorfor lyser dere?", "Kvifor lyser de?", "Why do you light?"),
            "at_most": 200,
            "lines": 3,
        },
    ],
}


def small_form(**changes: object) -> Questionnaire:
    """The form; `changes` are other keys of its first section."""
    scales = {"yes_no": YES_NO}
    return Questionnaire.model_validate({"sections": [STAFF | changes, WORK], "scales": scales})
