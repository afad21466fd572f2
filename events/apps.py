"""What happens: sprints and all that belongs to them, one package an area."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from events import wiring  # noqa: PLC0415 -- models are loaded by now

        wiring.connect(self)
