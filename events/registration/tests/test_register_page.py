"""The form to register with: what it takes, what it refuses with a sentence, what it keeps."""

import pytest
from django.http import QueryDict

from events.registration.forms.participant import CONDUCT_CHANGED, RegisterForm
from events.registration.models import PrivateDetails, Registration
from events.registration.tests.factories import RegistrationFactory
from events.registration.tests.pages import HIDDEN, TYPED, address, answers, sentences
from events.sprints.models import Sprint
from events.sprints.tests.factories import SponsorshipFactory
from people.models import Organization

CLOSED = "Registration for this sprint is closed."
LONG = "x" * 10_000


@pytest.fixture
def look(open_sprint, person, client_of):
    return lambda: client_of(person).get(address("register", open_sprint))


def errors(answer):
    assert answer.status_code == 200
    assert Registration.objects.count() == 0
    return {name: list(sentences) for name, sentences in answer.context["form"].errors.items()}


@pytest.fixture
def wrong(open_sprint, person):
    """A function that gives the sentences about a filled-in form with these changes."""

    def ask(**changes):
        row = Registration(sprint=Sprint.objects.get(pk=open_sprint.pk), person=person)
        data = QueryDict(mutable=True)
        for name, answer in answers(open_sprint, **changes).items():
            data.setlist(name, answer if isinstance(answer, list) else [answer])
        return {
            name: list(found) for name, found in RegisterForm(data, instance=row).errors.items()
        }

    return ask


def test_what_was_answered_is_stored(send, open_sprint, person):
    answer = send(new_organization="Acme")
    assert (answer.status_code, answer.url) == (302, address("mine", open_sprint))
    registration = Registration.objects.get()
    asked = ("days", "first_time", "travels_from", "listed", "photo_consent", "conduct_version")
    stored = [getattr(registration, name) for name in asked]
    days = [open_sprint.starts_on.isoformat()]
    assert stored == [days, True, "CZ", "participants", "ask", "1"]
    assert (registration.person, registration.state) == (person, "confirmed")
    assert registration.mode == "in_person"
    assert [str(row) for row in registration.financing.all()] == ["Acme"]
    details = PrivateDetails.objects.values(*PrivateDetails.CONTENTS).get()
    assert details == TYPED


def test_the_open_page_tells_of_seats_and_of_what_happens_next(look, register, open_sprint):
    register(open_sprint)
    assert b"In person: 1 of 2 places free" in look().content
    register(open_sprint)
    register(open_sprint)
    page = look().content.decode()
    assert "In person: full, 1 waiting" in page
    assert "Otherwise you get a number in the queue" in page
    Sprint.objects.update(registration_mode="approval")
    page = look().content.decode()
    assert "The organizers look at each registration and write to you." in page
    assert "number in the queue" not in page


def test_the_closed_page_says_so_and_whom_to_ask(look, send):
    Sprint.objects.update(state="closed")
    answer = look()
    assert CLOSED in answer.content.decode()
    assert b'<a href="mailto:organizers@example.org">' in answer.content
    assert b"Who may read your name?" not in answer.content
    Sprint.objects.update(state="open", registration_mode="invitation")
    sentence = "This sprint is by invitation. Please write to the organizers."
    assert sentence in look().content.decode()
    assert errors(send()) == {"__all__": [sentence]}


def test_the_second_tab_is_led_to_my_page_with_a_sentence(send, look, open_sprint):
    send()
    assert look().url == address("mine", open_sprint)
    answer = send()
    assert (answer.status_code, answer.url) == (302, address("mine", open_sprint))
    assert sentences(answer) == ["You are already registered for this sprint."]
    assert Registration.objects.count() == 1


def test_a_form_left_open_while_registration_closes_is_refused_with_everything_kept(
    send, open_sprint
):
    Sprint.objects.update(state="closed")
    answer = send()
    assert errors(answer) == {"__all__": [CLOSED]}
    form = answer.context["form"]
    kept = {name: form[name].value() for name in answers(open_sprint)}
    assert kept == answers(open_sprint, conduct=True)
    page = answer.content.decode()
    assert page.count(CLOSED) == 1
    assert [text for text in TYPED.values() if text not in page] == []
    assert page.count(" checked") == 5  # how, the day, who may read, photos, conduct


def test_conduct_that_changed_meanwhile_is_asked_again(send, open_sprint):
    Sprint.objects.update(conduct_version="2")
    answer = send()
    assert errors(answer) == {"conduct": [CONDUCT_CHANGED]}
    form = answer.context["form"]
    assert (form["conduct"].value(), form["conduct_version"].value()) == (False, "2")
    assert form["diet"].value() == "vegan"
    send(conduct_version="2")
    assert Registration.objects.get().conduct_version == "2"


