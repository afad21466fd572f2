"""`manage.py demo`: the sprint of 2022 as history, and a coming sprint with invented people."""

import datetime
import zoneinfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from events.management import demo_data, demo_photos, sprint_2022
from events.management.load_photos import load_photos
from events.management.load_programme import load_meetings_of_2022, load_programme
from events.management.load_recap import load_reports
from events.management.load_travel import load_travel
from events.registration import workflow as registration_workflow
from events.registration.models import Financing, Registration
from events.sprints import workflow
from events.sprints.models import (
    Channel,
    Credit,
    EarlierYear,
    PublishedFigure,
    Series,
    Sponsorship,
    Sprint,
)
from people.models import Organization, Person

NOBODY_READS = "django.core.mail.backends.dummy.EmailBackend"


class Command(BaseCommand):
    help = "Load the demo. May be run again: what is there stays."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="only into an empty database")

    def handle(self, *, if_empty: bool, **options):
        if not settings.DEBUG:
            raise CommandError("The demo has known passwords; it is loaded only with DEBUG=1.")
        if not (if_empty and Person.objects.exists()):
            settings.EMAIL_BACKEND = NOBODY_READS  # the demo's people have no letter boxes
            with transaction.atomic():
                load_history()
                load_coming_sprint()
            load_photos()
            load_reports()
            self.stdout.write("The demo is loaded.")
        self.stdout.write(f"Accounts, all with the password {demo_data.PASSWORD!r}:")
        for name, what in demo_data.WHAT_TO_TRY.items():
            self.stdout.write(f"  {name}@example.org".ljust(32) + what)


def organization(name: str) -> Organization:
    return Organization.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def load_history() -> Sprint:
    """The facts of 2022; whatever the report does not say stays empty."""
    series, _ = Series.objects.get_or_create(
        slug=sprint_2022.SERIES["slug"], defaults=sprint_2022.SERIES
    )
    for position, (label, url) in enumerate(sprint_2022.CHANNELS):
        Channel.objects.get_or_create(
            series=series, url=url, defaults={"label": label, "position": position}
        )
    for year, mode in sprint_2022.EARLIER_YEARS:
        EarlierYear.objects.get_or_create(
            series=series, year=year, defaults={"mode": mode, "source": sprint_2022.SOURCE}
        )
    sprint, is_new = Sprint.objects.get_or_create(
        slug=sprint_2022.SPRINT["slug"], defaults=sprint_2022.SPRINT | {"series": series}
    )
    if is_new:
        workflow.finish(sprint, by=None, why="Entered from the published report.")
        add_sponsors(sprint, [(name, level, []) for name, level in sprint_2022.SPONSORS])
        add_figures(sprint)
        add_participants_of_2022(sprint)
        load_meetings_of_2022(sprint)
    return sprint


def add_sponsors(sprint: Sprint, sponsors: list[tuple[str, str, list[str]]]) -> None:
    for position, (name, level, gives) in enumerate(sponsors):
        Sponsorship.objects.create(
            sprint=sprint,
            organization=organization(name),
            level=level,
            gives=gives,
            position=position,
        )


def add_figures(sprint: Sprint) -> None:
    for position, (label, value) in enumerate(sprint_2022.FIGURES):
        PublishedFigure.objects.create(
            sprint=sprint,
            label=label,
            value=value,
            source=sprint_2022.SOURCE,
            source_url=sprint_2022.SOURCE_URL,
            position=position,
        )


def add_participants_of_2022(sprint: Sprint) -> None:
    for name, financed_by in sprint_2022.PARTICIPANTS:
        person = Person.objects.create(
            name=name,
            sort_name=sprint_2022.SORTED_AS.get(name, ""),
            call_name=sprint_2022.CALLED.get(name, ""),
        )
        registration = Registration(
            sprint=sprint,
            person=person,
            mode="in_person",
            attended="yes",
            listed="everybody",
            roles=sprint_2022.ROLES.get(name, []),
        )
        registration_workflow.enter(registration, by=None)
        if financed_by:
            Financing.objects.create(
                registration=registration, organization=organization(financed_by)
            )
    for name, reason in sprint_2022.THANKS:
        person = Person.objects.get(registrations__sprint=sprint, name=name)
        Credit.objects.create(sprint=sprint, person=person, reason=reason)


