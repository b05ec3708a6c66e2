"""A round with one question of each kind and the checks of its sections, written into a folder. No test may enter."""

from pathlib import Path

from kartlegg.editing.checks import Checks, Hit, run_checks
from kartlegg.editing.load_checks import load_checks
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.routing import Routing

LAMPS = """\
code: lamps
title: {nb: Lamper}
questions:
  - type: numbers
    code: keepers
    text: {nb: Hvor mange vakter?, nn: Kor mange vakter?, en: How many keepers?}
    measure: fte
    dimension: service
    rows:
      - {variable: street, label: {nb: Gate, nn: Gate, en: Street}, at_most: 500}
      - {variable: quay, label: {nb: Kai, nn: Kai, en: Quay}}
    sums:
      - {variable: all_keepers, label: {nb: Alle, nn: Alle, en: All}, parts: [street, quay]}
  - type: numbers
    code: schooling
    text: {nb: Hvilken utdanning?}
    measure: fte
    dimension: education
    control: {of: all_keepers, within: 0.005}
    rows:
      - {variable: trained, label: {nb: Utdannet, nn: Utdanna}}
      - {variable: untrained, label: {nb: Ikke utdannet, nn: Ikkje utdanna}}
  - type: numbers
    code: hours
    text: {nb: Når?}
    measure: fte
    dimension: pathway
    control: {of: all_keepers, within: 1, drop: true}
    rows:
      - {variable: dusk, label: {nb: Skumring, nn: Skumring}}
      - {variable: dawn, label: {nb: Gry, nn: Gry}}
"""

OIL = """\
code: oil
title: {nb: Olje}
questions:
  - type: choice
    code: buys
    text: {nb: Kjøper dere olje?}
    options: [{code: yes, label: {nb: Ja}}, {code: no, label: {nb: Nei}}]
  - type: choices
    code: sellers
    text: {nb: Av hvem?}
    shown_if: buys is yes
    options:
      - {code: shop, label: {nb: Butikken, nn: Butikken}}
      - {code: nobody, label: {nb: Ingen, nn: Ingen}, exclusive: true}
      - {code: other, label: {nb: Andre, nn: Andre}, text: true}
  - type: number
    code: litres
    text: {nb: Hvor mye?}
    measure: count
    shown_if: buys is yes
    at_most: 900
"""

STANDARD = """\
missing: {nb: ikke svart, nn: ikkje svart}
mend: {nb: "Kanskje {component} er {component_value}.", nn: "Kanskje er {component} {component_value}."}
formats:
  not_a_number: {level: hard, message: {nb: Tall i {label}, nn: Tal i {label}}}
  not_an_option: {level: hard, message: {nb: Velg, nn: Vel}}
  not_a_tick: {level: hard, message: {nb: Kryss, nn: Kryss av}}
  too_small: {level: hard, message: {nb: "{value} er under {lower}", nn: "{value} er under {lower}"}}
  too_large: {level: hard, message: {nb: "{value} er over {upper}", nn: "{value} er over {upper}"}}
  too_many_decimals: {level: note, message: {nb: "{decimals} desimaler", nn: "{decimals} desimalar"}}
  too_long: {level: hard, message: {nb: Kort ned, nn: Kort ned}}
control: {level: hard, message: {nb: "{value} er ikke {whole}", nn: "{value} er ikkje {whole}"}}
distribution: {level: soft, message: {nb: "{difference} fra {whole_label}", nn: "{difference} frå {whole_label}"}}
exclusive: {level: hard, message: {nb: "{option} og {other}", nn: "{option} og {other}"}}
other_text: {level: note, message: {nb: "Hva er {option}?", nn: "Kva er {option}?"}}
hidden: {level: note, message: {nb: "Ikke spurt om {question}", nn: "Ikkje spurt om {question}"}}
incomplete: {level: note, message: {nb: "{blank} av {asked}, først {first}", nn: "{blank} av {asked}, først {first}"}}
"""
STANDARD = STANDARD.replace("Tall i {label}", '"Tall i {label}"').replace("Tal i {label}}", '"Tal i {label}"}')

CHECKS = """\
checks:
  - code: change
    level: soft
    when: last.all_keepers > 0
    holds: all_keepers within 20 percent of last.all_keepers
    message: {nb: "{all_keepers} mot {last.all_keepers} i fjor", nn: "{all_keepers} mot {last.all_keepers} i fjor"}
  - code: appeared
    level: soft
    asks: false
    each: [street, quay]
    when: last.each = 0
    holds: each < 2
    message: {nb: "{label.each}: {each}", nn: "{label.each}: {each}"}
  - code: same
    level: note
    differ: [street, quay]
    at_least: 3
    message: {nb: "{value} i {first} og {second}", nn: "{value} i {first} og {second}"}
"""


def write_round(folder: Path, **files: str) -> Path:
    """Write the round into `folder`; `files` stand in `checks` in place of those above, by name without ending."""
    texts = {"questionnaire/01_lamps": LAMPS, "questionnaire/02_oil": OIL}
    texts |= {"checks/standard": STANDARD, "checks/01_lamps": CHECKS}
    texts |= {f"checks/{name}": text for name, text in files.items()}
    for name, text in texts.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def checks_in(folder: Path) -> Checks:
    """Return the checks of the round in `folder`."""
    return load_checks(folder, load_questionnaire(folder))


def hits_in(folder: Path, answers: Answers, last: Answers | None = None, **register: str | float) -> list[Hit]:
    """Return the hits of one reply, the gaps apart."""
    routing = Routing(load_questionnaire(folder))
    found = run_checks(checks_in(folder), Facts(answers, last or {}, register), routing, "north")
    return [hit for hit in found if hit.kind != "incomplete"]
