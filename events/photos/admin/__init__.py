"""The back office of photos: described, decided about and sent there as on the pages."""

from events.photos.admin.photos import PhotoAdmin
from events.photos.admin.records import BlockedHashAdmin, RemovalRequestAdmin, UploadRefusalAdmin
