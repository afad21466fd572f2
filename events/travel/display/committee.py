"""What reviewers read: the queue, and facts about an applicant that are known already."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from events.registration.models import Registration
from events.travel import currencies
from events.travel.models import Offer, Review, TravelApplication, TravelProgram
from people.models import Person

State = TravelApplication.State
REVIEWED = (*TravelApplication.UNDECIDED, State.INFO_NEEDED)


@dataclass(frozen=True)
class Waiting:
    """One application as the queue shows it."""

    name: str
    address: str
    origin: str
    requested: str
    state: str
    finals: int
    has_draft: bool
    has_final: bool


def queue_of(program: TravelProgram, person: Person) -> list[Waiting]:
    """What can be reviewed, with the fewest reviews first; of what one stays out of, nothing."""
    own = Review.objects.filter(application=OuterRef("pk"), reviewer=person)
    rows = TravelApplication.objects.of(program.sprint).handed_in().by_others_than(person)
    found = (
        rows.filter(state__in=REVIEWED)
        .select_related("registration__person")
        .annotate(
            finals=Count("reviews", filter=Q(reviews__final=True)),
            has_final=Exists(own.filter(final=True)),
            has_draft=Exists(own.filter(final=False)),
        )
        .order_by("finals", "pk")
    )
    address = reverse("travel:queue", args=[program.sprint.slug])
    return [
        Waiting(
            name=row.registration.person.name,
            address=f"{address}{row.pk}/",
            origin=f"From {row.from_city}",
            requested=currencies.in_words(row.requested_total, program.currency),
            state=row.get_state_display(),
            finals=row.finals,
            has_draft=row.has_draft,
            has_final=row.has_final,
        )
        for row in found
    ]


def facts_about(application: TravelApplication) -> list[tuple[str, str]]:
    """Label and text of each thing that is known from elsewhere."""
    registration = application.registration
    person = registration.person
    paid_by = registration.financing.filter(private=False).select_related("organization")
    groups = person.interest_groups.filter(confidential=False).order_by("name")
    facts = [
        ("Introduces themselves", person.introduction),
        ("Roles", ", ".join(Registration.Role(role).label for role in registration.roles)),
        ("Organizations", ", ".join(str(row) for row in paid_by.order_by("pk"))),
        ("Interest groups", ", ".join(str(group) for group in groups)),
        ("First sprint", "yes" if registration.first_time else ""),
    ]
    return [(label, text) for label, text in facts if text]


def award_lines(application: TravelApplication) -> list[str]:
    """ "Sprint of 2024: 400.00 EUR" for each offer that this person accepted elsewhere."""
    registration = application.registration
    offers = (
        Offer.objects.filter(
            application__registration__person=registration.person_id,
            state__in=(Offer.State.ACCEPTED, Offer.State.SETTLED),
        )
        .exclude(application__registration__sprint=registration.sprint_id)
        .select_related("application__registration__sprint")
        .prefetch_related("allocations__fund")
        .order_by("-application__registration__sprint__starts_on", "pk")
    )
    return [f"{offer.application.registration.sprint}: {_total(offer)}" for offer in offers]


def _total(offer: Offer) -> str:
    rows = list(offer.allocations.all())
    total = sum((row.amount for row in rows), Decimal(0))
    return currencies.in_words(total, rows[0].fund.currency) if rows else "nothing"
