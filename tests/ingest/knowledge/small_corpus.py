"""A small invented corpus that is in order: each test breaks one thing in it."""

from datetime import date
from pathlib import Path

from ingest.catalogue import load_catalogue
from ingest.documents import load_document
from ingest.knowledge.hashes import hashes_path, source_hashes, write_hashes

INSTRUMENTS = """schema = 1
[[instrument]]
number = "11/2020/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "quy định về vườn ươm"
issued_on = 2020-01-10
effective_on = 2020-03-01
basis = "khoản 1 Điều 2"
aliases = ["NĐ 11/2020"]
files = ["11-2020-nd-cp"]

[[instrument]]
number = "12/2018/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "quy định về vườn ươm (cũ)"
issued_on = 2018-01-10
effective_on = 2018-03-01
expired_on = 2020-03-01
replaced_by = ["11/2020/NĐ-CP"]
basis = "khoản 1 Điều 9"

[[instrument]]
number = "13/2021/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "sửa đổi quy định về vườn ươm"
"""
EFFECTS = """schema = 1
[[effect]]
id = "11--12"
kind = "replaces"
source = {instrument = "11/2020/NĐ-CP", eid = "art_2__para_2"}
target = {instrument = "12/2018/NĐ-CP", eid = ""}
from = 2020-03-01

[[effect]]
id = "11--12k"
kind = "prevails"
source = {instrument = "11/2020/NĐ-CP", eid = "art_1__para_2"}
target = {instrument = "12/2018/NĐ-CP", eid = "art_3"}
from = 2020-03-01
scope = "kiểm tra vườn ươm"
basis = {instrument = "11/2020/NĐ-CP", eid = "art_2__para_2"}
reason = "Nghị định ban hành sau."

[[effect]]
id = "13--11"
kind = "amends"
source = {instrument = "13/2021/NĐ-CP", eid = "art_1"}
target = {instrument = "11/2020/NĐ-CP", eid = "art_1__para_1"}
from = 2021-05-01
held = false
via = "tin trên trang của bộ"
note = "chưa kiểm chứng"
"""
DUTIES = """schema = 1
[[mode]]
provision = {instrument = "11/2020/NĐ-CP", eid = "art_1__para_2"}
modes = ["phối hợp"]
words = "phối hợp"

[[duty]]
id = "kiem-tra-cu"
field = "xây dựng"
duty = "Kiểm tra vườn ươm"
question = "Ai kiểm tra vườn ươm?"
modes = ["không thuộc"]
decides = "Ủy ban nhân dân cấp tỉnh"
law = {instrument = "12/2018/NĐ-CP", eid = ""}
governs = "law"
words = "vườn ươm"
from = 2018-03-01
until = 2020-03-01

[[duty]]
id = "kiem-tra"
field = "xây dựng"
duty = "Kiểm tra vườn ươm"
question = "Ai kiểm tra vườn ươm?"
modes = ["phối hợp"]
decree = {instrument = "11/2020/NĐ-CP", eid = "art_1__para_2__point_a"}
governs = "decree"
words = "phối hợp kiểm tra"
from = 2020-03-01
place = "Tỉnh B"
deadline = "15 ngày làm việc"
deadline_clause = {instrument = "11/2020/NĐ-CP", eid = "art_1__para_1"}
conflict = "11--12k"
"""
PLACES = """schema = 1
[[province]]
name = "Tỉnh A"
kind = "tỉnh"
from = 2020-07-01
merged = ["Tỉnh A", "Tỉnh B"]
held = false
via = "tin trên trang của tỉnh"

[[province]]
name = "Thành phố C"
kind = "thành phố"
merged = ["Thành phố C"]

[[board]]
id = "ban-b"
name = "Ban Quản lý vườn ươm Tỉnh B"
province_then = "Tỉnh B"
province = "Tỉnh A"
bloc = "khoi-1"
source = "11/2020/NĐ-CP"

[[bloc]]
id = "khoi-1"
name = "Khối 1"
source = "11/2020/NĐ-CP"
members = ["ban-b"]

[[body]]
was = "Bộ Vườn"
now = "Bộ Cây"
from = 2020-07-01
source = {instrument = "11/2020/NĐ-CP", eid = "art_1"}
"""
TERMS = """schema = 1
question_words = ["là"]
[[term]]
says = ["UBND"]
means = "Ủy ban nhân dân"
kind = "abbreviation"
"""
CHECKS = """schema = 1
max_copied_syllables = 18
mask = ["công trình"]
[[actor]]
name = "Ủy ban nhân dân cấp tỉnh"
[[actor]]
name = "chủ vườn"
[[exception]]
name = "không"
[[exception]]
name = "tối đa"
says = ["không quá"]
[[mode]]
name = "trình"
[[mode]]
name = "phối hợp"
"""
CLAUSES = """schema = 1
"""
OFFICIAL = """CHÍNH PHỦ
Số: 11/2020/NĐ-CP
NGHỊ ĐỊNH
Quy định về vườn ươm
Điều 1. Trách nhiệm đối với vườn ươm
1. Chủ vườn nộp hồ sơ trong thời hạn 15 ngày làm việc theo quy định tại khoản 2 Điều 2 của Nghị định này, trừ công trình tạm.
2. Ủy ban nhân dân cấp tỉnh phối hợp kiểm tra vườn ươm, gồm:
a) Vườn có diện tích không quá 500 m2;
b) Vườn chưa được cấp phép theo Nghị định số 12/2018/NĐ-CP ngày 10 tháng 01 năm 2018 của Chính phủ.
Điều 2. Điều khoản thi hành
1. Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2020.
2. Nghị định số 12/2018/NĐ-CP hết hiệu lực.
"""
DIGEST = """+++
schema = 1
instrument = "11/2020/NĐ-CP"
made_from = "11/2020/NĐ-CP"
made_on = 2026-11-23
reviewed = []
articles = "1-2"
+++
# Nghị định số 11/2020/NĐ-CP – bản tóm lược

### Điều 1. Trách nhiệm đối với vườn ươm
1. Theo khoản 2 Điều 2, trừ công trình tạm, chủ vườn có 15 ngày làm việc để nộp hồ sơ.
2. UBND cấp tỉnh phối hợp kiểm tra:
a) Vườn tối đa 500 m2;
b) Vườn chưa có phép theo Nghị định số 12/2018/NĐ-CP.

### Điều 2. Điều khoản thi hành
1. Hiệu lực: từ ngày 01/3/2020.
2. Nghị định số 12/2018/NĐ-CP thôi có hiệu lực.
"""
NOTES = """schema = 1
title = "Vườn ươm"
[[note]]
id = "vuon-moi"
text = "Vườn ươm mới được hỗ trợ 5 triệu đồng."
instrument = "13/2021/NĐ-CP"
source = "tin trên trang của bộ"
state = "chưa kiểm chứng"
on = 2026-11-23
topics = ["vườn ươm"]
"""
REPORT = """+++
schema = 1
id = "BC-1"
kind = "report"
title = "Hội nghị vườn ươm"
made_on = 2026-11-23
reviewed = []

[[members]]
board = "Ban A"
printed = "Ban A"
province = "A"
province_today = "A"
role = "thành viên"
content = "có nội dung"

[[figures]]
id = "so-vuon"
topic = "vườn"
label = "số vườn"
printed = "12 vườn"
unit = "vườn"
period = "2020"
scope = "cả nước"
quality = "plausible"
note = ""

[[doubts]]
printed = "12 vườn"
note = "không rõ ngày"
kind = "inference"
+++
### TH-1. Số liệu
1. Cả nước có 12 vườn.
2. Ban A đã nói.
"""
CONFERENCES = """schema = 1
[[conference]]
id = "hn-2"
title = "Hội nghị khác"
held_on = 2021-01-15
place = "B"
bloc = "khối B"
chair = "Ban B"
url = "https://example.vn/b"
content = "không giữ nội dung"
source = "tin bài"
"""
SUMS = """schema = 1
[[sum]]
id = "mot-nua"
kind = "share_of_area"
says = "x"
words = ["vườn"]
clause = {instrument = "11/2020/NĐ-CP", eid = "art_1__para_1"}
"""
FILES = {
    "catalogue/sums.toml": SUMS,
    "catalogue/instruments.toml": INSTRUMENTS,
    "catalogue/effects.toml": EFFECTS,
    "catalogue/duties.toml": DUTIES,
    "catalogue/places.toml": PLACES,
    "catalogue/terms.toml": TERMS,
    "catalogue/checks.toml": CHECKS,
    "catalogue/clauses.toml": CLAUSES,
    "digests/11-2020-nd-cp.md": DIGEST,
    "notes/vuon-uom.toml": NOTES,
    "reports/bc-1.md": REPORT,
    "reports/other-conferences.toml": CONFERENCES,
}


