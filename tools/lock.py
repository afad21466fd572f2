#!/usr/bin/env python3
"""Pin the newest packages that the requirements allow: write both lock files anew.

Run it with the oldest Python that the app supports.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def installed(folder: str, requirements: str) -> list[str]:
    """Install what the file asks for and give all that is installed then, as exact pins."""
    pip: list[str | Path] = [
        Path(folder) / "bin" / "python",
        "-m",
        "pip",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "install", "--quiet", "-r", ROOT / requirements], check=True)
    frozen = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True)
    return frozen.stdout.splitlines()


def write(name: str, lines: list[str]) -> None:
    (ROOT / name).write_text("\n".join([*lines, ""]))
    print(f"{name}: {len(lines)} lines")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        runtime = installed(folder, "requirements.txt")
        everything = installed(folder, "requirements-dev.txt")
    made_by = "made by `make lock`; the reasons stand in"
    write(
        "requirements.lock",
        [f"# What the app was tested with, {made_by} requirements.txt.", *runtime],
    )
    write(
        "requirements-dev.lock",
        [
            f"# What it was checked with, {made_by} requirements-dev.txt.",
            "-r requirements.lock",
            *(pin for pin in everything if pin not in runtime),
        ],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
