"""The application as it is now, who may do something to it, and how it lets go of its money."""

import functools
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.registration.models import Registration
from events.sprints.models import Sprint
from events.travel import emails, ledger, rules
from events.travel.models import FundEntry, Offer, TravelApplication, TravelProgram
from people.models import Person

State = TravelApplication.State
UNSTAGED: dict[str, Any] = {"staged_decision": "", "staged_by": None, "staged_reason": ""}


def expiring_first(action: Callable[..., TravelApplication]) -> Callable[..., TravelApplication]:
    """Commit the end of a lapsed offer first, so that a refusal of the action does not undo it."""

    @functools.wraps(action)
    def run(application: TravelApplication, *args: Any, **kwargs: Any) -> TravelApplication:
        with transaction.atomic():
            expire_if_lapsed(locked_application(application))
        with transaction.atomic():
            return action(application, *args, **kwargs)

    return run


def locked_application(application: TravelApplication) -> TravelApplication:
    """With its registration and sprint; lock order: sprint, registration, application."""
    registration = locked_registration(application.registration)
    application = locked(application)
    application.registration = registration
    return application


def locked_registration(registration: Registration) -> Registration:
    sprint = locked(registration.sprint)
    registration = locked(registration)
    registration.sprint = sprint
    return registration


def locked_own(application: TravelApplication, by: Person) -> TravelApplication:
    application = locked_application(application)
    refuse_others(application, by)
    return application


def locked_for_manager(application: TravelApplication, by: Person) -> TravelApplication:
    application = locked_application(application)
    refuse_outsiders(application, by)
    return application


def program_of(application: TravelApplication) -> TravelProgram:
    program = rules.program_of(application.registration.sprint)
    if program is None:
        raise Refused("This sprint has no travel sponsorship.")
    return program


def refuse_others(application: TravelApplication, by: Person) -> None:
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


def refuse_absent(registration: Registration) -> None:
    if registration.sprint.state == Sprint.State.CANCELLED:
        raise Refused("This sprint was cancelled.")
    if not rules.takes_part(registration):
        raise Refused(rules.IN_PERSON_ONLY)


def refuse_second_offer(application: TravelApplication) -> None:
    """Who registers a second time has no second offer; a staged one is none to the person."""
    if rules.holds_money_elsewhere(application, (Offer.State.OPEN, Offer.State.ACCEPTED)):
        raise Refused("You have an offer for this sprint already. Give that back first.")


def refuse_second_promise(application: TravelApplication) -> None:
    """As the team reads it, who knows of what is staged as well."""
    if rules.holds_money_elsewhere(application):
        person = application.registration.person
        raise Refused(f"Another application of {person} holds money of this sprint already.")


def refuse_blank(text: str, sentence: str = "Please say why.") -> None:
    if not text.strip():
        raise Refused(sentence)


def set_free(
    application: TravelApplication, offer_becomes: str, *, by: Person | None, why: str = ""
) -> None:
    """End the offer that holds money, seen by the applicant or not, and set its money free.

    The ledger is never purged, so it keeps no reason.
    """
    offer = rules.live_offer(application)
    if offer is not None:
        answered = offer_becomes == Offer.State.REFUSED
        changes = {"responded_at": timezone.now()} if answered else {}
        offer.advance(offer_becomes, by=by, why=why, **changes)
        note = f"The offer was {offer.get_state_display().lower()}."
        ledger.move_all(offer, FundEntry.Kind.RELEASE, by=by, note=note)


def leave(
    application: TravelApplication,
    to: str,
    *,
    offer_becomes: str = Offer.State.REVOKED,
    by: Person | None,
    why: str = "",
    **changes: Any,
) -> None:
    """Bring the application there; nothing stays staged or offered."""
    set_free(application, offer_becomes, by=by, why=why)
    application.advance(to, by=by, why=why, **UNSTAGED, **changes)


def expire_if_lapsed(application: TravelApplication) -> bool:
    """End the offer if its deadline has passed, with its email."""
    offer = rules.open_offer(application)
    if offer is None or not rules.has_lapsed(offer):
        return False
    why = "The deadline passed."
    leave(application, State.EXPIRED, offer_becomes=Offer.State.EXPIRED, by=None, why=why)
    emails.tell(application, "expired")
    return True
