"""The back office of rooms and meetings: whose eyes it is for, and what its forms take."""

import pytest

from events.lifecycle import Transition
from events.meetings.models import Meeting, MeetingPerson, Room
from events.meetings.tests.back_office import change, typed, typed_people
from events.meetings.tests.factories import (
    MeetingFactory,
    MeetingPersonFactory,
    RoomFactory,
    RsvpFactory,
)
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
LIST = "/admin/events/meeting/"


def typed_room(room, **changes):
    fields = ("name", "slug", "kind", "position")
    return {name: getattr(room, name) for name in fields} | {"sprint": room.sprint_id} | changes


def test_the_programme_team_sees_its_rooms_and_meetings_and_nothing_else(client_of, team_member):
    client = client_of(team_member.person)
    own = MeetingFactory(sprint=team_member.sprint, visibility="invited")
    foreign = MeetingFactory(title="Foreign meeting", visibility="invited")
    for path in ("meeting/", "meeting/?q=meeting", "room/", "room/?q=room", "programmechange/"):
        found = client.get(f"/admin/events/{path}").context["cl"].result_list
        assert {row.sprint for row in found} <= {team_member.sprint}
        assert path == "programmechange/" or len(found) == 1
    for row in (own, own.room):
        assert client.get(change(row)).status_code == 200
    for row in (foreign, foreign.room):
        assert client.get(change(row)).status_code == 302
        assert client.post(change(row), {"title": "Mischief"}).status_code == 302
    for path in ("events/sprint", "events/registration", "events/invitation", "people/person"):
        assert client.get(f"/admin/{path}/").status_code == 403
    names = [app["name"] for app in client.get("/admin/?all=1").context["app_list"]]
    assert names == ["Programme"]


def test_other_roles_see_nothing_of_the_programme_s_back_office(client_of):
    """One of the roles; `may_schedule` is asked for all of them in test_rules."""
    member = TeamMemberFactory(role="treasurer")
    meeting = MeetingFactory(sprint=member.sprint)
    client = client_of(member.person)
    for path in (LIST, "/admin/events/room/", "/admin/events/programmechange/"):
        assert client.get(path).status_code == 403
    assert client.get(change(meeting)).status_code == 403
    assert client.get(f"{LIST}{meeting.pk}/place/").status_code == 404
    assert client.get(f"{LIST}{meeting.sprint_id}/problems/").status_code == 404
    page = client.get(f"/admin/events/sprint/{member.sprint.pk}/dashboard/").content.decode()
    assert "Programme" not in page


def test_a_foreign_meeting_is_nothing_to_another_team(client_of, team_member):
    foreign = MeetingFactory(title="Foreign")
    client = client_of(team_member.person)
    for page in ("place/", "actions/cancel/"):
        assert client.get(f"{LIST}{foreign.pk}/{page}").status_code == 404
        assert client.post(f"{LIST}{foreign.pk}/{page}", {"why": "Mischief"}).status_code == 404
    assert client.get(f"{LIST}{foreign.sprint_id}/problems/").status_code == 404
    chosen = {"action": "action_cancel", "_selected_action": [foreign.pk], "why": "Mischief"}
    client.post(LIST, chosen)
    foreign.refresh_from_db()
    assert foreign.state == "scheduled"
    for path in (f"{LIST}add/", "/admin/events/room/add/", LIST):
        assert foreign.sprint.name not in client.get(path).content.decode()
    answer = client.post(f"{LIST}add/", typed(foreign, title="Planted"))
    assert "Select a valid choice." in answer.content.decode()
    assert not Meeting.objects.filter(title="Planted").exists()


def test_search_as_you_type_tells_nothing_of_other_sprints(client_of, team_member):
    MeetingFactory(title="Foreign", room__name="Foreign", sprint__name="Foreign")
    own, reviewer = (
        client_of(one) for one in (team_member.person, TeamMemberFactory(role="reviewer").person)
    )
    for field in ("meeting", "room", "group", "sprint"):
        model = "rsvp" if field == "meeting" else "meeting"
        query = {"app_label": "events", "model_name": model, "field_name": field, "term": "Foreign"}
        answer = own.get("/admin/autocomplete/", query)
        assert answer.status_code == 403 or answer.json()["results"] == []
        assert reviewer.get("/admin/autocomplete/", query).status_code == 403


def test_people_are_chosen_among_those_whose_names_one_may_know(client_of, team_member):
    sprint = team_member.sprint
    meeting = MeetingFactory(sprint=sprint)
    listed = RegistrationFactory(sprint=sprint, listed="everybody").person
    hidden = RegistrationFactory(sprint=sprint, listed="nobody").person
    named = MeetingPersonFactory(meeting=meeting, role="presenter")
    foreign = RegistrationFactory(listed="everybody").person

    def choices(person):
        formsets = client_of(person).get(change(meeting)).context["inline_admin_formsets"]
        return {pk for pk, _ in formsets[0].formset.form.base_fields["person"].choices if pk}

    mine = choices(team_member.person)
    assert {listed.pk, named.person.pk, team_member.person.pk} <= mine
    assert not {hidden.pk, foreign.pk} & mine
    organizer = TeamMemberFactory(sprint=sprint).person
    assert hidden.pk in choices(organizer)
    rows = [(named.pk, named.person_id, "presenter"), ("", listed.pk, "chair")]
    data = typed(meeting) | typed_people(meeting, *rows)
    client_of(team_member.person).post(change(meeting), data)
    assert set(MeetingPerson.objects.values_list("person", "role")) == {
        (named.person.pk, "presenter"),
        (listed.pk, "chair"),
    }


