"""A vote, a credit, or who pays is gone from the report at once when somebody takes it back."""

import pytest

from events.pages.workflow import delete_account
from events.recap import workflow
from events.recap.models import Outcome, Report
from events.recap.tests.conftest import everything, markdown_of, publish_anew
from events.recap.tests.factories import OutcomeFactory, OutcomePersonFactory
from events.registration.models import Financing
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
ON_VOTES = "We voted.\n\nIt was about Ann Lee: unanimous.\n\n- Also Ann Lee\n- A logo, no"
ON_FIXES = "Ann Lee led us.\n\n- Ann Lee: A \\*fix\\*, with Bo Ek\n- Another one, by Ann Lee"
ON_PEOPLE = "Who came:\n\n-   Ann Lee (Acme)"


def nameless(text):
    return text.replace("Ann Lee", "a participant")


@pytest.fixture
def vote(sprint, ann):
    facts = {"title": "Nomination", "nominee": ann, "nominee_agreed": True, "result": "yes"}
    return OutcomeFactory(sprint=sprint, kind="vote", **facts)


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
def test_of_a_vote_the_entry_goes_and_in_typed_text_the_name(sprint, publish, vote, organizer, end):
    bo = RegistrationFactory(sprint=sprint, person__name="Bo Ek", attended="yes").person
    OutcomeFactory(sprint=sprint, kind="vote", title="Second", nominee=bo, nominee_agreed=True)
    computed = "-   Ann Lee: Nomination, yes\n-   Bo Ek: Second, still open"
    publish()
    assert markdown_of("votes") == computed
    Report.objects.update(blocks={"votes": {"more": ON_VOTES}})
    workflow.publish(sprint, by=organizer)
    assert markdown_of("votes") == f"{computed}\n\n{ON_VOTES}"
    end(vote, organizer)
    left = f"-   Bo Ek: Second, still open\n\n{nameless(ON_VOTES)}"
    assert markdown_of("votes") == left
    publish_anew(sprint, organizer)
    assert "Ann Lee" not in markdown_of("votes")


def test_a_draft_forgets_a_vote_too(sprint, vote, organizer):
    blocks = {"votes": {"text": ON_VOTES}, "why": {"text": "Ann Lee was here."}}
    workflow.save(sprint, by=organizer, head={}, blocks=blocks, seen=None)
    workflow.disagree(vote, by=vote.nominee)
    # Her name is hers to show; the vote was another thing.
    assert Report.objects.get().blocks == blocks | {"votes": {"text": nameless(ON_VOTES)}}


def test_a_change_of_anything_else_leaves_the_vote_as_it_was_published(publish, vote, organizer):
    publish()
    swap(vote, organizer, result="no", nominee=vote.nominee)
    assert markdown_of("votes") == "-   Ann Lee: Nomination, yes"


def test_a_deleted_account_takes_the_vote_along(publish, vote, ann):
    publish(votes=ON_VOTES)
    delete_account(ann)
    assert markdown_of("votes") == nameless(ON_VOTES)
    assert not Outcome.objects.exists()


@pytest.mark.usefixtures("open_door")
def test_a_vote_deleted_in_the_back_office_is_gone_as_well(client_of, publish, vote, organizer):
    publish()
    page = f"/admin/events/outcome/{vote.pk}/delete/"
    client_of(organizer).post(page, {"post": "yes"})
    assert (markdown_of("votes"), Outcome.objects.exists()) == ("", False)


@pytest.fixture
def fix(sprint, ann):
    outcome = OutcomeFactory(sprint=sprint, title="A *fix*", added_by=ann)
    for person in (ann, PersonFactory(name="Bo Ek")):
        OutcomePersonFactory(outcome=outcome, person=person)
    return outcome


def untick(outcome, *, by):
    others = outcome.credited.exclude(person=by).values_list("person", flat=True)
    row = {"title": "Renamed"}
    workflow.edit(outcome, by=by, seen=outcome.revision, row=row, people=list(others))


@pytest.mark.parametrize("leave", [workflow.leave, untick])
def test_a_published_entry_forgets_who_takes_the_name_off(sprint, publish, ann, fix, leave):
    OutcomePersonFactory(outcome=OutcomeFactory(sprint=sprint, title="Other"), person=ann)
    publish(why="Ann Lee was here.")
    Outcome.objects.filter(pk=fix.pk).update(title="Clearer", position=0)
    fix.refresh_from_db()
    leave(fix, by=ann)
    entries = "-   A \\*fix\\*, by a participant and Bo Ek\n-   Other, by Ann Lee"
    assert markdown_of("highlights") == entries
    assert markdown_of("why") == "Ann Lee was here."


def test_so_does_an_entry_by_hand_and_the_name_does_not_come_back(
    sprint, publish, organizer, ann, fix
):
    publish(highlights=ON_FIXES)
    assert markdown_of("highlights") == ON_FIXES
    workflow.leave(fix, by=ann)
    left = ON_FIXES.replace("- Ann Lee:", "- a participant:")
    assert markdown_of("highlights") == left
    publish_anew(sprint, organizer)
    assert markdown_of("highlights") == left


def test_an_organizer_who_takes_somebody_off_leaves_what_was_published(
    publish, organizer, ann, fix
):
    publish()
    others = fix.credited.exclude(person=ann).values_list("person", flat=True)
    workflow.edit(fix, by=organizer, seen=fix.revision, row={}, people=others)
    assert markdown_of("highlights") == "-   A \\*fix\\*, by Ann Lee and Bo Ek"


@pytest.fixture
def paid(ann):
    return FinancingFactory(registration=ann.registrations.get(), organization__name="Acme")


@pytest.mark.parametrize("texts", [{}, {"participants": ON_PEOPLE}])
@pytest.mark.parametrize("take_back", ["private", "deleted"])
def test_who_pays_is_gone_at_once_and_does_not_come_back(publish, paid, texts, take_back):
    assert "-   Ann Lee (Acme)" in everything(publish(**texts))
    if take_back == "private":
        Financing.objects.update(private=True)
    else:
        paid.delete()
    for _ in range(2):
        assert "Acme" not in everything()
        assert "-   Ann Lee\n" in everything()
        assert "with the organizations that helped to pay" not in everything()
        publish(**texts)


def test_another_organization_in_the_brackets_stays_and_a_later_one_waits(publish, paid):
    FinancingFactory(registration=paid.registration, organization__name="Bell, Inc.")
    assert "-   Ann Lee (Acme, Bell, Inc.)" in everything(publish())
    FinancingFactory(registration=paid.registration, organization__name="Cord")
    paid.delete()
    assert "-   Ann Lee (Bell, Inc.)" in everything()
    assert "-   Ann Lee (Bell, Inc., Cord)" in everything(publish())
