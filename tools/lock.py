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


def installed(requirements: str, *, within: tuple[str, ...] = ()) -> list[str]:
    """All that is installed once the file has what it asks for, as exact pins.

    `within`: pins that hold for whatever of them is needed.
    """
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        limits = Path(folder) / "limits.txt"
        limits.write_text("\n".join(within))
        pip: list[str | Path] = [
            Path(folder) / "bin" / "python",
            "-m",
            "pip",
            "--disable-pip-version-check",
        ]
        wanted: list[str | Path] = ["--requirement", ROOT / requirements, "--constraint", limits]
        subprocess.run([*pip, "install", "--quiet", *wanted], check=True)
        frozen = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True)
        return frozen.stdout.splitlines()


def write(name: str, lines: list[str]) -> None:
    (ROOT / name).write_text("\n".join([*lines, ""]))
    print(f"{name}: {len(lines)} lines")


def main() -> int:
    # What checking takes may want older packages, so it is asked first: one set of pins for both.
    everything = installed("requirements-dev.txt")
    runtime = installed("requirements.txt", within=tuple(everything))
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
