"""What the team does with photos: each step, who may take it, and two at the same time."""

import pytest

from events.lifecycle import Refused, Transition
from events.photos import workflow
from events.photos.models import Photo
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    RemovalRequestFactory,
    store_files,
)
from events.photos.tests.uploads import running_sprint
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

State = Photo.State
GONE = "does not wait for the team any more"


@pytest.fixture
def sprint(db):
    return running_sprint()


@pytest.fixture
def moderator(sprint):
    return TeamMemberFactory(sprint=sprint, role="photographer").person


def made(sprint, state, *, stored=True, **more):
    photo = PhotoFactory(sprint=sprint, state=state, widths=[320], **more)
    return store_files(photo) if stored else photo


def fresh(photo):
    return Photo.objects.get(pk=photo.pk)


def publish(photo, by):
    return workflow.publish(photo, by=by, seen=photo.revision)


def hide(photo, by):
    return workflow.hide(photo, by=by, why="Blurred.")


def remove(photo, by):
    return workflow.remove(photo, by=by, why="Not ours.")


def ask(photo, by):
    return workflow.ask(photo, by=by, why="Who is this?")


def reject(photo, by):
    return workflow.reject(photo, by=by, why="Too dark.")


def reconsider(photo, by):
    return workflow.reconsider(photo, by=by)


def show_again(photo, by):
    return workflow.show_again(photo, by=by)


def set_cover(photo, by):
    return workflow.set_cover(photo, by=by)


def take_cover_away(photo, by):
    return workflow.take_cover_away(photo, by=by)


# From which state to which, with what reason in the history.
STEPS = [
    (publish, State.PENDING, State.PUBLISHED, ""),
    (ask, State.PENDING, State.NEEDS_DETAILS, "Who is this?"),
    (reject, State.PENDING, State.REJECTED, "Too dark."),
    (reconsider, State.REJECTED, State.PENDING, ""),
    (hide, State.PUBLISHED, State.HIDDEN, "Blurred."),
    (show_again, State.HIDDEN, State.PUBLISHED, ""),
    (remove, State.NEEDS_DETAILS, State.REMOVED, "Not ours."),
    (remove, State.PENDING, State.REMOVED, "Not ours."),
    (remove, State.PUBLISHED, State.REMOVED, "Not ours."),
    (remove, State.HIDDEN, State.REMOVED, "Not ours."),
    (remove, State.REJECTED, State.REMOVED, "Not ours."),
]
VERBS = sorted({step for step, *_ in STEPS} | {set_cover, take_cover_away}, key=str)


@pytest.mark.parametrize("named", STEPS)
def test_each_step_leads_to_its_state_and_writes_who_and_why(sprint, moderator, named):
    step, before, after, why = named
    photo = made(sprint, before)
    assert step(photo, moderator).state == after
    assert fresh(photo).state == after
    row = Transition.objects.of(photo).get()
    assert (row.from_state, row.to_state, row.by, row.why) == (before, after, moderator, why)


@pytest.mark.parametrize("step", VERBS)
@pytest.mark.parametrize("who", ["uploader", "desk", "elsewhere"])
def test_only_organizers_and_photographers_of_this_sprint_decide(sprint, step, who):
    photo = made(sprint, State.PENDING, stored=False)
    person = {
        "uploader": lambda: photo.uploaded_by,
        "desk": lambda: TeamMemberFactory(sprint=sprint, role="desk").person,
        "elsewhere": lambda: TeamMemberFactory().person,
    }[who]()
    with pytest.raises(Refused, match="Only the team decides about photos"):
        step(photo, person)
    assert fresh(photo).state == State.PENDING


@pytest.mark.parametrize("person", ["organizer", "superuser"])
def test_organizers_and_superusers_decide_as_well(sprint, person):
    photo = made(sprint, State.PENDING)
    if person == "organizer":
        by = TeamMemberFactory(sprint=sprint).person
    else:
        by = PersonFactory(is_superuser=True)
    assert publish(photo, by).state == State.PUBLISHED


@pytest.mark.parametrize(
    ("step", "state", "sentence"),
    [
        (publish, State.PUBLISHED, "published already"),
        (publish, State.HIDDEN, GONE),
        (publish, State.NEEDS_DETAILS, GONE),
        (publish, State.PROCESSING, GONE),
        (ask, State.NEEDS_DETAILS, GONE),
        (ask, State.PUBLISHED, GONE),
        (reject, State.REJECTED, GONE),
        (reconsider, State.PENDING, "Only a photo that was not taken"),
        (hide, State.HIDDEN, "not published any more"),
        (hide, State.PENDING, "not published any more"),
        (show_again, State.PUBLISHED, "is not hidden"),
        (remove, State.REMOVED, "taken down already"),
        (remove, State.PROCESSING, "being prepared"),
        (remove, State.FAILED, "being prepared"),
        (set_cover, State.PENDING, "Only a published photo can be the cover"),
        (take_cover_away, State.PUBLISHED, "is not the cover"),
    ],
)
def test_what_the_state_does_not_allow_is_refused_in_words(
    sprint, moderator, step, state, sentence
):
    photo = made(sprint, state, stored=False)
    with pytest.raises(Refused, match=sentence):
        step(photo, moderator)
    assert fresh(photo).state == state
    assert not Transition.objects.of(photo).exists()


