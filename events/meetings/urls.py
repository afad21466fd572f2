"""Addresses of the area meetings."""

from django.urls import path

from events.meetings.views import attending, placing, preparing

app_name = "meetings"
MEETING = "sprints/<slug:slug>/meetings/<int:pk>/"
urlpatterns = [
    path("sprints/<slug:slug>/meetings/request/", preparing.request, name="request"),
    path(f"{MEETING}edit/", preparing.edit, name="edit"),
    path(f"{MEETING}people/", preparing.people, name="people"),
    path(f"{MEETING}agenda/", preparing.agenda, name="agenda"),
    path(f"{MEETING}agenda/<int:item>/now/", preparing.turn_to, name="turn_to"),
    path(f"{MEETING}move/", placing.move, name="move"),
    path(f"{MEETING}cancel/", placing.cancel, name="cancel"),
    path(f"{MEETING}answer/", attending.answer, name="answer"),
    path(f"{MEETING}join/", attending.join, name="join"),
]
