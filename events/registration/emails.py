"""Letters about registrations: one topic each, a link to the page, no secret in the subject."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from events import notices
from events.registration import rules
from events.registration.models import Invitation, Registration
from events.sprints.calendar import sprint_calendar
from events.sprints.figures import dates_in_words, moment_in_words, place_in_words


def page(name: str, registration: Registration) -> str:
    """The address of a page of this registration's sprint; opening it changes nothing."""
    return settings.SITE_URL + reverse(name, args=[registration.sprint.slug])


def tell(registration: Registration, letter: str, **more: Any) -> None:
    """Write the letter of this name to the person; nobody is written to without an address."""
    person, sprint = registration.person, registration.sprint
    if not person.email:
        return
    context = {
        "name": person.get_short_name(),
        "sprint": sprint.name,
        "dates": dates_in_words(sprint),
        "place": place_in_words(sprint),
        "mode": registration.get_mode_display(),
        "my_page": page("registration:mine", registration),
        "sprint_page": page("pages:sprint", registration),
        "contact": sprint.contact_email,
        **more,
    }
    calendar = ""
    if letter in ("confirmed", "promoted"):
        calendar = sprint_calendar(sprint, context["sprint_page"]).decode()
    template = f"events/registration/letters/{letter}.txt"
    notices.send_letter(person.email, template, context, person=person, calendar=calendar)


def waiting(registration: Registration) -> None:
    tell(registration, "waiting", before=rules.before(registration))


def offered(registration: Registration, letter: str = "offered") -> None:
    """The deadline stands there in the sprint's zone and in UTC."""
    deadline = registration.offer_expires_at
    assert deadline is not None  # noqa: S101 -- a constraint of the table
    tell(
        registration,
        letter,
        deadline=moment_in_words(registration.sprint, deadline),
        deadline_utc=f"{deadline:%Y-%m-%d %H:%M} UTC",
    )


def invite(invitation: Invitation, letter: str) -> None:
    """The token stands in the address of the page alone, never in a subject."""
    sprint = invitation.sprint
    address = reverse("registration:invitation", args=[sprint.slug, invitation.token])
    context = {
        "name": invitation.name,
        "sprint": sprint.name,
        "dates": dates_in_words(sprint),
        "place": place_in_words(sprint),
        "message": invitation.message,
        "until": moment_in_words(sprint, invitation.expires_at),
        "invitation_page": settings.SITE_URL + address,
        "contact": sprint.contact_email,
    }
    notices.send_letter(invitation.email, f"events/registration/letters/{letter}.txt", context)
