"""What "download all my data" says about photos."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from events.pages.exports import personal_data
from events.photos import workflow
from events.photos.exports import photos_data
from events.photos.models import Portrait, UploadRefusal
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    RemovalRequestFactory,
    store_files,
)
from events.photos.tests.uploads import participant, picture, running_sprint

KEYS = ("photos", "photo_tags", "photo_removal_requests", "photos_refused", "portrait")


@pytest.fixture
def person(db):
    return participant(running_sprint(slug="quill"))


def test_everything_about_photos_is_there(person, django_capture_on_commit_callbacks):
    sprint = person.registrations.get().sprint
    published = PhotoFactory(sprint=sprint, uploaded_by=person, alt_text="Five people")
    PhotoFactory(sprint=sprint, uploaded_by=person, state="removed", alt_text="")
    PhotoFactory(sprint=sprint)
    tag = PhotoTagFactory(photo=published, person=person, agreed_at=timezone.now())
    RemovalRequestFactory(photo=published, person=person, message="Please.", state="open")
    RemovalRequestFactory(
        photo=published, person=None, email=person.email.upper(), answer="No.", state="declined"
    )
    UploadRefusal.objects.create(sprint=sprint, person=person, reason="It is empty.", bytes=0)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.send_portrait(person, ContentFile(picture(), "me.jpg"))
    data = personal_data(person)
    first, second = data["photos"]
    assert (first["sprint"], first["uuid"], first["state"]) == (
        "quill",
        published.uuid,
        "published",
    )
    assert first["file"] == storages["public"].url(f"{published.folder}/master.jpg")
    assert (first["alt_text"], first["licence"], first["history"]) == (
        "Five people",
        "cc-by-4.0",
        [],
    )
    assert (second["state"], second["file"]) == ("removed", "")
    assert data["photo_tags"] == [
        {"agreed_at": tag.agreed_at, "uuid": published.uuid, "sprint": "quill"}
    ]
    asked = [
        (row["state"], row["message"], row["answer"]) for row in data["photo_removal_requests"]
    ]
    assert asked == [("open", "Please.", ""), ("declined", "", "No.")]
    assert [row["reason"] for row in data["photos_refused"]] == ["It is empty."]
    portrait = Portrait.objects.get()
    assert data["portrait"]["file"].endswith(f"{portrait.folder}/{portrait.file_names[-1]}")


def test_whoever_has_nothing_reads_empty_lists(person):
    data = personal_data(person)
    assert [data[name] for name in KEYS] == [[], [], [], [], None]


def test_a_portrait_that_is_being_prepared_is_not_there_yet(person):
    workflow.send_portrait(person, ContentFile(picture(), "me.jpg"))
    assert personal_data(person)["portrait"] is None


def test_the_history_of_each_photo_says_what_happened_and_why(person):
    first, second = (PhotoFactory(uploaded_by=person, state="rejected") for _ in range(2))
    for photo in (first, second):
        store_files(photo)
    workflow.discard(second, by=person)
    untouched, discarded = photos_data(person)
    assert untouched["history"] == []
    (step,) = discarded["history"]
    assert step.pop("at")
    assert step == {
        "from_state": "rejected",
        "to_state": "removed",
        "why": "Taken back by whoever sent it.",
    }


@pytest.mark.parametrize("number", [3, 300])
def test_the_photos_take_two_queries(person, number, django_assert_num_queries):
    PhotoFactory.create_batch(number, uploaded_by=person, sprint=running_sprint())
    photos_data(person)
    with django_assert_num_queries(2):
        assert len(photos_data(person)) == number
