"""A bloc of gardens with its report, and decisions of its provinces before and after a merger: all of our own invention."""

from composers_corpus import REPORT, TOPICS
from invented import Place

from assistant import Assistant

MERGED_ON = "2031-07-01"
LOCAL_TOPICS = """boards = ["Ban Vườn ươm"]
[[local]]
name = "cấp thẻ vườn"
under = "tưới nước"
says = ["thẻ vườn"]
words = ["cấp thẻ vườn"]
[[local]]
name = "ngày nộp hồ sơ"
under = "che nắng"
says = []
words = ["nộp hồ sơ"]
of_board = false
[[preset]]
name = "Tưới nước"
places = ["Sông Xanh", "Núi Đỏ"]
topics = ["tưới nước"]
[[preset]]
name = "Nơi không giữ"
places = ["Biển Xa"]
topics = ["tưới nước"]
"""
PLACES = "schema = 1\n" + "".join(
    f'[[province]]\nname = "{name}"\nkind = "tỉnh"\nmerged = {merged}\nfrom = {MERGED_ON}\n'
    for name, merged in (
        ("Sông Xanh", '["Sông Xanh", "Đồng Vàng"]'),
        ("Núi Đỏ", '["Núi Đỏ"]'),
        ("Biển Xa", '["Đảo Nhỏ", "Cồn Cát"]'),
    )
)
DECISIONS = {"5/2030/QĐ-UBND": ("Sông Xanh", 2030), "6/2030/QĐ-UBND": ("Đồng Vàng", 2030), "7/2031/QĐ-UBND": ("Núi Đỏ", 2031)}


def decision(number: str, province: str, year: int, *clauses: str) -> str:
    """The text of an invented decision of a province with one article on a matter."""
    numbered = "\n".join(f"{n}. {clause}" for n, clause in enumerate(clauses, start=1))
    return (
        f"ỦY BAN NHÂN DÂN TỈNH {province.upper()}\nSố: {number}\n{province}, ngày 05 tháng 8 năm {year}\nQUYẾT ĐỊNH\n"
        f"Quy định về vườn ươm trên địa bàn tỉnh {province}\nCăn cứ Luật Cây xanh;\n"
        f"Điều 1. Thẩm quyền cấp thẻ vườn\n{numbered}\n"
        f"Điều 2. Hiệu lực thi hành\nQuyết định này có hiệu lực thi hành từ ngày 01 tháng 9 năm {year}.\n"
    )


def instrument(number: str, province: str, year: int) -> str:
    return (
        f'[[instrument]]\nnumber = "{number}"\nkind = "Quyết định"\nissuer = "Ủy ban nhân dân tỉnh {province}"\n'
        f'title = "Quy định về vườn ươm"\nissued_on = {year}-08-05\neffective_on = {year}-09-01\nlocality = "{province}"\n'
        f'state_note = "Ban hành theo luật cũ của {province}: kiểm tra quyết định thay thế."\n'
    )


def assistant_over_provinces(place: Place) -> Assistant:
    """The assistant over the report and three decisions: before a merger, for a part of today's province, and after it."""
    place.table("topics.toml", TOPICS.replace("schema = 1\n", f"schema = 1\n{LOCAL_TOPICS.partition('[[local]]')[0]}") + _tables())
    place.table("places.toml", PLACES)
    place.table("instruments.toml", "schema = 1\n" + "".join(instrument(n, *of) for n, of in DECISIONS.items()))
    (place.corpus / "reports").mkdir()
    (place.corpus / "reports" / "bc.md").write_text(REPORT, encoding="utf-8")
    place.write("bc.md", REPORT)
    clauses = {
        "5/2030/QĐ-UBND": (
            "Sở Cây cấp thẻ vườn cho vườn lớn, trừ vườn của Ban Vườn ươm tỉnh.",
            "Ban Vườn ươm tỉnh cấp thẻ vườn trong khu.",
        ),
        "6/2030/QĐ-UBND": ("Ban Vườn ươm tỉnh Đồng Vàng được phân cấp cấp thẻ vườn.",),
        "7/2031/QĐ-UBND": ("Ủy ban ủy quyền cho Ban Vườn ươm tỉnh Núi Đỏ cấp thẻ vườn.", "Cơ sở nộp hồ sơ trước ngày 05 tháng 9."),
    }
    for number, (province, year) in DECISIONS.items():
        place.write(f"{number.replace('/', '-')}.txt", decision(number, province, year, *clauses[number]))
    place.build()
    return Assistant(place.open(), place.catalogue)


def _tables() -> str:
    return "".join(LOCAL_TOPICS.partition("[[local]]")[1:])
