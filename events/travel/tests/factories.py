"""Plain valid rows of travel sponsorship for tests."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone

from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import TeamRole
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.travel.models import (
    Allocation,
    ApplicationLine,
    Category,
    Message,
    Offer,
    Recusal,
    Review,
    TravelApplication,
    TravelFund,
    TravelProgram,
)
from people.tests.factories import OrganizationFactory, PersonFactory


class TravelProgramFactory(factory.django.DjangoModelFactory):
    """Open since yesterday, for a month; in euros, with two reviews for a decision."""

    class Meta:
        model = TravelProgram

    sprint = factory.SubFactory(SprintFactory)
    opens_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=30))
    currency = "EUR"


class TravelFundFactory(factory.django.DjangoModelFactory):
    """An empty fund in euros; `workflow.deposit` puts money in."""

    class Meta:
        model = TravelFund

    sprint = factory.SubFactory(SprintFactory)
    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda number: f"Fund {number}")
    currency = "EUR"


class TravelApplicationFactory(factory.django.DjangoModelFactory):
    """Handed in, for 400; its lines are rows of their own."""

    class Meta:
        model = TravelApplication

    registration = factory.SubFactory(RegistrationFactory)
    state = TravelApplication.State.SUBMITTED
    from_city = "Lisbon"
    from_country = "PT"
    employer_support = TravelApplication.EmployerSupport.NONE
    need = TravelApplication.Need.COULD_NOT_COME
    reason = "The new parser."
    requested_total = Decimal(400)


class ApplicationLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ApplicationLine

    application = factory.SubFactory(TravelApplicationFactory)
    category = Category.TRANSPORT
    amount = Decimal(400)


class OfferFactory(factory.django.DjangoModelFactory):
    """Staged, and without money; `workflow.stage_offer` makes a whole one."""

    class Meta:
        model = Offer

    application = factory.SubFactory(TravelApplicationFactory)
    number = factory.Sequence(lambda number: number + 1)


class AllocationFactory(factory.django.DjangoModelFactory):
    """A row alone: the fund does not know of it."""

    class Meta:
        model = Allocation

    offer = factory.SubFactory(OfferFactory)
    fund = factory.SubFactory(
        TravelFundFactory, sprint=factory.SelfAttribute("..offer.application.registration.sprint")
    )
    amount = Decimal(400)


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Review

    application = factory.SubFactory(TravelApplicationFactory)
    reviewer = factory.SubFactory(PersonFactory)
    score = 4
    final = True


class RecusalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recusal

    application = factory.SubFactory(TravelApplicationFactory)
    person = factory.SubFactory(PersonFactory)
    reason = "We share a flat."


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Message

    application = factory.SubFactory(TravelApplicationFactory)
    author = factory.SubFactory(PersonFactory)
    body = "A word."
    visibility = Message.Visibility.APPLICANT


class TravelManagerFactory(TeamMemberFactory):
    role = TeamRole.TRAVEL_MANAGER


class ReviewerFactory(TeamMemberFactory):
    role = TeamRole.REVIEWER
