"""What is stored of photos, and what can never be true of them."""

from events.photos.models.around import (
    BlockedHash,
    Cleaning,
    Logo,
    PhotoTag,
    Picture,
    PictureSent,
    Portrait,
    RemovalRequest,
    UploadRefusal,
    nameable,
)
from events.photos.models.photo import MODERATORS, Photo
