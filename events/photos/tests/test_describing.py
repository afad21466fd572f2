"""Describing and taking back: who may until when, what is kept, and when it goes to the team."""

import pytest
from django.core.files.storage import storages

from events.lifecycle import Refused, Transition
from events.photos import rules, workflow
from events.photos.models import BlockedHash, Photo
from events.photos.tests.factories import (
    PhotoFactory,
    RemovalRequestFactory,
    fresh,
    store_files,
    undescribed,
)
from events.photos.tests.uploads import file, participant, picture
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first

State = Photo.State
WORDS = {"alt_text": "Two people at a door", "credit": "Ann Invented", "licence": "cc-by-4.0"}
NO_LONGER = "This photo can no longer be changed here"


@pytest.fixture
def photo(sprint, person):
    return undescribed(sprint, person)[0]


@pytest.fixture
def organizer(photo):
    return TeamMemberFactory(sprint=photo.sprint).person


def test_a_photo_goes_to_the_team_once_nothing_is_missing(photo):
    uploader = photo.uploaded_by
    Photo.objects.update(reason="Who is that?")  # what the team asked is answered by this
    for name, state in (("alt_text", "needs_details"), ("credit", "needs_details")):
        assert workflow.describe(photo, by=uploader, **{name: WORDS[name]}).state == state
    described = workflow.describe(photo, by=uploader, licence="cc-by-4.0")
    assert (described.state, described.reason, fresh(photo).reason) == ("pending", "", "")
    history = Transition.objects.of(photo).values_list("from_state", "to_state", "by")
    assert list(history) == [("needs_details", "pending", uploader.pk)]


def test_what_is_half_said_is_kept(photo):
    workflow.describe(photo, by=photo.uploaded_by, caption="The door", people_recognizable=False)
    assert (fresh(photo).caption, fresh(photo).people_recognizable) == ("The door", False)
    assert fresh(photo).state == State.NEEDS_DETAILS


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("abcd", "in a few words"),
        ("    a    ", "in a few words"),
        ("IMG_1234", "the name of a file"),
        ("our team.jpeg", "the name of a file"),
        ("dsc 0001", None),
        ("A door", None),
    ],
)
def test_a_description_is_neither_a_word_nor_a_files_name(photo, text, sentence):
    if sentence is None:
        assert workflow.describe(photo, by=photo.uploaded_by, alt_text=text).alt_text == text
        return
    with pytest.raises(Refused, match=sentence):
        workflow.describe(photo, by=photo.uploaded_by, alt_text=text, caption="x")
    assert (fresh(photo).alt_text, fresh(photo).caption) == ("", "")


@pytest.mark.parametrize("state", ["processing", "published", "hidden", "rejected", "removed"])
def test_the_uploader_changes_nothing_that_was_decided(photo, state):
    Photo.objects.filter(pk=photo.pk).update(**WORDS | {"state": state})
    with pytest.raises(Refused, match=NO_LONGER):
        workflow.describe(photo, by=photo.uploaded_by, caption="New")


@pytest.mark.parametrize("state", ["needs_details", "pending", "published", "hidden", "rejected"])
def test_the_team_changes_what_is_there(photo, organizer, state):
    Photo.objects.filter(pk=photo.pk).update(**WORDS | {"state": state})
    photographer = TeamMemberFactory(sprint=photo.sprint, role="photographer").person
    for person, caption in ((organizer, "New"), (photographer, "Newer")):
        assert workflow.describe(photo, by=person, caption=caption).caption == caption


def test_others_change_nothing(photo):
    strangers = (
        PersonFactory(),
        participant(photo.sprint),
        TeamMemberFactory().person,
        TeamMemberFactory(sprint=photo.sprint, role="desk").person,
    )
    for person in strangers:
        with pytest.raises(Refused, match=NO_LONGER):
            workflow.describe(photo, by=person, **WORDS)


def test_only_the_team_says_what_stays_in_view_and_what_comes_first(photo, organizer):
    for name in ("focus_x", "focus_y", "position"):
        with pytest.raises(Refused, match="That cannot be changed here"):
            workflow.describe(photo, by=photo.uploaded_by, **{name: 7})
        assert getattr(workflow.describe(photo, by=organizer, **{name: 7}), name) == 7
    with pytest.raises(Refused, match="That cannot be changed here"):
        workflow.describe(photo, by=organizer, sha256="0")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("alt_text", "a description"),
        ("credit", "the photographer’s name"),
        ("licence", "a licence"),
    ],
)
def test_what_waits_or_is_shown_stays_complete(photo, organizer, name, what):
    Photo.objects.filter(pk=photo.pk).update(**WORDS | {"state": State.PUBLISHED})
    with pytest.raises(Refused, match=f"A photo needs {what}."):
        workflow.describe(photo, by=organizer, **{name: ""})
    assert getattr(fresh(photo), name) == WORDS[name]


@pytest.mark.parametrize("state", ["needs_details", "pending", "rejected"])
def test_what_is_taken_back_leaves_no_file_and_may_be_sent_again(photo, state, committed):
    Photo.objects.filter(pk=photo.pk).update(state=state)
    store_files(fresh(photo))
    committed(workflow.discard, photo, by=photo.uploaded_by)
    assert fresh(photo).state == State.REMOVED
    assert storages["pending"].listdir("") == ([], [])
    assert not BlockedHash.objects.exists()
    assert Transition.objects.of(photo).get().why == "Taken back by whoever sent it."
    again = workflow.send(photo.sprint, file(picture()), by=photo.uploaded_by)
    assert again.pk != photo.pk


def test_what_somebody_wants_gone_is_not_sent_again_once_it_is_taken_back(photo, organizer):
    request = RemovalRequestFactory(photo=photo, kind="other")
    workflow.discard(photo, by=photo.uploaded_by)
    assert rules.is_blocked(photo.sprint, photo.sha256)
    workflow.grant(request, by=organizer)
    copy = PhotoFactory(sprint=photo.sprint, sha256=photo.sha256, state=State.PENDING)
    with pytest.raises(Refused, match="The same photo was taken down on request"):
        workflow.publish(copy, by=organizer, seen=copy.revision)


@pytest.mark.parametrize("state", ["processing", "published", "hidden", "failed", "removed"])
def test_what_was_decided_is_not_taken_back_nor_is_anything_by_others(photo, organizer, state):
    for person in (organizer, participant(photo.sprint)):
        with pytest.raises(Refused, match="can no longer be taken back"):
            workflow.discard(photo, by=person)
    Photo.objects.filter(pk=photo.pk).update(**WORDS | {"state": state})
    with pytest.raises(Refused, match="can no longer be taken back"):
        workflow.discard(photo, by=photo.uploaded_by)


@pytest.mark.django_db(transaction=True)
def test_taken_back_twice_at_once_it_goes_once(photo, monkeypatch):
    let_both_look_first(monkeypatch, workflow.describing.rules, "may_discard")
    answers = at_once(*[lambda: workflow.discard(photo, by=photo.uploaded_by)] * 2)
    assert [isinstance(answer, Refused) for answer in answers].count(True) == 1
    assert Transition.objects.of(photo).count() == 1
