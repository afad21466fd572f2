"""Register of every area's back office, where Django looks for it."""

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import render
from django.urls import path

import events.meetings.admin
import events.pages.admin
import events.photos.admin
import events.recap.admin
import events.registration.admin
import events.sprints.admin
import events.travel.admin
from events.admin_base import GuardedAdmin
from events.lifecycle import Transition
from events.outbox import Email, compose
from events.travel.models import Offer

EXAMPLE = {
    "name": "Ada",
    "by": "Olga Example",
    "sprint": "Example Sprint 2030",
    "dates": "6–10 May 2030",
    "place": "Prague, Czechia",
    "mode": "in person",
    "before": 4,
    "deadline": "3 May 2030, 18:00 CEST (Europe/Prague)",
    "deadline_utc": "2030-05-03 16:00 UTC",
    "until": "3 May 2030, 18:00 CEST (Europe/Prague)",
    "why": "(the reason that was typed)",
    "message": "(a word from the organizers)",
    "contact": "organizers@example.org",
    "my_page": "https://sprints.example.org/sprints/example/me/",
    "allocations": [
        ("400.00 EUR", "Example Fund", "you pay and are reimbursed", "Send your receipts to …"),
    ],
    "days": 3,
    "receipts": "What you spend is paid back against receipts: keep them, and send them to …",
    "question": "(the question of the team)",
    "applicant": "Ann Example",
    "decision_page": "https://sprints.example.org/sprints/example/travel/board/1/stage/",
    "travel_page": "https://sprints.example.org/sprints/example/travel/",
    "review_page": "https://sprints.example.org/sprints/example/travel/review/1/",
    "sprint_page": "https://sprints.example.org/sprints/example/",
    "invitation_page": "https://sprints.example.org/sprints/example/invitation/…/",
    "meeting": "Example Meeting",
    "minutes": 60,
    "wishes": "(when it would suit)",
    "when": "6 May 2030, 10:00–11:00 CEST (Europe/Prague)",
    "when_utc": "2030-05-06, 08:00–09:00 UTC",
    "was_when": "6 May 2030, 09:00–10:00 CEST (Europe/Prague)",
    "room": "Example Room",
    "was_room": "Other Room",
    "overridden": ["(what speaks against the slot)"],
    "warnings": ["(what is good to know)"],
    "meeting_page": "https://sprints.example.org/sprints/example/meetings/1/",
    "photo": "Five people around a whiteboard",
    "photos": ["Five people around a whiteboard", "The group photo"],
    "number": 2,
    "named": True,
    "kind": "I am in it",
    "hidden": True,
    "granted": False,
    "answer": "(the answer of the team)",
    "photo_page": "https://sprints.example.org/sprints/example/photos/1/",
    "edit_page": "https://sprints.example.org/sprints/example/photos/1/edit/",
    "my_photos": "https://sprints.example.org/sprints/example/photos/mine/",
    "reset_page": "https://sprints.example.org/accounts/password/reset/",
}


class ReadOnly(GuardedAdmin):
    """Mixin: rows that the system writes, for superusers to look at."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
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
        """What each email says, with made-up names; for everybody in a team."""
        folder = settings.BASE_DIR / "templates"
        names = sorted(file.relative_to(folder) for file in folder.glob("events/*/emails/*.txt"))
        emails = [
            (f"{name.parts[1]}: {name.stem}", *compose(name.as_posix(), EXAMPLE)) for name in names
        ]
        context = {"title": "All emails", "emails": emails, "opts": self.opts}
        return render(request, "admin/emails.html", self.admin_site.each_context(request) | context)


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
