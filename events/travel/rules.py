"""Questions about travel sponsorship: who may, by when, and what is still missing."""

import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from events.lifecycle import version_of
from events.registration.models import Registration
from events.sprints import rules as sprint_rules
from events.sprints.display import day
from events.sprints.models import Sprint, TeamRole
from events.travel.models import FundEntry, Offer, TravelApplication, TravelFund, TravelProgram
from events.travel.models.application import COMING
from people.models import Person

State, Decision = TravelApplication.State, TravelApplication.Decision
READERS = {TeamRole.TRAVEL_MANAGER, TeamRole.REVIEWER, TeamRole.TREASURER}
KEEPERS_OF_FUNDS = {TeamRole.ORGANIZER, TeamRole.TRAVEL_MANAGER}
READERS_OF_FUNDS = {TeamRole.TREASURER}
READERS_OF_PRIVATE_NOTES = {TeamRole.TRAVEL_MANAGER, TeamRole.TREASURER}
REVIEWERS = {TeamRole.TRAVEL_MANAGER, TeamRole.REVIEWER}
CLAIMED_WITHIN = datetime.timedelta(days=30)
WITHDRAWABLE = (State.DRAFT, State.SUBMITTED, State.INFO_NEEDED, State.WAITLISTED)
IN_PERSON_ONLY = "Help with travel is for those who are confirmed to come in person."
REMINDED_BEFORE = (6, 3, 1)  # days before an offer ends
# What each decision makes of an application once it is released; its email has the same name.
RELEASED: dict[str, str] = {
    Decision.OFFER: State.OFFERED,
    Decision.WAITLIST: State.WAITLISTED,
    Decision.DECLINE: State.DECLINED,
}


def program_of(sprint: Sprint) -> TravelProgram | None:
    return getattr(sprint, "travel_program", None)


def is_open(program: TravelProgram) -> bool:
    return program.opens_at <= timezone.now() < program.closes_at


def may_submit_now(application: TravelApplication, program: TravelProgram) -> bool:
    """Whether the window is open now, or was kept open for this person."""
    extended = application.deadline_extension
    return is_open(program) or (extended is not None and timezone.now() < extended)


def takes_part(registration: Registration) -> bool:
    """Help with travel is for those who are confirmed to come in person to what takes place."""
    coming = all(getattr(registration, column) == value for column, value in COMING.items())
    return coming and registration.sprint.state != Sprint.State.CANCELLED


def registration_for_travel(person: Person, sprint: Sprint) -> Registration | None:
    rows = sprint.registrations.live().filter(person=person).select_related("sprint", "person")
    registration = rows.first()
    return registration if registration and takes_part(registration) else None


def comes(application: TravelApplication) -> bool:
    """Whether the person comes in person, be it with a registration made since then."""
    own = application.registration
    return takes_part(own) or registration_for_travel(own.person, own.sprint) is not None


def application_of(person: Person, sprint: Sprint) -> TravelApplication | None:
    """The person's application; whoever registered again since then has none yet.

    One with an offer stays theirs to answer or to give back, whichever registration it is of.
    """
    rows = TravelApplication.objects.of(sprint).filter(registration__person=person)
    rows = rows.select_related("registration__sprint", "registration__person")
    newest_first = list(rows.order_by("-registration_id"))
    for application in newest_first:
        if application.state in (State.OFFERED, State.ACCEPTED):
            return application
    registration = registration_for_travel(person, sprint)
    newest = newest_first[0] if newest_first else None
    is_of_another = newest and registration and newest.registration_id != registration.pk
    return None if is_of_another else newest


def is_own(person: Person, application: TravelApplication) -> bool:
    return application.registration.person_id == person.pk


def stays_out(person: Person, application: TravelApplication) -> bool:
    """Nobody acts on their own application, nor on one that they stay out of."""
    return is_own(person, application) or application.recusals.filter(person=person).exists()


def is_handed_in(application: TravelApplication) -> bool:
    """A draft is the person's own, also one that was taken back."""
    return application.requested_total is not None


def may_read(person: Person, application: TravelApplication) -> bool:
    """Whether the person reads it as one of the team; the own one is read on the own page."""
    allowed = reads_applications(person, application.registration.sprint)
    return allowed and is_handed_in(application) and not stays_out(person, application)


def may_review(person: Person, application: TravelApplication) -> bool:
    allowed = sprint_rules.holds(person, application.registration.sprint, REVIEWERS)
    return allowed and is_handed_in(application) and not stays_out(person, application)


def may_decide(person: Person, application: TravelApplication) -> bool:
    allowed = manages(person, application.registration.sprint)
    return allowed and not stays_out(person, application)


def scores(person: Person, sprint: Sprint) -> bool:
    """Whether the person scores applications, and therefore reads no score before the own one."""
    return sprint_rules.holds(person, sprint, {TeamRole.REVIEWER})


def has_reviewed(person: Person, application: TravelApplication) -> bool:
    """Whether the person's own score is final; from then on others' are read."""
    return application.reviews.filter(reviewer=person, final=True).exists()


def manages(person: Person, sprint: Sprint) -> bool:
    """Whether the person decides about travel in this sprint."""
    return sprint_rules.holds(person, sprint, {TeamRole.TRAVEL_MANAGER})


