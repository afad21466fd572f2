"""Asking for a slot: who may, what is asked, what is refused with a sentence, what is kept."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from events.meetings.forms import RequestForm
from events.meetings.models import Meeting
from events.meetings.tests.forms import HUGE, LONG, kept, page, refused, request_page, typed
from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.models import InterestGroup
from people.tests.factories import GroupMemberFactory, PersonFactory

NO_GROUP = "Only whoever chairs an interest group asks for a slot."
NO_CHOICE = "Select a valid choice. That choice is not one of the available choices."
INVISIBLE = "Please leave out line breaks and invisible characters."
NULL = "Null characters are not allowed."


@pytest.fixture
def send(sprint, group, ann):
    """A function that sends the chair's form, by default filled in, and gives the answer."""

    def post(**changes):
        return ann.post(request_page(sprint), typed(**{"group": group.pk, **changes}))

    return post


def test_what_was_asked_for_is_stored_and_waits_for_the_team(send, sprint, group, chair):
    answer = send()
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer.url) == (302, meeting.get_absolute_url())
    stored = Meeting.objects.values(*typed(), "group", "sprint", "state", "starts_at").get()
    assert stored == typed() | {
        "expected_people": 12,
        "requested_minutes": 90,
        "group": group.pk,
        "sprint": sprint.pk,
        "state": "requested",
        "starts_at": None,
    }
    assert list(meeting.named.values_list("person", "role")) == [(chair.pk, "chair")]
    assert Email.objects.get().to == chair.email


def test_a_chair_who_may_book_goes_on_to_choose_a_slot(send, sprint, ann):
    Sprint.objects.update(chairs_may_book=True)
    assert b"On the next page you choose a free slot." in ann.get(request_page(sprint)).content
    assert send().url == page("move", Meeting.objects.get())


def test_the_only_group_is_chosen_already_and_of_two_one_chooses(sprint, group, chair, ann):
    assert ann.get(request_page(sprint)).context["form"]["group"].value() == group.pk
    GroupMemberFactory(person=chair, role="chair")
    form = ann.get(request_page(sprint)).context["form"]
    assert form["group"].value() is None
    assert refused(ann.post(request_page(sprint), typed())) == {
        "group": ["Please choose a group that you chair."]
    }


def test_the_team_asks_for_any_group_and_for_none(sprint, group, team, client_of):
    boss = client_of(team)
    assert boss.post(request_page(sprint), typed()).url == page("move", Meeting.objects.get())
    assert Meeting.objects.get().group is None
    boss.post(request_page(sprint), typed(group=group.pk))
    assert Meeting.objects.filter(group=group).count() == 1
    InterestGroup.objects.update(archived=True)
    sent = typed(group=group.pk)
    assert refused(boss.post(request_page(sprint), sent)) == {"group": [NO_CHOICE]}


def test_whoever_chairs_no_group_reads_how_to_become_a_chair(sprint, group, client_of):
    member = RegistrationFactory(sprint=sprint).person
    GroupMemberFactory(group=group, person=member)
    reviewer = TeamMemberFactory(sprint=sprint, role="reviewer").person
    for person in (member, reviewer, PersonFactory()):
        reader = client_of(person)
        answer = reader.get(request_page(sprint))
        assert answer.status_code == 403
        assert NO_GROUP in answer.content.decode()
        assert b'<a href="mailto:organizers@example.org">' in answer.content
        assert b"<textarea" not in answer.content
        assert reader.post(request_page(sprint), typed(group=group.pk)).status_code == 403
    assert Meeting.objects.count() == 0


def test_a_chair_who_does_not_take_part_is_led_to_the_registration(sprint, client_of):
    person = GroupMemberFactory(role="chair").person
    answer = client_of(person).get(request_page(sprint))
    assert answer.status_code == 403
    assert b"Please register for this sprint first." in answer.content
    assert b'<a href="/sprints/quill/register/">Register</a>' in answer.content


def test_a_sprint_that_is_over_plans_nothing(send, sprint, ann, team, client_of):
    Sprint.objects.update(state="finished")
    sentence = "The programme of this sprint no longer changes."
    for browser in (ann, client_of(team)):
        answer = browser.get(request_page(sprint))
        assert answer.status_code == 403
        assert sentence in answer.content.decode()
    answer = send()
    assert answer.status_code == 403
    assert answer.context["form"].errors == {"__all__": [sentence]}
    assert kept(answer, typed(needs=["camera", "whiteboard"]))
    assert Meeting.objects.count() == 0


def test_a_draft_is_nobodys_but_its_teams(ann, client_of):
    draft = SprintFactory(state="draft", announced_at=None, slug="hidden")
    assert ann.get(request_page(draft)).status_code == 404
    boss = client_of(TeamMemberFactory(sprint=draft, role="programme").person)
    assert boss.get(request_page(draft)).status_code == 200


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("title", "", "This field is required."),
        ("title", LONG, "Ensure this value has at most 200 characters (it has 10000)."),
        ("title", "a\0b", NULL),
        ("title", "a\u202eb", INVISIBLE),
        ("summary", LONG, "Ensure this value has at most 4000 characters (it has 10000)."),
        ("summary", "a\0b", NULL),
        ("requested_minutes", "4", "Ensure this value is greater than or equal to 5."),
        ("requested_minutes", HUGE, "Ensure this value is less than or equal to 720."),
        ("expected_people", HUGE, "Ensure this value is less than or equal to 10000."),
        ("expected_people", "-1", "Ensure this value is greater than or equal to 1."),
        ("join_url", "javascript:alert(1)", "Enter a valid URL."),
        ("join_url", "ftp://example.org/", "Please give an address that begins with https://."),
        ("mode", "", "Please choose how people come together."),
        ("visibility", "", "Please choose who may see it."),
        ("group", HUGE, NO_CHOICE),
    ],
)
def test_what_cannot_be_stored_gets_a_sentence(sprint, chair, name, value, sentence):
    data = typed(**{"group": chair.memberships.get().group_id, name: value})
    form = RequestForm(QueryDict(urlencode(data, doseq=True)), sprint=sprint, person=chair)
    assert form.errors == {name: [sentence]}


def test_what_was_typed_is_kept(send):
    wrong = {"kind": "secret", "visibility": "x", "mode": "x", "needs": ["camera", "pool"]}
    answer = send(**wrong, title=LONG)
    errors = refused(answer)
    assert sorted(errors) == sorted([*wrong, "title"])
    assert errors["needs"] == ["Select a valid choice. pool is not one of the available choices."]
    assert kept(answer, typed(**wrong, title=LONG))
    assert Meeting.objects.count() == 0


def test_only_a_meeting_of_a_group_is_for_its_members(sprint, team):
    form = RequestForm(typed(visibility="group"), sprint=sprint, person=team)
    assert "visibility" in form.errors
