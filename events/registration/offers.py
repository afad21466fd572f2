"""What registration offers to a sprint's dashboard."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q

from events.registration import display, rules
from events.registration.models import PrivateDetails, Registration
from events.sprints.display import weekday
from events.sprints.models import Mode, Sprint
from events.sprints.offers import Link, Panel, by_key, form_for, rows_of
from events.sprints.rules import may_manage
from people.models import Person

Rows = list[tuple[str, int | str]]
State = Registration.State


def was_announced(sprint: Sprint) -> bool:
    return sprint.announced_at is not None


LINKS = [
    Link("Participants", rows_of("registration"), may_manage),
    Link("Invite people", by_key("admin:events_invitation_invite"), may_manage, was_announced),
    Link("Invitations", rows_of("invitation"), may_manage, was_announced),
    Link("Add a participant", form_for("registration"), may_manage),
    Link("Desk", by_key("admin:events_registration_desk"), rules.may_read_private),
    Link("Export participants", by_key("admin:events_registration_export"), may_manage),
    Link(
        "Import participants",
        by_key("admin:events_registration_import"),
        may_manage,
        rules.takes_lists,
    ),
]


def panels(sprint: Sprint, person: Person) -> list[Panel]:
    """Numbers for the dashboard, as far as this person may read them."""
    managed = [seat_rows(sprint), head_counts(sprint), day_heads(sprint)]
    return [*managed, *needs(sprint, person)]


def head_counts(sprint: Sprint) -> Panel:
    """Who takes part, how, and who has chosen to be listed."""
    heads = sprint.registrations.participating().aggregate(
        in_person=Count("pk", filter=Q(mode=Mode.IN_PERSON, state=State.CONFIRMED)),
        remote=Count("pk", filter=~Q(mode=Mode.IN_PERSON, state=State.CONFIRMED)),
        attended=Count("pk", filter=Q(attended=Registration.Attended.YES)),
        undecided=Count("pk", filter=Q(listed="")),
    )
    rows: Rows = [
        ("in person", heads["in_person"]),
        ("from afar", heads["remote"]),
        ("attended", heads["attended"]),
        ("without a choice about being listed", heads["undecided"]),
    ]
    came = display.numbers(sprint)
    if came.gave_a_country:
        rows.append((came.team_sentence, ""))
    return "Participants", rows


def seat_rows(sprint: Sprint) -> Panel:
    """Seats, mode by mode."""
    rows: Rows = []
    for mode in rules.modes(sprint):
        now = rules.seats(sprint, mode)
        of = "" if now.capacity is None else f" of {now.capacity}"
        waits = f", {now.waiting} waiting" * bool(now.waiting)
        more = f"{of}{waits}" + f", {now.pending} pending" * bool(now.pending)
        rows.append((display.IN_WORDS[mode], f"{now.confirmed} + {now.offered} offered{more}"))
    return "Places", rows


def day_heads(sprint: Sprint) -> Panel:
    """How many are there in person, day by day."""
    coming = sprint.registrations.filter(state=State.CONFIRMED, mode=Mode.IN_PERSON)
    chosen = [day for days in coming.values_list("days", flat=True) for day in days]
    return "In person, by day", [
        (weekday(day), chosen.count(day.isoformat())) for day in rules.days(sprint)
    ]


def needs(sprint: Sprint, person: Person) -> list[Panel]:
    """Panels for readers of private details: diets of those in person, and everybody's T-shirts."""
    if not rules.may_read_private(person, sprint):
        return []
    coming = sprint.registrations.filter(state=State.CONFIRMED, mode=Mode.IN_PERSON)
    details = PrivateDetails.objects.filter(registration__in=coming).order_by("pk")
    diets: Rows = [*counted_alike(details.values_list("diet", flat=True))]
    for column in ("allergies", "accessibility needs"):
        if number := details.exclude(**{column.split()[0]: ""}).count():
            diets.append((f"wrote of {column}", number))
    chosen = sprint.registrations.participating().values_list("private_details__tshirt", flat=True)
    number_of = Counter(chosen)
    tshirts: Rows = [(size, number_of[size]) for size, _ in PrivateDetails.SIZES if number_of[size]]
    nothing: Rows = [(display.purged_in_words(sprint) or "Nobody has written anything yet.", "")]
    return [("Diet, in person", diets or nothing), ("T-shirts", tshirts or nothing)]


def counted_alike(texts: Iterable[str]) -> list[tuple[str, int]]:
    """How often each occurs, the most frequent first; "Vegan" counts as the "vegan" before it."""
    spelling: dict[str, str] = {}
    number: Counter[str] = Counter()
    for text in texts:
        key = " ".join(text.split()).casefold()
        spelling.setdefault(key, text)
        number[key] += 1
    del number[""]
    return [(spelling[key], number[key]) for key in sorted(number, key=lambda k: (-number[k], k))]
