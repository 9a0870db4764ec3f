"""What is said of a file that was given."""

from dataclasses import replace
from datetime import date

import pytest
from invented import Place, decree
from uploaded import DECREE, pdf

from ingest.catalogue import load_catalogue
from ingest.documents import load_document
from ingest.knowledge.hashes import hashes_path, source_hashes, write_hashes
from ingest.readers import DOUBTFUL_BELOW, Reading
from ingest.uploads import Account, Uploads, content_lines, identity_line
from ingest.uploads.account import account_of

INSTRUMENT = """schema = 1
[[instrument]]
number = "15/2031/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "quy định về vườn ươm"
issued_on = 2031-03-05
effective_on = 2031-07-01
"""


def account(place: Place, text: str | bytes, name: str = "tệp.txt") -> Account:
    uploads = Uploads(place.root / "nạp", place.corpus, load_catalogue(place.corpus))
    return uploads.add(name, text.encode() if isinstance(text, str) else text).account


def test_a_text_that_the_catalogue_knows_is_that_instruments_text(place: Place) -> None:
    place.table("instruments.toml", INSTRUMENT)
    found = account(place, DECREE)
    assert (found.known, found.number, found.title, found.doubts) == (True, "15/2031/NĐ-CP", "quy định về vườn ươm", ())
    assert (found.issued_on, found.effective_on) == (date(2031, 3, 5), date(2031, 7, 1))
    assert identity_line(found) == "Nghị định số 15/2031/NĐ-CP ngày 05/03/2031 quy định về vườn ươm"
    assert content_lines(found) == ["2 điều, 2 khoản, 0 điểm; có hiệu lực từ 01/07/2031"]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (DECREE, "danh mục chưa có văn bản này"),
        (
            DECREE.replace("Điều 2.", "Điều 4.") + "Điều 5. Vườn cam\nCam chín.\nĐiều 6. Vườn na\nNa chín.\n",
            "dãy điều bị đứt, thiếu Điều 2–3",
        ),
        (DECREE.replace("2. chăm", "4. chăm"), "số khoản nhảy ở 1 chỗ"),
        (DECREE.replace("Số: 15/2031/NĐ-CP\n", ""), "không thấy số, ký hiệu"),
        (DECREE.replace("Hà Nội, ngày 05 tháng 3 năm 2031\n", ""), "không thấy ngày ban hành"),
        (DECREE.replace("có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031", "được thi hành"), "không thấy ngày có hiệu lực"),
        (f"DỰ THẢO\n{DECREE}", "đầu tệp ghi là dự thảo"),
        ("Bản tin vườn ươm\nHôm nay trời nắng, cây bưởi ra hoa.\n", "không tách được điều nào"),
    ],
)
def test_what_is_doubtful_is_said(place: Place, text: str, doubt: str) -> None:
    assert any(doubt in said for said in account(place, text).doubts)


def test_pages_without_text_are_named(place: Place) -> None:
    found = account(place, pdf(DECREE, "", "Nơi nhận: Ban vườn ươm"), "tệp.pdf")
    assert found.pages == 3
    assert any("1 trang không có chữ (trang 2;" in doubt for doubt in found.doubts)


def test_lines_that_were_recognised_are_counted_and_the_doubtful_ones_named(place: Place) -> None:
    document = load_document(place.write("tệp.txt", DECREE), place.catalogue)
    assert account_of(document, place.corpus, place.catalogue).recognised == 0
    scanned = replace(document, readings=(Reading(0, 9, DOUBTFUL_BELOW - 1), Reading(10, 20, DOUBTFUL_BELOW)))
    found = account_of(scanned, place.corpus, place.catalogue)
    assert found.recognised == 2
    assert "2 dòng được nhận dạng từ ảnh quét (OCR), 1 dòng chưa chắc: cần đối chiếu với bản gốc" in found.doubts


def test_a_digest_with_hashes_is_compared_clause_by_clause(place: Place) -> None:
    place.table("instruments.toml", INSTRUMENT)
    digest = place.corpus / "digests" / "15-2031-nd-cp.md"
    digest.parent.mkdir()
    digest.write_text(
        '+++\ninstrument = "15/2031/NĐ-CP"\nmade_from = "15/2031/NĐ-CP"\n+++\n\n## Điều 1. Nhiệm vụ của Ban vườn ươm\n\n'
        "1. Trồng bưởi.\n\n2. Chăm cam.\n"
    )
    source = place.write("15-2031-nd-cp.txt", DECREE)
    catalogue = load_catalogue(place.corpus)
    hashes = source_hashes(load_document(digest, catalogue).parsed, load_document(source, catalogue), date(2031, 4, 1))
    write_hashes(hashes_path(digest), hashes)
    assert content_lines(account(place, DECREE))[1] == "khớp với bản tóm lược ở cả 3 điều, khoản, điểm đã tóm lược"
    other = account(place, decree(15, "trồng cây bưởi trong khu sinh thái;", "chăm sóc vườn chanh."))
    assert other.digest is not None and other.digest.different == ("khoản 2 Điều 1",)
    assert "khác với bản tóm lược (làm từ 15/2031/NĐ-CP) ở khoản 2 Điều 1; khớp ở 2/3" in content_lines(other)[1]
    shorter = account(place, decree(15, "trồng cây bưởi trong khu sinh thái;"))
    assert shorter.digest is not None and shorter.digest.missing == ("khoản 2 Điều 1",)
