"""Whole accounts: those of our invention against their tables, the published one against our own account, and what is no report."""

from pathlib import Path

import pytest
from effort import grows_with_length
from invented import decree

from benchmarks.report_agreement import agreements
from benchmarks.report_scores import accounts, scores_of
from benchmarks.reports import taken_for_reports
from ingest.catalogue import Catalogue
from ingest.documents import load_document
from ingest.law.normalise import normalise
from ingest.readers import read
from ingest.reports import reader_of

SIZE = 1_000_000


@pytest.mark.parametrize("path", accounts(), ids=lambda p: p.stem)
def test_invented_account_is_read_as_its_table_says(path: Path, catalogue: Catalogue) -> None:
    found = scores_of(path, reader_of(catalogue))
    assert {s.table: (s.missing, s.extra) for s in found if s.missing or s.extra} == {}


@pytest.mark.parametrize("path", accounts(), ids=lambda p: p.stem)
def test_invented_account_becomes_a_report_without_articles(path: Path, catalogue: Catalogue) -> None:
    found = load_document(path, catalogue)
    assert (found.number, found.version, found.text_kind, found.kind) == (path.stem, "published", "report", "Báo cáo")
    assert found.parsed.articles() == [] and found.effective_on is None


def test_published_text_agrees_with_our_account(shared: Path, catalogue: Catalogue) -> None:
    path = next((shared / "corpus" / "reports").glob("*.txt"))
    found = {a.matter: a for a in agreements(path, catalogue)}
    for matter in ("speakers", "boards", "figures"):
        assert found[matter].differences == ()
    assert (found["speakers"].both, found["boards"].both, found["figures"].both) == (10, 11, 17)
    assert len(found["periods"].differences) <= 1 and found["attributions"].both >= 130


def test_published_text_is_a_text_of_the_report_that_we_hold_an_account_of(shared: Path, catalogue: Catalogue) -> None:
    path = next((shared / "corpus" / "reports").glob("*.txt"))
    assert load_document(path, catalogue).number == catalogue.reports[0].id


def test_no_official_text_is_taken_for_a_report(shared: Path, catalogue: Catalogue) -> None:
    count, taken = taken_for_reports(shared / "corpus" / "raw", reader_of(catalogue))
    assert (count, taken) == (162, [])


REPORT = (
    "Các Ban Quản lý họp\nHội nghị sơ kết năm 2030 của các Ban Quản lý KCN.\n"
    "Theo ông Ngô Văn Tám, Trưởng ban Ban Quản lý các KCN tỉnh Hà Nam, đất đã hết. Ông Tám đề nghị mở rộng.\n"
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda t: t, True),
        (lambda t: decree(1, "Trồng cây."), False),
        (lambda t: "Số: 12/BC-BQL\n" + t, False),  # a numbered paper of an office is an official text, whatever it reports
        (lambda t: t + "Điều 1. Phạm vi\nNội dung.\n", False),
        (lambda t: "Căn cứ Luật Đầu tư;\n" + t, False),
        (lambda t: t + "Nơi nhận:\n- Như trên.\n", False),
        (lambda t: t.replace("Hội nghị sơ kết", "Thông báo"), False),
        (lambda t: t.replace("Ban Quản lý", "Phòng Giáo dục").replace("KCN", "trường"), False),
        (lambda t: "\n".join(t.split("\n")[:2]), False),  # nobody speaks
        (lambda t: "", False),
    ],
)
def test_what_is_a_report(catalogue: Catalogue, change: object, expected: bool) -> None:
    assert callable(change)
    assert reader_of(catalogue).is_report(change(REPORT)) is expected


def test_without_words_of_reporting_nothing_is_a_report() -> None:
    assert not reader_of(Catalogue({})).is_report(REPORT)


@pytest.mark.full
@pytest.mark.parametrize(
    "unit", ["ông ", "Theo ông Ngô An, Trưởng ban Ban Quản lý các KCN Hà Nam, thu 12,5 tỷ USD. ", "(1) Hà\n", "“", "\n", "Hà Nam, "]
)
def test_time_grows_with_length_alone(catalogue: Catalogue, unit: str) -> None:
    reader = reader_of(catalogue)

    def read_text(size: int) -> None:
        text = ("Hội nghị KCN KCN KCN " + unit * (size // len(unit) + 1))[:size]
        report = reader.read(text)
        assert "".join(text[p.start : p.end] for p in report.pieces) == text

    assert grows_with_length(read_text, SIZE // 16)


def test_a_million_characters_without_a_line_end_give_passages_of_bounded_length(catalogue: Catalogue) -> None:
    text = ("Hội nghị " + "đất " * SIZE)[:SIZE]
    report = reader_of(catalogue).read(text)
    assert max(s.end - s.start for s in report.spoken) <= 1_500


def test_html_and_text_of_one_account_say_the_same(catalogue: Catalogue, tmp_path: Path) -> None:
    html = next(p for p in accounts() if p.suffix == ".html")
    text = normalise(read(html).text)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    one, other = reader_of(catalogue).read(text), reader_of(catalogue).read(normalise(read(tmp_path / "a.txt").text))
    assert (one.speakers, one.figures) == (other.speakers, other.figures)
