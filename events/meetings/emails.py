"""Letters about meetings: one topic each, a link to the page, no way to join."""

from events.meetings.models import Meeting
from people.models import Person


def received(meeting: Meeting) -> None:
    """To whoever asked for the slot."""


def placed(meeting: Meeting, *, by: Person) -> None:
    """To the chairs, with what speaks against the slot."""


def declined(meeting: Meeting, *, why: str) -> None:
    """To whoever asked."""
