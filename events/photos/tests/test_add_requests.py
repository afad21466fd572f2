"""Requests that cannot be read, and how far what was sent has come."""

import io
import tracemalloc
import uuid

import pytest
from django.core.files.storage import storages
from django.test import Client

from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory
from events.photos.tests.uploads import address, send, text

JSON = {"accept": "application/json"}


FORM = "multipart/form-data; boundary=frame"
PART = b'--frame\r\nContent-Disposition: form-data; name="photos"'
END = b"\r\n--frame--\r\n"
MANY = b"\r\n".join(PART + f'; filename="{n}.jpg"\r\n\r\nx'.encode() for n in range(101))
BROKEN = "The photos did not arrive whole. Please send them again."
TOO_MANY = "That was too many files at once. Please choose up to 20."


@pytest.mark.parametrize(
    ("body", "content_type", "sentence"),
    [
        (b"x" * 100, "multipart/form-data", BROKEN),  # without a boundary
        (MANY + END, FORM, TOO_MANY),
        (PART + b"\r\n\r\n" + b"x" * 3 * 1024**2 + END, FORM, BROKEN),  # too much text
        ((PART + b"\r\n\r\nx\r\n") * 1001 + END, FORM, BROKEN),  # too many fields
    ],
    ids=["no boundary", "files", "text", "fields"],
)
def test_a_request_that_cannot_be_read_is_a_sentence(sprint, person, body, content_type, sentence):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    client.get(address("add", sprint))
    page = client.generic("POST", address("add", sprint), body, content_type)
    assert page.status_code == 400
    assert sentence in text(page)
    assert 'type="file"' in text(page)
    answer = client.generic("POST", address("add", sprint), body, content_type, headers=JSON)
    assert (answer.status_code, answer.json()) == (400, {"message": sentence})
    assert not Photo.objects.exists()


class Body(io.RawIOBase):
    """A form with one file, made while it is read; breaks off after so many bytes."""

    BEFORE = (
        b'--frame\r\nContent-Disposition: form-data; name="photos"; filename="large.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n\xff\xd8\xff"
    )
    AFTER = b"\r\n--frame--\r\n"

    def __init__(self, size, breaks_off_after=None):
        self.size, self.at = size, 0
        self.breaks_off_after = breaks_off_after or self.length

    @property
    def length(self):
        return len(self.BEFORE) + self.size + len(self.AFTER)

    def read(self, number):
        if self.at >= self.breaks_off_after:
            raise ConnectionResetError
        start, end = self.at, min(self.at + number, self.length)
        self.at = end
        filled = max(0, min(end, self.length - len(self.AFTER)) - max(start, len(self.BEFORE)))
        after = max(0, end - self.length + len(self.AFTER))
        skipped = max(0, start - self.length + len(self.AFTER))
        return self.BEFORE[start:end] + b"x" * filled + self.AFTER[skipped:after]

    def posted(self, client, where):
        return client.generic(
            "POST",
            where,
            **{
                "wsgi.input": self,
                "CONTENT_LENGTH": str(self.length),
                "CONTENT_TYPE": "multipart/form-data; boundary=frame",
                "HTTP_ACCEPT": "application/json",
            },
        )


def test_a_connection_that_breaks_off_leaves_nothing(sprint, mine):
    answer = Body(2 * 1024**2, breaks_off_after=1024**2).posted(mine, address("add", sprint))
    assert answer.status_code == 400
    assert answer.json() == {"message": BROKEN}
    assert not Photo.objects.exists()


def test_memory_does_not_grow_by_the_size_of_the_picture(sprint, mine):
    size = 16 * 1024**2
    mine.get(address("add", sprint))
    tracemalloc.start()
    try:
        answer = Body(size).posted(mine, address("add", sprint))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code == 201
    photo = Photo.objects.get()
    assert photo.bytes == storages["pending"].size(f"{photo.folder}/original") == size + 3
    assert peak < 3 * 1024**2


def test_progress_tells_the_states_of_the_own_photos_asked_for(sprint, person, mine):
    failed = send(sprint, person, 1)
    Photo.objects.filter(pk=failed.pk).update(state="failed", reason="It is damaged.")
    ready = PhotoFactory(
        sprint=sprint, uploaded_by=person, state="needs_details", had_location=True
    )
    waiting, _ = send(sprint, person, 2), send(sprint, person, 3)
    others, elsewhere = PhotoFactory(sprint=sprint), PhotoFactory(uploaded_by=person)
    asked = [photo.uuid for photo in (failed, ready, waiting, others, elsewhere)]
    query = {"photo": [*asked, uuid.uuid4(), "nonsense", ""]}
    answer = mine.get(address("progress", sprint), query)
    assert answer.json() == {
        "photos": [
            {
                "photo": str(photo.uuid),
                "state": state,
                "message": message,
                "had_location": photo == ready,
            }
            for photo, state, message in (
                (failed, "failed", "It is damaged."),
                (ready, "needs_details", "Added"),
                (waiting, "processing", "Being prepared"),
            )
        ]
    }
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert mine.get(address("progress", sprint)).json() == {"photos": []}
    assert mine.post(address("progress", sprint)).status_code == 405


@pytest.mark.parametrize("number", [3, 30])
def test_progress_costs_the_same_for_few_and_for_many(
    sprint, person, mine, django_assert_num_queries, number
):
    photos = PhotoFactory.create_batch(
        number, sprint=sprint, uploaded_by=person, state="processing"
    )
    query = {"photo": [photo.uuid for photo in photos]}
    mine.get(address("progress", sprint), query)
    with django_assert_num_queries(4):
        answer = mine.get(address("progress", sprint), query)
    assert len(answer.json()["photos"]) == number
