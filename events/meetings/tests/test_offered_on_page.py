"""What the page of a meeting offers to participants, chairs and the team."""

import re

import pytest

from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingPersonFactory
from events.meetings.tests.pages import path, words
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import GroupMemberFactory, PersonFactory

pytestmark = pytest.mark.django_db
WHILE_IT_LASTS = "2030-10-25T07:30+00:00"


@pytest.fixture
def sprint(grammar):
    return grammar.sprint


def buttons(response):
    form = response.content.decode().split('class="actions answer"')
    if len(form) == 1:
        return []
    found = re.findall(r"<button([^>]*)>", form[1].split("</form>")[0])
    return [(re.search(r'value="(\w+)"', button)[1], "aria-pressed" in button) for button in found]


def test_participants_answer_and_see_what_they_answered(client, client_of, sprint, grammar):
    registration = RegistrationFactory(sprint=sprint)
    reader = client_of(registration.person)
    answers = [("in_person", False), ("remote", False), ("no", False)]
    assert buttons(reader.get(path(grammar))) == answers
    reader.post(f"{path(grammar)}answer/", {"answer": "remote"})
    assert buttons(reader.get(path(grammar))) == [*answers[:1], ("remote", True), *answers[2:]]
    assert buttons(client.get(path(grammar))) == []
    assert buttons(client_of(PersonFactory()).get(path(grammar))) == []


def test_after_its_end_a_meeting_asks_nobody(client_of, sprint, grammar):
    person = RegistrationFactory(sprint=sprint).person
    with at(grammar.ends_at.isoformat()):
        assert buttons(client_of(person).get(path(grammar))) == []


def test_the_door_to_the_meeting_opens_in_time_to_those_who_may_join(
    client, client_of, sprint, grammar
):
    participant = RegistrationFactory(sprint=sprint).person
    named = MeetingPersonFactory(meeting=grammar, role="invited").person
    waiting = RegistrationFactory(sprint=sprint, state="waitlisted", queue_no=1).person
    link = f'href="{path(grammar)}join/"'
    sentence = "The door opens on Friday, 25 October 2030, at 08:45 CEST."
    for moment, is_open in (("2030-10-25T06:44+00:00", False), (WHILE_IT_LASTS, True)):
        with at(moment):
            for person in (participant, named):
                response = client_of(person).get(path(grammar))
                assert (link in response.content.decode()) == is_open
                assert (sentence in words(response)) != is_open
            for reader in (client, client_of(waiting)):
                response = reader.get(path(grammar))
                assert link not in response.content.decode()
                assert "The door" not in words(response)


def test_no_door_is_promised_where_there_is_none(client_of, sprint, grammar):
    reader = client_of(RegistrationFactory(sprint=sprint).person)
    for changes in ({"mode": "in_person"}, {"mode": "hybrid", "state": "held"}):
        Meeting.objects.filter(pk=grammar.pk).update(**changes)
        assert "The door" not in words(reader.get(path(grammar)))


def test_chairs_are_led_to_what_they_may_do(client, client_of, sprint, grammar):
    chair = GroupMemberFactory(group=grammar.group, role="chair").person
    boss = TeamMemberFactory(sprint=sprint, role="programme").person

    def links(reader):
        page = reader.get(path(grammar)).content.decode()
        return {
            name
            for name in ("edit", "move", "people", "agenda", "cancel")
            if f"{path(grammar)}{name}/" in page
        }

    assert links(client_of(chair)) == {"edit", "people", "agenda", "cancel"}
    assert links(client_of(boss)) == {"edit", "move", "people", "agenda", "cancel"}
    for reader in (client, client_of(RegistrationFactory(sprint=sprint).person)):
        assert links(reader) == set()
    sprint.chairs_may_book = True
    sprint.save(update_fields=["chairs_may_book"])
    assert "move" in links(client_of(chair))
    Meeting.objects.filter(pk=grammar.pk).update(state="held")
    assert links(client_of(boss)) == {"edit", "move", "people", "agenda"}
