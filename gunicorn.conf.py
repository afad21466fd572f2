"""How gunicorn serves Sprintbook; it reads this file by itself. Options of its command go before."""

import gc
import os
from typing import Any

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
preload_app = True  # each worker shares the memory of what is loaded before it starts
worker_class = "gthread"  # a thread that waits for a slow client leaves the others free
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60  # seconds without a sign of life, after which a worker is replaced
keepalive = 5  # seconds that a connection may wait for its next request
max_requests, max_requests_jitter = 5000, 500  # then a worker is replaced, never all at once
control_socket_disable = True  # it would lie in the home folder


def when_ready(server: Any) -> None:
    """Load what each worker would load at its first request, and let no collection touch it.

    A collection writes into every object that it looks at, and memory that is written to is no
    longer shared.
    """
    from django.template.loader import get_template  # noqa: PLC0415 -- Django is set up by now
    from django.urls import reverse  # noqa: PLC0415

    from events.page_cache import CODE_REVISION  # noqa: PLC0415

    reverse("pages:home")
    get_template("base.html")
    str(CODE_REVISION)
    gc.collect()
    gc.freeze()
