"""What the bench stores and reads; called through `manage.py shell` beside the site it measures."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.lifecycle import Transition
from events.outbox import Email
from events.registration.models import Financing, Registration
from events.sprints.models import Mode, Series, Sponsorship, Sprint, TeamMember
from people.models import Organization, Person
from tools.bench_meetings import fill_programme
from tools.bench_past import fill_past

PARTICIPANTS = 300
ORGANIZATIONS = 20
PLACES = 10
USES_A_PLACE = {Registration.State.CONFIRMED, Registration.State.OFFERED}
BEHIND_A_PROXY = {"Host": "localhost", "X-Forwarded-Proto": "https"}


def open_sprint(slug: str, places: int | None, *, starts_in: int = 60) -> Sprint:
    """A hybrid sprint of five days, so many days ahead, that everybody may register for."""
    starts_on = timezone.localdate() + datetime.timedelta(days=starts_in)
    series, _ = Series.objects.get_or_create(slug="bench", defaults={"name": "Sprints"})
    return Sprint.objects.create(
        series=series,
        name=f"The {slug} sprint",
        slug=slug,
        state=Sprint.State.OPEN,
        announced_at=timezone.now(),
        tagline="A week of work together",
        description="We meet and work.\n\nIn the evening we *eat*.",
        starts_on=starts_on,
        ends_on=starts_on + datetime.timedelta(days=4),
        time_zone="Europe/Prague",
        mode=Mode.HYBRID,
        venue_name="The old mill",
        city="Prague",
        country="CZ",
        registration_mode=Sprint.RegistrationMode.OPEN,
        capacity_in_person=places,
        participants_shown_to=Sprint.Audience.EVERYBODY,
        conduct_url="https://example.org/conduct/",
        conduct_version="1",
        contact_email="organizers@example.org",
    )


def add_people(group: str, number: int) -> list[Person]:
    return Person.objects.bulk_create(
        Person(
            name=f"{chr(65 + index % 26)}lex {group.title()}{index:03}",
            email=f"{group}{index}@example.org",
            password="!",  # noqa: S106 -- no password fits
            introduction="I look after the parser." if index % 3 == 0 else "",
        )
        for index in range(number)
    )


def session_of(person: Person) -> str:
    """The key of a session in which this person is logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def registration_of(sprint: Sprint, person: Person, **more: Any) -> Registration:
    return Registration(
        sprint=sprint,
        person=person,
        mode=Mode.IN_PERSON,
        days=[sprint.starts_on.isoformat()],
        listed=Sprint.Audience.EVERYBODY,
        photo_consent=Registration.PhotoConsent.YES,
        conduct_version="1",
        conduct_accepted_at=timezone.now(),
        **more,
    )


def analyse() -> None:
    """Let the database know its tables, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@transaction.atomic
def fill_pages() -> dict[str, str]:
    """A sprint with all its participants and a full programme, and one of last month with its report.

    Gives the sessions of a participant, an organizer and a newcomer.
    """
    sprint = open_sprint("large", None)
    paying = Organization.objects.bulk_create(
        Organization(name=f"Organization {index}", slug=f"organization-{index}")
        for index in range(ORGANIZATIONS)
    )
    Sponsorship.objects.create(sprint=sprint, organization=paying[0], level=Sponsorship.Level.HOST)
    people = add_people("participant", PARTICIPANTS)
    rows = Registration.objects.bulk_create(
        registration_of(
            sprint,
            person,
            state=Registration.State.CONFIRMED,
            travels_from=("CZ", "DE", "US", "IN", "BR")[index % 5],
            roles=[Registration.Role.CORE_DEVELOPER] if index % 4 == 0 else [],
        )
        for index, person in enumerate(people)
    )
    Financing.objects.bulk_create(
        Financing(registration=row, organization=paying[index % ORGANIZATIONS])
        for index, row in enumerate(rows)
    )
    fill_programme(sprint, rows)
    organizer, newcomer = add_people("newcomer", 2)
    fill_past(*past_sprint(people, organizer))
    analyse()
    return {
        "participant": session_of(people[0]),
        "organizer": session_of(organizer),
        "newcomer": session_of(newcomer),
    }


def past_sprint(people: list[Person], organizer: Person) -> tuple[Sprint, list[Registration]]:
    """A finished sprint, and its registrations."""
    sprint = open_sprint("past", None, starts_in=-30)
    Sprint.objects.filter(pk=sprint.pk).update(state=Sprint.State.FINISHED)
    sprint.refresh_from_db()
    TeamMember.objects.create(sprint=sprint, person=organizer, role=TeamMember.Role.ORGANIZER)
    rows = Registration.objects.bulk_create(
        registration_of(
            sprint,
            person,
            state=Registration.State.CONFIRMED,
            attended=Registration.Attended.YES,
            photo_name_consent=True,
        )
        for person in people
    )
    return sprint, rows


@transaction.atomic
def fill_rush() -> dict[str, Any]:
    """Empty sprints of few places, one that is just full, and everybody who wants to come."""
    for slug in ("rush", "twenty"):
        sprint = open_sprint(slug, PLACES)
    full, seated = open_sprint("full", PLACES), add_people("seated", PLACES)
    for person in seated:
        row = registration_of(full, person)
        row.begin(Registration.State.CONFIRMED, by=person)
    groups = {"crowd": 100, "later": 30, "latest": 30, "impatient": 1}
    sessions = {
        group: [session_of(person) for person in add_people(group, number)]
        for group, number in groups.items()
    }
    analyse()
    seats = {"seated": [session_of(person) for person in seated]}
    return {"day": sprint.starts_on.isoformat(), "sessions": sessions | seats}


def outcome(slug: str) -> dict[str, Any]:
    """A sprint's registrations, whoever came first first, its emails, and its places over time."""
    sprint = Sprint.objects.get(slug=slug)
    rows = sprint.registrations.order_by("pk").values("state", "queue_no")
    emails = Email.objects.filter(subject__startswith=f"{sprint.name}: ")
    seated = sprint.registrations.filter(state=Registration.State.CONFIRMED)
    sessions = [session_of(row.person) for row in seated.select_related("person").order_by("pk")]
    return {
        "rows": list(rows),
        "emails": [subject.partition(": ")[2] for subject in subjects(emails)],
        "most_used": most_used(sprint),
        "seated": sessions,
    }


def subjects(emails: Any) -> list[str]:
    return list(emails.order_by("pk").values_list("subject", flat=True))


def most_used(sprint: Sprint) -> int:
    """The most places that were ever used at once, from the history of every registration."""
    kind = ContentType.objects.get_for_model(Registration)
    own = sprint.registrations.values("pk")
    used = most = 0
    for step in Transition.objects.filter(content_type=kind, object_id__in=own).order_by("pk"):
        used += (step.to_state in USES_A_PLACE) - (step.from_state in USES_A_PLACE)
        most = max(most, used)
    return most


def queries(asked: list[tuple[str, str, str]]) -> list[int]:
    """How many queries each request costs the second time; of path, session key, entity tag."""
    counts = []
    for path, session, entity_tag in asked:
        client = Client()
        headers = BEHIND_A_PROXY | ({"If-None-Match": entity_tag} if entity_tag else {})
        if session:
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        client.get(path, headers=headers)
        with CaptureQueriesContext(connection) as found:
            client.get(path, headers=headers)
        counts.append(len(found))
    return counts
