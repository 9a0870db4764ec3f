"""Stamps of secrecy as offices print them; texts that only speak of secrecy."""

import unicodedata

import pytest

from ingest.uploads.secrecy import secrecy_mark

HEAD = "UBND TỈNH CÂY XANH\nBAN VƯỜN ƯƠM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        (f"{HEAD}Số: 05/BC-BVU\nMẬT\nCây Xanh, ngày 05 tháng 3 năm 2031\nBÁO CÁO", "MẬT"),
        (f"{HEAD}Số: 05/BC-BVU\nTỐI MẬT\nBÁO CÁO", "TỐI MẬT"),
        (f"TUYỆT MẬT\n{HEAD}Số: 05/BC-BVU", "TUYỆT MẬT"),
        (f"{HEAD}Số: 05/BC-BVU\n| MẬT |\nBÁO CÁO", "MẬT"),
        (f"{HEAD}| Số: 05/BC-BVU | TỐI MẬT |\nBÁO CÁO", "TỐI MẬT"),
        (f"{HEAD}Số: 05/BC-BVU\tMẬT\tCây Xanh, ngày 05 tháng 3 năm 2031", "MẬT"),
        (f"{HEAD}Số: 05/BC-BVU MẬT Cây Xanh, ngày 05 tháng 3 năm 2031", "MẬT"),
        (f"{HEAD}Số: 05 /BC-BVU (TUYỆT MẬT)\nBÁO CÁO", "TUYỆT MẬT"),
        (f"{HEAD}Số:      /BC-BVU   MẬT\nBÁO CÁO", "MẬT"),
        (f"{HEAD}Số: 05/BC-BVU\nM Ậ T\nBÁO CÁO", "MẬT"),
        (f"{HEAD}Số: 05/BC-BVU\nT Ố I  M Ậ T\nBÁO CÁO", "TỐI MẬT"),
        (f"{HEAD}[MẬT]\nBÁO CÁO", "MẬT"),
        (f"{HEAD}**TỐI MẬT**\nBÁO CÁO", "TỐI MẬT"),
        (f"{HEAD}Độ mật: Tối mật\nBÁO CÁO", "TỐI MẬT"),
        (f"{HEAD}Mức độ mật: MẬT\nBÁO CÁO", "MẬT"),
        ("MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "MẬT"),
        (unicodedata.normalize("NFD", f"{HEAD}TỐI MẬT\nBÁO CÁO"), "TỐI MẬT"),
    ],
)
def test_a_stamp_is_seen_in_every_layout(head: str, mark: str) -> None:
    assert secrecy_mark([head]) == mark


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}LUẬT\nBẢO VỆ BÍ MẬT NHÀ NƯỚC\nĐiều 1. Phạm vi\nTài liệu có độ mật: tuyệt mật, tối mật và mật.",
        f"{HEAD}QUYẾT ĐỊNH\nBAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ\nTỐI MẬT\nCăn cứ Luật Cây xanh;",
        f"{HEAD}NGHỊ ĐỊNH\nQUY ĐỊNH VỀ TÀI LIỆU TUYỆT MẬT, TỐI MẬT VÀ\nMẬT\nCăn cứ Luật Cây xanh;",
        f"{HEAD}Điều 3. Giữ bí mật\nCán bộ giữ bí mật nhà nước, bí mật kinh doanh.",
        f"{HEAD}Ba độ mật: mật của công tác, mật của tổ chức.\nHoa có mật.",
        "Mật\nMật ong của vườn ươm",
        f"{HEAD}" + "Điều nào cũng có dòng.\n" * 80 + "MẬT\n",
        "",
    ],
)
def test_a_text_that_only_speaks_of_secrecy_is_no_secret(text: str) -> None:
    assert secrecy_mark([text]) is None
