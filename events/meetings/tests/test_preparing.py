"""What chairs do: ask, book, write, name people, lead through the agenda."""

import datetime

import pytest

from events.lifecycle import Refused, Stale, Transition
from events.meetings import workflow
from events.meetings.models import AgendaItem, Meeting, MeetingPerson
from events.meetings.tests.factories import AgendaItemFactory, MeetingFactory, MeetingPersonFactory
from events.meetings.workflow import Draft
from events.outbox import Email
from events.registration.models import Registration
from events.tests import clock
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db


def people_of(meeting):
    return dict(meeting.named.values_list("person", "role"))


def agenda_of(meeting):
    return list(meeting.agenda.order_by("position").values_list("title", "minutes", "progress"))


def test_a_chair_asks_for_a_slot_and_is_named_as_its_chair(asked, chair, group):
    assert (asked.state, asked.group, asked.requested_by) == ("requested", group, chair)
    assert people_of(asked) == {chair.pk: "chair"}
    assert [step.to_state for step in Transition.objects.of(asked)] == ["requested"]
    assert not asked.changes.exists()


def test_a_request_that_is_sent_twice_is_one_with_one_email(sprint, group, chair):
    draft = Draft(title="Errors", group=group, needs=["camera"], expected_people=7)
    first, again = (workflow.ask(sprint, by=chair, draft=draft) for _ in range(2))
    assert first == again
    assert (Meeting.objects.count(), Email.objects.count()) == (1, 1)


@pytest.mark.parametrize("change", [{"needs": ["projector"]}, {"title": "Other"}, {"group": None}])
def test_what_differs_is_a_request_of_its_own(sprint, group, chair, team, change):
    values = {"title": "Errors", "group": group, "needs": ["camera"]}
    for by, draft in ((team, values), (team, values | change), (chair, values)):
        workflow.ask(sprint, by=by, draft=Draft(**draft))
    assert Meeting.objects.count() == 3


def test_the_same_is_asked_for_again_later_or_once_it_is_answered(sprint, group, chair, team):
    draft = Draft(title="Errors", group=group)
    workflow.decline(workflow.ask(sprint, by=chair, draft=draft), by=team, why="All full.")
    second = workflow.ask(sprint, by=chair, draft=draft)
    with clock.at((second.state_changed_at + datetime.timedelta(minutes=6)).isoformat()):
        workflow.ask(sprint, by=chair, draft=draft)
    assert Meeting.objects.count() == 3


def test_who_enters_a_whole_programme_is_nobodys_chair(sprint, team):
    meeting = workflow.ask(sprint, by=team, draft=Draft(title="Opening", kind="plenary"))
    assert people_of(meeting) == {}


def test_one_asks_for_a_group_that_one_chairs(sprint, chair):
    other = GroupMemberFactory(role="chair").group
    for draft in (Draft(title="Errors"), Draft(title="Errors", group=other)):
        with pytest.raises(Refused, match=r"^Ask for a slot for a group that you chair\.$"):
            workflow.ask(sprint, by=chair, draft=draft)
    assert not Meeting.objects.exists()


def test_a_chair_who_does_not_take_part_registers_first(sprint, group, chair):
    Registration.objects.get(person=chair).advance("cancelled")
    with pytest.raises(Refused, match=r"^Please register for this sprint first\.$"):
        workflow.ask(sprint, by=chair, draft=Draft(title="Errors", group=group))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "This field cannot be blank."),
        ({"visibility": "group"}, "Only a meeting of a group can be for its members."),
        ({"requested_minutes": 1}, "Ensure this value is greater than or equal to 5."),
    ],
)
def test_what_can_never_be_is_refused_with_its_sentence(sprint, team, wrong, sentence):
    good = workflow.ask(sprint, by=team, draft=Draft(title="Opening"))
    draft = Draft(**{"title": "Opening"} | wrong)
    with pytest.raises(Refused, match=sentence):
        workflow.ask(sprint, by=team, draft=draft)
    with pytest.raises(Refused, match=sentence):
        workflow.edit(good, by=team, seen=str(good.revision), draft=draft)
    assert Meeting.objects.get() == good


