"""What pages never do: change a row because somebody looks, or tell what is not theirs to tell."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse

from events.outbox import Email
from events.registration import workflow
from events.registration.display import numbers
from events.registration.tests.factories import RegistrationFactory
from events.registration.tests.pages import TYPED, address, all_rows
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

PAGES = ["register", "mine", "edit", "accept", "refuse", "cancel", "change_mode"]
LOOKS = ("get", "head", "options")


def test_looking_changes_no_row(open_sprint, register, client, client_of):
    """Nor does whatever follows the links of emails."""
    organizer = TeamMemberFactory(sprint=open_sprint).person
    workflow.invite(open_sprint, [("Ida", "ida@example.org")], by=organizer)
    first, _, offered, _ = (register(open_sprint) for _ in range(4))
    workflow.cancel(first, by=first.person)
    texts = "\n".join(Email.objects.values_list("text", flat=True))
    links = {urlsplit(url).path for url in re.findall(re.escape(settings.SITE_URL) + r"\S+", texts)}
    assert len(links) == 3
    visitors = [client, client_of(offered.person), client_of(PersonFactory())]
    before = all_rows()
    for visitor in visitors:
        for path in links | {address(page, open_sprint) for page in PAGES}:
            for look in LOOKS:
                assert getattr(visitor, look)(path).status_code < 500
    assert all_rows() == before


def shown_pages(sprint):
    public = [reverse(f"pages:{name}", args=[sprint.slug]) for name in ("sprint", "people")]
    personal = [address(name, sprint) for name in ("register", "mine", "edit")]
    return [*(reverse(f"pages:{name}") for name in ("home", "sprints", "mine")), *public, *personal]


def test_private_details_stand_on_nobody_elses_page(open_sprint, register, client, client_of):
    Sprint.objects.update(capacity_in_person=None)
    secrets = set(TYPED.values()) - {TYPED["tshirt"]}
    person = register(open_sprint, details=TYPED).person
    team = TeamMemberFactory(sprint=open_sprint).person
    others = [PersonFactory(), register(open_sprint).person, team]
    for someone in (client, *map(client_of, others)):
        for page in shown_pages(open_sprint):
            text = someone.get(page).content.decode()
            assert [secret for secret in secrets if secret in text] == []
    own = client_of(person).get(address("edit", open_sprint)).content.decode()
    assert [secret for secret in secrets if secret not in own] == []


@pytest.mark.parametrize(
    "state", ["pending", "waitlisted", "offered", "declined", "cancelled", "expired"]
)
def test_whoever_has_no_seat_is_on_no_list_and_in_no_count(
    open_sprint, register, client, client_of, state
):
    confirmed = register(open_sprint)
    before = numbers(open_sprint)
    columns = {"state": state, "queue_no": 9, "offer_expires_at": "2099-05-06T12:00Z"}
    RegistrationFactory(sprint=open_sprint, person__name="Nora Notyet", **columns)
    for someone in (client, client_of(confirmed.person)):
        for page in shown_pages(open_sprint)[:5]:
            assert b"Nora Notyet" not in someone.get(page).content
    assert numbers(open_sprint) == before


def test_whoever_waits_for_a_seat_in_person_is_listed_as_from_afar_meanwhile(open_sprint, client):
    waits = {"state": "waitlisted", "queue_no": 1, "remote_while_waiting": True}
    RegistrationFactory(sprint=open_sprint, person__name="Ann Lee", **waits)
    page = client.get(reverse("pages:people", args=[open_sprint.slug])).content.decode()
    name = page.index("Ann Lee")
    assert "from afar" in page[name : page.index("</li>", name)]


def test_whoever_takes_back_the_choice_is_gone_at_the_next_request(open_sprint, register, client):
    row = register(open_sprint)
    count, name = numbers(open_sprint), row.person.name
    pages = [reverse(f"pages:{page}", args=[open_sprint.slug]) for page in ("people", "sprint")]
    assert name in client.get(pages[0]).content.decode()
    row.listed = "nobody"
    row.save()
    assert not any(name in client.get(page).content.decode() for page in pages)
    assert numbers(open_sprint) == count
