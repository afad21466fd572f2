"""The application as it is now, who may do something to it, and how it lets go of its money."""

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.registration.models import Registration
from events.sprints.models import Sprint
from events.travel import emails, ledger, rules
from events.travel.models import Offer, TravelApplication, TravelFund, TravelProgram
from people.models import Person

State = TravelApplication.State
Answer = TypeVar("Answer")
UNSTAGED: dict[str, Any] = {"staged_decision": "", "staged_by": None, "staged_reason": ""}


def step(verb: Callable[..., Answer]) -> Callable[..., Answer]:
    """End a lapsed offer and keep that, even if the verb is refused; then take the verb."""

    @functools.wraps(verb)
    def take(application: TravelApplication, *args: Any, **kwargs: Any) -> Answer:
        with transaction.atomic():
            expire_if_lapsed(again(application))
        with transaction.atomic():
            return verb(application, *args, **kwargs)

    return take


def again(application: TravelApplication) -> TravelApplication:
    """The application as it is now, with registration and sprint, locked from the ground up."""
    registration = registration_again(application.registration)
    application = locked(application)
    application.registration = registration
    return application


def registration_again(registration: Registration) -> Registration:
    sprint = locked(registration.sprint)
    registration = locked(registration)
    registration.sprint = sprint
    return registration


def program_of(application: TravelApplication) -> TravelProgram:
    program = rules.program_of(application.registration.sprint)
    if program is None:
        raise Refused("This sprint has no travel sponsorship.")
    return program


def own(application: TravelApplication, by: Person) -> None:
    if not rules.is_own(by, application):
        raise Refused("This application belongs to somebody else.")


def refuse_absent(registration: Registration) -> None:
    if registration.sprint.state == Sprint.State.CANCELLED:
        raise Refused("This sprint was cancelled.")
    if not rules.takes_part(registration):
        raise Refused("Help with travel is for those who are confirmed to come in person.")


def refuse_second_offer(application: TravelApplication) -> None:
    """Whoever registers again has no second offer; to the person a staged one is none."""
    if rules.holds_money_elsewhere(application, (Offer.State.OPEN, Offer.State.ACCEPTED)):
        raise Refused("You have an offer for this sprint already. Give that back first.")


def refuse_second_promise(application: TravelApplication) -> None:
    """As the team reads it, who knows of what is staged as well."""
    if rules.holds_money_elsewhere(application):
        person = application.registration.person
        raise Refused(f"Another application of {person} holds money of this sprint already.")


def refuse_outsiders(application: TravelApplication, by: Person) -> None:
    """Only a travel manager decides, and never about the own application."""
    if rules.is_own(by, application):
        raise Refused("Nobody decides about their own application.")
    if rules.stays_out(by, application):
        raise Refused("You stay out of this application.")
    if not rules.may_decide(by, application):
        raise Refused("Only a travel manager of this sprint can do that.")


def refuse_what_would_tell(fund: TravelFund, amount: Decimal, by: Person) -> None:
    """A fund that has too little would tell what is staged for the person who asks it.

    For whoever waits for a decision it therefore keeps all that they ask for, staged or not.
    """
    kept = ledger.undecided_total(by, fund.sprint)
    if kept and amount > locked(fund).free + ledger.staged_for(by, fund) - kept:
        raise Refused(
            f"{fund} has to keep as much as you ask for yourself, as long as that is undecided."
        )


def refuse_without_reason(why: str) -> None:
    if not why.strip():
        raise Refused("Please say why.")


def set_free(
    application: TravelApplication, offer_becomes: str, *, by: Person | None, why: str = ""
) -> None:
    """End the offer that holds money, seen by the applicant or not, and set its money free.

    The ledger is never purged, so no reason stands in it.
    """
    offer = rules.live_offer(application)
    if offer is not None:
        answered = offer_becomes == Offer.State.REFUSED
        changes = {"responded_at": timezone.now()} if answered else {}
        offer.advance(offer_becomes, by=by, why=why, **changes)
        ledger.set_free(offer, by=by, note=f"The offer was {offer.get_state_display().lower()}.")


def leave(
    application: TravelApplication,
    to: str,
    *,
    offer_becomes: str = Offer.State.REVOKED,
    by: Person | None,
    why: str = "",
    **changes: Any,
) -> None:
    """Bring the application there; what was staged or offered is staged and offered no more."""
    set_free(application, offer_becomes, by=by, why=why)
    application.advance(to, by=by, why=why, **UNSTAGED, **changes)


def expire_if_lapsed(application: TravelApplication) -> bool:
    """Do what time has done, with its email: a lapsed offer ends, whoever noticed it."""
    offer = rules.open_offer(application)
    if offer is None or not rules.has_lapsed(offer):
        return False
    why = "The deadline passed."
    leave(application, State.EXPIRED, offer_becomes=Offer.State.EXPIRED, by=None, why=why)
    emails.tell(application, "expired")
    return True
