"""The officer's own board: what "ban tôi" and "tỉnh mình" mean in a question."""

import re
from dataclasses import dataclass
from typing import get_args

from ingest.catalogue import Zone
from ingest.law.normalise import fold, normalise

ZONES: tuple[Zone, ...] = get_args(Zone)

_OWN = re.compile(
    r"""\b(?P<what>ban\ quan\ ly|bql|ban|tinh|thanh\ pho|dia\ phuong)\s+   # the body or the place
        (?:cua\s+)?
        (?P<whose>chung\ toi|chung\ ta|chung\ minh|toi|minh|ta|nha)\b      # whose it is
    """,
    re.VERBOSE,
)
_BODIES = frozenset({"ban quan ly", "bql", "ban"})


@dataclass(frozen=True, slots=True)
class Home:
    """The officer's board by its province of today; `zone` is the kind of zone that it mostly deals with."""

    place: str
    zone: Zone | None = None

    def named_in(self, question: str) -> str:
        """The question with "ban tôi", "tỉnh mình" … written out; the question as it is where it says no such thing.

        >>> Home("Hưng Yên").named_in("Ban tôi có được cấp giấy phép xây dựng không?")
        'Ban Quản lý Hưng Yên có được cấp giấy phép xây dựng không?'
        >>> Home("Hưng Yên").named_in("tinh minh uu dai the nao"), Home("Huế").named_in("bản tài liệu này")
        ('Hưng Yên uu dai the nao', 'bản tài liệu này')
        """
        text = normalise(question)
        folded = fold(text)
        if len(folded) != len(text):  # no offsets to go by
            return question
        pieces, at = list[str](), 0
        for found in _OWN.finditer(folded.lower()):
            if not _says_so(text[found.start() : found.end()], found[0]):
                continue
            pieces += [text[at : found.start()], f"Ban Quản lý {self.place}" if found["what"] in _BODIES else self.place]
            at = found.end()
        return "".join([*pieces, text[at:]]) if pieces else question


def _says_so(written: str, folded: str) -> bool:
    """Whether the words as written are these words, and not others that look so without accents ("bán ta")."""
    return written.lower() == folded or written.lower() in _SPELT


_SPELT = frozenset(
    f"{what} {of}{whose}"
    for what in ("ban quản lý", "ban quản lí", "bql", "ban", "tỉnh", "thành phố", "địa phương")
    for of in ("", "của ")
    for whose in ("chúng tôi", "chúng ta", "chúng mình", "tôi", "mình", "ta", "nhà")
)
