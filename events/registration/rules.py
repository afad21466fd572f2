"""Questions about seats, the waiting list, registrations and invitations; nothing here writes."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from events.registration.models import Financing, Invitation, Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Mode, Sponsorship, Sprint, TeamRole
from people.models import Organization, Person
from people.rules import addresses, confirmed_addresses

State = Registration.State
LIVING = (Sprint.State.OPEN, Sprint.State.CLOSED)
READERS_OF_PRIVATE_DETAILS = {TeamRole.ORGANIZER, TeamRole.DESK}
PROMOTION_ENDS_BEFORE = datetime.timedelta(days=3)
CANCELLED = "This sprint was cancelled."
NOT_THAT_MODE = "One cannot take part in this sprint in that way."
TOO_EARLY = "Who came is noted from the first day of the sprint on."
REMINDED_BEFORE = datetime.timedelta(hours=24)
ANSWERED: dict[str, str] = {
    Invitation.State.ACCEPTED: "Somebody has registered with this email.",
    Invitation.State.DECLINED: "This invitation was declined.",
    Invitation.State.WITHDRAWN: "The organizers have taken this invitation back.",
}
LEFT_ALONE: dict[str, str] = {
    Invitation.State.SENT: "invited already",
    Invitation.State.ACCEPTED: "the invitation was used",
    Invitation.State.DECLINED: "the invitation was declined",
    Invitation.State.WITHDRAWN: "the invitation was withdrawn",
}


class Seats(NamedTuple):
    """The seats of one mode in one sprint; `capacity` None means as many as come."""

    capacity: int | None
    confirmed: int
    offered: int
    waiting: int
    pending: int

    @property
    def free(self) -> int | None:
        """An offer holds its seat."""
        used = self.confirmed + self.offered
        return None if self.capacity is None else max(0, self.capacity - used)

    @property
    def for_newcomer(self) -> bool:
        """A newcomer gets a seat only if one is free and nobody waits."""
        return self.free != 0 and not self.waiting


def seats(sprint: Sprint, mode: str) -> Seats:
    """Who takes part from afar while waiting for a seat in person uses a seat from afar."""
    here = Q(mode=mode)
    confirmed = here & Q(state=State.CONFIRMED)
    capacity = sprint.capacity_in_person
    if mode == Mode.REMOTE:
        confirmed |= Q(state__in=Registration.QUEUED, remote_while_waiting=True)
        capacity = sprint.capacity_remote
    counts = sprint.registrations.aggregate(
        confirmed=Count("pk", filter=confirmed),
        offered=Count("pk", filter=here & Q(state=State.OFFERED)),
        waiting=Count("pk", filter=here & Q(state=State.WAITLISTED)),
        pending=Count("pk", filter=here & Q(state=State.PENDING)),
    )
    return Seats(capacity, **counts)


def has_seat(sprint: Sprint, mode: str) -> bool:
    """Whether somebody who comes now gets a seat."""
    return seats(sprint, mode).for_newcomer


def modes(sprint: Sprint) -> list[str]:
    """How people can take part in this sprint."""
    both = [Mode.IN_PERSON.value, Mode.REMOTE.value]
    return both if sprint.mode == Mode.HYBRID else [sprint.mode]


def promotes(sprint: Sprint) -> bool:
    """Whether free seats go to whoever waits: until `promotion_until`, a local day."""
    last_day = sprint.promotion_until or sprint.starts_on - PROMOTION_ENDS_BEFORE
    return sprint.state in LIVING and sprint_rules.today(sprint) <= last_day


def lapsed(sprint: Sprint) -> QuerySet[Registration]:
    """Offers whose deadline has come, whoever has noticed it or not; none in a cancelled sprint."""
    offers = sprint.registrations.exclude(sprint__state=Sprint.State.CANCELLED)
    ended = offers.filter(state=State.OFFERED, offer_expires_at__lte=timezone.now())
    return ended.order_by("queue_no")


def is_offered(registration: Registration) -> bool:
    """Whether a seat can be accepted: the deadline ends an offer, even if nobody has noticed yet."""
    ends_at = registration.offer_expires_at
    return registration.state == State.OFFERED and bool(ends_at and ends_at > timezone.now())


def ending_soon() -> QuerySet[Registration]:
    """Offers that end within a day and lasted longer, of which nobody was reminded yet."""
    now = timezone.now()
    return Registration.objects.filter(
        sprint__state__in=LIVING,
        state=State.OFFERED,
        reminded_at=None,
        offer_expires_at__gt=now,
        offer_expires_at__lte=now + REMINDED_BEFORE,
        state_changed_at__lte=now - REMINDED_BEFORE,
    ).order_by("pk")


def before(registration: Registration) -> int:
    """How many wait before this one."""
    ahead = Q(priority__gt=registration.priority) | Q(
        priority=registration.priority, queue_no__lt=registration.queue_no
    )
    return registration.sprint.registrations.waiting(registration.mode).filter(ahead).count()


def days(sprint: Sprint) -> list[datetime.date]:
    length = (sprint.ends_on - sprint.starts_on).days + 1
    return [sprint.starts_on + datetime.timedelta(days=number) for number in range(length)]


def wrong_days(sprint: Sprint, mode: str, chosen: Iterable[str]) -> str:
    """Why these days (ISO dates) cannot be chosen, as a sentence; empty if they can."""
    own = {day.isoformat() for day in days(sprint)}
    if not set(chosen) <= own:
        return "A day that you chose is not a day of this sprint."
    if mode == Mode.IN_PERSON and not set(chosen):
        return "Please choose at least one day on which you come."
    return ""


def organizations_to_choose(person: Person) -> QuerySet[Organization]:
    """Sponsors and payers that this person may know of anyway, and the person's own."""
    sponsors = Sponsorship.objects.filter(sprint__in=Sprint.objects.visible_to(person).values("pk"))
    payers = Financing.objects.visible_to(person)
    known = Q(pk__in=sponsors.values("organization")) | Q(pk__in=payers.values("organization"))
    return Organization.objects.filter(known).order_by("name")


