"""Help with travel: funds, and applications in every state."""

import datetime

from django.utils import timezone

from events.management.demo import Row, organization, people_of, read
from events.sprints import workflow as sprint_workflow
from events.sprints.models import Sprint, TeamRole
from events.travel import rules, workflow
from events.travel.display import status
from events.travel.models import Offer, TravelApplication, TravelFund, TravelProgram
from events.travel.workflow import Line, Proposal, Share
from people.models import Person

People = dict[str, Person]


def load_travel(sprint: Sprint, accounts: People) -> None:
    """Something to review, to decide, to release, and to accept."""
    travel = read("travel")
    people = people_of(sprint)
    manager = accounts["manager"]
    sprint_workflow.appoint(sprint, people[travel["other_reviewer"]], TeamRole.REVIEWER)
    add_program(sprint, travel["program"])
    for position, row in enumerate(travel["funds"]):
        add_fund(sprint, row, position, by=manager)
    to_release = []
    for row in travel["applications"]:
        application = add_application(sprint, row, people)
        discuss(application, row, accounts)
        decide(application, row, by=manager)
        if row.get("released", "offer" in row or "decision" in row):
            to_release.append(application)
    workflow.release(sprint, to_release, by=manager)
    for row in travel["applications"]:
        take_outcome(application_of(sprint, row["name"]), row)
    workflow.expire_offers()


def add_program(sprint: Sprint, columns: Row) -> None:
    """Open since two weeks, and until a week before registration closes."""
    assert sprint.registration_closes_at is not None  # noqa: S101 -- the demo's sprint has it
    TravelProgram.objects.create(
        sprint=sprint,
        opens_at=timezone.now() - datetime.timedelta(days=14),
        closes_at=sprint.registration_closes_at - datetime.timedelta(days=7),
        **columns,
    )


def add_fund(sprint: Sprint, row: Row, position: int, *, by: Person) -> None:
    amount = row.pop("deposit")
    row["organization"] = organization(row["organization"])
    fund = TravelFund.objects.create(sprint=sprint, currency="EUR", position=position, **row)
    workflow.deposit(fund, by=by, amount=amount, note="As agreed.")


def application_of(sprint: Sprint, name: str) -> TravelApplication:
    return TravelApplication.objects.of(sprint).get(registration__person__name=name)


def add_application(sprint: Sprint, row: Row, people: People) -> TravelApplication:
    """With its scores. Without a reason it stays a draft."""
    person = people[row["name"]]
    words = {name: row.get(name, "") for name in ("reason", "private_note")}
    answers = words | row["answers"] | {"lines": [Line(*cost) for cost in row["costs"]]}
    application = workflow.start(sprint.registrations.live().get(person=person), by=person)
    application = workflow.save_draft(application, by=person, **answers)
    if words["reason"]:
        application = workflow.submit(application, by=person)
    for name, score in row.get("scores", {}).items():
        workflow.review(application, by=people[name], score=score, final=True)
    return application


def discuss(application: TravelApplication, row: Row, accounts: People) -> None:
    reviewer = accounts["reviewer"]
    if "conflict" in row:
        workflow.recuse(application, by=reviewer, why=row["conflict"])
    if "question" in row:
        application = workflow.ask(application, by=reviewer, body=row["question"])
    if "answer" in row:
        person = application.registration.person
        application = workflow.answer_question(application, by=person, body=row["answer"])
    if "note" in row:
        treasurer = accounts["treasurer"]
        workflow.message(application, by=treasurer, body=row["note"], visibility="committee")


def decide(application: TravelApplication, row: Row, *, by: Person) -> None:
    if "decision" in row:
        workflow.stage(application, by=by, decision=row["decision"])
    if "offer" in row:
        funds = TravelFund.objects.filter(sprint=application.registration.sprint)
        shares = [Share(funds.get(name=name), *share) for name, *share in row["offer"]["shares"]]
        proposal = Proposal(shares, row["offer"].get("message", ""))
        workflow.stage_offer(application, by=by, proposal=proposal)


def take_outcome(application: TravelApplication, row: Row) -> None:
    """What the person answers to an offer, or lets pass."""
    person = application.registration.person
    match row.get("outcome"):
        case "accepted":
            accept(application)
        case "refused":
            workflow.refuse(application, by=person)
        case "expired":
            Offer.objects.filter(application=application).update(expires_at=timezone.now())
        case "withdrawn":
            workflow.message(application, by=person, body=row["why"], visibility="applicant")
            workflow.withdraw(application, by=person)
        case "cancelled":
            accept(application)
            workflow.cancel(application, by=person, why=row["why"])


def accept(application: TravelApplication) -> None:
    offer = rules.open_offer(application)
    assert offer is not None  # noqa: S101 -- it was released a moment ago
    registration = application.registration
    terms = status.terms(offer, registration.sprint.travel_program)
    workflow.accept(application, by=registration.person, terms=terms, agreed=True)
