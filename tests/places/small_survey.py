"""A survey folder with one example of each thing that the files of places can say. No test may enter."""

from pathlib import Path

FILES = {
    "units.csv": """\
code,name,kind,valid_from,valid_to,name_official
0100,Byen vest,district,,,Byen vest
0101,Byen øst,district,,,Byen øst
0102,Skogen,area,,,Skogen
01ETAT,Etaten,agency,2020-01-01,,Etaten
1001,Storvik,municipality,,,Storvik
1002,Lilledal,municipality,,2019-12-31,Lilledal
1003,Fjellnes,municipality,,2019-12-31,Fjellnes
1004,Fjelldal,municipality,2020-01-01,,Fjelldal
1005,Todelt,municipality,,2020-12-31,Todelt
1006,Nordre Todelt,municipality,2021-01-01,,Nordre Todelt
1007,Søndre Todelt,municipality,2021-01-01,,Søndre Todelt
""",
    "wholes.csv": """\
whole,name,part,valid_from,valid_to
0001,Byen,0100,,
0001,Byen,0101,,
0001,Byen,0102,,
0001,Byen,01ETAT,2020-01-01,
""",
    "population.csv": """\
unit,date,children,adults,all,estimated
0001,2019-01-01,30,70,100,no
0001,2021-01-01,31,71,102,no
0100,2019-01-01,10,30,40,no
0100,2021-01-01,11,31,42,no
0101,2019-01-01,20,35,55,no
0101,2021-01-01,20,35,55,no
0102,2019-01-01,0,5,5,no
0102,2021-01-01,0,5,5,no
1001,2019-01-01,400,1600,2000,no
1001,2021-01-01,400,1599,1999,no
1002,2019-01-01,3,7,10,no
1003,2019-01-01,4,8,12,no
1004,2021-01-01,7,15,22,no
1005,2019-01-01,10,30,40,yes
1006,2021-01-01,8,22,30,no
1007,2021-01-01,2,8,10,no
""",
    "changes.csv": """\
from,to,date,kind,weight,basis
1002,1004,2020-01-01,merge,1,
1003,1004,2020-01-01,merge,1,
1005,1006,2021-01-01,split,0.75,inhabitants
1005,1007,2021-01-01,split,0.25,inhabitants
""",
    "positions.csv": """\
code,valid_from,valid_to,longitude,latitude
0001,,,10.5,59.9
1001,,2020-12-31,6,58
1001,2021-01-01,,6.1,58.1
""",
    "groupings/county.csv": """\
code,group,valid_from,valid_to
0100,city,2020-01-01,
0101,city,2020-01-01,
0102,city,2020-01-01,
01ETAT,city,2020-01-01,
1001,land,,2020-12-31
1001,coast,2021-01-01,
1004,land,2020-01-01,
1005,land,2020-01-01,2020-12-31
1006,land,2021-01-01,
1007,land,2021-01-01,
""",
    "groupings.yaml": """\
groupings:
  - code: size_group
    kind: size
    title: {nb: Størrelse, en: Size}
    groups:
      - {code: small, at_least: 0, label: {nb: Liten}}
      - {code: big, at_least: 2000, label: {nb: Stor}}
    parts: {code: city, label: {nb: Byen}}
  - code: county
    kind: listed
    title: {nb: Fylke, en: County}
    covers_from: 2020-01-01
    groups:
      - {code: coast, label: {nb: Kysten}}
      - {code: city, label: {nb: Byen}}
      - {code: land, label: {nb: Landet}}
      - {code: former, label: {nb: Borte}}
  - code: largest
    kind: largest
    title: {nb: De største}
    how_many: 2
    rest: {code: rest, label: {nb: Resten}}
    municipality: {nb: "{name} kommune", en: "{name}"}
  - code: country
    kind: whole
    title: {nb: Landet}
    group: {code: all, label: {nb: Hele landet}}
""",
}


def write_survey(folder: Path) -> Path:
    """Write the survey into `folder` and return it."""
    for name, text in FILES.items():
        path = folder / "places" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
