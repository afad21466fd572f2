"""The page that gives a sprint another time zone, after it has shown what then happens."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from events.lifecycle import Refused
from events.meetings import emails, rules, workflow
from events.meetings.workflow.zone import times_in
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
    """Each meeting with the time that stays, and with the moments before and after in UTC."""
    rows = []
    for meeting in rules.timed(sprint).order_by("starts_at", "pk"):
        meeting.sprint = sprint
        assert meeting.starts_at is not None  # noqa: S101 -- asked of meetings with times alone
        assert meeting.ends_at is not None  # noqa: S101 -- a constraint of the table
        was, will_be = (meeting.starts_at, meeting.ends_at), times_in(time_zone, meeting)
        row: dict[str, Any] = {"title": meeting.title, "stays": emails.in_zone(sprint, *was)}
        rows.append(row | {"was": emails.in_utc(*was), "will_be": emails.in_utc(*will_be)})
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
def change_zone(request, pk):
    """A zone in the address is looked at; sent by POST it is set."""
    sprint = get_object_or_404(Sprint.objects.filter(pk__in=managed_ids(request)), pk=pk)
    typed = request.POST or request.GET
    form = ZoneForm(typed if "time_zone" in typed else None, sprint=sprint)
    moves = None
    if form.is_valid():
        time_zone = form.cleaned_data["time_zone"]
        try:
            if request.method == "POST":
                moved = workflow.change_zone(sprint, time_zone, by=request.user)
                meetings = counted(moved, "meeting", "meetings")
                messages.success(request, f"{sprint}: {time_zone}. {meetings} moved with it.")
                return redirect("admin:events_sprint_dashboard", pk)
            moves = moves_of(sprint, time_zone)
        except Refused as refusal:
            form.add_error("time_zone", str(refusal))
    context = {
        **admin.site.each_context(request),
        "title": f"Time zone of {sprint}",
        "sprint": sprint,
        "form": form,
        "moves": moves,
        "opts": Sprint._meta,
    }
    return render(request, "admin/zone.html", context)


def zone_is_fixed(sprint) -> str:
    """Why the zone cannot be typed while meetings have a time, with the way to change it."""
    if not rules.timed(sprint).exists():
        return ""
    url = reverse("admin:events_meeting_zone", args=[sprint.pk])
    link = format_html('<a href="{}">Change the time zone</a>', url)
    sentence = "Meetings have times by this zone's clocks. {} shows first what becomes of them."
    return format_html(sentence, link)
