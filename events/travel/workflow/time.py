"""What time does to offers; both are part of `tick` and may run twice at once."""

import datetime

from django.db import transaction
from django.utils import timezone

from events.travel import emails, rules
from events.travel.models import Offer
from events.travel.workflow import access


def expire_offers() -> str:
    """End each offer whose deadline has come, and write to the person."""
    expired = 0
    for offer in rules.lapsed_offers().select_related(
        "application__registration__sprint", "application__registration__person"
    ):
        with transaction.atomic():
            application = access.again(offer.application)
            if access.expire_if_lapsed(application):
                emails.tell(application, "expired")
                expired += 1
    return f"{expired} travel offers expired"


@transaction.atomic
def remind_of_offers() -> str:
    """Write six, three and one days before an offer ends, once each."""
    now = timezone.now()
    soon = now + datetime.timedelta(days=max(rules.REMINDED_BEFORE))
    ending = Offer.objects.filter(
        state=Offer.State.OPEN, expires_at__gt=now, expires_at__lte=soon
    ).select_related("application__registration__sprint", "application__registration__person")
    reminded = 0
    for offer in ending.select_for_update(of=("self",), no_key=True).order_by("pk"):
        assert offer.expires_at is not None  # noqa: S101 -- a constraint of the table
        left = offer.expires_at - now
        due = min(days for days in rules.REMINDED_BEFORE if left <= datetime.timedelta(days))
        if offer.reminded_days is None or due < offer.reminded_days:
            offer.reminded_days = due
            offer.save(update_fields=["reminded_days"])
            emails.about_offer(offer, "offer_ends", days=due)
            reminded += 1
    return f"{reminded} people reminded of travel offers"
