"""What time does to offers and applications, and what remains when a person leaves.

What `tick` runs may run twice at once.
"""

import datetime
import math

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.lifecycle import Transition
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from events.travel import emails, rules
from events.travel.models import (
    ApplicationLine,
    Message,
    Offer,
    Recusal,
    Review,
    TravelApplication,
    TravelProgram,
)
from events.travel.workflow import access
from events.travel.workflow.access import State
from people.models import Person

DAY = datetime.timedelta(days=1)
# The texts of an application, and what else is written about it, in which column.
TEXTS = (*TravelApplication.WORDS, "staged_reason")
WORDS: dict[type[models.Model], str] = {
    ApplicationLine: "description",
    Review: "note",
    Recusal: "reason",
    Offer: "message",
}


def expire_offers() -> str:
    """End each offer whose deadline has come, and write to the person."""
    expired = 0
    lapsed = Offer.objects.filter(state=Offer.State.OPEN, expires_at__lte=timezone.now())
    for offer in lapsed.select_related("application__registration__sprint").order_by("expires_at"):
        with transaction.atomic():
            expired += access.expire_if_lapsed(access.locked_application(offer.application))
    return f"{expired} travel offers expired"


def withdraw_absent() -> str:
    """Withdraw what waits for somebody who no longer comes in person, or whose sprint is cancelled.

    What was accepted stays: on that promise somebody may have booked. A manager cancels it.
    """
    absent = TravelApplication.objects.of_the_absent().select_related("registration__sprint")
    withdrawn = 0
    for application in absent.order_by("pk"):
        with transaction.atomic():
            withdrawn += _withdraw_if_absent(access.locked_application(application))
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
    absent = (
        TravelApplication.objects.accepted_by_the_absent()
        .filter(offers__state=Offer.State.ACCEPTED, offers__absence_told_at=None)
        .exclude(registration__sprint__state=Sprint.State.CANCELLED)
        .select_related("registration__sprint")
    )
    told = 0
    for application in absent.order_by("pk"):
        with transaction.atomic():
            told += _tell_if_absent(access.locked_application(application))
    return f"managers told of {told} people who accepted travel money and do not come"


def _tell_if_absent(application: TravelApplication) -> bool:
    untold = application.offers.filter(state=Offer.State.ACCEPTED, absence_told_at=None)
    if rules.comes(application) or not untold.update(absence_told_at=timezone.now()):
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


@transaction.atomic
def forget(person: Person) -> None:
    """Give back what was asked for or offered, and empty every text by or about the person."""
    mine = TravelApplication.objects.filter(registration__person=person)
    for application in mine.order_by("registration__sprint", "pk"):
        _empty(application, timezone.now())
        _end(access.locked_application(application), person)
    mine.update(name_public=False, name_to_sponsor=False)
    Recusal.objects.filter(person=person).update(reason="")


def _empty(application: TravelApplication, until: datetime.datetime) -> None:
    """Delete each text by or about the person; of messages and reasons, those up to this moment."""
    for record in (application, *application.offers.all()):
        Transition.objects.filter(at__lte=until).forget_reasons(record)
    application.messages.filter(at__lte=until).delete()
    for model, column in WORDS.items():
        model._default_manager.filter(application=application).update(**{column: ""})
    TravelApplication.objects.filter(pk=application.pk).update(**dict.fromkeys(TEXTS, ""))


def _end(application: TravelApplication, person: Person) -> None:
    why = "The account was deleted."
    if application.state == State.ACCEPTED:
        cancelled = Offer.State.CANCELLED
        access.leave(application, State.CANCELLED, offer_becomes=cancelled, by=person, why=why)
    elif application.state == State.DRAFT or application.state in TravelApplication.WAITING:
        access.leave(application, State.WITHDRAWN, by=person, why=why)


def purge_words() -> str:
    """Empty what was written for each sprint that ended `text_retention_days` ago; part of `tick`.

    A message or a reason that is written later stays as many days.
    """
    purged = 0
    for program in TravelProgram.objects.select_related("sprint").order_by("pk"):
        retention = program.text_retention_days * DAY
        if sprint_rules.today(program.sprint) > program.sprint.ends_on + retention:
            until = timezone.now() - retention
            for application in _with_words(program.sprint, until):
                with transaction.atomic():
                    _empty(access.locked_application(application), until)
                purged += 1
    return f"words of {purged} travel applications deleted"


def _with_words(sprint: Sprint, until: datetime.datetime) -> list[TravelApplication]:
    kind = ContentType.objects.get_for_model(TravelApplication)
    steps = Transition.objects.filter(content_type=kind, object_id=OuterRef("pk"), at__lte=until)
    left = ~Q(**dict.fromkeys(TEXTS, "")) | Q(Exists(steps.exclude(why="")))
    left |= Q(Exists(Message.objects.filter(application=OuterRef("pk"), at__lte=until)))
    for model, column in WORDS.items():
        rows = model._default_manager.filter(application=OuterRef("pk"))
        left |= Q(Exists(rows.exclude(**{column: ""})))
    found = TravelApplication.objects.of(sprint).filter(left)
    return list(found.select_related("registration__sprint").order_by("pk"))