def refusal_to_modes(sprint: Sprint, before: Sprint) -> str:
    """Why a sprint cannot do without a way of taking part, as a sentence; empty if it can."""
    gone = set(modes(before)) - set(modes(sprint))
    theirs = Q(mode__in=gone)
    if Mode.REMOTE in gone:
        theirs |= Q(remote_while_waiting=True)
    number = sprint.registrations.live().filter(theirs).count() if gone else 0
    if not number:
        return ""
    lost = "from afar" if Mode.REMOTE in gone else "in person"
    people = "1 person takes" if number == 1 else f"{number} people take"
    return (
        f"{people} part {lost}, or would. Ask them to change how they take part, or cancel their "
        "registrations with a reason; then change the mode."
    )


def notifies_of_new_dates(sprint: Sprint) -> bool:
    """Whether participants read of other dates: not of a draft, nor of what is over or called off."""
    public = sprint.announced_at is not None and sprint.state != Sprint.State.CANCELLED
    return public and not sprint_rules.is_over(sprint)


def live_of(sprint: Sprint, person: Person) -> Registration | None:
    """The registration of this person that may still change."""
    return sprint.registrations.live().filter(person=person).first()


def may_change(sprint: Sprint) -> bool:
    """Whether participants may still edit and cancel; a closed registration does not end that."""
    return sprint.state in LIVING and not sprint_rules.is_over(sprint)


def refusal_to_newcomers(sprint: Sprint, mode: str, invitation: Invitation | None = None) -> str:
    """Why nobody can register in this way now, as a sentence; empty if somebody can."""
    if sprint.state == Sprint.State.CANCELLED:
        return CANCELLED
    if not sprint_rules.takes_registrations(sprint):
        return "Registration for this sprint is closed."
    if sprint.registration_mode == Sprint.RegistrationMode.INVITATION and invitation is None:
        return "This sprint is by invitation. Please write to the organizers."
    if mode not in modes(sprint):
        return NOT_THAT_MODE
    return ""


