"""My page, my profile, my data, and leaving."""

import json

import pytest

from events.outbox import send_text
from events.pages.tests.test_public_pages import words
from events.photos.tests.factories import PhotoFactory
from events.photos.tests.uploads import running_sprint
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.forms import ProfileForm
from people.models import Person
from people.tests.factories import PersonFactory
from people.workflow import delete_account

pytestmark = pytest.mark.django_db
PROFILE = {
    "name": "Ada Lovelace",
    "sort_name": "",
    "call_name": "Ada",
    "introduction": "Writes programs.",
    "github": "ada",
    "time_zone": "Europe/London",
}


@pytest.mark.parametrize("page", ["", "edit/", "neighbours/", "export/", "delete/"])
def test_my_pages_want_a_log_in(client, page):
    response = client.get(f"/people/me/{page}")
    assert response["Location"] == f"/accounts/login/?next=/people/me/{page}"


def test_my_page_before_anything_has_happened(client_of):
    text = words(client_of(PersonFactory(name="Ada", email="ada@example.org")).get("/people/me/"))
    assert text.startswith("My page Ada ada@example.org")
    assert "You take part in no sprint yet." in text


def test_my_page_lists_my_sprints_and_teams(client_of):
    person = PersonFactory()
    RegistrationFactory(person=person, sprint=SprintFactory(name="The sprint"), mode="remote")
    TeamMemberFactory(person=person, sprint=SprintFactory(name="The other"), role="reviewer")
    text = words(client_of(person).get("/people/me/"))
    assert "My sprints The sprint" in text
    assert "remote" in text
    assert "My teams The other Reviewer" in text


@pytest.mark.parametrize(
    ("state", "sent", "shown"),
    [
        ("confirmed", False, True),
        ("pending", False, False),
        ("cancelled", False, False),
        ("cancelled", True, True),
    ],
)
def test_the_way_to_my_photos_is_shown_to_whoever_sent_or_can_send_some(
    client_of, state, sent, shown
):
    row = RegistrationFactory(sprint=running_sprint(), state=state)
    if sent:
        PhotoFactory(sprint=row.sprint, uploaded_by=row.person)
    link = f'href="/sprints/{row.sprint.slug}/photos/mine/"'
    assert (link in client_of(row.person).get("/people/me/").content.decode()) is shown


def test_a_profile_is_saved_and_tells_nothing_else(client_of):
    person = PersonFactory(email="ada@example.org")
    tampered = {"email": "root@example.org", "is_superuser": "on", "is_active": "", "sort_key": "a"}
    response = client_of(person).post("/people/me/edit/", PROFILE | tampered)
    assert response["Location"] == "/people/me/"
    person.refresh_from_db()
    assert {field: getattr(person, field) for field in PROFILE} == PROFILE
    assert (person.email, person.is_superuser, person.is_active) == ("ada@example.org", False, True)
    assert person.sort_key == "lovelace\x1fada\x1fAda Lovelace"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "Ada\0", "Null characters are not allowed."),
        ("sort_name", "\u2066x", "Please leave out line breaks and invisible characters."),
        ("time_zone", "../../etc/passwd", "is not the name of a time zone"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(client_of, field, value, sentence):
    person = PersonFactory(name="Before")
    response = client_of(person).post("/people/me/edit/", PROFILE | {field: value})
    assert response.status_code == 200
    assert sentence in words(response)
    kept = {name: response.context["form"][name].value() for name in PROFILE}
    assert kept == PROFILE | {field: value}
    person.refresh_from_db()
    assert person.name == "Before"


@pytest.fixture
def save_profile_while(client_of, monkeypatch):
    """A function that saves a profile, while something else happens to the account."""

    def save(person, meanwhile):
        client, valid = client_of(person), ProfileForm.is_valid

        def is_valid(form):
            meanwhile()
            return valid(form)

        monkeypatch.setattr(ProfileForm, "is_valid", is_valid)
        return client.post("/people/me/edit/", PROFILE)["Location"]

    return save


def test_a_password_that_changes_while_the_profile_is_saved_stays_changed(save_profile_while):
    person = PersonFactory()
    save_profile_while(person, lambda: Person.objects.update(password="the new one"))
    person.refresh_from_db()
    assert (person.name, person.password) == ("Ada Lovelace", "the new one")


def test_saving_the_profile_does_not_bring_back_whoever_has_left(save_profile_while):
    person = PersonFactory()
    assert save_profile_while(person, lambda: delete_account(person)) == "/"
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Lily Briscoe", "You will stand between Ada Adams and Zoe Zander."),
        ("A A", "You will stand first, before Ada Adams."),
        ("Zz Top Zz", "You will stand at the end, after Zoe Zander."),
    ],
)
def test_while_typing_a_name_the_form_says_where_it_will_stand(client_of, typed, sentence):
    sprint = SprintFactory()
    for name in ("Ada Adams", "Zoe Zander"):
        RegistrationFactory(sprint=sprint, person__name=name)
    RegistrationFactory(sprint=sprint, person__name="Hidden Hyde", listed="nobody")
    client = client_of(PersonFactory(name="Lily Briscoe"))
    answer = client.get("/people/me/neighbours/", {"name": typed})
    assert " ".join(answer.content.decode().split(">", 1)[1].split("<")[0].split()) == sentence


