"""The form on paper, blank or as a unit answered it: accessible (PDF/UA-1) and for the archive (PDF/A-2a).

No look is chosen here (paper/form.typ), and no question read (pages).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib import resources

import typst

from kartlegg.errors import ReleaseError
from kartlegg.forms.form_words import form_words
from kartlegg.forms.help_sheet.stamp import definition_hash
from kartlegg.forms.page import Page
from kartlegg.forms.pages import pages
from kartlegg.forms.paper.groups import question_call
from kartlegg.forms.paper.parts import Writer, printable
from kartlegg.forms.reply import Reply
from kartlegg.forms.wording import FormLanguage, said
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.report.layout.captions import written_date
from kartlegg.report.layout.text_width import FAMILY, FONT_FOLDER
from kartlegg.report.pdf.source import Source, Value, array, call, show_rule, statements, value
from kartlegg.report.to_pdf import STANDARDS
from kartlegg.rounds import Round, Survey

_TEMPLATE = "form.typ"


def write_paper_form(
    questionnaire: Questionnaire,
    this_round: Round,
    survey: Survey,
    *,
    language: FormLanguage,
    unit: str | None = None,
    last_round: Mapping[str, float] | None = None,
    answers: Answers | None = None,
    register: Answers | None = None,
    with_contact: bool = False,
    synthetic: bool = False,
) -> bytes:
    """Return the form as PDF: blank, or with `answers` as a unit gave them; the same input gives the same bytes.

    `unit` is the name of the unit, `last_round` its figures under this round's codes, `register` what is known of
    it. Whom to reach is left out unless `with_contact`; `synthetic` says on every page that what stands there is made
    up. Raises RuleError for a condition that cannot be read and ReleaseError where the typeface lacks a sign.
    """
    reply = Reply(answers or {}, last_round or {}, register or {})
    shown = pages(questionnaire, this_round, language, reply=reply if answers is not None else None)
    if answers is None and last_round:
        shown = pages(questionnaire, this_round, language, reply=reply)
    write = Writer(form_words(language), answers is not None, with_contact)
    version = definition_hash(questionnaire)
    paper = _Paper(shown, this_round, survey, write, printable(unit or ""), version, synthetic)
    return paper.compiled()


@dataclass(frozen=True, slots=True)
class _Paper:
    """One form on its way to paper."""

    pages: tuple[Page, ...]
    this_round: Round
    survey: Survey
    write: Writer
    unit: str
    version: str
    synthetic: bool

    @property
    def kind(self) -> str:
        """What it is and of which round."""
        words = self.write.words
        kind = words["title.reply" if self.write.filled else "title.form"]
        return f"{kind} · {said(self.this_round.title, words.language)}"

    def compiled(self) -> bytes:
        """Return the form as PDF."""
        folder = resources.files("kartlegg.forms.paper")
        project = {"main.typ": self.source().encode(), _TEMPLATE: (folder / _TEMPLATE).read_bytes()}
        opens = datetime.combine(self.this_round.opens_on, time(), UTC)
        try:
            pdf: bytes = typst.compile(  # type: ignore[call-overload]  # the stubs lack projects held in memory
                project,
                font_paths=typst.Fonts(False, False, [FONT_FOLDER]),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=STANDARDS,
                timestamp=int(opens.timestamp()),
            )
        except typst.TypstError as error:
            raise ReleaseError(f"the form cannot be made: {error.message} {' '.join(error.hints)}".strip()) from error
        return pdf

    def source(self) -> str:
        """Return the whole form as Typst source, over the template form.typ."""
        words = self.write.words
        calls = [call("title-page", **self._title_page()), call("contents-page", words["title.contents"])]
        for page in self.pages:
            calls.append(_heading(page))
            calls += [question_call(group, self.write) for group in page.groups]
        rule = show_rule("paper-form", **self._settings())
        return f'#import "{_TEMPLATE}": *\n{rule}{statements(calls)}'

    def _settings(self) -> dict[str, Value]:
        words, day = self.write.words, self.this_round.opens_on
        title = said(self.survey.title, words.language)
        made_up = words["synthetic.foot"] if self.synthetic else ""
        foot = " · ".join(filter(None, (self.survey.code, self.kind, self.unit, self.version, made_up)))
        marks = ", ".join(f"{name}: {value(text)}" for name, text in words.group("mark").items())
        return {
            "title": title,
            "description": " · ".join(filter(None, (self.kind, self.unit))),
            "author": self.survey.publisher,
            "date": call("datetime", year=day.year, month=day.month, day=day.day),
            "language": words.language,
            "family": FAMILY,
            "foot": (foot, words["title.page"], words["title.of"], words["title.part"]),
            "marks": Source(f"({marks})"),
        }

    def _title_page(self) -> dict[str, Value]:
        words = self.write.words
        how = words.group("reply" if self.write.filled else "how")
        values = {"week": self.this_round.reference_week, "year": self.this_round.year}
        left_out = ("contact",) if self.write.filled and self.write.with_contact else ()
        return {
            "survey": self.survey.code,
            "title": said(self.survey.title, words.language),
            "kind": self.kind,
            "facts": Source(array(self._facts())),
            "warnings": tuple(self._warnings()),
            "how_title": words["title.how_reply" if self.write.filled else "title.how"],
            "how": tuple(text.format(**values) for name, text in how.items() if name not in left_out),
        }

    def _warnings(self) -> Iterator[str]:
        if self.this_round.partial:
            yield self.write.words["title.partial"]
        if self.synthetic:
            yield self.write.words["synthetic.whole"]

    def _facts(self) -> list[Value]:
        words, this = self.write.words, self.this_round
        unit = words["title.filled_by" if self.write.filled else "title.unit"]
        size = words.fill(
            "title.size_value", pages=len(self.pages), questions=sum(len(page.groups) for page in self.pages)
        )
        return [
            (unit, self.unit or Source("line-to-fill")),
            (words["title.due"], written_date(this.due_on.isoformat())),
            (words["title.week"], words.fill("title.week_value", week=this.reference_week)),
            (words["title.size"], size),
            (words["title.version"], self.version),
        ]


def _heading(page: Page) -> Source:
    return call(
        "section-heading",
        number=str(page.number),
        title=page.title,
        name=f"section-{page.code}",
        intro=page.intro,
        routing=page.shown_if.paper if page.shown_if else "",
    )
