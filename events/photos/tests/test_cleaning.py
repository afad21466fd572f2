"""What is cleaned up once a day, and what stays."""

import datetime
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from events.lifecycle import Refused
from events.photos import files
from events.photos.models import Cleaning, Logo, Photo, PictureSent, Portrait, UploadRefusal
from events.photos.tests.factories import PhotoFactory, folders, store_files
from events.photos.tests.uploads import picture
from events.photos.workflow import clean_photos, cleaning
from events.sprints.models import Sprint
from people.tests.factories import OrganizationFactory, PersonFactory
from people.tests.races import at_once

pytestmark = pytest.mark.django_db
NOTHING = "0 failed and 0 forgotten photos, 0 orphan folders"
DAYS = datetime.timedelta(days=1)
State = Photo.State


@pytest.fixture
def clean(django_capture_on_commit_callbacks):
    """Cleans as on another day than before, and does what that leaves for after its commit."""

    def run():
        Cleaning.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            return clean_photos()

    return run


def old(photo, days):
    Photo.objects.filter(pk=photo.pk).update(state_changed_at=timezone.now() - days * DAYS)
    return photo


def photo_in(state, days=0):
    photo = PhotoFactory(state=state)
    if state == State.PROCESSING:
        files.store(files.PENDING, photo.folder, files.ORIGINAL, ContentFile(picture()))
    elif state != State.FAILED:
        store_files(photo)
    return old(photo, days)


def lay(alias, folder, *, days=0, names=("master.jpg",)):
    """Files in a folder that no row knows, as if they had been there for so many days."""
    for name in names:
        files.store(alias, folder, name, ContentFile(b"left behind"))
    age(alias, folder, days)


def age(alias, folder, days):
    moment = (timezone.now() - days * DAYS).timestamp()
    place = Path(settings.MEDIA_ROOT) / alias / folder
    for path in (*place.iterdir(), place):
        os.utime(path, (moment, moment))


def test_it_is_done_once_a_day_whoever_comes_first():
    assert clean_photos() == NOTHING
    assert clean_photos() == "photos were cleaned today already"
    Cleaning.objects.update(on=timezone.now().date() - DAYS)
    assert clean_photos() == NOTHING
    assert Cleaning.objects.count() == 1


def test_what_is_stuck_for_a_day_fails_and_its_file_goes(clean):
    stuck, busy = photo_in(State.PROCESSING, days=1.1), photo_in(State.PROCESSING, days=0.9)
    assert clean() == "1 failed and 0 forgotten photos, 0 orphan folders"
    stuck.refresh_from_db()
    busy.refresh_from_db()
    assert (stuck.state, stuck.reason) == (State.FAILED, cleaning.GIVEN_UP)
    assert busy.state == State.PROCESSING
    assert folders(files.PENDING) == {busy.folder}
    old(stuck, 0.9)  # it stays for a day, for its sender to read why
    clean()
    assert Photo.objects.count() == 2
    old(stuck, 1.1)
    assert clean() == "1 failed and 0 forgotten photos, 0 orphan folders"
    assert list(Photo.objects.all()) == [busy]


@pytest.mark.parametrize("state", [State.NEEDS_DETAILS, State.REJECTED])
def test_what_nobody_came_back_to_goes_after_a_month(clean, state):
    forgotten, fresh = photo_in(state, days=32), photo_in(state, days=29)
    for photo in (forgotten, fresh):
        ended(photo, days=100)
    assert clean() == "0 failed and 1 forgotten photos, 0 orphan folders"
    forgotten.refresh_from_db()
    assert forgotten.state == State.REMOVED
    assert folders(files.PENDING) == {fresh.folder}
    assert clean() == NOTHING


def ended(photo, days):
    """Its sprint ended so many days ago."""
    day = timezone.now().date() - days * DAYS
    Sprint.objects.filter(pk=photo.sprint_id).update(starts_on=day, ends_on=day)


def test_what_needs_details_stays_as_long_as_photos_may_be_sent(clean):
    photo = photo_in(State.NEEDS_DETAILS, days=100)
    ended(photo, days=59)
    assert clean() == NOTHING
    ended(photo, days=62)
    Photo.objects.update(uploaded_by=None)  # an imported one stays: nobody was told
    assert clean() == NOTHING
    Photo.objects.update(uploaded_by=PersonFactory())
    assert clean() == "0 failed and 1 forgotten photos, 0 orphan folders"


def test_who_sent_a_picture_is_known_for_a_day(clean):
    person = PersonFactory()
    PictureSent.objects.create(person=person, at=timezone.now() - 1.1 * DAYS)
    kept = PictureSent.objects.create(person=person)
    clean()
    assert list(PictureSent.objects.all()) == [kept]


@pytest.mark.parametrize("state", [State.PENDING, State.PUBLISHED, State.HIDDEN])
def test_what_the_team_has_not_decided_and_what_it_has_stays(clean, state):
    photo = photo_in(state, days=400)
    age(photo.storage, photo.folder, 400)
    assert clean() == NOTHING
    assert sorted(storages[photo.storage].listdir(photo.folder)[1]) == sorted(photo.file_names)


