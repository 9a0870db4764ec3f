"""What to do about what a check of the index finds, for whoever keeps the corpus."""

from collections.abc import Mapping

_BUILD = "Bấm “Cập nhật kho”: kho được dựng lại từ các tệp nguồn, không mất dữ liệu."
ADVICE: Mapping[str, str] = {
    "source_new": "Bấm “Cập nhật kho” để đưa các tệp này vào.",
    "source_gone": "Nếu các tệp được gỡ có chủ ý, bấm “Cập nhật kho”; nếu không, hãy chép lại tệp rồi cập nhật.",
    "source_changed": "Bấm “Cập nhật kho” để đọc lại các tệp này.",
    "catalogue": "Bấm “Cập nhật kho” để dùng danh mục mới.",
    "asked": "Bấm “Cập nhật kho” để dùng bảng cách hỏi mới.",
    "embedder": "Bấm “Cập nhật kho”; hoặc đặt lại TRO_LY_EMBEDDING như lúc dựng.",
    "offsets": "Báo người quản trị: cần xóa thư mục chỉ mục rồi dựng lại.",
}
"""By the kind of a finding; every other kind is mended by building."""


def advice_on(kind: str) -> str:
    """One Vietnamese line for a finding of this kind."""
    return ADVICE.get(kind, _BUILD)
