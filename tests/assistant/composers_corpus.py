"""A bloc, a report and notes of our own invention, and the assistant over them."""

from invented import Place

from assistant import Assistant

REPORT = """+++
schema = 1
id = "BC-VƯỜN"
kind = "report"
title = "Hội nghị sơ kết của Khối vườn ươm 6 tháng đầu năm 2031"
period = "6 tháng đầu năm 2031"
called = ["khối vườn ươm", "hội nghị"]
roll = ["stm_th-1_1"]
listings = ["stm_th-1_"]

[[members]]
board = "Ban Vườn ươm tỉnh Sông Xanh"
printed = "Ban Vườn ươm Sông Xanh"
province = "Sông Xanh"
province_today = "Sông Xanh"
role = "thành viên"
content = "có nội dung"

[[members]]
board = "Ban Vườn ươm tỉnh Núi Đỏ"
printed = "Ban Vườn ươm Núi Đỏ"
province = "Núi Đỏ"
province_today = "Núi Đỏ"
role = "thành viên"
content = "có nội dung"

[[members]]
board = "Ban Vườn ươm tỉnh Đồng Vàng"
printed = "Ban Vườn ươm Đồng Vàng"
province = "Đồng Vàng"
province_today = "Sông Xanh"
role = "thành viên"
content = "nêu tên, không có nội dung"
named_in = "stm_th-1_2"

[[figures]]
id = "cay-giong"
topic = "cây giống"
label = "số cây giống đã trồng"
printed = "1.250 cây"
unit = "cây"
period = "6 tháng đầu năm 2031"
scope = "toàn Khối"
quality = "plausible"
statement = "stm_th-2_1"
measure = ["cây giống trồng"]

[[figures]]
id = "tien-ban"
topic = "cây giống"
label = "tiền bán cây giống"
printed = "9.9,9 tỷ đồng"
unit = "tỷ đồng"
period = "6 tháng đầu năm 2031"
scope = "toàn Khối"
quality = "unparseable"
note = "Số in hỏng, có thể là 99,9 hoặc 9,99."
statement = "stm_th-2_2"
measure = ["tiền bán", "bán cây"]

[[figures]]
id = "doanh-thu"
topic = "cây giống"
label = "doanh thu từ hạt giống"
printed = "500 tỷ USD"
unit = "tỷ USD"
period = "6 tháng đầu năm 2031"
scope = "toàn Khối"
quality = "implausible"
note = "Lớn quá."
statement = "stm_th-2_3"
measure = ["doanh thu"]

[[rankings]]
topic = "tưới nước"
statement = "stm_th-2_4"
+++

# Hội nghị sơ kết

### TH-1. Thành phần
> tỉnh: toàn Khối · vai trò: tường thuật · chủ đề: chung
1. Khối vườn ươm có ba Ban: Sông Xanh, Núi Đỏ, Đồng Vàng.
2. Ban Vườn ươm Đồng Vàng có dự họp; báo cáo không ghi nội dung.

### TH-2. Số liệu
> tỉnh: toàn Khối · vai trò: tường thuật · chủ đề: cây giống
1. Trong 6 tháng đầu năm 2031 toàn Khối đã trồng 1.250 cây giống.
2. Tiền bán cây giống 6 tháng đầu năm 2031 của Khối báo cáo in là “9.9,9 tỷ đồng”, không xác định được giá trị.
3. Doanh thu từ hạt giống 6 tháng đầu năm 2031 của Khối báo cáo in là “500 tỷ USD”, số này không hợp lý, không nên dùng làm số liệu.
4. Đơn vị nổi bật về tưới nước là Núi Đỏ; báo cáo không cho số liệu riêng của từng đơn vị.

### PB-1. Trưởng ban, Ban Vườn ươm Sông Xanh (ông Lê Văn Suối)
> tỉnh: Sông Xanh · vai trò: thành viên · chủ đề: tưới nước
1. Ban Vườn ươm Sông Xanh tưới nước bằng kênh dẫn từ sông về.
2. Ban Vườn ươm Sông Xanh che nắng bằng lưới đen.

### PB-2. Phó Trưởng ban, Ban Vườn ươm Núi Đỏ (bà Trần Thị Đồi)
> tỉnh: Núi Đỏ · vai trò: thành viên · chủ đề: tưới nước
1. Ban Vườn ươm Núi Đỏ tưới nước bằng bể chứa nước mưa.
"""
TOPICS = """schema = 1
[[topic]]
name = "tưới nước"
says = ["tưới cây"]
words = ["tưới nước"]
[[topic]]
name = "che nắng"
says = ["lưới che"]
words = ["che nắng"]
[[topic]]
name = "bón phân"
says = []
words = ["bón phân"]
"""
PLACES = "schema = 1\n" + "".join(
    f'[[province]]\nname = "{name}"\nkind = "tỉnh"\nmerged = {merged}\n'
    for name, merged in (("Sông Xanh", '["Sông Xanh", "Đồng Vàng"]'), ("Núi Đỏ", '["Núi Đỏ"]'), ("Biển Xa", '["Biển Xa"]'))
)


def assistant_over_report(place: Place) -> Assistant:
    """The assistant over the report and nothing else."""
    place.table("topics.toml", TOPICS)
    place.table("places.toml", PLACES)
    (place.corpus / "reports").mkdir(exist_ok=True)
    (place.corpus / "reports" / "bc.md").write_text(REPORT, encoding="utf-8")
    place.write("bc.md", REPORT)
    place.build()
    return Assistant(place.open(), place.catalogue)
