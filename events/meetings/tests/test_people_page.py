"""The people of a meeting: roles, more people by name or by address, and what is refused."""

import pytest
from allauth.account.models import EmailAddress

from events.meetings import workflow
from events.meetings.forms import PeopleForm
from events.meetings.models import MeetingPerson
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.meetings.tests.forms import HUGE, LONG, page, refused
from events.registration.tests.factories import RegistrationFactory
from people.tests.factories import PersonFactory

NO_ACCOUNT = "Nobody has an account with this e-mail address and has confirmed it."
CHANGED = "Somebody else has changed the people of this meeting meanwhile. Please look again."


@pytest.fixture
def meeting(sprint, group, chair):
    row = MeetingFactory(sprint=sprint, group=group)
    MeetingPersonFactory(meeting=row, person=chair)
    return row


@pytest.fixture
def bo(sprint):
    """A participant whom everybody may see listed."""
    return RegistrationFactory(sprint=sprint, person__name="Bo Invented").person


@pytest.fixture
def send(meeting, chair, client_of):
    """A function that sends the form as it is now with Ann as the chair, and what is given."""
    client = client_of(chair)

    def post(**answers):
        seen = client.get(page("people", meeting)).context["form"].seen
        sent = {f"role_{chair.pk}": "chair", "seen": seen, **answers}
        return client.post(page("people", meeting), sent)

    return post


def named(meeting):
    return dict(meeting.named.values_list("person__name", "role"))


def with_account(person):
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def test_people_are_added_by_name_and_by_address(send, meeting, bo):
    guest = with_account(PersonFactory(name="Gus Guest", email="gus@example.org"))
    cy = RegistrationFactory(sprint=meeting.sprint, person__name="Cy Invented").person
    others = {"new_2": cy.pk, "email_3": " GUS@example.org ", "as_3": "presenter"}
    answer = send(new_1=bo.pk, as_1="required", **others)
    assert (answer.status_code, answer.url) == (302, page("people", meeting))
    assert named(meeting) == {
        "Ann Lee": "chair",
        "Bo Invented": "required",
        "Cy Invented": "invited",
        guest.name: "presenter",
    }


def test_roles_change_and_end(send, meeting, bo):
    other = MeetingPersonFactory(meeting=meeting, role="required", person__name="Cy").person
    MeetingPersonFactory(meeting=meeting, person=bo, role="invited")
    send(**{f"role_{bo.pk}": "presenter", f"role_{other.pk}": "leaves"})
    assert named(meeting) == {"Ann Lee": "chair", "Bo Invented": "presenter"}


def test_a_meeting_keeps_a_chair(send, meeting, chair):
    answer = send(**{f"role_{chair.pk}": "leaves"})
    assert refused(answer) == {"__all__": ["A meeting needs a chair."]}
    assert answer.context["form"][f"role_{chair.pk}"].value() == "leaves"
    assert named(meeting) == {"Ann Lee": "chair"}


def test_whoever_hands_the_chair_to_others_is_led_to_the_sprint(meeting, bo, client_of):
    meeting.group = None
    meeting.save()
    leaving = MeetingPersonFactory(meeting=meeting).person
    meeting.named.exclude(person=leaving).delete()
    seen = opened(meeting, leaving, client_of)
    answers = {f"role_{leaving.pk}": "leaves", "new_1": bo.pk, "as_1": "chair", "seen": seen}
    answer = client_of(leaving).post(page("people", meeting), answers, follow=True)
    assert answer.redirect_chain == [(meeting.sprint.get_absolute_url(), 302)]
    assert b"The people are saved." in answer.content
    assert named(meeting) == {"Bo Invented": "chair"}


def test_only_names_that_the_chair_may_read_are_offered(send, meeting, bo, chair, client_of):
    hidden = RegistrationFactory(sprint=meeting.sprint, listed="nobody").person
    elsewhere = RegistrationFactory().person
    waiting = RegistrationFactory(sprint=meeting.sprint, state="waitlisted", queue_no=1).person
    form = client_of(chair).get(page("people", meeting)).context["form"]
    assert form.fields["new_1"].choices == [("", "Choose …"), (str(bo.pk), "Bo Invented")]
    for person in (hidden, elsewhere, waiting):
        sentence = f"Select a valid choice. {person.pk} is not one of the available choices."
        assert refused(send(new_1=person.pk)) == {"new_1": [sentence]}
    assert named(meeting) == {"Ann Lee": "chair"}


