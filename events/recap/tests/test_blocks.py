"""The parts of a report in words, from the data."""

import pytest

from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.recap.display import Facts, computed, numbers_of
from events.recap.models import Outcome
from events.recap.tests.conftest import told
from events.recap.tests.factories import (
    CommitCountFactory,
    GiftFactory,
    OutcomeFactory,
    OutcomePersonFactory,
    RepositoryFactory,
)
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.models import Mode
from events.sprints.tests.factories import (
    CreditFactory,
    EarlierYearFactory,
    PublishedFigureFactory,
    SponsorshipFactory,
)
from people.tests.factories import InterestGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db


def values(sprint):
    return {figure.name: figure.value for figure in numbers_of(Facts(sprint))}


@pytest.mark.parametrize(
    ("hybrid", "other", "unknown", "said"),
    [
        *((3, 1, 1, "Most"), (2, 2, 1, "Some"), (5, 0, 0, "All"), (4, 0, 1, "All")),
        *((0, 5, 0, None), (0, 0, 5, None)),
    ],
)
def test_how_many_meetings_of_groups_were_hybrid(sprint, hybrid, other, unknown, said):
    for mode in ("hybrid",) * hybrid + ("in_person",) * other:
        MeetingFactory(sprint=sprint, group=InterestGroupFactory(), mode=mode)
    nowhere = {"mode": "", "state": "held", "starts_at": None, "ends_at": None, "room": None}
    for _ in range(unknown):
        MeetingFactory(sprint=sprint, group=InterestGroupFactory(), **nowhere)
    groups, _, hybrid = told(sprint, "sessions").partition(". ")
    assert groups.startswith("Five interest groups met: ")
    assert hybrid == (f"{said} of their meetings were hybrid." if said else "")


def test_what_is_not_public_is_not_told(sprint):
    group = InterestGroupFactory(name="Secret")
    MeetingFactory(sprint=sprint, group=group, visibility="group")
    MeetingFactory(sprint=sprint, kind="talk", title="Hidden", visibility="participants")
    MeetingFactory(sprint=sprint, kind="talk", title="Off", state="cancelled")
    assert told(sprint, "sessions") == ""


def test_a_talk_names_who_presented_it(sprint):
    talk = MeetingFactory(sprint=sprint, kind="talk", title="On *stars*", summary="**All**.")
    MeetingPersonFactory(meeting=talk, person=PersonFactory(name="Bo"), role="presenter")
    MeetingPersonFactory(meeting=talk, person=PersonFactory(name="Cy"), role="required")
    assert told(sprint, "sessions") == r"-   Talk: On \*stars\*, by Bo. All."


@pytest.mark.parametrize(
    ("countries", "sentence"),
    [
        (["CZ"] * 5, "5 in-person participants from 1 country on 1 continent"),
        (
            ["CZ", "DE", "US", "JP", "CZ"],
            "5 in-person participants from 4 countries on 3 continents",
        ),
        (["CZ", "DE", "US", "JP"] + [""] * 24, "28 in-person participants"),
        (["CZ", "DE", "US", "JP"], "4 in-person participants"),
        (["CZ"], "1 in-person participant"),
    ],
)
def test_countries_are_told_of_all_or_not_at_all(sprint, countries, sentence):
    for country in countries:
        RegistrationFactory(sprint=sprint, attended="yes", travels_from=country)
    heading = told(sprint, "participants").split(":\n")[0]
    assert heading.removesuffix(", in alphabetical order") == sentence
    assert ("countries" in values(sprint)) == (" from " in sentence)


def test_the_list_has_who_agreed_with_who_paid(sprint, ann):
    registration = ann.registrations.get()
    FinancingFactory(registration=registration, organization__name="Acme [x](y)")
    FinancingFactory(registration=registration, organization__name="Secret", private=True)
    RegistrationFactory(sprint=sprint, attended="yes", listed="participants")
    RegistrationFactory(sprint=sprint, attended="yes", listed="")
    RegistrationFactory(sprint=sprint, mode="remote", person=PersonFactory(name="Far Away"))
    assert told(sprint, "participants") == (
        "3 in-person participants; 1 of them is listed here, with the organizations that helped to "
        "pay for their coming:\n\n-   Ann Lee (Acme \\[x\\](y))\n\n1 participant from afar:\n\n"
        "-   Far Away"
    )


