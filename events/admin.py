"""Register of every area's back office, where Django looks for it."""

import json

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import path

import events.meetings.admin
import events.pages.admin
import events.photos.admin
import events.recap.admin
import events.registration.admin
import events.sprints.admin
import events.travel.admin
from events.admin_base import GuardedAdmin, NothingToAdd, admin_page
from events.lifecycle import Transition
from events.outbox import Email, compose
from events.travel.models import Offer


class ReadOnly(NothingToAdd, GuardedAdmin):
    """Mixin: rows that the system writes, for superusers to look at."""

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Email)
class EmailAdmin(ReadOnly):
    list_display = ("to", "subject", "created_at", "attempts", "sent_at", "given_up_at")
    list_filter = (
        ("sent_at", admin.EmptyFieldListFilter),
        ("given_up_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("to", "subject")
    ordering = ("-pk",)
    exclude = ("text", "calendar")  # it may hold a code

    def get_urls(self):
        previews = self.admin_site.admin_view(self.previews)
        return [path("previews/", previews, name="events_email_previews"), *super().get_urls()]

    def previews(self, request):
        """What each email says, with the made-up names beside its template; for every team."""
        emails = [
            (
                f"{folder.parent.name}: {file.stem}",
                *compose(f"events/{folder.parent.name}/emails/{file.name}", example),
            )
            for folder in sorted((settings.BASE_DIR / "templates/events").glob("*/emails"))
            for example in [json.loads((folder / "example.json").read_text())]
            for file in sorted(folder.glob("*.txt"))
        ]
        return admin_page(request, "admin/emails.html", "All emails", emails=emails, opts=self.opts)


@admin.register(Transition)
class TransitionAdmin(ReadOnly):
    list_display = ("at", "content_type", "object_id", "from_state", "to_state", "by", "why")
    list_filter = ("content_type", "to_state")
    list_select_related = ("content_type", "by")
    ordering = ("-pk",)

    def get_queryset(self, request):
        """Without what is staged for the reader: nobody sees that before its release."""
        mine = Offer.objects.filter(application__registration__person=request.user)
        staged = mine.filter(released_at=None).values("pk")
        kind = ContentType.objects.get_for_model(Offer)
        return super().get_queryset(request).exclude(content_type=kind, object_id__in=staged)
