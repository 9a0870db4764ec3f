"""Paragraphs, rules and tables of a Word file, each set as a style of the form says."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ..export.word import set_font_of_scripts, set_widths
from ..forms import Forms, Style
from .widths import width_of

Run = tuple[str, Style]
_ALIGNED = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "justify": WD_ALIGN_PARAGRAPH.JUSTIFY}
_RULE_GAP = 2  # points between the words and the rule below them


class Pen:
    """Writes into a document, a cell or a header: whatever can hold paragraphs."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms

    def line(self, holder: Any, part: str, text: str, width: float = 0.0, *, reuse: bool = False) -> Any:
        """A paragraph of one style, with the rule below it where the style has one; `width` is that of the column in mm."""
        style = self.forms.styles[part]
        paragraph = self.paragraph(holder, style, [(text, style)], reuse=reuse)
        if style.line:
            self._rule(holder, style, text, width)
        return paragraph

    def paragraph(self, holder: Any, style: Style, runs: Sequence[Run], *, reuse: bool = False) -> Any:
        """A paragraph of runs, aligned as the style is, single-spaced; the first of an empty cell where `reuse`."""
        paragraph = holder.paragraphs[0] if reuse else holder.add_paragraph()
        paragraph.alignment = _ALIGNED[style.align]
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
        form.widow_control = True
        for text, own in runs:
            self.run(paragraph, text, own)
        return paragraph

    def body(self, holder: Any, part: str, runs: Sequence[Run]) -> Any:
        """A paragraph of the content: indented, spaced and justified."""
        paragraph = self.paragraph(holder, self.forms.styles[part], runs)
        form = paragraph.paragraph_format
        form.first_line_indent = Mm(self.forms.measure("first-line-indent") * 10)
        form.space_after = Pt(self.forms.measure("space-between-paragraphs"))
        form.line_spacing = self.forms.measure("line-spacing")
        return paragraph

    def run(self, paragraph: Any, text: str, style: Style) -> Any:
        """The words in the font of the form; capitals are written, not switched on, so that they stay when copied."""
        run = paragraph.add_run(text.upper() if style.caps else text)
        self.dress(run, style)
        return run

    def dress(self, run: Any, style: Style) -> None:
        font = run.font
        font.name, font.size, font.bold, font.italic = self.forms.font, Pt(style.size), style.bold, style.italic
        font.color.rgb = RGBColor.from_string(self.forms.colour)
        set_font_of_scripts(run._element.get_or_add_rPr(), self.forms.font)

    def _rule(self, holder: Any, style: Style, text: str, column: float) -> None:
        """A solid rule below the words: the lower border of an empty paragraph, drawn in from both sides of the column."""
        words = min(width_of(text.upper() if style.caps else text, style.size, style.bold), Mm(column).pt)
        length = words if style.line == "full" else words * self.forms.measure("line-below")
        paragraph = holder.add_paragraph()
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Pt(max(0.0, (Mm(column).pt - length) / 2))
        form.space_before, form.space_after = Pt(0), Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_RULE_GAP)
        borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", self.forms.colour)):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
        )

    def table(self, holder: Any, widths: Sequence[float], rows: int, *, ruled: bool) -> Any:
        """An empty table with columns of these widths in mm, with lines around its cells or without any."""
        table = holder.add_table(rows=rows, cols=len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        if ruled:
            table.style = "Table Grid"
        else:
            _without_padding(table)
        set_widths(table, [Mm(width) for width in widths])
        return table


def keep_row_whole(row: Any) -> None:
    """The row is not cut by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def without_height(paragraph: Any) -> None:
    """An empty paragraph that the file needs and nobody sees: one point high."""
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def restart_numbers(section: Any) -> None:
    """The pages of the section count from 1; its properties may be a copy of those of the section before."""
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    properties.insert_element_before(
        numbers, "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:docGrid"
    )


def field(run: Any, code: str) -> None:
    """A field that the word processor fills in, such as PAGE."""
    for kind in ("begin", "", "end"):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        run._r.append(element)


def _without_padding(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "0")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")  # the schema has an order
