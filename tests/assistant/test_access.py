"""Who may do what, by the claims of an identity provider."""

from collections.abc import Mapping

import pytest

from assistant.access import ALONE, access_of

KEEPERS = frozenset({"an@ban.vn"})
AN: Mapping[str, object] = {"iss": "https://id.ban.vn", "sub": "7", "name": "An", "email": "an@ban.vn", "email_verified": True}


@pytest.mark.parametrize(
    ("changed", "keeps"),
    [
        ({}, True),
        ({"email": "AN@BAN.VN"}, True),
        ({"email_verified": False}, False),
        ({"email_verified": "true"}, False),  # a string is not the issuer's word
        ({"email": "binh@ban.vn"}, False),
        ({"email": None}, False),
    ],
)
def test_only_a_verified_address_on_the_list_keeps_the_corpus(changed: Mapping[str, object], keeps: bool) -> None:
    found = access_of(AN | changed, KEEPERS)
    assert found is not None and found.keeps_corpus is keeps


def test_a_role_that_is_claimed_counts_for_nothing() -> None:
    found = access_of(AN | {"email": "binh@ban.vn", "role": "quan-tri-kho", "roles": ["quan-tri-kho"]}, KEEPERS)
    assert found is not None and not found.keeps_corpus


@pytest.mark.parametrize("missing", [{"iss": None}, {"sub": None}, {"sub": ""}, {"iss": 7}])
def test_claims_that_name_nobody_give_no_access(missing: Mapping[str, object]) -> None:
    assert access_of(AN | missing, KEEPERS) is None


def test_two_issuers_with_one_subject_are_two_people() -> None:
    one, other = access_of(AN, KEEPERS), access_of(AN | {"iss": "https://other.vn"}, KEEPERS)
    assert one and other and one.owner != other.owner


def test_whoever_is_alone_on_a_machine_keeps_its_corpus() -> None:
    assert ALONE.keeps_corpus and ALONE.owner == ""
