"""Whom photographers leave out: who reads the list, when, and what stands in it."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from events.photos import rules
from events.photos.models import Portrait
from events.photos.tests.uploads import address, participant
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NO, ASK = "No: leave them out", "Ask them before"
UNSAID = "Have not said anything: ask them before"


def sprint_in(days, lasts=3):
    """It starts in this many days, where it is."""
    starts_on = timezone.localdate() + timedelta(days=days)
    return SprintFactory(
        starts_on=starts_on, ends_on=starts_on + timedelta(days=lasts - 1), time_zone="UTC"
    )


@pytest.fixture
def sprint():
    return sprint_in(0)


def look(client, sprint):
    return client.get(address("leave_out", sprint))


def groups(answer):
    return {heading: [one.name for one in people] for heading, people in answer.context["groups"]}


def test_names_stand_under_what_each_has_said_in_alphabetical_order(team, sprint):
    for name, choice in (("Zoe", "no"), ("Åsa", "no"), ("Bo", "ask"), ("Cy", "yes"), ("Di", "")):
        RegistrationFactory(sprint=sprint, person__name=name, photo_consent=choice)
    RegistrationFactory(sprint=sprint, photo_consent="no", state="cancelled")
    RegistrationFactory(sprint=sprint, photo_consent="no", state="waitlisted", queue_no=1)
    RegistrationFactory(photo_consent="no")
    found = groups(look(team, sprint))
    assert list(found) == [NO, ASK, UNSAID]
    assert found == {NO: ["Åsa", "Zoe"], ASK: ["Bo"], UNSAID: ["Di"]}


def test_a_call_name_and_a_portrait_help_to_find_them(team, sprint):
    named = {"person__name": "Robert Cy", "person__call_name": "Bob"}
    person = RegistrationFactory(sprint=sprint, photo_consent="no", **named).person
    sizes = {"widths": [96, 192], "width": 192, "height": 192}
    Portrait.objects.create(person=person, folder="a" * 32, **sizes)
    html = look(team, sprint).content.decode()
    for expected in ("called Bob", 'alt="Portrait of Robert Cy"', f"{'a' * 32}/96.webp"):
        assert expected in html


def test_nobody_to_leave_out_is_said(team, sprint):
    RegistrationFactory(sprint=sprint, photo_consent="yes")
    answer = look(team, sprint)
    assert groups(answer) == {}
    assert "Everybody who takes part wants to be in photos." in answer.content.decode()


def test_each_look_is_logged_without_what_was_seen_and_kept_nowhere(
    team, sprint, photographer, caplog
):
    row = RegistrationFactory(sprint=sprint, photo_consent="no", person__name="Zoe Secret")
    with caplog.at_level(logging.INFO, logger="events.photos"):
        answer = look(team, sprint)
    assert caplog.messages == [
        f"Whom to leave out at {sprint.slug} read by person {photographer.pk}"
    ]
    assert row.person.name not in caplog.text
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(2, "The list opens on "), (1, ""), (0, ""), (-2, ""), (-3, "The sprint is over, ")],
)
def test_it_is_open_from_the_day_before_until_the_last_day(days, sentence):
    refusal = rules.refusal_to_list_left_out(sprint_in(days))
    assert refusal.startswith(sentence)
    assert bool(refusal) is bool(sentence)


def test_a_closed_list_names_nobody_and_is_not_logged(client_of, caplog):
    sprint = sprint_in(-3)
    person = TeamMemberFactory(sprint=sprint, role="photographer").person
    RegistrationFactory(sprint=sprint, photo_consent="no", person__name="Zoe Secret")
    with caplog.at_level(logging.INFO, logger="events.photos"):
        html = look(client_of(person), sprint).content.decode()
    assert "The sprint is over, and the list is closed." in html
    assert "Zoe Secret" not in html
    assert caplog.messages == []


def test_for_everybody_else_there_is_no_such_page(sprint, team, client_of):
    RegistrationFactory(sprint=sprint, photo_consent="no")
    others = [TeamMemberFactory(sprint=sprint, role=role) for role in ("organizer", "desk")]
    others.append(TeamMemberFactory(sprint=sprint_in(0), role="photographer"))
    people = [participant(sprint), PersonFactory(is_superuser=True)]
    for person in (*people, *(member.person for member in others)):
        assert look(client_of(person), sprint).status_code == 404
    assert team.post(address("leave_out", sprint)).status_code == 405


@pytest.mark.parametrize("number", [3, 30])
def test_the_queries_are_the_same_for_few_and_for_many(
    team, sprint, number, django_assert_num_queries
):
    RegistrationFactory.create_batch(number, sprint=sprint, photo_consent="ask")
    with django_assert_num_queries(6):
        look(team, sprint)
