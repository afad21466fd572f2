"""A moment at which the clock stands still."""

import datetime
from unittest import mock


def at(moment: str):
    """For a with statement: it is this moment (ISO 8601, with its offset from UTC)."""
    now = datetime.datetime.fromisoformat(moment)
    return mock.patch("django.utils.timezone.now", return_value=now)
