"""Laws named by title, alias or in short, and provisions however officers write them."""

from datetime import date

import pytest

from assistant.law_names import LawNames, locator_in
from assistant.question import QuestionReader
from ingest.catalogue import Catalogue

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("K2 Đ53 NĐ 217/2026 quy định thế nào?", "khoản 2 Điều 53"),
        ("k.2 đ.53", "khoản 2 Điều 53"),
        ("d68 k2 nd35", "khoản 2 Điều 68"),
        ("Điều 68 khoản 2 điểm đ nói gì", "điểm đ khoản 2 Điều 68"),
        ("dieu 203, khoan 3 luat dat dai", "khoản 3 Điều 203"),
        ("diem b khoan 3 dieu 68", "điểm b khoản 3 Điều 68"),
        ("điểm e k3 đ51 Luật BVMT", "điểm e khoản 3 Điều 51"),
        ("Điều 09 quy định gì", "Điều 9"),
        ("theo điều 15a", "Điều 15a"),
    ],
)
def test_a_provision_is_read_however_it_is_written(text: str, locator: str) -> None:
    assert str(locator_in(text)) == locator


@pytest.mark.parametrize("text", ["phạt 5 đ 3 lần", "đ 15 triệu", "khoản 2 quy định gì", "điều kiện 3 là gì", "tăng 20% so với k 3", ""])
def test_what_names_no_article_is_no_locator(text: str) -> None:
    assert locator_in(text) is None


@pytest.mark.parametrize(
    ("text", "as_of", "numbers"),
    [
        ("khoản 3 Điều 51 Luật BVMT", DAY, ["72/2020/QH14"]),
        ("luat thi dua khen thuong 2022", DAY, ["06/2022/QH15"]),
        ("Luật Đất đai quy định gì", DAY, ["31/2024/QH15"]),
        ("Luật Đất đai quy định gì", date(2023, 6, 1), ["45/2013/QH13"]),
        ("luật đất đai cũ quy định gì", DAY, ["45/2013/QH13"]),
        ("Luật Đất đai năm 2013", DAY, ["45/2013/QH13"]),
        ("Luật XD mới", date(2026, 6, 1), ["135/2025/QH15"]),
        ("Luật Xây dựng", date(2026, 6, 1), ["50/2014/QH13"]),
        ("pháp luật về đất đai", DAY, []),
        ("Ban quản lý có được cấp giấy phép xây dựng không", DAY, []),
    ],
)
def test_a_law_named_by_title_is_that_of_the_day_or_of_the_year_said(
    catalogue: Catalogue, text: str, as_of: date, numbers: list[str]
) -> None:
    assert [*QuestionReader(catalogue).read(text, as_of).laws] == numbers


def test_every_law_is_found_by_its_own_title_with_its_year(catalogue: Catalogue) -> None:
    names = LawNames(catalogue)
    laws = [i for i in catalogue.instruments.values() if i.kind in {"Luật", "Bộ luật"} and i.issued_on and len(i.title.split()) > 1]
    assert len(laws) > 20
    twins = {(i.title, i.issued_on and i.issued_on.year) for i in laws}
    lost = [i.number for i in laws if i.number not in names.find(f"{i.kind} {i.title} {i.issued_on and i.issued_on.year}", False, DAY)]
    assert len(lost) <= len(laws) - len(twins)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("QĐ 13/2021 của Bắc Ninh còn hiệu lực ko", "13/2021/QĐ-UBND"),
        ("quyet dinh 38/2021 Quang Ninh", "38/2021/QĐ-UBND"),
        ("NQ 254 áp dụng từ khi nào", "254/2025/QH15"),
        ("TT 17/2023", "17/2023/TT-BLĐTBXH"),
        ("cái nghị định 35 hồi 2017 còn tính không", "35/2017/NĐ-CP"),
        ("nghị định 35 năm 2022 nói gì", "35/2022/NĐ-CP"),
        ("luat xay dung so 50/2014 chet tu ngay nao", "50/2014/QH13"),
    ],
)
def test_a_document_is_found_by_its_kind_in_short_and_its_number(catalogue: Catalogue, text: str, document: str) -> None:
    assert QuestionReader(catalogue).read(text, DAY).documents == (document,)


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("Theo Luật Xây dựng 2014 thì cấp phép bao nhiêu ngày?", ("50/2014/QH13",)),
        ("cap phep xay dung theo luat 2014 may ngay", ("50/2014/QH13",)),
        ("Luật Đầu tư 2020 và Luật Đầu tư 2025 khác nhau ở đâu?", ("61/2020/QH14", "143/2025/QH15")),
        ("Luật Đầu tư 2025 quy định gì?", ()),  # in force: its decrees may answer as well
        ("luật 2014 nói gì về thỏ", ()),
    ],
)
def test_who_names_a_law_of_before_by_its_year_wants_that_law(catalogue: Catalogue, text: str, documents: tuple[str, ...]) -> None:
    assert QuestionReader(catalogue).read(text, DAY).documents == documents


def test_a_law_of_before_is_no_document_of_a_day_on_which_it_was_in_force(catalogue: Catalogue) -> None:
    assert QuestionReader(catalogue).read("Luật Xây dựng 2014 quy định gì?", date(2025, 1, 1)).documents == ()
