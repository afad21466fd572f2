"""Signing up, in, and out, as far as it can be shown without a browser."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from events.outbox import Email
from events.pages.tests.test_public_pages import words
from events.registration.tests.factories import RegistrationFactory
from people.models import Person
from people.tests.factories import PersonFactory
from people.workflow import forget_unconfirmed

pytestmark = pytest.mark.django_db(transaction=True)  # emails leave after the commit
SIGN_UP = {"name": "Ada Lovelace", "email": "Ada@Example.org", "password1": "correct horse 7"}


def code_in(email):
    return re.search(r"^([A-Z0-9-]{6,10})$", email.body, re.MULTILINE)[1]


def account(email):
    person = PersonFactory(email=email)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def test_somebody_signs_up_with_the_code_from_the_email(client, mailoutbox):
    response = client.post(reverse("account_signup"), SIGN_UP)
    assert response["Location"] == reverse("account_email_verification_sent")
    [email] = mailoutbox
    assert email.to == ["ada@example.org"]
    assert email.alternatives[0].mimetype == "text/html"
    response = client.post(response["Location"], {"code": code_in(email)}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("pages:mine")
    person = Person.objects.get()
    assert (person.name, person.email) == ("Ada Lovelace", "ada@example.org")
    assert EmailAddress.objects.get(user=person).verified
    assert Email.objects.get(to="ada@example.org").text == ""


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "Ada\r\nBcc: x@example.org", "leave out line breaks"),
        ("name", "x" * 10_000, "at most 200 characters"),
        ("email", "a\0@example.org", "Null characters are not allowed."),
        ("password1", "1234", "This password is too short."),
    ],
)
def test_bad_input_gets_a_sentence_and_nobody_is_made(client, mailoutbox, field, value, sentence):
    response = client.post(reverse("account_signup"), SIGN_UP | {field: value})
    assert response.status_code == 200
    assert sentence in words(response)
    assert response.context["form"]["name"].value() == (SIGN_UP | {field: value})["name"]
    assert (Person.objects.count(), mailoutbox) == (0, [])


def test_signing_up_twice_tells_the_owner_and_not_the_stranger(client, mailoutbox):
    account("ada@example.org")
    response = client.post(reverse("account_signup"), SIGN_UP)
    assert response["Location"] == reverse("account_email_verification_sent")
    [email] = mailoutbox
    assert "already exists" in email.body
    assert Person.objects.count() == 1


def test_a_record_of_a_past_sprint_is_handed_over_by_its_address(client, mailoutbox):
    PersonFactory(email="old@example.org")
    client.post(reverse("account_reset_password"), {"email": "old@example.org"})
    [email] = mailoutbox
    confirm = reverse("account_confirm_password_reset_code")
    response = client.post(confirm, {"code": code_in(email)}, follow=True)
    complete = response.redirect_chain[-1][0]
    client.post(complete, {"password1": "correct horse 7", "password2": "correct horse 7"})
    assert client.login(email="old@example.org", password="correct horse 7")


def test_a_wrong_password_gets_a_sentence_and_too_many_a_pause(client):
    account("ada@example.org")
    wrong = {"login": "ada@example.org", "password": "wrong"}
    sentences = [words(client.post(reverse("account_login"), wrong)) for _ in range(11)]
    assert "password you specified are not correct" in sentences[0]
    assert "Too many failed login attempts" in sentences[-1]


def test_signing_out_is_a_post(client_of):
    client = client_of(PersonFactory())
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/people/me/").status_code == 200
    assert client.post(reverse("account_logout"))["Location"] == "/"
    assert client.get("/people/me/").status_code == 302


def test_the_demo_accounts_are_offered_while_trying_out_and_never_else(client, settings):
    assert "organizer@example.org" not in client.get(reverse("account_login")).content.decode()
    settings.DEBUG = True
    assert "organizer@example.org" in words(client.get(reverse("account_login")))


def test_the_new_address_takes_over_once_its_code_was_typed(client_of, mailoutbox):
    person = account("old@example.org")
    client = client_of(person)
    page = reverse("account_email")
    client.post(page, {"email": "new@example.org", "action_add": ""})
    assert "You sign in with old@example.org." in words(client.get(page))
    [email] = [email for email in mailoutbox if email.to == ["new@example.org"]]
    client.post(reverse("account_email_verification_sent"), {"code": code_in(email)})
    person.refresh_from_db()
    assert person.email == "new@example.org"


def test_a_name_cannot_speak_in_an_email_to_a_stranger(client, mailoutbox):
    lure = "<b>Your account</b> is locked, x@example.org, go to https://evil.example/now"
    client.post(reverse("account_signup"), SIGN_UP | {"name": lure})
    [email] = mailoutbox
    assert email.to == ["ada@example.org"]
    assert "evil.example" not in email.body + email.alternatives[0].content
    assert email.body.startswith("Hello,\n\nYou're receiving this email because user ada@example")


def test_whoever_never_confirms_an_address_frees_it_again(client):
    client.post(reverse("account_signup"), SIGN_UP)
    kept = account("eve@example.org")
    assert forget_unconfirmed() == "0 unconfirmed accounts deleted"
    Person.objects.update(joined_at=timezone.now() - timedelta(days=15))
    participant = RegistrationFactory().person
    EmailAddress.objects.create(user=participant, email=participant.email)
    Person.objects.update(joined_at=timezone.now() - timedelta(days=15))
    assert forget_unconfirmed() == "1 unconfirmed accounts deleted"
    assert set(Person.objects.all()) == {kept, participant}


def test_a_null_character_in_an_address_or_a_cookie_is_refused(client):
    for path in ("/?page=%00", "/sprints/%00/", "/accounts/login/?next=%00"):
        assert client.get(path).status_code == 400
    client.cookies["sessionid"] = "\0abcdefgh12"
    assert client.get("/").status_code == 400
