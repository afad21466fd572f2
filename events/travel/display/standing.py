"""Where an application stands, in words to the applicant; of a staged decision it knows nothing."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from events.lifecycle import Transition
from events.sprints.display import day, moment_in_words
from events.sprints.models import Sprint
from events.travel import currencies, rules
from events.travel.models import Message, Offer, TravelApplication, TravelProgram

State = TravelApplication.State
UNTIL_ACCEPTED = (
    State.DRAFT,
    State.SUBMITTED,
    State.INFO_NEEDED,
    State.WAITLISTED,
    State.OFFERED,
)
IN_WORDS = {
    State.DRAFT: ("Your application is a draft.", ""),
    State.SUBMITTED: (
        "Your application is with the team.",
        "Nothing to do today. An email comes to you when it is decided, or if there is a question.",
    ),
    State.INFO_NEEDED: (
        "The team has a question for you.",
        "Please answer it below. Your application waits for it.",
    ),
    State.WAITLISTED: (
        "You are on the waiting list: money may still become free.",
        "Nothing to do today. An email comes to you if it does.",
    ),
    State.DECLINED: ("The team cannot help with your travel.", ""),
    State.REFUSED: ("You have refused the offer.", ""),
    State.EXPIRED: ("The offer has ended: its deadline has passed.", ""),
    State.WITHDRAWN: ("Your application is withdrawn.", ""),
    State.CANCELLED: ("What you had accepted is given back.", ""),
    State.SETTLED: ("Everything is settled.", ""),
}
NOT_COMING = (
    "Do not book. Please give back below what you accepted; if you have booked already, write to "
    "the team before you do."
)


@dataclass(frozen=True)
class Standing:
    """One sentence, what to do next, and by when in the sprint's zone and in UTC."""

    sentence: str
    next_step: str = ""
    until: str = ""
    asks: bool = False
    may_not_book: bool = False


@dataclass(frozen=True)
class Sums:
    """What the stored costs add up to."""

    costs: Decimal
    own_part: Decimal
    currency: str

    @property
    def asked_for(self) -> str:
        return currencies.in_words(self.costs - self.own_part, self.currency)

    @property
    def costs_in_words(self) -> str:
        return currencies.in_words(self.costs, self.currency)

    @property
    def own_part_in_words(self) -> str:
        return currencies.in_words(self.own_part, self.currency)

    @property
    def places(self) -> int:
        return currencies.PLACES[self.currency]


@dataclass(frozen=True)
class Offered:
    """What one fund gives, in words."""

    amount: str
    fund: str
    organization: str
    mode: str
    instructions: str


def until_in_words(sprint: Sprint, moment: datetime.datetime) -> str:
    return (
        f"{moment_in_words(sprint, moment)}, {moment.astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC"
    )


def window_in_words(program: TravelProgram) -> str:
    """When one can apply, as a sentence."""
    sprint = program.sprint
    if rules.is_open(program):
        return f"Applications are open until {until_in_words(sprint, program.closes_at)}."
    if rules.has_closed(program):
        return f"Applications closed on {until_in_words(sprint, program.closes_at)}."
    return f"Applications open on {until_in_words(sprint, program.opens_at)}."


def standing(
    application: TravelApplication, program: TravelProgram, offer: Offer | None
) -> Standing:
    """`offer` is the one that is open or accepted; a staged one has no place here."""
    state = State(application.state)
    sprint = application.registration.sprint
    early = state in UNTIL_ACCEPTED
    if state == State.OFFERED and offer is not None and not rules.has_lapsed(offer):
        assert offer.expires_at is not None  # noqa: S101 -- a constraint of the table
        until = until_in_words(sprint, offer.expires_at)
        sentence = f"{total_of(offer)} is offered to you."
        return Standing(sentence, "Read the offer, and accept or refuse it.", until, True, True)
    if state == State.ACCEPTED and offer is not None:
        return _accepted(application, program, offer)
    if state == State.DRAFT:
        return _draft(application, program)
    shown = State.EXPIRED if state == State.OFFERED else state
    sentence, next_step = IN_WORDS[shown]
    asks = state == State.INFO_NEEDED
    return Standing(sentence, next_step, asks=asks, may_not_book=early and shown == state)


