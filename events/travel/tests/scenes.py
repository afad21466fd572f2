"""What a test begins with: a sprint with travel money and its team, and how things get so far."""

from decimal import Decimal
from typing import NamedTuple

from events.sprints.models import Sprint
from events.travel import workflow
from events.travel.models import TravelApplication, TravelFund
from events.travel.tests.factories import (
    ApplicationLineFactory,
    TravelApplicationFactory,
    TravelFundFactory,
    TravelManagerFactory,
    TravelProgramFactory,
)
from events.travel.workflow import Line, Proposal, Share
from people.models import Person


class Scene(NamedTuple):
    sprint: Sprint
    manager: Person
    fund: TravelFund


def new_scene(*, money=1000, **more) -> Scene:
    """An open sprint with a program that wants no reviews, a manager, and one fund."""
    program = TravelProgramFactory(sprint__state="open", min_reviews=0, **more)
    manager = TravelManagerFactory(sprint=program.sprint).person
    return Scene(program.sprint, manager, funded(program.sprint, manager, money))


def funded(sprint, manager, money, **more) -> TravelFund:
    fund = TravelFundFactory(sprint=sprint, **more)
    return workflow.deposit(fund, by=manager, amount=Decimal(money)) if money else fund


def applied(sprint, **more) -> TravelApplication:
    """Handed in, for 400 of travel."""
    application = TravelApplicationFactory(registration__sprint=sprint, **more)
    ApplicationLineFactory(application=application)
    return application


def proposal(scene, *amounts, fund=None, **more) -> Proposal:
    """An offer of these amounts, by default 400, of one fund."""
    fund = fund or scene.fund
    return Proposal([Share(fund, Decimal(amount)) for amount in amounts or [400]], **more)


def staged(scene, application=None, *, amount=400, message="", funds=()):
    """With an offer of this amount, of each fund, that nobody has seen."""
    application = application or applied(scene.sprint)
    shares = [Share(fund, Decimal(amount)) for fund in funds or [scene.fund]]
    proposal = Proposal(shares, message=message)
    workflow.stage_offer(application, by=scene.manager, proposal=proposal)
    return fresh(application)


def offered(scene, application=None, **more):
    application = staged(scene, application, **more)
    workflow.release(scene.sprint, [application], by=scene.manager)
    return fresh(application)


def accepted(scene, application=None, **more):
    application = offered(scene, application, **more)
    person = application.registration.person
    return workflow.accept(application, by=person, terms="As agreed.", agreed=True)


def fresh(row):
    """The row as it is in the database."""
    return type(row).objects.get(pk=row.pk)


def answers(**changes):
    """A form that is filled in."""
    filled = {
        "from_city": "Lisbon",
        "from_country": "PT",
        "need": "could_not_come",
        "reason": "The new parser.",
        "own_part": Decimal(50),
        "minimum_needed": Decimal(300),
        "lines": [Line("transport", Decimal(350), "By train"), Line("lodging", Decimal(100))],
    }
    return filled | changes