def test_editing_writes_all_texts(scheduled, chair, group):
    draft = Draft(title="Warnings", group=group, summary="*All* of them.", visibility="public")
    scheduled.refresh_from_db()
    workflow.edit(scheduled, by=chair, seen=str(scheduled.revision), draft=draft)
    scheduled.refresh_from_db()
    assert {name: getattr(scheduled, name) for name in vars(draft)} == vars(draft)
    assert scheduled.state == "scheduled"


def test_a_stale_edit_changes_nothing(scheduled, chair, team, group):
    def revision():
        return str(Meeting.objects.get().revision)

    mine, seen = Draft(title="Mine", group=group), revision()
    workflow.edit(scheduled, by=team, seen=seen, draft=Draft(title="Theirs", group=group))
    with pytest.raises(Stale, match="Somebody else has changed this meeting meanwhile"):
        workflow.edit(scheduled, by=chair, seen=seen, draft=mine)
    assert Meeting.objects.get().title == "Theirs"
    workflow.edit(scheduled, by=chair, seen=revision(), draft=mine)
    assert Meeting.objects.get().title == "Mine"


def test_answers_people_and_agenda_make_no_edit_stale(scheduled, chair, group):
    seen = str(Meeting.objects.get().revision)
    workflow.answer(scheduled, by=chair, answer="remote")
    workflow.name_people(scheduled, by=chair, people={chair.pk: "chair"})
    workflow.set_agenda(scheduled, by=chair, items=[("Welcome", 5)])
    workflow.edit(scheduled, by=chair, seen=seen, draft=Draft(title="Mine", group=group))
    assert Meeting.objects.get().title == "Mine"


def test_what_strangers_see_from_now_on_changes_for_calendars(scheduled, team, group):
    def edit(visibility):
        scheduled.refresh_from_db()
        draft = Draft(title="Errors", group=group, visibility=visibility)
        workflow.edit(scheduled, by=team, seen=str(scheduled.revision), draft=draft)
        scheduled.refresh_from_db()
        return scheduled.sequence, scheduled.public_since

    since = scheduled.public_since
    assert edit("group") == (1, since)
    assert edit("invited") == (1, since)
    assert edit("public") == (2, since)
    Meeting.objects.update(visibility="group", public_since=None)
    sequence, since = edit("public")
    assert (sequence, since is None) == (3, False)


def test_a_request_that_becomes_public_is_known_to_nobody_yet(asked, chair, group):
    draft = Draft(title="Errors", group=group, visibility="public")
    Meeting.objects.update(visibility="group")
    asked.refresh_from_db()
    workflow.edit(asked, by=chair, seen=str(asked.revision), draft=draft)
    asked.refresh_from_db()
    assert (asked.sequence, asked.public_since) == (0, None)


def test_a_chair_hands_a_meeting_to_own_groups_only(scheduled, chair, team):
    own = GroupMemberFactory(person=chair, role="chair").group
    foreign = InterestGroupFactory()

    def hand_to(group, by):
        scheduled.refresh_from_db()
        draft = Draft(title="Errors", group=group)
        return workflow.edit(scheduled, by=by, seen=str(scheduled.revision), draft=draft).group

    for group in (foreign, None):
        with pytest.raises(Refused, match=r"^Choose a group that you chair\.$"):
            hand_to(group, chair)
    assert hand_to(own, chair) == own
    assert hand_to(foreign, team) == foreign


def test_outsiders_prepare_nothing(scheduled):
    outsider = MeetingPersonFactory(meeting=scheduled, role="presenter").person
    item = AgendaItemFactory(meeting=scheduled)
    draft = Draft(title="Mine")
    steps = [
        lambda: workflow.edit(scheduled, by=outsider, seen="", draft=draft),
        lambda: workflow.name_people(scheduled, by=outsider, people={outsider.pk: "chair"}),
        lambda: workflow.set_agenda(scheduled, by=outsider, items=[]),
        lambda: workflow.turn_to(item, by=outsider),
    ]
    for step in steps:
        with pytest.raises(Refused, match="Only its chairs and the programme team can change"):
            step()


