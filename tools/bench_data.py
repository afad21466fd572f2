"""What the bench stores for its pages."""

import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from factory import Iterator, Sequence

from events.meetings.models import Meeting
from events.meetings.tests import factories as programme
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
def fill(slug: str, *, people: int, meetings: int) -> dict[str, Any]:
    """A sprint with its participants and programme, and one of last month with photos and report.

    Gives the sessions of a participant, an organizer and a newcomer, and what addresses name.
    """
    persons = stored(PersonFactory, people)
    organizer, newcomer = stored(PersonFactory, 2)
    sprint = fill_sprint(slug, persons)
    TeamMemberFactory(sprint=sprint, person=organizer)
    meeting = fill_programme(sprint, meetings)
    fill_past(f"{slug}-past", persons, organizer)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while
    chosen = {"participant": persons[0], "organizer": organizer, "newcomer": newcomer}
    sessions = {who: session_of(person) for who, person in chosen.items()}
    address = {"key": sprint.pk, "meeting": meeting.pk, "past": f"/sprints/{slug}-past"}
    return sessions | address | {"sprint": f"/sprints/{slug}"}


def more_sprints(number: int) -> None:
    """Others, each with twenty participants."""
    for sprint in SprintFactory.create_batch(number, state=Sprint.State.OPEN):
        persons = stored(PersonFactory, 20)
        stored(RegistrationFactory, 20, sprint=sprint, person=Iterator(persons))


def fill_sprint(slug: str, people: list[Person]) -> Sprint:
    sprint = open_sprint(slug)
    paying = stored(OrganizationFactory, 20)
    SponsorshipFactory(sprint=sprint, organization=paying[0])
    roles = Iterator([[Registration.Role.CORE_DEVELOPER], [], [], []])
    fields = {"person": Iterator(people), "roles": roles, "travels_from": Iterator(["CZ", "US"])}
    rows = stored(RegistrationFactory, len(people), sprint=sprint, **fields)
    stored(FinancingFactory, len(rows), registration=Iterator(rows), organization=Iterator(paying))
    return sprint


def fill_programme(sprint: Sprint, number: int) -> Meeting:
    """Each room has a meeting an hour from 08:00 UTC, on each of the five days."""
    registrations = list(sprint.registrations.select_related("person"))
    hours = [programme.at(sprint, 8 + hour, day=day) for day in range(5) for hour in range(5)]
    rooms = stored(programme.RoomFactory, number // len(hours), sprint=sprint)
    fields: dict[str, Any] = {
        "room": Iterator([room for room in rooms for _ in hours]),
        "group": Iterator(stored(InterestGroupFactory, 8)),
    }
    fields |= {"sprint": sprint, "starts_at": Iterator(hours), "public_since": timezone.now()}
    found = stored(programme.MeetingFactory, len(hours) * len(rooms), **fields)
    chairs = {"meeting": Iterator(found), "person": Iterator([row.person for row in registrations])}
    stored(programme.MeetingPersonFactory, len(found), **chairs)
    stored(programme.AgendaItemFactory, 3 * len(found), meeting=Iterator(found), minutes=20)
    answers = [meeting for meeting in found for _ in range(5)]
    answered = {"meeting": Iterator(answers), "registration": Iterator(registrations)}
    stored(programme.RsvpFactory, len(answers), **answered)
    return found[0]


def fill_past(slug: str, people: list[Person], organizer: Person) -> None:
    """Photos without files, since pages only name them, and a report of all that one can tell."""
    starts_on = timezone.localdate() - datetime.timedelta(days=30)
    sprint = open_sprint(slug, starts_on=starts_on, state=Sprint.State.FINISHED)
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
