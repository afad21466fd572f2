"""Emails about travel applications: one topic each, a link to the page, no reason of the person."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from events import outbox
from events.sprints.display import moment_in_words
from events.sprints.models import TeamRole
from events.travel import rules
from events.travel.display import status
from events.travel.models import Message, Offer, TravelApplication
from people.models import Person

TEMPLATE = "events/travel/emails/{}.txt"


def tell(application: TravelApplication, email: str, **more: Any) -> None:
    """Write the email of this name to the applicant."""
    outbox.email_person(
        application.registration.person, TEMPLATE.format(email), _context(application) | more
    )


def _context(application: TravelApplication) -> dict[str, Any]:
    sprint = application.registration.sprint
    return {
        "name": application.registration.person.get_short_name(),
        "sprint": sprint.name,
        "contact": sprint.contact_email,
        "travel_page": settings.SITE_URL + reverse("travel:mine", args=[sprint.slug]),
    }


def about_offer(offer: Offer, email: str, **more: Any) -> None:
    """With the amount, who pays, and the deadline in the sprint's zone and in UTC."""
    tell(offer.application, email, **_offer_context(offer), **more)


def _offer_context(offer: Offer) -> dict[str, Any]:
    sprint, deadline = offer.application.registration.sprint, offer.expires_at
    return {
        "message": offer.message,
        "allocations": status.allocations_of(offer),
        "deadline": moment_in_words(sprint, deadline) if deadline else "",
        "deadline_utc": f"{deadline:%Y-%m-%d %H:%M} UTC" if deadline else "",
    }


def preview(application: TravelApplication, offer: Offer | None, days: int) -> tuple[str, str]:
    """Subject and text of the email that releasing the staged decision now would send.

    `offer` is the staged one, if any, and `days` how long it would be open.
    """
    context = _context(application)
    if offer is not None:
        offer.application = application
        offer.expires_at = timezone.now() + datetime.timedelta(days=days)
        context |= _offer_context(offer)
    return outbox.compose(TEMPLATE.format(rules.RELEASED[application.staged_decision]), context)


def accepted(offer: Offer) -> None:
    """With the amount, who pays, and what to do with receipts."""
    program = rules.program_of(offer.application.registration.sprint)
    receipts = status.receipts_in_words(program) if program else ""
    about_offer(offer, "accepted", receipts=receipts)


def answered(application: TravelApplication) -> None:
    """To the person who asked the last question: the answer has come."""
    written = application.messages.filter(visibility=Message.Visibility.APPLICANT)
    questions = written.exclude(author=application.registration.person).select_related("author")
    question = questions.order_by("-pk").first()
    if question is not None and rules.may_read(question.author, application):
        _tell_team(question.author, "answered", application, "travel:application")


def absent(application: TravelApplication) -> None:
    """To everybody who may decide about it: money is kept for somebody who no longer comes."""
    team = application.registration.sprint.team.filter(role=TeamRole.TRAVEL_MANAGER)
    for member in team.select_related("person").order_by("pk"):
        if rules.may_decide(member.person, application):
            _tell_team(member.person, "absent", application, "travel:stage")


def _tell_team(member: Person, email: str, application: TravelApplication, page: str) -> None:
    """With a link to this page of the application."""
    registration = application.registration
    address = reverse(page, args=[registration.sprint.slug, application.pk])
    context = {
        "applicant": registration.person.name,
        "sprint": registration.sprint.name,
        "page": settings.SITE_URL + address,
    }
    outbox.email_person(member, TEMPLATE.format(email), context)
