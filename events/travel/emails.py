"""Emails about travel applications: one topic each, a link to the page, no reason of the person."""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from events import outbox
from events.sprints.display import moment_in_words
from events.sprints.models import TeamRole
from events.travel import currencies, display, rules
from events.travel.models import Offer, TravelApplication

EMAILS = "events/travel/emails"
RELEASED = {"offer": "offered", "waitlist": "waitlisted", "decline": "declined"}


def tell(application: TravelApplication, email: str, **more: Any) -> None:
    """Write the email of this name to the applicant."""
    person = application.registration.person
    if not person.email:
        return
    template, context = f"{EMAILS}/{email}.txt", _context(application) | more
    outbox.send_email(person.email, template, context, person=person)


def _context(application: TravelApplication) -> dict[str, Any]:
    registration = application.registration
    person, sprint = registration.person, registration.sprint
    return {
        "name": person.get_short_name(),
        "sprint": sprint.name,
        "contact": sprint.contact_email,
        "travel_page": settings.SITE_URL + reverse("travel:mine", args=[sprint.slug]),
    }


def about_offer(offer: Offer, email: str, **more: Any) -> None:
    """With the amount, who pays, and the deadline in the sprint's zone and in UTC."""
    tell(offer.application, email, **_offer_context(offer), **more)


def _offer_context(offer: Offer) -> dict[str, Any]:
    sprint = offer.application.registration.sprint
    prefetch_related_objects([offer], "allocations__fund")
    allocations = [
        (
            currencies.in_words(row.amount, row.fund.currency),
            str(row.fund),
            row.get_mode_display(),
            row.fund.payment_instructions,
        )
        for row in sorted(offer.allocations.all(), key=lambda row: (row.fund.position, row.pk))
    ]
    deadline = offer.expires_at
    return {
        "message": offer.message,
        "allocations": allocations,
        "deadline": moment_in_words(sprint, deadline) if deadline else "",
        "deadline_utc": f"{deadline:%Y-%m-%d %H:%M} UTC" if deadline else "",
    }


def preview(application: TravelApplication, offer: Offer | None, days: int) -> tuple[str, str]:
    """Subject and text of the email that releasing the staged decision now would send.

    `offer` is the staged one, if any, and `days` how long it would stand.
    """
    context = _context(application)
    if offer is not None:
        offer.application = application
        offer.expires_at = timezone.now() + datetime.timedelta(days=days)
        context |= _offer_context(offer)
    return outbox.compose(f"{EMAILS}/{RELEASED[application.staged_decision]}.txt", context)


def accepted(offer: Offer) -> None:
    """With the amount, who pays, and what to do with receipts."""
    program = rules.program_of(offer.application.registration.sprint)
    receipts = display.receipts_in_words(program) if program else ""
    about_offer(offer, "accepted", receipts=receipts)


def answered(application: TravelApplication) -> None:
    """To whoever asked the question last: the answer has come."""
    question = (
        application.messages.exclude(author=application.registration.person)
        .filter(visibility="applicant")
        .select_related("author")
        .order_by("-pk")
        .first()
    )
    if question is None or not question.author.email:
        return
    if not rules.may_read(question.author, application):
        return
    sprint = application.registration.sprint
    review_page = reverse("travel:application", args=[sprint.slug, application.pk])
    context = {
        "name": question.author.get_short_name(),
        "applicant": application.registration.person.name,
        "sprint": sprint.name,
        "review_page": settings.SITE_URL + review_page,
    }
    email = f"{EMAILS}/answered.txt"
    outbox.send_email(question.author.email, email, context, person=question.author)


def absent(application: TravelApplication) -> None:
    """To whoever may decide about it: money is kept for somebody who does not come any more."""
    sprint = application.registration.sprint
    team = sprint.team.filter(role=TeamRole.TRAVEL_MANAGER).select_related("person")
    context = {
        "applicant": application.registration.person.name,
        "sprint": sprint.name,
        "decision_page": settings.SITE_URL
        + reverse("travel:stage", args=[sprint.slug, application.pk]),
    }
    for member in team.order_by("pk"):
        person = member.person
        if person.email and rules.may_decide(person, application):
            about = context | {"name": person.get_short_name()}
            outbox.send_email(person.email, f"{EMAILS}/absent.txt", about, person=person)
