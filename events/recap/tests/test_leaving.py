"""Whoever takes the own name off an outcome is gone from its line at once, and stays elsewhere."""

import pytest

from events.recap import display, workflow
from events.recap.models import Outcome, Report
from events.recap.tests.conftest import publish_anew
from events.recap.tests.factories import OutcomeFactory, OutcomePersonFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
BY_HAND = "Ann Lee led us.\n\n- Ann Lee: A \\*fix\\*, with Bo Ek\n- Another one, by Ann Lee"


@pytest.fixture
def fix(sprint, ann):
    outcome = OutcomeFactory(sprint=sprint, title="A *fix*", added_by=ann)
    for person in (ann, PersonFactory(name="Bo Ek")):
        OutcomePersonFactory(outcome=outcome, person=person)
    return outcome


@pytest.fixture
def publish(sprint, organizer, fix, last_evening):
    """A function that publishes the report with these blocks by hand."""

    def publish(**texts):
        blocks = {name: {"text": text} for name, text in texts.items()}
        workflow.save(sprint, by=organizer, head={"author": "Olga"}, blocks=blocks, seen=None)
        workflow.publish(sprint, by=organizer)

    return publish


def told(block="highlights"):
    content = display.content_of(Report.objects.get())
    return next(one.markdown for one in content.sections if one.name == block)


def untick(outcome, *, by):
    others = outcome.credited.exclude(person=by).values_list("person", flat=True)
    row = {"title": "Renamed"}
    workflow.edit(outcome, by=by, seen=outcome.revision, row=row, people=list(others))


@pytest.mark.parametrize("leave", [workflow.leave, untick])
def test_the_published_line_forgets_the_name_at_once(sprint, publish, ann, fix, leave):
    OutcomePersonFactory(outcome=OutcomeFactory(sprint=sprint, title="Other"), person=ann)
    publish(why="Ann Lee was here.")
    Outcome.objects.filter(pk=fix.pk).update(title="Clearer", position=0)
    fix.refresh_from_db()
    leave(fix, by=ann)
    assert told() == "-   A \\*fix\\*, by a participant and Bo Ek\n-   Other, by Ann Lee"
    assert told("why") == "Ann Lee was here."


def test_so_does_a_line_by_hand_and_it_does_not_come_back(sprint, publish, organizer, ann, fix):
    publish(highlights=BY_HAND)
    assert told() == BY_HAND
    workflow.leave(fix, by=ann)
    expected = BY_HAND.replace("- Ann Lee:", "- a participant:")
    assert told() == expected
    publish_anew(sprint, organizer)
    assert told() == expected


def test_without_a_report_the_name_goes_all_the_same(ann, fix):
    workflow.leave(fix, by=ann)
    assert [row.person.name for row in fix.credited.all()] == ["Bo Ek"]


def test_an_organizer_who_takes_somebody_off_leaves_what_was_published(
    publish, organizer, ann, fix
):
    publish()
    others = fix.credited.exclude(person=ann).values_list("person", flat=True)
    workflow.edit(fix, by=organizer, seen=fix.revision, row={}, people=others)
    assert told() == "-   A \\*fix\\*, by Ann Lee and Bo Ek"
