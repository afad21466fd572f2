"""What is stored about a person: in the download of all data, and when the account is deleted."""

import json
import threading
import time

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from events.pages.exports import personal_data
from events.pages.workflow import delete_account
from events.photos import workflow
from events.photos.exports import photos_data
from events.photos.models import Photo, PhotoTag, Portrait, RemovalRequest, UploadRefusal
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    RemovalRequestFactory,
    folders,
    fresh,
    store_files,
)
from events.photos.tests.uploads import picture, running_sprint
from events.photos.workflow import moderating
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory
from people.tests.races import LOOKING_LASTS, at_once

KEYS = ("photos", "photo_tags", "photo_removal_requests", "photos_refused", "portrait")


def test_everything_about_photos_is_there(sprint, person, committed, quick):
    published = PhotoFactory(sprint=sprint, uploaded_by=person, alt_text="Five people")
    PhotoFactory(sprint=sprint, uploaded_by=person, state="removed", alt_text="")
    PhotoFactory(sprint=sprint)
    tag = PhotoTagFactory(photo=published, person=person, agreed_at=timezone.now())
    RemovalRequestFactory(photo=published, person=person, message="Please.", state="open")
    email = {"person": None, "email": person.email.upper()}
    RemovalRequestFactory(photo=published, answer="No.", state="declined", **email)
    UploadRefusal.objects.create(sprint=sprint, person=person, reason="It is empty.", bytes=0)
    workflow.send_portrait(person, ContentFile(picture(), "me.jpg"))
    assert personal_data(person)["portrait"] is None  # it is being prepared
    committed(workflow.send_portrait, person, ContentFile(picture(), "me.jpg"))
    data = personal_data(person)
    first, second = data["photos"]
    expected = {
        "sprint": sprint.slug,
        "uuid": published.uuid,
        "state": "published",
        "file": storages["public"].url(f"{published.folder}/master.jpg"),
        "alt_text": "Five people",
        "licence": "cc-by-4.0",
        "history": [],
    }
    assert first | expected == first
    assert (second["state"], second["file"]) == ("removed", "")
    assert data["photo_tags"] == [
        {"agreed_at": tag.agreed_at, "uuid": published.uuid, "sprint": sprint.slug}
    ]
    asked = [(one["state"], one["message"], one["answer"]) for one in data[KEYS[2]]]
    assert asked == [("open", "Please.", ""), ("declined", "", "No.")]
    assert [row["reason"] for row in data["photos_refused"]] == ["It is empty."]
    portrait = Portrait.objects.get()
    assert data["portrait"]["file"].endswith(f"{portrait.folder}/{portrait.file_names[-1]}")


def test_whoever_has_nothing_reads_empty_lists(person):
    data = personal_data(person)
    assert [data[name] for name in KEYS] == [[], [], [], [], None]


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


@pytest.mark.parametrize("number", [3, 30])
def test_the_photos_take_two_queries(person, number, django_assert_num_queries):
    PhotoFactory.create_batch(number, uploaded_by=person, sprint=running_sprint())
    photos_data(person)
    with django_assert_num_queries(2):
        assert len(photos_data(person)) == number


NAME = "Ada Unmistakable"


@pytest.fixture
def ada(sprint):
    person = PersonFactory(name=NAME, email="ada@example.org")
    return RegistrationFactory(sprint=sprint, person=person).person


@pytest.mark.parametrize("state", ["needs_details", "pending", "rejected"])
def test_what_was_not_published_goes_with_its_files_and_words(sprint, ada, state, committed):
    photo = PhotoFactory(sprint=sprint, uploaded_by=ada, state=state, credit=NAME, reason="Ada?")
    store_files(photo)
    committed(delete_account, ada)
    after = fresh(photo)
    words = (after.caption, after.alt_text, after.credit, after.reason)
    assert (after.state, after.uploaded_by, words) == ("removed", None, ("",) * 4)
    assert folders("pending") == set()


