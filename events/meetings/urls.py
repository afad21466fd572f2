"""Addresses of the area meetings."""

from django.urls import path

from events.meetings.views import groups, meeting, programme

app_name = "meetings"
urlpatterns = [
    path("sprints/<slug:slug>/programme/", programme.programme, name="programme"),
    path("sprints/<slug:slug>/programme/changes/", programme.changes, name="changes"),
    path("sprints/<slug:slug>/programme/<str:date>/", programme.day, name="day"),
    path("sprints/<slug:slug>/now/", programme.now, name="now"),
    path("sprints/<slug:slug>/meetings/<int:pk>/", meeting.meeting, name="meeting"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<slug:slug>/", groups.group, name="group"),
]
