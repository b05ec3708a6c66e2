"""What DDI-Codebook tells of the document, the study and its file of answers. No variable may enter."""

from kartlegg import __version__
from kartlegg.codebook.ddi.elements import Element, add, add_words
from kartlegg.codebook.entries import Codebook
from kartlegg.codebook.words import phrase
from kartlegg.definitions import Words

_PROGRAM = "Kartlegg"


def add_document(parent: Element, codebook: Codebook) -> None:
    """Add who made this document and with what."""
    citation = add(add(parent, "docDscr"), "citation")
    _titles(citation, phrase("ddi.document", codebook.study), f"{identifier(codebook)}-ddi")
    _production(citation, codebook)
    version = add(citation, "verStmt")
    add(version, "version", __version__)


def add_study(parent: Element, codebook: Codebook, *, synthetic: bool) -> None:
    """Add what was asked, of whom, when and how."""
    study = add(parent, "stdyDscr")
    citation = add(study, "citation")
    _titles(citation, codebook.study, identifier(codebook))
    _production(citation, codebook)
    series = add(citation, "serStmt")
    add_words(series, "serName", codebook.title)
    _information(add(study, "stdyInfo"), codebook, synthetic=synthetic)
    _method(add(study, "method"), codebook, synthetic=synthetic)


def add_file(parent: Element, name: str, *, cases: int, columns: int, synthetic: bool) -> None:
    """Add the file of answers: `cases` rows, 0 where it holds labels only."""
    described = add(parent, "fileDscr", attributes={"ID": "F_answers"})
    text = add(described, "fileTxt")
    add(text, "fileName", name)
    add_words(text, "fileCont", phrase("ddi.file"), ("nb",))  # the schema has room for one language
    dimensions = add(text, "dimensns")
    add(dimensions, "caseQnty", str(cases))
    add(dimensions, "varQnty", str(columns))
    add(text, "fileType", "SPSS (.sav), Stata (.dta)")
    if synthetic:
        add_words(described, "notes", phrase("ddi.synthetic"))


def identifier(codebook: Codebook) -> str:
    """Return the study's own number: the survey's code and the year, without signs that identifiers refuse."""
    return f"{codebook.survey.replace('/', '-').replace(' ', '-')}-{codebook.year}"


def _responsible(codebook: Codebook) -> str:
    """Return who publishes the survey; its title where only this program is named, which asks nobody anything."""
    is_program = codebook.publisher.strip().casefold() == _PROGRAM.casefold()
    return codebook.title.nb if is_program else codebook.publisher


def _titles(citation: Element, title: Words, number: str) -> None:
    statement = add(citation, "titlStmt")
    add(statement, "titl", title.nb, language="nb")
    add_words(statement, "parTitl", title, ("nn", "en"))
    add(statement, "IDNo", number)


def _production(citation: Element, codebook: Codebook) -> None:
    add(add(citation, "rspStmt"), "AuthEnty", _responsible(codebook))
    statement = add(citation, "prodStmt")
    add(statement, "producer", _responsible(codebook))
    add(statement, "software", _PROGRAM, {"version": __version__})


def _information(parent: Element, codebook: Codebook, *, synthetic: bool) -> None:
    subject = add(parent, "subject")
    for section in codebook.sections:
        add_words(subject, "topcClas", section.title)
    add_words(parent, "abstract", codebook.subtitle)
    summary = add(parent, "sumDscr")
    add(summary, "timePrd", str(codebook.year), {"date": str(codebook.year), "event": "single"})
    for event, day in (("start", codebook.opens_on), ("end", codebook.closes_on)):
        add(summary, "collDate", day.isoformat(), {"date": day.isoformat(), "event": event})
    if codebook.country is not None:
        abbreviation = {"abbr": codebook.country.code}
        add(summary, "nation", codebook.country.name.nb, abbreviation, "nb")
        add(summary, "nation", codebook.country.name.en or codebook.country.name.nb, abbreviation, "en")
    add_words(summary, "anlyUnit", phrase("ddi.unit"))
    add_words(summary, "universe", phrase("ddi.universe", codebook.units), clusion="I")
    add_words(summary, "dataKind", phrase("ddi.made_up" if synthetic else "ddi.kind"))
    for name, told in (("partial", codebook.partial), ("synthetic", synthetic)):
        if told:
            add_words(parent, "notes", phrase(f"ddi.{name}"))


def _method(parent: Element, codebook: Codebook, *, synthetic: bool) -> None:
    collection = add(parent, "dataColl")
    add_words(collection, "timeMeth", phrase("ddi.repeated"))
    add(collection, "dataCollector", _responsible(codebook))
    add_words(collection, "sampProc", phrase("ddi.census"))
    add_words(collection, "collMode", phrase("ddi.made_by_program" if synthetic else "ddi.mode"))
    add_words(collection, "resInstru", phrase("ddi.instrument"))
    if codebook.attribution:
        sources = add(collection, "sources")
        for source in codebook.attribution:
            add_words(sources, "dataSrc", source)
