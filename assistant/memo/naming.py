"""Provisions in the words of a paper: in full at first mention, short afterwards (NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục II, khoản 6)."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from ingest.index.records import Version
from ingest.law.validity import STATE_LABELS

from ..answer import Citation
from ..citing import LAWS, full_name, short_name, vietnamese_date
from ..forms import Phrases

_GROUND_LAST = "Căn cứ: "  # how composers end a sentence with its provisions
WITHOUT_FORCE = frozenset({"report", "note"})  # neither in force nor out of it


def state_mark(citation: Citation, phrases: Phrases) -> str:
    """What must be said beside a provision that is not simply in force; "" where nothing must."""
    if citation.in_force == "in_force" or citation.text_kind in WITHOUT_FORCE:
        return ""
    mark = STATE_LABELS[citation.in_force]
    if citation.in_force == "expired" and citation.valid_to:
        mark += f" từ ngày {vietnamese_date(citation.valid_to)}"
    if citation.in_force == "not_yet" and citation.valid_from:
        mark = phrases.say("applies-from", day=vietnamese_date(citation.valid_from))
    return mark


class Names:
    """Says each document in full once: at its first mention, or among the grounds of the paper."""

    def __init__(self, versions: Iterable[Version], introduced: Iterable[str], phrases: Phrases) -> None:
        self._phrases = phrases
        self._versions = {v.id: v for v in versions}
        self._introduced = set(introduced)
        self._reports = {v.document for v in self._versions.values() if v.text_kind == "report"}

    def mention(self, citation: Citation) -> str:
        """The provision, in full where its document has not been named before; with its state where it is not in force."""
        is_first = citation.document not in self._introduced
        self._introduced.add(citation.document)
        if citation.text_kind == "report":
            return self._of_report(citation, is_first)
        by_name = self._versions[citation.version_id].kind in LAWS  # laws go by name alone, at the first mention too
        name = citation.full_citation if is_first and not by_name else citation.label
        mark = state_mark(citation, self._phrases)
        return f"{name} ({mark})" if mark else name

    def mentions(self, citations: Sequence[Citation]) -> str:
        """The provisions one after another; those of one document that follow each other share its name."""
        named = list[str]()
        for (_, _, alone), run in groupby(citations, key=self._shared):
            told = list(run)
            if alone:
                named += [self.mention(c) for c in told]
            else:
                named.append(", ".join([*(c.place for c in told[:-1]), self.mention(told[-1])]))
        return "; ".join(named)

    def _shared(self, citation: Citation) -> tuple[str, str, str]:
        """What provisions must have in common to share a name; the last is theirs alone where they cannot."""
        alone = (
            f"{citation.n}"
            if citation.text_kind == "report" or state_mark(citation, self._phrases) or not citation.label.startswith(citation.place)
            else ""
        )
        return citation.document, citation.text_kind, alone

    def source(self, citation: Citation) -> str:
        """The document behind a cell of a table, in full once."""
        is_first = citation.document not in self._introduced
        self._introduced.add(citation.document)
        version = self._versions[citation.version_id]
        return full_name(version) if is_first or citation.text_kind == "report" else short_name(version)

    def sentence(self, text: str, cited: Sequence[Citation]) -> str:
        """The sentence with its provisions named in it: those that it names itself where they stand, the others behind it in brackets."""
        others = list[Citation]()
        for citation in cited:
            if citation.label in text and citation.text_kind != "report":
                text = text.replace(citation.label, self.mention(citation), 1)
            else:
                others.append(citation)
        if not others:
            return text
        named, bare = self.mentions(others), text.removesuffix(".")
        return f"{bare}; {named}." if _GROUND_LAST in text else f"{bare} {self._phrases.say('rests-on', provisions=named)}."

    def _of_report(self, citation: Citation, is_first: bool) -> str:
        """A statement of a report; its title, which can fill three lines, where it is needed."""
        if is_first or len(self._reports) > 1:
            return f"{citation.place}, {citation.title}"
        return self._phrases.say("report-again", place=citation.place)
