"""What a worker may use. docs/security.md lists these and says which system enforces which."""

import os
from typing import Final

CPU_SECONDS: Final = 6.0
"""Processor time for one file, beside what its reader asks for (`allowance`): a page of a PDF, a page of a scan."""
WALL_SECONDS: Final = 30.0
"""The same by the clock: several times the processor time, since a machine can be busy."""
MAX_FILE_SECONDS: Final = 3_600.0
"""By the clock, whatever a reader asks for; a scan of two hundred pages takes half of it."""
MEMORY_BYTES: Final = 1024**3
"""Address space of a worker; a decree of a thousand pages needs a third of it."""
CONVERTER_MEMORY_BYTES: Final = 4 * 1024**3
"""Address space of LibreOffice, which maps far more than it uses."""
WRITTEN_BYTES: Final = 512 * 1024**2
"""The largest file that a worker or what it starts may write: a page as a picture, a converted document."""
OPEN_FILES: Final = 256
REPLY_BYTES: Final = 32 * 1024**2
"""The longest answer that is taken from a worker."""
MAX_WORKERS: Final = max(1, min(4, os.cpu_count() or 1))
FILES_PER_WORKER: Final = 1_000
"""A worker that has read so many is replaced, so that nothing piles up in it."""
IDLE_SECONDS: Final = 60.0
"""A worker without work ends itself after this time, and is not used again after half of it."""
