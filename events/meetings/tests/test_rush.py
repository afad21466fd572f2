"""Many at the same moment: one meeting a room, one email a change, nothing overwritten."""

import itertools
import time
from collections import Counter
from functools import partial

import pytest
from django.db import transaction

import events.meetings.conflicts
from events.lifecycle import Refused
from events.meetings import rules, workflow
from events.meetings.models import Meeting, Rsvp
from events.meetings.tests.factories import MeetingFactory, RoomFactory, at, book, slot_at
from events.meetings.workflow import Draft
from events.meetings.workflow.preparing import CHANGED
from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from events.tests import clock
from people.tests.factories import GroupMemberFactory
from people.tests.races import at_once, let_both_look_first

TAKES_A_MOMENT = 0.02  # seconds between looking and taking, in which another one could look, too

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def booked_by_chairs(sprint):
    sprint.chairs_may_book = True
    sprint.save()
    return sprint


def chairs_of(sprint, number):
    """Each chairs a group of their own and takes part from afar."""
    members = [GroupMemberFactory(role="chair") for _ in range(number)]
    for member in members:
        RegistrationFactory(sprint=sprint, person=member.person, mode="remote", days=[])
    return members


def booking(member, where):
    draft = Draft(title=member.group.name, group=member.group, visibility="group")
    return lambda: book(where.room.sprint, by=member.person, draft=draft, slot=where)


def hesitate_after(monkeypatch, question):
    ask = getattr(events.meetings.conflicts, question)

    def ask_and_hesitate(*args, **kwargs):
        answer = ask(*args, **kwargs)
        time.sleep(TAKES_A_MOMENT)
        return answer

    monkeypatch.setattr(events.meetings.conflicts, question, ask_and_hesitate)


def sentences(answers):
    return Counter(str(one) for one in answers if isinstance(one, Exception))


def test_two_who_look_at_the_same_moment_do_not_both_get_the_room(
    booked_by_chairs, room, monkeypatch
):
    members = chairs_of(booked_by_chairs, 2)
    let_both_look_first(monkeypatch, events.meetings.conflicts, "conflicts")
    answers = at_once(*(booking(member, slot_at(room, 10)) for member in members))
    assert sentences(answers) == {"Attic is taken 12:00–13:00.": 1}
    assert room.meetings.count() == 1