def test_an_address_tells_nothing_of_accounts_that_nobody_confirmed(send, meeting):
    PersonFactory(email="unconfirmed@example.org")
    gone = with_account(PersonFactory(email="gone@example.org", is_active=False))
    for email in ("unconfirmed@example.org", gone.email, "nobody@example.org"):
        assert refused(send(email_1=email)) == {"email_1": [NO_ACCOUNT]}
    assert named(meeting) == {"Ann Lee": "chair"}


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("email_1", "a\u200bb@example.org", NO_ACCOUNT),
        ("email_1", "a\0b", "Null characters are not allowed."),
        ("new_1", HUGE, f"Select a valid choice. {HUGE} is not one of the available choices."),
        ("as_1", "boss", "Select a valid choice. boss is not one of the available choices."),
    ],
)
def test_what_names_nobody_gets_a_sentence(meeting, chair, name, value, sentence):
    seen = PeopleForm(meeting=meeting, reader=chair).version
    sent = {f"role_{chair.pk}": "chair", "seen": seen, name: value}
    form = PeopleForm(sent, meeting=meeting, reader=chair)
    assert form.errors == {name: [sentence]}


def test_a_role_of_somebody_who_is_not_named_or_that_there_is_not(send, meeting, chair):
    assert refused(send(role_999999999="chair")) == {"__all__": [CHANGED]}
    sentence = "Select a valid choice. boss is not one of the available choices."
    answer = send(**{f"role_{chair.pk}": "boss", "email_1": LONG})
    assert refused(answer) == {f"role_{chair.pk}": [sentence], "email_1": [NO_ACCOUNT]}
    assert answer.context["form"]["email_1"].value() == LONG
    assert named(meeting) == {"Ann Lee": "chair"}


def test_nobody_is_named_twice(send, meeting, bo, chair):
    with_account(chair)
    with_account(bo)
    twice = "This person is named already."
    assert refused(send(email_1=chair.email)) == {"new_1": [twice]}
    assert refused(send(new_1=bo.pk, new_2=bo.pk)) == {"new_2": [twice]}
    assert refused(send(new_1=bo.pk, email_2=bo.email)) == {"new_2": [twice]}
    both = "Choose a name or type an address, not both."
    assert refused(send(new_1=bo.pk, email_1=bo.email)) == {"email_1": [both]}
    assert named(meeting) == {"Ann Lee": "chair"}


def test_a_stale_form_neither_drops_nor_brings_back_anybody(send, meeting, bo, chair, client_of):
    seen = opened(meeting, chair, client_of)
    added = MeetingPersonFactory(meeting=meeting, role="required").person
    answer = send(new_1=bo.pk, seen=seen)
    sentence = "Named by somebody else meanwhile. Please choose."
    assert refused(answer) == {f"role_{added.pk}": [sentence], "__all__": [CHANGED]}
    assert answer.context["form"]["new_1"].value() == str(bo.pk)
    seen = opened(meeting, chair, client_of)
    MeetingPerson.objects.filter(person=added).delete()
    answer = send(**{f"role_{added.pk}": "required", "new_1": bo.pk, "seen": seen})
    assert refused(answer) == {"__all__": [CHANGED]}
    assert named(meeting) == {"Ann Lee": "chair"}


def opened(meeting, chair, client_of):
    """What the form sends as seen if it is opened now."""
    return client_of(chair).get(page("people", meeting)).context["form"].seen


def test_a_role_that_somebody_else_gave_is_shown_before_it_is_replaced(
    send, meeting, bo, chair, client_of
):
    MeetingPersonFactory(meeting=meeting, person=bo, role="invited")
    seen = opened(meeting, chair, client_of)
    MeetingPerson.objects.filter(person=bo).update(role="required")
    mine = {f"role_{bo.pk}": "invited"}
    answer = send(**mine, seen=seen)
    said = {"__all__": [CHANGED], f"role_{bo.pk}": ["Saved meanwhile: required."]}
    assert refused(answer) == said
    assert named(meeting) == {"Ann Lee": "chair", "Bo Invented": "required"}
    assert send(**mine, seen=answer.context["form"].seen).status_code == 302
    assert named(meeting) == {"Ann Lee": "chair", "Bo Invented": "invited"}


def test_who_is_named_at_the_same_moment_is_not_lost(send, meeting, bo, monkeypatch):
    """Between the form's look and the verb's own, under its lock."""
    name_people = workflow.name_people

    def name_after_another(*arguments, **more):
        monkeypatch.undo()
        MeetingPersonFactory(meeting=meeting, person__name="Kim Other", role="required")
        return name_people(*arguments, **more)

    monkeypatch.setattr(workflow, "name_people", name_after_another)
    assert refused(send(new_1=bo.pk))["__all__"] == [CHANGED]
    assert named(meeting) == {"Ann Lee": "chair", "Kim Other": "required"}


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_few_and_for_many(
    meeting, chair, client_of, django_assert_num_queries, number
):
    for _ in range(number):
        RegistrationFactory(sprint=meeting.sprint)
        MeetingPersonFactory(meeting=meeting, role="invited")
    client = client_of(chair)
    with django_assert_num_queries(8):
        assert client.get(page("people", meeting)).status_code == 200
