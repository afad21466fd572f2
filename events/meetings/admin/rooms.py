"""The back office of rooms."""

from typing import ClassVar

from django.contrib import admin

from events.admin_base import GuardedAdmin
from events.meetings.admin.forms import RoomForm
from events.meetings.admin.scope import Placed
from events.meetings.models import Room


@admin.register(Room)
class RoomAdmin(Placed, GuardedAdmin):
    form = RoomForm
    list_display = ("name", "sprint", "kind", "capacity", "hours", "position")
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter), "kind")
    list_select_related = ("sprint",)
    search_fields = ("name", "where")
    ordering = ("-sprint__starts_on", "position", "name")
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    fields: ClassVar = [
        "sprint",
        ("name", "slug"),
        "kind",
        "capacity",
        "equipment",
        "where",
        ("opens_at", "closes_at"),
        "join_url",
        "position",
    ]

    @admin.display(description="bookable")
    def hours(self, room):
        return f"{room.opens_at:%H:%M}–{room.closes_at:%H:%M}" if room.opens_at else "all day"
