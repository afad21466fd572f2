"""The verbs of outcomes: who tells, who is credited, and who has a say in it."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from events.lifecycle import Refused
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.recap import rules, workflow
from events.recap.models import Outcome
from events.recap.tests.factories import OutcomeFactory, OutcomePersonFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from people.models import Person
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_evening")]
FIX = {"title": "Mended the parser", "kind": "fix", "url": "", "story": "", "progress": "done"}


def credited(outcome):
    rows = outcome.credited.order_by("position")
    return list(rows.values_list("person__name", flat=True))


def edited(outcome, by, people=(), **row):
    outcome.refresh_from_db()
    return workflow.edit(outcome, by=by, seen=outcome.revision, row=row, people=people)


def vote(sprint, **facts):
    nominee = facts.pop("nominee", None) or PersonFactory(name="Nora Nominee")
    return OutcomeFactory(sprint=sprint, kind="vote", nominee=nominee, **facts)


def test_whoever_tells_what_they_did_is_credited(sprint, ann):
    outcome = workflow.add(sprint, by=ann, row=FIX)
    assert (outcome.title, outcome.added_by) == ("Mended the parser", ann)
    assert credited(outcome) == ["Ann Lee"]


def test_a_second_click_is_the_same_line_and_a_later_one_another(sprint, ann):
    first = workflow.add(sprint, by=ann, row=FIX)
    assert workflow.add(sprint, by=ann, row=FIX) == first
    assert workflow.add(sprint, by=ann, row=FIX | {"title": "Another"}) != first
    Outcome.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=2))
    assert workflow.add(sprint, by=ann, row=FIX) != first
    assert Outcome.objects.count() == 3


def test_participants_tell_from_the_first_day_on_the_team_before_and_strangers_never(
    sprint, ann, organizer
):
    sprint.starts_on = sprint.ends_on = timezone.localdate() + datetime.timedelta(days=9)
    sprint.save()
    assert workflow.add(sprint, by=organizer, row=FIX).added_by == organizer
    with pytest.raises(Refused, match="has not begun yet"):
        workflow.add(sprint, by=ann, row=FIX)
    with pytest.raises(Refused, match="is told by those who take part"):
        workflow.add(sprint, by=PersonFactory(), row=FIX)
    Sprint.objects.update(state="cancelled")
    with pytest.raises(Refused, match="was cancelled"):
        workflow.add(sprint, by=organizer, row=FIX)


def test_votes_are_told_by_organizers_alone(sprint, ann, organizer):
    row = FIX | {"kind": "vote"}
    outcome = workflow.add(sprint, by=organizer, row=row)
    mine = OutcomeFactory(sprint=sprint, added_by=ann)
    Outcome.objects.update(added_by=ann)
    for verb in (
        lambda: workflow.add(sprint, by=ann, row=row),
        lambda: edited(mine, ann, kind="vote"),
        lambda: edited(mine, ann, result="unanimous"),
        lambda: edited(mine, ann, nominee=None),
        lambda: edited(outcome, ann, kind="fix"),
    ):
        with pytest.raises(Refused, match="Votes are told by the organizers"):
            verb()
    assert edited(outcome, ann, kind="vote", title="Clearer").title == "Clearer"


def test_who_added_it_who_leads_its_meeting_and_organizers_change_it(sprint, ann, organizer):
    chair = MeetingPersonFactory(meeting=MeetingFactory(sprint=sprint), role="chair")
    outcome = OutcomeFactory(sprint=sprint, added_by=ann, meeting=chair.meeting)
    for person in (ann, organizer, chair.person):
        assert edited(outcome, person, title=f"By {person.pk}").title == f"By {person.pk}"
    other = RegistrationFactory(sprint=sprint).person
    for verb in (edited, lambda outcome, by: workflow.remove(outcome, by=by)):
        with pytest.raises(Refused, match="Only who added this, who leads its meeting, and"):
            verb(outcome, other)
    workflow.remove(outcome, by=chair.person)
    with pytest.raises(Refused, match="Somebody has removed this meanwhile"):
        workflow.remove(outcome, by=ann)


def test_credit_keeps_its_order_and_new_names_come_last(sprint, ann):
    outcome = OutcomeFactory(sprint=sprint, added_by=ann)
    zoe, bob, cat = (PersonFactory(name=name) for name in ("Zoe", "Bob", "Cat"))
    edited(outcome, ann, [zoe.pk, bob.pk])
    assert credited(outcome) == ["Zoe", "Bob"]
    edited(outcome, ann, [bob.pk, zoe.pk, cat.pk, cat.pk])
    assert credited(outcome) == ["Zoe", "Bob", "Cat"]
    edited(outcome, ann, [cat.pk])
    assert credited(outcome) == ["Cat"]


def test_a_credited_person_takes_the_own_name_off(sprint, ann):
    row = OutcomePersonFactory(outcome__sprint=sprint, person=ann)
    before = row.outcome.revision
    with pytest.raises(Refused, match="Your name does not stand here"):
        workflow.leave(row.outcome, by=PersonFactory())
    workflow.leave(row.outcome, by=ann)
    outcome = Outcome.objects.get()
    assert credited(outcome) == []
    assert outcome.revision != before  # a form that still shows the name is refused


def test_a_nominee_with_an_account_agrees_alone_and_withdraws_at_any_time(sprint, organizer):
    outcome = vote(sprint)
    with pytest.raises(Refused, match="Whoever has an account agrees there, alone"):
        workflow.agree(outcome, by=organizer)
    with pytest.raises(Refused, match="Only the person whom the vote is about can agree"):
        workflow.agree(outcome, by=RegistrationFactory(sprint=sprint).person)
    workflow.agree(outcome, by=outcome.nominee)
    assert Outcome.objects.get().nominee_agreed
    with pytest.raises(Refused, match="Only the person whom the vote is about can withdraw"):
        workflow.disagree(outcome, by=RegistrationFactory(sprint=sprint).person)
    workflow.disagree(outcome, by=outcome.nominee)
    assert not Outcome.objects.get().nominee_agreed


def test_for_a_nominee_without_account_the_organizers_write_it_down(sprint, organizer):
    nominee = Person.objects.create(name="Noah Nominee", email=None)
    outcome = vote(sprint, nominee=nominee)
    workflow.agree(outcome, by=organizer)
    assert Outcome.objects.get().nominee_agreed
    workflow.disagree(outcome, by=organizer)
    assert not Outcome.objects.get().nominee_agreed


def test_without_a_nominee_nobody_can_agree(sprint, organizer):
    outcome = OutcomeFactory(sprint=sprint, kind="vote")
    with pytest.raises(Refused, match="This is not about a person"):
        workflow.agree(outcome, by=organizer)


def test_another_nominee_has_not_agreed_yet(sprint, organizer):
    outcome = vote(sprint, nominee_agreed=True)
    assert edited(outcome, organizer, nominee=outcome.nominee, kind="vote").nominee_agreed
    assert not edited(outcome, organizer, nominee=PersonFactory(), kind="vote").nominee_agreed


def test_a_vote_is_read_once_the_nominee_agrees(sprint, ann, organizer):
    outcome = vote(sprint)
    readers = (PersonFactory(), ann, organizer, outcome.nominee)
    for agreed, seen in ((False, [False, False, True, True]), (True, [False, True, True, True])):
        Outcome.objects.update(nominee_agreed=agreed)
        assert [rules.outcomes_for(person, sprint).exists() for person in readers] == seen


def test_names_are_read_as_their_owners_chose(sprint, ann, organizer):
    row = {"sprint": sprint}
    everybody = RegistrationFactory(**row, listed="everybody").person
    within = RegistrationFactory(**row, listed="participants").person
    hidden = RegistrationFactory(**row, listed="nobody").person
    guest = OutcomePersonFactory(outcome__sprint=sprint).person
    OutcomePersonFactory(outcome__sprint=sprint, person=hidden)
    nominee = vote(sprint).nominee
    gone = RegistrationFactory(**row, state="cancelled").person
    OutcomePersonFactory(outcome__sprint=sprint, person=gone)
    stranger = PersonFactory()

    def read(person):
        return set(rules.readable_people(person, sprint))

    assert read(ann) == {ann, everybody, within, guest, nominee}
    assert read(organizer) == {organizer, ann, everybody, within, hidden, guest, nominee, gone}
    assert read(hidden) == {hidden, ann, everybody, within, guest, nominee}
    assert read(stranger) == {stranger, ann, everybody, guest, nominee}


def test_whoever_is_not_logged_in_belongs_nowhere_and_gives_out_nothing(sprint):
    nobody = AnonymousUser()
    assert not rules.belongs(nobody, sprint)
    assert not rules.gives_out(nobody, sprint)
