"""The DDI document keeps to what DDI-Codebook 2.5 asks: order of elements, attributes, identifiers, references.

The sequences below are those of the schema's types (DDI Alliance, DDI-Codebook 2.5.1), as far as we use them.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from kartlegg.codebook.columns import DataColumn
from kartlegg.codebook.entries import Codebook
from kartlegg.codebook.to_ddi import to_ddi
from tests.codebook.lamps import LONG
from tests.tiny.survey import SECOND

NAMESPACE = "ddi:codebook:2_5"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ORDER = {
    "codeBook": ("docDscr", "stdyDscr", "fileDscr", "dataDscr"),
    "docDscr": ("citation",),
    "citation": ("titlStmt", "rspStmt", "prodStmt", "distStmt", "serStmt", "verStmt"),
    "titlStmt": ("titl", "subTitl", "altTitl", "parTitl", "IDNo"),
    "prodStmt": ("producer", "copyright", "prodDate", "prodPlac", "software"),
    "stdyDscr": ("citation", "stdyInfo", "method"),
    "stdyInfo": ("subject", "abstract", "sumDscr", "notes"),
    "sumDscr": ("timePrd", "collDate", "nation", "anlyUnit", "universe", "dataKind"),
    "dataColl": ("timeMeth", "dataCollector", "sampProc", "collMode", "resInstru", "sources"),
    "fileDscr": ("fileTxt", "notes"),
    "fileTxt": ("fileName", "fileCont", "dimensns", "fileType"),
    "dimensns": ("caseQnty", "varQnty"),
    "dataDscr": ("varGrp", "var"),
    "varGrp": ("labl", "txt", "concept", "universe", "notes"),
    "var": (
        *("labl", "security", "qstn", "valrng", "invalrng", "universe", "txt", "catgry", "concept"),
        *("derivation", "varFormat", "notes"),
    ),
    "qstn": ("preQTxt", "qstnLit", "ivuInstr"),
    "catgry": ("catValu", "labl", "txt"),
    "derivation": ("drvdesc", "drvcmd"),
}
ONCE = {"fileCont", "fileName", "IDNo", "software", "drvcmd", "security", "derivation", "varFormat", "qstn"}
"""What may stand once within its parent, or we say in one language."""

UNITS = (DataColumn("unit", "Enhet", text=True), DataColumn("status", "Status", values={1: "Ja"}))


@pytest.fixture(scope="module")
def document(codebook: Codebook) -> Any:
    return etree.fromstring(to_ddi(codebook, units=UNITS, cases=6, synthetic=True))


def name_of(element: Any) -> str:
    namespace, name = element.tag[1:].split("}")
    assert namespace == NAMESPACE
    return name


def within(element: Any, path: str) -> list[Any]:
    """The elements at a path of plain names below an element."""
    return element.findall("/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/")))


def variable(document: Any, code: str) -> Any:
    (found,) = [var for var in within(document, "dataDscr/var") if var.get("name") == code]
    return found


def in_languages(element: Any, path: str) -> dict[str | None, str]:
    return {found.get(LANGUAGE): found.text for found in within(element, path)}


def walk(document: Any) -> Iterator[tuple[str, list[str]]]:
    for element in document.iter():
        yield name_of(element), [name_of(child) for child in element]


def test_elements_stand_in_the_order_of_the_schema(document: Any) -> None:
    for parent, children in walk(document):
        if parent in ORDER:
            places = [ORDER[parent].index(child) for child in children]
            assert places == sorted(places), f"{parent}: {children}"
        for child in ONCE & set(children):
            assert children.count(child) == 1, f"{parent}: {children}"


def test_identifiers_are_unique_and_every_reference_leads_somewhere(document: Any) -> None:
    named = [element.get("ID") for element in document.iter() if element.get("ID")]
    assert len(set(named)) == len(named)
    referred = {
        reference
        for element in document.iter()
        for attribute in ("var", "varGrp", "files", "qstn")
        for reference in (element.get(attribute) or "").split()
    }
    assert referred <= set(named)
    assert {f"V_{LONG}_quay", "S_work", "Q_tools", "F_answers"} <= set(named)


def test_what_the_schema_requires_is_there(document: Any) -> None:
    assert document.get("version") == "2.5"
    assert within(document, "stdyDscr/citation/titlStmt/titl")
    assert all(var.get("name") for var in within(document, "dataDscr/var"))
    codes = {element.get(LANGUAGE) for element in document.iter()} - {None}
    assert codes == {"nb", "nn", "en"}


def test_the_study_is_told(document: Any) -> None:
    (study,) = within(document, "stdyDscr")
    summary = within(study, "stdyInfo/sumDscr")[0]
    assert in_languages(study, "citation/titlStmt/titl") == {"nb": "Lampene – Lampene"}
    assert [of.text for of in within(study, "citation/titlStmt/IDNo")] == [f"lamps-{SECOND}"]
    assert in_languages(summary, "universe")["en"] == "All units that report: 6"
    assert [of.get("date") for of in within(summary, "collDate")] == [f"{SECOND}-03-01", f"{SECOND}-05-01"]
    assert in_languages(summary, "dataKind")["en"] == "Synthetic data"
    assert in_languages(study, "method/dataColl/collMode")["en"] == "Made by a program from published figures"
    assert "synthetic" in in_languages(study, "stdyInfo/notes")["en"]
    assert in_languages(study, "method/dataColl/sources/dataSrc") == {
        "nb": "Laugets bøker",
        "en": "Books of the guild",
    }


def test_a_part_of_a_form_says_so(codebook: Codebook) -> None:
    document = etree.fromstring(to_ddi(replace(codebook, partial=True)))
    assert in_languages(document, "stdyDscr/stdyInfo/notes")["en"].startswith("Only a part of the form")


def makers(codebook: Codebook) -> dict[str, set[str]]:
    made = etree.fromstring(to_ddi(codebook))
    names = ("AuthEnty", "producer", "dataCollector")
    return {name: {element.text for element in made.iter(f"{{{NAMESPACE}}}{name}")} for name in names}


def test_the_publisher_answers_for_the_survey_and_a_program_never_does(codebook: Codebook) -> None:
    assert set(map(frozenset, makers(codebook).values())) == {frozenset({codebook.publisher})}
    only_a_program = replace(codebook, publisher="Kartlegg")
    assert set(map(frozenset, makers(only_a_program).values())) == {frozenset({codebook.title.nb})}
    assert codebook.publisher != codebook.title.nb


def test_a_form_without_answers_is_real(codebook: Codebook) -> None:
    document = etree.fromstring(to_ddi(codebook))
    assert in_languages(document, "stdyDscr/stdyInfo/sumDscr/dataKind")["en"] == "Survey data: numeric and text"
    assert not within(document, "stdyDscr/stdyInfo/notes")
    assert [of.text for of in within(document, "fileDscr/fileTxt/dimensns/caseQnty")] == ["0"]


def test_a_question_is_told_with_its_options_and_routing(document: Any) -> None:
    night, text = variable(document, "night"), variable(document, "tools_other_text")
    assert in_languages(night, "qstn/qstnLit")["nn"] == "Har de vakt om natta?"
    assert in_languages(night, "qstn/preQTxt")["nb"] == "Alle netter & helger <teller>."
    assert [of.text for of in within(night, "catgry/catValu")] == ["1", "2", "3", "8", "9"]
    assert [of.get("missType") for of in within(night, "catgry") if of.get("missing") == "Y"] == [
        "do_not_know",
        "not_applicable",
    ]
    assert [of.get("VALUE") for of in within(night, "invalrng/item")] == ["8", "9"]
    assert night.get("nature") == "ordinal"
    assert in_languages(text, "qstn/ivuInstr")[None].endswith("tools_other is ticked")
    assert in_languages(night, "universe")["en"] == "Percentages are of those who answered."
    assert in_languages(night, "universe")["nn"] == "Prosent blir rekna av dei som har svara på spørsmålet."
    assert "Assumed: The guild prints no options." in [note.text for note in within(night, "notes")]


def test_numbers_sums_and_contact_are_told(document: Any) -> None:
    (limits,) = within(variable(document, "lamps"), "valrng/range")
    assert (limits.get("min"), limits.get("max"), limits.get("UNITS")) == ("0", "5000", "INT")
    told = [of.text for code in ("lamps", "tools_other_text") for of in within(variable(document, code), "universe")]
    assert told
    assert not [text for text in told if text.startswith(("Percentages", "Prosent"))]
    total = variable(document, "fte_total")
    (derivation,) = within(total, "derivation")
    assert derivation.get("var") == "V_fte_adults V_fte_children"
    assert not within(total, "qstn")
    letters = variable(document, "letters")
    assert letters.get("files") is None
    assert within(letters, "security")


def test_the_columns_before_the_answers_are_told(document: Any) -> None:
    assert variable(document, "status").get("ID") == "U_status"
    (quantity,) = within(document, "fileDscr/fileTxt/dimensns/varQnty")
    held = [var for var in within(document, "dataDscr/var") if var.get("files") == "F_answers"]
    assert int(quantity.text) == len(held)
