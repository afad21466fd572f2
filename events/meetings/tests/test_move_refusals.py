"""What speaks against a time or a room: a sentence each, and everything typed stays."""

import datetime

import pytest

from events.meetings.forms import MoveForm
from events.meetings.models import Meeting
from events.meetings.rules import PROGRAMME_IS_FIXED as FIXED
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory, RoomFactory, at
from events.meetings.tests.forms import HUGE, LONG, by_hand, page, refused, row_of, where
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"day": ""}, {"day": ["Please fill this in."]}),
        ({"starts": ""}, {"starts": ["Please fill this in."]}),
        ({"minutes": ""}, {"minutes": ["Please fill this in."]}),
        ({"starts": "25:00"}, {"starts": ["Enter a valid time."]}),
        ({"minutes": "0"}, {"minutes": ["Ensure this value is greater than or equal to 5."]}),
        ({"minutes": HUGE}, {"minutes": ["Ensure this value is less than or equal to 720."]}),
        ({"room": HUGE}, {"room": ["This room does not belong to this sprint."]}),
        ({"slot": LONG}, {"slot": ["This slot is no longer free. These are."]}),
        (
            {"day": "2031-01-01"},
            {"day": ["Select a valid choice. 2031-01-01 is not one of the available choices."]},
        ),
    ],
)
def test_what_is_no_time_or_room_gets_a_sentence(bookable, room, chair, changes, errors):
    form = MoveForm(by_hand(room) | changes, meeting=bookable, reader=chair)
    assert form.errors == errors


def test_what_was_typed_is_kept_and_nothing_stored(bookable, room, ann):
    before, sent = row_of(bookable), by_hand(room, day="2030-10-11", starts="23:30")
    answer = ann.post(page("move", bookable), sent)
    assert refused(answer) == {"__all__": ["The sprint takes place 7–11 October 2030."]}
    form = answer.context["form"]
    assert {name: str(form[name].value()) for name in sent} == {
        name: str(value) for name, value in sent.items()
    }
    assert row_of(bookable) == before


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2030-10-27", "02:30 on 27 October 2030 happens twice in Europe/Prague."),
        ("2030-03-31", "02:30 on 31 March 2030 does not exist in Europe/Prague."),
    ],
)
def test_an_hour_that_the_clocks_repeat_or_skip_is_refused(bookable, room, chair, day, sentence):
    bookable.sprint.starts_on = bookable.sprint.ends_on = datetime.date.fromisoformat(day)
    typed = by_hand(room, day=day, starts="02:30")
    form = MoveForm(typed, meeting=bookable, reader=chair)
    assert form.errors == {"starts": [sentence]}


def test_a_night_over_the_change_of_clocks_lasts_as_long_as_typed(bookable, room, ann):
    days = {"starts_on": datetime.date(2030, 10, 26), "ends_on": datetime.date(2030, 10, 27)}
    Sprint.objects.filter(pk=bookable.sprint.pk).update(**days)
    sent = by_hand(room, day="2030-10-26", starts="22:00", minutes="540")
    assert ann.post(page("move", bookable), sent).status_code == 302
    row = Meeting.objects.get(pk=bookable.pk)
    assert row.ends_at - row.starts_at == datetime.timedelta(hours=9)
    form = ann.get(page("move", bookable)).context["form"]
    night = "Saturday, 26 October, 22:00–06:00 (+1 day) CEST (Europe/Prague), Attic"
    assert form.current_slot == night


def test_a_taken_room_is_refused_without_telling_by_what(bookable, room, ann):
    facts = {"title": "Unspeakable", "visibility": "invited", "room": room}
    secret = MeetingFactory(sprint=bookable.sprint, starts_at=at(bookable.sprint, 8), **facts)
    answer = ann.post(page("move", bookable), by_hand(room, starts="10:30"))
    assert refused(answer) == {"__all__": ["Attic is taken 10:00–11:00."]}
    assert b"Unspeakable" not in answer.content
    Meeting.objects.filter(pk=secret.pk).update(visibility="public")
    answer = ann.post(page("move", bookable), by_hand(room, starts="10:30"))
    assert refused(answer) == {"__all__": ["Attic is taken 10:00–11:00 by “Unspeakable”."]}
    assert where(bookable)[0] == "requested"


def test_what_the_team_may_override_it_overrides_with_a_reason(bookable, team, client_of, ann):
    bare = RoomFactory(sprint=bookable.sprint, name="Cellar", equipment=[])
    sentence = "Cellar has no camera and microphone."
    answer = ann.post(page("move", bookable), by_hand(bare, why="I may."))
    assert refused(answer) == {
        "__all__": [f"{sentence} The programme team can place it all the same."]
    }
    boss = client_of(team)
    answer = boss.post(page("move", bookable), by_hand(bare))
    assert refused(answer) == {"__all__": [f"{sentence} Say why to place it all the same."]}
    assert list(refused(boss.post(page("move", bookable), by_hand(bare, why=LONG)))) == ["why"]
    boss.post(page("move", bookable), by_hand(bare, why="We bring one."))
    assert Meeting.objects.get(pk=bookable.pk).override == "We bring one."


def test_where_nothing_is_free_one_types_and_reads_why_not(bookable, room, ann):
    afar = RegistrationFactory(sprint=bookable.sprint, person__name="Bo", mode="remote", days=[])
    MeetingPersonFactory(meeting=bookable, role="required", person=afar.person)
    Meeting.objects.filter(pk=bookable.pk).update(mode="in_person")
    answer = ann.get(page("move", bookable))
    assert b"No slot is free for 60 minutes." in answer.content
    assert "slot" not in answer.context["form"].fields
    answer = ann.post(page("move", bookable), by_hand(room))
    assert refused(answer) == {
        "__all__": [
            "Bo takes part from afar, and this meeting is in person only. "
            "The programme team can place it all the same."
        ]
    }


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (("announced", "held"), "This meeting is held and keeps its place."),
        (("announced", "declined"), "This meeting is declined and keeps its place."),
        (("cancelled", "scheduled"), FIXED),
    ],
)
def test_what_keeps_its_place_says_so(room, group, ann, states, sentence):
    Sprint.objects.update(state=states[0], chairs_may_book=True)
    meeting = MeetingFactory(sprint=room.sprint, group=group, state=states[1])
    before = row_of(meeting)
    answer = ann.get(page("move", meeting))
    assert sentence.encode() in answer.content
    assert b"<select" not in answer.content
    assert list(refused(ann.post(page("move", meeting), by_hand(room)))) == ["__all__"]
    assert row_of(meeting) == before
