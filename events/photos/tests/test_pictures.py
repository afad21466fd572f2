"""Portraits and logos: how a file becomes one, and how it goes."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image

from events.lifecycle import Refused
from events.photos import files
from events.photos.display import picture_of
from events.photos.models import Logo, PictureSent, Portrait, UploadRefusal
from events.photos.tests.factories import fresh, stored
from events.photos.tests.uploads import picture, running_sprint
from events.photos.workflow import (
    TooMany,
    remove_logo,
    remove_portrait,
    send,
    send_logo,
    send_portrait,
)
from events.photos.workflow.pictures import develop_picture
from events.registration.tests.factories import RegistrationFactory
from people.tests.factories import OrganizationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def opened(path):
    with storages[files.PUBLIC].open(path) as content:
        found = Image.open(io.BytesIO(content.read()))
    return found.format, found.size


def test_a_portrait_is_a_square_out_of_the_middle_in_two_widths(committed):
    portrait = fresh(
        committed(send_portrait, PersonFactory(), ContentFile(picture(size=(640, 480))))
    )
    assert (portrait.incoming, portrait.reason, portrait.widths) == ("", "", [96, 256])
    assert {path: opened(path) for path in stored(files.PUBLIC)} == {
        f"{portrait.folder}/96.webp": ("WEBP", (96, 96)),
        f"{portrait.folder}/256.webp": ("WEBP", (256, 256)),
    }
    assert stored(files.PENDING) == set()
    assert picture_of(portrait).src == f"/media/{portrait.folder}/96.webp"


def test_a_logo_keeps_its_shape_and_stands_on_white(committed):
    clear = io.BytesIO()
    Image.effect_noise((400, 100), 90).convert("RGBA").save(clear, "PNG")
    content = ContentFile(clear.getvalue())
    logo = fresh(committed(send_logo, OrganizationFactory(), content, by=PersonFactory()))
    assert {opened(path) for path in stored(files.PUBLIC)} == {
        ("WEBP", (160, 40)),
        ("WEBP", (320, 80)),
    }
    assert (logo.width, logo.height) == (400, 100)


@pytest.mark.usefixtures("quick")
def test_nothing_is_shown_until_it_is_prepared_and_the_one_before_meanwhile(committed):
    person = PersonFactory()
    waiting = send_portrait(person, ContentFile(picture()))
    assert picture_of(waiting) is None
    assert stored(files.PENDING) == {f"{waiting.incoming}/original"}
    first = fresh(committed(send_portrait, person, ContentFile(picture())))
    again = send_portrait(person, ContentFile(picture(1)))
    assert again.incoming
    assert picture_of(again) == picture_of(first)


@pytest.mark.usefixtures("quick")
def test_the_next_one_takes_the_place_of_the_last_under_new_names(committed):
    person = PersonFactory()
    first = fresh(committed(send_portrait, person, ContentFile(picture())))
    committed(send_portrait, person, ContentFile(picture(1)))
    now = Portrait.objects.get()
    assert now.folder != first.folder
    assert stored(files.PUBLIC) == {f"{now.folder}/96.webp", f"{now.folder}/256.webp"}
    assert stored(files.PENDING) == set()


@pytest.mark.usefixtures("quick")
def test_a_file_sent_while_one_is_being_prepared_is_the_one_that_counts(committed):
    person = PersonFactory()
    overtaken = send_portrait(person, ContentFile(picture())).incoming
    portrait = committed(send_portrait, person, ContentFile(picture(1)))
    develop_picture.call("portrait", portrait.pk, overtaken)
    develop_picture.call("portrait", portrait.pk, portrait.incoming)
    portrait.refresh_from_db()
    assert len(stored(files.PUBLIC)) == 2
    assert stored(files.PENDING) == set()


@pytest.mark.usefixtures("quick")
def test_what_was_overtaken_while_it_was_being_prepared_is_not_kept(monkeypatch):
    portrait = send_portrait(PersonFactory(), ContentFile(picture()))
    taken_in = portrait.incoming
    found = files.at_hand

    def overtaking(*arguments):
        Portrait.objects.update(incoming=files.new_folder())
        return found(*arguments)

    monkeypatch.setattr(files, "at_hand", overtaking)
    develop_picture.call("portrait", portrait.pk, taken_in)
    portrait.refresh_from_db()
    assert (portrait.folder, stored(files.PUBLIC)) == ("", set())


def test_what_cannot_be_read_says_why_and_the_one_before_stays(committed):
    person = PersonFactory()
    before = fresh(committed(send_portrait, person, ContentFile(picture())))
    noise = io.BytesIO()
    Image.effect_noise((400, 400), 90).save(noise, "JPEG")
    committed(send_portrait, person, ContentFile(noise.getvalue()[:9000]))
    now = Portrait.objects.get()
    assert (now.folder, now.incoming) == (before.folder, "")
    assert now.reason.startswith("The file is damaged")
    assert stored(files.PENDING) == set()
    committed(send_portrait, person, ContentFile(picture()))
    assert Portrait.objects.get().reason == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7" + b" " * 2000, "This is a PDF document."),
    ],
)
def test_what_is_no_picture_is_refused_at_sight_and_leaves_nothing(content, sentence):
    person = PersonFactory()
    with pytest.raises(Refused, match=sentence):
        send_portrait(person, ContentFile(content))
    with pytest.raises(Refused, match=sentence):
        send_logo(OrganizationFactory(), ContentFile(content), by=person)
    noted = UploadRefusal.objects.values_list("person", "sprint", "bytes", "counts")
    assert list(noted) == [(person.pk, None, len(content), True)] * 2
    assert not Portrait.objects.exists()
    assert not Logo.objects.exists()
    assert not storages[files.PENDING].exists("")


@pytest.mark.usefixtures("quick")
def test_a_picture_goes_with_all_its_files(committed):
    person, organization = PersonFactory(), OrganizationFactory()
    committed(send_portrait, person, ContentFile(picture()))
    committed(send_logo, organization, ContentFile(picture()), by=person)
    send_portrait(person, ContentFile(picture(1)))
    committed(remove_portrait, person)
    committed(remove_logo, organization)
    assert (stored(files.PUBLIC), stored(files.PENDING)) == (set(), set())
    for verb, whose in ((remove_portrait, person), (remove_logo, organization)):
        with pytest.raises(Refused, match="There is no picture"):
            verb(whose)


def test_of_all_that_one_sends_so_much_is_taken_in_a_while(settings):
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 3}
    person, sprint = PersonFactory(), running_sprint()
    RegistrationFactory(sprint=sprint, person=person)
    send_portrait(person, ContentFile(picture()))
    with pytest.raises(Refused, match="SVG"):
        send_portrait(person, ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'>" * 99))
    send_logo(OrganizationFactory(), ContentFile(picture()), by=person)
    for verb in (
        lambda: send_portrait(person, ContentFile(picture(1))),
        lambda: send_logo(OrganizationFactory(), ContentFile(picture(1)), by=person),
        lambda: send(sprint, ContentFile(picture(1)), by=person),
    ):
        with pytest.raises(TooMany, match="Please wait 10 minutes"):
            verb()
    assert UploadRefusal.objects.filter(counts=False).count() == 3
    PictureSent.objects.update(at=timezone.now() - timedelta(minutes=10))
    send_portrait(person, ContentFile(picture(1)))


def test_no_file_takes_the_place_of_another():
    files.store(files.PUBLIC, "a" * 32, "96.webp", ContentFile(b"one"))
    with pytest.raises(RuntimeError, match="is there already"):
        files.store(files.PUBLIC, "a" * 32, "96.webp", ContentFile(b"two"))
