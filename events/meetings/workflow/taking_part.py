"""What participants do about a meeting: answer, and join from afar."""

import logging

from django.db import transaction
from django.db.models import Q

from events.lifecycle import Refused, locked
from events.meetings import rules
from events.meetings.models import CalendarToken, Meeting, MeetingPerson, Rsvp
from events.meetings.workflow.programme import again
from events.sprints.models import Sprint
from people.models import NAME_LENGTH, Person
from people.names import without_name

logger = logging.getLogger(__name__)


@transaction.atomic
def answer(meeting: Meeting, *, by: Person, answer: str) -> Rsvp:
    """Say whether, and how, one comes."""
    meeting = again(meeting)
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
    """The secret address to join from afar, for whoever may; who was led there stands in the log."""
    if not rules.may_join(by, meeting):
        raise Refused("Only those who take part are led into this meeting.")
    if not rules.door_is_open(meeting):
        raise Refused(
            "One can join from a quarter of an hour before the meeting until half an hour after it."
        )
    address = rules.way_in(meeting)
    if not address:
        raise Refused("There is no way to join this meeting from afar.")
    logger.info("Person %s joins meeting %s", by.pk, meeting.pk)
    return address


@transaction.atomic
def forget(person: Person) -> None:
    """Take the person out of every meeting; what they changed in a programme stays changed."""
    _forget_in_words(person)
    MeetingPerson.objects.filter(person=person).delete()
    Rsvp.objects.filter(registration__person=person).delete()
    CalendarToken.objects.filter(person=person).delete()


def _forget_in_words(person: Person) -> None:
    """Take the name out of titles and summaries in the programmes of sprints with this person."""
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
