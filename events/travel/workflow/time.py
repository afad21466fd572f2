"""What time does to offers and applications; all of it is part of `tick` and may run twice at once."""

import datetime
import math

from django.db import transaction
from django.utils import timezone

from events.sprints.models import Sprint
from events.travel import emails, rules
from events.travel.models import Offer, TravelApplication
from events.travel.workflow import access
from events.travel.workflow.access import State

DAY = datetime.timedelta(days=1)


def expire_offers() -> str:
    """End each offer whose deadline has come, and write to the person."""
    expired = 0
    for offer in rules.lapsed_offers().select_related("application__registration__sprint"):
        with transaction.atomic():
            expired += access.expire_if_lapsed(access.again(offer.application))
    return f"{expired} travel offers expired"


def withdraw_absent() -> str:
    """Withdraw what waits for somebody who no longer comes in person, or whose sprint is cancelled.

    What was accepted stays: on that promise somebody may have booked. A manager cancels it.
    """
    absent = TravelApplication.objects.of_the_absent().select_related("registration__sprint")
    withdrawn = 0
    for application in absent.order_by("pk"):
        with transaction.atomic():
            withdrawn += _withdraw_if_absent(access.again(application))
    return f"{withdrawn} travel applications of people who do not come withdrawn"


def _withdraw_if_absent(application: TravelApplication) -> bool:
    registration = application.registration
    waits = application.state in TravelApplication.WAITING
    if not waits or rules.takes_part(registration):
        return False
    cancelled = registration.sprint.state == Sprint.State.CANCELLED
    why = "The sprint was cancelled." if cancelled else "You do not come in person any more."
    access.leave(application, State.WITHDRAWN, by=None, why=why)
    emails.tell(application, "cancelled", why=why)
    return True


def tell_of_absent() -> str:
    """Write to the travel managers, once, of money that somebody accepted who does not come.

    Of a sprint that is cancelled they know.
    """
    found = (
        TravelApplication.objects.accepted_by_the_absent()
        .filter(offers__state=Offer.State.ACCEPTED, offers__absence_told_at=None)
        .exclude(registration__sprint__state=Sprint.State.CANCELLED)
        .select_related("registration__sprint")
    )
    told = 0
    for application in found.order_by("pk"):
        with transaction.atomic():
            told += _tell_if_absent(access.again(application))
    return f"managers told of {told} people who accepted travel money and do not come"


def _tell_if_absent(application: TravelApplication) -> bool:
    waiting = application.offers.filter(state=Offer.State.ACCEPTED, absence_told_at=None)
    if rules.comes(application) or not waiting.update(absence_told_at=timezone.now()):
        return False
    emails.absent(application)
    return True


@transaction.atomic
def remind_of_offers() -> str:
    """Write six, three and one days before an offer ends, once each; not on its first day."""
    now = timezone.now()
    ending = Offer.objects.filter(
        state=Offer.State.OPEN,
        released_at__lte=now - DAY,
        expires_at__gt=now,
        expires_at__lte=now + max(rules.REMINDED_BEFORE) * DAY,
    ).select_related("application__registration__sprint", "application__registration__person")
    reminded = 0
    for offer in ending.select_for_update(of=("self",), no_key=True).order_by("pk"):
        assert offer.expires_at is not None  # noqa: S101 -- a constraint of the table
        left = math.ceil((offer.expires_at - now) / DAY)
        due = min(days for days in rules.REMINDED_BEFORE if left <= days)
        if offer.reminded_days is None or due < offer.reminded_days:
            offer.reminded_days = due
            offer.save(update_fields=["reminded_days"])
            emails.about_offer(offer, "offer_ends", days=left)
            reminded += 1
    return f"{reminded} people reminded of travel offers"
