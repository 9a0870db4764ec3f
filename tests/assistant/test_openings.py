"""How an answer opens: with the sentence that answers, or the list asked for; what is only nearest is said to be no more than that."""

from datetime import date

import pytest
from invented import Place

from assistant import Assistant
from assistant.composers.draft import Citer
from assistant.composers.opening import NEAREST, opening_statements
from assistant.openings import Opening
from ingest.index.records import StoredPassage

DAY = date(2031, 9, 1)
LONG = (
    "Chủ vườn ươm gửi hồ sơ xin giấy phép vườn ươm đến Ban vườn ươm qua bưu điện, kèm sơ đồ vườn, danh sách cây giống, bản cam kết tưới "
    "tiêu, bản kê các giếng nước và ảnh chụp hàng rào ở cả bốn phía của vườn. Ban vườn ươm kiểm tra hồ sơ, đối chiếu sơ đồ với thực địa "
    "và hỏi ý kiến xã nơi có vườn khi vườn nằm gần khu dân cư hay rừng phòng hộ. Ban vườn ươm cấp giấy phép trong 12 ngày kể từ ngày nhận "
    "đủ hồ sơ. Giấy phép được trao tại trụ sở của Ban."
)
SMALL = (
    "Vườn ươm gia đình mở rộng trên nền vườn cũ đã có giấy phép, do chính chủ vườn trồng và chăm sóc cùng người trong nhà, không thuê thêm "
    "thợ, không dựng nhà kính, không khoan giếng mới, không đổi loại cây giống đã ghi trong giấy phép cũ của vườn; việc mở rộng không "
    "làm thay đổi dòng chảy của mương, không ảnh hưởng đến vườn bên cạnh, bảo đảm yêu cầu về thoát nước, bảo đảm khoảng cách tới rừng"
)
LAW = f"""CHÍNH PHỦ
Số: 61/2031/NĐ-CP
Hà Nội, ngày 05 tháng 3 năm 2031
NGHỊ ĐỊNH
Quy định về vườn ươm
Căn cứ Luật Cây xanh;
Điều 1. Giấy phép vườn ươm
1. {LONG}
2. Hồ sơ xin giấy phép vườn ươm gồm:
a) Đơn theo mẫu;
b) Sơ đồ vườn;
c) Danh sách cây giống.
3. Chủ vườn ươm phải:
a) Rào vườn bằng tre;
b) Giữ sổ theo dõi cây giống tối thiểu 05 năm;
c) Trồng cây chắn gió trong 02 năm đầu.
4. {LONG.replace("12 ngày", "12 ngày làm việc")} Các quy định này không áp dụng với vườn dưới 100 mét vuông.
5. Chủ vườn ươm phải xin giấy phép vườn ươm trước khi gieo hạt, trừ các trường hợp:
a) {SMALL};
b) {SMALL}; {SMALL.lower()}.
6. Ban vườn ươm kiểm tra vườn mỗi quý một lần, gồm bờ rào, mương nước, giếng, nhà kính, kho phân bón và sổ theo dõi,
và nhắc chủ vườn sửa ngay những chỗ rào hư, mương tắc, giếng cạn hay kho dột;
kiểm tra việc tưới cây giống trong mùa khô 30 ngày một lần, kể cả các luống ngoài bờ rào mà chủ vườn chăm sóc nhờ người khác;
kiểm tra vườn trong trường học khi nhà trường mời, có thầy cô phụ trách vườn cùng đi và ký vào biên bản do Ban vườn ươm lập tại chỗ.
"""


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    place = Place(tmp_path_factory.mktemp("nursery"))
    place.write("61-2031-nd-cp.txt", LAW)
    place.build()
    return Assistant(place.open(), place.catalogue)


def opened(nursery: Assistant, question: str, eid: str, listed: bool = False, clear: bool = True) -> list[str]:
    """What an answer to the question opens with, if it opens with that provision."""
    store = nursery.index.opened().store
    found = [p for v in store.versions() for p in store.passages_at(v.id, "main", eid)]
    points: list[StoredPassage] = [p for p in found if p.point]
    citer = Citer(nursery.catalogue, store, DAY)
    citations = {p.id: citer.cite(n, p) for n, p in enumerate(found, start=1)}
    opening = Opening(points[0] if listed else found[0], tuple(points) if listed else (), clear)
    return [s.text for s in opening_statements(opening, nursery.read(question, DAY), citations, {})]


