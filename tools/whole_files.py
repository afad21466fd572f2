#!/usr/bin/env python3
"""Refuse files that are too large for the repository or whose last line does not end."""

import sys
from pathlib import Path

LARGEST = 500_000  # bytes


def fault(path: Path) -> str:
    """What is wrong with the file, or nothing."""
    content = path.read_bytes()
    if len(content) > LARGEST:
        return f"has {len(content)} bytes, more than {LARGEST}"
    if not content or b"\0" in content:
        return ""  # empty, or not a text
    if not content.endswith(b"\n") or content.endswith(b"\n\n"):
        return "does not end with exactly one line break"
    return ""


def main() -> int:
    faults = {name: fault(Path(name)) for name in sys.argv[1:]}
    for name, what in faults.items():
        if what:
            print(f"{name} {what}.")
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
