"""A coming sprint of an invented project, with invented people, through the same workflow as any."""

import datetime
import zoneinfo

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from events.management.demo import PASSWORD, Row, add_rows, read
from events.management.demo.programme import load_programme
from events.management.demo.travel import load_travel
from events.recap import workflow as recap_workflow
from events.registration import workflow as registration_workflow
from events.registration.models import Registration
from events.sprints import workflow
from events.sprints.models import Series, Sponsorship, Sprint
from people.models import Person

DAY = datetime.timedelta(days=1)


def load_coming_sprint() -> None:
    """Eight weeks from now and open for registration, with the draft of the sprint after it."""
    quill = read("quill")
    password = make_password(PASSWORD)  # once for all accounts, because it is slow on purpose
    accounts = {row["login"]: account(row, password) for row in quill["accounts"]}
    if Sprint.objects.filter(slug=quill["sprint"]["slug"]).exists():
        return
    organizer = accounts["organizer"]
    sprint = add_sprint(quill)
    for row in quill["accounts"]:
        if "role" in row:
            workflow.appoint(sprint, accounts[row["login"]], row["role"])
    workflow.announce(sprint, by=organizer, why="Dates and venue are certain.")
    workflow.open_registration(sprint, by=organizer, why="The form has been tried by the team.")
    for row in quill["participants"]:
        register(sprint, Person.objects.create(name=row["name"]), row)
    for row in quill["accounts"]:
        if "mode" in row:
            register(sprint, accounts[row["login"]], row)
    load_programme(sprint, by=accounts["programme"])
    load_travel(sprint, accounts)
    head, blocks = {"author": organizer.name}, {"why": {"text": quill["report"]["why"]}}
    recap_workflow.save(sprint, by=organizer, head=head, blocks=blocks, seen=None)
    workflow.copy(
        sprint,
        by=organizer,
        name="Quill Documentation Sprint",
        slug="demo-draft",
        starts_on=sprint.starts_on + 140 * DAY,
    )


def account(row: Row, password: str) -> Person:
    """An account that can sign in at once: its address counts as verified."""
    email = f"{row['login']}@example.org"
    columns = {"name": row["name"], "is_superuser": row.get("is_superuser", False)}
    person, is_new = Person.objects.get_or_create(
        email=email, defaults={**columns, "password": password}
    )
    if is_new:
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def add_sprint(quill: Row) -> Sprint:
    """It begins on a Monday. Registration closes three weeks before, at six in the evening there."""
    series, _ = Series.objects.get_or_create(slug=quill["series"]["slug"], defaults=quill["series"])
    today = timezone.localdate()
    starts_on = today + (56 - today.weekday()) * DAY
    zone = zoneinfo.ZoneInfo(quill["sprint"]["time_zone"])
    sprint = Sprint.objects.create(
        series=series,
        name=f"Quill Core Sprint {starts_on.year}",
        starts_on=starts_on,
        ends_on=starts_on + 4 * DAY,
        registration_closes_at=datetime.datetime.combine(
            starts_on - 21 * DAY, datetime.time(18), zone
        ),
        **quill["sprint"],
    )
    add_rows(Sponsorship, quill["sponsors"], sprint=sprint)
    return sprint


def register(sprint: Sprint, person: Person, row: Row) -> None:
    """Listed for everybody and asked about each photo, unless the row's choices differ."""
    week = [(sprint.starts_on + number * DAY).isoformat() for number in range(5)]
    choices = {
        "days": week if row["mode"] == "in_person" else [],
        "listed": "everybody",
        "photo_consent": "ask",
        "roles": row.get("roles", []),
        "conduct_version": sprint.conduct_version,
        **row.get("choices", {}),
    }
    registration = Registration(sprint=sprint, person=person, mode=row["mode"], **choices)
    payers = {row["payer"]: False} if "payer" in row else {}
    registration_workflow.register(registration, payers=payers, details=row.get("details"))
