"""Changing the text of a meeting: who may, and that of two who change it neither loses anything."""

import re

import pytest

from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.meetings.tests.forms import LONG, page, refused, row_of, typed
from people.models import InterestGroup
from people.tests.factories import GroupMemberFactory, InterestGroupFactory

STALE = "Somebody else has changed this meeting meanwhile. Compare both versions."
WAY_IN = "https://meet.example.org/secret"


@pytest.fixture
def meeting(sprint, group):
    return MeetingFactory(sprint=sprint, group=group, title="Parser", join_url=WAY_IN)


@pytest.fixture
def open_form(meeting, client_of):
    """A function that opens the form, and gives one that sends it with changes."""

    def look(person):
        client = client_of(person)
        seen = client.get(page("edit", meeting)).context["form"].seen

        def send(**changes):
            sent = {"group": meeting.group_id, "seen": seen, "programme_note": "", **changes}
            return client.post(page("edit", meeting), typed(**sent))

        return send

    return look


def test_what_was_typed_is_stored_and_the_place_stays(open_form, meeting, chair):
    before = row_of(meeting)
    answer = open_form(chair)(programme_note="Bring a pen.")
    assert (answer.status_code, answer.url) == (302, meeting.get_absolute_url())
    after = row_of(meeting)
    assert {name: after[name] for name in typed()} == typed() | {
        "expected_people": 12,
        "requested_minutes": 90,
    }
    assert after["programme_note"] == "Bring a pen."
    kept = ("starts_at", "ends_at", "room_id", "state", "sequence", "uid", "group_id")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_the_second_of_two_gets_both_versions_and_nothing_is_lost(open_form, meeting, chair, team):
    first, second = open_form(chair), open_form(team)
    first(title="<b>Theirs</b>", summary="One.\nTwo.", needs=["projector"])
    before = row_of(meeting)
    answer = second(title="Mine & yours", wishes="Never.", needs=None)
    assert answer.status_code == 200
    assert row_of(meeting) == before
    assert answer.context["differences"] == [
        ("Title", "<b>Theirs</b>", "Mine & yours"),
        ("Summary", "One.\nTwo.", "What is *left*."),
        ("What the room needs", "Projector", ""),
        ("Wishes", "Not on Friday.", "Never."),
    ]
    text = answer.content.decode()
    assert text.count(STALE) == 1
    for part in ("&lt;b&gt;Theirs&lt;/b&gt;", "One.<br>Two.", "Mine &amp; yours", "(empty)"):
        assert part in text
    assert "<b>Theirs" not in text
    form = answer.context["form"]
    assert (form["title"].value(), form["wishes"].value()) == ("Mine & yours", "Never.")
    assert re.search(rf'name="seen"\s+value="{before["revision"]}"', text)


def test_saving_again_after_comparing_is_on_purpose_unless_a_third_has_saved(
    open_form, meeting, chair, team
):
    first, second = open_form(chair), open_form(team)
    first(title="Theirs")
    now = second(title="Mine").context["form"].seen
    open_form(chair)(title="Newest")
    answer = second(title="Mine", seen=now)
    assert answer.context["stale"] == STALE
    assert row_of(meeting)["title"] == "Newest"
    assert second(title="Mine", seen=answer.context["form"].seen).status_code == 302
    assert row_of(meeting)["title"] == "Mine"


def test_a_wrong_answer_does_not_make_a_stale_form_fresh(open_form, meeting, chair, team):
    first, second = open_form(chair), open_form(team)
    first(title="Theirs")
    wrong = second(title="")
    assert refused(wrong) == {"title": ["This field is required."]}
    assert second(title="Mine", seen=wrong.context["form"].seen).context["stale"] == STALE
    for seen in ("", "-1", LONG):
        assert second(title="Mine", seen=seen).context["stale"] == STALE
    assert row_of(meeting)["title"] == "Theirs"


def test_what_cannot_be_stored_gets_a_sentence(open_form, meeting, chair):
    before = row_of(meeting)
    wrong = {"title": LONG, "programme_note": "a\u200bb", "join_url": "x" * 2000}
    answer = open_form(chair)(**wrong)
    assert set(refused(answer)) == set(wrong)
    assert {name: answer.context["form"][name].value() for name in wrong} == wrong
    assert answer.context["meeting"].title == "Parser"
    assert row_of(meeting) == before


def test_a_group_is_changed_only_to_one_that_the_chair_leads(open_form, meeting, chair):
    other = InterestGroupFactory()
    send = open_form(chair)
    assert list(refused(send(group=other.pk))) == ["group"]
    GroupMemberFactory(group=other, person=chair, role="chair")
    assert send(group=other.pk).status_code == 302
    assert row_of(meeting)["group_id"] == other.pk


def test_an_archived_group_stays_with_its_meeting(open_form, meeting, group, chair):
    MeetingPersonFactory(meeting=meeting, person=chair)
    InterestGroup.objects.update(archived=True)
    assert open_form(chair)().status_code == 302
    assert row_of(meeting)["group_id"] == group.pk


def test_whoever_chairs_a_meeting_without_a_group_edits_it(open_form, meeting):
    Meeting.objects.update(group=None)
    meeting.group_id = None
    named = MeetingPersonFactory(meeting=meeting)
    assert open_form(named.person)(group="").status_code == 302
