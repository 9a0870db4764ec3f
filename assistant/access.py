"""Who may do what. Signing in is the identity provider's and Streamlit's; what it allows is decided here.

Roles: *cán bộ* asks and keeps what is theirs; *quản trị kho* also adds and removes texts, rebuilds the index and works off reports.
On a machine for one, where nobody signs in, the one person keeps the corpus too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["can-bo", "quan-tri-kho"]


@dataclass(frozen=True, slots=True)
class Access:
    """A person of this session; `owner` is how the desk knows them, "" on a machine for one."""

    owner: str
    name: str
    role: Role

    @property
    def keeps_corpus(self) -> bool:
        return self.role == "quan-tri-kho"


ALONE = Access("", "", "quan-tri-kho")


def access_of(claims: Mapping[str, object], keepers: frozenset[str]) -> Access | None:
    """The access that the claims of an OpenID Connect ID token give; None where they name nobody.

    A person is who the issuer says (`iss` and `sub`): a mail address can pass to somebody else. It makes a keeper only where the issuer
    has verified it (OpenID Connect Core 1.0, 5.1 and 5.7).

    >>> access_of({"iss": "https://id", "sub": "7", "email": "An@ban.vn", "email_verified": True}, frozenset({"an@ban.vn"})).role
    'quan-tri-kho'
    >>> access_of({"iss": "https://id", "sub": "7", "email": "an@ban.vn"}, frozenset({"an@ban.vn"})).role
    'can-bo'
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return None
    email = str(claims.get("email") or "").lower()
    keeps = claims.get("email_verified") is True and email in keepers
    name = str(claims.get("name") or email or subject)
    return Access(f"{issuer} {subject}", name, "quan-tri-kho" if keeps else "can-bo")
