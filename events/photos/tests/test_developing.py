"""Preparing: written anew, nothing kept of the file, and a sentence for what cannot be read."""

import re
from contextlib import contextmanager
from datetime import date, datetime

import pytest
from django.core.files.storage import storages

from events.lifecycle import Transition
from events.photos import images, workflow
from events.photos.display import image_of
from events.photos.models import Photo, UploadRefusal
from events.photos.tests.uploads import (
    file,
    participant,
    picture,
    running_sprint,
    send,
    told_where_and_when,
)
from events.photos.workflow import developing
from events.sprints.tests.factories import SprintFactory
from people.tests.races import at_once, let_both_look_first

State = Photo.State
DAMAGED = picture(size=(800, 600))[:2000]
MARKERS = (b"MAKER-OF-CAMERAS", b"A-COMMENT", b"A-TRAILER", b"IMG_1")


def develop(photo):
    developing.develop_photo.call(photo.pk)
    photo.refresh_from_db()
    return photo


def contents(alias, folder):
    storage = storages[alias]
    names = storage.listdir(folder)[1] if storage.exists(folder) else []
    found = {}
    for name in names:
        with storage.open(f"{folder}/{name}") as stored:
            found[name] = stored.read()
    return found


def test_nothing_is_kept_of_the_file_that_was_sent(sprint, person):
    exif = told_where_and_when()
    content = picture(1, exif=exif, comment=b"A-COMMENT") + b"A-TRAILER"
    photo = workflow.send(sprint, file(content), by=person, name="IMG_1.jpg")
    before = photo.folder
    assert MARKERS[0] in contents("pending", before)["original"]
    develop(photo)
    assert (photo.state, photo.sent_as, photo.had_location) == ("needs_details", "", True)
    assert (photo.width, photo.height, photo.widths) == (400, 320, [320, 400])
    stored = contents("pending", photo.folder)
    assert set(stored) == set(photo.file_names)
    assert set(stored) == {"master.jpg", "share.jpg", "card.jpg", "320.webp", "400.webp"}
    found = {(name, marker) for name in stored for marker in MARKERS if marker in stored[name]}
    assert found == set()
    assert photo.folder != before


@pytest.mark.usefixtures("quick")
def test_the_file_that_was_sent_goes_once_the_photo_is_prepared(sprint, person, committed):
    photo = committed(send, sprint, person)
    before = photo.folder
    photo.refresh_from_db()
    assert photo.state == State.NEEDS_DETAILS
    assert storages["pending"].listdir("")[0] == [photo.folder] != [before]
    assert "original" not in contents("pending", photo.folder)


def test_a_file_that_cannot_be_read_fails_with_a_sentence_and_the_next_one_works(
    sprint, person, committed
):
    bad = committed(workflow.send, sprint, file(DAMAGED), by=person, name="IMG_1.jpg")
    good = committed(send, sprint, person)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == ("failed", "needs_details")
    assert bad.reason
    assert bad.sent_as == "IMG_1.jpg"
    assert Transition.objects.of(bad).last().why == bad.reason
    refusal = UploadRefusal.objects.get()
    assert (refusal.reason, refusal.person, refusal.bytes) == (bad.reason, person, len(DAMAGED))
    assert refusal.counts is False
    assert storages["pending"].listdir("")[0] == [good.folder]
    assert workflow.send(sprint, file(DAMAGED), by=person).state == State.PROCESSING


def test_a_decoder_that_gives_up_is_a_sentence(settings, sprint, person):
    photo = send(sprint, person)
    settings.PHOTOS = settings.PHOTOS | {"decoder_wall_seconds": 0.001}
    develop(photo)
    assert photo.state == State.FAILED
    assert "damaged or too complex" in photo.reason
    settings.PHOTOS = settings.PHOTOS | {"decoder_wall_seconds": 30}
    assert develop(send(sprint, person)).state == State.NEEDS_DETAILS


@pytest.mark.usefixtures("quick")
def test_what_is_prepared_or_gone_is_not_prepared_again(sprint, person):
    photo = develop(send(sprint, person))
    folder = photo.folder
    assert develop(photo).folder == folder
    developing.develop_photo.call(photo.pk + 1)
    assert Transition.objects.of(photo).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("content", "state"), [(picture(), "needs_details"), (DAMAGED, "failed")])
def test_two_workers_at_one_photo_prepare_it_once(monkeypatch, content, state):
    sprint = running_sprint()
    monkeypatch.setattr("events.photos.workflow.sending.enqueue", lambda *_: None)
    photo = workflow.send(sprint, file(content), by=participant(sprint))
    let_both_look_first(monkeypatch, developing.files, "at_hand")
    answers = at_once(*[lambda: developing.develop_photo.call(photo.pk)] * 2)
    assert answers == [None, None]
    photo.refresh_from_db()
    assert photo.state == state
    assert Transition.objects.of(photo).count() == 2
    assert storages["pending"].listdir("")[0] == ([photo.folder] if state != "failed" else [])


