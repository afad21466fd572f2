"""The few rules that cross areas upward, connected when Django has started."""

from typing import Any

from events.photos.workflow import take_photos_down
from events.registration.models import Registration
from events.registration.workflow import consent_withdrawn


def connect() -> None:
    consent_withdrawn.connect(follow_consent, dispatch_uid="photos follow consent")


def follow_consent(sender: Any, *, registration: Registration, **kwargs: Any) -> None:
    take_photos_down(registration)