def test_what_is_being_prepared_is_not_finished(sprint, ada, committed):
    photo = workflow.send(sprint, ContentFile(picture(), "a.jpg"), by=ada, name="Ada.jpg")
    committed(delete_account, ada)
    workflow.develop_photo.call(photo.pk)
    after = fresh(photo)
    assert (after.state, after.uploaded_by, after.sent_as) == ("failed", None, "")
    assert folders("pending") == set()
    assert not UploadRefusal.objects.exists()


def test_what_was_published_stays_under_its_licence_without_the_name(sprint, ada, committed):
    own = PhotoFactory(sprint=sprint, uploaded_by=ada, credit=f"Photo: {NAME.upper()}")
    hidden = PhotoFactory(sprint=sprint, uploaded_by=ada, state="hidden", credit=NAME)
    of_another = PhotoFactory(sprint=sprint, uploaded_by=ada, credit="Bob")
    for photo in (own, hidden, of_another):
        store_files(photo)
    before = folders("public"), folders("pending")
    committed(delete_account, ada)
    found = Photo.objects.order_by("pk").values_list("state", "uploaded_by", "credit", "licence")
    assert list(found) == [
        ("published", None, "A participant", "cc-by-4.0"),
        ("hidden", None, "A participant", "cc-by-4.0"),
        ("published", None, "Bob", "cc-by-4.0"),
    ]
    assert (folders("public"), folders("pending")) == before


def test_names_requests_refusals_and_the_portrait_go(sprint, ada, committed, quick):
    PhotoTagFactory(photo__sprint=sprint, person=ada)
    kept = PhotoTagFactory(photo__sprint=sprint, tagged_by=ada)
    RemovalRequestFactory(person=ada, state="open", message="I am Ada.", answer="Dear Ada, no.")
    RemovalRequestFactory(person=None, email="ADA@example.org", state="open", message="I am Ada.")
    other = RemovalRequestFactory(message="I am Bob.")
    UploadRefusal.objects.create(sprint=sprint, person=ada, reason="It is empty.", bytes=0)
    committed(workflow.send_portrait, ada, ContentFile(picture(), "ada.jpg"))
    assert folders("public")
    committed(delete_account, ada)
    assert folders("public") == folders("pending") == set()
    assert not Portrait.objects.exists()
    assert not UploadRefusal.objects.exists()
    assert list(PhotoTag.objects.all()) == [kept]
    rows = RemovalRequest.objects.order_by("pk").values_list("person", "email", "message", "answer")
    assert list(rows) == [(None, "", "", "")] * 2 + [(other.person.pk, "", "I am Bob.", "")]


def test_the_log_of_the_back_office_keeps_no_name(sprint, ada, committed):
    organizer = PersonFactory()
    tag = PhotoTagFactory(photo__sprint=sprint, person=ada)
    own = PhotoFactory(sprint=sprint, uploaded_by=ada, alt_text="Ada at work")
    asked = RemovalRequestFactory(person=ada, photo=own)
    inline = json.dumps([{"deleted": {"name": "photo tag", "object": NAME}}])
    rows = [(row, str(row), "") for row in (tag, own, asked)]
    for row, words, change in (*rows, (tag.photo, "A photo of somebody else", inline)):
        LogEntry.objects.create(
            user=organizer,
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            object_repr=words,
            action_flag=CHANGE,
            change_message=change,
        )
    committed(delete_account, ada)
    found = str(list(LogEntry.objects.values_list("object_repr", "change_message")))
    assert LogEntry.objects.count() == 4
    assert "Ada" not in found


def test_hundreds_of_photos_are_forgotten_as_well(sprint, ada, committed):
    rows = PhotoFactory.build_batch(1200, sprint=sprint, uploaded_by=ada)
    Photo.objects.bulk_create(rows)
    committed(delete_account, ada)
    assert not Photo.objects.filter(uploaded_by__isnull=False).exists()


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
