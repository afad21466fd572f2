"""What pages show of photos, put together and formatted once."""

from events.photos.figures.showing import Shown, cover_of, covers, picture_of, shown

__all__ = ["Shown", "cover_of", "covers", "picture_of", "shown"]
