"""What the name of a file says: a number, or a kind and title with the accents of the text; and what an index makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import WORDS, Place, decree, lexical_hits

from ingest.catalogue import CORPUS, Catalogue, same_number
from ingest.documents import front_matter
from ingest.law.file_names import MAX_WORDS, Named, number_from_name, title_from_name
from ingest.law.normalise import fold

TEXT = "Điều 1. Phạm vi\nBảo vệ an ninh mạng là phòng ngừa hành vi xâm phạm An ninh mạng; giáo dục, nghề nghiệp. Bộ luật Lao động.\n"


@pytest.mark.parametrize(
    ("stem", "number"),
    [
        ("35-2022-nd-cp", "35/2022/NĐ-CP"),
        ("35-2022-ND-CP", "35/2022/NĐ-CP"),
        ("135-2025-qh15", "135/2025/QH15"),
        ("45-2013-qh13", "45/2013/QH13"),
        ("02-2022-tt-btnmt", "02/2022/TT-BTNMT"),
        ("05-2025-tt-bkhdt", "05/2025/TT-BKHĐT"),
        ("17-2023-tt-bldtbxh", "17/2023/TT-BLĐTBXH"),
        ("10-2024-tt-bgddt", "10/2024/TT-BGDĐT"),
        ("544-qd-ttg-2020", "544/QĐ-TTg"),
        ("12-2024-ct-ttg", "12/2024/CT-TTg"),
        ("13-2021-qd-ubnd-bac-ninh", "13/2021/QĐ-UBND"),
        ("1513-qd-ubnd-bac-ninh-2025", "1513/QĐ-UBND"),
        ("202-2025-nq-ubtvqh15", "202/2025/NQ-UBTVQH15"),
        ("66-17-2026-nq-cp", "66.17/2026/NQ-CP"),
        ("9716-vbhn-bkhdt-2024-nd-35-2022", "9716/VBHN-BKHĐT"),
        ("07-vbhn-vpqh", "07/VBHN-VPQH"),
        ("luat-an-ninh-mang", None),
        ("bao-cao-35-2022-nd-cp", None),  # not at the head of the name
        ("35-2022", None),
        ("nd-35-2022", None),
        ("200015", None),
        ("35-2022-nd-cpx", None),
        ("", None),
    ],
)
def test_number_from_name(stem: str, number: str | None) -> None:
    assert number_from_name(stem) == number


def test_the_names_of_the_shipped_digests_say_their_numbers(catalogue: Catalogue) -> None:
    said = {path.stem: (number_from_name(path.stem), front_matter(path)["instrument"]) for path in (CORPUS / "digests").glob("*.md")}
    assert said
    assert {stem: pair for stem, pair in said.items() if not pair[0] or not same_number(*pair)} == {}


@pytest.mark.parametrize(
    ("stem", "text", "named"),
    [
        ("luat-an-ninh-mang", TEXT, Named("Luật", "an ninh mạng")),
        ("LUAT_AN_NINH_MANG", TEXT, Named("Luật", "an ninh mạng")),
        ("Luật An ninh mạng", TEXT, Named("Luật", "an ninh mạng")),
        ("luat an ninh mang", TEXT, Named("Luật", "an ninh mạng")),
        ("luat-giao-duc-nghe-nghiep", TEXT, Named("Luật", "giáo dục, nghề nghiệp")),  # as the text writes it
        ("bo-luat-lao-dong", TEXT, Named("Bộ luật", "lao động")),
        ("luat-trong-trot", TEXT, Named("Luật", "trong trot")),  # words that the text never says
        ("luat-an-ninh-mang", "an ninh mảng; an ninh mạng, An Ninh Mạng", Named("Luật", "an ninh mạng")),  # most often so
        ("luat-an-ninh-mang", "an ninh\nmạng", Named("Luật", "an ninh mạng")),
        ("luat-ninh", "an ninhh", Named("Luật", "ninh")),  # no part of a word
        ("phap-lenh-giong-cay", "", Named("Pháp lệnh", "giong cay")),
        ("nghi-dinh-vuon-uom", "vườn ươm", Named("Nghị định", "vườn ươm")),
        ("hien-phap", "", Named("Hiến pháp", "")),
        ("luat", "", Named("Luật", "")),
        ("luat-dat-dai-2024", "đất đai", None),
        ("luatdatdai", "đất đai", None),
        ("bao-cao-dat-dai", "đất đai", None),
        ("du-thao-luat-dat-dai", "đất đai", None),
        ("luat-" + "-".join(["cam"] * (MAX_WORDS - 1)), "", Named("Luật", " ".join(["cam"] * (MAX_WORDS - 1)))),
        ("luat-" + "-".join(["cam"] * MAX_WORDS), "", None),
        ("luat-a+b", "", None),
        ("", "", None),
        (" - ", "", None),
    ],
)
def test_title_from_name(stem: str, text: str, named: Named | None) -> None:
    assert title_from_name(stem, text) == named


def test_a_name_with_accents_keeps_them_where_the_text_is_silent() -> None:
    assert title_from_name("Luật Trồng trọt", "Điều 1. Phạm vi\n") == Named("Luật", "trồng trọt")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.sampled_from(["-", "_", " "]), st.booleans())
def test_a_title_written_as_a_file_name_is_found_again_in_the_text(words: list[str], between: str, upper: bool) -> None:
    """Words of which no two fold alike, so that the text can mean no other."""
    text = f"Luật này quy định về {' '.join(words).upper() if upper else ' '.join(words)}."
    assert title_from_name(between.join(["luat", *map(fold, words)]), text) == Named("Luật", " ".join(words))


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_name_says_something_or_nothing(stem: str, text: str) -> None:
    named, number = title_from_name(stem, text), number_from_name(stem)
    assert named is None or fold(named.kind).split()[0] == fold(stem).replace("_", " ").replace("-", " ").split()[0]
    assert number is None or number[0].isdigit()


# -- in an index ------------------------------------------------------------------------------------------------------

BARE = "Điều 1. Phạm vi\nLuật này quy định về an ninh mạng.\nĐiều 2. Nguyên tắc\n1. Tôn trọng người trồng cam.\n2. Giữ gìn vườn bưởi.\n"


def test_a_law_without_a_header_has_the_kind_and_title_of_its_file_in_the_index(place: Place) -> None:
    place.write("luat-an-ninh-mang.txt", BARE)
    place.build()
    (version,) = place.open().opened().store.versions()
    assert (version.kind, version.title, version.document) == ("Luật", "an ninh mạng", "luat-an-ninh-mang")
    found = {eid for _, eid, _ in lexical_hits(place.open(), "luật an ninh mạng")}
    assert found >= {"art_2__para_1", "art_2__para_2"}, "each clause is found by the title"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("luat-an-ninh-mang.txt", decree(91, "Trồng cam."), ("91/2031/NĐ-CP", "Nghị định")),  # the header goes before the name
        ("91-2031-nd-cp.txt", BARE, ("91/2031/NĐ-CP", "Nghị định")),
        ("bo-luat-an-ninh-mang.txt", BARE, ("bo-luat-an-ninh-mang", "Bộ luật")),
        ("ghi chép.txt", BARE, ("ghi chép", "")),
    ],
)
def test_kind_by_header_then_by_name(place: Place, name: str, text: str, said: tuple[str, str]) -> None:
    place.write(name, text)
    place.build()
    (version,) = place.open().opened().store.versions()
    assert (version.document, version.kind) == said
