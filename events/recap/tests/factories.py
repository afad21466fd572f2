"""Plain valid rows of what came of a sprint, for tests."""

import datetime

import factory

from events.recap.models import CommitCount, Gift, Outcome, OutcomePerson, Report, Repository
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import OrganizationFactory, PersonFactory


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Outcome

    sprint = factory.SubFactory(SprintFactory)
    title = factory.Sequence(lambda number: f"Outcome {number}")


class OutcomePersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutcomePerson

    outcome = factory.SubFactory(OutcomeFactory)
    person = factory.SubFactory(PersonFactory)


class RepositoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Repository

    sprint = factory.SubFactory(SprintFactory)
    name = factory.Sequence(lambda number: f"project/number{number}")


class CommitCountFactory(factory.django.DjangoModelFactory):
    """Ten commits to main, within a week of October 2030."""

    class Meta:
        model = CommitCount

    repository = factory.SubFactory(RepositoryFactory)
    branch = "main"
    commits = 10
    window_start = datetime.datetime(2030, 10, 6, 22, tzinfo=datetime.UTC)
    window_end = datetime.datetime(2030, 10, 11, 21, 59, 59, tzinfo=datetime.UTC)
    time_zone = "Europe/Prague"
    method = "Counted by hand."


class GiftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Gift

    sprint = factory.SubFactory(SprintFactory)
    organization = factory.SubFactory(OrganizationFactory)
    item = "stickers"


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    sprint = factory.SubFactory(SprintFactory)
    author = "Ada Author"
