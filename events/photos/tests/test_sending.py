"""Sending: who may, when, how many, which file; and that nothing else stays."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.photos import rules, workflow
from events.photos.models import BlockedHash, Photo, UploadRefusal
from events.photos.tests.factories import folders
from events.photos.tests.uploads import (
    NOT_A_PHOTO,
    file,
    files,
    participant,
    picture,
    running_sprint,
    send,
)
from events.photos.workflow import sending
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests.clock import at
from people.models import Person
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first

State = Photo.State
HERE = "This photo is here already."


def kept_folders():
    return folders("pending") | folders("public")


def refusals():
    return list(UploadRefusal.objects.order_by("pk").values_list("reason", "bytes", "counts"))


def test_what_is_sent_waits_for_its_task_where_the_web_does_not_reach(sprint, person):
    photo = Photo.objects.get(pk=send(sprint, person, 3).pk)
    assert (photo.state, photo.uploaded_by, photo.sent_as) == ("processing", person, "IMG_3.jpg")
    assert photo.bytes == len(picture(3))
    with storages["pending"].open(f"{photo.folder}/original") as original:
        assert original.read() == picture(3)
    assert kept_folders() == {photo.folder}
    history = Transition.objects.of(photo).values_list("from_state", "to_state", "by")
    assert list(history) == [("", "processing", person.pk)]
    assert refusals() == []


def test_a_long_name_keeps_its_end(sprint, person):
    photo = workflow.send(sprint, file(), by=person, name="x" * 300 + ".jpg")
    assert photo.sent_as == "x" * 251 + ".jpg"


def test_the_import_command_sends_without_a_person_and_without_a_quota(settings, sprint):
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 1, "per_person": 1}
    for number in range(2):
        assert send(sprint, None, number).uploaded_by is None


@pytest.mark.parametrize("role", ["organizer", "photographer", "desk"])
def test_the_whole_team_may_send_photos(sprint, role):
    person = TeamMemberFactory(sprint=sprint, role=role).person
    assert rules.refusal_to_send(person, sprint) == ""


def test_whoever_does_not_take_part_leaves_a_refusal_and_no_file(sprint):
    with pytest.raises(Refused, match="Photos come from those who take part"):
        send(sprint, PersonFactory())
    assert refusals() == [
        ("Photos come from those who take part in this sprint.", len(picture()), True)
    ]
    assert kept_folders() == set()


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        # Prague is two hours ahead of UTC in May and in July.
        ("2026-05-02T21:59:59+00:00", "Photos can be added from 3 May 2026 on."),
        ("2026-05-02T22:00:00+00:00", ""),
        ("2026-07-07T21:59:59+00:00", ""),
        ("2026-07-07T22:00:00+00:00", "Photos could be added until 7 July 2026."),
    ],
)
def test_the_window_opens_and_closes_at_the_sprints_own_midnight(db, now, sentence):
    sprint = SprintFactory(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 8))
    person = participant(sprint)
    photographer = TeamMemberFactory(sprint=sprint, role="photographer").person
    desk = TeamMemberFactory(sprint=sprint, role="desk").person
    with at(now):
        assert rules.refusal_to_send(person, sprint) == sentence
        assert rules.refusal_to_send(desk, sprint) == sentence
        assert rules.refusal_to_send(photographer, sprint) == ""


def test_a_cancelled_sprint_takes_no_photos_from_anybody(db):
    sprint = running_sprint(state=Sprint.State.CANCELLED)
    organizer = TeamMemberFactory(sprint=sprint).person
    for person in (organizer, participant(sprint)):
        with pytest.raises(Refused, match="This sprint was cancelled"):
            send(sprint, person)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (NOT_A_PHOTO, "This is a PDF document"),
    ],
)
def test_what_is_no_photo_at_sight_is_refused_and_not_stored(sprint, person, content, sentence):
    with pytest.raises(Refused, match=sentence):
        workflow.send(sprint, file(content), by=person, name="IMG_1.jpg")
    ((reason, size, counts),) = refusals()
    assert sentence in reason
    assert (size, counts) == (len(content), True)
    assert kept_folders() == set()
    assert not Photo.objects.exists()


def test_one_file_too_many_in_ten_minutes_waits_as_long_as_it_is_told(settings, sprint, person):
    assert settings.PHOTOS["per_ten_minutes"] == 60
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 4}
    begin = timezone.now()
    for second in range(4):
        with at((begin + timedelta(seconds=second)).isoformat()):
            if second % 2:
                send(sprint, person, second)
            else:
                with pytest.raises(Refused):
                    workflow.send(sprint, file(NOT_A_PHOTO), by=person)
    asked_at = begin + timedelta(seconds=90)
    with at(asked_at.isoformat()):
        for content in (picture(61), NOT_A_PHOTO):
            with pytest.raises(workflow.TooMany) as refusal:
                workflow.send(sprint, file(content), by=person)
            assert refusal.value.seconds == 511
            assert str(refusal.value) == "That was a lot at once. Please wait 9 minutes."
        assert send(sprint, participant(sprint), 62).pk
    assert refusals()[-1] == (str(refusal.value), len(NOT_A_PHOTO), False)
    with at((asked_at + timedelta(seconds=511)).isoformat()):
        assert send(sprint, person, 61).pk
    assert str(workflow.TooMany(1)) == "That was a lot at once. Please wait 1 minute."


def test_nobody_sends_more_than_one_can(settings, sprint, person):
    settings.PHOTOS = settings.PHOTOS | {"per_person": 2}
    photos = [send(sprint, person, number) for number in range(2)]
    with pytest.raises(Refused, match="You have sent 2 photos, which is as many as one can"):
        send(sprint, person, 2)
    photos[0].advance(State.FAILED)
    assert send(sprint, person, 2).pk


def test_a_sprint_takes_no_more_than_it_can(settings, sprint, person):
    settings.PHOTOS = settings.PHOTOS | {"per_sprint": 1}
    send(sprint, person)
    for sender in (participant(sprint), None):
        with pytest.raises(Refused, match="as many photos as it can take"):
            send(sprint, sender, 1)
    other = running_sprint()
    assert send(other, participant(other), 1).pk


def test_the_same_file_is_here_already_whatever_its_name(sprint, person):
    first = send(sprint, person)
    with pytest.raises(workflow.AlreadyHere, match=HERE) as refusal:
        workflow.send(sprint, file(), by=participant(sprint), name="other.png")
    assert refusal.value.photo == first
    assert refusals() == [(HERE, len(picture()), True)]
    assert kept_folders() == {first.folder}
    other = running_sprint()
    assert send(other, participant(other)).pk


def test_a_file_that_was_taken_down_does_not_come_back(sprint, person):
    photo = send(sprint, person)
    photo.advance(State.FAILED)
    BlockedHash.objects.create(sprint=sprint, sha256=photo.sha256)
    with pytest.raises(Refused, match="was taken down on request and does not come back"):
        send(sprint, person)


def test_what_cannot_begin_leaves_no_file(monkeypatch, sprint, person):
    def fault(*_):
        raise RuntimeError("The queue is broken.")

    monkeypatch.setattr(sending, "enqueue", fault)
    with pytest.raises(RuntimeError, match="The queue is broken"):
        send(sprint, person)
    assert kept_folders() == set()
    assert not Photo.objects.exists()


def test_one_bad_file_keeps_no_other_from_coming_in(sprint, person):
    known = send(sprint, person)
    sent = workflow.send_several(
        sprint, [file(NOT_A_PHOTO, "notes.pdf"), *files(0, 1, 2)], by=person
    )
    assert [photo.sent_as for photo in sent.added] == ["IMG_1.jpg", "IMG_2.jpg"]
    assert sent.here == [("IMG_0.jpg", known)]
    assert [name for name, _ in sent.refused] == ["notes.pdf"]
    assert (sent.unsent, sent.too_many) == ([], None)


@pytest.fixture
def no_task(monkeypatch):
    """What is sent stays unprepared, since here each commit is a real one."""
    monkeypatch.setattr(sending, "enqueue", lambda *_: None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_the_same_file_at_once_one_is_told_that_it_is_here(monkeypatch, no_task):
    sprint = running_sprint()
    people = [participant(sprint) for _ in range(2)]
    let_both_look_first(monkeypatch, rules, "known")
    answers = at_once(*(lambda person=person: send(sprint, person) for person in people))
    assert sorted(type(answer) for answer in answers if isinstance(answer, Refused)) == [
        workflow.AlreadyHere
    ]
    assert kept_folders() == {Photo.objects.get().folder}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", ["per_person", "per_ten_minutes"])
def test_the_last_photo_that_one_may_send_is_one(settings, monkeypatch, no_task, number):
    settings.PHOTOS = settings.PHOTOS | {number: 1}
    sprint = running_sprint()
    person = Person.objects.get(pk=participant(sprint).pk)
    question = "refusal_for_number" if number == "per_person" else "seconds_to_wait"
    let_both_look_first(monkeypatch, rules, question)
    answers = at_once(*(lambda nth=nth: send(sprint, person, nth) for nth in range(2)))
    assert [isinstance(answer, Refused) for answer in answers].count(True) == 1
    assert kept_folders() == {Photo.objects.get().folder}
