"""What a report still lacks, by name, and the bars of its chart."""

import datetime

import pytest

from events.meetings.tests.factories import MeetingFactory
from events.recap import display
from events.recap.display import Branch, chart
from events.recap.display.meter import claims_without_source
from events.recap.models import Report
from events.recap.tests.factories import OutcomeFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import CreditFactory, PublishedFigureFactory
from people.tests.factories import InterestGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db


def missing(sprint, **report):
    found = display.meter(Report(sprint=sprint, **report), display.Facts(sprint))
    return {check.sentence for check in found.checks if not check.done}


def test_an_empty_report_names_everything_that_is_missing(sprint):
    RegistrationFactory(sprint=sprint, listed="")
    MeetingFactory(sprint=sprint, group=InterestGroupFactory(name="Parsers"))
    secret = InterestGroupFactory(name="Conduct", confidential=True)
    MeetingFactory(sprint=sprint, group=secret)
    OutcomeFactory(sprint=sprint, title="Bare fix")
    nominee = PersonFactory(name="Nia")
    OutcomeFactory(sprint=sprint, kind="vote", nominee=nominee, url="https://example.org/")
    blocks = {"highlights": {"more": "It was the most active week ever."}}
    assert missing(sprint, blocks=blocks) == {
        "Name an author.",
        "Tell why this week mattered.",
        "Choose a cover among the photos.",
        "Of 1 participant nobody noted who came.",
        "1 participant has not chosen yet whether to be listed.",
        "Count the commits (manage.py count_commits), or enter what was published.",
        "No link: Bare fix.",
        "No outcome yet of Parsers.",
        "Ask whether they may be shown: Nia.",
        "Say whom to thank.",
        "A claim without a source: “It was the most active week ever.”",
    }


def test_what_is_there_is_counted(sprint):
    RegistrationFactory(sprint=sprint, attended="yes")
    meeting = MeetingFactory(sprint=sprint, group=InterestGroupFactory())
    OutcomeFactory(sprint=sprint, url="https://example.org/", meeting=meeting)
    CreditFactory(sprint=sprint)
    PublishedFigureFactory(sprint=sprint, label="commits to main")
    report = Report(sprint=sprint, author="Ada", blocks={"why": {"text": "So."}})
    found = display.meter(report, display.Facts(sprint))
    assert (found.done, len(found.checks), found.percent) == (12, 13, 92)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("A busy week. It was the largest sprint.", ["It was the largest sprint."]),
        ("The [largest](https://example.org) sprint.", []),
        ("Almost all came. Most meetings were hybrid.", []),
        ("It had the most people.", ["It had the most people."]),
        ("3.11 was the fastest release. Fine.", ["3.11 was the fastest release."]),
    ],
)
def test_a_superlative_wants_its_source(text, claims):
    assert claims_without_source([text]) == claims


@pytest.mark.parametrize("name", ["title", "subtitle", "description"])
def test_a_claim_in_the_head_of_the_report_wants_its_source_as_well(sprint, name):
    found = missing(sprint, **{name: "The biggest sprint ever"})
    assert "A claim without a source: “The biggest sprint ever”" in found


def test_the_longest_bar_fills_the_chart():
    rows = [Branch("a/b", "main", "3.12", 200, ""), Branch("a/b", "3.11", "3.11", 50, "")]
    found = chart(rows)
    assert [(bar.label, bar.length) for bar in found.bars] == [("main (3.12)", 100), ("3.11", 25)]
    assert found.height == 92
    assert chart([]) is None
    assert chart([Branch("a/b", "main", "", 0, "")]) is None


def test_a_bar_names_its_repository_where_there_are_several():
    rows = [
        Branch("python/typing_extensions", "main", "4.4", 2, ""),
        Branch("python/cpython", "backport-of-a-long-story", "", 1, ""),
    ]
    assert [bar.label for bar in chart(rows).bars] == [
        "…ping_extensions main (4.4)",
        "python/cpython backport-of-a-…",
    ]
    assert [bar.label for bar in chart(rows[:1]).bars] == ["main (4.4)"]


def test_a_sprint_of_one_day(sprint):
    sprint.ends_on = sprint.starts_on
    days = next(one for one in display.numbers_of(display.Facts(sprint)) if one.name == "days")
    assert days.value == 1
    later = sprint.ends_on + datetime.timedelta(days=17)
    waited = display.numbers_of(display.Facts(sprint), later)[-1]
    assert (waited.name, waited.value) == ("days-to-publication", 17)
