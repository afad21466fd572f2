"""What the bench stores for its pages."""

import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from factory import Iterator, Sequence

from events.meetings.tests import factories as meetings
from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory
from events.recap import workflow
from events.recap.tests import factories as recap
from events.registration.models import Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SponsorshipFactory, SprintFactory, TeamMemberFactory
from people.models import Person
from people.tests.factories import InterestGroupFactory, OrganizationFactory, PersonFactory
from tools.conftest import session_of


def stored(factory: Any, number: int, **fields: Any) -> list:
    """So many rows, stored in one query."""
    return factory._meta.model.objects.bulk_create(factory.build_batch(number, **fields))


def open_sprint(slug: str, **fields: Any) -> Sprint:
    """A hybrid sprint of five days that everybody may register for."""
    fields = {"state": Sprint.State.OPEN, "registration_mode": "open"} | fields
    return SprintFactory.create(slug=slug, name=f"The {slug} sprint", **fields)


@transaction.atomic
def fill() -> dict[str, str]:
    """A sprint with its participants and programme, and one of last month with photos and report.

    Gives the sessions of a participant, an organizer and a newcomer.
    """
    people = stored(PersonFactory, 300)
    organizer, newcomer = stored(PersonFactory, 2)
    fill_programme(fill_sprint(people))
    fill_past(people, organizer)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while
    chosen = {"participant": people[0], "organizer": organizer, "newcomer": newcomer}
    return {who: session_of(person) for who, person in chosen.items()}


def fill_sprint(people: list[Person]) -> list[Registration]:
    sprint = open_sprint("large")
    paying = stored(OrganizationFactory, 20)
    SponsorshipFactory(sprint=sprint, organization=paying[0])
    roles = Iterator([[Registration.Role.CORE_DEVELOPER], [], [], []])
    fields = {"person": Iterator(people), "roles": roles, "travels_from": Iterator(["CZ", "US"])}
    rows = stored(RegistrationFactory, len(people), sprint=sprint, **fields)
    stored(FinancingFactory, len(rows), registration=Iterator(rows), organization=Iterator(paying))
    return rows


def fill_programme(rows: list[Registration]) -> None:
    """Each room has a meeting an hour from 08:00 UTC, on each of the five days."""
    sprint = rows[0].sprint
    hours = [meetings.at(sprint, 8 + hour, day=day) for day in range(5) for hour in range(5)]
    rooms = stored(meetings.RoomFactory, 8, sprint=sprint)
    fields: dict[str, Any] = {
        "room": Iterator(rooms),
        "group": Iterator(stored(InterestGroupFactory, 8)),
    }
    fields |= {"sprint": sprint, "starts_at": Iterator(hours), "public_since": timezone.now()}
    programme = stored(meetings.MeetingFactory, len(hours) * len(rooms), **fields)
    chairs = {"meeting": Iterator(programme), "person": Iterator([row.person for row in rows])}
    stored(meetings.MeetingPersonFactory, len(programme), **chairs)
    stored(meetings.AgendaItemFactory, 3 * len(programme), meeting=Iterator(programme), minutes=20)
    answers = [meeting for meeting in programme for _ in range(5)]
    answered = {"meeting": Iterator(answers), "registration": Iterator(rows)}
    stored(meetings.RsvpFactory, len(answers), **answered)


def fill_past(people: list[Person], organizer: Person) -> None:
    """Photos without files, since pages only name them, and a report of all that one can tell."""
    starts_on = timezone.localdate() - datetime.timedelta(days=30)
    sprint = open_sprint("past", starts_on=starts_on, state=Sprint.State.FINISHED)
    TeamMemberFactory(sprint=sprint, person=organizer)
    came = {"attended": Registration.Attended.YES, "photo_name_consent": True}
    stored(RegistrationFactory, len(people), sprint=sprint, person=Iterator(people), **came)
    of_sprint = {"sprint": sprint, "uploaded_by": Iterator(people)}
    photos = stored(PhotoFactory, 300, **of_sprint)
    photos += stored(PhotoFactory, 40, **of_sprint, state=Photo.State.PENDING)
    shown = Iterator([photo for photo in photos for _ in range(3)])
    tags = {"photo": shown, "person": Iterator(people), "agreed_at": timezone.now()}
    stored(PhotoTagFactory, 3 * len(photos), **tags)
    outcomes = stored(recap.OutcomeFactory, 60, sprint=sprint, progress="done")
    by = {"outcome": Iterator(outcomes), "person": Iterator(people)}
    stored(recap.OutcomePersonFactory, len(outcomes), **by)
    branches = {"repository": recap.RepositoryFactory(sprint=sprint), "branch": Sequence(str)}
    stored(recap.CommitCountFactory, 6, **branches)
    workflow.save(sprint, by=None, head={"author": "Alex Bench"}, blocks={}, seen=None)
    workflow.publish(sprint, by=None)
