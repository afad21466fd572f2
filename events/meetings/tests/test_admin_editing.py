"""The form of a meeting in the back office: what it stores, and that of two nobody loses anything."""

import pytest

from events.meetings.admin.forms import version_of_meeting
from events.meetings.models import Meeting
from events.meetings.tests.back_office import change, typed, typed_people
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    RoomFactory,
)
from events.meetings.workflow.preparing import CHANGED
from events.registration.tests.factories import RegistrationFactory
from people.models import InterestGroup
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
JOIN_URL = "https://meet.example.org/secret"


def test_texts_are_written_through_the_workflow_and_its_place_is_read_only(client_of, team_member):
    meeting = MeetingFactory(sprint=team_member.sprint, visibility="participants")
    before = (meeting.starts_at, meeting.room, meeting.state)
    other = RoomFactory(sprint=meeting.sprint)
    texts = {"title": "New title", "visibility": "public", "needs": ["camera"]}
    slot = {"state": "held", "room": other.pk, "starts_at_0": "2030-01-01"}
    data = typed(meeting, join_url=JOIN_URL, **texts, **slot)
    assert client_of(team_member.person).post(change(meeting), data).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title, meeting.needs, meeting.join_url) == ("New title", ["camera"], JOIN_URL)
    assert (meeting.starts_at, meeting.room, meeting.state) == before
    assert (meeting.sequence, meeting.public_since is not None) == (1, True)  # strangers see it now


def test_bad_input_gets_a_sentence_and_loses_nothing(client_of, team_member):
    meeting = MeetingFactory(sprint=team_member.sprint)
    wrong = {"title": "two\nlines", "needs": ["a pony"], "join_url": "javascript:alert(1)"}
    people = typed_people(meeting, ("", "x", "chair"))
    data = typed(meeting, wishes="Typed with care", **wrong) | people
    answer = client_of(team_member.person).post(change(meeting), data)
    assert set(answer.context["adminform"].form.errors) == set(wrong)
    formset = answer.context["inline_admin_formsets"][0].formset
    assert "valid choice." in str(formset.errors)
    assert "Typed with care" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.wishes == ""


def test_a_superuser_keeps_groups_in_meetings_of_any_sprint(client_of):
    meeting, group = MeetingFactory(), InterestGroupFactory()
    root = PersonFactory(is_superuser=True)
    client_of(root).post(change(meeting), typed(meeting, group=group.pk, visibility="group"))
    meeting.refresh_from_db()
    assert (meeting.group, meeting.visibility) == (group, "group")


def test_the_programme_team_names_nobody_whom_a_confidential_group_hides(client_of, team_member):
    group = InterestGroupFactory(confidential=True)
    secret, open_one = (GroupMemberFactory(group=group).person for _ in range(2))
    meeting = MeetingFactory(sprint=team_member.sprint, group=group)
    client = client_of(team_member.person)
    assert secret.name not in client.get(change(meeting)).content.decode()
    InterestGroup.objects.update(confidential=False)
    RegistrationFactory(person=open_one, listed="everybody")
    page = client.get(change(meeting)).content.decode()
    assert (secret.name in page, open_one.name in page) == (False, True)
    GroupMemberFactory(group=group, person=team_member.person)
    assert secret.name in client.get(change(meeting)).content.decode()


@pytest.fixture
def two_at_once(client_of, team_member):
    """Functions that send the form which two people opened at the same moment."""
    meeting = MeetingFactory(sprint=team_member.sprint, title="Parser")
    fresh = typed(meeting)

    def sender(person):
        client = client_of(person)
        return lambda **changes: client.post(change(meeting), fresh | changes)

    return sender(team_member.person), sender(PersonFactory(is_superuser=True))


def test_the_second_of_two_gets_both_versions_and_nothing_is_lost(two_at_once):
    first, second = two_at_once
    theirs = {"title": "<b>Theirs</b>", "needs": ["projector"], "visibility": "invited"}
    assert first(title="Mine", seen="").status_code == 200  # a version that is none is stale
    assert first(**theirs, wishes="Late").status_code == 302
    answer = second(title="Mine", programme_note="Bring a pen.", wishes="Late")
    errors = answer.context["adminform"].form.errors
    assert errors.pop("__all__") == [
        CHANGED,
        "Saved meanwhile, people: (none)",
        "Saved meanwhile, agenda: (none)",
    ]
    assert errors == {
        "title": ["Saved meanwhile: <b>Theirs</b>"],
        "needs": ["Saved meanwhile: Projector"],
        "visibility": ["Saved meanwhile: people of the meeting"],
        "programme_note": ["Saved meanwhile: (empty)"],
    }
    text = answer.content.decode()
    assert "Saved meanwhile: &lt;b&gt;Theirs&lt;/b&gt;" in text
    assert 'value="Mine"' in text
    assert 'value="Bring a pen."' in text
    assert f'name="seen" value="{version_of_meeting(Meeting.objects.get())}"' in text
    assert Meeting.objects.get().title == "<b>Theirs</b>"


def test_people_and_agenda_of_another_are_shown_before_they_are_replaced(two_at_once):
    first, _ = two_at_once
    meeting = Meeting.objects.get()
    row = MeetingPersonFactory(meeting=meeting, person__name="Bo Invented", role="invited")
    point = AgendaItemFactory(meeting=meeting, title="Welcome", minutes=None)
    sent = typed_people(meeting, (row.pk, row.person_id, "presenter"))
    sent["seen"] = version_of_meeting(meeting)
    row.role, point.minutes = "required", 5
    row.save()
    point.save()
    answer = first(**sent)
    form = answer.context["adminform"].form
    assert form.errors["__all__"] == [
        CHANGED,
        "Saved meanwhile, people: Bo Invented (required)",
        "Saved meanwhile, agenda: Welcome (5 min)",
    ]
    row.refresh_from_db()
    assert row.role == "required"
    assert first(**sent | {"seen": form.seen}).status_code == 302
    row.refresh_from_db()
    assert row.role == "presenter"
