"""The application as it is now, and who may do something to it."""

from events.lifecycle import Refused, locked
from events.travel import ledger, rules
from events.travel.models import Offer, TravelApplication, TravelProgram
from people.models import Person

State = TravelApplication.State


def again(application: TravelApplication) -> TravelApplication:
    """The application under its lock, with its registration and sprint at hand."""
    fresh = locked(application)
    fresh.registration = application.registration
    return fresh


def program_of(application: TravelApplication) -> TravelProgram:
    program = rules.program_of(application.registration.sprint)
    if program is None:
        raise Refused("This sprint has no travel sponsorship.")
    return program


def own(application: TravelApplication, by: Person) -> None:
    if not rules.is_own(by, application):
        raise Refused("This application belongs to somebody else.")


def refuse_outsiders(application: TravelApplication, by: Person) -> None:
    """Only a travel manager decides, and never about the own application."""
    if rules.is_own(by, application):
        raise Refused("Nobody decides about their own application.")
    if rules.stays_out(by, application):
        raise Refused("You stay out of this application.")
    if not rules.may_decide(by, application):
        raise Refused("Only a travel manager of this sprint can do that.")


def refuse_without_reason(why: str) -> None:
    if not why.strip():
        raise Refused("Please say why.")


def end_offer(
    offer: Offer, state: str, application_state: str, *, by: Person | None, why: str = ""
) -> None:
    """End an offer, set its money free, and bring the application where that leads."""
    offer.advance(state, by=by, why=why)
    ledger.set_free(offer, by=by, note=why[:400])
    offer.application.advance(application_state, by=by, why=why)


def expire_if_lapsed(application: TravelApplication) -> bool:
    """Do what time has done: an open offer whose deadline has come ends, whoever noticed it."""
    offer = rules.open_offer(application)
    if offer is None or not rules.has_lapsed(offer):
        return False
    offer.application = application
    end_offer(offer, Offer.State.EXPIRED, State.EXPIRED, by=None, why="The deadline passed.")
    return True


def unstage(
    application: TravelApplication, offer: Offer, *, by: Person | None, why: str = ""
) -> None:
    """Take back an offer that nobody has seen, and set its money free."""
    offer.advance(Offer.State.REVOKED, by=by, why=why)
    ledger.set_free(offer, by=by, note=why[:400])
