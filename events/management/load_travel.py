"""Help with travel in the demo, through the same door as everybody's: every state is there."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone

from events.management import demo_travel
from events.registration.models import Registration
from events.sprints import workflow as sprint_workflow
from events.sprints.models import Sprint, TeamRole
from events.travel import rules, workflow
from events.travel.display import status
from events.travel.models import Offer, TravelApplication, TravelFund, TravelProgram
from events.travel.workflow import Line, Proposal, Share
from people.models import Organization, Person

Applications = dict[str, TravelApplication]


def load_travel(sprint: Sprint, accounts: dict[str, Person]) -> None:
    """Something to review, to decide, to release, and to accept."""
    manager, reviewer = accounts["manager"], accounts["reviewer"]
    add_program(sprint)
    add_funds(sprint, by=manager)
    applications = add_applications(sprint, (other_reviewer(sprint), reviewer))
    add_words(applications, reviewer=reviewer, treasurer=accounts["treasurer"])
    decide(sprint, applications, by=manager)
    add_outcomes(applications)


def add_program(sprint: Sprint) -> None:
    """Open since two weeks, and until a week before registration closes."""
    assert sprint.registration_closes_at is not None  # noqa: S101 -- the demo's sprint has it
    TravelProgram.objects.create(
        sprint=sprint,
        opens_at=timezone.now() - datetime.timedelta(days=14),
        closes_at=sprint.registration_closes_at - datetime.timedelta(days=7),
        currency="EUR",
        min_reviews=2,
        policy=demo_travel.POLICY,
        contact_email="manager@example.org",
    )


def add_funds(sprint: Sprint, *, by: Person) -> None:
    for position, (name, amount, columns) in enumerate(demo_travel.FUNDS):
        fund = TravelFund.objects.create(
            sprint=sprint,
            organization=Organization.objects.get(name=name),
            currency="EUR",
            position=position,
            **columns,
        )
        workflow.deposit(fund, by=by, amount=Decimal(amount), note="As agreed.")


def other_reviewer(sprint: Sprint) -> Person:
    person = Person.objects.get(registrations__sprint=sprint, name=demo_travel.OTHER_REVIEWER)
    return sprint_workflow.appoint(sprint, person, TeamRole.REVIEWER).person


def add_applications(sprint: Sprint, reviewers: tuple[Person, Person]) -> Applications:
    """As they were handed in, with their scores; who gave no reason has not handed in."""
    rows = sprint.registrations.live().select_related("sprint", "person")
    registrations = {row.person.name: row for row in rows}
    applications: Applications = {}
    for line in demo_travel.APPLICATIONS.strip().splitlines():
        name, *columns, scores, costs = (column.strip() for column in line.split("|"))
        application = add_draft(registrations[name], columns, costs)
        if name in demo_travel.REASONS:
            application = workflow.submit(application, by=application.registration.person)
        for person, score in zip(reviewers, scores.split(), strict=False):
            workflow.review(application, by=person, score=int(score), final=True)
        applications[name] = application
    return applications


def add_draft(registration: Registration, columns: list[str], costs: str) -> TravelApplication:
    person = registration.person
    where, need, employer_support, own_part, least = columns
    city, country = where.split(", ")
    return workflow.save_draft(
        workflow.start(registration, by=person),
        by=person,
        from_city=city,
        from_country=country,
        needs_visa=person.name in demo_travel.NEED_A_VISA,
        employer_support=employer_support,
        need=need,
        reason=demo_travel.REASONS.get(person.name, ""),
        private_note=demo_travel.PRIVATE_NOTES.get(person.name, ""),
        own_part=Decimal(own_part),
        minimum_needed=Decimal(least) if least else None,
        name_public=person.name in demo_travel.NAMED_IN_PUBLIC,
        lines=[cost_of(words) for words in costs.split("; ")],
    )


def cost_of(words: str) -> Line:
    category, amount, *description = words.split(" ", 2)
    return Line(category, Decimal(amount), " ".join(description))


def add_words(applications: Applications, *, reviewer: Person, treasurer: Person) -> None:
    for name, reason in demo_travel.CONFLICTS.items():
        workflow.recuse(applications[name], by=reviewer, why=reason)
    for name, (question, answer) in demo_travel.QUESTIONS.items():
        application = workflow.ask(applications[name], by=reviewer, body=question)
        if answer:
            person = application.registration.person
            workflow.answer_question(application, by=person, body=answer)
    for name, note in demo_travel.NOTES.items():
        workflow.message(applications[name], by=treasurer, body=note, visibility="committee")


def decide(sprint: Sprint, applications: Applications, *, by: Person) -> None:
    """Stage every decision, and release all but the two that are left to be released."""
    funds = {fund.name: fund for fund in sprint.travel_funds.all()}
    for name, (message, shares) in demo_travel.OFFERS.items():
        proposal = Proposal(
            [Share(funds[fund], Decimal(amount), mode) for fund, amount, mode in shares], message
        )
        workflow.stage_offer(applications[name], by=by, proposal=proposal)
    for name, decision in demo_travel.NOES.items():
        workflow.stage(applications[name], by=by, decision=decision)
    decided = {*demo_travel.OFFERS, *demo_travel.NOES} - {*demo_travel.NOT_RELEASED}
    workflow.release(sprint, [applications[name] for name in decided], by=by)


def add_outcomes(applications: Applications) -> None:
    """What people answer, or let pass."""
    for name in demo_travel.ACCEPTED:
        accept(applications[name])
    for application, why in named(applications, demo_travel.CANCELLED):
        workflow.cancel(application, by=application.registration.person, why=why)
    for name in demo_travel.REFUSED:
        workflow.refuse(applications[name], by=applications[name].registration.person)
    for application, body in named(applications, demo_travel.WITHDRAWN):
        person = application.registration.person
        workflow.message(application, by=person, body=body, visibility="applicant")
        workflow.withdraw(application, by=person)
    lapsing = [applications[name] for name in demo_travel.EXPIRED]
    Offer.objects.filter(application__in=lapsing).update(expires_at=timezone.now())
    workflow.expire_offers()


def named(
    applications: Applications, words: dict[str, str]
) -> Iterable[tuple[TravelApplication, str]]:
    return ((applications[name], word) for name, word in words.items())


def accept(application: TravelApplication) -> None:
    offer = rules.open_offer(application)
    assert offer is not None  # noqa: S101 -- it was released a moment ago
    terms = status.terms(offer, application.registration.sprint.travel_program)
    person = application.registration.person
    workflow.accept(application, by=person, terms=terms, agreed=True)