def test_exactly_these_people_are_named(scheduled, chair, team):
    guest, speaker = PersonFactory(), PersonFactory()
    workflow.name_people(scheduled, by=team, people={chair.pk: "chair", guest.pk: "invited"})
    kept = MeetingPerson.objects.get(person=chair)
    named = {chair.pk: "chair", speaker.pk: "presenter"}
    workflow.name_people(scheduled, by=team, people=named)
    assert people_of(scheduled) == named
    assert MeetingPerson.objects.get(person=chair) == kept


def test_a_meeting_keeps_a_chair_unless_nobody_leads_it(scheduled, team):
    guest = PersonFactory()
    with pytest.raises(Refused, match=r"^A meeting needs a chair\.$"):
        workflow.name_people(scheduled, by=team, people={guest.pk: "required"})
    dinner = MeetingFactory(sprint=scheduled.sprint, kind="social")
    workflow.name_people(dinner, by=team, people={guest.pk: "invited"})
    assert people_of(dinner) == {guest.pk: "invited"}


def test_nobody_is_named_who_is_not_here_or_in_a_role_that_is_none(scheduled, chair, team):
    gone = PersonFactory(is_active=False)
    for person in (gone.pk, 4711):
        with pytest.raises(Refused, match=r"^One of these people is not here any more"):
            workflow.name_people(scheduled, by=team, people={chair.pk: "chair", person: "invited"})
    with pytest.raises(Refused, match=r"^A person has no such role in a meeting\.$"):
        workflow.name_people(scheduled, by=team, people={chair.pk: "king"})
    assert people_of(scheduled) == {chair.pk: "chair"}


def test_the_agenda_is_written_in_order_and_points_that_stay_keep_their_rows(scheduled, chair):
    workflow.set_agenda(scheduled, by=chair, items=[("Welcome", 5), ("Errors", None)])
    errors = AgendaItem.objects.get(title="Errors")
    workflow.turn_to(errors, by=chair)
    workflow.set_agenda(scheduled, by=chair, items=[("Errors", 20), ("Errors", 10), ("Goodbye", 5)])
    waiting = [("Errors", 10, "waiting"), ("Goodbye", 5, "waiting")]
    assert agenda_of(scheduled) == [("Errors", 20, "now"), *waiting]
    assert AgendaItem.objects.get(position=0) == errors
    workflow.set_agenda(scheduled, by=chair, items=[])
    assert agenda_of(scheduled) == []


@pytest.mark.parametrize("item", [("", 5), ("Errors", 721)])
def test_a_point_that_is_none_is_refused_and_the_agenda_stays(scheduled, chair, item):
    workflow.set_agenda(scheduled, by=chair, items=[("Welcome", 5)])
    with pytest.raises(Refused):
        workflow.set_agenda(scheduled, by=chair, items=[("Errors", 5), item])
    assert agenda_of(scheduled) == [("Welcome", 5, "waiting")]


def test_turning_to_a_point_does_those_before_and_leaves_those_after(scheduled, chair):
    titles = ["One", "Two", "Three", "Four"]
    workflow.set_agenda(scheduled, by=chair, items=[(title, 5) for title in titles])
    two, three = (AgendaItem.objects.get(title=title) for title in ("Two", "Three"))

    def progress():
        return [row[2] for row in agenda_of(scheduled)]

    workflow.turn_to(three, by=chair)
    assert progress() == ["done", "done", "now", "waiting"]
    workflow.turn_to(two, by=chair)
    assert progress() == ["done", "now", "waiting", "waiting"]


def test_a_point_that_was_taken_off_is_not_turned_to(scheduled, chair):
    item = AgendaItemFactory(meeting=scheduled)
    workflow.set_agenda(scheduled, by=chair, items=[("Errors", 5)])
    with pytest.raises(Refused, match=r"^This point is no longer on the agenda\.$"):
        workflow.turn_to(item, by=chair)
    assert agenda_of(scheduled) == [("Errors", 5, "waiting")]
