"""What kind of thing a question asks for, told by the words with which it asks; patterns are for folded text."""

import re

from ingest.law.normalise import fold, normalise

# Words that without accents look like such as ask: "đầu" is no "đâu", "máy" no "mấy", "số nào" no "sở nào", "bản nào" no "ban nào".
_ELSE = re.compile(r"\b(?:đầu|máy|số|bản)\b", re.IGNORECASE)
_ELSE_FOLDED = re.compile(
    r"\bdau(?= tu\b)|(?:(?<=\bnha )|(?<=\bbo )|(?<=\bthang )|(?<=\bxe ))may\b|(?:(?<=\bvan )|(?<=\bbien ))ban\b"
    r"|(?:(?<=\bdinh )|(?<=\btu )|(?<=\bmau ))so\b"
)
_NUMBER = re.compile(r"\b(?:bao nhieu|bn|may|bao lau|toi da|toi thieu|ngay nao|nam nao|khi nao|phan tram)\b")
_TIME = re.compile(
    r"\b(?:bao lau|(?:may|bao nhieu|bn) (?:ngay|tieng|gio|tuan)|thoi (?:han|gian)|khi nao|bao gio|ngay nao|cham nhat|han cuoi|truoc ngay)\b"
)
_WHO = re.compile(
    r"\b(?:ai|(?:co quan|cap|don vi|noi|so|ben) nao|tham quyen|co (?:duoc|quyen|phai)|duoc (?:khong|ko|phep)|hay so|hay (?:la )?ubnd)\b"
)
# Who acts or decides, where to go, how long it takes.
_DUTY = re.compile(
    r"\b(?:ban|bql|ai|co quan nao|cap nao|don vi nao|tham quyen|o dau|cho ai|may ngay|bao lau|bao nhieu ngay|thoi han|truoc ngay nao|han)\b"
)
# How long a rule or a paper holds, or from when on: no time in which somebody has to act.
_LONG = r"(?:bao lau|(?:may|bao nhieu|bn) (?:ngay|thang|nam|tuan)|khi nao|bao gio|(?:ngay|nam) nao)"
_VALID = re.compile(
    rf"\b(?:sau )?{_LONG} (?:(?:thi|moi|se|no|giay|la|co|het|con|mat) )*(?:hieu luc|gia tri|han dung|han su dung)\b"
    rf"|\b(?:(?:co|het|con|mat) )?(?:hieu luc|gia tri|han dung|han su dung|thoi han su dung)"
    rf" (?:(?:cua|giay|phep|chung|nhan|trong|la|duoc|tu|den|toi|da|sau|thi hanh) )*{_LONG}\b"
)
# "giấy phép môi trường thời hạn bao lâu": of the paper, where no act on it is named in the same breath
_OF_PAPER = re.compile(rf"\bgiay (?:phep|chung nhan|xac nhan)\b.*\bthoi han (?:(?:la|duoc|toi|da|trong) )*{_LONG}\b")
_ON_PAPER = re.compile(
    r"\b(?:cap|xin|nop|lam|doi|tra|xet|thu hoi|gia han|dieu chinh|tham dinh|danh gia|de nghi|ho so|giai quyet|thu tuc|cong khai|bao cao)\b"
)
# Who receives, or who is among: not who acts or decides.
_RECEIVES = re.compile(
    r"\b(?:nhung )?ai (?:se |thi |moi |cung )?(?:duoc|bi) (?:xet |de nghi )?"
    r"(?:tang|thuong|khen|huong|mien|giam|ho tro|mua|thue|vay|nhan|o|cong nhan)\b"
    r"|\b(?:gom|la) (?:co )?nhung ai\b|\bap dung (?:doi )?(?:cho|voi) (?:nhung )?ai\b"
)
_CITING = re.compile(r"\b(?:vien dan|trich dan|dan (?:nguon|chieu|diem|khoan|dieu)|(?:ghi|viet|neu|dua vao) can cu)\b")


def asking_words(text: str) -> str:
    """A text as typed, folded, without the words that only look like such as ask; every character keeps its place.

    >>> asking_words("Nhà đầu tư xây mấy nhà máy"), asking_words("nha may dau tu may tang")
    ('nha ··· tu xay may nha ···', 'nha ··· ··· tu may tang')
    """
    return _ELSE_FOLDED.sub(_blank, fold(_ELSE.sub(_blank, normalise(text))))


def _blank(match: re.Match[str]) -> str:
    return "·" * len(match[0])


def asks_number(text: str) -> bool:
    """Whether a text as typed asks for a number."""
    return bool(_NUMBER.search(asking_words(text)))


def asks_time(folded: str) -> bool:
    """Whether a time is asked for in which somebody acts; how long something holds is no such time."""
    return bool(_TIME.search(without_validity(folded)))


def asks_who(folded: str) -> bool:
    """Whether it asks who may act, whatever else it asks."""
    return bool(_WHO.search(without_recipients(folded)))


def asks_duty(folded: str) -> bool:
    """Whether it asks who does what, where or in what time: what the duty table tells."""
    return bool(_DUTY.search(without_validity(without_recipients(folded))))


def asks_recipient(folded: str) -> bool:
    """Whether it asks who receives something, or belongs to something."""
    return bool(_RECEIVES.search(folded))


def asks_citing(folded: str) -> bool:
    """Whether it asks how a provision is cited."""
    return bool(_CITING.search(folded))


def without_recipients(folded: str) -> str:
    """The question, without accents, without what asks who receives something or belongs to something.

    >>> without_recipients("ai duoc tang co thi dua"), without_recipients("ai tang co thi dua")
    ('  co thi dua', 'ai tang co thi dua')
    """
    return _RECEIVES.sub(" ", folded)


def without_validity(folded: str) -> str:
    """The question, without accents, without what asks how long something holds.

    >>> without_validity("noi quy dang ky o dau, sau bao nhieu ngay co hieu luc")
    'noi quy dang ky o dau,  '
    >>> without_validity("giay phep moi truong thoi han bao lau"), without_validity("thoi han cap giay phep moi truong bao lau")
    (' ', 'thoi han cap giay phep moi truong bao lau')
    """
    told = re.split(r"([,;?])", _VALID.sub(" ", folded))
    return "".join(" " if _OF_PAPER.search(part) and not _ON_PAPER.search(part) else part for part in told)