@pytest.mark.parametrize(
    ("verb", "state"),
    [("ask", "pending"), ("reject", "pending"), ("hide", "published"), ("remove", "published")],
)
def test_a_grave_step_wants_a_reason(sprint, moderator, verb, state):
    photo = made(sprint, state, stored=False)
    with pytest.raises(Refused, match="Please say why"):
        getattr(workflow, verb)(photo, by=moderator, why=" \n")
    assert fresh(photo).state == state


def test_what_has_changed_since_it_was_seen_is_not_published(sprint, moderator):
    photo = made(sprint, State.PENDING, stored=False)
    seen = photo.revision
    workflow.describe(photo, by=photo.uploaded_by, caption="Something else")
    with pytest.raises(Refused, match="changed since you looked"):
        workflow.publish(photo, by=moderator, seen=seen)
    assert fresh(photo).state == State.PENDING


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"alt_text": ""}, "It still needs a description"),
        ({"alt_text": "IMG_1.jpg", "credit": ""}, "a description and the photographer’s name"),
        ({"licence": ""}, "It still needs a licence"),
    ],
)
def test_what_is_not_described_is_not_published(sprint, moderator, lacking, sentence):
    photo = made(sprint, State.PENDING, stored=False, **lacking)
    with pytest.raises(Refused, match=sentence):
        publish(photo, moderator)


@pytest.mark.parametrize(("state", "step"), [("pending", publish), ("hidden", show_again)])
def test_nobody_is_shown_who_wants_to_be_left_out(sprint, moderator, state, step):
    photo = made(sprint, state, stored=False)
    for name in ("Ana", "Bo"):
        row = RegistrationFactory(sprint=sprint, person__name=name, photo_consent="no")
        PhotoTagFactory(photo=photo, person=row.person)
        sentence = {"Ana": "Ana wants to be", "Bo": "Ana and Bo want to be"}[name]
        with pytest.raises(Refused, match=f"^{sentence} left out of photos"):
            step(photo, moderator)
    assert fresh(photo).state == state


@pytest.mark.parametrize(("state", "step"), [("pending", publish), ("hidden", show_again)])
def test_an_open_request_is_decided_first(sprint, moderator, state, step):
    photo = made(sprint, state)
    request = RemovalRequestFactory(photo=photo)
    with pytest.raises(Refused, match="asked for its removal"):
        step(photo, moderator)
    request.advance("declined", by=moderator)
    assert step(photo, moderator).state == State.PUBLISHED


# Emails


def test_whoever_sent_it_hears_of_it(
    sprint, moderator, django_capture_on_commit_callbacks, mailoutbox
):
    for step in (publish, ask, reject):
        photo = made(sprint, State.PENDING)
        with django_capture_on_commit_callbacks(execute=True):
            step(photo, moderator)
        assert mailoutbox[-1].to == [photo.uploaded_by.email]
    assert len(mailoutbox) == 3
    assert "Who is this?" in mailoutbox[1].body
    assert "Too dark." in mailoutbox[2].body


def test_publishing_asks_those_named_who_want_to_be_asked(
    sprint, moderator, django_capture_on_commit_callbacks, mailoutbox
):
    photo = made(sprint, State.PENDING)
    waiting = RegistrationFactory(sprint=sprint, photo_consent="ask").person
    PhotoTagFactory(photo=photo, person=waiting)
    PhotoTagFactory(photo=photo, agreed_at=photo.created_at)
    with django_capture_on_commit_callbacks(execute=True):
        publish(photo, moderator)
    assert sorted(to for email in mailoutbox for to in email.to) == sorted(
        [waiting.email, photo.uploaded_by.email]
    )


def test_several_at_once_are_one_email_to_each_uploader_and_refusals_are_told(
    sprint, moderator, django_capture_on_commit_callbacks, mailoutbox
):
    ann = PersonFactory()
    photos = [made(sprint, State.PENDING, uploaded_by=ann) for _ in range(3)]
    photos += [made(sprint, State.PENDING), made(sprint, State.PENDING, uploaded_by=None)]
    changed = made(sprint, State.PENDING, stored=False)
    seen = [(photo, photo.revision) for photo in photos]
    with django_capture_on_commit_callbacks(execute=True):
        done, refused = workflow.publish_several([*seen, (changed, 1)], by=moderator)
    assert done == photos
    assert [(photo, "changed since" in why) for photo, why in refused] == [(changed, True)]
    assert fresh(changed).state == State.PENDING
    emails = {email.to[0]: email.body for email in mailoutbox}
    assert emails.keys() == {ann.email, photos[3].uploaded_by.email}
    assert all(str(photo) in emails[ann.email] for photo in photos[:3])
    assert len(mailoutbox) == 2
