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


LARGE = PART + b'; filename="large.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff'


def posted(client, sprint, body, length):
    meta = {"wsgi.input": body, "CONTENT_LENGTH": str(length), "CONTENT_TYPE": FORM}
    return client.generic("POST", address("add", sprint), HTTP_ACCEPT="application/json", **meta)


class BreaksOff(io.BytesIO):
    """A form of which the end never comes."""

    def read(self, size=-1):
        if found := super().read(size):
            return found
        raise ConnectionResetError


def test_a_connection_that_breaks_off_leaves_nothing(sprint, mine):
    body = BreaksOff(LARGE + b"x" * 1024**2)
    answer = posted(mine, sprint, body, 2 * 1024**2)
    assert (answer.status_code, answer.json()) == (400, {"message": BROKEN})
    assert not Photo.objects.exists()


def test_memory_does_not_grow_by_the_size_of_the_picture(sprint, mine):
    size = 16 * 1024**2
    body = LARGE + b"x" * size + END
    mine.get(address("add", sprint))
    tracemalloc.start()
    try:
        answer = posted(mine, sprint, io.BytesIO(body), len(body))
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
