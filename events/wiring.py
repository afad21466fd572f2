"""The few rules that cross areas upward, connected when Django has started."""

from typing import Any

from events.photos.workflow import follow_consent
from events.registration.models import Registration
from events.registration.workflow import consent_changed


def connect() -> None:
    consent_changed.connect(take_photos_down, dispatch_uid="photos follow consent")


def take_photos_down(sender: Any, *, registration: Registration, **kwargs: Any) -> None:
    """Whoever may no longer be shown is gone from the photos when the answer is saved."""
    follow_consent(registration)