def _accepted(application: TravelApplication, program: TravelProgram, offer: Offer) -> Standing:
    """The money waits for somebody who comes, and nobody is to book who does not."""
    if rules.comes(application):
        sentence = f"Accepted: up to {total_of(offer)} is yours."
        return Standing(sentence, f"You can book now. {receipts_in_words(program)}")
    cancelled = application.registration.sprint.state == Sprint.State.CANCELLED
    why = "this sprint was cancelled" if cancelled else "you do not come in person any more"
    return Standing(f"You accepted up to {total_of(offer)}, but {why}.", NOT_COMING, asks=True)


def _draft(application: TravelApplication, program: TravelProgram) -> Standing:
    sentence = IN_WORDS[State.DRAFT][0]
    if not rules.may_submit_now(application, program):
        return Standing(sentence, window_in_words(program), may_not_book=True)
    ends_at = max(program.closes_at, application.deadline_extension or program.closes_at)
    return Standing(
        sentence,
        "Nobody else reads it before you submit it.",
        until_in_words(program.sprint, ends_at),
        asks=True,
        may_not_book=True,
    )


def sums_of(application: TravelApplication, program: TravelProgram) -> Sums:
    costs = sum(application.lines.values_list("amount", flat=True), Decimal(0))
    return Sums(costs, application.own_part, program.currency)


def costs_of(application: TravelApplication, program: TravelProgram) -> list[tuple[str, str, str]]:
    """Category, description and amount of each cost."""
    return [
        (
            line.get_category_display(),
            line.description,
            currencies.in_words(line.amount, program.currency),
        )
        for line in application.lines.order_by("pk")
    ]


def offered(offer: Offer) -> list[Offered]:
    rows = offer.allocations.select_related("fund__organization")
    return [
        Offered(
            currencies.in_words(row.amount, row.fund.currency),
            row.fund.name,
            row.fund.organization.name,
            row.get_mode_display(),
            row.fund.payment_instructions,
        )
        for row in rows.order_by("fund__position", "pk")
    ]


def total_of(offer: Offer) -> str:
    """Offers are made in one currency, the program's."""
    rows = list(offer.allocations.values_list("amount", "fund__currency"))
    return currencies.in_words(sum((amount for amount, _ in rows), Decimal(0)), rows[0][1])


def terms(offer: Offer, program: TravelProgram) -> str:
    """What accepting this offer means, as Markdown; kept with the offer once it is accepted."""
    lines = [
        f"- Up to {row.amount} from {row.fund} ({row.organization}): {row.mode}."
        for row in offered(offer)
    ]
    lines += [
        "- What you do not spend stays with the fund.",
        f"- {receipts_in_words(program)}",
        "- If you cannot come, you say so at once, and the money helps somebody else.",
    ]
    return "\n".join(lines) + (f"\n\n{program.policy}" if program.policy else "")


def receipts_in_words(program: TravelProgram) -> str:
    """How what somebody has paid comes back to them, which no page here does, as a sentence."""
    contact, until = rules.contact_of(program), day(rules.claim_deadline(program))
    send = f"send them to {contact} by {until}, unless the fund names another way"
    way = send if contact else f"hand them in by {until}, as the fund says"
    return f"What you spend is paid back against receipts: keep them, and {way}."


def conversation(application: TravelApplication) -> list[tuple[str, str, str]]:
    """Who, when and what, of all that the applicant may read; the team speaks as one."""
    rows = application.messages.filter(visibility=Message.Visibility.APPLICANT).order_by("pk")
    sprint, person = application.registration.sprint, application.registration.person_id
    return [
        (
            "You" if row.author_id == person else "The team",
            moment_in_words(sprint, row.at),
            row.body,
        )
        for row in rows
    ]


def history(application: TravelApplication) -> list[tuple[str, str, str, str]]:
    """Each change of the application's own state: to what, by whom, when, why."""
    sprint, person = application.registration.sprint, application.registration.person_id
    lines = []
    for step in Transition.objects.of(application):
        if step.from_state != step.to_state:
            others = "by the team" if step.by_id else "by itself"
            who = "by you" if step.by_id == person else others
            when = moment_in_words(sprint, step.at)
            lines.append((State(step.to_state).label, who, when, step.why))
    return lines
