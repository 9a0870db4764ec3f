"""The table by which reports are read, and accounts whose figures it would doubt otherwise."""

import pytest
from small_corpus import SmallCorpus

from ingest.knowledge import check_corpus

TABLE = "catalogue/reporting.toml"
UNIT = 'schema = 1\n[[unit]]\nname = "{unit}"\nsays = ["{unit}"]\nlimit = {limit}\nbasis = "ngang cả nước"\n'
INDICATOR = '[[indicator]]\nname = "x"\ntopic = "x"\nmeasure = ["x"]\nunits = ["{unit}"]\n'


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (UNIT.format(unit="vườn", limit='"nhiều"'), "is no whole number"),
        (UNIT.format(unit="vườn", limit=10).replace("says", "say"), "lacks the key 'says'"),
        (UNIT.format(unit="vườn", limit=10) + INDICATOR.format(unit="củ"), "không có trong bảng"),
        ("schema = 1\n[[unit]", "TOML"),
    ],
)
def test_a_broken_table_is_found(corpus: SmallCorpus, table: str, said: str) -> None:
    corpus.write(TABLE, table)
    found = [f for f in check_corpus(corpus.path) if f.file == TABLE]
    assert found
    assert said in " ".join(str(f) for f in found) or said == "TOML"


def test_a_figure_of_an_account_is_doubted_as_the_rule_doubts_it(corpus: SmallCorpus) -> None:
    corpus.write(TABLE, UNIT.format(unit="vườn", limit=1_000_000))
    assert [f for f in check_corpus(corpus.path) if "con số cho thấy" in str(f)] == []
    corpus.write(TABLE, UNIT.format(unit="vườn", limit=1))
    assert [f for f in check_corpus(corpus.path) if "con số cho thấy 'implausible'" in str(f)]
