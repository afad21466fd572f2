"""A sprint that has just ended, and who writes about it."""

import datetime

import pytest

from events.lifecycle import Transition
from events.recap import display, exports, workflow
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
def publish(sprint, organizer, last_evening):
    """A function that publishes the report, or publishes it again, with these texts by hand."""

    def publish(head=None, **texts):
        head = {"author": "Olga Org", "subtitle": f"Edition {len(Transition.objects.all())}"} | (
            head or {}
        )
        blocks = {name: {"text": text} for name, text in texts.items()}
        workflow.save(sprint, by=organizer, head=head, blocks=blocks, seen=None)
        return workflow.publish(sprint, by=organizer)

    return publish


@pytest.fixture
def published(publish, ann):
    """A report that names Ann in a text by hand as well."""
    return publish({"subtitle": ""}, why="Ann Lee said so.")


def everything(report=None):
    """All that the published report says to everybody; pages, post and feed are made of it."""
    report = report or Report.objects.get()
    content = display.content_of(report)
    return f"{content}\n{exports.index_md(report, content)}\n{exports.atom([(report, content)])}"


def markdown_of(block):
    """What the published report says in this block."""
    sections = display.content_of(Report.objects.get()).sections
    return next((one.markdown for one in sections if one.name == block), "")


def publish_anew(sprint, by):
    """Publish again what is written; with another subtitle, since there has to be something new."""
    report = Report.objects.get(sprint=sprint)
    report.subtitle += "Once more. "
    report.save(update_fields=["subtitle"])
    return workflow.publish(sprint, by=by)


def told(sprint, block):
    """What a report would say in this block now, from the data and with all names."""
    return display.text_of(display.computed(display.Facts(sprint))[block])


def words(response):
    """The page without its white space."""
    return " ".join(response.content.decode().split())


OUTCOMES = "/sprints/quill/outcomes/"


def outcome_page(outcome, page="edit"):
    return f"{OUTCOMES}{outcome.pk}/{page}/"


def typed(**changes):
    """What the browser sends for one line."""
    return {"title": "Mended it", "url": "", "kind": "fix", "story": ""} | changes
