"""The email to those whom a meeting names once it has its place."""

import pytest
from django.conf import settings

from events.meetings import workflow
from events.meetings.models import Meeting
from events.meetings.tests.back_office import change, typed, typed_people
from events.meetings.tests.factories import MeetingPersonFactory, slot_at
from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.tests import clock
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


@pytest.fixture
def bo(sprint):
    bo = PersonFactory(name="Bo Invented", call_name="Bo", email="bo@example.org")
    return RegistrationFactory(sprint=sprint, days=[], person=bo).person


@pytest.fixture
def name(chair):
    """A function that names Ann as the chair, and others so, and gives the emails that it writes."""

    def save(meeting, others):
        Email.objects.all().delete()
        workflow.name_people(meeting, by=chair, people={chair.pk: "chair"} | others)
        return list(Email.objects.order_by("pk").values_list("to", "subject", "text"))

    return save


def test_somebody_who_is_added_to_a_placed_meeting_is_told_once(scheduled, name, bo):
    text = f"""Hello Bo,

“Errors” at Quill names you from now on (presenter). It takes place on 7 October 2030, 12:00–13:00 CEST (Europe/Prague), Attic. That is 2030-10-07, 10:00–11:00 UTC.

Everything about the meeting:
{settings.SITE_URL}/sprints/quill/meetings/{scheduled.pk}/
"""
    added = {bo.pk: "presenter"}
    subject = "Quill: you are named in “Errors”"
    assert name(scheduled, added) == [("bo@example.org", subject, text)]
    assert name(scheduled, added) == []
    assert name(scheduled, {}) == []


def test_whoever_was_invited_and_is_needed_now_is_told_and_not_the_other_way_round(
    scheduled, name, bo
):
    told = [len(name(scheduled, {bo.pk: role})) for role in ("invited", "required", "invited")]
    assert told == [1, 1, 0]


def test_of_what_has_no_slot_or_does_not_lie_ahead_nobody_is_told(asked, team, room, name, bo):
    added = {bo.pk: "presenter"}
    assert name(asked, added) == []
    workflow.name_people(asked, by=team, people={asked.requested_by_id: "chair"})
    meeting = workflow.schedule(asked, slot_at(room, 10), by=team)
    with clock.at(meeting.ends_at.isoformat()):
        assert name(meeting, added) == []
    for state in ("cancelled", "held"):
        meeting.named.filter(person=bo).delete()
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
        assert name(meeting, added) == []


def test_who_names_themselves_knows_of_it(scheduled, team, chair):
    Email.objects.all().delete()
    workflow.name_people(scheduled, by=team, people={chair.pk: "chair", team.pk: "required"})
    assert not Email.objects.exists()


def test_whoever_the_team_names_in_the_back_office_is_told_too(
    scheduled, team, chair, bo, client_of
):
    invited = MeetingPersonFactory(meeting=scheduled, person=bo, role="invited")
    ann = scheduled.named.get(person=chair)
    scheduled.refresh_from_db()
    Email.objects.all().delete()
    rows = [(ann.pk, chair.pk, "chair"), (invited.pk, bo.pk, "required")]
    sent = typed(scheduled, group=scheduled.group_id) | typed_people(scheduled, *rows)
    assert client_of(team).post(change(scheduled), sent).status_code == 302
    subject = "Quill: you are named in “Errors”"
    assert list(Email.objects.values_list("to", "subject")) == [("bo@example.org", subject)]
