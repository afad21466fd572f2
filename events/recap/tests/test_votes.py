"""Whom a vote is about can take back that it is told, however it came into the report."""

import pytest

from events.pages.workflow import delete_account
from events.recap import display, workflow
from events.recap.models import Outcome, Report
from events.recap.tests.factories import OutcomeFactory
from events.registration.tests.factories import RegistrationFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
BY_HAND = "We voted.\n\nIt was about Ann Lee: unanimous.\n\n- Also Ann Lee\n- A logo, no"
NAMELESS = BY_HAND.replace("Ann Lee", "a participant")


@pytest.fixture
def vote(sprint, ann):
    facts = {"title": "Nomination", "nominee": ann, "nominee_agreed": True, "result": "yes"}
    return OutcomeFactory(sprint=sprint, kind="vote", **facts)


@pytest.fixture
def publish(sprint, organizer, vote, last_evening):
    """A function that publishes the report; with a text about the votes it is by hand."""

    def publish(text=None, **more):
        blocks = {} if text is None else {"votes": {"text": text} | more}
        workflow.save(sprint, by=organizer, head={"author": "Olga"}, blocks=blocks, seen=None)
        workflow.publish(sprint, by=organizer)

    return publish


def told(report=None):
    """What the published report tells of votes."""
    content = display.content_of(report or Report.objects.get())
    return next((one.markdown for one in content.sections if one.name == "votes"), "")


def swap(vote, organizer, **row):
    vote.refresh_from_db()
    workflow.edit(vote, by=organizer, seen=vote.revision, row=row, people=[])


ENDS = {
    "disagree": lambda vote, organizer: workflow.disagree(vote, by=vote.nominee),
    "remove": lambda vote, organizer: workflow.remove(vote, by=organizer),
    "swap": lambda vote, organizer: swap(vote, organizer, nominee=PersonFactory()),
    "clear": lambda vote, organizer: swap(vote, organizer, nominee=None),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_computed_line_is_gone_at_once(publish, vote, organizer, end):
    publish()
    assert told() == "-   Ann Lee: Nomination, yes"
    end(vote, organizer)
    assert told() == ""


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_what_was_written_by_hand_is_gone_and_does_not_come_back(
    sprint, publish, vote, organizer, end
):
    publish(BY_HAND, more="Ann Lee thanks all.")
    assert told() == f"{BY_HAND}\n\nAnn Lee thanks all."
    end(vote, organizer)
    for text in (told(), told(workflow.publish(sprint, by=organizer))):
        assert text == f"{NAMELESS}\n\na participant thanks all."


def test_a_draft_forgets_it_too(sprint, vote, organizer):
    blocks = {"votes": {"text": BY_HAND}, "why": {"text": "Ann Lee was here."}}
    workflow.save(sprint, by=organizer, head={}, blocks=blocks, seen=None)
    workflow.disagree(vote, by=vote.nominee)
    assert Report.objects.get().blocks == {
        "votes": {"text": NAMELESS},
        "why": {
            "text": "Ann Lee was here."
        },  # her name is hers to show, the vote was another thing
    }


def test_another_nominee_stays(sprint, publish, vote, organizer):
    bo = RegistrationFactory(
        sprint=sprint, person=PersonFactory(name="Bo Ek"), attended="yes"
    ).person
    facts = {"title": "Second", "nominee": bo, "nominee_agreed": True}
    OutcomeFactory(sprint=sprint, kind="vote", **facts)
    publish()
    workflow.remove(vote, by=organizer)
    assert told() == "-   Bo Ek: Second, still open"


def test_a_change_of_anything_else_leaves_the_vote_as_it_was_published(publish, vote, organizer):
    publish()
    swap(vote, organizer, result="no", nominee=vote.nominee)
    assert told() == "-   Ann Lee: Nomination, yes"


def test_a_deleted_account_takes_the_vote_along(sprint, publish, ann, organizer):
    publish(BY_HAND)
    delete_account(ann)
    assert told() == told(workflow.publish(sprint, by=organizer)) == NAMELESS
    assert not Outcome.objects.exists()


@pytest.mark.usefixtures("open_door")
def test_a_vote_deleted_in_the_back_office_is_gone_as_well(client_of, publish, vote, organizer):
    client, page = client_of(organizer), f"/admin/events/outcome/{vote.pk}/"
    publish()
    client.post(f"{page}delete/", {"post": "yes"})
    assert (told(), Outcome.objects.exists()) == ("", False)
