"""Who takes part; knows nothing of events."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
