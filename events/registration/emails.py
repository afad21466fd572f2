"""Emails about registrations: one topic each, a link to the page, no secret in the subject."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from events import outbox
from events.registration import rules
from events.registration.display import days_in_words
from events.registration.models import Invitation, Registration
from events.sprints.calendar import sprint_calendar
from events.sprints.display import dates_in_words, moment_in_words, place_in_words
from events.sprints.models import Mode, Sprint

State = Registration.State
# Emails with the sprint as a calendar event, for those who are confirmed.
WITH_DATES = ("confirmed", "entered", "promoted", "sprint_cancelled", "sprint_moved")


def tell(registration: Registration, email: str, **more: Any) -> None:
    """Write the email of this name to the person."""
    sprint = registration.sprint
    dates_go_along = email in WITH_DATES and registration.state == State.CONFIRMED
    context = {
        "sprint": sprint.name,
        "dates": dates_in_words(sprint),
        "place": place_in_words(sprint),
        "mode": registration.get_mode_display(),
        "travels": registration.mode == Mode.IN_PERSON,
        "my_page": settings.SITE_URL + reverse("registration:mine", args=[sprint.slug]),
        "sprint_page": settings.SITE_URL + reverse("pages:sprint", args=[sprint.slug]),
        "contact": sprint.contact_email,
        "dates_go_along": dates_go_along,
        **more,
    }
    calendar = sprint_calendar(sprint, context["sprint_page"]).decode() if dates_go_along else ""
    template = f"events/registration/emails/{email}.txt"
    outbox.email_person(registration.person, template, context, calendar=calendar)


def waiting(registration: Registration) -> None:
    """While free seats go to the next in line by themselves, the email says that all are taken."""
    all_taken = rules.promotes(registration.sprint)
    tell(registration, "waiting", before=rules.before(registration), all_taken=all_taken)


def tell_state(registration: Registration) -> None:
    """Say what has become of a new registration."""
    if registration.state == State.WAITLISTED:
        waiting(registration)
    else:
        email = {State.PENDING: "received", State.CONFIRMED: "confirmed"}[State(registration.state)]
        tell(registration, email)


def entered(registration: Registration) -> None:
    tell(registration, "entered", days=_days(registration))


def sprint_moved(registration: Registration, before: Sprint, *, whole: bool) -> None:
    """The same event goes along with its new dates, so that calendars move it."""
    more = {"old_dates": dates_in_words(before), "days": _days(registration), "whole": whole}
    tell(registration, "sprint_moved", **more)


def _days(registration: Registration) -> str:
    return days_in_words(registration) if registration.mode == Mode.IN_PERSON else ""


def offered(registration: Registration, email: str = "offered") -> None:
    """The deadline stands there in the sprint's zone and in UTC."""
    deadline = registration.offer_expires_at
    assert deadline is not None  # noqa: S101 -- a constraint of the table
    tell(
        registration,
        email,
        deadline=moment_in_words(registration.sprint, deadline),
        deadline_utc=f"{deadline:%Y-%m-%d %H:%M} UTC",
    )


def invite(invitation: Invitation, email: str) -> None:
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
    outbox.send_email(invitation.email, f"events/registration/emails/{email}.txt", context)
