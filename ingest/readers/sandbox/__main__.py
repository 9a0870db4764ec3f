"""python -m ingest.readers.sandbox: which guards hold on this machine, and what the processes cost."""

import time

from . import guards, limits
from .pool import Worker


def main() -> None:
    """Print what a worker of this machine cannot do."""
    started = time.perf_counter()
    worker = Worker()
    print(f"start of a worker: {1000 * (time.perf_counter() - started):.0f} ms")
    print(f"memory limited to {limits.MEMORY_BYTES // 1024**2} MB by the system: {worker.guarded.get('memory')}")
    network: guards.Network = worker.guarded.get("network", "refused")
    print(f"network: {network}")
    worker.kill()


if __name__ == "__main__":
    main()
