"""What stays of travel sponsorship when a person leaves: amounts and dates, and no word."""

from django.db import transaction

from events.lifecycle import Transition
from events.travel.models import Offer, Recusal, TravelApplication
from events.travel.workflow import access
from events.travel.workflow.access import State
from people.models import Person

TEXTS = (
    "from_city",
    "from_country",
    "employer_support",
    "need",
    "reason",
    "private_note",
)


@transaction.atomic
def forget(person: Person) -> None:
    """Give back what was asked for or offered, and empty every text by or about the person."""
    mine = TravelApplication.objects.filter(registration__person=person)
    for application in mine.order_by("registration__sprint", "pk"):
        _forget_reasons(application)
        _end(access.again(application), person)
        application.messages.all().delete()
        application.reviews.update(note="")
        application.recusals.update(reason="")
        application.lines.update(description="")
        application.offers.update(message="")
    mine.update(**dict.fromkeys(TEXTS, ""), name_public=False, name_to_sponsor=False)
    Recusal.objects.filter(person=person).update(reason="")


def _forget_reasons(application: TravelApplication) -> None:
    """Why an offer was taken back, or more time was given, was about the person."""
    for record in (application, *application.offers.all()):
        Transition.objects.forget_reasons(record)


def _end(application: TravelApplication, person: Person) -> None:
    why = "The account was deleted."
    if application.state == State.ACCEPTED:
        cancelled = Offer.State.CANCELLED
        access.leave(application, State.CANCELLED, offer_becomes=cancelled, by=person, why=why)
    elif application.state == State.DRAFT or application.state in TravelApplication.WAITING:
        access.leave(application, State.WITHDRAWN, by=person, why=why)
