"""The life of a photo whose files lie in buckets."""

import datetime
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.files.base import ContentFile

from events.photos import files, workflow
from events.photos.display import image_of
from events.photos.display import photo as photo_display
from events.photos.models import BlockedHash, Photo
from events.photos.tests.factories import files_of
from events.photos.tests.pictures import CORPUS
from events.photos.workflow import cleaning
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests.buckets import buckets, s3

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["buckets", "s3"]  # fixtures


@pytest.fixture
def in_buckets(buckets, monkeypatch):
    """All modules of photos that touch storage see the buckets."""
    for module in (files, photo_display, cleaning):
        monkeypatch.setattr(module, "storages", buckets)
    return buckets


def names(storage):
    listdir = storage.listdir
    return {f"{folder}/{name}" for folder in listdir("")[0] for name in listdir(folder)[1]}


def test_its_files_move_with_its_state_and_are_gone_with_it(in_buckets):
    sprint = SprintFactory()
    organizer = TeamMemberFactory(sprint=sprint).person
    content = ContentFile(CORPUS["jpeg"].data)
    photo = workflow.send(sprint, content, by=organizer, name="a.jpg")
    photo.refresh_from_db()
    assert photo.state == Photo.State.NEEDS_DETAILS
    assert (names(in_buckets["pending"]), names(in_buckets["public"])) == (files_of(photo), set())
    details = {"alt_text": "A grey field", "credit": "Olga", "licence": "cc-by-4.0"}
    workflow.describe(photo, by=organizer, **details)
    photo.refresh_from_db()
    photo = workflow.publish(photo, by=organizer, seen=photo.revision)
    assert (names(in_buckets["pending"]), names(in_buckets["public"])) == (set(), files_of(photo))
    address = image_of(photo).full
    with urlopen(address) as answer:  # noqa: S310 -- our own server
        assert answer.headers["Content-Type"] == "image/jpeg"
    photo = workflow.hide(photo, by=organizer, why="A test.")
    with pytest.raises(HTTPError):
        urlopen(address)  # noqa: S310 -- our own server
    workflow.remove(photo, by=organizer, why="A test.")
    assert (names(in_buckets["pending"]), names(in_buckets["public"])) == (set(), set())
    assert BlockedHash.objects.get().sha256 == photo.sha256


def test_cleaning_finds_what_belongs_to_nobody(in_buckets, monkeypatch):
    for storage in (in_buckets["pending"], in_buckets["public"]):
        storage.save(f"{files.new_folder()}/1.webp", ContentFile(b"x"))
    assert cleaning.delete_orphans() == 0  # it may be in use a moment later
    monkeypatch.setattr(cleaning, "DAY", -datetime.timedelta(minutes=1))
    assert cleaning.delete_orphans() == 2
    assert names(in_buckets["pending"]) | names(in_buckets["public"]) == set()
