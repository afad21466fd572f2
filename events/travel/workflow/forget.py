"""What stays of travel sponsorship when a person leaves, or a sprint is long over: amounts and dates."""

import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.lifecycle import Transition
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
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

TEXTS = (
    "from_city",
    "from_country",
    "employer_support",
    "need",
    "reason",
    "private_note",
    "staged_reason",
)
# What else is said about an application, in which column.
WORDS: dict[type[models.Model], str] = {
    ApplicationLine: "description",
    Review: "note",
    Recusal: "reason",
    Offer: "message",
}


@transaction.atomic
def forget(person: Person) -> None:
    """Give back what was asked for or offered, and empty every text by or about the person."""
    mine = TravelApplication.objects.filter(registration__person=person)
    for application in mine.order_by("registration__sprint", "pk"):
        _empty(application, timezone.now())
        _end(access.again(application), person)
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
    programs = TravelProgram.objects.select_related("sprint").order_by("pk")
    purged = sum(_purge(program) for program in programs if _is_due(program))
    return f"words of {purged} travel applications deleted"


def _is_due(program: TravelProgram) -> bool:
    last_day = program.sprint.ends_on + datetime.timedelta(days=program.text_retention_days)
    return sprint_rules.today(program.sprint) > last_day


def _purge(program: TravelProgram) -> int:
    until = timezone.now() - datetime.timedelta(days=program.text_retention_days)
    found = _with_words(program.sprint, until)
    for application in found:
        with transaction.atomic():
            _empty(access.again(application), until)
    return len(found)


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
