"""Pages of photos."""

from events.photos.views.describing import describe, discard, edit
from events.photos.views.files import public_file
from events.photos.views.gallery import file, gallery, photo
from events.photos.views.mine import agree, mine, tag, untag
from events.photos.views.portrait import portrait, remove_portrait
from events.photos.views.removals import ask_removal, decline, grant
from events.photos.views.review import (
    ask,
    hide,
    leave_out,
    publish,
    reconsider,
    reject,
    remove,
    review,
    set_cover,
    show_again,
    take_cover_away,
)
from events.photos.views.sending import add, progress

__all__ = [
    "add",
    "agree",
    "ask",
    "ask_removal",
    "decline",
    "describe",
    "discard",
    "edit",
    "file",
    "gallery",
    "grant",
    "hide",
    "leave_out",
    "mine",
    "photo",
    "portrait",
    "progress",
    "public_file",
    "publish",
    "reconsider",
    "reject",
    "remove",
    "remove_portrait",
    "review",
    "set_cover",
    "show_again",
    "tag",
    "take_cover_away",
    "untag",
]
