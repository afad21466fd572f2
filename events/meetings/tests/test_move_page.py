"""Time and room of a meeting: free slots, times typed by hand, and what speaks against them."""

import datetime

import pytest

from events.lifecycle import Refused
from events.meetings import workflow
from events.meetings.forms import MoveForm
from events.meetings.models import Meeting, ProgrammeChange
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    RoomFactory,
    RsvpFactory,
    at,
)
from events.meetings.tests.forms import HUGE, LONG, page, refused, row_of
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint

DAY = "2030-10-07"


@pytest.fixture
def asked(sprint, group, chair, room):
    """A meeting of an hour that has no slot yet, in a sprint whose chairs book."""
    sprint.chairs_may_book = True
    sprint.save()
    draft = workflow.Draft(title="Parser", group=group, wishes="Not on Friday.")
    return workflow.ask(sprint, by=chair, draft=draft)


@pytest.fixture
def scheduled(asked, room, chair):
    place = workflow.Place(at(asked.sprint, 8), at(asked.sprint, 9), room)
    return workflow.place(asked, place, by=chair)


def by_hand(room=None, **changes):
    answers = {"slot": "by_hand", "day": DAY, "starts": "10:00", "minutes": "60"}
    return answers | {"room": room.pk if room else ""} | changes


@pytest.fixture
def client(chair, client_of):
    """Ann's browser."""
    return client_of(chair)


def where(meeting):
    return Meeting.objects.values_list("state", "starts_at", "ends_at", "room").get(pk=meeting.pk)


def choices(answer):
    return dict(answer.context["form"].fields["slot"].choices)


def test_a_free_slot_is_chosen_and_taken(asked, room, client):
    answer = client.get(page("move", asked))
    offered = choices(answer)
    assert len(offered) == 13
    key, words = next(iter(offered.items()))
    assert (key, str(words)) == (
        f"20301007T0500Z-{room.pk}",
        '07:00–08:00, Attic (40 chairs) <span class="quiet"></span>',
    )
    assert b"Asked for, 60 minutes; not yet in the programme." in answer.content
    assert b"Wishes: Not on Friday." in answer.content
    answer = client.post(page("move", asked), {"slot": key}, follow=True)
    assert answer.redirect_chain == [(asked.get_absolute_url(), 302)]
    assert "It takes place Monday, 7 October, 07:00–08:00 CEST (Europe/Prague), Attic." in (
        answer.content.decode()
    )
    assert where(asked) == ("scheduled", at(asked.sprint, 5), at(asked.sprint, 6), room.pk)


def test_slots_of_another_day_are_a_link_away(asked, client):
    answer = client.get(page("move", asked), {"day": "2030-10-09"})
    assert next(iter(choices(answer))).startswith("20301009T0500Z")
    assert answer.context["form"]["day"].value() == "2030-10-09"
    for day in ("2031-01-01", LONG, "x"):
        found = choices(client.get(page("move", asked), {"day": day}))
        assert next(iter(found)).startswith("20301007T0500Z")


def test_what_warns_of_a_slot_stands_beside_it(asked, client):
    MeetingPersonFactory(meeting=asked, role="invited")
    remote = RegistrationFactory(sprint=asked.sprint, mode="remote", days=[], person__name="Bo")
    MeetingPersonFactory(meeting=asked, person=remote.person, role="required")
    offered = choices(client.get(page("move", asked)))
    assert "Bo takes part from afar." in next(iter(offered.values()))


def test_a_slot_that_was_taken_meanwhile_is_no_longer_offered(asked, room, client):
    key = next(iter(choices(client.get(page("move", asked)))))
    MeetingFactory(sprint=asked.sprint, room=room, starts_at=at(asked.sprint, 5))
    answer = client.post(page("move", asked), {"slot": key})
    assert refused(answer) == {"slot": ["This slot is no longer free. These are."]}
    assert key not in choices(answer)
    assert where(asked)[0] == "requested"


def test_a_time_typed_by_hand_is_the_clocks_of_the_sprint(asked, room, client):
    answer = client.post(page("move", asked), by_hand(room, minutes="90"))
    assert answer.status_code == 302
    assert where(asked) == (
        "scheduled",
        at(asked.sprint, 8),
        at(asked.sprint, 9, 30),
        room.pk,
    )


def test_a_meeting_is_moved_and_the_change_is_written_down(scheduled, room, client):
    form = client.get(page("move", scheduled)).context["form"]
    shown = {name: form[name].value() for name in ("day", "starts", "minutes", "room")}
    assert shown == {"day": DAY, "starts": datetime.time(10), "minutes": 60, "room": room.pk}
    assert f"20301007T0800Z-{room.pk}" not in choices(client.get(page("move", scheduled)))
    assert client.post(page("move", scheduled), by_hand(room, starts="11:00")).status_code == 302
    assert where(scheduled)[1] == at(scheduled.sprint, 9)
    kinds = ProgrammeChange.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["added", "moved"]