def test_the_agenda_is_written_below_the_meeting(client_of, team_member):
    meeting = MeetingFactory(sprint=team_member.sprint)
    values = {"meeting": meeting.pk, "position": 0, "title": "The parser", "minutes": 20}
    values["progress"] = "done"
    point = {f"agenda-0-{name}": value for name, value in values.items()}
    data = typed(meeting) | {"agenda-TOTAL_FORMS": 1} | point
    client_of(team_member.person).post(change(meeting), data)
    point = meeting.agenda.get()
    assert (point.title, point.minutes, point.progress) == ("The parser", 20, "waiting")


def test_a_meeting_that_is_added_waits_for_its_place(client_of, team_member):
    new = MeetingFactory.build(sprint=team_member.sprint, title="New", room=None)
    client = client_of(team_member.person)
    answer = client.post(f"{LIST}add/", typed(new, on_day="2022-10-03"))
    meeting = Meeting.objects.get()
    assert answer["Location"] == LIST
    assert (meeting.state, meeting.requested_by) == ("requested", team_member.person)
    assert (meeting.starts_at, meeting.on_day, meeting.room) == (None, None, None)
    assert Transition.objects.of(meeting).get().why == "Entered by hand."


def test_a_meeting_of_a_past_sprint_is_history_with_its_day_if_known(client_of):
    sprint = SprintFactory(state="finished")
    organizer = TeamMemberFactory(sprint=sprint).person
    new = MeetingFactory.build(sprint=sprint, title="Long ago", room=None)
    client = client_of(organizer)
    client.post(f"{LIST}add/", typed(new))
    meeting = Meeting.objects.get()
    assert meeting.state == "held"
    client.post(change(meeting), typed(meeting, on_day=sprint.starts_on.isoformat()))
    meeting.refresh_from_db()
    assert meeting.on_day == sprint.starts_on
    assert client.get(LIST).context["cl"].result_list[0].on_day == sprint.starts_on


def test_a_cancelled_sprint_takes_no_meetings(client_of):
    member = TeamMemberFactory(sprint__state="cancelled")
    new = MeetingFactory.build(sprint=member.sprint, title="Too late", room=None)
    page = client_of(member.person).post(f"{LIST}add/", typed(new)).content.decode()
    assert "This sprint was cancelled, and so are its meetings." in page
    assert not Meeting.objects.exists()


def test_no_meeting_is_deleted(client_of, team_member):
    meeting = MeetingFactory(sprint=team_member.sprint)
    client = client_of(team_member.person)
    assert client.post(f"{LIST}{meeting.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(LIST).content.decode()


def test_answers_are_counted_and_nobody_is_named(client_of, team_member):
    meeting = MeetingFactory(sprint=team_member.sprint)
    RsvpFactory(meeting=meeting, registration__person__name="Ana Answering", answer="no")
    RsvpFactory.create_batch(2, meeting=meeting, answer="in_person")
    page = client_of(team_member.person).get(change(meeting)).content.decode()
    assert "2 in person, 0 from afar, 1 no" in page
    assert "Ana Answering, " not in page


def test_a_room_keeps_its_sprint_and_its_address_is_its_own(client_of, team_member):
    room = RoomFactory(sprint=team_member.sprint, slug="library")
    other = RoomFactory(sprint=team_member.sprint, slug="attic")
    client = client_of(team_member.person)
    hours = {"opens_at": "09:00", "closes_at": "18:00", "equipment": ["whiteboard"]}
    data = typed_room(room, sprint=SprintFactory().pk, **hours)
    assert client.post(change(room), data).status_code == 302
    room.refresh_from_db()
    assert (room.sprint, room.equipment) == (team_member.sprint, ["whiteboard"])
    page = client.get("/admin/events/room/").content.decode()
    assert "09:00–18:00" in page
    assert "all day" in page
    for changes, sentence in (
        ({"slug": "attic"}, "Another room of this sprint has this address already."),
        ({"opens_at": "09:00"}, "Give both hours, the second after the first, or none."),
        ({"equipment": ["a pony"]}, "Select a valid choice."),
    ):
        assert sentence in client.post(change(room), typed_room(room, **changes)).content.decode()
    MeetingFactory(sprint=team_member.sprint, room=other)
    page = client.post(f"/admin/events/room/{other.pk}/delete/", {"post": "yes"}).content.decode()
    assert "Cannot delete room" in page
    assert Room.objects.filter(pk=other.pk).exists()
