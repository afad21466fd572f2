"""Where files lie after each step of the team, which photo is the cover, and two steps at once."""

import pytest

from events.lifecycle import Refused, Transition
from events.photos import files, workflow
from events.photos.models import BlockedHash, Photo
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    files_of,
    fresh,
    made,
    stored,
)
from events.photos.tests.test_moderating import act
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.races import at_once

State = Photo.State


# Files


@pytest.mark.parametrize(
    ("step", "before", "aliases"),
    [
        ("publish", State.PENDING, (files.PENDING, files.PUBLIC)),
        ("show_again", State.HIDDEN, (files.PENDING, files.PUBLIC)),
        ("hide", State.PUBLISHED, (files.PUBLIC, files.PENDING)),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_files_move_under_new_names_and_the_old_addresses_are_gone(
    sprint, photographer, step, before, aliases
):
    photo, (source, target) = made(sprint, before), aliases
    old = photo.folder
    photo = act(step, photo, photographer)
    assert photo.folder != old
    assert stored(source) == set()
    assert stored(target) == files_of(fresh(photo))


@pytest.mark.django_db(transaction=True)
def test_if_the_storage_fails_none_of_several_is_published_and_nobody_gets_an_email(
    sprint, mailoutbox, monkeypatch
):
    photos = [made(sprint, State.PENDING) for _ in range(3)]
    before = stored(files.PENDING)
    copy, copied = files.copy, []

    def copy_one(names, folder, **storages):
        if copied:
            raise OSError("No space left")
        copied.append(folder)
        return copy(names, folder, **storages)

    monkeypatch.setattr(files, "copy", copy_one)
    seen = [(photo, photo.revision) for photo in reversed(photos)]
    with pytest.raises(OSError, match="No space left"):
        workflow.publish_several(seen, by=TeamMemberFactory(sprint=sprint).person)
    assert copied == [photos[0].folder]  # in the order in which others lock them
    assert {fresh(photo).state for photo in photos} == {State.PENDING}
    assert stored(files.PENDING) == before
    assert not Transition.objects.filter(to_state=State.PUBLISHED).exists()
    assert not mailoutbox


def test_a_refused_step_leaves_files_alone_and_copies_none(sprint, photographer):
    waiting, hidden = made(sprint, State.PENDING), made(sprint, State.HIDDEN)
    with pytest.raises(Refused):
        workflow.publish(waiting, by=photographer, seen=1)
    with pytest.raises(Refused):
        workflow.moderating.move(hidden, State.PENDING, by=photographer)
    assert stored(files.PENDING) == files_of(waiting) | files_of(hidden)
    assert stored(files.PUBLIC) == set()


@pytest.mark.parametrize("state", ["pending", "published", "hidden", "rejected"])
@pytest.mark.django_db(transaction=True)
def test_what_is_taken_down_leaves_no_file_no_word_and_does_not_come_back(
    sprint, photographer, state
):
    photo = made(sprint, state, is_cover=state == State.PUBLISHED)
    PhotoTagFactory(photo=photo)
    act("remove", photo, photographer)
    assert stored(files.PENDING) | stored(files.PUBLIC) == set()
    after = fresh(photo)
    assert (after.caption, after.alt_text, after.credit, after.is_cover) == ("", "", "", False)
    assert not after.tags.exists()
    assert BlockedHash.objects.get().sha256 == photo.sha256


# The cover


def test_a_sprint_has_one_cover(sprint, photographer):
    first, second = (made(sprint, State.PUBLISHED, with_files=False) for _ in range(2))
    elsewhere = PhotoFactory(is_cover=True)
    act("set_cover", first, photographer)
    with pytest.raises(Refused, match="the cover already"):
        act("set_cover", first, photographer)
    act("set_cover", second, photographer)
    covers = Photo.objects.filter(is_cover=True).order_by("pk")
    assert list(covers.all()) == [second, elsewhere]
    workflow.take_cover_away(second, by=photographer, why="Too dark.")
    assert list(covers.all()) == [elsewhere]
    assert list(Transition.objects.of(second).values_list("to_state", "by", "why")) == [
        ("published", photographer.pk, "Set as cover."),
        ("published", photographer.pk, "No longer the cover. Too dark."),
    ]


# Two at the same time


def outcomes(answers):
    return sorted(type(answer).__name__ for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_two_moderators_publish_once(sprint, mailoutbox):
    photo = made(sprint, State.PENDING)
    team = [TeamMemberFactory(sprint=sprint).person for _ in range(2)]
    answers = at_once(*(lambda by=by: act("publish", photo, by) for by in team))
    assert outcomes(answers) == ["Photo", "Refused"]
    assert Transition.objects.of(photo).count() == 1
    assert [email.to for email in mailoutbox] == [[photo.uploaded_by.email]]
    assert stored(files.PUBLIC) == files_of(fresh(photo))
    assert stored(files.PENDING) == set()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_published_that_the_moderator_has_not_seen(sprint):
    """The uploader writes while a photographer publishes: one of them is told to look again."""
    photographer = TeamMemberFactory(sprint=sprint).person
    for _ in range(8):
        photo = made(sprint, State.PENDING, caption="As it was seen")
        answers = at_once(
            lambda photo=photo: act("publish", photo, photographer),
            lambda photo=photo: workflow.describe(
                photo, by=photo.uploaded_by, caption="Written since"
            ),
        )
        assert outcomes(answers) == ["Photo", "Refused"]
        after = fresh(photo)
        assert (after.state, after.caption) in {
            (State.PUBLISHED, "As it was seen"),
            (State.PENDING, "Written since"),
        }


@pytest.mark.django_db(transaction=True)
def test_two_covers_at_once_leave_one(sprint):
    team = [TeamMemberFactory(sprint=sprint).person for _ in range(2)]
    photos = [made(sprint, State.PUBLISHED) for _ in range(2)]
    answers = at_once(
        *(
            lambda photo=photo, by=by: act("set_cover", photo, by)
            for photo, by in zip(photos, team, strict=True)
        )
    )
    assert outcomes(answers) == ["Photo", "Photo"]
    assert Photo.objects.filter(sprint=sprint, is_cover=True).count() == 1