@pytest.mark.parametrize(
    ("moment", "plausible"),
    [
        # Without an offset it is Prague's clock, two hours ahead of UTC.
        ("2026-05-04T12:00", "2026-05-04T10:00Z"),
        ("2026-05-04T12:00Z", "2026-05-04T12:00Z"),
        ("2026-04-04T00:00", "2026-04-03T22:00Z"),
        ("2026-04-03T23:59", None),
        ("2026-06-07T23:59", "2026-06-07T21:59Z"),
        ("2026-06-08T00:00", None),
    ],
)
def test_the_cameras_clock_is_believed_within_a_month_of_the_sprint(moment, plausible):
    sprint = SprintFactory.build(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 8))
    assert developing.plausible(None, sprint) is None
    found = developing.plausible(datetime.fromisoformat(moment), sprint)
    assert found == (datetime.fromisoformat(plausible) if plausible else None)


def test_the_moment_is_read_in_the_sprints_zone(db):
    sprint = running_sprint(time_zone="America/New_York")
    when = f"{sprint.starts_on:%Y:%m:%d} 23:30:00"
    content = picture(exif=told_where_and_when(when))
    photo = develop(workflow.send(sprint, file(content), by=participant(sprint)))
    assert photo.taken_at.astimezone(developing.sprint_rules.zone(sprint)).isoformat()[:16] == (
        f"{sprint.starts_on}T23:30"
    )


@pytest.fixture
def cut(monkeypatch, tmp_path):
    """Where the card was cut, each time; the decoder itself is shown elsewhere."""
    asked = []

    @contextmanager
    def developed(source, recipe, *, focus):
        asked.append((recipe, focus))
        (tmp_path / "card.jpg").write_bytes(b"a new card")
        yield images.Developed(tmp_path, ("card.jpg",), 1200, 630, (), None, False)

    monkeypatch.setattr(developing.images, "developed", developed)
    return asked


def test_a_card_is_cut_anew_around_the_point_in_view_under_a_new_name(photo, cut, committed):
    before = contents("public", photo.folder)
    del before["card.jpg"]
    Photo.objects.filter(pk=photo.pk).update(focus_x=10, focus_y=90)
    committed(developing.draw_card.call, photo.pk)
    assert cut == [(images.CARD, (10, 90))]
    now = Photo.objects.get()
    assert now.folder == photo.folder  # whoever noted down the picture's address finds it
    card = now.card
    assert re.fullmatch(r"card-[0-9a-f]{16}\.jpg", card)
    assert contents("public", photo.folder) == before | {card: b"a new card"}
    assert image_of(now).card == f"/media/{photo.folder}/{card}"


def test_a_photo_that_is_hidden_meanwhile_gets_no_card(photo, cut):
    photo.advance(State.HIDDEN)
    developing.draw_card.call(photo.pk)
    assert cut == []


def meanwhile(monkeypatch, happens):
    """Let this happen while the card is being cut."""
    cutting = developing.images.developed

    @contextmanager
    def developed(*args, **options):
        with cutting(*args, **options) as found:
            happens()
            yield found

    monkeypatch.setattr(developing.images, "developed", developed)


def test_a_photo_that_is_hidden_while_its_card_is_cut_stays_as_it_is(
    photographer, photo, cut, monkeypatch, committed
):
    meanwhile(monkeypatch, lambda: workflow.hide(photo, by=photographer, why="A test."))
    committed(developing.draw_card.call, photo.pk)
    folder = Photo.objects.get(state=State.HIDDEN).folder
    assert storages["pending"].listdir("")[0] == [folder]
    assert "card.jpg" in contents("pending", folder)
    assert contents("pending", folder)["card.jpg"] != b"a new card"
    assert storages["public"].listdir("")[0] == []


def test_a_card_for_a_point_that_has_moved_on_is_thrown_away(photo, cut, monkeypatch, committed):
    before = contents("public", photo.folder)
    meanwhile(monkeypatch, lambda: Photo.objects.update(focus_x=90))
    committed(developing.draw_card.call, photo.pk)
    assert Photo.objects.get().card == "card.jpg"
    assert contents("public", photo.folder) == before


def test_files_that_move_away_before_they_are_read_are_no_fault(
    photographer, photo, cut, monkeypatch, committed
):
    reading = developing.files.at_hand

    def at_hand(*args):
        committed(workflow.hide, photo, by=photographer, why="A test.")
        return reading(*args)

    monkeypatch.setattr(developing.files, "at_hand", at_hand)
    developing.draw_card.call(photo.pk)
    assert cut == []


def test_files_that_are_lost_are_a_fault(photo, cut):
    storages["public"].delete(f"{photo.folder}/master.jpg")
    with pytest.raises(FileNotFoundError):
        developing.draw_card.call(photo.pk)


def test_another_point_in_view_draws_the_card_anew(photographer, photo, cut, committed):
    for change in ({"position": 3}, {"focus_x": 30}, {"focus_x": 30}):
        committed(workflow.describe, photo, by=photographer, **change)
    assert cut == [(images.CARD, (30, 50))]