def test_a_cancelled_meeting_takes_place_after_all(scheduled, room, chair, client):
    workflow.cancel(scheduled, by=chair, why="Ill.")
    answer = client.get(page("move", scheduled))
    assert "It was to take place Monday, 7 October, 10:00–11:00 CEST" in answer.content.decode()
    assert b"Let it take place after all" in answer.content
    assert client.post(page("move", scheduled), by_hand(room)).status_code == 302
    assert where(scheduled)[0] == "scheduled"
    assert ProgrammeChange.objects.latest("pk").kind == "restored"


def test_the_second_click_moves_nothing_and_says_so(asked, room, client):
    assert client.post(page("move", asked), by_hand(room)).status_code == 302
    answer = client.post(page("move", asked), by_hand(room))
    assert refused(answer) == {"__all__": ["This meeting takes place then and there already."]}
    assert ProgrammeChange.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"day": ""}, {"day": ["Please fill this in."]}),
        ({"starts": ""}, {"starts": ["Please fill this in."]}),
        ({"minutes": ""}, {"minutes": ["Please fill this in."]}),
        ({"starts": "25:00"}, {"starts": ["Enter a valid time."]}),
        ({"starts": LONG}, {"starts": ["Enter a valid time."]}),
        ({"starts": "a\0b"}, {"starts": ["Enter a valid time."]}),
        ({"minutes": "-60"}, {"minutes": ["Ensure this value is greater than or equal to 5."]}),
        ({"minutes": "0"}, {"minutes": ["Ensure this value is greater than or equal to 5."]}),
        ({"minutes": HUGE}, {"minutes": ["Ensure this value is less than or equal to 720."]}),
        ({"minutes": "x"}, {"minutes": ["Enter a whole number."]}),
        ({"room": HUGE}, {"room": ["This room does not belong to this sprint."]}),
        ({"room": "a\0b"}, {"room": ["This room does not belong to this sprint."]}),
        ({"slot": LONG}, {"slot": ["This slot is no longer free. These are."]}),
        (
            {"day": "2031-01-01"},
            {"day": ["Select a valid choice. 2031-01-01 is not one of the available choices."]},
        ),
        (
            {"day": "2030-10-11", "starts": "23:30"},
            {"__all__": ["The sprint takes place 7–11 October 2030."]},
        ),
    ],
)
def test_what_is_no_time_or_room_gets_a_sentence_and_is_kept(asked, room, client, changes, errors):
    before, sent = row_of(asked), by_hand(room) | changes
    answer = client.post(page("move", asked), sent)
    assert refused(answer) == errors
    form = answer.context["form"]
    assert {name: str(form[name].value()) for name in sent} == {
        name: str(value) for name, value in sent.items()
    }
    assert row_of(asked) == before


def test_a_room_of_another_sprint_cannot_be_chosen(asked, client):
    answer = client.post(page("move", asked), by_hand(RoomFactory()))
    assert refused(answer) == {"room": ["This room does not belong to this sprint."]}


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2030-10-27", "02:30 on 27 October 2030 happens twice in Europe/Prague."),
        ("2030-03-31", "02:30 on 31 March 2030 does not exist in Europe/Prague."),
    ],
)
def test_an_hour_that_the_clocks_repeat_or_skip_is_refused(asked, room, client, day, sentence):
    date = datetime.date.fromisoformat(day)
    Sprint.objects.filter(pk=asked.sprint.pk).update(starts_on=date, ends_on=date)
    before, sent = row_of(asked), by_hand(room, day=day, starts="02:30")
    answer = client.post(page("move", asked), sent)
    assert refused(answer) == {"starts": [sentence]}
    assert row_of(asked) == before


def test_a_night_over_the_change_of_clocks_lasts_as_long_as_typed(asked, room, client):
    days = {"starts_on": datetime.date(2030, 10, 26), "ends_on": datetime.date(2030, 10, 27)}
    Sprint.objects.filter(pk=asked.sprint.pk).update(**days)
    sent = by_hand(room, day="2030-10-26", starts="22:00", minutes="540")
    assert client.post(page("move", asked), sent).status_code == 302
    row = Meeting.objects.get(pk=asked.pk)
    assert row.ends_at - row.starts_at == datetime.timedelta(hours=9)
    form = client.get(page("move", asked)).context["form"]
    assert form.standing == "Saturday, 26 October, 22:00–06:00 (+1 day) CEST (Europe/Prague), Attic"


