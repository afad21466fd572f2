"""Plain valid rows of registrations for tests."""

import factory

from events.registration.models import Financing, Registration
from events.sprints.models import Mode, Sprint
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import OrganizationFactory, PersonFactory


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    sprint = factory.SubFactory(SprintFactory)
    person = factory.SubFactory(PersonFactory)
    mode = Mode.IN_PERSON
    listed = Sprint.Audience.EVERYBODY


class FinancingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Financing

    registration = factory.SubFactory(RegistrationFactory)
    organization = factory.SubFactory(OrganizationFactory)
