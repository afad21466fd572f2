"""Register of every area's addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("events.sprints.urls")),
    path("", include("events.registration.urls")),
    path("", include("events.meetings.urls")),
    path("", include("events.travel.urls")),
    path("", include("events.photos.urls")),
    path("", include("events.recap.urls")),
    path("", include("events.pages.urls")),
]