def test_a_taken_room_is_refused_without_telling_by_what(asked, room, client):
    secret = MeetingFactory(
        sprint=asked.sprint,
        title="Unspeakable",
        visibility="invited",
        room=room,
        starts_at=at(asked.sprint, 8),
    )
    answer = client.post(page("move", asked), by_hand(room, starts="10:30"))
    assert refused(answer) == {"__all__": ["Attic is taken 10:00–11:00."]}
    assert b"Unspeakable" not in answer.content
    Meeting.objects.filter(pk=secret.pk).update(visibility="public")
    answer = client.post(page("move", asked), by_hand(room, starts="10:30"))
    assert refused(answer) == {"__all__": ["Attic is taken 10:00–11:00 by “Unspeakable”."]}
    assert where(asked)[0] == "requested"


def test_what_the_team_may_override_it_overrides_with_a_reason(asked, team, client_of, client):
    bare = RoomFactory(sprint=asked.sprint, name="Cellar", equipment=[])
    sentence = "Cellar has no camera and microphone."
    answer = client.post(page("move", asked), by_hand(bare, why="I may."))
    assert refused(answer) == {
        "__all__": [f"{sentence} The programme team can place it all the same."]
    }
    client = client_of(team)
    answer = client.post(page("move", asked), by_hand(bare))
    assert refused(answer) == {"__all__": [f"{sentence} Say why to place it all the same."]}
    assert list(refused(client.post(page("move", asked), by_hand(bare, why=LONG)))) == ["why"]
    assert client.post(page("move", asked), by_hand(bare, why="We bring one.")).status_code == 302
    assert Meeting.objects.get(pk=asked.pk).override == "We bring one."


def test_where_nothing_is_free_one_types_and_reads_why_not(asked, room, client):
    absent = MeetingPersonFactory(meeting=asked, role="required", person__name="Bo").person
    answer = client.get(page("move", asked))
    assert b"No slot is free for 60 minutes." in answer.content
    assert "slot" not in answer.context["form"].fields
    answer = client.post(page("move", asked), by_hand(room))
    assert refused(answer) == {
        "__all__": [
            f"{absent} does not take part in this sprint. "
            "The programme team can place it all the same."
        ]
    }


@pytest.mark.parametrize("state", ["held", "declined"])
def test_what_has_ended_keeps_its_place(asked, room, team, client, state):
    if state == "declined":
        workflow.decline(asked, by=team, why="Full.")
    else:
        times = {"starts_at": at(asked.sprint, 8), "ends_at": at(asked.sprint, 9)}
        Meeting.objects.filter(pk=asked.pk).update(state=state, **times)
    before = row_of(asked)
    answer = client.get(page("move", asked))
    assert f"This meeting is {state} and keeps its place.".encode() in answer.content
    assert b"<select" not in answer.content
    assert list(refused(client.post(page("move", asked), by_hand(room)))) == ["__all__"]
    assert row_of(asked) == before


def test_after_the_sprint_nothing_moves(scheduled, room, client):
    Sprint.objects.update(state="cancelled")
    sentence = "The programme of this sprint no longer changes."
    assert sentence.encode() in client.get(page("move", scheduled)).content
    answer = client.post(page("move", scheduled), by_hand(room, starts="12:00"))
    assert refused(answer) == {"__all__": [sentence]}


@pytest.fixture
def crowd(asked, chair):
    """A function that fills the programme with so many meetings of other people."""

    def fill(number):
        room = RoomFactory(sprint=asked.sprint)
        for index in range(number):
            starts_at = at(asked.sprint, 6) + datetime.timedelta(minutes=5 * index)
            ends_at = starts_at + datetime.timedelta(minutes=5)
            row = MeetingFactory(
                sprint=asked.sprint, room=room, starts_at=starts_at, ends_at=ends_at
            )
            MeetingPersonFactory(meeting=row)
            RsvpFactory(meeting=row)
            AgendaItemFactory(meeting=row)

    return fill


@pytest.mark.parametrize("number", [3, 300])
def test_the_page_costs_the_same_for_few_and_for_many(
    asked, crowd, client, django_assert_num_queries, number
):
    crowd(number)
    with django_assert_num_queries(18):
        assert client.get(page("move", asked)).status_code == 200


def test_of_two_who_take_one_slot_the_second_reads_that_it_is_taken(asked, room, chair, team):
    """The form of the second found it free; the workflow looks again under its lock."""
    other = workflow.ask(asked.sprint, by=team, draft=workflow.Draft(title="Other"))
    forms = [
        MoveForm({"slot": f"20301007T0500Z-{room.pk}"}, meeting=meeting, reader=person)
        for meeting, person in ((other, team), (asked, chair))
    ]
    assert all(form.is_valid() for form in forms)
    workflow.place(other, forms[0].place, by=team)
    with pytest.raises(Refused, match="Attic is taken 07:00–08:00"):
        workflow.place(asked, forms[1].place, by=chair)
