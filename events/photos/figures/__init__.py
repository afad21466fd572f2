"""What pages show of photos, put together and formatted once."""

from events.photos.figures.doors import Doors, OwnName, doors, own_name
from events.photos.figures.gallery import Gallery, gallery
from events.photos.figures.page import Place, day_in_words, place, standing
from events.photos.figures.showing import Shown, cover, picture_of, shown, with_covers

__all__ = [
    "Doors",
    "Gallery",
    "OwnName",
    "Place",
    "Shown",
    "cover",
    "day_in_words",
    "doors",
    "gallery",
    "own_name",
    "picture_of",
    "place",
    "shown",
    "standing",
    "with_covers",
]
