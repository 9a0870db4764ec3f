"""However an index came about, it is the one that a build from scratch makes."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import WORDS, HashEmbedder, Place, contents, decree, dense_hits, lexical_hits

from ingest.index import build, check, open_index

NAMES = ("một.txt", "hai.txt", "ba/một.txt", "bốn.md")
TITLES = ("quản lý vườn ươm", "đất trồng cây")
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
# One decree number for several files: versions of one work, and files that are equal in part.
texts = st.one_of(
    st.builds(
        lambda n, clauses, title: decree(n, *clauses, title=title), st.integers(1, 3), st.lists(words, max_size=4), st.sampled_from(TITLES)
    ),
    words.map(lambda w: f"{w}\n{w}\n"),
    st.sampled_from(["", "\x00"]),  # cannot be read
)
steps = st.lists(st.tuples(st.sampled_from(NAMES), st.none() | texts), min_size=1, max_size=3)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(builds=st.lists(steps, min_size=2, max_size=4))
def test_incremental_build_equals_a_build_from_scratch(builds: list[list[tuple[str, str | None]]]) -> None:
    """Each build follows some files added, changed (text) or removed (None)."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        for changes in builds:
            for name, text in changes:
                path = place.write(name, text or "")
                if text is None:
                    path.unlink()
            report = place.build()
            assert place.check() == []
        assert not place.build().changed
        anew, embedder = Path(folder) / "từ đầu", HashEmbedder()
        scratch = build([place.source], anew, place.corpus, embedder, quiet=True)
        assert check(anew, [place.source], place.corpus, embedder) == []
        assert (report.counts, len(report.unreadable), report.broken) == (scratch.counts, len(scratch.unreadable), scratch.broken)
        one, other = place.open(), open_index(anew, embedder)
        assert contents(one) == contents(other)
        for question in ("bưởi cam chanh", "nhiệm vụ của Ban vườn ươm", "đất trồng cây mận"):
            assert lexical_hits(one, question) == lexical_hits(other, question)
            assert dense_hits(one, question) == dense_hits(other, question)
        for index in (one, other):
            index.opened().close()
