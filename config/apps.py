"""The back office replaces Django's stock admin site; checks of production come with it."""

from typing import Any

from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning


def cache_is_shared(app_configs: Any, **options: Any) -> list[CheckMessage]:
    if not settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        return []
    sentence = "The cache is the memory of one process, so each counts failed log-ins for itself."
    hint = "Name a cache in Redis with CACHE_URL."
    return [CheckWarning(sentence, hint=hint, id="config.W001")]


class BackOfficeConfig(AdminConfig):
    default_site = "config.admin.BackOffice"

    def ready(self):
        super().ready()
        register(cache_is_shared, Tags.caches, deploy=True)
