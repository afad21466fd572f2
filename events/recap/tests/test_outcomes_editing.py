"""Changing what came of a sprint, and having a say in what is told of oneself."""

import pytest

from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.recap.forms.outcomes import OutcomeForm
from events.recap.models import Outcome
from events.recap.tests.conftest import OUTCOMES, outcome_page, typed, words
from events.recap.tests.factories import OutcomeFactory, OutcomePersonFactory
from events.registration.tests.factories import RegistrationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_evening")]
CHANGED = "Somebody else has changed this since you opened it. Saving again keeps what stands here."


def form_of(outcome, **changes):
    """What the browser sends for the whole form of this outcome."""
    outcome.refresh_from_db()
    return typed(title=outcome.title, kind=outcome.kind, seen=outcome.revision) | changes


def test_the_whole_form_says_who_else_where_and_what_for(client_of, sprint, ann):
    meeting = MeetingFactory(sprint=sprint, title="Grammar group")
    bob = RegistrationFactory(sprint=sprint, person__name="Bob Bell").person
    outcome = OutcomeFactory(sprint=sprint, added_by=ann)
    OutcomePersonFactory(outcome=outcome, person=ann)
    changes = {"meeting": meeting.pk, "looks_further": "on", "people": [ann.pk], "more_2": bob.pk}
    data = form_of(outcome, story="Took three days", **changes)
    response = client_of(ann).post(outcome_page(outcome), data, follow=True)
    assert response.redirect_chain == [(OUTCOMES, 302)]
    page = words(response)
    for part in ("Took three days", "Ann Lee and Bob Bell", "Grammar group", "Fix, looks further"):
        assert part in page


def test_a_person_chosen_twice_is_refused_and_a_hidden_one_cannot_be_chosen(client_of, sprint, ann):
    bob = RegistrationFactory(sprint=sprint).person
    hidden = RegistrationFactory(sprint=sprint, listed="nobody").person
    outcome = OutcomeFactory(sprint=sprint, added_by=ann)
    client = client_of(ann)
    twice = form_of(outcome, more_1=bob.pk, more_2=bob.pk)
    assert "This person is chosen already." in words(client.post(outcome_page(outcome), twice))
    page = words(client.post(outcome_page(outcome), form_of(outcome, more_1=hidden.pk)))
    assert "Select a valid choice." in page
    assert hidden.name not in page
    assert not outcome.credited.exists()


def test_what_one_may_not_read_stays_as_it_is(client_of, sprint, ann):
    """A hidden name is told as somebody, a meeting behind closed doors not at all."""
    closed = MeetingFactory(sprint=sprint, title="Closed doors", visibility="invited")
    hidden = RegistrationFactory(sprint=sprint, listed="nobody", person__name="Hidden One").person
    outcome = OutcomeFactory(sprint=sprint, added_by=ann, meeting=closed)
    for position, person in enumerate((hidden, ann)):
        OutcomePersonFactory(outcome=outcome, person=person, position=position)
    client = client_of(ann)
    pages = words(client.get(OUTCOMES)) + words(client.get(outcome_page(outcome)))
    assert "By Ann Lee and a participant" in pages
    assert "Hidden One" not in pages
    assert "Closed doors" not in pages
    client.post(outcome_page(outcome), form_of(outcome, title="Anew"))
    outcome.refresh_from_db()
    assert (outcome.title, outcome.meeting) == ("Anew", closed)
    assert [row.person for row in outcome.credited.all()] == [hidden]


def test_whoever_comes_second_is_told_and_may_save_on_purpose(client_of, sprint, ann, organizer):
    outcome = OutcomeFactory(sprint=sprint, added_by=ann)
    mine = form_of(outcome, title="Mine", url="nonsense")
    theirs = form_of(outcome, title="Theirs")
    client = client_of(ann)
    client_of(organizer).post(outcome_page(outcome), theirs)
    response = client.post(outcome_page(outcome), mine)  # another mistake does not hide the change
    page = words(response)
    assert CHANGED in page
    assert "Enter a valid URL." in page
    outcome.refresh_from_db()
    assert outcome.title == "Theirs"
    seen = response.context["form"].seen
    assert seen == str(outcome.revision)
    client.post(outcome_page(outcome), mine | {"url": "", "seen": seen})
    outcome.refresh_from_db()
    assert outcome.title == "Mine"


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "1.5"])
def test_an_odd_mark_of_what_was_seen_counts_as_another_version(client_of, sprint, ann, seen):
    outcome = OutcomeFactory(sprint=sprint, added_by=ann)
    response = client_of(ann).post(outcome_page(outcome), form_of(outcome, title="New", seen=seen))
    assert CHANGED in words(response)


