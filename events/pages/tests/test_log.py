"""What the back office noted forgets whoever leaves, keeps what it tells of others, and who noted it."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from events.meetings.models import MeetingPerson
from events.meetings.tests.back_office import change, typed
from events.meetings.tests.factories import MeetingFactory
from events.pages.workflow import delete_account
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint, TeamMember
from events.sprints.tests.factories import TeamMemberFactory
from events.travel.tests.factories import OfferFactory
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
NAME = "Łucja O'Gone"


@pytest.fixture
def noted():
    """A function that notes something of a row that is there no longer, and gives the note."""
    somebody = PersonFactory()

    def note(label, message="", by=somebody):
        if not isinstance(message, str):
            message = json.dumps(message)
        return LogEntry.objects.create(
            user=by,
            content_type=ContentType.objects.get_for_model(Registration),
            object_id="77",
            object_repr=label,
            action_flag=CHANGE,
            change_message=message,
        )

    return note


def added(label):
    return [{"added": {"name": "chair", "object": label}}, {"changed": {"fields": ["Name"]}}]


def text_of(entry):
    entry.refresh_from_db()
    return entry.object_repr, entry.change_message


def test_a_role_that_was_taken_away_is_forgotten(client_of):
    member = TeamMemberFactory()
    person = RegistrationFactory(sprint=member.sprint, person__name=NAME).person
    meeting, client = MeetingFactory(sprint=member.sprint), client_of(member.person)
    row = {"named-TOTAL_FORMS": 1, "named-0-person": person.pk, "named-0-role": "chair"}
    client.post(change(meeting), typed(meeting, **row))
    meeting.refresh_from_db()
    row |= {"named-INITIAL_FORMS": 1, "named-0-id": meeting.named.get().pk}
    client.post(change(meeting), typed(meeting, **row, **{"named-0-DELETE": "on"}))
    assert not MeetingPerson.objects.exists()
    page = f"/admin/events/meeting/{meeting.pk}/history/"
    assert "O&#x27;Gone, chair" in client.get(page).content.decode()
    delete_account(person)
    history = client.get(page).content.decode()
    assert "Gone" not in history


@pytest.mark.parametrize(
    ("name", "label", "is_blanked"),
    [
        (NAME, f"{NAME}: yes", True),
        (NAME, f"{NAME} <ann@example.org>", True),
        (NAME, f"Portrait of {NAME}", True),
        (NAME, f"A talk with {NAME}.", True),
        (NAME, f"[{NAME}, 7", True),
        (NAME, f"{NAME}sky, desk", False),
        ("Al", "Al, desk", True),
        ("Al", "Al at Quill", True),
        ("Al", "Alice, desk", False),
        ("Al", "Al Gore, desk", False),
        ("Al", "A talk with Al Gore", False),
        ("Al", "Exported as XLSX: Al and others.", False),
    ],
)
def test_a_note_with_the_name_is_blanked(noted, name, label, is_blanked):
    row, below, message = noted(label), noted("Quill", added(label)), noted("Quill", label)
    delete_account(PersonFactory(name=name))
    assert text_of(row)[0] == ("A former participant" if is_blanked else label)
    assert text_of(below) == ("Quill", "" if is_blanked else json.dumps(added(label)))
    assert text_of(message) == ("Quill", "" if is_blanked else label)


@pytest.mark.parametrize("name", ["object", "added", "name", "[", ".*", "\\u0141", '"'])
def test_a_name_that_looks_like_what_notes_are_made_of_blanks_its_own_alone(noted, name):
    entry = noted("Quill", added("Bob, chair"))
    own = noted(f"{name} at Quill", added(f"{name}, chair"))
    delete_account(PersonFactory(name=name))
    assert text_of(entry) == ("Quill", json.dumps(added("Bob, chair")))
    assert text_of(own) == ("A former participant", "")


def test_notes_of_somebody_else_with_this_name_stay(noted):
    other = PersonFactory(name=NAME, call_name="")
    entry = noted(f"{NAME} at Quill", added(f"{NAME}, chair"))
    delete_account(PersonFactory(name=NAME))
    assert text_of(entry)[0] == f"{NAME} at Quill"
    delete_account(other)
    assert text_of(entry) == ("A former participant", "")


def test_what_people_call_somebody_is_forgotten_as_well(noted):
    entry = noted("Quill", added("Lulu"))
    delete_account(PersonFactory(name=NAME, call_name="Lulu"))
    assert text_of(entry) == ("Quill", "")


def test_every_label_with_a_name_of_one_word_is_known(noted):
    offer = OfferFactory(application__registration__person__name="Al")
    registration = offer.application.registration
    rows = [
        registration.person,
        registration,
        TeamMemberFactory(person=registration.person, role=TeamMember.Role.DESK),
        MeetingPerson.objects.create(
            meeting=MeetingFactory(sprint=registration.sprint), person=registration.person
        ),
        offer.application,
        offer,
    ]
    entries = [noted(str(row)) for row in rows]
    delete_account(registration.person)
    assert all("Al" not in text_of(entry)[0].split() for entry in entries)


def test_what_an_organizer_noted_outlasts_the_account(noted):
    member = TeamMemberFactory(sprint__state=Sprint.State.FINISHED, person__name=NAME)
    entry = noted(str(member.sprint), "Exported as CSV: Participants.", by=member.person)
    delete_account(member.person)
    assert text_of(entry) == (str(member.sprint), "Exported as CSV: Participants.")
    kept = entry.user
    kept.refresh_from_db()
    assert (kept.name, kept.is_active, kept.email) == ("A former participant", False, None)
