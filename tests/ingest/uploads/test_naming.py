"""Names of files that people and machines give are inert where they are kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.uploads.naming import MAX_NAME_BYTES, safe_name

DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))}


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Quyết định 12.txt", "Quyết định 12.txt"),
        ("../../x.txt", "x.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("C:\\Windows\\system32\\x.txt", "x.txt"),
        ("x\0.exe\0.txt", "x.exe.txt"),
        ("x\n\t y.TXT", "x y.txt"),
        ("‮txt.fdp.txt", "txt.fdp.txt"),
        (unicodedata.normalize("NFD", "Nghị định.txt"), "Nghị định.txt"),
        ("con.txt", "_con.txt"),
        ("LPT1.txt", "_LPT1.txt"),
        ("aux.tar.txt", "_aux.tar.txt"),
        (".bashrc.txt", "bashrc.txt"),
        ("~$mở trong Word.txt", "mở trong Word.txt"),
        ("-rf.txt", "rf.txt"),
        ('a<b>:"|?*.txt', "a b.txt"),
        ("...", "van-ban.txt"),
        ("", "van-ban.txt"),
        ("/", "van-ban.txt"),
        ("văn bản.doc", "văn bản.txt"),
        ("\ud800x.txt", "x.txt"),
    ],
)
def test_hostile_names(given_name: str, kept: str) -> None:
    assert safe_name(given_name, ".txt") == kept


def test_a_name_of_300_characters_is_cut_between_letters() -> None:
    kept = safe_name("ế" * 300 + ".pdf", ".pdf")
    assert kept == "ế" * 51 + ".pdf"
    assert len(kept.encode()) <= MAX_NAME_BYTES


@given(st.text(max_size=400), st.sampled_from((".pdf", ".docx", ".doc", ".txt", ".md", ".html")))
def test_every_name_is_one_inert_part(name: str, ending: str) -> None:
    kept = safe_name(name, ending)
    stem = kept.removesuffix(ending)
    assert kept.endswith(ending) and stem
    assert len(kept.encode()) <= MAX_NAME_BYTES
    assert unicodedata.is_normalized("NFC", kept)
    assert not any(c in '/\\<>:"|?*' or unicodedata.category(c)[0] == "C" for c in kept)
    assert stem[0] not in " .~$-" and stem[-1] not in " ."
    assert stem.partition(".")[0].lower() not in DEVICES
    assert safe_name(kept, ending) == kept
