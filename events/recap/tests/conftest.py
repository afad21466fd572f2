"""A sprint that has just ended, and who writes about it."""

import datetime

import pytest

from events.recap import workflow
from events.recap.models import Report
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory


@pytest.fixture
def last_evening():
    """The evening of the sprint's last day, where it is."""
    with at("2030-10-11T18:00+00:00"):
        yield


@pytest.fixture
def sprint(db):
    return SprintFactory(
        name="Quill", slug="quill", starts_on=datetime.date(2030, 10, 7), mode="in_person"
    )


@pytest.fixture
def organizer(sprint):
    return TeamMemberFactory(sprint=sprint, person=PersonFactory(name="Olga Org")).person


@pytest.fixture
def ann(sprint):
    """Ann was there, and everybody may read her name."""
    person = PersonFactory(name="Ann Lee")
    RegistrationFactory(sprint=sprint, person=person, attended="yes")
    return person


@pytest.fixture
def published(sprint, organizer, ann, last_evening):
    """A report that names Ann in a text by hand as well."""
    workflow.save(
        sprint,
        by=organizer,
        head={"author": "Olga Org"},
        blocks={"why": {"text": "Ann Lee said so."}},
        seen=None,
    )
    return workflow.publish(sprint, by=organizer)


def publish_anew(sprint, by):
    """Publish again; with another subtitle, since there has to be something new."""
    report = Report.objects.get(sprint=sprint)
    report.subtitle += "Once more. "
    report.save(update_fields=["subtitle"])
    return workflow.publish(sprint, by=by)
