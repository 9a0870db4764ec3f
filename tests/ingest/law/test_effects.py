"""The edges that a text makes by its own words: sentences of the law's language, invented or shortened, and the edges they make."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.catalogue import Catalogue, Instrument
from ingest.law.effect_grammar import covered
from ingest.law.effects import ProposedEffect, effects_in
from ingest.law.normalise import normalise
from ingest.law.parser import parse

OWN = "10/2030/NĐ-CP"
CATALOGUE = Catalogue(
    {
        i.number: i
        for i in (
            Instrument("10/2020/QH14", "Luật", "Quốc hội", "Đê điều", date(2020, 6, 1), date(2021, 1, 1), expired_on=date(2029, 1, 1)),
            Instrument("11/2028/QH16", "Luật", "Quốc hội", "Đê điều", date(2028, 6, 1), date(2029, 1, 1)),
            Instrument("12/2027/QH16", "Luật", "Quốc hội", "Bến bãi, kho tàng", date(2027, 6, 1), date(2028, 1, 1)),
            Instrument("13/2025/QH15", "Luật", "Quốc hội", "Hai tên", date(2025, 6, 1), date(2026, 1, 1)),
            Instrument("14/2026/QH15", "Luật", "Quốc hội", "Hai tên", date(2026, 6, 1), date(2027, 1, 1)),
            Instrument("35/2022/NĐ-CP", "Nghị định", "Chính phủ", "về bến bãi", date(2022, 5, 28), date(2022, 7, 15)),
        )
    }
)
POINT, POINTS = "art_6__para_1__point", ("a", "b", "c", "d", "dd")
REST = ["repeals_in_part art_77__para_8 | “2, 3,”", "repeals_in_part art_90", "repeals_in_part art_91"]
DAY = date(2030, 3, 1)  # on which the invented decree applies


def edges(text: str, effective_on: date | None = DAY, document: str = OWN) -> list[ProposedEffect]:
    return effects_in(parse(normalise(text)), document, CATALOGUE, date(2030, 1, 15), effective_on)


def shown(found: list[ProposedEffect]) -> list[str]:
    """Edges as in the table: kind, instrument, eId, the day where it is not that of the decree, the scope behind |."""
    lines = list[str]()
    for one in found:
        day = f" {one.from_date}" if one.from_date != DAY else ""
        lines.append(f"{one.kind} {one.target.instrument} {one.target.eid}".rstrip() + day + (f" | {one.scope}" if one.scope else ""))
    return lines


LAST_ARTICLE = [
    # (words of a clause in the article on commencement, the edges)
    ("Nghị định này thay thế Nghị định số 35/2022/NĐ-CP ngày 28 tháng 5 năm 2022.", ["replaces 35/2022/NĐ-CP"]),
    ("Nghị định này thay thế Nghị định số 35/2022/NĐ- CP.", ["replaces 35/2022/NĐ-CP"]),
    ("Nghị định này thay thế Nghị định số 35/2022/NĐCP.", ["replaces 35/2022/NĐ-CP"]),
    ("Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2030 và thay thế Nghị định số 7/2020/NĐ-CP.", ["replaces 7/2020/NĐ-CP"]),
    ("Nghị định này có hiệu lực kể từ ngày ký, thay thế Nghị định số 7/2020/NĐ-CP.", ["replaces 7/2020/NĐ-CP"]),
    ("Quyết định này có hiệu lực từ ngày 01/3/2030, bãi bỏ Quyết định số 13/2018/QĐ-UBND.", ["repeals 13/2018/QĐ-UBND"]),
    ("Nghị định số 7/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.", ["replaces 7/2020/NĐ-CP"]),
    ("Nghị định số 7/2020/NĐ-CP hết hiệu lực từ ngày 01 tháng 7 năm 2030.", ["replaces 7/2020/NĐ-CP 2030-07-01"]),
    (
        "Nghị định số 7/2020/NĐ-CP và Nghị định số 8/2021/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.",
        ["replaces 7/2020/NĐ-CP", "replaces 8/2021/NĐ-CP"],
    ),
    (
        "Nghị định số 7/2020/NĐ-CP về đê; khoản 1 Điều 8 Nghị định số 8/2021/NĐ-CP hết hiệu lực từ ngày Nghị định này có hiệu lực.",
        ["replaces 7/2020/NĐ-CP", "repeals_in_part 8/2021/NĐ-CP art_8__para_1"],
    ),
    (
        "Luật Đê điều số 10/2020/QH14 đã được sửa đổi, bổ sung một số điều theo Luật số 1/2021/QH15 và Luật số 2/2022/QH15 hết hiệu lực"
        " kể từ ngày Luật này có hiệu lực thi hành.",
        ["replaces 10/2020/QH14"],
    ),
    (
        "Nghị định số 7/2020/NĐ-CP hết hiệu lực từ ngày Nghị định này có hiệu lực, trừ trường hợp quy định tại Điều 9 của Nghị định này.",
        ["replaces 7/2020/NĐ-CP"],
    ),
    (
        "Luật số 5/2019/QH14 hết hiệu lực kể từ ngày Luật này có hiệu lực, trừ Điều 7 của Luật số 5/2019/QH14 hết hiệu lực từ ngày"
        " 01 tháng 7 năm 2031.",
        ["replaces 5/2019/QH14", "repeals_in_part 5/2019/QH14 art_7 2031-07-01"],
    ),
    ("Nghị định số 7/2020/NĐ-CP hết hiệu lực kể từ ngày Luật Đê điều có hiệu lực thi hành.", ["replaces 7/2020/NĐ-CP 2029-01-01"]),
    ("Kể từ ngày Nghị định này có hiệu lực, Điều 5 Nghị định số 7/2020/NĐ-CP hết hiệu lực.", ["repeals_in_part 7/2020/NĐ-CP art_5"]),
    ("Bãi bỏ Nghị quyết số 132/2020/QH14 từ ngày 01 tháng 01 năm 2031.", ["repeals 132/2020/QH14 2031-01-01"]),
    ("Bãi bỏ khoản 2 Điều 5 Nghị định số 7/2020/NĐ-CP.", ["repeals_in_part 7/2020/NĐ-CP art_5__para_2"]),
    (
        "Bãi bỏ các điều 4, 5, 6 và 7 của Nghị định số 7/2020/NĐ-CP.",
        [f"repeals_in_part 7/2020/NĐ-CP art_{n}" for n in (4, 5, 6, 7)],
    ),
    ("Bãi bỏ từ Điều 4 đến hết Điều 6 Nghị định số 7/2020/NĐ-CP.", [f"repeals_in_part 7/2020/NĐ-CP art_{n}" for n in (4, 5, 6)]),
    ("Bãi bỏ từ điểm a đến điểm đ khoản 1 Điều 6 Luật số 7/2020/QH14.", [f"repeals_in_part 7/2020/QH14 {POINT}_{p}" for p in POINTS]),
    ("Bãi bỏ các khoản 1 đến 3 Điều 6 Nghị định số 7/2020/NĐ-CP.", [f"repeals_in_part 7/2020/NĐ-CP art_6__para_{n}" for n in (1, 2, 3)]),
    (
        "Bãi bỏ các điểm a, đ khoản 2, khoản 3 Điều 5 và Điều 6a Nghị định số 7/2020/NĐ-CP.",
        [f"repeals_in_part 7/2020/NĐ-CP art_{e}" for e in ("5__para_2__point_a", "5__para_2__point_dd", "5__para_3", "6a")],
    ),
    (
        "Bãi bỏ Điều 8 Nghị định số 7/2020/NĐ-CP; Điều 9 Nghị định số 8/2021/NĐ-CP.",
        ["repeals_in_part 7/2020/NĐ-CP art_8", "repeals_in_part 8/2021/NĐ-CP art_9"],
    ),
    (
        "Bãi bỏ Điều 8 Nghị định số 7/2020/NĐ-CP sửa đổi, bổ sung Nghị định số 1/2015/NĐ-CP; bãi bỏ Điều 9 Nghị định số 8/2021/NĐ-CP.",
        ["repeals_in_part 7/2020/NĐ-CP art_8", "repeals_in_part 8/2021/NĐ-CP art_9"],
    ),
    (
        "Bãi bỏ Mục 8 Chương III Nghị định số 7/2020/NĐ-CP.",
        ["repeals_in_part 7/2020/NĐ-CP | Mục 8 Chương III"],
    ),
    (
        "Bãi bỏ các quy định về công chức cấp xã tại Nghị định số 7/2020/NĐ-CP.",
        ["repeals_in_part 7/2020/NĐ-CP | các quy định về công chức cấp xã"],
    ),
    ("Bãi bỏ Điều 5 của Luật Đê điều.", ["repeals_in_part 11/2028/QH16 art_5"]),
    ("Bãi bỏ Điều 5 của Luật Bến bãi, kho tàng.", ["repeals_in_part 12/2027/QH16 art_5"]),
    ("Bãi bỏ Điều 5 của Luật Đê điều năm 2020.", ["repeals_in_part 10/2020/QH14 art_5"]),
    (
        "Sửa đổi khoản 2, bổ sung khoản 3 Điều 5 của Luật Đê điều số 11/2028/QH16 như sau:",
        ["amends 11/2028/QH16 art_5__para_2", "adds 11/2028/QH16 art_5__para_3"],
    ),
    ("Nghị định này thay thế: Điều 3 Nghị định số 7/2020/NĐ-CP.", ["repeals_in_part 7/2020/NĐ-CP art_3"]),
    (
        "Quyết định này thay thế các Quyết định của Ủy ban nhân dân: số 1/2017/QĐ-UBND về khen thưởng và số 2/2016/QĐ-UBND về thi đua.",
        ["replaces 1/2017/QĐ-UBND", "replaces 2/2016/QĐ-UBND"],
    ),
    (
        "Nghị định này thay thế Nghị định số 7/2020/NĐ-CP sửa đổi, bổ sung Nghị định số 6/2019/NĐ-CP và Nghị định số 5/2018/NĐ-CP.",
        ["replaces 7/2020/NĐ-CP"],
    ),
    ("Thông tư này thay thế Thông tư số 7/2020/TT-BXD và bãi bỏ Quyết định số 9/QĐ-BXD.", ["replaces 7/2020/TT-BXD", "repeals 9/QĐ-BXD"]),
    (
        "Bãi bỏ Điều 5 Thông tư số 83/2016/TT-BTC về ưu đãi quy định tại Luật số 1/2014/QH13 và Nghị định số 2/2015/NĐ-CP về đầu tư.",
        ["repeals_in_part 83/2016/TT-BTC art_5"],
    ),
    ("Ngưng hiệu lực thi hành Điều 5 Nghị định số 7/2020/NĐ-CP từ ngày 01/4/2030.", ["suspends 7/2020/NĐ-CP art_5 2030-04-01"]),
    ("Khoản 2 Điều 5 của Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2030.", [f"commences {OWN} art_5__para_2 2030-07-01"]),
    (
        "Khoản 2, khoản 3 Điều 43, Điều 71 và các khoản 3, 4 Điều 95 của Luật này có hiệu lực từ ngày 01 tháng 01 năm 2031.",
        [f"commences {OWN} art_{e} 2031-01-01" for e in ("43__para_2", "43__para_3", "71", "95__para_3", "95__para_4")],
    ),
    ("Điều 11 và 12 của Nghị định này có hiệu lực từ ngày 01/7/2030.", [f"commences {OWN} art_{n} 2030-07-01" for n in (11, 12)]),
    ("Điều 37 của Nghị định này có hiệu lực kể từ ngày Nghị định này được ký ban hành.", [f"commences {OWN} art_37 2030-01-15"]),
    (
        "Việc kê khai giếng nước quy định tại khoản 4 Điều 52 của Luật này được thực hiện từ ngày 01 tháng 7 năm 2031.",
        [f"commences {OWN} art_52__para_4 2031-07-01 | kê khai giếng nước"],
    ),
    (
        "Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2030, trừ Điều 5 của Nghị định này có hiệu lực từ ngày 01 tháng 9 năm 2030.",
        [f"commences {OWN} art_5 2030-09-01"],
    ),
    (
        "Khoản 4 Điều 40 của Luật số 11/2028/QH16 được sửa đổi, bổ sung tại khoản 9 Điều 14 của Luật này có hiệu lực từ ngày 01/7/2031.",
        [f"commences {OWN} art_14__para_9 2031-07-01"],
    ),
]  # fmt: skip

AMENDING = [
    # (a clause of "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 35/2022/NĐ-CP", the edges besides that of the heading)
    ("Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Nội dung mới.”.", ["amends art_5__para_2"]),
    ("Sửa đổi khoản 2, bổ sung khoản 3 Điều 5 như sau:\n“2. Nội dung.”.", ["amends art_5__para_2", "adds art_5__para_3"]),
    ("Sửa đổi, bổ sung khoản 4 và khoản 5 Điều 123 như sau:", ["amends art_123__para_4", "amends art_123__para_5"]),
    ("Bổ sung Điều 5a sau Điều 5 như sau:", ["adds art_5a"]),
    ("Bổ sung khoản 4a vào sau khoản 4 Điều 51 như sau:", ["adds art_51__para_4a"]),
    ("Bổ sung các khoản 2a, 2b vào sau khoản 2 Điều 24 như sau:", ["adds art_24__para_2a", "adds art_24__para_2b"]),
    ("Bổ sung điểm o vào khoản 1 Điều 5 như sau:", ["adds art_5__para_1__point_o"]),
    ("Bổ sung điểm n vào sau điểm m của khoản 2 Điều 3 như sau:", ["adds art_3__para_2__point_n"]),
    ("Bãi bỏ khoản 1 Điều 6 và sửa đổi Điều này như sau:", ["repeals_in_part art_6__para_1", "amends art_6"]),
    ("Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại khoản 2 Điều 5.", ["amends art_5__para_2 | “cấp huyện” → “cấp xã”"]),
    (
        "Thay thế cụm từ “A” tại khoản 2 Điều 5, Điều 6 thành cụm từ “B”.",
        ["amends art_5__para_2 | “A” → “B”", "amends art_6 | “A” → “B”"],
    ),
    (
        "Thay thế cụm từ “A” bằng cụm từ “B” tại Điều 5; thay thế cụm từ “C” bằng cụm từ “D” tại Điều 6.",
        ["amends art_5 | “A” → “B”", "amends art_6 | “C” → “D”"],
    ),
    ("Bỏ cụm từ “thị trấn” tại điểm b khoản 3 Điều 13.", ["amends art_13__para_3__point_b | “thị trấn”"]),
    ("Bãi bỏ cụm từ “thị trấn” tại Điều 13.", ["repeals_in_part art_13 | “thị trấn”"]),
    ("Bổ sung cụm từ “kho” vào sau cụm từ “bến” tại Điều 13.", ["amends art_13 | “kho”, “bến”"]),
    ("Khoản 3, khoản 6 Điều 5 được sửa đổi, bổ sung như sau:\n“3. Nội dung.”", ["amends art_5__para_3", "amends art_5__para_6"]),
    ("Thay thế Phụ lục II bằng Phụ lục II ban hành kèm theo Nghị định này.", ["amends | Phụ lục II"]),
    (
        "Sửa đổi đoạn mở đầu của khoản 3 và điểm d khoản 3 Điều 9 như sau:",
        ["amends art_9__para_3 | đoạn mở đầu", "amends art_9__para_3__point_d"],
    ),
    ("Bỏ cụm từ “A” tại tên Mục 2 Chương IV, khoản 4 Điều 11.", ["amends art_11__para_4 | “A”", "amends | tên Mục 2 Chương IV; “A”"]),
    (
        "Thay thế các mẫu sau:\n- Mẫu số 1 bằng Mẫu số 9 Phụ lục II Nghị định số 7/2020/NĐ-CP;\n- Mẫu số 2 bằng Mẫu số 8.",
        ["amends | Mẫu số 1", "amends | Mẫu số 2"],
    ),
    ("Bãi bỏ Điều 3; cụm từ “2, 3,” tại khoản 8 Điều 77; các điều 90, 91.", ["repeals_in_part art_3", *REST]),
    (
        "Sửa đổi khoản 1 và đoạn đầu khoản 3 Điều 36 như sau:\na) Sửa đổi khoản 1 như sau:\n“1. Nội dung.”",
        ["amends art_36__para_1", "amends art_36__para_3 | đoạn đầu", "amends art_36__para_1"],
    ),
    (
        "Bổ sung điểm i1 vào sau điểm i và sửa đổi điểm k khoản 2 Điều 89 như sau:",
        ["adds art_89__para_2__point_i1", "amends art_89__para_2__point_k"],
    ),
    (
        "Bãi bỏ các điều sau đây:\nđ) Các điều, bao gồm:\nđ1) Điều 4; Điều 5, trừ khoản 2; Điều 6.",
        ["repeals_in_part art_4", "repeals_in_part art_5 | trừ khoản 2", "repeals_in_part art_6"],
    ),
    (
        "Bãi bỏ các gạch đầu dòng thứ 4, 6 và 8 điểm a khoản 3 Điều 7.",
        ["repeals_in_part art_7__para_3__point_a | gạch đầu dòng thứ 4, 6 và 8"],
    ),
    ("Bãi bỏ đoạn thứ hai khoản 2 Điều 5.", ["repeals_in_part art_5__para_2 | đoạn thứ hai"]),
    (
        "Sửa đổi, bổ sung một số khoản của Điều 51 như sau:\na) Sửa đổi, bổ sung khoản 1 như sau:\n“1. Nội dung.”;\n"
        "b) Bổ sung khoản 4a vào sau khoản 4 như sau:\n“4a. Nội dung.”;\nc) Bãi bỏ khoản 6.",
        ["amends art_51", "amends art_51__para_1", "adds art_51__para_4a", "repeals_in_part art_51__para_6"],
    ),
    (
        "Sửa đổi, bổ sung một số điểm của khoản 2 Điều 5 như sau:\na) Sửa đổi điểm b như sau:\n“b) Nội dung.”",
        ["amends art_5__para_2", "amends art_5__para_2__point_b"],
    ),
    ("Bãi bỏ các khoản sau đây:\na) Khoản 2 Điều 5;\nb) Điều 7.", ["repeals_in_part art_5__para_2", "repeals_in_part art_7"]),
    (
        "Sửa đổi Điều 9 như sau:\n“Điều 9. Hiệu lực\n1. Bãi bỏ Nghị định số 1/2010/NĐ-CP.\n2. Bãi bỏ Điều 3 Luật Đê điều.”.",
        ["amends art_9"],
    ),
    ("Sửa đổi Điều 9 như sau:\n“1. Nghị định số 1/2010/NĐ-CP hết hiệu lực.", ["amends art_9"]),
]

HOSTILE = [
    # words that tell of a change made elsewhere, or of something else, and change nothing
    "Luật này đã được sửa đổi, bổ sung một số điều theo Luật số 31/2024/QH15.",
    "Nghị định số 7/2020/NĐ-CP được sửa đổi, bổ sung tại Nghị định số 8/2021/NĐ-CP vẫn được áp dụng.",
    "Nghị định số 7/2020/NĐ-CP đã thay thế Nghị định số 6/2019/NĐ-CP.",
    "Nghị định số 7/2020/NĐ-CP đã hết hiệu lực.",
    "Trường hợp Nghị định số 7/2020/NĐ-CP hết hiệu lực thì áp dụng văn bản mới.",
    "Khi Luật số 7/2020/QH14 bị bãi bỏ thì áp dụng văn bản thay thế.",
    "Giấy phép cấp theo Nghị định số 7/2020/NĐ-CP hết hiệu lực từ ngày 01 tháng 7 năm 2031.",
    "Hồ sơ nộp theo khoản 2 Điều 5 của Nghị định số 7/2020/NĐ-CP có hiệu lực từ ngày 01 tháng 7 năm 2031.",
    "Trường hợp các văn bản dẫn chiếu được sửa đổi, bổ sung hoặc thay thế thì áp dụng văn bản mới.",
    "Sửa đổi, bổ sung hồ sơ theo quy định tại khoản 2 Điều 31 của Nghị định này.",
    "Bãi bỏ một phần hoặc toàn bộ văn bản trái pháp luật của Ủy ban nhân dân.",
    "Sửa đổi hợp đồng theo Điều 5 của Nghị định số 7/2020/NĐ-CP.",
    "Chủ đầu tư sửa đổi, bổ sung hồ sơ theo Điều 5 Nghị định số 7/2020/NĐ-CP.",
    "Bộ Xây dựng bãi bỏ Quyết định số 9/QĐ-BXD trước ngày 01 tháng 7 năm 2031.",
    "Việc tạm ngưng hiệu lực văn bản thực hiện theo Điều 56 Luật số 64/2025/QH15.",
    "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2030, trừ trường hợp quy định tại khoản 2 Điều này.",
    "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật số 7/2020/QH14.",
    "Bãi bỏ Điều 5 của Luật Hai tên.",
    "Bãi bỏ Điều 5 của Luật Không ai biết.",
    "Bãi bỏ khoản 2 Điều 5.",
    "Điều 5 của Nghị định này có hiệu lực kể từ ngày Nghị định này có hiệu lực.",
]


@pytest.mark.parametrize(("words", "expected"), LAST_ARTICLE)
def test_the_last_articles_end_and_commence(words: str, expected: list[str]) -> None:
    assert shown(edges(f"Điều 1. Điều khoản thi hành\n1. {words}\n2. Bộ trưởng chịu trách nhiệm thi hành.")) == expected


@pytest.mark.parametrize(("words", "expected"), AMENDING)
def test_an_amending_article_hands_its_instrument_down(words: str, expected: list[str]) -> None:
    text = (
        f"Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 35/2022/NĐ-CP\n1. {words}\nĐiều 2. Trách nhiệm\nBộ trưởng chịu trách nhiệm."
    )
    found = [line.replace(" 35/2022/NĐ-CP", "", 1) for line in shown(edges(text))]
    assert found == ["amends", *expected]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_tells_of_a_change_makes_none(words: str) -> None:
    assert edges(f"Điều 1. Hiệu lực thi hành\n1. {words}\n2. Bộ trưởng chịu trách nhiệm thi hành.") == []


def test_the_scope_article_of_a_decree_changes_nothing() -> None:
    assert edges("Điều 1. Phạm vi điều chỉnh\n1. Sửa đổi, bổ sung một số điều của Nghị định số 35/2022/NĐ-CP.\n2. Quy định khác.") == []


def test_a_lead_without_a_colon_governs_its_points() -> None:
    text = (
        "Điều 1. Hiệu lực thi hành\n1. Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2030.\n"
        "2. Các nghị định sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành\n"
        "a) Nghị định số 7/2020/NĐ-CP;\nb) Điều 2 Nghị định số 8/2021/NĐ-CP."
    )
    found = edges(text, effective_on=None)
    assert shown(found) == ["replaces 7/2020/NĐ-CP", "repeals_in_part 8/2021/NĐ-CP art_2"]
    assert [one.source.eid for one in found] == ["art_1__para_2__point_a", "art_1__para_2__point_b"]


def test_the_title_names_the_instrument_of_all_articles() -> None:
    text = (
        "Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều của Nghị định số 35/2022/NĐ-CP ngày 28 tháng 5 năm 2022.\n"
        "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5\n“2. Nội dung.”.\nĐiều 2. Bãi bỏ Điều 7\nBãi bỏ Điều 7.\nĐiều 3. Trách nhiệm\nNhư trên."
    )
    assert shown(edges(text)) == [
        "amends 35/2022/NĐ-CP", "amends 35/2022/NĐ-CP art_5__para_2", "repeals_in_part 35/2022/NĐ-CP art_7",
    ]  # fmt: skip


def test_an_instruction_takes_effect_with_its_own_article() -> None:
    text = (
        "Điều 1. Sửa đổi Luật Đê điều số 11/2028/QH16\nSửa đổi khoản 1 Điều 4 như sau:\n“1. Nội dung.”.\n"
        "Điều 2. Hiệu lực thi hành\n1. Luật này có hiệu lực từ ngày 01 tháng 3 năm 2030.\n"
        "2. Điều 1 của Luật này có hiệu lực từ ngày 01 tháng 6 năm 2030."
    )
    found = {one.target.eid: one.from_date for one in edges(text, effective_on=None) if one.kind == "amends"}
    assert found == {"": date(2030, 6, 1), "art_4__para_1": date(2030, 6, 1)}


def test_a_day_that_nothing_tells_stays_unknown() -> None:
    assert [one.from_date for one in edges("Điều 1. Thi hành\nBãi bỏ Nghị định số 7/2020/NĐ-CP.", effective_on=None)] == [None]


def test_words_behind_a_law_that_is_not_known_go_to_nobody() -> None:
    text = "Điều 1. Sửa đổi, bổ sung một số điều của Luật Không ai biết\n1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Nội dung.”."
    assert edges(text) == []


def test_the_span_holds_the_words_of_the_edge() -> None:
    text = normalise("Điều 1. Thi hành\n1. Bãi bỏ khoản 2 Điều 5 Nghị định số 7/2020/NĐ-CP ngày 01/01/2020.\n2. Không có gì thêm.")
    (one,) = edges(text)
    assert text[one.start : one.end] == "Bãi bỏ khoản 2 Điều 5 Nghị định số 7/2020/NĐ-CP"
    assert one.source.eid == "art_1__para_1"


WORDS = """Điều 1. |1. |a) |Sửa đổi, bổ sung |Bãi bỏ |thay thế |khoản 2 |Điều 5 |điểm a, b |các điều 4, 5 đến 9 |“|”|như sau:|; |, |và |
của |tại |Nghị định số 7/2020/NĐ-CP |Luật Đê điều |Luật này |hết hiệu lực |có hiệu lực |từ ngày 01 tháng 7 năm 2030|trừ |(|)|.|\n|Điều này |
kể từ ngày 99/99/9999 |đã được sửa đổi, bổ sung theo |cụm từ |bằng |vào sau |Phụ lục II |Mục 3 Chương IV |Các văn bản sau đây |
quy định tại |đoạn thứ hai |các mẫu sau: |từ Điều 1 đến Điều 999 """
PIECES = st.sampled_from(WORDS.split("|"))


@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=300))
@example("“" * 2000)
@example("Điều 1. Bãi bỏ " + "khoản 1, " * 2000)
@example("Điều 1. " + "quy định sau " * 2000 + "hết hiệu lực.")
@example("Điều 1. Bãi bỏ Điều 5" + " ," * 5000)
@example("Điều 1. Thay thế cụm từ " + "“a" * 3000)
@example("Điều 1. Bãi bỏ " + "trừ " * 5000)
@example("Điều 1. Các văn bản sau đây Điều 5 cụm từ a)\n1.\ncủa Sửa đổi, bổ sung điểm a, b Điều 1. Nghị định số 7/2020/NĐ-CP “điểm a” “")
@settings(max_examples=150, deadline=4000)
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    parsed = parse(normalise(text))
    for one in effects_in(parsed, OWN, CATALOGUE, date(2030, 1, 15)):
        assert 0 <= one.start < one.end <= len(parsed.text)
        assert one.kind == "commences" or one.target.instrument != OWN


@given(st.text(alphabet='“”‘’"() \nab:', max_size=200))
def test_covering_keeps_the_length(text: str) -> None:
    assert len(covered(text)) == len(text)
