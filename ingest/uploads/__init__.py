"""Files that the user adds to the texts: taken in at one door, kept in one folder, listed, told about, removed."""

from .account import Account, DigestMatch
from .failure import Refusal, UploadError
from .folder import MAX_AT_ONCE, MAX_BYTES, Added, Held, Uploads
from .kinds import ENDINGS
from .report import OUTCOMES, Given, content_lines, give, identity_line

__all__ = [
    "ENDINGS",
    "MAX_AT_ONCE",
    "MAX_BYTES",
    "OUTCOMES",
    "Account",
    "Added",
    "DigestMatch",
    "Given",
    "Held",
    "Refusal",
    "UploadError",
    "Uploads",
    "content_lines",
    "give",
    "identity_line",
]
