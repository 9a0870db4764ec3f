"""Who signed in, added, removed or changed what, and when: one line of JSON each, in one file a month, only ever appended to.

No question and no text of a document is in it.
"""

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Deed = Literal["sign-in", "sign-out", "upload", "remove-upload", "build", "fetch", "settle", "delete-conversation"]
_log = logging.getLogger(__name__)


def record(folder: Path | None, who: str, deed: Deed, about: str = "", now: datetime | None = None) -> bool:
    """Whether the deed is on disk: not where the folder is None (switched off) or cannot be written, which the program's own log says.

    The line is written by one call to a file opened for appending: lines of several processes never mix (POSIX, O_APPEND).
    """
    if folder is None:
        return False
    moment = now or datetime.now(UTC)
    line = json.dumps({"at": moment.isoformat(timespec="seconds"), "who": who, "deed": deed, "about": about}, ensure_ascii=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(folder / f"audit-{moment:%Y-%m}.jsonl", os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            os.write(file, f"{line}\n".encode("utf-8", "replace"))
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        _log.error("the audit log in %s cannot be written: %s", folder, error.strerror)
        return False
    return True
