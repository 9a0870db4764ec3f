"""Reference vectors: what sentence-transformers itself makes of short texts of our own wording.

``python -m ingest.training.reference_vectors MODEL_FOLDER OUT.json`` is run after each training;
the ordinary tests hold the application's loader equal to the file, with no torch installed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sentence_transformers import SentenceTransformer

from ingest.embedding import StaticEmbedder

TEXTS = (
    "Ban quản lý khu công nghiệp có được cấp giấy phép xây dựng không?",
    "ban quan ly khu cong nghiep co duoc cap giay phep xay dung khong",
    "BAN QUẢN LÝ KHU CÔNG NGHIỆP CÓ ĐƯỢC CẤP GIẤY PHÉP XÂY DỰNG KHÔNG",
    "Ai quyết định chủ trương đầu tư dự án hạ tầng khu công nghiệp?",
    "Thời hạn trả lời hồ sơ là bao nhiêu ngày làm việc",
    "tham quyen cap giay phep lao dong cho nguoi nuoc ngoai",
    "Ban quan lý khu kinh tê có con dấu rieng không",
    "Công ty muốn cho thôi việc hàng loạt thì báo ai",
    "điểm đ khoản 3 Điều 68",
    "NĐ 35/2022/NĐ-CP",
    "Quyết định số 12/2021/QĐ-UBND ngày 05 tháng 7 năm 2021",
    "Hoà giải ở cơ sở, uỷ ban nhân dân, thuỷ lợi",
    "Hòa giải ở cơ sở, ủy ban nhân dân, thủy lợi",
    "khu chế xuất",
    "KCN",
    "kkt ven biển",
    "đất",
    "Đ",
    "ô nhiễm; nước thải – khí thải (bụi, mùi)…",
    "“Nhà đầu tư” được hiểu thế nào?",
    "Thi đua, khen thưởng: cờ thi đua của tỉnh",
    "Phí hạ tầng 1.250.000 đồng/m²/năm",
    "Diện tích 35,7 ha; tỷ lệ lấp đầy 60%",
    "Doanh nghiệp FDI xin gia hạn project deadline",
    "bql kcn co dc cap gpxd ko",
    "Sở Kế hoạch và Đầu tư hay Ban quản lý nhận hồ sơ?\nHồ sơ gồm những gì?\n",
    "  khoảng   trắng \t thừa  ",
    "quy hoạch phân khu xây dựng tỷ lệ 1/2000",
    "ma so 0100109106",
    "cấp-giấy-chứng-nhận_đăng_ký-đầu-tư",
    "Qu\u1ea3n ly\u0301 \u0111a\u0302\u0301t \u0111ai",
    "Сегодня хорошая погода",
    "今天天气很好",
    "Ban quản lý 管理委员会 khu công nghiệp",
    "🏭🏗️",
    "…",
    "- - -",
    "",
    "   ",
    "\u00a0",
    "Trách nhiệm phối hợp giữa sở, ban, ngành và doanh nghiệp trong khu. " * 150,
    "báo cáo " * 800,
)


def write(model: Path, out: Path) -> None:
    """The texts' vectors as JSON: ``{"model", "texts", "vectors"}``, rounded to 8 digits."""
    vectors = SentenceTransformer(str(model), device="cpu").encode(list(TEXTS))
    rows = [[round(float(x), 8) for x in vector] for vector in vectors]
    name = StaticEmbedder(model).name
    content = {"model": name, "texts": TEXTS, "vectors": rows}
    out.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    write(arguments.model, arguments.out)
