"""Who finds which page, and that looking at any of them changes nothing."""

import datetime

import pytest
from django.test import Client
from django.urls import NoReverseMatch
from django.utils import timezone

from events.sprints.models import TeamRole
from events.sprints.tests.factories import TeamMemberFactory
from events.travel import urls, workflow
from events.travel.models import Offer
from events.travel.tests import scenes
from events.travel.tests.factories import TravelManagerFactory
from events.travel.tests.pages import address
from events.travel.tests.refusals import every_row
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
REVIEWS = ("application", "recuse", "ask", "note")
DECISIONS = ("stage", "unstage", "go_on", "revoke", "cancel_accepted", "reopen", "extend")


def pages(sprint, rows):
    """Every address of travel, with each application where it names one."""
    for pattern in urls.pages:
        try:
            yield address(pattern.name, sprint)
        except NoReverseMatch:
            yield from (address(pattern.name, sprint, row.pk) for row in rows)


def test_looking_at_any_page_changes_nothing_whoever_looks(scene, client_of):
    """Not even at an offer whose deadline has come: who has every role, or none, or applies."""
    lapsed, draft = scenes.offered(scene, amount=10), scenes.applied(scene.sprint)
    past = timezone.now() - datetime.timedelta(hours=1)
    Offer.objects.filter(application=lapsed).update(expires_at=past)
    workflow.take_back(draft, by=draft.registration.person)
    rows = [lapsed, draft, scenes.staged(scene, amount=10)]
    for role in set(TeamRole) - {TeamRole.TRAVEL_MANAGER}:
        TeamMemberFactory(sprint=scene.sprint, role=role, person=scene.manager)
    people = [scene.manager, PersonFactory(is_superuser=True)]
    clients = [*map(client_of, people + [row.registration.person for row in rows]), Client()]
    before = every_row()
    for page in pages(scene.sprint, rows):
        for look in (*(client.get for client in clients), clients[0].head, clients[0].options):
            assert look(page, {"application": [rows[2].pk]}).status_code < 500
    assert every_row() == before


@pytest.mark.parametrize(
    ("who", "reads", "decides"),
    [
        ("travel_manager", True, True),
        ("reviewer", True, False),
        ("treasurer", True, False),
        ("organizer", False, False),
        ("superuser", False, False),
        ("another sprint's manager", False, False),
        ("applicant", False, False),
    ],
)
def test_who_finds_which_page(scene, client_of, who, reads, decides):
    application = scenes.staged(scene)
    others = {
        "superuser": lambda: PersonFactory(is_superuser=True),
        "another sprint's manager": lambda: TravelManagerFactory().person,
        "applicant": lambda: application.registration.person,
    }
    member = others.get(who, lambda: TeamMemberFactory(sprint=scene.sprint, role=who).person)()
    client = client_of(member)
    for name, found in (("queue", reads), ("board", decides), ("preview", decides)):
        assert (client.get(address(name, scene.sprint)).status_code != 404) is found
    for name, found in (("application", reads), ("stage", decides)):
        page = address(name, scene.sprint, application.pk)
        assert (client.get(page).status_code == 200) is found
    before = every_row()
    closed = (() if reads else REVIEWS) + (() if decides else DECISIONS)
    for name in closed:
        page = address(name, scene.sprint, application.pk)
        typed = {"decision": "decline", "why": "x", "body": "x", "score": "5"}
        assert client.post(page, typed).status_code == 404
    if not decides:
        chosen = {"application": [application.pk]}
        assert client.post(address("preview", scene.sprint), chosen).status_code == 404
    assert every_row() == before
