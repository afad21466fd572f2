"""What `manage.py check --deploy` says of production, on top of Django's own."""

from typing import Any

from django.conf import settings
from django.core import checks


def cache_is_shared(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    if not settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        return []
    sentence = "The cache is the memory of one process, so each counts failed log-ins for itself."
    hint = "Name a cache in Redis with CACHE_URL."
    return [checks.Warning(sentence, hint=hint, id="config.W001")]
