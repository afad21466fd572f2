"""A chair who saves reads what speaks against the meeting's place from then on."""

import pytest
from allauth.account.models import EmailAddress

from events.meetings.conflicts import against
from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory, RoomFactory
from events.meetings.tests.forms import page, typed
from events.registration.tests.factories import RegistrationFactory
from people.models import Person

ELSEWHERE = "Bo Invented is needed in “Other” 12:00–13:00."


@pytest.fixture
def bo(sprint):
    """A participant who is needed elsewhere while Ann's meeting takes place."""
    person = RegistrationFactory(sprint=sprint, days=[], person__name="Bo Invented").person
    other = MeetingFactory(sprint=sprint, title="Other")
    MeetingPersonFactory(meeting=other, person=person, role="required")
    return person


@pytest.fixture
def save(scheduled, chair, client_of):
    """A function that sends a form of the meeting as it is, changed so, and gives what is said."""
    client = client_of(chair)

    def send(name, **changes):
        seen = client.get(page(name, scheduled)).context["form"].seen
        answer = client.post(page(name, scheduled), {**changes, "seen": seen}, follow=True)
        return [str(message) for message in answer.context["messages"]]

    return send


def test_a_clash_of_somebody_who_is_added_is_said_once(save, chair, bo):
    ann = {f"role_{chair.pk}": "chair"}
    said = save("people", **ann, new_1=bo.pk, as_1="required")
    assert said == ["The people are saved.", ELSEWHERE]
    assert save("people", **ann, **{f"role_{bo.pk}": "required"}) == ["The people are saved."]


def test_of_somebody_whom_the_list_hides_only_a_clash_is_said(save, chair, team, scheduled, bo):
    bo.registrations.update(listed="nobody", mode="remote", days=[])
    Person.objects.filter(pk=bo.pk).update(time_zone="Asia/Tokyo")
    Meeting.objects.filter(pk=scheduled.pk).update(mode="in_person")
    EmailAddress.objects.create(user=bo, email=bo.email, verified=True)
    said = save("people", **{f"role_{chair.pk}": "chair"}, email_1=bo.email, as_1="required")
    neutral = "Bo Invented is not available 12:00–13:00."
    assert said == ["The people are saved.", neutral]
    told = [one.sentence for one in against(scheduled, reader=chair) if one.about == "people"]
    assert told == [neutral]
    told = [one.sentence for one in against(scheduled, reader=team) if one.about == "people"]
    assert told == [
        ELSEWHERE,
        "Bo Invented takes part from afar, and this meeting is in person only.",
    ]


def test_a_room_that_no_longer_fits_is_said(save, sprint, scheduled):
    bare = RoomFactory(sprint=sprint, name="Cellar", equipment=[], capacity=5)
    Meeting.objects.filter(pk=scheduled.pk).update(room=bare, mode="in_person")
    said = save("edit", **typed(group=scheduled.group_id, needs=None, programme_note=""))
    assert said == [
        "Your changes are saved.",
        "Cellar has chairs for 5; 12 are expected.",
        "Cellar has no camera and microphone.",
    ]


def test_nothing_speaks_against_what_has_no_place(asked, chair, bo):
    MeetingPersonFactory(meeting=asked, person=bo, role="required")
    assert against(asked, reader=chair) == []
