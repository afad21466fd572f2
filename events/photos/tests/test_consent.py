"""What follows when somebody changes what they chose about photos."""

import pytest
from django.core.files.storage import storages

from events.lifecycle import Refused, Transition
from events.photos import workflow
from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory, fresh, store_files
from events.photos.tests.uploads import running_sprint
from events.registration import workflow as registration_workflow
from events.registration.tests.conftest import register_for
from events.registration.tests.factories import RegistrationFactory
from events.registration.tests.pages import address as registration_page
from events.registration.tests.pages import answers
from people.tests.races import at_once, let_both_look_first

pytestmark = pytest.mark.both

REASON = "The team looks at it once more."  # and not who is on it


@pytest.fixture
def sprint(db):
    return running_sprint(state="open", registration_mode="open")


def participant(sprint, consent="yes"):
    return RegistrationFactory(sprint=sprint, photo_consent=consent, photo_name_consent=True)


def on_a_photo(registration, **more):
    photo = store_files(PhotoFactory(sprint=registration.sprint, **more))
    PhotoTagFactory(photo=photo, person=registration.person, agreed_at=photo.created_at)
    return photo


@pytest.fixture
def registration(sprint):
    """Of somebody who says yes."""
    return participant(sprint)


@pytest.fixture
def photo(registration):
    """Published, with this person on it."""
    return on_a_photo(registration)


def choose(registration, consent):
    return registration_workflow.edit(
        registration,
        by=registration.person,
        changes={"photo_consent": consent, "photo_name_consent": True},
    )


def is_served(client, path):
    return client.head(path).status_code == 200


def test_no_in_the_registration_form_takes_the_photos_down_at_once(
    sprint, client_of, client, django_capture_on_commit_callbacks
):
    registration = participant(sprint)
    photo, other = on_a_photo(registration, is_cover=True), PhotoFactory(sprint=sprint)
    public = storages["public"].url(f"{photo.folder}/master.jpg")
    assert is_served(client, public)
    assert photo.folder in client.get("/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(registration.person).post(
            registration_page("edit", sprint), answers(sprint, photo_consent="no")
        )
    assert answer.context is None, answer.context["form"].errors
    after = fresh(photo)
    assert (after.state, after.is_cover, after.reason) == ("pending", False, REASON)
    assert fresh(other).state == "published"
    assert not is_served(client, public)
    assert storages["public"].listdir("")[0] == []
    assert sorted(storages["pending"].listdir(after.folder)[1]) == sorted(after.file_names)
    assert photo.folder not in client.get("/").content.decode()
    assert not Photo.objects.visible_to(registration.person).filter(pk=photo.pk).exists()
    step = Transition.objects.of(photo).get()
    assert (step.from_state, step.to_state, step.by, step.why) == (
        "published",
        "pending",
        None,
        "Somebody on it chose to be left out of photos.",
    )


def test_it_comes_back_neither_by_hand_nor_by_another_change_of_mind_alone(
    registration, photo, photographer
):
    choose(registration, "no")
    sentence = f"^{registration.person} wants to be left out of photos.$"
    with pytest.raises(Refused, match=sentence):
        workflow.publish(photo, by=photographer, seen=fresh(photo).revision)
    registration.refresh_from_db()
    choose(registration, "yes")
    workflow.publish(photo, by=photographer, seen=fresh(photo).revision)
    assert not photo.tags.named().exists()  # no took back the yes to the name
    workflow.agree(photo.tags.get(), by=registration.person)
    assert [str(tag) for tag in photo.tags.named()] == [registration.person.name]


def test_no_holds_when_the_registration_is_cancelled(registration, photo, photographer):
    choose(registration, "no")
    registration_workflow.cancel(registration, by=registration.person)
    with pytest.raises(Refused, match="wants to be left out of photos"):
        workflow.publish(photo, by=photographer, seen=fresh(photo).revision)


def test_whoever_registers_anew_with_no_is_followed_as_well(sprint, registration, photo):
    registration_workflow.cancel(registration, by=registration.person)
    register_for(sprint, registration.person, photo_consent="no")
    assert fresh(photo).state == "pending"


def test_a_change_to_ask_me_leaves_what_was_agreed(registration, photo):
    choose(registration, "ask")
    assert fresh(photo).state == "published"
    assert [str(tag) for tag in photo.tags.named()] == [registration.person.name]


@pytest.mark.parametrize("state", ["hidden", "pending", "rejected"])
def test_what_is_not_public_or_of_another_sprint_stays_where_it_is(registration, state):
    photo = on_a_photo(registration, state=state)
    elsewhere = PhotoTagFactory(person=registration.person).photo
    choose(registration, "no")
    assert (fresh(photo).state, fresh(elsewhere).state) == (state, "published")
    assert photo.tags.get().agreed_at is None


@pytest.mark.django_db(transaction=True)
def test_no_while_the_team_publishes_ends_in_review(sprint, photographer, monkeypatch):
    registration = participant(sprint)
    photo = on_a_photo(registration, state="pending")
    let_both_look_first(monkeypatch, workflow.moderating, "refuse_unready")
    at_once(
        lambda: workflow.publish(photo, by=photographer, seen=photo.revision),
        lambda: choose(registration, "no"),
    )
    assert fresh(photo).state == "pending"
    assert photo.tags.unwilling().count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_while_somebody_names_the_person_ends_in_review_or_without_the_name(
    sprint, photographer, monkeypatch
):
    registration = participant(sprint)
    photo = store_files(PhotoFactory(sprint=sprint))
    let_both_look_first(monkeypatch, workflow.describing.rules, "refusal_to_tag")
    at_once(
        lambda: workflow.tag(photo, registration.person, by=photographer),
        lambda: choose(registration, "no"),
    )
    assert fresh(photo).state == ("pending" if photo.tags.exists() else "published")
