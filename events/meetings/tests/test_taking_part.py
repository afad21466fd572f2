"""What participants do: answer, join from afar; and being forgotten."""

import datetime

import pytest

import events.pages.workflow
from events.lifecycle import Refused
from events.meetings import workflow
from events.meetings.models import CalendarToken, Meeting, Rsvp
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory, RsvpFactory
from events.pages.exports import personal_data
from events.registration.tests.factories import RegistrationFactory
from events.tests import clock
from people.models import GroupMember, Person
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db
CALL = "https://call.example.org/1"


@pytest.fixture
def meeting(sprint):
    return MeetingFactory(sprint=sprint, title="Errors", join_url=CALL)


@pytest.fixture
def participant(sprint):
    return RegistrationFactory(sprint=sprint).person


def while_it_lasts(meeting):
    return clock.at((meeting.starts_at + datetime.timedelta(minutes=5)).isoformat())


def test_only_who_takes_part_and_sees_the_meeting_answers(meeting, participant):
    gone = RegistrationFactory(sprint=meeting.sprint, state="cancelled").person
    private = MeetingFactory(sprint=meeting.sprint, visibility="invited")
    for row, person in ((meeting, PersonFactory()), (meeting, gone), (private, participant)):
        with pytest.raises(Refused, match=r"^Only participants of this sprint can answer\.$"):
            workflow.answer(row, by=person, answer="remote")
    assert not Rsvp.objects.exists()


def test_answers_that_come_too_late_or_cannot_be(meeting, participant):
    for answer in ("maybe", ""):
        with pytest.raises(Refused, match="You cannot take part in this meeting in that way"):
            workflow.answer(meeting, by=participant, answer=answer)
    Meeting.objects.update(mode="in_person")
    with pytest.raises(Refused, match="You cannot take part in this meeting in that way"):
        workflow.answer(meeting, by=participant, answer="remote")
    with clock.at(meeting.ends_at.isoformat()), pytest.raises(Refused, match="takes no answers"):
        workflow.answer(meeting, by=participant, answer="no")


def test_nobody_else_is_led_in(meeting, participant):
    with pytest.raises(Refused, match="One can join from a quarter of an hour before"):
        workflow.join(meeting, by=participant)
    waiting = RegistrationFactory(sprint=meeting.sprint, state="waitlisted", queue_no=1).person
    with while_it_lasts(meeting):
        for stranger in (waiting, PersonFactory()):
            with pytest.raises(Refused, match="Only those who take part are led"):
                workflow.join(meeting, by=stranger)
        meeting.join_url = ""
        with pytest.raises(Refused, match="There is no way to join this meeting from afar"):
            workflow.join(meeting, by=participant)


def test_who_deletes_the_account_is_in_no_meeting_any_more(scheduled, chair, group):
    """The row stays, because of what it did to the programme, with nothing personal in it."""
    workflow.answer(scheduled, by=chair, answer="in_person")
    CalendarToken.objects.create(person=chair)
    workflow.cancel(scheduled, by=chair)
    other = RsvpFactory(meeting=scheduled)
    events.pages.workflow.delete_account(chair)
    assert not scheduled.named.exists()
    assert not CalendarToken.objects.exists()
    assert not GroupMember.objects.filter(group=group).exists()
    assert list(Rsvp.objects.all()) == [other]
    by = scheduled.changes.latest("pk").by
    assert (by.pk, by.name, by.email) == (chair.pk, "A former participant", None)
    scheduled.refresh_from_db()
    assert scheduled.state == "cancelled"


def test_somebody_nobody_relies_on_goes_as_a_whole(meeting):
    person = MeetingPersonFactory(meeting=meeting, role="invited").person
    GroupMemberFactory(person=person)
    events.pages.workflow.delete_account(person)
    assert not Person.objects.filter(pk=person.pk).exists()
    assert not meeting.named.exists()


def test_ones_own_data_tell_of_groups_meetings_and_answers(meeting, participant):
    GroupMemberFactory(person=participant, group=InterestGroupFactory(name="Parsers"), role="chair")
    RsvpFactory(meeting=meeting, registration=participant.registrations.get(), answer="remote")
    MeetingPersonFactory(meeting=meeting, person=participant, role="presenter")
    asked_for = MeetingFactory(sprint=meeting.sprint, state="requested", title="Not yet")
    MeetingPersonFactory(meeting=asked_for, person=participant, role="required")
    data = personal_data(participant)
    about = {"meeting__sprint__slug": "quill", "meeting__title": "Errors"}
    assert data["groups"] == [{"group__name": "Parsers", "role": "chair", "since": None}]
    assert data["meetings"] == [{**about, "role": "presenter"}]
    assert data["meeting_answers"] == [{**about, "answer": "remote"}]
    assert CALL not in str(data)


def test_a_deleted_account_is_gone_from_titles_and_summaries(sprint):
    ann = PersonFactory(name="Ann Lee")
    RegistrationFactory(sprint=sprint, person=ann)
    meeting = MeetingFactory(sprint=sprint, title="Ask Ann Lee", summary="By Ann\nLee, Ann Leeson")
    elsewhere = MeetingFactory(title="Ask Ann Lee")
    events.pages.workflow.delete_account(ann)
    meeting.refresh_from_db()
    assert (meeting.title, meeting.summary) == ("Ask a participant", "By a participant, Ann Leeson")
    elsewhere.refresh_from_db()
    assert elsewhere.title == "Ask Ann Lee"  # of another person, for all we know


def test_a_title_keeps_its_length_when_a_name_goes(sprint):
    bob = PersonFactory(name="Bob")
    meeting = MeetingFactory(sprint=sprint, title="Bob " * 49 + "Bob")
    MeetingPersonFactory(meeting=meeting, person=bob)
    events.pages.workflow.delete_account(bob)
    meeting.refresh_from_db()
    assert len(meeting.title) == Meeting._meta.get_field("title").max_length
