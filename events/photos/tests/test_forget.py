"""An account is deleted: what goes with it, and what stays without a name."""

import json
import threading
import time

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from events.pages.workflow import delete_account
from events.photos import workflow
from events.photos.models import Photo, PhotoTag, Portrait, RemovalRequest, UploadRefusal
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    RemovalRequestFactory,
    store_files,
)
from events.photos.tests.uploads import picture, running_sprint
from events.photos.workflow import moderating
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from people.models import Person
from people.tests.factories import PersonFactory
from people.tests.races import LOOKING_LASTS, at_once

pytestmark = pytest.mark.both

NAME = "Ada Unmistakable"


@pytest.fixture
def sprint(db):
    return running_sprint()


@pytest.fixture
def ada(sprint):
    person = PersonFactory(name=NAME, email="ada@example.org")
    return RegistrationFactory(sprint=sprint, person=person).person


def folders(alias):
    return set(storages[alias].listdir("")[0]) if storages[alias].exists("") else set()


def delete(person, capture):
    with capture(execute=True):
        delete_account(person)


def fresh(photo):
    return Photo.objects.get(pk=photo.pk)


@pytest.mark.parametrize("state", ["needs_details", "pending", "rejected"])
def test_what_was_not_published_goes_with_its_files_and_words(
    sprint, ada, state, django_capture_on_commit_callbacks
):
    photo = PhotoFactory(sprint=sprint, uploaded_by=ada, state=state, credit=NAME, reason="Ada?")
    store_files(photo)
    delete(ada, django_capture_on_commit_callbacks)
    after = fresh(photo)
    words = (after.caption, after.alt_text, after.credit, after.reason)
    assert (after.state, after.uploaded_by, words) == ("removed", None, ("",) * 4)
    assert folders("pending") == set()


def test_what_is_being_prepared_is_not_finished(sprint, ada, django_capture_on_commit_callbacks):
    photo = workflow.send(sprint, ContentFile(picture(), "a.jpg"), by=ada, name="Ada.jpg")
    delete(ada, django_capture_on_commit_callbacks)
    workflow.develop_photo.call(photo.pk)
    after = fresh(photo)
    assert (after.state, after.uploaded_by, after.sent_as) == ("failed", None, "")
    assert folders("pending") == set()
    assert not UploadRefusal.objects.exists()


def test_what_was_published_stays_under_its_licence_without_the_name(
    sprint, ada, django_capture_on_commit_callbacks
):
    own = PhotoFactory(sprint=sprint, uploaded_by=ada, credit=f"Photo: {NAME.upper()}")
    hidden = PhotoFactory(sprint=sprint, uploaded_by=ada, state="hidden", credit=NAME)
    of_another = PhotoFactory(sprint=sprint, uploaded_by=ada, credit="Bob")
    for photo in (own, hidden, of_another):
        store_files(photo)
    before = folders("public"), folders("pending")
    delete(ada, django_capture_on_commit_callbacks)
    found = Photo.objects.order_by("pk").values_list("state", "uploaded_by", "credit", "licence")
    assert list(found) == [
        ("published", None, "A participant", "cc-by-4.0"),
        ("hidden", None, "A participant", "cc-by-4.0"),
        ("published", None, "Bob", "cc-by-4.0"),
    ]
    assert (folders("public"), folders("pending")) == before


def test_names_requests_refusals_and_the_portrait_go(
    sprint, ada, django_capture_on_commit_callbacks
):
    PhotoTagFactory(photo__sprint=sprint, person=ada)
    kept = PhotoTagFactory(photo__sprint=sprint, tagged_by=ada)
    RemovalRequestFactory(person=ada, state="open", message="I am Ada.", answer="Dear Ada, no.")
    RemovalRequestFactory(person=None, email="ADA@example.org", state="open", message="I am Ada.")
    other = RemovalRequestFactory(message="I am Bob.")
    UploadRefusal.objects.create(sprint=sprint, person=ada, reason="It is empty.", bytes=0)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.send_portrait(ada, ContentFile(picture(), "ada.jpg"))
    assert folders("public")
    delete(ada, django_capture_on_commit_callbacks)
    assert folders("public") == folders("pending") == set()
    assert not Portrait.objects.exists()
    assert not UploadRefusal.objects.exists()
    assert list(PhotoTag.objects.all()) == [kept]
    rows = RemovalRequest.objects.order_by("pk").values_list("person", "email", "message", "answer")
    assert list(rows) == [(None, "", "", "")] * 2 + [(other.person.pk, "", "I am Bob.", "")]


def test_the_log_of_the_back_office_keeps_no_name(sprint, ada, django_capture_on_commit_callbacks):
    organizer = PersonFactory()
    tag = PhotoTagFactory(photo__sprint=sprint, person=ada)
    own = PhotoFactory(sprint=sprint, uploaded_by=ada, alt_text="Ada at work")
    asked = RemovalRequestFactory(person=ada, photo=own)
    for row in (tag, own, asked):
        LogEntry.objects.create(
            user=organizer,
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            object_repr=str(row),
            action_flag=CHANGE,
            change_message="",
        )
    inline = json.dumps([{"deleted": {"name": "photo tag", "object": NAME}}])
    LogEntry.objects.create(
        user=organizer,
        content_type=ContentType.objects.get_for_model(Photo),
        object_id=str(tag.photo.pk),
        object_repr="A photo of somebody else",
        action_flag=CHANGE,
        change_message=inline,
    )
    delete(ada, django_capture_on_commit_callbacks)
    found = str(list(LogEntry.objects.values_list("object_repr", "change_message")))
    assert LogEntry.objects.count() == 4
    assert "Ada" not in found


def test_hundreds_of_photos_are_forgotten_as_well(sprint, ada, django_capture_on_commit_callbacks):
    PhotoFactory.create_batch(1200, sprint=sprint, uploaded_by=ada)
    delete(ada, django_capture_on_commit_callbacks)
    assert not Photo.objects.filter(uploaded_by__isnull=False).exists()


def test_nothing_at_all_is_forgotten_without_harm(db, django_capture_on_commit_callbacks):
    person = PersonFactory()
    delete(person, django_capture_on_commit_callbacks)
    assert not Person.objects.filter(pk=person.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_an_account_may_go_while_the_team_chooses_another_cover(monkeypatch):
    """Both change the same two photos: the one before is older, so that each waits for the other."""
    sprint, ada = running_sprint(), PersonFactory()
    organizer = TeamMemberFactory(sprint=sprint).person
    PhotoFactory(sprint=sprint, uploaded_by=ada, is_cover=True)
    after = store_files(PhotoFactory(sprint=sprint, uploaded_by=ada))
    looked, moderated = threading.Event(), moderating.moderated

    def looks(photo, by):
        photo = moderated(photo, by)
        looked.set()
        time.sleep(LOOKING_LASTS)
        return photo

    def leaves():
        looked.wait(LOOKING_LASTS)
        workflow.forget(ada)

    monkeypatch.setattr(moderating, "moderated", looks)
    answers = at_once(lambda: workflow.set_cover(after, by=organizer), leaves)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    found = Photo.objects.order_by("pk").values_list("is_cover", "uploaded_by")
    assert list(found) == [(False, None), (True, None)]
