"""Whether a question is on a file that was handed in and is not decided, and on which law it falls under; by its words alone."""

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
_PENDING = re.compile(  # folded: a file that was handed in and is not decided, or which of two laws it falls under
    r"\b(?:chuyen tiep|do dang|chua (?:duoc )?(?:giai quyet|cap|xong|duyet|tra)|dang (?:giai quyet|tham dinh|xu ly|cho)|con ton"
    r"|ho so (?:da )?(?:nop|tiep nhan)|da nop ho so|nop ho so|luat cu|luat nao|nghi dinh nao|quy dinh nao|cu hay moi)\b"
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


def is_pending(text: str) -> bool:
    """Whether such a file is spoken of, or which of two laws something falls under.

    >>> is_pending("đang thẩm định thì luật mới có hiệu lực"), is_pending("ai thẩm định thiết kế")
    (True, False)
    """
    return bool(_PENDING.search(fold(text)))
