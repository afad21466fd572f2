"""Addresses of the area meetings."""

from django.urls import path

from events.meetings.views import calendars, meeting, preparing, programme

app_name = "meetings"
MEETING = "sprints/<slug:slug>/meetings/<int:pk>/"
urlpatterns = [
    path("sprints/<slug:slug>/programme/", programme.programme, name="programme"),
    path("sprints/<slug:slug>/programme/changes/", programme.changes, name="changes"),
    path("sprints/<slug:slug>/programme/<str:date>/", programme.day, name="day"),
    path("sprints/<slug:slug>/now/", programme.now, name="now"),
    path(MEETING, meeting.meeting, name="meeting"),
    path("groups/", programme.groups, name="groups"),
    path("groups/<slug:slug>/", programme.group, name="group"),
    path(
        "sprints/<slug:slug>/programme.ics", calendars.programme_calendar, name="programme_calendar"
    ),
    path(f"{MEETING}meeting.ics", calendars.meeting_calendar, name="meeting_calendar"),
    path("groups/<slug:slug>/group.ics", calendars.group_calendar, name="group_calendar"),
    path("calendar/<str:token>.ics", calendars.own_calendar, name="own_calendar"),
    path("people/me/calendar/", calendars.calendar_token, name="calendar_token"),
    path("people/me/calendar/renew/", calendars.renew_calendar_token, name="renew_calendar_token"),
    path("sprints/<slug:slug>/meetings/request/", preparing.request, name="request"),
    path(f"{MEETING}edit/", preparing.edit, name="edit"),
    path(f"{MEETING}people/", preparing.people, name="people"),
    path(f"{MEETING}agenda/", preparing.agenda, name="agenda"),
    path(f"{MEETING}agenda/<int:item>/now/", preparing.turn_to, name="turn_to"),
    path(f"{MEETING}move/", preparing.move, name="move"),
    path(f"{MEETING}cancel/", preparing.cancel, name="cancel"),
    path(f"{MEETING}answer/", meeting.answer, name="answer"),
    path(f"{MEETING}join/", meeting.join, name="join"),
]
