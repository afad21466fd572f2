"""Time and room of a meeting: free slots, times typed by hand, and what speaks against them."""

import datetime

import pytest

from events.meetings import workflow
from events.meetings.models import Meeting, ProgrammeChange
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    RsvpFactory,
    at,
    slot_at,
)
from events.meetings.tests.forms import DAY, LONG, by_hand, page, where
from events.registration.tests.factories import RegistrationFactory


@pytest.fixture
def scheduled(bookable, room, chair):
    return workflow.schedule(bookable, slot_at(room, 8), by=chair)


def choices(answer):
    return dict(answer.context["form"].fields["slot"].choices)


def test_a_free_slot_is_chosen_and_taken(bookable, room, ann):
    answer = ann.get(page("move", bookable))
    offered = choices(answer)
    assert len(offered) == 13
    key, words = next(iter(offered.items()))
    assert (key, str(words)) == (
        f"20301007T0500Z-{room.pk}",
        '07:00–08:00, Attic (40 chairs) <span class="quiet"></span>',
    )
    assert b"Asked for, 60 minutes; not yet in the programme." in answer.content
    assert b"Wishes: Not on Friday." in answer.content
    answer = ann.post(page("move", bookable), {"slot": key}, follow=True)
    assert answer.redirect_chain == [(bookable.get_absolute_url(), 302)]
    assert "It takes place Monday, 7 October, 07:00–08:00 CEST (Europe/Prague), Attic." in (
        answer.content.decode()
    )
    assert where(bookable) == ("scheduled", at(bookable.sprint, 5), at(bookable.sprint, 6), room.pk)


def test_slots_of_another_day_are_a_link_away(bookable, ann):
    answer = ann.get(page("move", bookable), {"day": "2030-10-09"})
    assert next(iter(choices(answer))).startswith("20301009T0500Z")
    assert answer.context["form"]["day"].value() == "2030-10-09"
    for day in ("2031-01-01", LONG, "x"):
        found = choices(ann.get(page("move", bookable), {"day": day}))
        assert next(iter(found)).startswith("20301007T0500Z")


def test_what_warns_of_a_slot_stands_beside_it(bookable, ann):
    MeetingPersonFactory(meeting=bookable, role="invited")
    remote = RegistrationFactory(sprint=bookable.sprint, mode="remote", days=[], person__name="Bo")
    MeetingPersonFactory(meeting=bookable, person=remote.person, role="required")
    offered = choices(ann.get(page("move", bookable)))
    assert "Bo takes part from afar." in next(iter(offered.values()))


def test_a_meeting_from_afar_needs_no_room(bookable, ann):
    Meeting.objects.update(mode="remote")
    key, words = next(iter(choices(ann.get(page("move", bookable))).items()))
    assert words.startswith("07:00–08:00, no room")
    assert ann.post(page("move", bookable), {"slot": key}).status_code == 302
    assert where(bookable)[3] is None


def test_a_meeting_is_moved_and_the_change_is_written_down(scheduled, room, ann):
    form = ann.get(page("move", scheduled)).context["form"]
    shown = {name: form[name].value() for name in ("day", "starts", "minutes", "room")}
    assert shown == {"day": DAY, "starts": datetime.time(10), "minutes": 60, "room": room.pk}
    assert f"20301007T0800Z-{room.pk}" not in choices(ann.get(page("move", scheduled)))
    assert ann.post(page("move", scheduled), by_hand(room, starts="11:00")).status_code == 302
    assert where(scheduled)[1] == at(scheduled.sprint, 9)
    kinds = ProgrammeChange.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["added", "moved"]


def test_a_cancelled_meeting_takes_place_after_all(scheduled, room, chair, ann):
    workflow.cancel(scheduled, by=chair, why="Ill.")
    answer = ann.get(page("move", scheduled))
    assert "It was to take place Monday, 7 October, 10:00–11:00 CEST" in answer.content.decode()
    assert b"Let it take place after all" in answer.content
    assert ann.post(page("move", scheduled), by_hand(room)).status_code == 302
    assert where(scheduled)[0] == "scheduled"
    assert ProgrammeChange.objects.latest("pk").kind == "restored"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_few_and_for_many(
    bookable, ann, django_assert_num_queries, number
):
    for _ in range(number):
        row = MeetingFactory(sprint=bookable.sprint)
        MeetingPersonFactory(meeting=row)
        RsvpFactory(meeting=row)
        AgendaItemFactory(meeting=row)
    with django_assert_num_queries(18):
        assert ann.get(page("move", bookable)).status_code == 200
