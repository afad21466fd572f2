"""Who finds which page, and that looking at any of them changes nothing."""

import datetime

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch
from django.utils import timezone

from events.lifecycle import Transition
from events.outbox import Email
from events.sprints.models import TeamRole
from events.sprints.tests.factories import TeamMemberFactory
from events.travel import urls, workflow
from events.travel.models import Offer
from events.travel.tests import scenes
from events.travel.tests.factories import TravelManagerFactory
from events.travel.tests.pages import address
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
TABLES = [
    *(model for model in apps.get_models() if model.__module__.startswith("events.travel")),
    Transition,
    Email,
]


@pytest.fixture
def scene(db):
    return scenes.scene()


def everything():
    return [list(model._base_manager.order_by("pk").values()) for model in TABLES]


def pages(sprint, rows):
    """Every address of travel, with each application where it names one."""
    for pattern in urls.pages:
        try:
            yield address(pattern.name, sprint)
        except NoReverseMatch:
            yield from (address(pattern.name, sprint, row.pk) for row in rows)


def test_looking_at_any_page_changes_nothing_whoever_looks(scene, client_of):
    """Not even at an offer whose deadline has come."""
    lapsed, accepted = scenes.offered(scene, amount=10), scenes.accepted(scene, amount=10)
    Offer.objects.filter(application=lapsed).update(
        expires_at=timezone.now() - datetime.timedelta(hours=1)
    )
    draft = scenes.applied(scene.sprint)
    workflow.take_back(draft, by=draft.registration.person)
    rows = [
        lapsed,
        accepted,
        draft,
        scenes.staged(scene, amount=10),
        scenes.offered(scene, amount=9),
    ]
    team = [TeamMemberFactory(sprint=scene.sprint, role=role).person for role in TeamRole]
    people = [*team, *(row.registration.person for row in rows), PersonFactory(is_superuser=True)]
    clients = [Client(), *map(client_of, people)]
    before = everything()
    looked = 0
    for client in clients:
        for page in pages(scene.sprint, rows):
            for look in (client.get, client.head, client.options):
                assert look(page, {"application": [rows[3].pk]}).status_code < 500
                looked += 1
    assert looked > 500
    assert everything() == before


TEAM_PAGES = ("board", "stage", "preview", "queue", "application")


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("travel_manager", (200, 200, 302, 200, 200)),
        ("reviewer", (404, 404, 404, 200, 200)),
        ("treasurer", (404, 404, 404, 200, 200)),
        ("organizer", (404,) * 5),
        ("desk", (404,) * 5),
        ("superuser", (404,) * 5),
        ("other sprint's manager", (404,) * 5),
        ("applicant", (404,) * 5),
    ],
)
def test_who_finds_which_page(scene, client_of, role, found):
    application = scenes.staged(scene)
    others = {
        "superuser": lambda: PersonFactory(is_superuser=True),
        "other sprint's manager": lambda: TravelManagerFactory().person,
        "applicant": lambda: application.registration.person,
    }

    def member():
        return TeamMemberFactory(sprint=scene.sprint, role=role).person

    client = client_of(others.get(role, member)())
    keys = {"stage": application.pk, "application": application.pk}
    asked = [address(name, scene.sprint, keys.get(name)) for name in TEAM_PAGES]
    assert tuple(client.get(page).status_code for page in asked) == found
