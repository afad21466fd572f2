"""A sprint whose days change: its programme moves along, or says what is in the way."""

import datetime

import pytest

from events.lifecycle import Refused
from events.meetings import workflow
from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory, at, slot_at
from events.outbox import Email
from events.pages import workflow as pages
from events.pages.tests.test_sprint_admin import account, change, typed
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from events.tests import clock

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def organizer(sprint):
    return TeamMemberFactory(sprint=sprint, person=account("olga@example.org")).person


def moved(sprint, by, *, first, last):
    """Store the sprint with its first and its last day later by so many days."""
    edited = Sprint.objects.get(pk=sprint.pk)
    edited.starts_on += first * DAY
    edited.ends_on += last * DAY
    pages.change_sprint(edited, by=by)


def test_the_programme_moves_with_the_first_day_at_the_same_hours(sprint, scheduled, organizer):
    """The sprint moves over the end of summer time: noon in Prague stays noon."""
    before = Meeting.objects.get(pk=scheduled.pk)
    moved(sprint, organizer, first=28, last=28)
    after = Meeting.objects.get(pk=scheduled.pk)
    later = 28 * DAY + datetime.timedelta(hours=1)
    assert (after.starts_at, after.ends_at) == (before.starts_at + later, before.ends_at + later)
    assert (after.room, after.state, after.sequence) == (before.room, "scheduled", 1)
    last = after.changes.latest("pk")
    assert (last.kind, last.by) == ("moved", organizer)


@pytest.mark.parametrize(("first", "last"), [(0, 2), (0, -1)])
def test_a_sprint_that_begins_as_before_keeps_its_programme(
    sprint, scheduled, organizer, first, last
):
    moved(sprint, organizer, first=first, last=last)
    after = Meeting.objects.get(pk=scheduled.pk)
    assert (after.starts_at, after.sequence) == (scheduled.starts_at, 0)


def test_nobody_reads_of_each_meeting_beside_the_email_about_the_sprint(
    sprint, scheduled, organizer
):
    MeetingPersonFactory(meeting=scheduled, role="required")
    moved(sprint, organizer, first=7, last=7)
    before = Email.objects.count()
    with clock.at("2030-09-01T10:00:00+00:00"):
        assert workflow.tell_changes() == "0 emails about changed meetings written"
    assert Email.objects.count() == before


def test_a_change_that_was_not_told_yet_is_still_told(sprint, room, scheduled, team, organizer):
    workflow.move(scheduled, slot_at(room, 14), by=team)
    MeetingPersonFactory(meeting=scheduled, role="required")
    moved(sprint, organizer, first=7, last=7)
    with clock.at("2030-09-01T10:00:00+00:00"):
        assert workflow.tell_changes() != "0 emails about changed meetings written"


def test_what_is_asked_for_held_or_cancelled_stays(sprint, organizer):
    rows = [MeetingFactory(sprint=sprint, state=state) for state in ("held", "cancelled")]
    MeetingFactory(sprint=sprint, state="requested")
    moved(sprint, organizer, first=7, last=7)
    for row in rows:
        assert Meeting.objects.get(pk=row.pk).starts_at == row.starts_at


@pytest.mark.usefixtures("open_door")
@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((0,), ""),
        ((3,), "1 meeting of the programme would then lie outside the sprint. Move or cancel"),
        ((3, 4), "2 meetings of the programme would then lie outside the sprint."),
    ],
)
def test_a_shorter_sprint_says_how_many_meetings_are_in_the_way(
    client_of, sprint, organizer, days, sentence
):
    for day in days:
        MeetingFactory(sprint=sprint, starts_at=at(sprint, 10, day=day))
    data = typed(sprint, ends_on=(sprint.starts_on + 2 * DAY).isoformat())
    response = client_of(organizer).post(change(sprint), data)
    assert sentence in response.content.decode()
    assert response.status_code == (200 if sentence else 302)


def test_the_verb_asks_again_and_moves_nothing(sprint, organizer):
    meeting = MeetingFactory(sprint=sprint, starts_at=at(sprint, 10, day=4))
    with pytest.raises(Refused, match=r"^1 meeting of the programme would then lie outside"):
        moved(sprint, organizer, first=1, last=0)
    meeting.refresh_from_db()
    assert meeting.starts_at == at(sprint, 10, day=4)


@pytest.mark.usefixtures("open_door")
def test_what_lies_outside_already_hinders_no_other_change(client_of, sprint, organizer):
    MeetingFactory(sprint=sprint, starts_at=at(sprint, 10, day=20))
    client_of(organizer).post(change(sprint), typed(sprint, tagline="Bring a pen"))
    sprint.refresh_from_db()
    assert sprint.tagline == "Bring a pen"
