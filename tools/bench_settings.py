"""Production's settings, with the collected static files in a folder that goes away afterwards."""

import os
from pathlib import Path

from config.settings import *  # noqa: F403, TID251 -- the same settings, but for one

STATIC_ROOT = Path(os.environ["BENCH_STATIC_ROOT"])