def keeps_funds(person: Person, sprint: Sprint) -> bool:
    """Whether the person puts money into this sprint's funds; no superuser as such does."""
    return sprint_rules.holds(person, sprint, KEEPERS_OF_FUNDS)


def reads_funds(person: Person, sprint: Sprint) -> bool:
    return sprint_rules.holds(person, sprint, KEEPERS_OF_FUNDS | READERS_OF_FUNDS)


def reads_applications(person: Person, sprint: Sprint) -> bool:
    """Whether the person reads what others apply for here; no superuser as such does."""
    return sprint_rules.holds(person, sprint, READERS)


def reads_private_notes(person: Person, sprint: Sprint) -> bool:
    return sprint_rules.holds(person, sprint, READERS_OF_PRIVATE_NOTES)


def shares_organization(person: Person, application: TravelApplication) -> bool:
    """Whether both are paid by one organization: a reason to stay out."""
    mine = Registration.objects.filter(person=person, sprint=application.registration.sprint)
    theirs = application.registration.financing.values("organization")
    return mine.filter(financing__organization__in=theirs).exists()


def live_offer(application: TravelApplication) -> Offer | None:
    return application.offers.filter(state__in=Offer.HOLDS_MONEY).first()


def holds_money_elsewhere(
    application: TravelApplication, states: tuple[str, ...] = Offer.HOLDS_MONEY
) -> bool:
    """Whether another application of this person, of another registration here, has an offer."""
    registration = application.registration
    others = Offer.objects.filter(
        state__in=states,
        application__registration__person=registration.person_id,
        application__registration__sprint=registration.sprint_id,
    )
    return others.exclude(application=application.pk).exists()


def open_offer(application: TravelApplication) -> Offer | None:
    return application.offers.filter(state=Offer.State.OPEN).first()


def seen_offer(application: TravelApplication) -> Offer | None:
    """The offer that the applicant may know of: never a staged one."""
    seen = (Offer.State.OPEN, Offer.State.ACCEPTED, Offer.State.SETTLED)
    return application.offers.filter(state__in=seen).order_by("-number").first()


def has_lapsed(offer: Offer) -> bool:
    """Its deadline has come, whoever has noticed it or not."""
    return offer.expires_at is not None and offer.expires_at <= timezone.now()


def awaits_answer(offer: Offer) -> bool:
    return offer.state == Offer.State.OPEN and not has_lapsed(offer)


def claim_deadline(program: TravelProgram) -> datetime.date:
    return program.claim_deadline or program.sprint.ends_on + CLAIMED_WITHIN


def contact_of(program: TravelProgram) -> str:
    """Where questions and receipts go; empty if nobody has named an address."""
    return program.contact_email or program.sprint.contact_email


def total_of(application: TravelApplication) -> Decimal:
    """All the costs, before the person's own part."""
    return sum(application.lines.values_list("amount", flat=True), Decimal(0))


def missing_for_submission(application: TravelApplication, program: TravelProgram) -> str:
    """Why this application cannot be submitted, as a sentence; empty if it can."""
    total = total_of(application)
    if not total:
        return "Please name at least one cost."
    if application.own_part >= total:
        return "Your own part covers all the costs. Then there is nothing to ask for."
    minimum = application.minimum_needed
    if minimum is not None and minimum > total - application.own_part:
        return "The least that helps cannot be more than you ask for."
    if not (application.reason.strip() and application.need and application.from_city):
        return "Please say from where you come, what you will work on, and how much it matters."
    return ""


def wrong_fund(fund: TravelFund, application: TravelApplication, program: TravelProgram) -> str:
    """Why this fund cannot be in an offer to this person, as a sentence; empty if it can."""
    if fund.sprint_id != application.registration.sprint_id:
        return "This fund belongs to another sprint."
    if not fund.active:
        return f"{fund} gives nothing at the moment."
    if fund.currency != program.currency:
        return f"{fund} is kept in {fund.currency}, and offers are made in {program.currency}."
    if fund.commit_until and sprint_rules.today(fund.sprint) > fund.commit_until:
        return f"{fund} could be promised until {day(fund.commit_until)}."
    asked = set(application.lines.values_list("category", flat=True))
    if fund.categories and not asked & set(fund.categories):
        return f"{fund} pays for none of these costs."
    return ""


def last_moved(fund: TravelFund) -> str:
    """The last time that somebody put money in or took it out, as a word for a form to keep.

    What is reserved and set free does not count: that would tell of what is staged.
    """
    moved = fund.entries.filter(kind__in=(FundEntry.Kind.DEPOSIT, FundEntry.Kind.REDUCE))
    return str(moved.aggregate(last=Max("pk"))["last"] or "none")


def version_of_decision(application: TravelApplication, staged: Offer | None) -> str:
    """The version of what is staged, with its offer if it is one."""
    shares = sorted(
        (row.fund_id, row.mode, str(row.amount.normalize()), row.fund.payment_instructions)
        for row in (staged.allocations.all() if staged else ())
    )
    decision = application.staged_decision, staged.message if staged else "", shares
    return version_of((application.pk, application.revision, *decision))
