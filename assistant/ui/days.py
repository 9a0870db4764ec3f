"""Days that can be chosen on a page or named in its address."""

from datetime import date

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)


def day_from(text: str | None) -> date | None:
    """The day of an address; None where it names none that can be chosen.

    >>> day_from("2026-07-01"), day_from("hôm nay"), day_from("1789-07-14")
    (datetime.date(2026, 7, 1), None, None)
    """
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
