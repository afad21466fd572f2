"""What pages show of photos, put together and formatted once."""

from events.photos.figures.mine import (
    names_in_words,
    own_groups,
    own_names,
    own_photos,
    own_requests,
)
from events.photos.figures.removals import asked, open_requests
from events.photos.figures.review import (
    VERBS,
    numbers_in_words,
    review,
    reviewed,
    to_leave_out,
    verbs_of,
)
from events.photos.figures.showing import Shown, cover_of, covers, picture_of, shown
from events.photos.figures.tags import named_in_words, names_on

__all__ = [
    "VERBS",
    "Shown",
    "asked",
    "cover_of",
    "covers",
    "named_in_words",
    "names_in_words",
    "names_on",
    "numbers_in_words",
    "open_requests",
    "own_groups",
    "own_names",
    "own_photos",
    "own_requests",
    "picture_of",
    "review",
    "reviewed",
    "shown",
    "to_leave_out",
    "verbs_of",
]
