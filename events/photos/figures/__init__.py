"""What pages show of photos, put together and formatted once."""

from events.photos.figures.gallery import Gallery, gallery
from events.photos.figures.mine import (
    names_in_words,
    own_groups,
    own_names,
    own_photos,
    own_requests,
)
from events.photos.figures.page import Place, day_in_words, place, standing
from events.photos.figures.removals import asked, open_requests
from events.photos.figures.showing import Shown, cover_of, covers, picture_of, shown
from events.photos.figures.tags import named_in_words, names_on

__all__ = [
    "Gallery",
    "Place",
    "Shown",
    "asked",
    "cover_of",
    "covers",
    "day_in_words",
    "gallery",
    "named_in_words",
    "names_in_words",
    "names_on",
    "open_requests",
    "own_groups",
    "own_names",
    "own_photos",
    "own_requests",
    "picture_of",
    "place",
    "shown",
    "standing",
]
