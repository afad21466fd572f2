"""Deleting an account removes the person, or all that is personal."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.forms import model_to_dict
from django.utils import timezone

from events.pages.exports import personal_data
from events.registration.tests.factories import RegistrationFactory
from people import workflow
from people.models import Person
from people.tests.factories import PersonFactory

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


@pytest.fixture
def person(db):
    """Somebody who has filled in everything and is logged in on another machine."""
    person = PersonFactory(
        name="Ann Lee",
        email="ann@example.org",
        sort_name="Lee Ann",
        call_name="Ann",
        introduction="Documentation.",
        time_zone="Europe/Prague",
        github="annlee",
        is_superuser=True,
        last_login=timezone.now(),
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": "hidden"}
    )
    SocialAccount.objects.create(user=person, provider="github", uid="77")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session.create()
    UserSession.objects.create(
        user=person, ip="192.0.2.7", user_agent="Browser", session_key=session.session_key
    )
    return person


def log_in_data():
    return [
        model.objects.count() for model in (EmailAddress, Authenticator, SocialAccount, UserSession)
    ]


def test_an_account_on_which_nobody_relies_is_removed_entirely(person):
    (session,) = UserSession.objects.all()
    workflow.delete_account(person)
    assert list(Person.objects.all()) == []
    assert log_in_data() == [0, 0, 0, 0]
    assert not SessionStore().exists(session.session_key)


def test_an_account_on_which_others_rely_keeps_nothing_personal(person):
    registration = RegistrationFactory(person=person)
    (session,) = UserSession.objects.all()
    workflow.delete_account(person)
    kept = Person.objects.get()
    assert model_to_dict(kept, exclude=["password"]) == {
        "id": registration.person_id,
        "last_login": None,
        "email": None,
        "name": "A former participant",
        "sort_name": "",
        "call_name": "",
        "introduction": "",
        "time_zone": "",
        "github": "",
        "is_active": False,
        "is_superuser": False,
    }
    assert kept.has_usable_password() is False
    assert kept.sort_key == "participant\x1fa former\x1fA former participant"
    assert kept.joined_at == person.joined_at
    assert log_in_data() == [0, 0, 0, 0]
    assert not SessionStore().exists(session.session_key)


def test_deleting_one_account_leaves_the_others_alone(person):
    workflow.delete_account(PersonFactory())
    assert list(Person.objects.all()) == [person]
    assert log_in_data() == [1, 1, 1, 1]


def test_the_copy_of_ones_data_has_all_but_secrets(person):
    authenticator = Authenticator.objects.get()
    account = SocialAccount.objects.get()
    assert personal_data(person)["person"] == {
        "profile": {
            "email": "ann@example.org",
            "name": "Ann Lee",
            "sort_name": "Lee Ann",
            "call_name": "Ann",
            "introduction": "Documentation.",
            "time_zone": "Europe/Prague",
            "github": "annlee",
        },
        "joined_at": person.joined_at,
        "last_login": person.last_login,
        "email_addresses": [{"email": "ann@example.org", "verified": True, "primary": True}],
        "second_factors": [
            {"type": "totp", "created_at": authenticator.created_at, "last_used_at": None}
        ],
        "linked_accounts": [
            {"provider": "github", "uid": "77", "date_joined": account.date_joined}
        ],
    }
