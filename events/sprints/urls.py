"""Addresses of the area sprints."""

from django.urls import path

from events.sprints import views

app_name = "sprints"
urlpatterns = [
    path("sprints/<slug:slug>/sprint.ics", views.calendar, name="calendar"),
]
