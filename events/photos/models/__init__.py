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
