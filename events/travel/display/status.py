"""The status of an application, in words to the applicant; of a staged decision it knows nothing."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from events.lifecycle import Transition
from events.sprints.display import day, moment_in_words
from events.sprints.models import Sprint
from events.travel import rules
from events.travel.currencies import PLACES, in_words
from events.travel.models import Allocation, Message, Offer, TravelApplication, TravelProgram

State = TravelApplication.State
# What each state says, and what to do next; drafts and what is accepted depend on more.
IN_WORDS: dict[str, tuple[str, str]] = {
    State.DRAFT: ("Your application is a draft.", "Nobody else reads it before you submit it."),
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
    State.OFFERED: ("{total} is offered to you.", "Read the offer, and accept or refuse it."),
    State.ACCEPTED: ("Accepted: up to {total} is yours.", "You can book now. {receipts}"),
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
class Status:
    """One sentence, what to do next, and by when in the sprint's zone and in UTC."""

    sentence: str
    next_step: str
    until: str = ""
    asks: bool = False
    may_not_book: bool = False


def until_in_words(sprint: Sprint, moment: datetime.datetime) -> str:
    utc = moment.astimezone(datetime.UTC)
    return f"{moment_in_words(sprint, moment)}, {utc:%Y-%m-%d %H:%M} UTC"


def window_in_words(program: TravelProgram) -> str:
    """When one can apply, as a sentence."""
    opens, closes = (
        until_in_words(program.sprint, moment) for moment in (program.opens_at, program.closes_at)
    )
    if rules.is_open(program):
        return f"Applications are open until {closes}."
    if timezone.now() < program.opens_at:
        return f"Applications open on {opens}."
    return f"Applications closed on {closes}."


def status_of(
    application: TravelApplication, program: TravelProgram, offer: Offer | None
) -> Status:
    """`offer` is the one that the applicant may see; a staged one has no place here."""
    state = State(application.state)
    if state == State.OFFERED and (offer is None or rules.has_lapsed(offer)):
        state = State.EXPIRED
    sentence, next_step = IN_WORDS[state]
    until, asks = "", state in (State.OFFERED, State.INFO_NEEDED)
    if state == State.ACCEPTED and offer is not None:
        return _accepted(application, program, offer)
    if state == State.OFFERED and offer is not None and offer.expires_at is not None:
        sentence = sentence.format(total=in_words(offer.total, program.currency))
        until = until_in_words(program.sprint, offer.expires_at)
    elif state == State.DRAFT and rules.may_submit_now(application, program):
        asks = True
        extended = application.deadline_extension or program.closes_at
        until = until_in_words(program.sprint, max(program.closes_at, extended))
    elif state == State.DRAFT:
        next_step = window_in_words(program)
    may_not_book = state == State.DRAFT or state in TravelApplication.WAITING
    return Status(sentence, next_step, until, asks, may_not_book)


def _accepted(application: TravelApplication, program: TravelProgram, offer: Offer) -> Status:
    """The money waits for somebody who comes; nobody else is to book."""
    total = in_words(offer.total, program.currency)
    if rules.comes(application):
        sentence, next_step = IN_WORDS[State.ACCEPTED]
        receipts = receipts_in_words(program)
        return Status(sentence.format(total=total), next_step.format(receipts=receipts))
    cancelled = application.registration.sprint.state == Sprint.State.CANCELLED
    why = "this sprint was cancelled" if cancelled else "you do not come in person any more"
    return Status(f"You accepted up to {total}, but {why}.", NOT_COMING, asks=True)


def sums_of(application: TravelApplication, program: TravelProgram) -> dict[str, str | int]:
    """What the stored costs add up to, for the page and for its script."""
    costs, own_part, currency = rules.total_of(application), application.own_part, program.currency
    return {
        "costs": in_words(costs, currency),
        "own_part": in_words(own_part, currency),
        "asked_for": in_words(costs - own_part, currency),
        "currency": currency,
        "places": PLACES[currency],
    }


def costs_of(application: TravelApplication, program: TravelProgram) -> list[tuple[str, str, str]]:
    """Category, description and amount of each cost."""
    return [
        (line.get_category_display(), line.description, in_words(line.amount, program.currency))
        for line in application.lines.order_by("pk")
    ]


def allocations_of(offer: Offer) -> list[Allocation]:
    """What each fund gives, in the order of the funds, with fund and organization at hand."""
    rows = Allocation.objects.select_related("fund__organization")
    prefetch_related_objects([offer], Prefetch("allocations", rows))
    return sorted(offer.allocations.all(), key=lambda row: (row.fund.position, row.pk))


def terms(offer: Offer, program: TravelProgram) -> str:
    """What accepting this offer means, as Markdown; stored with the offer once it is accepted."""
    items = [
        f"Up to {row.in_words} from {row.fund} ({row.fund.organization}): {row.get_mode_display()}."
        for row in allocations_of(offer)
    ]
    items += [
        "What you do not spend stays with the fund.",
        receipts_in_words(program),
        "If you cannot come, you say so at once, and the money helps somebody else.",
    ]
    text = "\n".join(f"- {item}" for item in items)
    return f"{text}\n\n{program.policy}" if program.policy else text


def receipts_in_words(program: TravelProgram) -> str:
    """How people get back what they have paid, which no page here does, as a sentence."""
    contact, until = rules.contact_of(program), day(rules.claim_deadline(program))
    send = f"send them to {contact} by {until}, unless the fund names another way"
    what_to_do = send if contact else f"hand them in by {until}, as the fund says"
    return f"What you spend is paid back against receipts: keep them, and {what_to_do}."


def conversation(application: TravelApplication) -> list[tuple[str, str, str]]:
    """Who, when and what, of all that the applicant may read; the team speaks as one."""
    rows = application.messages.filter(visibility=Message.Visibility.APPLICANT).order_by("pk")
    sprint, names = application.registration.sprint, {application.registration.person_id: "You"}
    return [
        (names.get(row.author_id, "The team"), moment_in_words(sprint, row.at), row.body)
        for row in rows
    ]


def history(application: TravelApplication) -> list[tuple[str, str, str, str]]:
    """Each change of the application's own state: to what, by whom, when, why."""
    sprint, person = application.registration.sprint, application.registration.person_id
    rows = []
    for step in Transition.objects.of(application):
        if step.from_state != step.to_state:
            others = "by the team" if step.by_id else "by itself"
            who = "by you" if step.by_id == person else others
            when = moment_in_words(sprint, step.at)
            rows.append((State(step.to_state).label, who, when, step.why))
    return rows