@pytest.mark.parametrize("state", [State.PROCESSING, State.REJECTED])
def test_whoever_was_faster_keeps_nobody_else_from_being_cleaned(clean, monkeypatch, state):
    days = 40
    first, second = photo_in(state, days=days), photo_in(state, days=days)
    name = "fail" if state == State.PROCESSING else "drop"
    step = getattr(cleaning, name)

    def faster(photo, why):
        if photo.pk == first.pk:
            raise Refused("Somebody else has just changed this photo.")
        step(photo, why)

    monkeypatch.setattr(cleaning, name, faster)
    assert clean().startswith(
        "1 failed" if state == State.PROCESSING else "0 failed and 1 forgotten"
    )
    assert Photo.objects.get(pk=first.pk).state == state
    assert Photo.objects.get(pk=second.pk).state != state


def test_refusals_are_kept_for_ninety_days(clean):
    for days in (89, 91):
        at = timezone.now() - days * DAYS
        UploadRefusal.objects.create(reason=f"{days} days", bytes=1, at=at)
    clean()
    assert [str(one) for one in UploadRefusal.objects.all()] == ["89 days"]


@pytest.mark.parametrize("alias", [files.PUBLIC, files.PENDING])
def test_folders_that_nobody_knows_go_after_a_day(clean, alias):
    lay(alias, "a" * 32, days=1.1, names=("master.jpg", "320.webp"))
    lay(alias, "b" * 32, days=0.9)
    empty = Path(settings.MEDIA_ROOT) / alias / ("c" * 32)
    empty.mkdir()
    age(alias, empty.name, 1.1)
    fresh = Path(settings.MEDIA_ROOT) / alias / ("d" * 32)
    fresh.mkdir()  # somebody is about to store a file in it
    assert clean() == "0 failed and 0 forgotten photos, 2 orphan folders"
    assert folders(alias) == {"b" * 32, "d" * 32}


def test_what_is_not_ours_is_left_alone(clean):
    for folder in ("well-known", "a" * 31, "A" * 32, "receipts"):
        lay(files.PUBLIC, folder, days=100)
    storages[files.PUBLIC].save("robots.txt", ContentFile(b"by hand"))
    assert clean() == NOTHING
    assert folders(files.PUBLIC) == {"well-known", "a" * 31, "A" * 32, "receipts"}
    assert storages[files.PUBLIC].exists("robots.txt")


def test_portraits_logos_and_what_comes_in_for_them_stay(clean):
    portrait = Portrait.objects.create(
        person=PersonFactory(), folder="1" * 32, incoming="2" * 32, widths=[96]
    )
    Logo.objects.create(organization=OrganizationFactory(), folder="3" * 32, incoming="4" * 32)
    for alias, folder in (("public", "1"), ("pending", "2"), ("public", "3"), ("pending", "4")):
        lay(alias, folder * 32, days=100)
    lay(files.PENDING, "1" * 32, days=100)  # known, but not here
    assert clean() == "0 failed and 0 forgotten photos, 1 orphan folders"
    assert folders(files.PUBLIC) == {"1" * 32, "3" * 32}
    assert folders(files.PENDING) == {"2" * 32, "4" * 32}
    portrait.refresh_from_db()
    assert (portrait.incoming, portrait.reason) == ("2" * 32, "")


def test_a_portrait_or_logo_that_is_stuck_is_given_up_after_a_day(clean):
    portrait = Portrait.objects.create(person=PersonFactory(), folder="1" * 32, incoming="2" * 32)
    logo = Logo.objects.create(organization=OrganizationFactory(), incoming="3" * 32)
    for row in (portrait, logo):
        type(row).objects.update(changed_at=timezone.now() - 1.1 * DAYS)
        lay(files.PENDING, row.incoming, days=1.1, names=(files.ORIGINAL,))
    lay(files.PUBLIC, portrait.folder, days=1.1)
    assert clean() == "0 failed and 0 forgotten photos, 2 orphan folders"
    for row in (portrait, logo):
        row.refresh_from_db()
        assert (row.incoming, row.reason) == ("", "It could not be prepared. Please send it again.")
    assert folders(files.PUBLIC) == {portrait.folder}
    assert folders(files.PENDING) == set()


def test_a_published_photo_in_the_wrong_storage_is_an_orphan_there(clean):
    photo = store_files(PhotoFactory())
    lay(files.PENDING, photo.folder, days=2)  # the move was committed, and then the machine died
    assert clean() == "0 failed and 0 forgotten photos, 1 orphan folders"
    assert folders(files.PUBLIC) == {photo.folder}


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_clean_once():
    assert sorted(at_once(clean_photos, clean_photos)) == [
        NOTHING,
        "photos were cleaned today already",
    ]
