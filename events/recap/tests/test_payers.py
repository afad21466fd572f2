"""The organization behind a participant's name is read as long as everybody may read it."""

import pytest

from events.recap import workflow
from events.recap.tests.conftest import publish_anew
from events.recap.tests.test_report import everything
from events.registration.models import Financing
from events.registration.tests.factories import FinancingFactory

pytestmark = pytest.mark.django_db
BY_HAND = {"participants": {"text": "Who came:\n\n-   Ann Lee (Acme)"}}


@pytest.fixture
def paid(ann):
    return FinancingFactory(registration=ann.registrations.get(), organization__name="Acme")


@pytest.fixture
def publish(sprint, organizer, paid, last_evening):
    """A function that publishes the report with these blocks by hand."""

    def publish(blocks):
        workflow.save(sprint, by=organizer, head={"author": "Olga"}, blocks=blocks, seen=None)
        publish_anew(sprint, organizer)

    return publish


@pytest.fixture
def read(client, client_of, organizer):
    team = client_of(organizer)
    return lambda: everything(client, team)


@pytest.mark.parametrize("blocks", [{}, BY_HAND])
def test_what_becomes_private_is_gone_at_once_and_does_not_come_back(publish, read, blocks):
    publish(blocks)
    assert "-   Ann Lee (Acme)" in read()
    Financing.objects.update(private=True)
    for _ in range(2):
        assert "Acme" not in read()
        assert "-   Ann Lee\n" in read()
        publish(blocks)


@pytest.mark.parametrize("blocks", [{}, BY_HAND])
def test_what_is_deleted_is_gone_at_once_and_does_not_come_back(publish, read, paid, blocks):
    publish(blocks)
    paid.delete()
    for _ in range(2):
        assert "Acme" not in read()
        publish(blocks)


def test_the_line_above_speaks_of_organizations_as_long_as_one_is_shown(publish, read, paid):
    publish({})
    assert "with the organizations that helped to pay" in read()
    paid.delete()
    assert "with the organizations that helped to pay" not in read()


def test_another_organization_in_the_brackets_stays(publish, read, ann, paid):
    other = FinancingFactory(registration=paid.registration, organization__name="Bell, Inc.")
    publish({})
    assert "-   Ann Lee (Acme, Bell, Inc.)" in read()
    paid.delete()
    assert "-   Ann Lee (Bell, Inc.)" in read()
    other.delete()
    assert "-   Ann Lee\n" in read()


def test_who_pays_later_waits_until_it_is_published_again(publish, read, paid):
    publish({})
    FinancingFactory(registration=paid.registration, organization__name="Bell")
    assert "Bell" not in read()
    publish({})
    assert "-   Ann Lee (Acme, Bell)" in read()
