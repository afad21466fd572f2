"""A new sprint made from an earlier one."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.forms import model_to_dict

from events.lifecycle import Refused, Transition
from events.sprints import workflow
from events.sprints.models import Sprint, TeamMember
from events.sprints.tests.factories import (
    CreditFactory,
    PublishedFigureFactory,
    SponsorshipFactory,
    SprintFactory,
    TeamMemberFactory,
)
from people.tests.factories import PersonFactory

# Nine o'clock in Prague, in winter and in summer.
WINTER = datetime.datetime(2030, 3, 1, 8, tzinfo=datetime.UTC)
SUMMER = datetime.datetime(2030, 4, 12, 7, tzinfo=datetime.UTC)
NEW = {"name": "Sprint 2031", "slug": "sprint-2031", "starts_on": datetime.date(2030, 6, 17)}


@pytest.fixture
def source(db):
    return SprintFactory(
        state=Sprint.State.FINISHED,
        starts_on=datetime.date(2030, 5, 6),
        ends_on=datetime.date(2030, 5, 10),
        tagline="3.11 and beyond!",
        description="*Come.*",
        venue_name="Building 7",
        address="Street 1",
        arrival="Ring twice.",
        registration_mode=Sprint.RegistrationMode.APPROVAL,
        registration_opens_at=WINTER,
        registration_closes_at=SUMMER,
        promotion_until=datetime.date(2030, 5, 1),
        capacity_in_person=30,
        capacity_remote=100,
        offer_hours=48,
        private_data_days=10,
    )


@pytest.fixture
def organizer(source):
    return TeamMemberFactory(sprint=source).person


def test_a_copy_is_a_draft_with_the_texts_of_its_source_and_the_days_of_its_own(source, organizer):
    CreditFactory(sprint=source)
    PublishedFigureFactory(sprint=source)
    copy = workflow.copy(source, by=organizer, **NEW)
    copy.refresh_from_db()
    assert [*copy.credits.all(), *copy.figures.all()] == []
    expected = model_to_dict(source) | {
        "id": copy.pk,
        "name": "Sprint 2031",
        "slug": "sprint-2031",
        "starts_on": datetime.date(2030, 6, 17),
        "ends_on": datetime.date(2030, 6, 21),
        "promotion_until": datetime.date(2030, 6, 12),
        # Six weeks later, at nine o'clock in Prague: summer time has begun.
        "registration_opens_at": datetime.datetime(2030, 4, 12, 7, tzinfo=datetime.UTC),
        "registration_closes_at": datetime.datetime(2030, 5, 24, 7, tzinfo=datetime.UTC),
    }
    assert model_to_dict(copy) == expected
    assert (copy.state, copy.announced_at) == ("draft", None)
    assert copy.uid != source.uid
    assert list(Transition.objects.of(copy)) == []


def test_moments_that_are_not_set_stay_unset_and_a_copy_can_lie_before_its_source(
    source, organizer
):
    moments = ("registration_opens_at", "registration_closes_at", "promotion_until")
    Sprint.objects.update(**dict.fromkeys(moments))
    copy = workflow.copy(source, by=organizer, **NEW | {"starts_on": datetime.date(2029, 5, 7)})
    assert [getattr(copy, name) for name in moments] == [None, None, None]
    assert copy.ends_on == datetime.date(2029, 5, 11)


def team(sprint):
    return sorted(sprint.team.values_list("person", "role"))


def test_the_team_comes_along_once(source, organizer):
    desk = TeamMemberFactory(sprint=source, role=TeamMember.Role.DESK).person
    TeamMemberFactory(sprint=source, person=organizer, role=TeamMember.Role.TREASURER)
    TeamMemberFactory()
    copy = workflow.copy(source, by=organizer, **NEW)
    assert team(copy) == team(source)
    assert len(team(copy)) == 3
    assert (desk.pk, "desk") in team(copy)


def test_a_superuser_who_copies_becomes_an_organizer(source, organizer):
    chief = PersonFactory(is_superuser=True)
    copy = workflow.copy(source, by=chief, **NEW)
    assert team(copy) == sorted([*team(source), (chief.pk, "organizer")])
    assert team(source) == [(organizer.pk, "organizer")]


def sponsors(sprint):
    fields = ("organization", "level", "credited_as", "gives", "note", "position")
    return list(sprint.sponsorships.order_by("position", "pk").values(*fields))


def test_the_sponsors_come_along_as_they_are_and_keep_their_order(source, organizer):
    for name in ("Google", "Python Software Foundation"):
        SponsorshipFactory(sprint=source, organization__name=name)
    source.sponsorships.filter(organization__name="Google").update(level="host")
    SponsorshipFactory(sprint=source, gives=["venue", "meals"], note="Ask early.", position=1)
    SponsorshipFactory(sprint=source, credited_as="Instagram", position=2)
    before = sponsors(source)
    copy = workflow.copy(source, by=organizer, **NEW)
    assert sponsors(copy) == sponsors(source) == before
    assert len(before) == 4


def test_only_an_organizer_of_the_source_copies_it(source, organizer):
    desk = TeamMemberFactory(sprint=source, role=TeamMember.Role.DESK).person
    for person in (PersonFactory(), desk):
        with pytest.raises(Refused, match=r"^Only an organizer of this sprint can do that\.$"):
            workflow.copy(source, by=person, **NEW)
    assert list(Sprint.objects.all()) == [source]


def test_a_copy_with_a_taken_address_or_an_impossible_name_is_not_made(source, organizer):
    with pytest.raises(ValidationError) as refusal:
        workflow.copy(source, by=organizer, **NEW | {"slug": source.slug, "name": "Sprint\u202e"})
    assert refusal.value.message_dict == {
        "name": ["Please leave out line breaks and invisible characters."],
        "slug": ["Another sprint has this address already."],
    }
    assert list(Sprint.objects.all()) == [source]
