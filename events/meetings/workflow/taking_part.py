"""What participants do about meetings: answer, join, subscribe to their calendar."""

import logging

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.meetings import rules
from events.meetings.models import CalendarToken, Meeting, MeetingPerson, Rsvp
from events.meetings.models.around import fresh_token
from events.meetings.workflow.programme import locked_meeting
from events.sprints.models import Sprint
from people.models import NAME_LENGTH, Person
from people.names import without_name

logger = logging.getLogger(__name__)


@transaction.atomic
def answer(meeting: Meeting, *, by: Person, answer: str) -> Rsvp:
    meeting = locked_meeting(meeting)
    registration = rules.participation(by, meeting.sprint)
    if registration is None or not rules.may_see(by, meeting):
        raise Refused("Only participants of this sprint can answer.")
    if not rules.answers_open(meeting):
        raise Refused("This meeting takes no answers any more.")
    if answer not in rules.possible_answers(registration, meeting):
        raise Refused("You cannot take part in this meeting in that way.")
    row, _ = Rsvp.objects.update_or_create(
        meeting=meeting, registration=registration, defaults={"answer": answer}
    )
    return row


def join(meeting: Meeting, *, by: Person) -> str:
    """The secret address to join online, for those who may; each use is logged."""
    if not rules.may_join(by, meeting):
        raise Refused("Only those who take part are led into this meeting.")
    if not rules.join_is_open(meeting):
        raise Refused(
            "One can join from a quarter of an hour before the meeting until half an hour after it."
        )
    address = rules.join_link(meeting)
    if not address:
        raise Refused("There is no way to join this meeting from afar.")
    logger.info("Person %s joins meeting %s", by.pk, meeting.pk)
    return address


@transaction.atomic
def forget(person: Person) -> None:
    """Remove the person from all meetings; what they changed in a programme stays."""
    _remove_name_from_texts(person)
    MeetingPerson.objects.filter(person=person).delete()
    Rsvp.objects.filter(registration__person=person).delete()
    CalendarToken.objects.filter(person=person).delete()


def _remove_name_from_texts(person: Person) -> None:
    """Remove the name from titles and summaries in the programmes of the person's sprints."""
    there = Sprint.objects.filter(
        Q(registrations__person=person) | Q(meetings__named__person=person)
    )
    for sprint in Sprint.objects.filter(pk__in=there.values("pk")).order_by("pk"):
        for meeting in locked(sprint).meetings.select_for_update(no_key=True).order_by("pk"):
            title = without_name(meeting.title, person.name)[:NAME_LENGTH]
            summary = without_name(meeting.summary, person.name)
            if (title, summary) != (meeting.title, meeting.summary):
                meeting.title, meeting.summary = title, summary
                meeting.save(update_fields=["title", "summary"])


def renew_token(person: Person) -> CalendarToken:
    """Give the person's calendar a new secret address; the old one stops working."""
    fresh = {"token": fresh_token(), "renewed_at": timezone.now()}
    token, _ = CalendarToken.objects.update_or_create(person=person, defaults=fresh)
    return token
