"""The back office of photos: described, decided about and sent there as on the pages."""

from events.photos.admin.dashboard import photos_link, photos_panel, review_link
from events.photos.admin.photos import PhotoAdmin
from events.photos.admin.records import BlockedHashAdmin, RemovalRequestAdmin, UploadRefusalAdmin
from events.sprints.admin import SprintAdmin

SprintAdmin.panels.append(photos_panel)
SprintAdmin.links["Photos"] += [review_link, photos_link]
