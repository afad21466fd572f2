"""How a form notices that somebody else has saved since it was opened."""

import hashlib


def mark_of(seen: object) -> str:
    """A short word for what a form shows, that differs once anything of it does."""
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
