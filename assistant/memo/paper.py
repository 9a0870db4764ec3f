"""A memo → a Word file, part by part in the order of its kind, set by the tables of corpus/forms."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ..citing import long_date, vietnamese_date
from ..export.word import repeat_row, set_font_of_scripts
from ..forms import Forms
from .content import Memo, Section, Table
from .details import BLANK, addressees_of, authority_of, kind_of, number_line, subject_of
from .drawing import Pen, field, keep_row_whole, restart_numbers, without_height

_LEFT_SHARE = 0.41  # of the width, for the column of the issuer
_SIGNATURE_LINES = 4  # blank lines for signature and seal
_OPINION_LINES = 4
_LONG_ROW = 600  # characters
_HEADER_MM = 10  # from the edge of the page to its number, inside the upper margin
_COLUMNS = (10, 42, 70, 38)  # of the appendix: shares of the width
_NUMERALS = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
)


def as_docx(memo: Memo, forms: Forms) -> bytes:
    """The Word file. Raises MemoError for an unknown kind or authority."""
    return _Paper(memo, forms).written()


class _Paper:
    """One paper while it is written."""

    def __init__(self, memo: Memo, forms: Forms) -> None:
        self._memo, self._forms, self._details = memo, forms, memo.details
        self._kind, self._authority = kind_of(memo.details, forms), authority_of(memo.details, forms)
        self._pen, self._say = Pen(forms), forms.phrases.say
        self._document: Any = Document()
        self._width = forms.measure("paper-width") - forms.measure("margin-left") - forms.measure("margin-right")

    def written(self) -> bytes:
        self._set_defaults()
        self._set_page(self._document.sections[0])
        write: Mapping[str, Callable[[], None]] = {
            "head": self._head,
            "kind": self._kind_name,
            "subject": self._subject,
            "addressees": self._addressees,
            "grounds": self._grounds,
            "content": self._content,
            "copies-and-signature": self._copies_and_signature,
            "opinion": self._opinion,
            "appendix": self._appendix,
        }
        for part in self._kind.parts:
            write[part]()
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    # -- page -------------------------------------------------------------------------------------------------------

    def _set_defaults(self) -> None:
        normal, content = self._document.styles["Normal"], self._forms.styles["content"]
        normal.font.name, normal.font.size = self._forms.font, Pt(content.size)
        set_font_of_scripts(normal.element.get_or_add_rPr(), self._forms.font)
        language = OxmlElement("w:lang")
        for name in ("val", "eastAsia", "bidi"):
            language.set(qn(f"w:{name}"), "vi-VN")
        normal.element.get_or_add_rPr().append(language)
        for rel, held in list(self._document.part.package.rels.items()):
            if held.reltype.endswith("/thumbnail"):  # of the template, not of this paper
                del self._document.part.package.rels[rel]
        about, day = self._document.core_properties, self._details.day
        about.author = about.last_modified_by = self._details.board
        about.title, about.comments, about.language = f"{self._kind.name}: {subject_of(self._details)}", "", "vi-VN"
        about.created = about.modified = datetime(day.year, day.month, day.day)

    def _set_page(self, section: Any) -> None:
        """Size, margins and the number in the upper margin, which the first page does not show."""
        for name, part in (("page_width", "paper-width"), ("page_height", "paper-height")):
            setattr(section, name, Mm(self._forms.measure(part)))
        for side in ("top", "bottom", "left", "right"):
            setattr(section, f"{side}_margin", Mm(self._forms.measure(f"margin-{side}")))
        section.header_distance = section.footer_distance = Mm(_HEADER_MM)
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = False
        style = self._forms.styles["page-number"]
        paragraph = self._pen.paragraph(section.header, style, [], reuse=True)
        field(self._pen.run(paragraph, "", style), "PAGE")
        restart_numbers(section)

    # -- above the text -----------------------------------------------------------------------------------------------

    def _head(self) -> None:
        """Issuer and number on the left, motto, place and date on the right: one table of two rows, so that both stand level."""
        left, right = self._width * _LEFT_SHARE, self._width * (1 - _LEFT_SHARE)
        table = self._pen.table(self._document, (left, right), 2, ruled=False)
        issuer, motto = table.rows[0].cells
        number, place = table.rows[1].cells
        self._pen.line(issuer, "parent", self._details.parent or BLANK, left, reuse=True)
        self._pen.line(issuer, "issuer", self._details.board or BLANK, left)
        styles = self._forms.styles
        self._pen.line(motto, "motto-country", styles["motto-country"].words, right, reuse=True)
        self._pen.line(motto, "motto", styles["motto"].words, right)
        line = self._pen.line(number, "number", f"{styles['number'].words} {number_line(self._details, self._forms)}", left, reuse=True)
        dated = self._pen.line(
            place, "place-and-date", f"{self._details.place or BLANK}, {long_date(self._details.day)}", right, reuse=True
        )
        line.paragraph_format.space_before = dated.paragraph_format.space_before = Pt(6)
        if self._kind.letter:
            subject = self._pen.line(number, "subject-of-letter", f"{styles['subject-of-letter'].words} {subject_of(self._details)}", left)
            subject.paragraph_format.space_before = Pt(self._forms.measure("subject-after-number"))

    def _kind_name(self) -> None:
        paragraph = self._pen.line(self._document, "kind", self._kind.name)
        paragraph.paragraph_format.space_before = Pt(18)

    def _subject(self) -> None:
        if not self._kind.letter:
            words = self._forms.styles["subject"].words
            self._pen.line(self._document, "subject", f"{words} {subject_of(self._details)}", self._width)

    def _addressees(self) -> None:
        """One on the line of "Kính gửi:"; several below each other, their dashes in one line."""
        style, names = self._forms.styles["addressees"], addressees_of(self._details, self._forms)
        if len(names) == 1:
            paragraph = self._pen.line(self._document, "addressees", f"{style.words} {names[0]}")
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(12)
            return
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)
        table = self._pen.table(self._document, (self._width * 0.3, 2, self._width * 0.7 - 2), 1, ruled=False)
        word, _, listed = table.rows[0].cells
        self._pen.line(word, "addressees", style.words, reuse=True).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for n, name in enumerate(names):
            stop = "." if n == len(names) - 1 else ";"
            self._pen.line(listed, "addressees", f"- {name}{stop}", reuse=n == 0).alignment = WD_ALIGN_PARAGRAPH.LEFT
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    # -- text -----------------------------------------------------------------------------------------------------

    def _grounds(self) -> None:
        for line in self._memo.grounds:
            self._body("grounds", line)

    def _content(self) -> None:
        self._body("content", self._filled(self._kind.opening))
        for number, section in enumerate(self._memo.sections, start=1):
            self._section(section, number)
        if self._memo.clauses:
            self._body("content", self._say("clauses-in-appendix"))
        closing = self._body("content", f"{self._filled(self._kind.closing).removesuffix('.')}{self._say('text-end')}")
        closing.paragraph_format.keep_with_next = True  # no signature alone on a page

    def _section(self, section: Section, number: int) -> None:
        if section.heading:
            numeral = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
            self._body("section", f"{numeral}. {section.heading}").paragraph_format.keep_with_next = True
        for n, entry in enumerate(section.entries, start=1):
            self._body("heading", f"{n}. {entry.heading}").paragraph_format.keep_with_next = True
            if entry.table:
                self._comparison(entry.table)
            for paragraph in entry.paragraphs:
                self._body("content", f"- {paragraph.text}" if paragraph.kind == "listed" else paragraph.text)

    def _comparison(self, table: Table) -> None:
        first = self._width * (0.18 if len(table.rows[0]) > 2 else 0.3)
        others = (self._width - first) / (len(table.rows[0]) - 1)
        drawn = self._pen.table(self._document, (first, *[others] * (len(table.rows[0]) - 1)), len(table.rows), ruled=True)
        repeat_row(drawn.rows[0])
        for n, (row, told) in enumerate(zip(drawn.rows, table.rows, strict=True)):
            _keep_short(row, told)
            for cell, text in zip(row.cells, told, strict=True):
                self._cell(cell, text, bold=n == 0)
        self._body("content", table.source).paragraph_format.space_before = Pt(6)

    def _filled(self, words: str) -> str:
        names = addressees_of(self._details, self._forms)
        together = f"{', '.join(names[:-1])} và {names[-1]}" if len(names) > 1 else names[0]
        text = words.format(issuer=self._details.board or BLANK, addressees=together, subject=subject_of(self._details))
        return text[:1].upper() + text[1:]

    def _body(self, part: str, text: str) -> Any:
        return self._pen.body(self._document, part, [(text, self._forms.styles[part])])

    def _cell(self, cell: Any, text: str, *, bold: bool = False, reuse: bool = True) -> Any:
        style = self._forms.styles["table"]
        paragraph = self._pen.paragraph(cell, style, [(text, style)], reuse=reuse)
        if bold:
            paragraph.runs[0].font.bold = True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    # -- below the text -------------------------------------------------------------------------------------------

    def _copies_and_signature(self) -> None:
        left, right = self._width * 0.46, self._width * 0.54
        table = self._pen.table(self._document, (left, right), 1, ruled=False)
        keep_row_whole(table.rows[0])
        copies, signature = table.rows[0].cells
        self._pen.line(copies, "copies", self._forms.styles["copies"].words, reuse=True)
        kept = f"{self._forms.styles['copies-listed'].words}, {self._details.unit or BLANK}."
        for line in (self._say("copies-first"), *(f"{name};" for name in self._details.copies), kept):
            self._pen.line(copies, "copies-listed", f"- {line}")
        for n, line in enumerate(self._authority.lines):
            self._pen.line(signature, "authority", line.replace("{title}", self._details.title or BLANK), reuse=n == 0)
        for _ in range(_SIGNATURE_LINES):
            self._pen.line(signature, "signer", "")
        self._pen.line(signature, "signer", self._details.signer or BLANK)

    def _opinion(self) -> None:
        """Room for what the head of the house writes on a paper that stays in the house."""
        if self._kind.opinion:
            heading = self._body("heading", f"{self._kind.opinion}:")
            heading.paragraph_format.space_before = Pt(12)
            heading.paragraph_format.keep_with_next = True
            for _ in range(_OPINION_LINES):
                line = self._pen.line(self._document, "content", "\t")
                line.paragraph_format.tab_stops.add_tab_stop(Mm(self._width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
                line.paragraph_format.space_after = Pt(self._forms.measure("space-between-paragraphs"))

    def _appendix(self) -> None:
        """The clauses, in a section of its own: its pages are numbered apart."""
        if not self._memo.clauses:
            return
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        without_height(self._document.paragraphs[-1])  # it ends the paper: of a full page it would make another one
        self._set_page(section)
        self._pen.line(self._document, "appendix", self._forms.styles["appendix"].words)
        self._pen.line(self._document, "appendix-title", self._say("appendix-title"))
        number, day = number_line(self._details, self._forms), self._details.day
        of = self._say("appendix-of", kind=self._kind.name, number=number, day=long_date(day), issuer=self._details.board or BLANK)
        self._pen.line(self._document, "appendix-of", of, self._width)
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)
        self._clauses(day)
        marked = any(not clause.words[0].startswith("“") for clause in self._memo.clauses)
        if marked:
            self._body("content", self._say("digest-note")).paragraph_format.space_before = Pt(6)

    def _clauses(self, day: date) -> None:
        heads = (
            *map(self._say, ("appendix-row", "appendix-clause", "appendix-words")),
            self._say("appendix-state", day=vietnamese_date(day)),
        )
        widths = [self._width * share / sum(_COLUMNS) for share in _COLUMNS]
        table = self._pen.table(self._document, widths, len(self._memo.clauses) + 1, ruled=True)
        repeat_row(table.rows[0])
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            self._cell(cell, head, bold=True)
        for n, (row, clause) in enumerate(zip(table.rows[1:], self._memo.clauses, strict=True), start=1):
            _keep_short(row, clause.words)
            self._cell(row.cells[0], str(n)).alignment = WD_ALIGN_PARAGRAPH.CENTER
            self._cell(row.cells[1], clause.name)
            for k, line in enumerate(clause.words):
                self._cell(row.cells[2], line, reuse=k == 0)
            self._cell(row.cells[3], clause.state)


def _keep_short(row: Any, texts: Iterable[str]) -> None:
    """Keeps a row on one page unless it is long: a long one pushed to the next page leaves a hole."""
    if sum(map(len, texts)) <= _LONG_ROW:
        keep_row_whole(row)