def test_of_a_long_clause_the_sentence_that_is_asked_for_is_said(nursery: Assistant) -> None:
    [said] = opened(nursery, "Ban vườn ươm cấp giấy phép trong bao nhiêu ngày?", "art_1__para_1")
    assert said.startswith("Theo khoản 1 Điều 1 Nghị định số 61/2031/NĐ-CP:")
    assert "“Ban vườn ươm cấp giấy phép trong 12 ngày kể từ ngày nhận đủ hồ sơ.”" in said
    assert "giếng nước" not in said


def test_an_exception_is_said_with_it(nursery: Assistant) -> None:
    [said] = opened(nursery, "Ban vườn ươm cấp giấy phép trong bao nhiêu ngày?", "art_1__para_4")
    assert "12 ngày làm việc" in said and "“Các quy định này không áp dụng với vườn dưới 100 mét vuông.”" in said


def test_a_long_clause_that_says_nothing_of_it_opens_nothing(nursery: Assistant) -> None:
    assert opened(nursery, "Nuôi ong lấy mật phải đăng ký ở đâu?", "art_1__para_1") == []


def test_an_exemption_is_said_with_all_its_conditions(nursery: Assistant) -> None:
    [said] = opened(nursery, "Mở rộng vườn ươm gia đình có phải xin giấy phép vườn ươm không?", "art_1__para_5__point_a")
    assert "vườn ươm gia đình mở rộng" in said.lower()
    assert said.endswith("bảo đảm khoảng cách tới rừng;”")


def test_an_exemption_too_long_for_a_sentence_is_not_said_in_part(nursery: Assistant) -> None:
    assert opened(nursery, "Mở rộng vườn ươm gia đình có phải xin giấy phép vườn ươm không?", "art_1__para_5__point_b") == []


@pytest.mark.parametrize(
    ("question", "ends"),
    [
        ("Kiểm tra việc tưới cây giống trong mùa khô mấy ngày một lần?", "nhờ người khác;” …"),
        ("Nhà trường mời thì kiểm tra vườn trong trường học có thầy cô phụ trách không?", "lập tại chỗ.”"),
    ],
)
def test_what_is_cut_short_ends_open(nursery: Assistant, question: str, ends: str) -> None:
    [said] = opened(nursery, question, "art_1__para_6")
    assert said.endswith(ends)


def test_a_list_is_named_with_all_its_points(nursery: Assistant) -> None:
    [said] = opened(nursery, "Hồ sơ xin giấy phép vườn ươm gồm những gì?", "art_1__para_2", listed=True)
    assert said.startswith("Theo khoản 2 Điều 1 Nghị định số 61/2031/NĐ-CP: Hồ sơ xin giấy phép vườn ươm gồm:")
    assert "các điểm a, b và c." in said


@pytest.mark.parametrize(
    ("question", "point", "number"),
    [("Giữ sổ theo dõi cây giống mấy năm?", "b", "05 năm"), ("trong cay chan gio trong may nam", "c", "02 năm")],
)
def test_of_a_list_the_point_with_the_number_asked_for_is_said(nursery: Assistant, question: str, point: str, number: str) -> None:
    [said] = opened(nursery, question, "art_1__para_3", listed=True)
    assert said.startswith(f"Theo điểm {point} khoản 3 Điều 1") and number in said


def test_of_a_list_with_two_such_points_none_is_picked(nursery: Assistant) -> None:
    [said] = opened(nursery, "Cây thì mấy năm?", "art_1__para_3", listed=True)
    assert "các điểm a, b và c." in said


def test_what_is_only_nearest_is_said_to_be(nursery: Assistant) -> None:
    [said] = opened(nursery, "Vườn ươm có phải rào không?", "art_1__para_3__point_a", clear=False)
    assert said.startswith(f"{NEAREST} điểm a khoản 3 Điều 1 Nghị định số 61/2031/NĐ-CP:")


@pytest.mark.parametrize(
    ("question", "says", "says_not"),
    [
        ("Cấp lại giấy phép xây dựng trong khu công nghiệp mấy ngày?", "05 ngày làm việc", "10 ngày"),
        ("bao lâu phải cấp giấy chứng nhận đăng ký đầu tư cho dự án không thuộc diện chấp thuận chủ trương", "10 ngày làm việc", "05 ngày"),
        ("bao lâu thì cấp giấy chứng nhận đăng ký đầu tư cho dự án trong KCN", "10 ngày làm việc", "vừa ở ngoài khu"),
    ],
)
def test_a_time_limit_is_that_of_what_is_asked(assistant: Assistant, question: str, says: str, says_not: str) -> None:
    first = assistant.ask(question, date(2026, 11, 29)).statements[0]
    assert first.role == "conclusion" and first.text.startswith("Thời hạn:")
    assert says in first.text and says_not not in first.text