def account(local: str, name: str, **fields) -> Person:
    """An account that can log in at once: its address counts as verified."""
    email = f"{local}@example.org"
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create_user(email, demo_data.PASSWORD, name=name, **fields)
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def evening(day: datetime.date) -> datetime.datetime:
    """Six o'clock of that day where the demo's sprint is."""
    zone = zoneinfo.ZoneInfo(str(demo_data.SPRINT["time_zone"]))
    return datetime.datetime.combine(day, datetime.time(18), zone)


def load_coming_sprint() -> None:
    """Eight weeks from now, open for registration; beside it the draft of the one after."""
    account("admin", "Ada Admin", is_superuser=True)
    people = {local: account(local, name) for local, name, *_ in demo_data.ACCOUNTS}
    series, _ = Series.objects.get_or_create(
        slug=demo_data.SERIES["slug"], defaults=demo_data.SERIES
    )
    if Sprint.objects.filter(slug=demo_data.SPRINT["slug"]).exists():
        return
    today = timezone.localdate()
    starts_on = today + datetime.timedelta(days=56 - today.weekday())
    sprint = Sprint.objects.create(
        series=series,
        name=f"Quill Core Sprint {starts_on.year}",
        starts_on=starts_on,
        ends_on=starts_on + datetime.timedelta(days=4),
        registration_closes_at=evening(starts_on - datetime.timedelta(days=21)),
        **demo_data.SPRINT,
    )
    add_sponsors(sprint, demo_data.SPONSORS)
    for local, _, role, _ in demo_data.ACCOUNTS:
        if role:
            workflow.appoint(sprint, people[local], role)
    organizer = people["organizer"]
    workflow.announce(sprint, by=organizer, why="Dates and venue are certain.")
    workflow.open_registration(sprint, by=organizer, why="The form has been tried by the team.")
    add_invented_participants(sprint, people)
    load_programme(sprint, people)
    load_travel(sprint, people)
    workflow.copy(
        sprint,
        by=organizer,
        name="Quill Documentation Sprint",
        slug="demo-draft",
        starts_on=starts_on + datetime.timedelta(days=140),
    )


def add_invented_participants(sprint: Sprint, accounts: dict[str, Person]) -> None:
    """Through the same door as everybody: places nearly gone, then a queue."""
    for name, mode, listed, roles, financed_by in demo_data.PARTICIPANTS:
        person = Person.objects.create(name=name)
        registration = invented_registration(sprint, person, mode, listed)
        registration.roles = roles
        payers = {financed_by: False} if financed_by else {}
        needs = demo_data.NEEDS.get(name, {})
        registration_workflow.register(registration, payers=payers, details=needs)
    for local, name, _, mode in demo_data.ACCOUNTS:
        if mode:
            registration = invented_registration(sprint, accounts[local], mode, "everybody")
            registration.remote_while_waiting = local == "waiting"
            registration_workflow.register(registration, details=demo_data.NEEDS.get(name, {}))


def invented_registration(sprint: Sprint, person: Person, mode: str, listed: str) -> Registration:
    """Not stored yet."""
    days = [sprint.starts_on + datetime.timedelta(days=number) for number in range(5)]
    return Registration(
        sprint=sprint,
        person=person,
        mode=mode,
        days=[day.isoformat() for day in days] if mode == "in_person" else [],
        listed=listed,
        photo_consent=demo_photos.CONSENTS.get(person.name, "ask"),
        photo_name_consent=person.name in demo_photos.NAMED,
        conduct_version=sprint.conduct_version,
    )