def test_in_a_rush_for_a_whole_day_no_two_meetings_overlap(booked_by_chairs, room, monkeypatch):
    """Each wants two hours, half of them in another room; every hour one more begins."""
    hesitate_after(monkeypatch, "load")
    rooms = [room, RoomFactory(sprint=room.sprint)]
    members = chairs_of(booked_by_chairs, 20)
    steps = [
        booking(member, slot_at(rooms[number % 2], 6 + number // 2, hours=2))
        for number, member in enumerate(members)
    ]
    answers = at_once(*steps)
    assert all(isinstance(one, Meeting | Refused) for one in answers)
    for one in rooms:
        taken = list(one.meetings.order_by("starts_at").values_list("starts_at", "ends_at"))
        assert len(taken) >= 4
        assert all(ends <= later for (_, ends), (later, _) in itertools.pairwise(taken))


def test_a_move_and_a_booking_do_not_meet_in_one_slot(
    booked_by_chairs, scheduled, room, team, monkeypatch
):
    [member] = chairs_of(booked_by_chairs, 1)
    let_both_look_first(monkeypatch, events.meetings.conflicts, "conflicts")
    where = slot_at(room, 14)
    answers = at_once(lambda: workflow.move(scheduled, where, by=team), booking(member, where))
    assert len(sentences(answers)) == 1
    assert room.meetings.filter(starts_at=where.starts_at).count() == 1


def test_two_meetings_change_places_while_others_look_on(scheduled, room, team, monkeypatch):
    other = MeetingFactory(sprint=room.sprint, room=room, starts_at=at(room.sprint, 11))
    hesitate_after(monkeypatch, "load")
    answers = at_once(*[lambda: workflow.swap(scheduled, other, by=team)] * 3)
    assert answers == [None] * 3
    scheduled.refresh_from_db()
    other.refresh_from_db()
    assert (scheduled.starts_at, other.starts_at) == (at(room.sprint, 11), at(room.sprint, 10))
    assert (scheduled.sequence, other.sequence) == (3, 3)
    assert (scheduled.changes.count(), other.changes.count()) == (4, 3)


def test_of_two_who_edit_the_same_version_one_is_told(scheduled, group, team, monkeypatch):
    let_both_look_first(monkeypatch, rules, "may_edit")
    edit = partial(workflow.edit, scheduled, by=team, seen=str(Meeting.objects.get().revision))
    drafts = [Draft(title=title, group=group) for title in ("Mine", "Theirs")]
    answers = at_once(*(partial(edit, draft=draft) for draft in drafts))
    [saved] = [one for one in answers if isinstance(one, Meeting)]
    assert sentences(answers) == {CHANGED: 1}
    assert saved.title == Meeting.objects.get().title


def test_of_two_who_write_the_same_agenda_one_is_told(scheduled, team, monkeypatch):
    let_both_look_first(monkeypatch, rules, "may_edit")
    write = partial(workflow.set_agenda, scheduled, by=team, seen=[])
    answers = at_once(partial(write, items=[("Mine", 5)]), partial(write, items=[("Theirs", 5)]))
    assert sentences(answers) == {CHANGED: 1}
    assert scheduled.agenda.count() == 1


def test_of_two_who_name_the_same_people_one_is_told(scheduled, chair, team, monkeypatch):
    let_both_look_first(monkeypatch, rules, "may_edit")
    name = partial(workflow.name_people, scheduled, by=team, seen={chair.pk: "chair"})
    more = {chair.pk: "chair", team.pk: "invited"}
    answers = at_once(partial(name, people=more), partial(name, people={team.pk: "chair"}))
    assert sentences(answers) == {CHANGED: 1}


def test_a_button_pressed_twice_is_one_answer(scheduled, chair, monkeypatch):
    let_both_look_first(monkeypatch, rules, "possible_answers")
    answer = partial(workflow.answer, scheduled, by=chair)
    answers = at_once(partial(answer, answer="in_person"), partial(answer, answer="remote"))
    assert all(isinstance(one, Rsvp) for one in answers)
    assert Rsvp.objects.count() == 1


def test_work_that_runs_twice_tells_and_holds_once(scheduled, team, room, monkeypatch):
    workflow.move(scheduled, slot_at(room, 11), by=team)
    let_both_look_first(monkeypatch, rules, "with_unsent_changes")
    with clock.at("2030-10-07T11:30:00+00:00"):
        said = at_once(workflow.tell_changes, workflow.tell_changes)
    assert sorted(said) == [
        "0 emails about changed meetings written",
        "1 emails about changed meetings written",
    ]
    assert Email.objects.filter(subject="Quill: “Errors” was moved").count() == 1
    let_both_look_first(monkeypatch, rules, "over")
    with clock.at("2030-10-07T12:00:00+00:00"):
        said = at_once(workflow.hold_past, workflow.hold_past)
    assert sorted(said) == ["0 meetings recorded as held", "1 meetings recorded as held"]


def test_a_zone_that_is_changed_twice_at_once_moves_each_meeting_once(scheduled, monkeypatch):
    sprint, organizer = scheduled.sprint, TeamMemberFactory(sprint=scheduled.sprint).person
    let_both_look_first(monkeypatch, sprint_rules, "may_manage")
    zone = "America/New_York"
    answers = at_once(*[lambda: workflow.change_zone(sprint, zone, by=organizer)] * 2)
    assert sentences(answers) == {f"{zone} is this sprint's time zone already.": 1}
    scheduled.refresh_from_db()
    assert (scheduled.starts_at, scheduled.changes.count()) == (at(sprint, 16), 2)


def test_neighbours_in_one_room_keep_their_order_in_another_zone(scheduled, room):
    """The constraint of the room waits for the end, as with a swap."""
    later = MeetingFactory(
        sprint=room.sprint, room=room, starts_at=at(room.sprint, 11), ends_at=at(room.sprint, 17)
    )
    organizer = TeamMemberFactory(sprint=room.sprint).person
    assert workflow.change_zone(room.sprint, "America/New_York", by=organizer) == 2
    later.refresh_from_db()
    assert later.starts_at == at(room.sprint, 17)


def test_a_request_that_is_sent_twice_at_once_is_one(sprint, chair, group, monkeypatch):
    let_both_look_first(monkeypatch, workflow.preparing, "_just_asked")
    draft = Draft(title="Errors", group=group)
    first, again = at_once(*[lambda: workflow.ask(sprint, by=chair, draft=draft)] * 2)
    assert first == again == Meeting.objects.get()
    assert Email.objects.count() == 1


def test_a_sprint_that_is_cancelled_and_a_booking_leave_nothing_scheduled(
    booked_by_chairs, room, monkeypatch
):
    """Whoever comes first: the other one finds the sprint as it is then."""
    [member] = chairs_of(booked_by_chairs, 1)
    let_both_look_first(monkeypatch, events.meetings.conflicts, "load")

    def call_off():
        with transaction.atomic():
            sprint = Sprint.objects.select_for_update().get()
            sprint.advance("cancelled", why="A storm.")
            workflow.call_off(sprint, by=None, why="A storm.")

    at_once(call_off, booking(member, slot_at(room, 10)))
    assert not Meeting.objects.filter(state="scheduled").exists()
