"""What somebody asks for, and why."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django_countries.fields import CountryField

from events.lifecycle import Staged, known_states
from events.registration.models import Registration
from events.sprints.models import Mode, Sprint
from events.travel.models.fund import Category, MoneyField
from people.models import NAME_LENGTH, Person
from people.names import validate_visible
from people.revisions import DatedQuerySet, Revised


class ApplicationState(models.TextChoices):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    INFO_NEEDED = "info_needed", "a question is open"
    WAITLISTED = "waitlisted", "on the waiting list"
    OFFERED = "offered", "an offer is open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REFUSED = "refused", "offer refused"
    EXPIRED = "expired", "offer expired"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    SETTLED = "settled"


# What makes a registration that of somebody who comes in person.
COMING = {"state": Registration.State.CONFIRMED, "mode": Mode.IN_PERSON}


class TravelApplicationQuerySet(DatedQuerySet):
    def of(self, sprint):
        return self.filter(registration__sprint=sprint)

    def handed_in(self):
        """Those that the team reads: a draft is the person's own, also one that was taken back."""
        return self.exclude(requested_total=None)

    def undecided(self):
        """Those that wait for a decision of the team."""
        return self.filter(state__in=TravelApplication.UNDECIDED)

    def of_the_absent(self):
        """Those that still wait for something, of people who no longer come in person."""
        comes = {f"registration__{column}": value for column, value in COMING.items()}
        cancelled = Q(registration__sprint__state=Sprint.State.CANCELLED)
        waiting = self.filter(state__in=TravelApplication.WAITING)
        return waiting.exclude(Q(**comes) & ~cancelled)

    def knowing_who_comes(self):
        """Each with whether its person has a seat, be it of another registration."""
        seats = Registration.objects.filter(
            sprint=OuterRef("registration__sprint"),
            person=OuterRef("registration__person"),
            **COMING,
        )
        return self.annotate(has_seat=Exists(seats))

    def accepted_by_the_absent(self):
        """Those whose money waits for somebody who has no seat any more."""
        accepted = self.filter(state=TravelApplication.State.ACCEPTED)
        return accepted.knowing_who_comes().filter(has_seat=False)

    def by_others_than(self, person):
        """Nobody acts on, or reads what others say of, their own application."""
        return self.exclude(registration__person=person).exclude(recusals__person=person)


