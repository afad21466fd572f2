"""What pages show of photos, put together and formatted once."""

from events.photos.figures.review import (
    VERBS,
    numbers_in_words,
    removals,
    review,
    reviewed,
    to_leave_out,
    verbs_of,
)
from events.photos.figures.showing import Shown, cover_of, covers, picture_of, shown

__all__ = [
    "VERBS",
    "Shown",
    "cover_of",
    "covers",
    "numbers_in_words",
    "picture_of",
    "removals",
    "review",
    "reviewed",
    "shown",
    "to_leave_out",
    "verbs_of",
]
