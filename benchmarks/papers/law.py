"""Paragraphs of a regulation that nobody has issued, drawn by a seed."""

from collections.abc import Iterator
from random import Random
from typing import Final

_THINGS: Final = (
    "vườn ươm", "luống", "hạt giống", "giàn leo", "mái che", "bờ rào", "giếng tưới", "kho lạnh", "lối đi", "chuồng ong", "vườn thực vật",
    "ý tưởng", "đường ống", "bể lắng", "nhà kính", "bản vẽ luống", "sổ gieo", "phiếu nghiệm thu", "giấy phép gieo", "biển chỉ dẫn",
)  # fmt: skip
_BODIES: Final = (
    "Ban Quản lý vườn ươm", "Hội đồng hạt giống", "Sở Tưới tiêu", "Sở Ánh sáng", "người gieo ý tưởng", "Ủy ban nhân dân tỉnh Bình Minh",
    "tổ chăm sóc", "chủ luống", "đơn vị đo đạc vườn", "Chủ tịch Hội đồng hạt giống",
)  # fmt: skip
_DOES: Final = (
    "thẩm định", "nghiệm thu", "kiểm tra", "lập hồ sơ về", "công bố danh mục", "phê duyệt phương án sử dụng", "hướng dẫn việc bảo dưỡng",
    "báo cáo về", "lấy ý kiến về", "tạm dừng việc cải tạo", "giao đất để xây dựng", "tổ chức rà soát", "điều chỉnh ranh giới của",
)  # fmt: skip
_HOW: Final = (
    "theo quy định tại khoản 1 Điều 1 của Quy định này", "bằng văn bản, nêu rõ lý do", "trừ trường hợp thời tiết xấu kéo dài",
    "sau khi thống nhất với các đơn vị có liên quan", "trên cơ sở đề nghị của tổ chăm sóc", "và chịu trách nhiệm về tính đầy đủ của hồ sơ",
    "phù hợp với quy hoạch vườn đã được phê duyệt", "đồng thời thông báo cho những người đang sử dụng luống liền kề",
)  # fmt: skip
POINTS: Final = "abcdđeg"


def invented_law(seed: int, articles: int = 8, tables: bool = False) -> tuple[str, ...]:
    """Paragraphs of a regulation: a head, chapters, articles with clauses and points; a row of a table is one with " | "."""
    random = Random(seed)
    found = [
        "QUY ĐỊNH",
        f"Về quản lý {random.choice(_THINGS)} trên địa bàn tỉnh Bình Minh",
        f"Căn cứ Luật Vườn ươm ngày {random.randint(10, 28)} tháng 10 năm 2030;",
    ]
    every = random.randint(2, 5)
    for number in range(1, articles + 1):
        if number % every == 1:
            found += [f"Chương {_roman(number // every + 1)}", random.choice(_THINGS).upper() + " VÀ " + random.choice(_THINGS).upper()]
        found += _article(random, number)
        if tables and random.random() < 0.4:
            found.append("STT | Hạng mục | Mức phí")
            found += [f"{row} | {random.choice(_THINGS)} | {random.randint(1, 90)}.000 đồng" for row in (1, 2, 3)]
    return tuple(found)


def _article(random: Random, number: int) -> Iterator[str]:
    yield f"Điều {number}. Quản lý {random.choice(_THINGS)} và {random.choice(_THINGS)}"
    clauses = random.randint(1, 4)
    if clauses == 1:
        yield _sentence(random) + "."
        return
    for clause in range(1, clauses + 1):
        if random.random() < 0.35:
            yield f"{clause}. {random.choice(_BODIES).capitalize()} có trách nhiệm sau đây:"
            points = POINTS[: random.randint(2, len(POINTS))]
            yield from (f"{point}) {_sentence(random)}{'.' if point == points[-1] else ';'}" for point in points)
        else:
            yield f"{clause}. {'. '.join(_sentence(random) for _ in range(random.randint(1, 3)))}."


def _sentence(random: Random) -> str:
    body, does, thing, how = map(random.choice, (_BODIES, _DOES, _THINGS, _HOW))
    within = f" trong thời hạn {random.randint(2, 45):02d} ngày làm việc" if random.random() < 0.5 else ""
    return f"{body[:1].upper()}{body[1:]} {does} {thing} số {random.randint(1, 99)}{within}, {how}"


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
