"""The back office of photos: described, decided about and sent there as on the pages."""

from events.photos.admin.dashboard import WAYS, photos_panel
from events.photos.admin.photos import PhotoAdmin
from events.photos.admin.records import BlockedHashAdmin, RemovalRequestAdmin, UploadRefusalAdmin
from events.sprints.admin import SprintAdmin

SprintAdmin.panels.append(photos_panel)
SprintAdmin.ways["Photos"] += WAYS
