"""What others see of somebody can be changed by that person at any time."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Refused
from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory, store_files
from events.registration import workflow
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.registration.tests.pages import address
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NO_LONGER = {"listed": "nobody", "photo_consent": "no"}
AHEAD = timezone.localdate() + datetime.timedelta(days=30)
SHOWN = {"listed": "everybody", "photo_consent": "yes", "photo_name_consent": True}


def chosen(row):
    row.refresh_from_db()
    return row.listed, row.photo_consent, row.photo_name_consent


def past(**more):
    today = timezone.localdate()
    days = {"starts_on": today - datetime.timedelta(9), "ends_on": today - datetime.timedelta(5)}
    return SprintFactory(**({"state": Sprint.State.FINISHED} | days | more))


@pytest.fixture
def row():
    """Somebody who took part in a sprint that is over, and is shown everywhere."""
    return RegistrationFactory(sprint=past(), **SHOWN)


def test_it_can_be_taken_back_when_all_is_over(client_of, row):
    client = client_of(row.person)
    mine = client.get(address("mine", row.sprint))
    assert address("visibility", row.sprint) in mine.content.decode()
    page = client.get(address("visibility", row.sprint)).content.decode()
    assert page.count(" checked") == 3
    answer = client.post(address("visibility", row.sprint), NO_LONGER, follow=True)
    assert answer.redirect_chain == [(address("mine", row.sprint), 302)]
    assert "Your changes are saved." in answer.content.decode()
    assert chosen(row) == ("nobody", "no", False)


def test_photos_follow_at_once(client_of, row):
    photo = store_files(PhotoFactory(sprint=row.sprint))
    PhotoTagFactory(photo=photo, person=row.person, agreed_at=timezone.now())
    client_of(row.person).post(address("visibility", row.sprint), NO_LONGER)
    assert Photo.objects.get().state == Photo.State.PENDING


@pytest.mark.parametrize(
    ("sprint", "registration"),
    [
        ({"state": Sprint.State.CANCELLED}, {}),
        ({}, {"state": Registration.State.CANCELLED}),
        ({"state": Sprint.State.OPEN, "starts_on": AHEAD, "ends_on": AHEAD}, {}),
    ],
    ids=["the sprint is cancelled", "the registration has ended", "the sprint is still open"],
)
def test_it_can_be_taken_back_whatever_has_happened(client_of, sprint, registration):
    row = RegistrationFactory(sprint=past(**sprint), **SHOWN | registration)
    answer = client_of(row.person).post(address("visibility", row.sprint), NO_LONGER)
    assert answer.status_code == 302
    assert chosen(row) == ("nobody", "no", False)


def test_nothing_else_changes_with_it(row):
    before = Registration.objects.values().get()
    workflow.choose_visibility(row, by=row.person, **SHOWN | NO_LONGER)
    after = Registration.objects.values().get()
    different = {name for name in before if before[name] != after[name]}
    assert different == {"listed", "photo_consent"}


def test_nobody_chooses_for_somebody_else(client_of, row):
    stranger = PersonFactory()
    with pytest.raises(Refused, match="belongs to somebody else"):
        workflow.choose_visibility(row, by=stranger, **SHOWN)
    answer = client_of(stranger).post(address("visibility", row.sprint), NO_LONGER)
    assert answer.status_code == 404
    assert chosen(row) == ("everybody", "yes", True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"photo_consent": "no"}, "Please choose who may read your name."),
        ({"listed": "nobody"}, "Please choose whether you may be in photos."),
    ],
)
def test_an_answer_that_is_none_is_refused_and_keeps_what_was(client_of, row, typed, sentence):
    answer = client_of(row.person).post(address("visibility", row.sprint), typed)
    assert sentence in answer.content.decode()
    assert chosen(row) == ("everybody", "yes", True)


def test_as_long_as_all_answers_may_change_it_is_one_of_them(client_of):
    row = RegistrationFactory(sprint__state=Sprint.State.OPEN, **SHOWN)
    page = client_of(row.person).get(address("mine", row.sprint)).content.decode()
    assert address("edit", row.sprint) in page
    assert address("visibility", row.sprint) not in page
