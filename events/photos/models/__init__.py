"""What is stored of photos, and what can never be true of them."""

from events.photos.models.around import (
    BlockedHash,
    Cleaning,
    PhotoTag,
    PictureSent,
    RemovalRequest,
    UploadRefusal,
)
from events.photos.models.photo import MODERATORS, Photo
from events.photos.models.picture import Logo, Picture, Portrait

__all__ = [
    "MODERATORS",
    "BlockedHash",
    "Cleaning",
    "Logo",
    "Photo",
    "PhotoTag",
    "Picture",
    "PictureSent",
    "Portrait",
    "RemovalRequest",
    "UploadRefusal",
]
