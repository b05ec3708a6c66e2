"""A small survey of another country, with units, groupings, rounds and words of its own. No test may enter.

What is asked in it: how many people keep the lamps of each valley lit. It has one example of each thing that tables
can be made of: units of the same name, a city of districts with an agency where nobody lives, a forest where nobody
answers, a merger between the rounds, a break, an uncertain year, a year of whole percentages, a question not asked.
"""

from pathlib import Path

FIRST, SECOND = 2030, 2032
DISTRIBUTED = 0.5
"""How far the hours of the day may be off what they divide."""

PLACES = {
    "units.csv": """\
code,name,kind,valid_from,valid_to,name_official
A1,Hillside,municipality,,,Hillside
A2,Riverton,municipality,,,Riverton
A3,Lostvik,municipality,,2030-12-31,Lostvik
B1,Hillside,municipality,,,Hillside
C1,North side,district,,,North side
C2,South side,district,,,South side
C3,Health office,agency,,,Health office
C4,Forest,area,,,Forest
""",
    "wholes.csv": "whole,name,part,valid_from,valid_to\n" + "".join(f"C0,Lampburg,C{n},,\n" for n in (1, 2, 3, 4)),
    "population.csv": """\
unit,date,children,adults,all,estimated
A1,2030-01-01,200,800,1000,no
A2,2030-01-01,40,100,140,no
A3,2030-01-01,10,50,60,no
B1,2030-01-01,400,1600,2000,no
C0,2030-01-01,400,1205,1605,no
C1,2030-01-01,100,500,600,no
C2,2030-01-01,300,700,1000,no
C4,2030-01-01,0,5,5,no
A1,2032-01-01,200,800,1000,no
A2,2032-01-01,50,150,200,no
B1,2032-01-01,400,1600,2000,no
C0,2032-01-01,400,1205,1605,no
C1,2032-01-01,100,500,600,no
C2,2032-01-01,300,700,1000,no
C4,2032-01-01,0,5,5,no
""",
    "changes.csv": "from,to,date,kind,weight,basis\nA3,A2,2031-01-01,merge,1,\n",
    "positions.csv": """\
code,valid_from,valid_to,longitude,latitude
A1,,,20,-30
A2,,,21,-31
C0,,,24,-34
""",
    "groupings/county.csv": "code,group,valid_from,valid_to\nA1,hills,,\nA2,hills,,\nA3,hills,,\nB1,coast,,\n"
    + "".join(f"C{n},coast,,\n" for n in (1, 2, 3, 4)),
    "groupings.yaml": """\
groupings:
  - code: size_group
    kind: size
    title: {nb: Størrelse, en: Size}
    groups:
      - {code: small, at_least: 0, label: {nb: Liten, en: Small}}
      - {code: big, at_least: 1000, label: {nb: Stor, en: Big}}
    parts: {code: city, label: {nb: Byen, en: The city}}
  - code: county
    kind: listed
    title: {nb: Dal, en: Valley}
    groups:
      - {code: coast, label: {nb: Kysten, en: The coast}}
      - {code: hills, label: {nb: Åsene, en: The hills}}
  - code: country
    kind: whole
    title: {nb: Landet}
    group: {code: everywhere, label: {nb: Hele landet}}
""",
}

ROUND = """\
year: {year}
title: {{nb: Lampene, en: The lamps}}
reference_week: 10
population_on: {year}-01-01
opens_on: {year}-03-01
due_on: {year}-04-01
closes_on: {year}-05-01
"""

STAFF = """\
code: staff
title: {nb: Lampevakter, en: Lamp keepers}
questions:
  - type: numbers
    code: adults
    text: {nb: For voksne, en: For adults}
    measure: fte
    target_group: adults
    dimension: service
    rows:
      - {variable: fte_adults_street, label: {nb: Gatelamper, en: Street lamps}, short: {nb: Gate, en: Street}}
      - {variable: fte_adults_quay, label: {nb: Kailamper, en: Quay lamps}}
    sums:
      - {variable: fte_adults, label: {nb: Voksne, en: Adults}, parts: [fte_adults_street, fte_adults_quay]}
  - type: numbers
    code: children
    text: {nb: For barn, en: For children}
    measure: fte
    target_group: children
    dimension: service
    rows:
      - {variable: fte_children_school, label: {nb: Skolelamper, en: School lamps}}
    sums:
      - {variable: fte_children, label: {nb: Barn, en: Children}, parts: [fte_children_school]}
  - type: numbers
    code: all_lamps
    text: {nb: For alle, en: For all}
    measure: fte
    target_group: all
    dimension: service
    sums:
      - {variable: fte_total, label: {nb: Alle, en: All}, parts: [fte_adults, fte_children]}
"""

