"""Noting who came: at the door, a person a press; in the list, many at once."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.registration import workflow
from events.registration.models import Registration
from events.registration.tests.factories import PrivateDetailsFactory, RegistrationFactory
from events.registration.tests.pages import sentences, viewer
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
LIST = "/admin/events/registration/"


@pytest.fixture
def sprint():
    """One that began today."""
    today = timezone.localdate()
    return SprintFactory(state="closed", time_zone="UTC", starts_on=today)


@pytest.fixture
def ada(sprint):
    return RegistrationFactory(sprint=sprint, person__name="Ada Zoll")


@pytest.fixture
def door(client_of, sprint):
    """The client of somebody at the desk."""
    return client_of(TeamMemberFactory(sprint=sprint, role="desk").person)


@pytest.fixture
def boss(sprint):
    return TeamMemberFactory(sprint=sprint).person


def address(row, step="here"):
    return f"/admin/events/registration/{row.sprint_id}/desk/{row.pk}/{step}/"


def desk(row):
    return f"/admin/events/registration/{row.sprint_id}/desk/"


def attended(*rows):
    return [Registration.objects.get(pk=row.pk).attended for row in rows]


def test_the_desk_notes_who_is_here_and_takes_it_back(door, ada):
    page = door.get(desk(ada)).content.decode()
    assert 'aria-label="Is here: Ada Zoll"' in page
    assert "· 0 noted as here" in page
    assert door.post(address(ada))["Location"] == f"{desk(ada)}#person-{ada.pk}"
    assert attended(ada) == ["yes"]
    page = door.get(desk(ada)).content.decode()
    assert 'aria-label="Undo: Ada Zoll is here"' in page
    assert 'aria-label="Is here: Ada Zoll"' not in page
    assert "· 1 noted as here" in page
    door.post(address(ada, "not-here"))
    assert attended(ada) == ["unknown"]


def test_the_search_stays_and_the_way_leads_back_to_the_person(door, ada):
    response = door.post(address(ada), {"q": "adä & z"})
    assert response["Location"] == f"{desk(ada)}?q=ad%C3%A4+%26+z#person-{ada.pk}"
    page = door.get(response["Location"].partition("#")[0]).content.decode()
    assert '<input type="hidden" name="q"' not in page
    page = door.get(desk(ada), {"q": "ada"}).content.decode()
    assert '<input type="hidden" name="q" value="ada">' in page
    assert f'<li id="person-{ada.pk}">' in page


def test_two_phones_leave_one_line_in_the_history(door, client_of, boss, ada):
    for client in (door, client_of(boss)):
        client.post(address(ada))
    note = Transition.objects.of(ada).get()
    assert {note.from_state, note.to_state} == {"confirmed"}
    assert note.why == "Attended: yes."


def test_who_passes_no_door_has_no_button(door, sprint):
    """The list of participants keeps who took part from afar."""
    RegistrationFactory(sprint=sprint, mode="remote", days=[])
    waits = {"state": "waitlisted", "queue_no": 1, "remote_while_waiting": True}
    row = RegistrationFactory(sprint=sprint, **waits)
    page = door.get(desk(row)).content.decode()
    assert "2 people" in page
    assert "Is here" not in page


def test_before_the_first_day_nobody_can_have_come(door, ada):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    Sprint.objects.update(starts_on=tomorrow)
    page = door.get(desk(ada)).content.decode()
    assert "Is here" not in page
    assert "noted as here" not in page
    response = door.post(address(ada))
    assert sentences(response) == ["Who came is noted from the first day of the sprint on."]
    assert attended(ada) == ["unknown"]


@pytest.mark.parametrize("state", ["pending", "waitlisted", "declined", "cancelled", "expired"])
def test_only_who_takes_part_can_have_come(boss, sprint, state):
    row = RegistrationFactory(sprint=sprint, state=state, queue_no=1)
    with pytest.raises(Refused, match="This person does not take part"):
        workflow.mark_attended(row, by=boss)
    assert attended(row) == ["unknown"]


def test_in_a_cancelled_sprint_nobody_can_have_come(boss, ada):
    Sprint.objects.update(state="cancelled")
    with pytest.raises(Refused, match="This sprint was cancelled"):
        workflow.mark_attended(ada, by=boss)


def test_nobody_else_notes_anything(client_of, sprint, ada):
    others = [viewer("reviewer", sprint), viewer("foreign organizer", sprint)]
    for person in (ada.person, TeamMemberFactory(role="desk").person, *others):
        assert client_of(person).post(address(ada)).status_code in (302, 403, 404)
        with pytest.raises(Refused, match="Only an organizer or the desk of this sprint"):
            workflow.mark_attended(ada, by=person)
    assert attended(ada) == ["unknown"]


def test_a_press_is_a_post_for_somebody_of_this_sprint(door, ada):
    elsewhere = RegistrationFactory(sprint=TeamMemberFactory().sprint)
    foreign = f"/admin/events/registration/{ada.sprint_id}/desk/{elsewhere.pk}/here/"
    assert door.get(address(ada)).status_code == 405
    assert door.post(foreign).status_code == 404
    assert attended(ada, elsewhere) == ["unknown"] * 2


@pytest.mark.parametrize("number", [3, 30])
def test_a_press_and_its_page_cost_the_same_for_three_and_for_30(
    door, sprint, ada, django_assert_num_queries, number
):
    for _ in range(number):
        PrivateDetailsFactory(registration__sprint=sprint, diet="vegan")
    with django_assert_num_queries(14):
        door.post(address(ada))
    with django_assert_num_queries(8):
        door.get(desk(ada))


def test_many_are_noted_at_once_and_the_refusals_are_named(client_of, boss, sprint, ada):
    own = RegistrationFactory(sprint=sprint, person=boss)
    pending = RegistrationFactory(sprint=sprint, state="pending")
    rows = [ada, own, pending]
    chosen = {"action": "action_attended_yes", "_selected_action": [row.pk for row in rows]}
    told = [f"{pending}: This person does not take part.", "Attended: 2 done."]
    assert sentences(client_of(boss).post(LIST, chosen)) == told
    assert attended(*rows) == ["yes", "yes", "unknown"]
    client_of(boss).post(LIST, chosen | {"action": "action_attended_no"})
    assert attended(*rows) == ["no", "no", "unknown"]


def test_the_page_of_a_registration_offers_what_is_news(client_of, boss, ada):
    page = client_of(boss).get(f"{LIST}{ada.pk}/change/").content.decode()
    assert "actions/attended_yes/" in page
    assert "actions/attended_unknown/" not in page
    assert 'name="attended"' not in page


def test_a_role_is_given_to_many_and_stays_with_those_who_have_it(client_of, boss, sprint, ada):
    mentee = RegistrationFactory(sprint=sprint, roles=["mentee"])
    gone = RegistrationFactory(sprint=sprint, state="cancelled")
    keys = [row.pk for row in (ada, mentee, gone)]
    chosen = {"action": "give_role", "_selected_action": keys, "role": "triager"}
    told = [f"{gone}: This registration has ended.", "Give a role: 2 done."]
    for _ in range(2):
        assert sentences(client_of(boss).post(LIST, chosen)) == told
    roles = [Registration.objects.get(pk=key).roles for key in keys]
    assert roles == [["triager"], ["triager", "mentee"], []]
    assert [note.why for note in Transition.objects.of(ada)] == ["Role: triager."]


@pytest.mark.parametrize(
    ("role", "sentence"),
    [("", "Please choose which role to give."), ("king", "No action selected.")],
)
def test_no_role_and_an_invented_one_are_given_to_nobody(client_of, boss, ada, role, sentence):
    chosen = {"action": "give_role", "_selected_action": [ada.pk], "role": role}
    assert sentences(client_of(boss).post(LIST, chosen)) == [sentence]
    assert Registration.objects.get().roles == []
    with pytest.raises(Refused, match="There is no such role"):
        workflow.give_role(ada, by=boss, role="king")
    with pytest.raises(Refused, match="Only an organizer of this sprint"):
        workflow.give_role(ada, by=viewer("desk", ada.sprint), role="triager")