def refusal_to_register(registration: Registration, invitation: Invitation | None) -> str:
    """Why this new registration cannot be stored, as a sentence; empty if it can."""
    sprint, mode = registration.sprint, registration.mode
    if sentence := refusal_to_newcomers(sprint, mode, invitation):
        return sentence
    if live_of(sprint, registration.person):
        return "You are already registered for this sprint."
    if registration.conduct_version != sprint.conduct_version:
        return "The code of conduct has changed meanwhile. Please read it again."
    return wrong_days(sprint, mode, registration.days)


def gets_seat(registration: Registration, mode: str) -> bool:
    """Whether this one gets a seat of that mode at once; from afar they may have it already."""
    if mode == Mode.REMOTE and registration.remote_while_waiting:
        return True
    return has_seat(registration.sprint, mode)


def refusal_to_change_mode(registration: Registration, mode: str) -> str:
    """Why one cannot take part in that other way now, as a sentence; empty if one can.

    Who takes part from afar can always wait for a place in person, and keeps the other meanwhile.
    """
    state = registration.state
    if mode not in modes(registration.sprint) or mode == registration.mode:
        return "This registration cannot be changed in that way."
    if not registration.is_live:
        return "This registration has ended."
    can_wait = state == State.CONFIRMED and mode == Mode.IN_PERSON
    if state == State.PENDING or can_wait or gets_seat(registration, mode):
        return ""
    return "There is no place of that kind at the moment. What you have stays as it is."


def reason_to_wait_for_approval(registration: Registration, invitation: Invitation | None) -> str:
    """Why the team has to say yes before there is a place; empty if it need not.

    It stays in the history for ever, so it names nobody and no address.
    """
    mode = registration.sprint.registration_mode
    if mode == Sprint.RegistrationMode.APPROVAL:
        return "The team approves each registration."
    if mode != Sprint.RegistrationMode.INVITATION or invitation is None:
        return ""
    invited = invitation.email in confirmed_addresses(registration.person)
    return "" if invited else "Accepted from another address than the invited one."


def may_read_private(person: Person, sprint: Sprint) -> bool:
    """Whether the person may read what participants of this sprint need; no superuser as such may."""
    return sprint_rules.holds(person, sprint, READERS_OF_PRIVATE_DETAILS)


def may_note_attendance(person: Person, sprint: Sprint) -> bool:
    """Organizers, superusers and the desk."""
    return sprint_rules.may_manage(person, sprint) or may_read_private(person, sprint)


def knows_too_early(sprint: Sprint, attended: str) -> bool:
    """Whether this says who came to a sprint that has not begun."""
    return attended != Registration.Attended.UNKNOWN and not sprint_rules.has_begun(sprint)


def refusal_of_attendance(registration: Registration) -> str:
    """Why nobody can say yet, or any more, whether this person came; empty if somebody can."""
    if registration.sprint.state == Sprint.State.CANCELLED:
        return CANCELLED
    if not sprint_rules.has_begun(registration.sprint):
        return TOO_EARLY
    return "" if registration.takes_part else "This person does not take part."


def takes_lists(sprint: Sprint) -> bool:
    """Whether the team may enter whole lists: people of a coming sprint register themselves."""
    return sprint.state == Sprint.State.DRAFT or sprint_rules.is_over(sprint)


def has_come(registration: Registration) -> bool:
    """Whether somebody was at the sprint and has nothing to give back: that stays, whoever it was."""
    attended = registration.attended == Registration.Attended.YES
    return attended and registration.state == State.CONFIRMED


def names_in(sprint: Sprint) -> set[str]:
    """The names of those who take part, or took part, in this sprint."""
    return set(sprint.registrations.live().values_list("person__name", flat=True))


def people_known_to(person: Person) -> QuerySet[Person]:
    """Whoever has taken part in a sprint that this person manages."""
    rows = Registration.objects.filter(sprint__in=Sprint.objects.managed_by(person))
    return Person.objects.filter(pk__in=rows.values("person"), is_active=True)


def invitation_of(sprint: Sprint, person: Person, token: str = "") -> Invitation | None:
    """The pending invitation to an address of this person, or else the one that this token opens."""
    pending = sprint.invitations.pending()
    confirmed = EmailAddress.objects.filter(user=person, verified=True)
    own = pending.filter(email__in=confirmed.values(address=Lower("email"))).first()
    return pending.filter(token=token).first() if token and own is None else own


