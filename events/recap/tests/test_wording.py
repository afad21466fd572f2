"""Sentences that read well whatever people typed, and however few there are."""

import pytest

from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.recap.display import Facts, meter
from events.recap.display.counts import how_counted
from events.recap.display.words import years_in_words
from events.recap.models import Report
from events.recap.tests.conftest import told
from events.recap.tests.factories import (
    CommitCountFactory,
    GiftFactory,
    OutcomeFactory,
    OutcomePersonFactory,
)
from events.sprints.tests.factories import CreditFactory, SponsorshipFactory
from people.tests.factories import InterestGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("city", "country", "where"),
    [("", "", ""), ("Brno", "", " in Brno"), ("", "CZ", " in Czechia")],
)
def test_where_it_was_is_told_as_far_as_it_is_known(sprint, city, country, where):
    sprint.city, sprint.country = city, country
    assert told(sprint, "opening") == f"Quill took place 7–11 October 2030{where}."
    sprint.mode = "remote"
    assert told(sprint, "opening") == "Quill took place 7–11 October 2030 online."


def test_what_ends_with_a_full_stop_gets_no_second_one(sprint):
    for level in ("host", "main"):
        SponsorshipFactory(sprint=sprint, level=level, organization__name=f"{level} Inc.")
    CreditFactory(sprint=sprint, person=None, name="Bo", reason="for the coffee.")
    GiftFactory(sprint=sprint, organization__name="Acme", item="keys", for_whom="all.")
    MeetingFactory(sprint=sprint, group=InterestGroupFactory(name="C etc."), mode="in_person")
    assert told(sprint, "opening").endswith("hosted by host Inc. main Inc. was its main sponsor.")
    assert told(sprint, "thanks") == "Special thanks to Bo for the coffee."
    assert told(sprint, "gifts") == "Acme gave keys to all."
    assert told(sprint, "sessions") == "One interest group met: C etc."
    count = CommitCountFactory.build(method="By hand", published_in="News of Acme Inc.")
    assert how_counted(count).endswith("Prague. By hand. Published in News of Acme Inc.")
    OutcomeFactory(sprint=sprint, title="A fix.")
    found = [check.sentence for check in meter(Report(sprint=sprint), Facts(sprint)).checks]
    assert "No link: A fix." in found


@pytest.mark.parametrize(
    ("title", "story", "people", "line"),
    [
        ("A fix.", "It is faster.", 0, "A fix: It is faster."),
        ("A fix.", "It is faster.", 1, "A fix: It is faster, by Bo"),
        ("A fix.", "", 1, "A fix, by Bo"),
        ("A fix.", "", 0, "A fix."),
        ("A fix", "And so on...", 1, "A fix: And so on..., by Bo"),
    ],
)
def test_a_line_goes_on_after_what_people_typed(sprint, title, story, people, line):
    outcome = OutcomeFactory(sprint=sprint, title=title, story=story)
    for _ in range(people):
        OutcomePersonFactory(outcome=outcome, person=PersonFactory(name="Bo"))
    assert told(sprint, "highlights") == f"-   {line}"


@pytest.mark.parametrize(
    ("typed", "speakers", "line"),
    [
        (("talk", "On it.", "All of it."), 0, "Talk: On it. All of it."),
        (("talk", "On it.", "All of it."), 1, "Talk: On it, by Bo. All of it."),
        (("talk", "On it", ""), 1, "Talk: On it, by Bo"),
        (("questions", "Why?", "About it."), 0, "Questions: Why? About it."),
        (("questions", "Questions to Ann", ""), 0, "Questions to Ann"),
    ],
)
def test_a_session_says_once_what_it_is(sprint, typed, speakers, line):
    kind, title, summary = typed
    meeting = MeetingFactory(sprint=sprint, kind=kind, title=title, summary=summary)
    for _ in range(speakers):
        person = PersonFactory(name="Bo")
        MeetingPersonFactory(meeting=meeting, person=person, role="presenter")
    assert told(sprint, "sessions") == f"-   {line}"


def test_one_group_has_its_meetings_and_two_have_theirs(sprint):
    group = InterestGroupFactory(name="Parsers")
    MeetingFactory.create_batch(2, sprint=sprint, group=group, mode="hybrid")
    met = "One interest group met: Parsers. All of its meetings were hybrid."
    assert told(sprint, "sessions") == met
    MeetingFactory(sprint=sprint, group=InterestGroupFactory(), mode="hybrid")
    assert told(sprint, "sessions").endswith("All of their meetings were hybrid.")


@pytest.mark.parametrize(("number", "were"), [(0, ""), (1, "; 1 was"), (2, "; 2 were")])
def test_a_single_handout_is_told_as_well(sprint, number, were):
    GiftFactory(sprint=sprint, organization__name="Acme", item="keys", handed_out=number)
    assert told(sprint, "gifts") == f"Acme gave keys{were and f'{were} handed out'}."


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ([2016, 2017, 2018, 2019, 2022], "from 2016 to 2019 and in 2022"),
        ([2020, 2021], "in 2020 and 2021"),
        ([2010, 2012, 2016, 2017, 2018], "in 2010 and 2012 and from 2016 to 2018"),
        ([2030], "in 2030"),
    ],
)
def test_years_in_a_row_are_a_span(years, words):
    assert years_in_words(years) == words