class TravelApplication(Staged, Revised):
    """One person's wish for help with the costs of one sprint."""

    PAGES_OF: ClassVar[str] = "registration__sprint"

    State = ApplicationState

    class EmployerSupport(models.TextChoices):
        NONE = "none", "no, they pay nothing"
        PARTIAL = "partial", "yes, a part"
        ASKED = "asked", "I have asked and do not know yet"
        NOT_APPLICABLE = "not_applicable", "I have no employer"

    class Need(models.TextChoices):
        COULD_NOT_COME = "could_not_come", "Without help I could not come"
        SACRIFICE = "sacrifice", "Without help it would be a sacrifice"
        INCONVENIENT = "inconvenient", "Without help it would be inconvenient"
        NOT_ABOUT_MONEY = "not_about_money", "It is not about the money"

    class Decision(models.TextChoices):
        OFFER = "offer", "offer"
        WAITLIST = "waitlist", "waiting list"
        DECLINE = "decline", "decline"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.DRAFT: {State.SUBMITTED, State.WITHDRAWN},
        State.SUBMITTED: {
            State.DRAFT,
            State.INFO_NEEDED,
            State.OFFERED,
            State.WAITLISTED,
            State.DECLINED,
            State.WITHDRAWN,
        },
        State.INFO_NEEDED: {State.SUBMITTED, State.WITHDRAWN},
        State.WAITLISTED: {State.OFFERED, State.DECLINED, State.WITHDRAWN},
        State.OFFERED: {
            State.ACCEPTED,
            State.REFUSED,
            State.EXPIRED,
            State.SUBMITTED,
            State.WITHDRAWN,
        },
        State.ACCEPTED: {State.CANCELLED, State.SETTLED},
        State.DECLINED: {State.SUBMITTED, State.DRAFT},
        State.REFUSED: {State.SUBMITTED, State.DRAFT},
        State.EXPIRED: {State.SUBMITTED, State.DRAFT},
        State.WITHDRAWN: {State.SUBMITTED, State.DRAFT},
        State.CANCELLED: set(),
        State.SETTLED: set(),
    }
    # What the applicant fills in: words, and the rest.
    WORDS = ("from_city", "from_country", "reason", "need", "employer_support", "private_note")
    ANSWERS = (*WORDS, "needs_visa", "own_part", "minimum_needed", "name_public", "name_to_sponsor")
    UNDECIDED = (State.SUBMITTED, State.WAITLISTED)
    REVIEWED = (*UNDECIDED, State.INFO_NEEDED)
    WAITING = (*REVIEWED, State.OFFERED)
    ENDED = (State.DECLINED, State.REFUSED, State.EXPIRED, State.WITHDRAWN)
    # What nobody sees before it is released must not even move the revision of a page.
    STAGED = ("staged_decision", "staged_by", "staged_reason")
    UNSEEN: ClassVar[set[str]] = {*STAGED, "deadline_extension"}

    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="travel_application"
    )
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.DRAFT, editable=False
    )
    from_city = models.CharField(
        "travels from (city)", max_length=NAME_LENGTH, blank=True, validators=[validate_visible]
    )
    from_country = CountryField("travels from (country)", blank=True)
    needs_visa = models.BooleanField("needs a visa", default=False)
    employer_support = models.CharField(
        "does your employer pay?", max_length=20, choices=EmployerSupport.choices, blank=True
    )
    need = models.CharField(
        "how much does it matter?", max_length=20, choices=Need.choices, blank=True
    )
    reason = models.TextField(
        "what will you work on?", blank=True, max_length=4000, help_text="The reviewers read this."
    )
    private_note = models.TextField(
        blank=True,
        max_length=2000,
        help_text="Family, health: only the travel managers and the treasurer read this.",
    )
    own_part = MoneyField("your own part", default=0)
    minimum_needed = MoneyField(
        "the least that helps", null=True, blank=True, help_text="Below that you could not come."
    )
    requested_total = MoneyField(null=True, editable=False, help_text="As it was submitted.")
    name_public = models.BooleanField(
        "thank the organization with my name in public", default=False
    )
    name_to_sponsor = models.BooleanField("tell the organization my name", default=False)
    staged_decision = models.CharField(
        max_length=10, choices=Decision.choices, blank=True, editable=False
    )
    staged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    staged_reason = models.TextField(blank=True, editable=False, max_length=2000)
    deadline_extension = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = TravelApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="application_own_part_not_negative",
                condition=Q(own_part__gte=0),
                violation_error_message="Your own part cannot be less than nothing.",
            ),
            models.CheckConstraint(
                name="application_minimum_is_positive",
                condition=Q(minimum_needed=None) | Q(minimum_needed__gt=0),
                violation_error_message="The least that helps is more than nothing.",
            ),
            models.CheckConstraint(
                name="application_minimum_within_request",
                condition=Q(minimum_needed=None)
                | Q(requested_total=None)
                | Q(minimum_needed__lte=F("requested_total")),
                violation_error_message="The least that helps cannot be more than you ask for.",
            ),
            known_states("application", ApplicationState),
            models.CheckConstraint(
                name="application_staged_while_undecided",
                condition=Q(staged_decision="", staged_by=None)
                | Q(
                    staged_decision__in=["offer", "waitlist", "decline"],
                    staged_by__isnull=False,
                    state__in=["submitted", "waitlisted"],
                ),
                violation_error_message="A decision is staged by somebody, and while none is made.",
            ),
            models.CheckConstraint(
                name="application_submitted_has_a_total",
                condition=Q(state__in=["draft", "withdrawn"], requested_total=None)
                | Q(requested_total__isnull=False, requested_total__gt=0),
                violation_error_message="An application asks for more than nothing.",
            ),
        ]

    def __str__(self) -> str:
        return f"Travel application of {self.registration.person}"


class ApplicationLine(models.Model):
    """One cost, as the applicant reckons it."""

    application = models.ForeignKey(
        TravelApplication, on_delete=models.CASCADE, related_name="lines"
    )
    category = models.CharField(max_length=10, choices=Category.choices)
    description = models.CharField(max_length=200, blank=True, validators=[validate_visible])
    amount = MoneyField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="application_line_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="A cost is more than nothing.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.amount}"