HOURS = f"""\
code: hours
title: {{nb: Tider, en: Hours}}
questions:
  - type: numbers
    code: hours
    text: {{nb: Når, en: When}}
    measure: fte
    target_group: adults
    dimension: pathway
    control: {{of: fte_adults, within: {DISTRIBUTED}, drop: true}}
    rows:
      - {{variable: dusk, label: {{nb: Skumring, en: Dusk}}}}
      - {{variable: dawn, label: {{nb: Gry, en: Dawn}}}}
    sums:
      - {{variable: hours, label: {{nb: Timer, en: Hours}}, parts: [dusk, dawn]}}
"""

WORDS = """\
source: {nb: Kilde, en: Source}
total: {nb: Totalt, en: Total}
units: {nb: Enheter, en: Units}
inhabitants: {children: {nb: Barn}, adults: {nb: Voksne}, all: {nb: Alle}}
target_groups: {fte_children: {nb: Barn}, fte_adults: {nb: Voksne}, fte_total: {nb: Alle}}
total_variable: fte_total
rates: {fte: {nb: Årsverk, en: FTE}, rate: {nb: Veid, en: Weighted}, own: {nb: Egen}, mean: {nb: Uveid}}
scopes: {oil: {nb: Olje, en: Oil}, gas: {nb: Gass, en: Gas}}
count_label: {nb: Antall, en: Number}
percent_label: {nb: Prosent, en: Per cent}
change: {nb: Endring}
fte: {nb: Årsverk, en: FTE}
synthetic: {nb: Konstruert, en: Made up}
bases: {units: {nb: "{units} enheter, {carried} tause", en: "{units} units, {carried} silent"}}
notes: {rounding: {nb: Avrundet, en: Rounded}}
"""

SERIES = """\
breaks:
  - {year: 2028, note: {nb: "Ny gass", en: Gas}}
  - {year: 2032, note: {nb: Nye timer, en: New hours}, variables: [dusk, dawn]}
uncertain:
  - {year: 2030, note: {nb: Storm, en: A storm}}
  - {year: 2026, note: {nb: Krig, en: War}, variables: [fte_adults_quay]}
not_asked:
  - {years: [2026], variables: [fte_children_school]}
"""

HISTORY = """\
variable,year,value,measure,scope,source,published_in,note
fte_adults_street,2026,60,percent,,,,
fte_adults_quay,2026,40,percent,,,,
fte_adults_street,2028,3,fte,,,,
fte_adults_quay,2028,0,fte,,,,
fte_adults,2028,3,fte,,,,
fte_children,2028,1,fte,,,,
fte_children_school,2028,1,fte,,,,
fte_total,2028,4,fte,,,,
fte_adults_street,2030,8.5,fte,,,,
fte_adults_quay,2030,0,fte,,,,
fte_adults,2030,8.5,fte,,,,
fte_children,2030,2,fte,,,,
fte_children_school,2030,2,fte,,,,
fte_total,2030,10.5,fte,,,,
dusk,2030,2,fte,,,,
dawn,2030,2,fte,,,,
hours,2030,4,fte,,,,
"""

FILES = {
    **{f"places/{name}": text for name, text in PLACES.items()},
    "survey.yaml": "code: lamps\ntitle: {nb: Lampene, en: The lamps}\nsubtitle: {nb: Vakt}\npublisher: The guild\n",
    "series.yaml": SERIES,
    "history/series.csv": HISTORY,
    f"rounds/{FIRST}/round.yaml": ROUND.format(year=FIRST),
    f"rounds/{FIRST}/questionnaire/01_staff.yaml": STAFF,
    f"rounds/{FIRST}/report/words.yaml": WORDS,
    f"rounds/{SECOND}/round.yaml": ROUND.format(year=SECOND) + f"last_round: {FIRST}\n",
    f"rounds/{SECOND}/questionnaire/01_staff.yaml": STAFF,
    f"rounds/{SECOND}/questionnaire/02_hours.yaml": HOURS,
    f"rounds/{SECOND}/report/words.yaml": WORDS,
}


def write_survey(folder: Path) -> Path:
    """Write the survey into `folder` and return it."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def change(survey: Path, name: str, old: str, new: str) -> Path:
    """Put `new` for the one `old` in a file of the survey and return its path."""
    path = survey / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path
