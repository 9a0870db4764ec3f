"""Who is said to speak, with office and province, in one line of a report; and which sentences are whose."""

import pytest

from ingest.catalogue import Catalogue
from ingest.reports import PublishedReport, reader_of

LEAD = "Các Ban họp\nHội nghị sơ kết 6 tháng đầu năm 2030 của các Ban Quản lý KCN bàn việc chung của cả Khối.\n"


def read(catalogue: Catalogue, *lines: str) -> PublishedReport:
    return reader_of(catalogue).read(LEAD + "\n".join(lines))


def said_by(report: PublishedReport, words: str) -> list[str]:
    """The names of those who say the sentence with these words."""
    said = next(s for s in report.spoken if words in report.text[s.start : s.end])
    return [report.speakers[n].name for n in said.speakers]


@pytest.mark.parametrize(
    ("line", "name", "office", "province"),
    [
        ("Theo ông Ngô Văn Tám, Phó Trưởng ban Quản lý các KCN tỉnh Hà Nam, đất đã hết.", "Ngô Văn Tám", "Phó Trưởng ban", "Hà Nam"),
        ("Bà Lê Thị Chín – Giám đốc Ban Quản lý các KCN Phú Thọ – cho biết đất đã hết.", "Lê Thị Chín", "Giám đốc", "Phú Thọ"),
        ("Trưởng ban Ban Quản lý KKT Hải Phòng Vũ An Bình khẳng định đất đã hết.", "Vũ An Bình", "Trưởng ban", "Hải Phòng"),
        ("Ban Quản lý các KCN tỉnh Hà Nam (đ/c Mai An, Trưởng ban): đất đã hết.", "Mai An", "Trưởng ban", "Hà Nam"),
        ("Thay mặt Ban Quản lý KKT Quảng Ninh, Phó ban Đỗ Văn Ba báo cáo đất đã hết.", "Đỗ Văn Ba", "Phó Trưởng ban", "Quảng Ninh"),
        ("THEO ONG NGO VAN TAM, TRUONG BAN BAN QUAN LY CAC KCN TINH HA NAM, DAT DA HET.", "Ngo Van Tam", "Trưởng ban", "Hà Nam"),
        ("Ông Ngô Văn tám, Phó Trưởng ban Quản lý các KCN Bắc Ninh nói đất đã hết.", "Ngô Văn Tám", "Phó Trưởng ban", "Bắc Ninh"),
        ("Theo đại diện Ban Quản lý các KCN tỉnh Nam Định, đất đã hết.", "", "đại diện", "Nam Định"),
        ("Thứ trưởng Bộ Tài chính Phạm Văn Hai lưu ý đất đã hết.", "Phạm Văn Hai", "Thứ trưởng", ""),
    ],
)
def test_speaker_with_office_and_province(catalogue: Catalogue, line: str, name: str, office: str, province: str) -> None:
    found = [(s.name, s.office, s.province) for s in read(catalogue, line).speakers if s.heard]
    assert found == [(name, office, province)]


@pytest.mark.parametrize(
    "line",
    [
        "Dự họp có ông Ngô Văn Tám, Phó Trưởng ban Quản lý các KCN tỉnh Hà Nam; bà Lê Thị Chín, Vụ trưởng.",
        "Bà Rịa - Vũng Tàu và Bình Phước thống nhất với đề xuất này.",
        "Đại diện các Ban Quản lý đến từ Hải Phòng, Hưng Yên cũng chia sẻ kinh nghiệm.",
        "Trung tâm Thông tin của Ban Quản lý các KCN Bắc Ninh đã mở cửa.",
        "Các thành viên mong muốn Bộ Tài chính có chỉ đạo cụ thể.",
    ],
)
def test_who_is_only_named_does_not_speak(catalogue: Catalogue, line: str) -> None:
    assert [s for s in read(catalogue, line).speakers if s.heard] == []


def test_a_caption_names_a_speaker_of_whom_nothing_is_heard(catalogue: Catalogue) -> None:
    report = read(catalogue, "Ông Ngô Văn Tám, Trưởng ban Quản lý các KCN tỉnh Hà Nam phát biểu tại Hội nghị |", "Hết giờ.")
    assert [(s.name, s.heard) for s in report.speakers] == [("Ngô Văn Tám", False)]


def test_short_names_pronouns_and_following_sentences_are_the_speaker_s(catalogue: Catalogue) -> None:
    report = read(
        catalogue,
        "Theo ông Ngô Văn Tám, Trưởng ban Quản lý các KCN tỉnh Hà Nam, đất đã hết. Vì vậy phải chờ quy hoạch.",
        "Khu mới mở rộng thêm. Ông Tám nhấn mạnh việc đền bù. Ông cho rằng giá thấp.",
        "Thời tiết tháng này xấu.",
    )
    for words in ("chờ quy hoạch", "Khu mới", "đền bù", "giá thấp"):
        assert said_by(report, words) == ["Ngô Văn Tám"]
    assert said_by(report, "Thời tiết") == []


def test_a_quotation_is_of_the_speaker_named_behind_it(catalogue: Catalogue) -> None:
    report = read(catalogue, "“Chờ mãi không được. Ổn định thì mới làm”, bà Lê Thị Chín, Phó Trưởng ban Quản lý các KCN Bắc Ninh nói.")
    assert said_by(report, "Chờ mãi") == said_by(report, "mới làm") == ["Lê Thị Chín"]


def test_a_dialogue_goes_by_turns(catalogue: Catalogue) -> None:
    report = read(
        catalogue,
        "- Phóng viên: Thưa ông, đất còn không?",
        "- Ông Ngô Văn Tám (Trưởng ban Ban Quản lý các KCN tỉnh Hà Nam): Đất đã hết.",
        "Tôi nói thật.",
        "- Bà Lê Thị Chín, Giám đốc Ban Quản lý các KCN Phú Thọ: Chỗ tôi còn.",
    )
    assert [said_by(report, words) for words in ("Đất đã hết", "nói thật", "còn.")] == [["Ngô Văn Tám"], ["Ngô Văn Tám"], ["Lê Thị Chín"]]
    assert not any("Phóng viên" in report.text[s.start : s.end] for s in report.spoken)


def test_two_who_say_one_thing_both_say_it(catalogue: Catalogue) -> None:
    line = (
        "Phó Trưởng ban Quản lý các KCN tỉnh Vĩnh Phúc Tạ Văn Sáu và Phó Trưởng ban Quản lý các KCN tỉnh Ninh Bình"
        " Lý Văn Bảy cùng cho rằng phải chia sẻ dữ liệu."
    )
    assert said_by(read(catalogue, line), "chia sẻ dữ liệu") == ["Tạ Văn Sáu", "Lý Văn Bảy"]


def test_sentences_that_begin_with_an_accented_capital_are_cut(catalogue: Catalogue) -> None:
    report = read(catalogue, "Đất đã hết. Đường chưa có. Ở đây cũng vậy.")
    assert [report.text[s.start : s.end].strip() for s in report.spoken[1:]] == ["Đất đã hết.", "Đường chưa có.", "Ở đây cũng vậy."]
