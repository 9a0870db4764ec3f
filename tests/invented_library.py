"""A small library of our own invention: a decree with a consolidation, a law with parts, a decision with a regulation, one unheld."""

from datetime import date

from invented import Place, decree

from assistant import Assistant

DECREE, LAW, DECISION, UNHELD = "91/2031/NĐ-CP", "12/2030/QH20", "44/2031/QĐ-UBND", "95/2032/NĐ-CP"
DAY = date(2033, 6, 1)
TABLES = """schema = 1
[[instrument]]
number = "91/2031/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "quy định về quản lý vườn ươm trong khu sinh thái"
issued_on = 2031-03-05
effective_on = 2031-07-01
consolidations = [{number = "77/VBHN-BVU", date = 2033-02-01}]
pages = ["https://vanban.example/91"]
[[instrument]]
number = "12/2030/QH20"
kind = "Luật"
issuer = "Quốc hội"
title = "Cây xanh"
issued_on = 2030-06-01
effective_on = 2031-01-01
aliases = ["Luật CX"]
[[instrument]]
number = "95/2032/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "sửa đổi Nghị định về vườn ươm"
issued_on = 2032-12-01
effective_on = 2033-01-01
pages = ["https://vanban.example/95"]
"""
EFFECTS = """schema = 1
[[effect]]
id = "sửa-khoản-1"
kind = "amends"
source = {instrument = "95/2032/NĐ-CP", eid = "art_3"}
target = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_1"}
from = 2033-01-01
held = false
[[effect]]
id = "sửa-khoản-2"
kind = "amends"
source = {instrument = "12/2030/QH20", eid = "art_2"}
target = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_2"}
from = 2033-05-01
scope = "giờ tưới cây"
"""
CONSOLIDATED = """VĂN BẢN HỢP NHẤT
Số: 77/VBHN-BVU
Nghị định số 91/2031/NĐ-CP ngày 05 tháng 3 năm 2031 của Chính phủ, được sửa đổi, bổ sung bởi:
Điều 1. Nhiệm vụ của Ban vườn ươm
Ban vườn ươm số 91 có các nhiệm vụ và quyền hạn được kể ra sau đây:
1. Trồng bưởi da xanh trong khu sinh thái.
2. Tưới cây theo khoản 1 Điều 2 Luật Cây xanh.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.
Điều 3. Trách nhiệm thi hành
Ban vườn ươm tổ chức thực hiện.
"""
LAW_TEXT = """QUỐC HỘI
Luật số: 12/2030/QH20
Hà Nội, ngày 01 tháng 6 năm 2030
LUẬT
CÂY XANH
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về cây xanh.
Điều 2. Chăm sóc
1. Cây được tưới hằng ngày.
2. Người tưới cây gồm:
a) Người trồng;
b) Người được giao.
Chương II
ĐIỀU KHOẢN THI HÀNH
Điều 3. Hiệu lực
Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2031.
"""
DECISION_TEXT = """ỦY BAN NHÂN DÂN
TỈNH SÔNG XANH
Số: 44/2031/QĐ-UBND
Sông Xanh, ngày 09 tháng 9 năm 2031
QUYẾT ĐỊNH
Ban hành Quy định về chăm sóc cây
Điều 1. Ban hành kèm theo Quyết định này Quy định về chăm sóc cây.
Điều 2. Quyết định này có hiệu lực từ ngày 20 tháng 9 năm 2031.
QUY ĐỊNH
Về chăm sóc cây
(Ban hành kèm theo Quyết định số 44/2031/QĐ-UBND ngày 09 tháng 9 năm 2031)
Điều 1. Phạm vi
Quy định này áp dụng cho cây trong khu.
Điều 2. Tưới cây
Cây được tưới hai lần mỗi ngày.
"""
DIGEST = (
    '+++\nschema = 1\ninstrument = "12/2030/QH20"\nmade_from = "12/2030/QH20"\n+++\n'
    "# Tóm lược\n\n### Điều 2. Chăm sóc\n1. Cây phải được tưới mỗi ngày.\n"
)


def build_library(place: Place, law: str = LAW_TEXT) -> Assistant:
    """The assistant over the library; the law as its text or, with DIGEST, as a digest alone."""
    place.table("instruments.toml", TABLES)
    place.table("effects.toml", EFFECTS)
    place.write("91-2031-nd-cp.txt", decree(91, "Trồng bưởi trong khu sinh thái.", "Tưới cây theo khoản 1 Điều 2 Luật Cây xanh."))
    place.write("77-vbhn-bvu.txt", CONSOLIDATED)
    place.write("luat.md" if law.startswith("+++") else "luat.txt", law)
    place.write("44-2031-qd-ubnd.txt", DECISION_TEXT)
    place.build()
    return Assistant(place.open(), place.catalogue)
