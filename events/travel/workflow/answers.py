"""What becomes of an offer: accepted, refused, handed back for more, or cancelled afterwards."""

from django.utils import timezone

from events.lifecycle import Refused
from events.travel import emails, rules
from events.travel.models import Offer, TravelApplication
from events.travel.workflow import access
from events.travel.workflow.access import State
from people.models import Person


def _offer_to_answer(application: TravelApplication, by: Person) -> Offer:
    access.own(application, by)
    if application.state == State.EXPIRED:
        raise Refused("The offer has ended: its deadline has passed.")
    offer = rules.open_offer(application)
    if offer is None or rules.has_lapsed(offer):
        raise Refused("There is no offer to answer.")
    return offer


@access.step
def accept(
    application: TravelApplication, *, by: Person, terms: str, agreed: bool
) -> TravelApplication:
    """Take the offer; its terms, as they were shown, are kept."""
    now = timezone.now()  # before the deadline is looked at, so that it lies before it, too
    application = access.again(application)
    offer = _offer_to_answer(application, by)
    access.refuse_absent(application.registration)
    access.refuse_second_offer(application)
    if not agreed:
        raise Refused("Please agree to the terms.")
    offer.advance(Offer.State.ACCEPTED, by=by, responded_at=now, terms=terms)
    application.advance(State.ACCEPTED, by=by)
    emails.accepted(offer)
    return application


@access.step
def refuse(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Say no to the offer; its money is free at once."""
    application = access.again(application)
    _offer_to_answer(application, by)
    access.leave(application, State.REFUSED, offer_becomes=Offer.State.REFUSED, by=by)
    return application


@access.step
def ask_for_more(application: TravelApplication, *, by: Person, body: str) -> TravelApplication:
    """Hand the offer back with a word why it is not enough; the team decides anew."""
    application = access.again(application)
    _offer_to_answer(application, by)
    if not body.strip():
        raise Refused("Please say what is missing.")
    application.messages.create(author=by, body=body, visibility="applicant")
    access.leave(
        application,
        State.SUBMITTED,
        offer_becomes=Offer.State.REFUSED,
        by=by,
        why="More is needed.",
    )
    return application


@access.step
def cancel(application: TravelApplication, *, by: Person, why: str = "") -> TravelApplication:
    """Give back what was accepted: by the person, or by a travel manager with a reason."""
    application = access.again(application)
    if not rules.is_own(by, application):
        access.refuse_outsiders(application, by)
        access.refuse_without_reason(why)
    if application.state != State.ACCEPTED:
        raise Refused("Nothing was accepted that could be cancelled.")
    access.leave(application, State.CANCELLED, offer_becomes=Offer.State.CANCELLED, by=by, why=why)
    emails.tell(application, "cancelled", why=why)
    return application
