"""Letters about travel applications: one topic each, a link to the page, no reason of the person."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from events import notices
from events.sprints.figures import day, moment_in_words
from events.travel import currencies, rules
from events.travel.models import Offer, TravelApplication


def tell(application: TravelApplication, letter: str, **more: Any) -> None:
    """Write the letter of this name to the applicant."""
    registration = application.registration
    person, sprint = registration.person, registration.sprint
    if not person.email:
        return
    context = {
        "name": person.get_short_name(),
        "sprint": sprint.name,
        "contact": sprint.contact_email,
        "travel_page": settings.SITE_URL + reverse("travel:mine", args=[sprint.slug]),
        **more,
    }
    template = f"events/travel/letters/{letter}.txt"
    notices.send_letter(person.email, template, context, person=person)


def about_offer(offer: Offer, letter: str, **more: Any) -> None:
    """With the amount, who pays, and the deadline in the sprint's zone and in UTC."""
    sprint = offer.application.registration.sprint
    allocations = [
        (
            currencies.in_words(row.amount, row.fund.currency),
            str(row.fund),
            row.get_mode_display(),
            row.fund.payment_instructions,
        )
        for row in offer.allocations.select_related("fund").order_by("fund__position", "fund_id")
    ]
    deadline = offer.expires_at
    tell(
        offer.application,
        letter,
        message=offer.message,
        allocations=allocations,
        deadline=moment_in_words(sprint, deadline) if deadline else "",
        deadline_utc=f"{deadline:%Y-%m-%d %H:%M} UTC" if deadline else "",
        **more,
    )


def accepted(offer: Offer) -> None:
    """With the amount, who pays, and by when to claim it."""
    program = rules.program_of(offer.application.registration.sprint)
    deadline = day(rules.claim_deadline(program)) if program else ""
    about_offer(offer, "accepted", claim_deadline=deadline)


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
    letter = "events/travel/letters/answered.txt"
    notices.send_letter(question.author.email, letter, context, person=question.author)