NO_DAY = "Please choose at least one day on which you come."
NOT_ONE = "Select a valid choice. {} is not one of the available choices."


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"days": None}, "days", NO_DAY),
        ({"days": ["2022-10-03"]}, "days", NOT_ONE.format("2022-10-03")),
        ({"coming": None}, "coming", "Please choose how you take part."),
        ({"coming": "hybrid"}, "coming", NOT_ONE.format("hybrid")),
        ({"listed": None}, "listed", "Please choose who may read your name."),
        ({"listed": "enemies"}, "listed", NOT_ONE.format("enemies")),
        ({"photo_consent": None}, "photo_consent", "Please choose whether you may be in photos."),
        ({"conduct": None}, "conduct", "Nobody takes part without accepting the code of conduct."),
        ({"organizations": ["999"]}, "organizations", NOT_ONE.format("999")),
        ({"organizations": ["a\0"]}, "organizations", "Null characters are not allowed."),
        ({"private_organizations": ["999"]}, "private_organizations", NOT_ONE.format("999")),
        ({"travels_from": "XX"}, "travels_from", NOT_ONE.format("XX")),
        ({"first_time": "perhaps"}, "first_time", NOT_ONE.format("perhaps")),
    ],
)
def test_each_wrong_answer_gets_its_sentence(wrong, changes, field, sentence):
    assert wrong(**changes) == {field: [sentence]}


@pytest.mark.parametrize(("mode", "asked"), [("remote", "in_person"), ("in_person", "remote")])
def test_a_mode_that_this_sprint_has_not_is_refused(wrong, open_sprint, mode, asked):
    Sprint.objects.update(mode=mode)
    assert wrong(coming=asked) == {"coming": [NOT_ONE.format(asked)]}


@pytest.mark.parametrize("field", sorted({*TYPED, "new_organization"} - {"tshirt"}))
def test_too_long_an_answer_or_a_null_character_is_refused(wrong, field):
    [[sentence]] = wrong(**{field: LONG}).values()
    assert "at most" in sentence
    [sentences] = wrong(**{field: "a\0b"}).values()
    assert "Null characters are not allowed." in sentences


def test_fields_that_the_form_does_not_show_change_nothing(send, register, open_sprint, person):
    seated = [register(open_sprint), register(open_sprint)]
    other = RegistrationFactory()
    asked_for = {"auto_accept", "photo_consent", "photo_name_consent", "travels_from"}
    left_out = asked_for | {"conduct_version", "id"}
    tampered = {name: HIDDEN[name] for name in HIDDEN.keys() - left_out}
    tampered |= {"person": seated[0].person_id, "sprint": other.sprint_id, "mode": "remote"}
    send(**tampered, roles=["staff"], attended="yes", purged_at="2000-01-01 00:00")
    row = Registration.objects.get(person=person)
    plain = Registration(sprint=open_sprint, person=person, mode="in_person")
    plain.state, plain.queue_no = "waitlisted", 1
    now = {"conduct_accepted_at", "created_at"}
    for name in [*tampered.keys() - now, "roles", "attended"]:
        if hasattr(plain, name):
            assert getattr(row, name) == getattr(plain, name), name
    for name in now:
        assert (getattr(row, name) - seated[0].created_at).total_seconds() < 60
    assert row.private_details.purged_at is None


def test_nothing_is_chosen_for_me(look):
    answer = look()
    form = answer.context["form"]
    asked = ("listed", "photo_consent", "coming")
    assert not any(form[name].value() for name in asked)
    assert b" checked" not in answer.content


def test_an_organization_is_added_once_whatever_its_case(send, register, open_sprint):
    acme, other = (
        SponsorshipFactory(sprint=open_sprint, organization__name=name).organization
        for name in ("Acme", "Other")
    )
    send(new_organization=" aCME ", organizations=[other.pk, acme.pk])
    financing = Registration.objects.get().financing.all()
    assert sorted(map(str, financing)) == ["Acme", "Other"]
    register(open_sprint, payers={"New One": False})
    register(open_sprint, payers={"NEW ONE": False})
    names = Organization.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["Acme", "Other", "New One"]


def test_the_summary_of_errors_links_to_each_field_in_the_order_of_the_page(send):
    answer = send(coming=None, listed=None, photo_consent=None, conduct=None, note=LONG)
    page = answer.content.decode()
    targets = [part.split('"')[0] for part in page.split('<a href="#')[1:]]
    assert targets == ["id_coming_0", "id_note", "id_listed_0", "id_photo_consent_0", "id_conduct"]
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_nobody_registers_without_logging_in_or_for_a_draft(client, send, open_sprint):
    answer = client.post(address("register", open_sprint), answers(open_sprint))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")
    Sprint.objects.update(state="draft", announced_at=None)
    assert send().status_code == 404
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(("before", "most"), [(0, 30), (5, 44)], ids=["free seat", "full"])
def test_registering_costs_few_queries(send, register, before, most, django_assert_max_num_queries):
    """With a new organization, private details and the email; savepoints are counted."""
    for _ in range(before):
        register(Sprint.objects.get())
    with django_assert_max_num_queries(most):
        assert send(new_organization="Acme", from_afar_meanwhile="on").status_code == 302
    state = Registration.objects.latest("pk").state
    assert state == ("waitlisted" if before else "confirmed")
