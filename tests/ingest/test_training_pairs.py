"""What training draws from law texts: clauses with their numbers and điểm, and questions that the texts answer."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.embedding import SHIPPED_MODEL, StaticEmbedder
from ingest.training.links import links_of
from ingest.training.texts import articles_of

LAW = """LUẬT KHU CÔNG NGHIỆP
Điều 1. Giải thích từ ngữ
Trong Luật này, các từ ngữ dưới đây được hiểu như sau:
1. Khu chế xuất là khu công nghiệp chuyên sản xuất hàng xuất khẩu.
2. "Doanh nghiệp chế xuất" (sau đây gọi tắt là DNCX) là doanh nghiệp hoạt động trong khu chế xuất.
Điều 2. Cấp giấy phép
1. Ban quản lý cấp giấy phép xây dựng cho doanh nghiệp trong khu.
2. Trong thời hạn 15 ngày làm việc, hồ sơ được trả lại cho người nộp.
Điều 3. Thu hồi giấy phép
1. Giấy phép bị thu hồi trong các trường hợp sau:
a) Nội dung ghi trong giấy phép không còn đúng;
b) Giấy phép cấp theo khoản 1 Điều 2 của Luật này mà công trình không khởi công.
2. Việc thu hồi theo Điều 9 của Luật Đầu tư do Chính phủ quy định chi tiết.
"""


def test_clauses_keep_their_numbers_and_where_points_begin() -> None:
    first, _, third = articles_of("luat", LAW)
    assert [clause.number for clause in first.clauses] == ["", "1", "2"]
    assert [clause.points for clause in third.clauses] == [(1, 2), ()]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("definition", {("thế nào là Khu chế xuất", "1", "1"), ("thế nào là Doanh nghiệp chế xuất", "1", "2")}),
        ("reference", {("Giấy phép cấp   mà công trình không khởi công.", "2", "1")}),
        (
            "gap",
            {
                ("đơn vị nào cấp giấy phép xây dựng cho doanh nghiệp trong khu.", "2", "1"),
                ("thời hạn bao lâu, hồ sơ được trả lại cho người nộp.", "2", "2"),
            },
        ),
    ],
)
def test_links_lead_to_the_clause_that_answers(kind: str, expected: set[tuple[str, str, str]]) -> None:
    articles = list(articles_of("luat", LAW))
    found = {
        (link.question, articles[link.article].number, articles[link.article].clauses[link.clause].number)
        for link in links_of(articles)
        if link.kind == kind and (kind != "definition" or link.question.startswith("thế nào"))
    }
    assert found == expected


def test_rows_of_a_table_to_go_on_from_sum_to_it() -> None:
    pytest.importorskip("torch")
    from ingest.training.fit import FitPlan, Rows

    embedder = StaticEmbedder(SHIPPED_MODEL)
    plan = FitPlan(dimension=256, steps=1, batch=1, learning_rate=0.1, scale=20.0, seed=0)
    table = Rows(embedder._tokenizer, embedder._rows, plan).table().detach().numpy()
    assert np.abs(table - embedder._rows).max() < 1e-4


def test_batches_of_how_staff_ask_keep_the_law_beside_them_and_articles_apart() -> None:
    from ingest.training.asked import AskedPlan, AskedProvision, AskedSampler
    from ingest.training.pairs import Batch, PairSampler

    def ids(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.array(numbers, dtype=np.int32)

    class Law(PairSampler):
        def __init__(self) -> None:
            pass

        def batch(self, size: int) -> Batch:
            pairs = [ids(9, 9)] * size
            return Batch(pairs, [*pairs, ids(8, 8)], np.arange(size + 1), np.full(size + 1, 7))

    asked = [AskedProvision(ids(1, n), ids(2, n), (ids(3, n), ids(4, n)), n // 2) for n in range(8)]
    plan = AskedPlan(share=0.6, alike=0.5, titled=0.5, roughened=1.0, dropped=0.5)
    batch = AskedSampler(Law(), asked, plan, seed=7).batch(10)
    assert (len(batch.questions), len(batch.passages), len(batch.articles), len(batch.headings)) == (10, 11, 11, 11)
    own = [(int(q[0]), int(p[0]), int(q[1]), int(p[1])) for q, p in zip(batch.questions[:6], batch.passages[:6], strict=True)]
    assert all(q in {3, 4} and p in {1, 2, 3, 4} and q != p and of == to for q, p, of, to in own)
    assert batch.articles[:6].tolist() == [-1 - of // 2 for _, _, of, _ in own]  # none of those of law texts
    assert batch.headings[:6].tolist() == [0] * 6 and batch.articles[6:].tolist() == [0, 1, 2, 3, 4]
