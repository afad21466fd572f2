"""The page that gives a sprint another time zone, after it has shown what then happens."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from events.admin_base import admin_page
from events.lifecycle import refusal_in
from events.meetings import emails, rules, workflow
from events.meetings.workflow.sprint import times_in
from events.registration.display import counted
from events.sprints.admin import managed_ids
from events.sprints.models import Sprint
from people.models import validate_time_zone


class ZoneForm(forms.Form):
    time_zone = forms.CharField(
        max_length=64,
        validators=[validate_time_zone],
        help_text="Name from the IANA database, for example Europe/Prague.",
    )

    def __init__(self, *args, sprint: Sprint, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sprint = sprint

    def clean_time_zone(self):
        name = self.cleaned_data["time_zone"]
        if name == self.sprint.time_zone:
            raise forms.ValidationError(f"{name} is this sprint's time zone already.")
        return name


def moves_of(sprint: Sprint, time_zone: str) -> list[dict[str, str]]:
    """Each meeting with its local time, which stays, and its times in UTC before and after."""
    rows = []
    for meeting in rules.timed(sprint).order_by("starts_at", "pk"):
        meeting.sprint = sprint
        assert meeting.span is not None  # noqa: S101 -- meetings with times are asked for
        rows.append(
            {
                "title": meeting.title,
                "stays": emails.in_zone(sprint, *meeting.span),
                "was": emails.in_utc(*meeting.span),
                "will_be": emails.in_utc(*times_in(time_zone, meeting)),
            }
        )
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
def change_zone(request, pk):
    """GET with a zone shows what would happen; POST sets it."""
    sprint = get_object_or_404(Sprint.objects.filter(pk__in=managed_ids(request)), pk=pk)
    typed = request.POST or request.GET
    form = ZoneForm(typed if "time_zone" in typed else None, sprint=sprint)
    moves = None
    if form.is_valid():
        time_zone = form.cleaned_data["time_zone"]
        with refusal_in(form, "time_zone"):
            if request.method == "POST":
                moved = workflow.change_zone(sprint, time_zone, by=request.user)
                meetings = counted(moved, "meeting", "meetings")
                messages.success(request, f"{sprint}: {time_zone}. {meetings} moved with it.")
                return redirect("admin:events_sprint_dashboard", pk)
            moves = moves_of(sprint, time_zone)
    title = f"Time zone of {sprint}"
    context = {"sprint": sprint, "form": form, "moves": moves, "opts": Sprint._meta}
    return admin_page(request, "admin/zone.html", title, **context)


def zone_is_fixed(sprint) -> str:
    """Why the zone cannot be typed while meetings have a time, with the way to change it."""
    if not rules.timed(sprint).exists():
        return ""
    url = reverse("admin:events_meeting_zone", args=[sprint.pk])
    link = format_html('<a href="{}">Change the time zone</a>', url)
    sentence = "Meetings have times by this zone's clocks. {} shows first what becomes of them."
    return format_html(sentence, link)
