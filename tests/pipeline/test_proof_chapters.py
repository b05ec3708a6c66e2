"""Every fault of a chapter is told in one run, each with file and line; none hides those beside it."""

from pathlib import Path

import pytest

from tests.faults.seeds import told_of, write_seeded

TEXT = """# Lamper

Vaktene er {{ fte("fte_al") }}, {{ ref("4.9") }}.

{{ table("4.1") }}

{{ figure("4.7") }}

{% if silent %}{{ figure("4.1") }}{% else %}{{ figure("4.1") }}{% endif %}
"""
TABLES = """number: "4"
slug: lamps
title: {nb: Lamper, en: Lamps}
tables:
  - kind: series
    number: "4.1"
    title: {nb: Vakter, en: Keepers}
    stub: {nb: Sted nummer 1, en: Place}
    base: units
    rowz: [fte_street, fte_quay]
    years: [2030]
  - kind: population
    number: "4.2"
    title: {nb: Steder, en: Places}
    stub: {nb: Dal, en: Valley}
    base: unit
    by: county
figures:
  - number: "4.1"
    kind: bars
    table: "4.3"
    columns: [y2030]
    title: {nb: Flest på kaia, en: Most on the quay}
    subtitle: {nb: "Se {{ ref('4.5') }}", en: Keepers}
    alt: {nb: Flest på kaia, en: Most}
"""
TOLD = """04_lamps.md:3: [unknown-table]
04_lamps.md:3: [unknown-variable-in-text]
04_lamps.md:7: [unknown-figure]
04_lamps.tables.yaml:5: [missing-key] table 4.1, rows:
04_lamps.tables.yaml:10: [unknown-key] table 4.1, rowz:
04_lamps.tables.yaml:12: [not-placed] table 4.2:
04_lamps.tables.yaml:16: [unknown-words] table 4.2, base:
04_lamps.tables.yaml:21: [unknown-table] figure 4.1, table:
04_lamps.tables.yaml:24: [unknown-table] figure 4.1, subtitle.nb:
04_lamps.tables.yaml:25: [alt-repeats-caption] figure 4.1, alt:
"""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return write_seeded("", tmp_path / "survey")


def write(survey: Path, name: str, text: str) -> None:
    (survey / "rounds" / "2032" / "report" / name).write_text(text, encoding="utf-8")


def test_every_fault_of_a_chapter_is_told_in_one_run(survey: Path) -> None:
    write(survey, "04_lamps.md", TEXT)
    write(survey, "04_lamps.tables.yaml", TABLES)
    told = [line.removeprefix("rounds/2032/report/").partition(" found")[0] for line in told_of(survey)]
    assert told == TOLD.splitlines()


def test_a_chapter_that_cannot_be_read_makes_no_other_reference_dead(survey: Path) -> None:
    write(
        survey, "04_lamps.md", '# Lamper\n\n{{ table("4.1") }}\n\nSe {{ ref("5.1") }} og {{ ref_figure("5.1") }}.\n'
    )
    write(survey, "05_valleys.tables.yaml", 'number: "5"\ntables: [\n')
    (told,) = told_of(survey)
    assert "05_valleys.tables.yaml:3: [no-yaml]" in told


def test_a_table_of_another_chapter_is_spoken_of_and_not_placed(survey: Path) -> None:
    write(survey, "05_valleys.tables.yaml", 'number: "5"\nslug: valleys\ntitle: {nb: Daler, en: Valleys}\n')
    write(survey, "05_valleys.md", '# Daler\n\n{{ table("4.1") }}\n')
    (told,) = told_of(survey)
    assert (
        "05_valleys.md:3: [unknown-table] found the table 4.1, which is another chapter's; expected a table" in told
    )


def test_numbers_stand_once_in_all_chapters(survey: Path) -> None:
    text = (survey / "rounds/2032/report/04_lamps.tables.yaml").read_text(encoding="utf-8")
    write(survey, "05_valleys.tables.yaml", text)
    write(survey, "05_valleys.md", '# Daler\n\n{{ table("4.1") }}\n')
    found = [line.partition("found ")[2].partition(";")[0] for line in told_of(survey)]
    assert found == [
        "the chapter 4 a second time, first in 04_lamps.tables.yaml:1",
        "the address lamps a second time, first in 04_lamps.tables.yaml:2",
        "the table 4.1 a second time, first in 04_lamps.tables.yaml:6",
    ]


def test_links_lead_to_the_names_of_headings(survey: Path) -> None:
    report = survey / "rounds" / "2032" / "report"
    tables, text = (report / f"04_lamps{ending}" for ending in (".tables.yaml", ".md"))
    tables.write_text(tables.read_text(encoding="utf-8").replace('number: "4"\n', 'number: ""\n'), encoding="utf-8")
    links = "[der](#lamps-pa-kaia) og [der](#lamps-pa-kai)"
    text.write_text(f"{text.read_text(encoding='utf-8')}\n## På kaia {{en: Quay}}\n\nSe {links}.\n", encoding="utf-8")
    (told,) = told_of(survey)
    assert "[dead-link] found a link to #lamps-pa-kai, which there is not" in told
    assert told.endswith('did you mean "#lamps-pa-kaia"?')


def test_anchors_are_those_of_the_chapter_that_is_read(survey: Path) -> None:
    text = (survey / "rounds/2032/report/04_lamps.md").read_text(encoding="utf-8")
    headings = "## [Kaia](#kapittel-4)\n\n## Gata\n\n## Gata!\n"
    links = "Se [der](#4-kaia), [der](#4-gata-2) og [der](#4-gata-3).\n"
    write(survey, "04_lamps.md", f"{text}\n{headings}\n{links}")
    (told,) = (told for told in told_of(survey) if "[dead-link]" in told)  # "Gata!" is the second of its anchor
    assert "found a link to #4-gata-3, which there is not" in told


def test_a_heading_that_hangs_on_the_replies_silences_links_to_its_chapter_alone(survey: Path) -> None:
    text = (survey / "rounds/2032/report/04_lamps.md").read_text(encoding="utf-8")
    write(
        survey,
        "04_lamps.md",
        f'{text}\n## {{{{ fte("fte_all") }}}} vakter\n\nSe [der](#4-mange) og [der](#5-mange).\n',
    )
    write(survey, "05_valleys.tables.yaml", 'number: "5"\nslug: valleys\ntitle: {nb: Daler, en: Valleys}\n')
    write(survey, "05_valleys.md", "# Daler\n\n## Noen\n")
    (told,) = (told for told in told_of(survey) if "[dead-link]" in told)
    assert "found a link to #5-mange, which there is not" in told
