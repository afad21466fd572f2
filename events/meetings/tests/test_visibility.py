"""Who may see a meeting and the names in it: asked for every part, visibility and state."""

import pytest

from events.meetings import rules
from events.meetings.models import Meeting
from events.meetings.tests.cast import TEAM, Cast
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from people.tests.factories import PersonFactory

PLACING = {"organizer", "programme", "superuser"}
PREPARING = {*PLACING, "group_chair", "named_chair"}
TAKING_PART = {"participant", "waiting_remote", *TEAM}
SEEN_BY = {
    "participants": {*PREPARING, "invited", *TAKING_PART},
    "group": {*PREPARING, "invited", "member"},
    "invited": {*PREPARING, "invited"},
}

pytestmark = pytest.mark.django_db


def sees(meeting):
    return lambda person: Meeting.objects.visible_to(person).filter(pk=meeting.pk).exists()


def test_what_stands_in_the_programme_is_seen_as_its_visibility_says():
    cast = Cast()
    for state in ("scheduled", "held", "cancelled"):
        assert cast.who(sees(cast.meeting(state=state))) == set(cast.people)
        for visibility, readers in SEEN_BY.items():
            assert cast.who(sees(cast.meeting(state=state, visibility=visibility))) == readers


def test_what_never_stood_in_the_programme_is_seen_by_who_asked_and_prepares_it():
    cast = Cast()
    for state in ("requested", "declined", "withdrawn"):
        for visibility in Meeting.Visibility.values:
            meeting = cast.meeting(state=state, visibility=visibility)
            assert cast.who(sees(meeting)) == {*PREPARING, "requester"}


def test_who_once_asked_neither_sees_nor_joins_what_is_placed_without_them():
    cast = Cast()
    requester = cast.people["requester"]
    RegistrationFactory(sprint=cast.sprint, person=requester)
    for visibility in ("group", "invited"):
        meeting = cast.meeting(visibility=visibility)
        assert not rules.may_see(requester, meeting)
        assert not rules.may_join(requester, meeting)


def test_of_a_draft_its_team_alone_sees_meetings():
    cast = Cast(state=Sprint.State.DRAFT, announced_at=None)
    expected = {
        "public": {*TEAM, "superuser"},
        "participants": {*TEAM, "superuser"},
        "group": PLACING,
        "invited": PLACING,
    }
    for visibility, readers in expected.items():
        assert cast.who(sees(cast.meeting(visibility=visibility))) == readers
    assert cast.who(sees(cast.meeting(state="requested"))) == PLACING


def test_a_row_knows_what_the_filters_know_of_the_programme():
    cast = Cast()
    for state in (*Meeting.State.values, "withdrawn"):
        for visibility in Meeting.Visibility.values:
            cast.meeting(state=state, visibility=visibility)
    rows = Meeting.objects.all()
    in_programme = {row for row in rows if row.is_in_programme}
    assert {row.state for row in in_programme} == {"scheduled", "held", "cancelled"}
    assert set(Meeting.objects.in_programme()) == in_programme
    public = {row for row in in_programme if row.visibility == "public"}
    assert set(Meeting.objects.public()) == {row for row in rows if row.is_public} == public


def test_each_meeting_is_found_once_however_many_reasons_there_are_to_see_it():
    cast = Cast()
    meeting = cast.meeting()
    person = cast.people["organizer"]
    cast.group.members.create(person=person, role="chair")
    meeting.named.create(person=person, role="required")
    meeting.requested_by = person
    meeting.save()
    assert list(Meeting.objects.visible_to(person)) == [meeting]


def test_a_meeting_without_a_group_has_no_members():
    cast = Cast()
    meeting = MeetingFactory(sprint=cast.sprint, visibility="invited")
    assert cast.who(sees(meeting)) == PLACING


def test_the_named_are_shown_as_they_chose_to_be_listed():
    meeting = MeetingFactory()
    shown = RegistrationFactory(sprint=meeting.sprint, listed="everybody").person
    shy = RegistrationFactory(sprint=meeting.sprint, listed="nobody").person
    for person in (shown, shy, PersonFactory()):
        MeetingPersonFactory(meeting=meeting, person=person)
    stranger = PersonFactory()
    assert [row.person for row in rules.named_for(stranger, meeting)] == [shown]
    assert {row.person for row in rules.named_for(shy, meeting)} == {shown, shy}


def test_members_read_their_group_and_others_who_is_listed():
    cast = Cast()
    listed = RegistrationFactory(sprint=cast.sprint, listed="everybody").person
    cast.group.members.create(person=listed)
    everybody = {cast.people["member"], cast.people["group_chair"], listed}

    def read_by(name):
        return {row.person for row in rules.members_for(cast.people[name], cast.group)}

    assert read_by("member") == read_by("superuser") == everybody
    assert read_by("stranger") == read_by("anonymous") == {listed}
    cast.group.confidential = True
    assert read_by("member") == everybody
    assert read_by("stranger") == set()
