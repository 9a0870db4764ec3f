"""Old and other office files (.doc, .rtf, .odt): turned into .docx by LibreOffice, or read by antiword, then as any Word file.

The converter runs inside the sandbox: without network, with limits of its own on memory and
time, with a fresh profile in which macros are off and links are not followed.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from .allowance import ask_for
from .hypertext import read_hypertext
from .plain import read_plain
from .sandbox import guards
from .source import ReaderError, SourceText
from .word import check_package, read_word

CONVERTIBLE_SUFFIXES: Final = frozenset((".doc", ".odt", ".rtf"))
SECONDS: Final = 60.0
"""For the start of LibreOffice and one file; an idle machine needs five."""
WANTS_RESTART: Final = 81
"""Status of LibreOffice once it has made its profile."""
MAX_STARTS: Final = 3
MAX_BYTES: Final = 30 * 1024 * 1024

_ZIP: Final = b"PK\x03\x04"
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value>
</prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read_converted(path: Path, data: bytes) -> SourceText:
    """Text of a .doc, .rtf or .odt file, whatever it is inside.

    Raises ReaderError "unknown_format" where no converter is installed, "too_slow", "too_large", "encrypted" or "damaged".
    """
    if len(data) > MAX_BYTES:
        raise ReaderError(path, "too_large", f"tệp có {len(data):,} byte, quá mức {MAX_BYTES:,}")
    if data.startswith(_ZIP):
        check_package(path, data)
        if path.suffix.lower() != ".odt":  # a newer Word file under the old name
            return read_word(path, data)
    if data.lstrip()[:100].lower().startswith((b"<html", b"<!doctype html")):
        return read_hypertext(path, data)
    with tempfile.TemporaryDirectory() as folder:
        if office := _office():
            return read_word(path, _converted(path, data, office, Path(folder)))
        if path.suffix.lower() == ".doc" and shutil.which("antiword"):
            return read_plain(path, _by_antiword(path, data, Path(folder)))
    advice = "hãy cài LibreOffice (apt install libreoffice-writer) rồi nạp lại, hoặc mở bằng Word rồi lưu lại thành .docx"
    raise ReaderError(path, "unknown_format", f"dạng tệp cũ {path.suffix.lower()}", advice)


def _office() -> str | None:
    """LibreOffice's program itself, not the script around it, so that ending the one ends it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        return None
    program = Path(found).resolve().with_name("soffice.bin")
    return str(program) if program.is_file() else found


def _converted(path: Path, data: bytes, office: str, folder: Path) -> bytes:
    profile, source = folder / "profile", folder / f"van-ban{path.suffix.lower()}"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source.write_bytes(data)
    options = ["--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation={profile.as_uri()}"]
    for _ in range(MAX_STARTS):
        ended = _run(path, [office, *options, "--convert-to", "docx", "--outdir", str(folder), str(source)], folder)
        if ended.returncode != WANTS_RESTART:
            break
    made = source.with_suffix(".docx")
    if not made.is_file():
        raise ReaderError(path, "damaged", f"tệp {path.suffix.lower()} hỏng hoặc có mật khẩu")
    return made.read_bytes()


def _by_antiword(path: Path, data: bytes, folder: Path) -> bytes:
    source = folder / "van-ban.doc"
    source.write_bytes(data)
    text = _run(path, ["antiword", "-w", "0", "-m", "UTF-8.txt", str(source)], folder).stdout
    if not text.strip():
        raise ReaderError(path, "damaged", "tệp Word cũ hỏng hoặc có mật khẩu")
    return text


def _run(path: Path, command: list[str], folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """How the program ended; where it failed, the caller sees it by what is missing."""
    ask_for(SECONDS)
    more = guards.give_converter_memory if sys.platform != "win32" else None
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False, preexec_fn=more)
    except subprocess.TimeoutExpired as error:
        raise ReaderError(path, "too_slow", f"chuyển đổi quá {SECONDS:.0f} giây mà chưa xong") from error
