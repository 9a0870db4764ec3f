"""The tables of corpus/forms: what they allow themselves, and that each number and word stands in the clause that is named beside it."""

import re
import tomllib
from pathlib import Path

import pytest

from assistant.forms import Forms, load_forms
from ingest.catalogue import CORPUS, CatalogueError

DECREE = "corpus/raw/30-2020-nd-cp-kem-phu-luc.txt"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


@pytest.fixture(scope="module")
def decree(shared: Path) -> str:
    path = shared / DECREE
    if not path.is_file():
        pytest.skip(f"{DECREE} is not there")
    return path.read_text(encoding="utf-8")


def clause(decree: str, name: str) -> str:
    """The text of "điểm a khoản 1 Mục II Phần I Phụ lục I" in the annexed rules; of several clauses named, all of them."""
    rules = decree.split("**Phần I**", 1)[1].split("===== PHỤ LỤC 2", 1)[0]
    match = re.search(r"khoản (\d+)(?:, điểm (\w) khoản (\d+))? Mục (\w+) Phần I Phụ lục I", name)
    assert match, name
    section = re.split(r"^## [IV]+\. ", rules, flags=re.MULTILINE)[_ROMAN[match[4]]]
    found = [re.split(rf"^{n}\. ", section, flags=re.MULTILINE)[1].split(f"\n{int(n) + 1}. ")[0] for n in (match[1], match[3]) if n]
    return "\n".join(found)


def printed(number: float) -> str:
    return {0.3333: "1/3", 0.5: "1/2"}.get(number, f"{number:g}".replace(".", ","))


def test_each_size_and_word_stands_in_its_clause(forms: Forms, decree: str) -> None:
    in_clauses = [style for style in forms.styles.values() if "bảng mẫu chữ" not in style.clause]
    assert len(in_clauses) > 15
    for style in in_clauses:
        text = clause(decree, style.clause)
        assert all(printed(size) in text for size in set(style.sizes)), style.part
        assert style.words in decree, style.part  # "Về việc" and "Lưu: VT" stand in the models of Phụ lục III


def test_each_measure_stands_in_its_clause(forms: Forms, decree: str) -> None:
    ours = {"space-between-paragraphs": 12.0, "line-spacing": 1.0}  # no upper bound there; "dòng đơn" is a word
    for measure in forms.measures.values():
        text = clause(decree, measure.clause)
        assert [n for n in measure.range if printed(n) not in text and ours.get(measure.part) != n] == [], measure.part


def test_kinds_and_their_abbreviations_are_those_of_the_decree(forms: Forms, decree: str) -> None:
    listed = decree.split("### Điều 7. ", 1)[1].split("### Điều 8. ", 1)[0].lower()
    short = dict(re.findall(r"^\| \| ([^|]+?) \| ([^|]+?) \|$", decree, flags=re.MULTILINE))
    for kind in forms.kinds.values():
        assert kind.listed == (kind.name.lower() in listed), kind.id
        assert kind.abbreviation == short.get(kind.name, ""), kind.id
    assert "phiếu trình" not in decree.lower()  # so that the note of phieu-trinh stays true


def test_words_with_a_clause_alone_stand_in_the_decree(decree: str) -> None:
    table = tomllib.loads((CORPUS / "forms" / "words.toml").read_text(encoding="utf-8"))
    theirs = [entry["words"].split("{")[0].strip(" ;") for entry in table["words"] if "house" not in entry]
    assert theirs and [words for words in theirs if words not in decree] == []


@pytest.mark.parametrize("kind", ["phieu-trinh", "to-trinh", "cong-van", "bao-cao"])
def test_each_kind_is_signed_by_somebody_known(forms: Forms, kind: str) -> None:
    assert forms.kinds[kind].signs in forms.authorities


@pytest.mark.parametrize(
    ("table", "was", "becomes", "told"),
    [
        ("layout.toml", "use = 21\n", "use = 26\n", "26"),
        ("layout.toml", "size = 12\n", 'size = "12"\n', "no number"),
        ("layout.toml", "schema = 1\n", "schema = 9\n", "schema"),
        ("words.toml", "hỏi: {title}", "hỏi: {question}", r"leave open \{title\}"),
        ("words.toml", "hỏi: {title}", "hỏi: {title", "cannot be filled"),
        ("words.toml", "Như trên;", "Như {place};", "leave open no place"),
        ("words.toml", 'clause = "điểm b khoản 9', 'rule = "điểm b khoản 9', "neither the clause"),
        ("words.toml", 'part = "ended"', 'part = "ends"', "lacks the words of 'ended'"),
    ],
)
def test_a_form_that_the_decree_does_not_allow_is_not_loaded(tmp_path: Path, table: str, was: str, becomes: str, told: str) -> None:
    (tmp_path / "forms").mkdir()
    for file in (CORPUS / "forms").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        assert file.name != table or was in text
        (tmp_path / "forms" / file.name).write_text(text.replace(was, becomes, 1) if file.name == table else text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=told):
        load_forms(tmp_path)


def test_a_corpus_without_forms_uses_the_shipped_ones(tmp_path: Path, forms: Forms) -> None:
    assert load_forms(tmp_path).styles == forms.styles
