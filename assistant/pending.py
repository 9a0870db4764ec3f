"""Which law a file falls under that was handed in and is not decided: the transitional clause, and whether the file is within it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from ingest.catalogue import Catalogue
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

from .citing import LAWS, short_name, vietnamese_date
from .dates import read_time
from .evidence import Evidence
from .filing import asks_which_law
from .openings import Opening
from .question import Question
from .retrieval import ZONES, Hit, provision_passage

MIN_MATTER = 0.5  # share of the words of the matter, by rarity, that a clause must hold, or its instrument among the best hits
OF_INSTRUMENT = 0.75  # what a word counts that only the instrument holds
OLD = timedelta(days=730)  # files that are pending are of this time, where no day is named
MOST = 4  # transitional clauses shown
LOOKED_AT = 10  # best hits that tell of what an instrument is
# Folded: a clause on files that were taken in before a day.
_OF_FILES = re.compile(
    r"""\bho\ so\b.{0,240}?\b(?:tiep\ nhan|da\ nop|nop\ theo|dang\ (?:giai\ quyet|tham\ dinh|xem\ xet))\b
    |\b(?:da\ trinh|da\ nop)\b.{0,240}?\b(?:truoc|den)\ ngay\b""",
    re.VERBOSE | re.DOTALL,
)
# Folded: that a file was handed in, with its time, up to what came of it.
_TILL_RESULT = re.compile(
    r"\b(?:nop|tiep nhan|gui|trinh|nhan)\b.*?"
    r"(?=\b(?:(?:den|toi) (?:nay|gio|bay gio|luc nay|thang|ngay)|nay|gio|ma|nhung|chua|van)\b|[,;?]|$)"
)
_GENERAL = re.compile(r"\bho so (?:thu tuc hanh chinh|(?:day du, )?hop le (?:da |ve |duoc ))")  # folded: on all files of the instrument
_OLD_LAW = re.compile(  # folded
    r"\b(?:tiep tuc|van (?:giai quyet|thuc hien|ap dung|theo)|tham dinh tiep|luc tiep nhan|thoi diem tiep nhan)\b"
)
_ASSERTS_OLD = re.compile(r"\b(?:cu|van|nd|nghi dinh|thong tu)\b.*\b(?:phai|dung) (?:khong|ko|k)\b")  # folded
_NO_MATTER = """hồ sơ nộp tiếp nhận giải quyết áp dụng luật nghị định thông tư quy định pháp văn bản cũ mới chuyển tiếp dở dang đang
    vẫn theo trước sau tháng năm ngày còn chưa xong đúng xin đề nghị thủ tục hành chính cấp từ hay tồn gửi hợp lệ đã được
    kết quả trả nay giờ"""  # syllables
EACH_ITS_OWN = "Mỗi văn bản có quy định chuyển tiếp riêng cho hồ sơ thuộc lĩnh vực của mình"


class PendingFinder:
    """Knows the transitional clauses of a generation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._clauses: tuple[str, tuple[StoredPassage, ...]] = ("", ())  # of one generation, by its name

    def find(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Evidence | None:
        """None where the question is on no pending file, or no clause held is on its matter."""
        if question.locator or not asks_which_law(question.standalone):
            return None
        days = _filed_in(question)
        filed = days[1] if days else None
        if over := self._over(opened, question, filed):
            return over
        known = [p for p in self._of(opened) if _begins(p) <= question.as_of]
        matter = _matter(question)
        held = _held(opened, question, matter, known, hits) if matter else {p: float(bool(_GENERAL.search(fold(p.text)))) for p in known}
        best = _ordered(held, filed or question.as_of - OLD, filed)[:MOST]
        if not best:
            return None
        points = opened.store.passages_at(best[0].version.id, best[0].component, best[0].eid)[1:]
        return _evidence(best, _told(best[0], days, question) if matter else EACH_ITS_OWN, [p for p in points if p.point])

    def _over(self, opened: Opened, question: Question, filed: date | None) -> Evidence | None:
        """Where a document that is named was over before the file was handed in: the clause that ended it."""
        for number in question.documents:
            ends = (e for e in self._catalogue.effects_on(number) if e.kind in {"replaces", "repeals"} and not e.target.eid and not e.scope)
            for effect in ends:
                clause = provision_passage(opened, effect.source, question.as_of)
                if clause and filed and effect.from_date and effect.from_date <= filed:
                    day = vietnamese_date(effect.from_date)
                    return _evidence([clause], f"Không áp dụng: văn bản số {number} hết hiệu lực từ ngày {day}, trước khi nộp hồ sơ")
        return None

    def _of(self, opened: Opened) -> Sequence[StoredPassage]:
        if self._clauses[0] != opened.name:
            self._clauses = (opened.name, tuple(_transitional(opened)))
        return self._clauses[1]


def _evidence(passages: Sequence[StoredPassage], said: str, points: Sequence[StoredPassage] = ()) -> Evidence:
    """The clause that answers first, with its points, and what is told in front of it."""
    first = points or passages[:1]
    opening = Opening(first[0], tuple(points) if len(points) > 1 else (), said=said)
    return Evidence((*first, *passages[1:]), None, opening=opening, leads=True, pending=True)


def _filed_in(question: Question) -> tuple[date, date] | None:
    """The first and last day on which the file may have been handed in, where the question names a time; what it waits for since is
    another one."""
    text = question.standalone
    match = _TILL_RESULT.search(fold(text)) if len(fold(text)) == len(text) else None
    told = read_time(text[match.start() : match.end()], question.as_of) if match else None
    time = read_time(text, question.as_of)
    if told:
        return told.first, told.last
    return (time.first, time.first) if time else None


def _transitional(opened: Opened) -> Iterator[StoredPassage]:
    """The khoản on pending files in articles on transition; those of digests where no official text is held."""
    official = {v.document for v in opened.store.versions() if v.text_kind == "official"}
    for passage in opened.store.passages_headed("chuyển tiếp"):
        version = passage.version
        shown = version.text_kind == "official" or (version.text_kind == "digest" and version.document not in official)
        if shown and not passage.point and _OF_FILES.search(fold(passage.text)):
            yield passage


def _matter(question: Question) -> list[str]:
    """The content words that name what the file is on."""
    without = {*syllables(f"{_NO_MATTER} {ZONES}", question.folded)}
    return [word for word in question.words if word not in without and not word.isdigit()]


def _held(
    opened: Opened, question: Question, matter: Sequence[str], known: Sequence[StoredPassage], hits: Sequence[Hit]
) -> dict[StoredPassage, float]:
    """The clauses on the matter with the share of its words that each holds: itself, or a general one by what its instrument says among
    the best hits."""
    rarity: dict[str, float] = dict(zip(matter, opened.lexical.weights(matter, question.folded).tolist(), strict=True))
    told: dict[str, set[str]] = {}
    for hit in hits[:LOOKED_AT]:
        said = syllables(f"{hit.passage.heading} {hit.passage.text}", question.folded)
        told.setdefault(hit.passage.version.document, set()).update(said)
    total, found = sum(rarity.values()) or 1.0, dict[StoredPassage, float]()
    for passage in known:
        own = {*syllables(passage.text, question.folded)}
        general = _GENERAL.search(fold(passage.text))
        of_all = set() if not general else {*syllables(passage.version.title, question.folded)} | told.get(passage.version.document, set())
        share = sum(w if word in own else OF_INSTRUMENT * w for word, w in rarity.items() if word in own or word in of_all) / total
        if share >= MIN_MATTER:
            found[passage] = share
    return found


def _ordered(held: Mapping[StoredPassage, float], since: date, filed: date | None) -> list[StoredPassage]:
    """One clause of each instrument: first of that in force from the day after the one named, then those that are not over for such
    files, by how much of the matter they hold, a law before a decree, the latest first."""

    def rank(passage: StoredPassage) -> tuple[bool, bool, float, bool, int]:
        begins = _begins(passage)
        follows = filed is not None and begins == filed + timedelta(days=1)
        return not follows, begins <= since, -round(held[passage], 1), passage.version.kind not in LAWS, -begins.toordinal()

    found: dict[str, StoredPassage] = {}
    for passage in sorted(held, key=rank):
        found.setdefault(passage.version.document, passage)
    return [*found.values()]


def _begins(passage: StoredPassage) -> date:
    return passage.version.validity.valid_from or date.max


def _told(passage: StoredPassage, days: tuple[date, date] | None, question: Question) -> str:
    """Whether a file handed in in these days is within the clause, and whether what the question takes for granted is so."""
    day, filed = vietnamese_date(_begins(passage)), days[1] if days else None
    if days and days[0] < _begins(passage) <= days[1]:
        return (
            f"Tùy ngày nộp: nộp trước ngày {day} thì thuộc quy định chuyển tiếp, nộp từ ngày đó thì áp dụng {short_name(passage.version)}"
        )
    if filed and filed >= _begins(passage):
        return f"Không: hồ sơ nộp từ ngày {day} áp dụng {short_name(passage.version)}, không thuộc quy định chuyển tiếp"
    if not _OLD_LAW.search(fold(passage.text)):
        return f"Hồ sơ nộp trước ngày {day} mà chưa có kết quả thuộc quy định chuyển tiếp"
    named = all(number in passage.text for number in question.documents)  # the old law may be another one than is named
    yes = "Đúng: h" if filed and named and _ASSERTS_OLD.search(fold(question.standalone)) else "H"
    return f"{yes}ồ sơ nộp trước ngày {day} mà chưa có kết quả thì tiếp tục theo quy định trước đó"