class SmallCorpus:
    """The files of a corpus in a folder, with the official text of its digest beside them."""

    def __init__(self, folder: Path) -> None:
        self.path, self.official = folder / "corpus", folder / "official" / "11-2020-nd-cp.txt"
        for name, content in FILES.items():
            self.write(name, content)
        self.official.parent.mkdir()
        self.official.write_text(OFFICIAL, "utf-8")
        self.hash()

    def write(self, name: str, content: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replaces the first `old` in a file; an empty `old` appends."""
        path = self.path / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {name}"
        path.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")

    def change_official(self, old: str, new: str) -> None:
        text = self.official.read_text("utf-8")
        assert old in text
        self.official.write_text(text.replace(old, new, 1), "utf-8")

    def hash(self) -> None:
        """Makes the file of hashes from the official text."""
        catalogue = load_catalogue(self.path)
        digest = load_document(self.path / "digests/11-2020-nd-cp.md", catalogue)
        source = load_document(self.official, catalogue)
        write_hashes(hashes_path(digest.path), source_hashes(digest.parsed, source, date(2026, 11, 23)))

    def hold_official(self) -> None:
        """Puts the official text where a user's fetch would put it."""
        self.write("fulltext/11-2020-nd-cp.txt", self.official.read_text("utf-8"))
