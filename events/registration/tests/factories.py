"""Plain valid rows of registrations for tests."""

import factory
from django.utils import timezone

from events.registration.models import Financing, PrivateDetails, Registration
from events.sprints.models import Mode, Sprint
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import OrganizationFactory, PersonFactory


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    sprint = factory.SubFactory(SprintFactory)
    person = factory.SubFactory(PersonFactory)
    state = Registration.State.CONFIRMED
    mode = Mode.IN_PERSON
    days = factory.LazyAttribute(lambda row: [row.sprint.starts_on.isoformat()])
    conduct_version = "1"
    conduct_accepted_at = factory.LazyFunction(timezone.now)
    listed = Sprint.Audience.EVERYBODY


class FinancingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Financing

    registration = factory.SubFactory(RegistrationFactory)
    organization = factory.SubFactory(OrganizationFactory)


class PrivateDetailsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PrivateDetails

    registration = factory.SubFactory(RegistrationFactory)


def one_of_each_state(sprint):
    """Somebody in each state of a registration for this sprint, by the state."""
    return {
        state: RegistrationFactory(
            sprint=sprint, state=state, queue_no=number, offer_expires_at="2030-09-03T10:00Z"
        ).person
        for number, state in enumerate(Registration.State.values)
    }
