"""The child of `machine.run_module`: runs a module's `main(arguments)` and prints its own peak memory (MiB) as the last line."""

import importlib
import sys

from .machine import peak_mib


def main() -> int:
    module, *arguments = sys.argv[1:]
    code = int(importlib.import_module(module).main(arguments))
    print(f"\n{peak_mib():.1f}")
    return code


if __name__ == "__main__":
    sys.exit(main())