def test_at_the_very_same_moment_too(client_of, sprint, ann, monkeypatch):
    """The row changes after the form has compared and before the verb holds the lock."""
    outcome = OutcomeFactory(sprint=sprint, added_by=ann)

    def change(self, row=OutcomeForm.row):
        Outcome.objects.update(title="Theirs")
        return row(self)

    monkeypatch.setattr(OutcomeForm, "row", change)
    response = client_of(ann).post(outcome_page(outcome), form_of(outcome, title="Mine"))
    assert CHANGED in words(response)
    assert Outcome.objects.get().title == "Theirs"


def test_organizers_tell_of_a_vote(client_of, sprint, ann, organizer):
    outcome = OutcomeFactory(sprint=sprint, added_by=organizer)
    client = client_of(organizer)
    vote = {"kind": "vote", "nominee": ann.pk, "opened_on": "2030-10-08", "result": "unanimous"}
    assert "If it is a vote" in words(client.get(outcome_page(outcome)))
    client.post(outcome_page(outcome), form_of(outcome, **vote))
    told = "About Ann Lee, unanimous, not shown until that person agrees, opened on 8 October 2030."
    assert told in words(client.get(OUTCOMES))
    bob = client_of(RegistrationFactory(sprint=sprint).person)
    assert "unanimous" not in words(bob.get(OUTCOMES))
    assert bob.get(outcome_page(outcome)).status_code == 404
    mine = client_of(ann)
    assert "This vote is about you." in words(mine.get(outcome_page(outcome)))
    mine.post(outcome_page(outcome, "agree"))
    assert "unanimous" in words(bob.get(OUTCOMES))
    mine.post(outcome_page(outcome, "disagree"))
    assert "unanimous" not in words(bob.get(OUTCOMES))


def test_whoever_leads_the_meeting_of_a_vote_leaves_it_a_vote(client_of, sprint, ann):
    meeting = MeetingFactory(sprint=sprint)
    MeetingPersonFactory(meeting=meeting, person=ann, role="chair")
    outcome = OutcomeFactory(sprint=sprint, kind="vote", meeting=meeting, result="open")
    data = form_of(outcome, kind="fix", title="Renamed", result="forged", meeting=meeting.pk)
    client_of(ann).post(outcome_page(outcome), data)
    outcome.refresh_from_db()
    assert (outcome.title, outcome.kind, outcome.result) == ("Renamed", "vote", "open")


def test_who_is_only_named_has_a_say_and_no_form(client_of, sprint):
    """Also somebody who takes no part, and whom the team has credited."""
    guest = OutcomePersonFactory(outcome__sprint=sprint)
    client = client_of(guest.person)
    page = words(client.get(outcome_page(guest.outcome)))
    assert "You are credited here." in page
    assert "Remove this line" not in page
    assert client.post(outcome_page(guest.outcome), form_of(guest.outcome)).status_code == 200
    response = client.post(outcome_page(guest.outcome, "leave"))
    assert response.url == "/sprints/quill/"
    assert not guest.outcome.credited.exists()
    assert client.get(outcome_page(guest.outcome)).status_code == 404


def test_an_action_says_what_it_did_or_why_it_is_refused(client_of, sprint, ann):
    outcome = OutcomeFactory(sprint=sprint, added_by=ann)
    client = client_of(ann)
    response = client.post(outcome_page(outcome, "leave"), follow=True)
    assert "Your name does not stand here." in words(response)
    response = client.post(outcome_page(outcome, "remove"), follow=True)
    assert "It is removed." in words(response)
    assert not Outcome.objects.exists()


def test_another_participant_reads_the_line_and_opens_nothing(client_of, sprint, ann):
    outcome = OutcomeFactory(sprint=sprint, title="Of somebody else")
    client = client_of(ann)
    page = words(client.get(OUTCOMES))
    assert "Of somebody else" in page
    assert outcome_page(outcome) not in page
    assert client.get(outcome_page(outcome)).status_code == 404
    assert client.post(outcome_page(outcome, "remove")).status_code == 404
