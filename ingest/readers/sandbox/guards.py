"""Taken away in a worker before it sees a file: memory, time, space on disk, the network.

Each guard says whether it holds here, so that nobody need believe what this system does not
enforce; `python -m ingest.readers.sandbox` prints it.
"""

import ctypes
import errno
import os
import sys
from typing import Any, Final, Literal

from . import limits

CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWNET: Final = 0x40000000

Network = Literal["namespace", "refused"]
"""Own network namespace without any interface; or sockets refused by the interpreter, which native code could get round."""


def limit_resources() -> bool:
    """Whether the system limits memory, processor time and written files from now on."""
    if sys.platform == "win32":
        return False
    import resource

    _lower(resource.RLIMIT_CORE, 0, 0)
    _lower(resource.RLIMIT_NOFILE, limits.OPEN_FILES, limits.OPEN_FILES)
    _lower(resource.RLIMIT_FSIZE, limits.WRITTEN_BYTES, limits.WRITTEN_BYTES)
    return _lower(resource.RLIMIT_AS, limits.MEMORY_BYTES, limits.CONVERTER_MEMORY_BYTES)


def limit_processor_time(until: float) -> None:
    """Let this process run until it has used so many seconds of processor time in all; counted in whole seconds."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_CPU, int(until) + 1, None)


def give_converter_memory() -> None:
    """Raise the memory of a process between its start and its program: LibreOffice maps more than it uses."""
    import resource

    _lower(resource.RLIMIT_AS, limits.CONVERTER_MEMORY_BYTES, limits.CONVERTER_MEMORY_BYTES)


def cut_network() -> Network:
    """How this process is kept from the network from now on."""
    if _own_network():
        return "namespace"
    sys.addaudithook(_refuse_sockets)
    return "refused"


def _lower(kind: int, soft: int, hard: int | None) -> bool:
    """Whether the limit could be set; a harder one that is there already stays."""
    import resource

    _, present = resource.getrlimit(kind)
    wanted = present if hard is None else hard
    if present != resource.RLIM_INFINITY:
        wanted = present if wanted == resource.RLIM_INFINITY else min(wanted, present)
        soft = min(soft, wanted)
    try:
        resource.setrlimit(kind, (soft, wanted))
    except (OSError, ValueError):  # macOS has limits that it does not let one set
        return False
    return True


def _own_network() -> bool:
    """Whether this process is now alone in a network without interfaces."""
    if sys.platform != "linux":
        return False
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False
    if os.geteuid() == 0 and unshare(CLONE_NEWNET) == 0:
        return True
    user, group = os.geteuid(), os.getegid()
    if unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return False
    _keep_names(user, group)
    return True


def _keep_names(user: int, group: int) -> None:
    """Let the user of the new namespace be the one outside, so that its files stay its own."""
    for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        try:
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123  # one write call is what the kernel takes
                file.write(line)
        except OSError:
            return


def _refuse_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.__new__", "socket.connect", "socket.getaddrinfo"}:
        raise PermissionError(errno.EACCES, "no network in a reader")
