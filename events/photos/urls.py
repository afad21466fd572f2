"""Addresses of the area photos."""

from django.urls import path

from events.photos.views import files

app_name = "photos"
urlpatterns = [
    path("media/<path:name>", files.public_file, name="public_file"),
]
