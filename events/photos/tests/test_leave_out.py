"""Whom photographers leave out: who reads the list, when, and what stands in it."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

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


@pytest.fixture
def photographer(sprint):
    return TeamMemberFactory(sprint=sprint, role="photographer").person


@pytest.fixture
def client(photographer, client_of):
    return client_of(photographer)


def look(client, sprint):
    return client.get(address("leave_out", sprint))


def groups(answer):
    return {heading: [one.name for one in people] for heading, people in answer.context["groups"]}


def test_names_stand_under_what_each_has_said_in_alphabetical_order(client, sprint):
    for name, choice in (
        ("Zoe", "no"),
        ("Åsa", "no"),
        ("Bo", "ask"),
        ("Cy", "yes"),
        ("Di", ""),
    ):
        RegistrationFactory(sprint=sprint, person__name=name, photo_consent=choice)
    RegistrationFactory(sprint=sprint, photo_consent="no", state="cancelled")
    RegistrationFactory(sprint=sprint, photo_consent="no", state="waitlisted", queue_no=1)
    RegistrationFactory(photo_consent="no")
    found = groups(look(client, sprint))
    assert list(found) == [NO, ASK, UNSAID]
    assert found == {NO: ["Åsa", "Zoe"], ASK: ["Bo"], UNSAID: ["Di"]}


def test_a_call_name_and_a_portrait_help_to_find_them(client, sprint):
    row = RegistrationFactory(
        sprint=sprint, photo_consent="no", person__name="Robert Cy", person__call_name="Bob"
    )
    Portrait.objects.create(
        person=row.person, folder="a" * 32, widths=[96, 192], width=192, height=192
    )
    html = look(client, sprint).content.decode()
    assert "called Bob" in html
    assert 'alt="Portrait of Robert Cy"' in html
    assert f"{'a' * 32}/96.webp" in html


def test_nobody_to_leave_out_is_said(client, sprint):
    RegistrationFactory(sprint=sprint, photo_consent="yes")
    answer = look(client, sprint)
    assert groups(answer) == {}
    assert "Everybody who takes part wants to be in photos." in answer.content.decode()


def test_each_look_is_logged_without_what_was_seen_and_kept_nowhere(
    client, sprint, photographer, caplog
):
    row = RegistrationFactory(sprint=sprint, photo_consent="no", person__name="Zoe Secret")
    with caplog.at_level(logging.INFO, logger="events.photos"):
        answer = look(client, sprint)
    assert caplog.messages == [
        f"Whom to leave out at {sprint.slug} read by person {photographer.pk}"
    ]
    assert row.person.name not in caplog.text
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (2, "The list opens on "),
        (1, ""),
        (0, ""),
        (-2, ""),
        (-3, "The sprint is over, and the list is closed."),
    ],
)
def test_it_is_open_from_the_day_before_until_the_last_day(client_of, caplog, days, sentence):
    sprint = sprint_in(days)
    person = TeamMemberFactory(sprint=sprint, role="photographer").person
    RegistrationFactory(sprint=sprint, photo_consent="no", person__name="Zoe Secret")
    with caplog.at_level(logging.INFO, logger="events.photos"):
        answer = look(client_of(person), sprint)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert ("Zoe Secret" in html) is not bool(sentence)
    assert sentence in html
    assert bool(caplog.messages) is not bool(sentence)


def test_for_everybody_else_there_is_no_such_page(sprint, client_of):
    RegistrationFactory(sprint=sprint, photo_consent="no")
    others = [
        participant(sprint),
        TeamMemberFactory(sprint=sprint, role="organizer").person,
        TeamMemberFactory(sprint=sprint, role="desk").person,
        TeamMemberFactory(sprint=sprint_in(0), role="photographer").person,
        PersonFactory(is_superuser=True),
    ]
    for person in others:
        assert look(client_of(person), sprint).status_code == 404


def test_it_is_read_and_nothing_else(client, sprint):
    assert client.post(address("leave_out", sprint)).status_code == 405


@pytest.mark.parametrize("number", [3, 300])
def test_the_queries_are_as_many_for_3_as_for_300(
    client, sprint, number, django_assert_num_queries
):
    RegistrationFactory.create_batch(number, sprint=sprint, photo_consent="ask")
    with django_assert_num_queries(6):
        look(client, sprint)