def test_branches_are_listed_and_counted_by_the_list(sprint):
    repository = RepositoryFactory(sprint=sprint, name="python/cpython")
    for branch in ("3.7", "3.8", "3.9", "3.10", "3.11"):
        CommitCountFactory(repository=repository, branch=branch, commits=2)
    CommitCountFactory(repository=repository, branch="main", version_label="3.12", commits=5)
    CommitCountFactory(repository=repository, branch="", commits=15, authors_here=9)
    assert told(sprint, "commits") == (
        "The repository python/cpython got 15 commits during the week, on 6 branches: 2 to 3.7, "
        "2 to 3.8, 2 to 3.9, 2 to 3.10, 2 to 3.11 and 5 to main (3.12). "
        "Among their authors we know 9 people of the sprint."
    )
    how = next(f.method for f in numbers_of(Facts(sprint)) if f.label.startswith("commits to main"))
    assert how == (
        "2030-10-06 22:00 to 2030-10-11 21:59 UTC, days of Europe/Prague. Counted by hand."
    )


def test_numbers_that_were_reported_are_told_until_commits_are_counted(sprint):
    PublishedFigureFactory(sprint=sprint, label="commits to main", value=157)
    sentence = "Commits to the repository during the week, as reported: 157 commits to main."
    assert told(sprint, "commits") == sentence
    repository = RepositoryFactory(sprint=sprint, name="a/b")
    CommitCountFactory(repository=repository, branch="", commits=1)
    assert told(sprint, "commits") == "The repository a/b got 1 commit during the week."


def test_outcomes_stand_with_their_credit(sprint):
    fix = OutcomeFactory(sprint=sprint, title="A fix", url="https://example.org/1", story="Deep.")
    for name in ("Ann", "Bo"):
        OutcomePersonFactory(outcome=fix, person=PersonFactory(name=name))
    OutcomeFactory(sprint=sprint, title="Soon", kind="feature", progress="in_progress")
    OutcomeFactory(sprint=sprint, title="Later", kind="feature", looks_further=True)
    assert told(sprint, "highlights") == (
        "-   [A fix](<https://example.org/1>): Deep, by Ann and Bo\n-   Soon (in progress)\n\n"
        "Some work looks further into the future:\n\n-   Later"
    )


@pytest.mark.parametrize("kind", Outcome.Kind.values)
def test_an_outcome_of_every_kind_is_told_once(sprint, kind):
    OutcomeFactory(sprint=sprint, kind=kind, title="Something new")
    texts = [told(sprint, block) for block in ("highlights", "proposals", "votes")]
    assert "".join(texts).count("Something new") == 1


@pytest.mark.parametrize("mode", Mode.values)
def test_a_year_of_every_mode_is_told(sprint, mode):
    EarlierYearFactory(series=sprint.series, year=2027, mode=mode)
    assert "2027" in told(sprint, "series")


def test_a_vote_is_told_once_its_nominee_agrees(sprint):
    nominee = PersonFactory(name="Nia")
    vote = OutcomeFactory(sprint=sprint, kind="vote", title="Nomination", nominee=nominee)
    assert told(sprint, "votes") == ""
    vote.nominee_agreed = True
    vote.save()
    assert told(sprint, "votes") == "-   Nia: Nomination, still open"
    OutcomeFactory(sprint=sprint, kind="vote", title="Logo.", result="no")
    assert told(sprint, "votes").split("\n")[1] == "-   Logo, no"


def test_thanks_and_sponsors(sprint):
    CreditFactory(sprint=sprint, person=None, name="The # cook", reason="for lunch")
    SponsorshipFactory(sprint=sprint, level="main", organization__name="Acme & Sons")
    assert told(sprint, "thanks") == "Special thanks to The # cook for lunch."
    assert told(sprint, "opening").endswith(r"Acme \& Sons was its main sponsor.")


def test_the_years_of_a_series(sprint):
    assert told(sprint, "series") == ""
    for year, mode in ((2027, "in_person"), (2028, "remote"), (2029, "hybrid")):
        EarlierYearFactory(series=sprint.series, year=year, mode=mode)
    assert told(sprint, "series").endswith(
        "met in person in 2027 and 2030, from afar in 2028, and in both ways in 2029."
    )


@pytest.mark.parametrize("number", [1, 3])
def test_facts_cost_the_same_for_one_row_and_for_three(sprint, number, django_assert_num_queries):
    group = InterestGroupFactory()
    repository = RepositoryFactory(sprint=sprint)
    for place in range(number):
        registration = RegistrationFactory(sprint=sprint, attended="yes")
        FinancingFactory(registration=registration)
        outcome = OutcomeFactory(sprint=sprint)
        OutcomePersonFactory(outcome=outcome, person=registration.person)
        meeting = MeetingFactory(sprint=sprint, group=group)
        MeetingPersonFactory(meeting=meeting, person=registration.person)
        CommitCountFactory(repository=repository, branch=f"b{place}")
        CreditFactory(sprint=sprint)
        GiftFactory(sprint=sprint)
    sprint.series  # noqa: B018 -- at hand, as in the views
    with django_assert_num_queries(17):
        facts = Facts(sprint)
        computed(facts)
        numbers_of(facts)
