"""What is connected when Django has started: rules that cross areas upward, triggers of versions."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate  # noqa: TID251 -- not of rows

from events import versions
from events.photos.workflow import take_photos_down
from events.registration.models import Registration
from events.registration.workflow import consent_withdrawn


def connect(events: AppConfig) -> None:
    pre_migrate.connect(versions.drop_triggers, sender=events)
    post_migrate.connect(versions.create_triggers, sender=events)
    consent_withdrawn.connect(follow_consent, dispatch_uid="photos follow consent")


def follow_consent(sender: Any, *, registration: Registration, **kwargs: Any) -> None:
    take_photos_down(registration)