def test_where_nobody_is_listed_the_form_says_how_names_are_sorted(client_of):
    text = words(client_of(PersonFactory()).get("/people/me/edit/"))
    assert "Lists sort you under the last word of your name." in text


def test_all_my_data_is_mine_to_take(client_of):
    row = RegistrationFactory(person__email="ada@example.org", roles=["guest"])
    TeamMemberFactory(person=row.person, sprint=row.sprint)
    RegistrationFactory()
    for address in ("ada@example.org", "eve@example.org"):
        send_text(address, f"Hello {address}", "An email")
    response = client_of(row.person).get("/people/me/export/")
    data, slug = json.loads(response.content), row.sprint.slug
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert data["person"]["profile"]["email"] == "ada@example.org"
    assert data["sprints"]["team_roles"] == [{"sprint__slug": slug, "role": "organizer"}]
    assert [(one["sprint"], one["roles"]) for one in data["registrations"]] == [(slug, ["guest"])]
    assert [email["subject"] for email in data["emails"]] == ["Hello ada@example.org"]
    assert row.person.password not in response.content.decode()


@pytest.mark.parametrize("page", ["export/", "delete/"])
def test_taking_or_deleting_everything_asks_for_the_password_again(client_of, page):
    person = PersonFactory()
    person.set_password("correct horse 7")
    person.save()
    response = client_of(person).get(f"/people/me/{page}")
    assert response["Location"].startswith("/accounts/reauthenticate/?next=")


def test_an_account_is_deleted_only_after_its_address_was_typed(client_of):
    person = PersonFactory(email="ada@example.org")
    response = client_of(person).post("/people/me/delete/", {"email": "eve@example.org"})
    assert "This is not the address of your account." in words(response)
    assert Person.objects.filter(pk=person.pk).exists()


def test_whoever_leaves_is_gone_from_every_list_and_the_count_stays(client, client_of):
    row = RegistrationFactory(
        sprint__state=Sprint.State.FINISHED,
        attended="yes",
        person__name="Marked Name",
        person__email="ada@example.org",
    )
    path = row.sprint.get_absolute_url()
    assert "Marked Name" in client.get(path).content.decode()
    mine = client_of(row.person)
    response = mine.post("/people/me/delete/", {"email": "Ada@Example.org"}, follow=True)
    assert "Your account is deleted." in response.content.decode()
    assert mine.get("/people/me/").status_code == 302
    page = client.get(path).content.decode()
    assert "Marked Name" not in page
    assert "1 in-person participant" in page
    assert Registration.objects.get().person.email is None


def test_the_only_organizer_of_a_coming_sprint_cannot_leave(client_of):
    member = TeamMemberFactory(sprint__name="The sprint", person__email="ada@example.org")
    response = client_of(member.person).post("/people/me/delete/", {"email": "ada@example.org"})
    assert "You are the only organizer of The sprint." in words(response)
    assert Person.objects.filter(email="ada@example.org").exists()
