"""Whether a question is on which law a file falls under that was handed in, by its words alone."""

import re

from ingest.law.normalise import fold

# All folded: a file; that it was handed in or is being dealt with; and which law it falls under.
_FILE = re.compile(r"\b(?:ho so|hs|do dang|chuyen tiep)\b")
_HANDED_IN = re.compile(r"\b(?:nop|tiep nhan|dang|chua|do dang|gui|trinh|nhan|ton|chuyen tiep)\b")
_WHICH_LAW = re.compile(
    r"""\b(?:luat|nghi\ dinh|nd|quy\ dinh|thong\ tu|van\ ban|phap\ luat)\ (?:cu|moi|nao|truoc)\b
    |\bcu\ hay\ moi\b|\bchuyen\ tiep\b|\bvan\ (?:con\ )?(?:ap\ dung|theo|dung|giai\ quyet\ theo)\b
    |\b(?:ap\ dung|theo)\ (?:nd|nghi\ dinh|luat|tt|thong\ tu|qd)\b.*\b(?:dung|phai)\ (?:khong|ko|k)\b""",
    re.VERBOSE,
)
_BEFORE = re.compile(  # that something was so under an earlier law
    r"\b(?:chuyen tiep|do dang|luat cu|quy dinh cu|nghi dinh cu|truoc (?:ngay|day|nam|thang)|da nop|da tiep nhan|con hieu luc)\b"
    r"|\b(?:so|luat|nd) \d+/\d{4}/|\bnop (?:tu |truoc |hoi )?(?:thang|ngay|nam) \d|\b(?:con|van) (?:duoc )?(?:lam |ap dung )?theo\b"
)


def is_of_before(text: str) -> bool:
    """Whether it is on something that began under an earlier law, for which there are transitional clauses.

    >>> is_of_before("GPXD cấp theo luật cũ có phải xin lại không"), is_of_before("nhà xưởng có phải xin GPXD không")
    (True, False)
    """
    return bool(_BEFORE.search(fold(text))) or asks_which_law(text)


def asks_which_law(text: str) -> bool:
    """Whether it asks which law such a file falls under.

    >>> asks_which_law("hồ sơ nộp trước 1/7/2026 vẫn theo luật cũ phải không"), asks_which_law("hồ sơ nộp ở đâu")
    (True, False)
    """
    folded = fold(text)
    return bool(_FILE.search(folded) and _WHICH_LAW.search(folded) and _HANDED_IN.search(folded))
