"""Numbers about participants, computed from the data, in words."""

from typing import NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q

from events.registration import rules
from events.registration.models import PrivateDetails, Registration
from events.sprints.display import moment_in_words, weekday
from events.sprints.models import Mode, Sprint
from events.sprints.rules import is_over
from people.continents import CONTINENT_OF

State = Registration.State
FEWEST_WITH_COUNTRIES = 5
IN_WORDS: dict[str, str] = {Mode.IN_PERSON: "in person", Mode.REMOTE: "from afar"}


ENDED: dict[str, str] = {
    State.DECLINED: "The organizers did not take this registration.",
    State.CANCELLED: "This registration is cancelled.",
    State.EXPIRED: "The offer of a place has ended, because nobody accepted it in time.",
}


def counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


class Numbers(NamedTuple):
    """How many take part, or took part, in one sprint; countries of those who came in person."""

    registered: int
    attended_in_person: int
    countries: frozenset[str]
    gave_a_country: int

    @property
    def people(self) -> str:
        """ "28 in-person participants": those who attended; empty when nobody is known to have."""
        number = self.attended_in_person
        return counted(number, "in-person participant", "in-person participants") if number else ""

    @property
    def sentence(self) -> str:
        """For the public: where from only if all have said it, and so many that it tells on nobody."""
        complete = self.gave_a_country == self.attended_in_person >= FEWEST_WITH_COUNTRIES
        return f"{self.people} {self.origin}" if complete else self.people

    @property
    def origin(self) -> str:
        """ "from 8 countries on 3 continents"."""
        continents = {CONTINENT_OF[country] for country in self.countries}
        return (
            f"from {counted(len(self.countries), 'country', 'countries')}"
            f" on {counted(len(continents), 'continent', 'continents')}"
        )

    @property
    def team_sentence(self) -> str:
        """For the team: what is known so far, and whether that is all."""
        if not self.gave_a_country:
            return self.people
        if self.gave_a_country == self.attended_in_person:
            return f"{self.people} {self.origin}"
        return f"{self.people}, {self.origin.replace('from', 'from at least', 1)}"


def numbers(sprint: Sprint) -> Numbers:
    """All of them in one query."""
    rows = sprint.registrations.participating().order_by()
    came = ExpressionWrapper(Q(**Registration.CAME), BooleanField())
    by_country = rows.annotate(came=came).values_list("came", "travels_from")
    groups = list(by_country.annotate(number=Count("pk")))
    there = [(country, number) for has_come, country, number in groups if has_come]
    return Numbers(
        registered=sum(number for *_, number in groups),
        attended_in_person=sum(number for _, number in there),
        countries=frozenset(country for country, _ in there if country),
        gave_a_country=sum(number for country, number in there if country),
    )


def people_counts() -> dict[int, int]:
    """How many attended in person, by the sprint's primary key; one query for all sprints."""
    attended = Registration.objects.attended_in_person().order_by()
    return dict(attended.values_list("sprint").annotate(number=Count("pk")))


def purged_in_words(sprint: Sprint) -> str:
    """That private details were deleted, and when, in a sentence; empty while they are there."""
    details = PrivateDetails.objects.filter(registration__sprint=sprint)
    purged_at = details.aggregate(last=Max("purged_at"))["last"]
    return f"Deleted on {moment_in_words(sprint, purged_at)}." if purged_at else ""


def days_in_words(registration: Registration) -> str:
    own = rules.days(registration.sprint)
    days = [weekday(day) for day in own if day.isoformat() in registration.days]
    return "All days" if len(days) == len(own) else "; ".join(days)


def emails_of_new_dates(sprint: Sprint) -> str:
    """A note in the sprint's form; empty where nobody would be written to."""
    if not rules.notifies_of_new_dates(sprint):
        return ""
    number = sprint.registrations.live().exclude(person__email=None).count()
    people = counted(number, "person gets an email", "people get an email")
    return f"When the days change, {people}, and the days they chose move along." * bool(number)


def answers_in_words(registration: Registration) -> list[tuple[str, str]]:
    """What the person chose, question by question, as their own page repeats it."""
    financing = registration.financing.select_related("organization").order_by("pk")
    payers = [f"{row}{' (only the team knows)' * row.private}" for row in financing]
    not_chosen = "not chosen yet"
    return [
        ("Days", days_in_words(registration) or "None"),
        ("Organizations that finance it", "; ".join(payers) or "None"),
        ("Who may read your name", (registration.get_listed_display() or not_chosen).capitalize()),
        ("You in photos", (registration.get_photo_consent_display() or not_chosen).capitalize()),
    ]


def state_in_words(registration: Registration) -> str:
    """The state of this registration, in one sentence to the person."""
    if registration.sprint.state == Sprint.State.CANCELLED:
        return rules.CANCELLED
    if not registration.is_live:
        return ENDED[registration.state]
    over = is_over(registration.sprint)
    return past_in_words(registration) if over else _live_in_words(registration)


def past_in_words(registration: Registration) -> str:
    """What became of a live registration, once its sprint is over."""
    how = IN_WORDS[registration.mode]
    if registration.remote_while_waiting:
        return "You took part from afar."
    return {
        State.PENDING: "The sprint is over. Nobody decided about your registration.",
        State.WAITLISTED: f"The sprint is over. You were waiting for a place {how} until its end.",
        State.OFFERED: f"The sprint is over. You did not accept the place {how} in time.",
        State.CONFIRMED: f"You took part {how}.",
    }[State(registration.state)]


def _live_in_words(registration: Registration) -> str:
    how = IN_WORDS[registration.mode]
    meanwhile = " You take part from afar meanwhile." * registration.remote_while_waiting
    ends_at = registration.offer_expires_at
    if ends_at and rules.is_offered(registration):
        until = moment_in_words(registration.sprint, ends_at)
        return f"A place {how} is offered to you until {until}.{meanwhile}"
    if registration.state == State.WAITLISTED:
        return f"{_waiting_in_words(registration)}{meanwhile}"
    return {
        State.OFFERED: f"The offer of a place {how} has ended.{meanwhile}",
        State.PENDING: "The organizers will look at your registration and write to you.",
        State.CONFIRMED: f"You take part {how}.",
    }[State(registration.state)]


def _waiting_in_words(registration: Registration) -> str:
    """Once free seats no longer go to the next by themselves, one may be free nevertheless."""
    how = IN_WORDS[registration.mode]
    before = rules.before(registration)
    ahead = f"{before} before you" if before else "and next in line"
    if rules.promotes(registration.sprint):
        return f"All places {how} are taken. You are on the waiting list, {ahead}."
    return (
        f"You are on the waiting list for a place {how}, {ahead}."
        " From now on the organizers give out each place that is free."
    )


def goes_on_in_words(sprint: Sprint) -> str:
    """What becomes of a place that is given back now: "Your place …"."""
    if rules.promotes(sprint):
        return "goes to the next in line at once"
    return "is free at once, for whomever the organizers give it to"


def change_in_words(registration: Registration, mode: str) -> str:
    """What the other way of taking part brings with it now."""
    if registration.state == State.PENDING:
        return "The organizers look at your registration as before."
    if mode == Mode.REMOTE and registration.state == State.WAITLISTED:
        return "You leave the waiting list for a place in person."
    if mode == Mode.REMOTE:
        return f"Your place in person {goes_on_in_words(registration.sprint)}."
    if rules.gets_seat(registration, mode):
        return "A place is free: it is yours as soon as you press the button."
    return (
        "You wait for a place at the end of the queue, and go on taking part from afar meanwhile."
    )
