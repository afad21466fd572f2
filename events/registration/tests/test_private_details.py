"""Private details: who reads them, and when they go."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from events.registration.models import PrivateDetails
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import TeamRole
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def details_of_a_sprint_that_ended(days_ago, **contents):
    ends_on = timezone.localdate() - datetime.timedelta(days=days_ago)
    starts_on = ends_on - datetime.timedelta(days=4)
    row = RegistrationFactory(
        sprint__starts_on=starts_on, sprint__private_data_days=30, sprint__time_zone="UTC"
    )
    return PrivateDetails.objects.create(registration=row, **contents)


def purge():
    printed = io.StringIO()
    call_command("purge_private_details", stdout=printed)
    return printed.getvalue()


def test_private_details_go_on_the_day_that_was_promised_and_once():
    due = details_of_a_sprint_that_ended(31, diet="vegan", note="Hello", tshirt="M")
    kept = details_of_a_sprint_that_ended(30, diet="vegan")
    assert purge() == "1 people's private details deleted\n"
    due.refresh_from_db()
    kept.refresh_from_db()
    assert {name: getattr(due, name) for name in PrivateDetails.CONTENTS} == dict.fromkeys(
        PrivateDetails.CONTENTS, ""
    )
    assert due.purged_at is not None
    assert (kept.diet, kept.purged_at) == ("vegan", None)
    assert purge() == "0 people's private details deleted\n"


@pytest.mark.parametrize("role", [*TeamRole.values, "superuser", "stranger"])
def test_private_details_are_read_by_organizers_and_nobody_else_of_the_team(
    client_of, settings, role
):
    """The desk gets a page of its own; in the back office it has only the dashboard."""
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    details = details_of_a_sprint_that_ended(1, diet="MARKED-DIET", emergency_phone="MARKED-PHONE")
    person = PersonFactory(is_superuser=role == "superuser")
    if role in TeamRole.values:
        TeamMemberFactory(sprint=details.registration.sprint, person=person, role=role)
    client = client_of(person)
    seen = [
        client.get(path).content.decode()
        for path in (
            f"/admin/events/registration/{details.registration_id}/change/",
            "/admin/events/registration/?q=MARKED",
            f"/admin/events/sprint/{details.registration.sprint_id}/dashboard/",
            details.registration.sprint.get_absolute_url(),
            f"{details.registration.sprint.get_absolute_url()}people/",
        )
    ]
    assert ["MARKED-DIET" in page for page in seen] == [role == "organizer", *[False] * 4]
