"""What happens: sprints and all that belongs to them, one package an area."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
