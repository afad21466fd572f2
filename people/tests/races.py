"""Two at the same time, each time in the same order."""

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

LOOKING_LASTS = 0.3  # seconds; enough for the other one to look, if nothing keeps it from doing so


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Run each step in a thread with a connection of its own; gives each answer or exception."""

    def run(step):
        try:
            return step()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        futures = [pool.submit(run, step) for step in steps]
    return [future.exception() or future.result() for future in futures]


def let_both_look_first(monkeypatch, place: Any, question: str) -> None:
    """Hold whoever has asked this question until another one has asked it, too.

    Behind a lock the other one cannot ask; then the first one goes on after a while.
    """
    ask = getattr(place, question)
    both = threading.Barrier(2, timeout=LOOKING_LASTS)

    def asked(*args, **kwargs):
        answer = ask(*args, **kwargs)
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait()
        return answer

    monkeypatch.setattr(place, question, asked)
