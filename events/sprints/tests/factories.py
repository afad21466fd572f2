"""Plain valid rows of sprints for tests."""

import datetime

import factory
from django.utils import timezone

from events.sprints.models import (
    Channel,
    Credit,
    EarlierYear,
    Mode,
    PublishedFigure,
    Series,
    Sponsorship,
    Sprint,
    TeamMember,
)
from people.tests.factories import OrganizationFactory, PersonFactory


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series

    name = factory.Sequence(lambda number: f"Series {number}")
    slug = factory.Sequence(lambda number: f"series-{number}")


class ChannelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Channel

    series = factory.SubFactory(SeriesFactory)
    label = "Forum"
    url = factory.Sequence(lambda number: f"https://forum{number}.example.org/")


class EarlierYearFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EarlierYear

    series = factory.SubFactory(SeriesFactory)
    year = factory.Sequence(lambda number: 1950 + number % 200)
    mode = Mode.IN_PERSON


class SprintFactory(factory.django.DjangoModelFactory):
    """A hybrid sprint of five days in two months; announced, registration not yet open."""

    class Meta:
        model = Sprint

    series = factory.SubFactory(SeriesFactory)
    name = factory.Sequence(lambda number: f"Sprint {number}")
    slug = factory.Sequence(lambda number: f"sprint-{number}")
    state = Sprint.State.ANNOUNCED
    announced_at = factory.LazyFunction(timezone.now)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=60))
    ends_on = factory.LazyAttribute(lambda sprint: sprint.starts_on + datetime.timedelta(days=4))
    time_zone = "Europe/Prague"
    mode = Mode.HYBRID
    city = "Prague"
    country = "CZ"
    conduct_url = "https://example.org/conduct/"
    conduct_version = "1"
    contact_email = "organizers@example.org"
    participants_shown_to = Sprint.Audience.EVERYBODY


class SponsorshipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sponsorship

    sprint = factory.SubFactory(SprintFactory)
    organization = factory.SubFactory(OrganizationFactory)
    level = Sponsorship.Level.MAIN


class CreditFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Credit

    sprint = factory.SubFactory(SprintFactory)
    person = factory.SubFactory(PersonFactory)
    reason = "for making it happen"


class PublishedFigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PublishedFigure

    sprint = factory.SubFactory(SprintFactory)
    label = factory.Sequence(lambda number: f"figure {number}")
    value = 28
    source = "the report"


class TeamMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TeamMember

    sprint = factory.SubFactory(SprintFactory)
    person = factory.SubFactory(PersonFactory)
    role = TeamMember.Role.ORGANIZER