def invitations_to(person: Person) -> QuerySet[Invitation]:
    """To whatever address of this person, or to any other that the person answered."""
    own = Q(email__in=addresses(person))
    return Invitation.objects.filter(own | Q(registration__person=person)).order_by("pk")


def invitations_end_at(sprint: Sprint) -> datetime.datetime:
    """When registration closes; if nobody said, as the first day begins where the sprint is."""
    midnight = datetime.datetime.combine(sprint.starts_on, datetime.time())
    return sprint.registration_closes_at or midnight.replace(tzinfo=sprint_rules.zone(sprint))


def refusal_to_invite(sprint: Sprint) -> str:
    """Why nobody is invited to this sprint now, as a sentence; empty if people are."""
    if sprint_rules.is_over(sprint) or sprint.announced_at is None:
        return "People are invited to a sprint that is announced and not yet over."
    if sprint.state == Sprint.State.CANCELLED:
        return CANCELLED
    if invitations_end_at(sprint) <= timezone.now():
        return "An invitation would have ended by now. Please set a later closing time first."
    return ""


def addresses_of_registered(sprint: Sprint) -> set[str]:
    """The confirmed addresses of those whose registration for this sprint may still change."""
    people = sprint.registrations.live().values("person")
    confirmed = EmailAddress.objects.filter(user__in=people, verified=True)
    return {email.lower() for email in confirmed.values_list("email", flat=True)}


def left_alone(sprint: Sprint) -> dict[str, str]:
    """Why no first email goes to an address that the sprint knows, by the address."""
    known = {}
    for invitation in sprint.invitations.all():
        ended = invitation.state == Invitation.State.SENT and not invitation.is_pending
        known[invitation.email] = "the invitation ended" if ended else LEFT_ALONE[invitation.state]
    return known | dict.fromkeys(addresses_of_registered(sprint), "registered already")


def refusal_of_answer(invitation: Invitation) -> str:
    """Why this invitation cannot be answered any more, as a sentence; empty if it can."""
    if invitation.sprint.state == Sprint.State.CANCELLED:
        return CANCELLED
    if invitation.state == Invitation.State.SENT:
        return "" if invitation.is_pending else "This invitation has ended."
    return ANSWERED[invitation.state]


def refusal_to_invite_again(invitation: Invitation) -> str:
    """Why nobody writes to this address once more, as a sentence; empty if the team may."""
    used_for = invitation.registration
    if invitation.is_pending:
        return "This invitation still waits for an answer. A reminder is enough."
    if invitation.state == Invitation.State.ACCEPTED and used_for and used_for.is_live:
        return "Somebody is registered with this invitation."
    if invitation.email in addresses_of_registered(invitation.sprint):
        return "Whoever has this address is registered already."
    return refusal_to_invite(invitation.sprint)


def reopens(invitation: Invitation, registration: Registration, by: Person | None) -> bool:
    """Whether an invitation is free once the registration that used it has ended.

    Not if the team has ended the registration of the very person invited: that is its answer.
    """
    by_team = by is not None and by.pk != registration.person_id
    return not by_team or invitation.email not in confirmed_addresses(registration.person)


def has_answered(invitation: Invitation) -> bool:
    """Whether whoever has this address is registered, or was since the last email left."""
    owners = EmailAddress.objects.filter(email__iexact=invitation.email, verified=True)
    rows = invitation.sprint.registrations.filter(person__in=owners.values("user"))
    since = invitation.last_sent_at or invitation.state_changed_at
    return rows.filter(Q(state__in=Registration.LIVE) | Q(state_changed_at__gt=since)).exists()


def invitation_to_return(registration: Registration) -> Invitation | None:
    """The invitation with which this person could register again after cancelling."""
    own = registration.sprint.invitations.filter(
        email__in=confirmed_addresses(registration.person), expires_at__gt=timezone.now()
    )
    used = Q(state=Invitation.State.ACCEPTED, registration=registration)
    return own.filter(used | Q(state=Invitation.State.SENT)).first()
