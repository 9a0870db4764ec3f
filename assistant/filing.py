"""Whether a question is on which law a file falls under that was handed in, by its words alone."""

import re

from ingest.law.normalise import fold

# All folded: a file; that it was handed in or is being dealt with; and which law it falls under.
_FILE = re.compile(
    r"\b(?:ho so|hs|do dang|chuyen tiep)\b|\bnop\b.{0,40}\b(?:chua (?:co ket qua|duoc|cap|giai quyet|xong|tra)|den nay|toi nay)\b"
)
_HANDED_IN = re.compile(r"\b(?:nop|tiep nhan|dang|chua|do dang|gui|trinh|nhan|ton|chuyen tiep)\b")
_WHICH_LAW = re.compile(
    r"""\b(?:luat|nghi\ dinh|nd|quy\ dinh|thong\ tu|van\ ban|phap\ luat)\ (?:cu|moi|nao|truoc)\b
    |\bcu\ hay\ moi\b|\bchuyen\ tiep\b|\bvan\ (?:con\ )?(?:ap\ dung|theo|dung|giai\ quyet\ theo)\b
    |\b(?:ap\ dung|theo)\ (?:nd|nghi\ dinh|luat|tt|thong\ tu|qd)\b.*\b(?:dung|phai)\ (?:khong|ko|k)\b""",
    re.VERBOSE,
)


def asks_which_law(text: str) -> bool:
    """Whether it asks which law such a file falls under.

    >>> asks_which_law("hồ sơ nộp trước 1/7/2026 vẫn theo luật cũ phải không"), asks_which_law("hồ sơ nộp ở đâu")
    (True, False)
    """
    folded = fold(text)
    return bool(_FILE.search(folded) and _WHICH_LAW.search(folded) and _HANDED_IN.search(folded))
