"""What pages show of photos, put together and formatted once."""

from events.photos.figures.doors import Doors, OwnName, doors, own_name
from events.photos.figures.gallery import Gallery, gallery
from events.photos.figures.page import Place, day_in_words, place, standing
from events.photos.figures.review import (
    VERBS,
    numbers_in_words,
    removals,
    review,
    reviewed,
    to_leave_out,
    verbs_of,
)
from events.photos.figures.showing import Shown, cover, picture_of, shown, with_covers

__all__ = [
    "VERBS",
    "Doors",
    "Gallery",
    "OwnName",
    "Place",
    "Shown",
    "cover",
    "day_in_words",
    "doors",
    "gallery",
    "numbers_in_words",
    "own_name",
    "picture_of",
    "place",
    "removals",
    "review",
    "reviewed",
    "shown",
    "standing",
    "to_leave_out",
    "verbs_of",
    "with_covers",
]
