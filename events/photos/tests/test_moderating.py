"""What the team does with photos: each step, who may take it, and two at the same time."""

import pytest

from events.lifecycle import Refused, Transition
from events.photos import workflow
from events.photos.display import ACTIONS
from events.photos.models import Photo
from events.photos.tests.factories import PhotoTagFactory, RemovalRequestFactory, fresh, made
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

State = Photo.State
GONE = "does not wait for the team any more"


REASONS = {"ask": "Who is this?", "hide": "Blurred.", "remove": "Not ours.", "reject": "Too dark."}


def act(name, photo, by):
    """Take this action as the page offers it, with the version that was seen or with a reason."""
    more = {"seen": photo.revision} if name == "publish" else {"why": REASONS.get(name, "")}
    return getattr(workflow, name)(photo, by=by, **more)


# From which state to which, with what reason in the history.
STEPS = [
    ("publish", State.PENDING, State.PUBLISHED, ""),
    ("ask", State.PENDING, State.NEEDS_DETAILS, "Who is this?"),
    ("reject", State.PENDING, State.REJECTED, "Too dark."),
    ("reconsider", State.REJECTED, State.PENDING, ""),
    ("hide", State.PUBLISHED, State.HIDDEN, "Blurred."),
    ("show_again", State.HIDDEN, State.PUBLISHED, ""),
    *[
        ("remove", state, State.REMOVED, "Not ours.")
        for state in ("needs_details", "pending", "published", "hidden", "rejected")
    ],
]


@pytest.mark.parametrize("named", STEPS)
def test_each_step_leads_to_its_state_and_writes_who_and_why(sprint, photographer, named):
    step, before, after, why = named
    photo = made(sprint, before)
    assert act(step, photo, photographer).state == after
    assert fresh(photo).state == after
    row = Transition.objects.of(photo).get()
    assert (row.from_state, row.to_state, row.by, row.why) == (before, after, photographer, why)


def test_only_organizers_and_photographers_of_this_sprint_decide(sprint):
    photo = made(sprint, State.PENDING, with_files=False)
    desk, elsewhere = TeamMemberFactory(sprint=sprint, role="desk"), TeamMemberFactory()
    for person in (photo.uploaded_by, desk.person, elsewhere.person):
        for action in ACTIONS:
            with pytest.raises(Refused, match="Only the team decides about photos"):
                act(action.name, photo, person)
    assert fresh(photo).state == State.PENDING


def test_organizers_and_superusers_decide_as_well(sprint):
    for by in (TeamMemberFactory(sprint=sprint).person, PersonFactory(is_superuser=True)):
        assert act("publish", made(sprint, State.PENDING), by).state == State.PUBLISHED


@pytest.mark.parametrize(
    ("step", "state", "sentence"),
    [
        ("publish", State.PUBLISHED, "published already"),
        ("publish", State.HIDDEN, GONE),
        ("ask", State.NEEDS_DETAILS, GONE),
        ("reject", State.REJECTED, GONE),
        ("reconsider", State.PENDING, "Only a photo that was not taken"),
        ("hide", State.PENDING, "not published any more"),
        ("show_again", State.PUBLISHED, "is not hidden"),
        ("remove", State.REMOVED, "taken down already"),
        ("remove", State.FAILED, "being prepared"),
        ("set_cover", State.PENDING, "Only a published photo can be the cover"),
        ("take_cover_away", State.PUBLISHED, "is not the cover"),
    ],
)
def test_what_the_state_does_not_allow_is_refused_in_words(
    sprint, photographer, step, state, sentence
):
    photo = made(sprint, state, with_files=False)
    with pytest.raises(Refused, match=sentence):
        act(step, photo, photographer)
    assert fresh(photo).state == state
    assert not Transition.objects.of(photo).exists()


@pytest.mark.parametrize(
    ("verb", "state"),
    [("ask", "pending"), ("reject", "pending"), ("hide", "published"), ("remove", "published")],
)
def test_a_grave_step_wants_a_reason(sprint, photographer, verb, state):
    photo = made(sprint, state, with_files=False)
    with pytest.raises(Refused, match="Please say why"):
        getattr(workflow, verb)(photo, by=photographer, why=" \n")
    assert fresh(photo).state == state


def test_what_has_changed_since_it_was_seen_is_not_published(sprint, photographer):
    photo = made(sprint, State.PENDING, with_files=False)
    seen = photo.revision
    workflow.describe(photo, by=photo.uploaded_by, caption="Something else")
    with pytest.raises(Refused, match="changed since you looked"):
        workflow.publish(photo, by=photographer, seen=seen)
    assert fresh(photo).state == State.PENDING


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"alt_text": ""}, "It still needs a description"),
        ({"alt_text": "IMG_1.jpg", "credit": ""}, "a description and the photographer’s name"),
        ({"licence": ""}, "It still needs a licence"),
    ],
)
def test_what_is_not_described_is_not_published(sprint, photographer, lacking, sentence):
    photo = made(sprint, State.PENDING, with_files=False, **lacking)
    with pytest.raises(Refused, match=sentence):
        act("publish", photo, photographer)


@pytest.mark.parametrize(("state", "step"), [("pending", "publish"), ("hidden", "show_again")])
def test_nobody_is_shown_who_wants_to_be_left_out(sprint, photographer, state, step):
    photo = made(sprint, state, with_files=False)
    for name in ("Ana", "Bo"):
        row = RegistrationFactory(sprint=sprint, person__name=name, photo_consent="no")
        PhotoTagFactory(photo=photo, person=row.person)
        sentence = {"Ana": "Ana wants to be", "Bo": "Ana and Bo want to be"}[name]
        with pytest.raises(Refused, match=f"^{sentence} left out of photos"):
            act(step, photo, photographer)
    assert fresh(photo).state == state


@pytest.mark.parametrize(("state", "step"), [("pending", "publish"), ("hidden", "show_again")])
def test_an_open_request_is_decided_first(sprint, photographer, state, step):
    photo = made(sprint, state)
    request = RemovalRequestFactory(photo=photo)
    with pytest.raises(Refused, match="asked for its removal"):
        act(step, photo, photographer)
    request.advance("declined", by=photographer)
    assert act(step, photo, photographer).state == State.PUBLISHED
