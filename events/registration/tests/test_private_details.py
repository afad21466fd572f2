"""Private details: who reads them, and when they go."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.urls import get_resolver, reverse
from django.utils import timezone

from events.registration import waiting_list, workflow
from events.registration.models import PrivateDetails, Registration
from events.registration.rules import may_read_private
from events.registration.tests.factories import (
    FinancingFactory,
    PrivateDetailsFactory,
    RegistrationFactory,
)
from events.sprints.models import Sprint, TeamRole
from events.sprints.tests.factories import SeriesFactory, SprintFactory, TeamMemberFactory
from people.tests.factories import OrganizationFactory, PersonFactory

pytestmark = pytest.mark.django_db
ROLES = [*TeamRole.values, "superuser", "foreign organizer", "stranger"]
KEY = 471_100
MARK = "MARK"  # as short as the size of a T-shirt
CHANGE = f"/admin/events/registration/{KEY}/change/"
DESK = f"/admin/events/registration/{KEY}/desk/"
DASHBOARD = f"/admin/events/sprint/{KEY}/dashboard/"


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


@pytest.fixture
def marked(open_door):
    """A participant whose private details are all marked; every row has the same key."""
    series, organization = SeriesFactory(pk=KEY), OrganizationFactory(pk=KEY)
    sprint = SprintFactory(pk=KEY, series=series)
    row = RegistrationFactory(pk=KEY, sprint=sprint, person=PersonFactory(pk=KEY, name="Ada Lee"))
    FinancingFactory(pk=KEY, registration=row, organization=organization)
    return PrivateDetailsFactory(
        pk=KEY, registration=row, **dict.fromkeys(PrivateDetails.CONTENTS, MARK)
    )


def viewer(role, sprint):
    person = PersonFactory(is_superuser=role == "superuser")
    if role in TeamRole.values:
        TeamMemberFactory(sprint=sprint, person=person, role=role)
    elif role == "foreign organizer":
        TeamMemberFactory(person=person)
    return person


def pages_of_the_back_office():
    """The address of every page there is, filled with the key of the marked rows."""
    arguments = {
        "object_id": KEY,
        "pk": KEY,
        "registration": KEY,
        "name": "cancel",
        "app_label": "events",
        "content_type_id": KEY,
        "url": "no-such-page",
    }
    namespaces = get_resolver().namespace_dict["admin"][1].reverse_dict
    names = [name for name in namespaces if isinstance(name, str)]
    for name in sorted(names):
        for possibility, *_ in namespaces.getlist(name):
            wanted = possibility[0][1]
            yield reverse(f"admin:{name}", kwargs={one: arguments[one] for one in wanted})


def other_ways():
    """Searches, filters, fields with search, and the public pages."""
    for kind in ("events/registration", "events/sprint", "events/invitation", "people/person"):
        yield from (f"/admin/{kind}/?q={words}" for words in ("mark", "ada"))
    for column in PrivateDetails.CONTENTS:
        yield f"/admin/events/registration/?private_details__{column}__startswith={MARK[0]}"
    yield "/admin/events/registration/?e=1&_facets=True&all="
    for model, field in (
        ("registration", "person"),
        ("financing", "organization"),
        ("credit", "person"),
        ("privatedetails", "registration"),
    ):
        ask = f"app_label=events&model_name={model}&field_name={field}"
        yield from (f"/admin/autocomplete/?{ask}&term={term}" for term in ("mark", "ada", ""))
    yield f"{DESK}?q=mark"
    yield f"{DESK}?q=ada"
    sprint = Sprint.objects.get(pk=KEY)
    yield sprint.get_absolute_url()
    yield f"{sprint.get_absolute_url()}people/"
    yield "/people/me/"


PANELS = {"T-shirts", "Diet, in person"}


@pytest.mark.parametrize("role", ["organizer", "superuser", "stranger"])
def test_private_details_are_read_with_the_right_to_and_by_no_other_path(client_of, marked, role):
    """A reader, somebody who opens every page without the right, and a stranger."""
    client = client_of(viewer(role, marked.registration.sprint))
    answers = {path: client.get(path) for path in {*pages_of_the_back_office(), *other_ways()}}
    assert {CHANGE, DASHBOARD, DESK} <= answers.keys()
    seen = {path for path, answer in answers.items() if MARK in answer.content.decode()}
    assert seen == ({CHANGE, DASHBOARD, DESK, f"{DESK}?q=ada"} if role == "organizer" else set())
    assert {answer.status_code for answer in answers.values()} <= {200, 302, 400, 403, 404, 405}


def test_organizers_and_the_desk_of_the_same_sprint_may_read_them(db):
    sprint = SprintFactory()
    readers = {role for role in ROLES if may_read_private(viewer(role, sprint), sprint)}
    assert readers == {"organizer", "desk"}


@pytest.mark.parametrize("role", ["desk", "treasurer", "superuser"])
def test_only_the_right_person_is_let_in_and_offered_the_link(client_of, marked, role):
    client, is_reader = client_of(viewer(role, marked.registration.sprint)), role == "desk"
    assert client.get(DESK, follow=True).status_code in ({200} if is_reader else {403, 404})
    dashboard = client.get(DASHBOARD, follow=True)
    assert (f'href="{DESK}"' in dashboard.content.decode()) == is_reader
    if dashboard.status_code == 200:
        headings = {heading for heading, _ in dashboard.context["panels"]}
        assert headings & PANELS == (PANELS if is_reader else set())
    if role == "treasurer":
        for path in (CHANGE, "/admin/events/registration/", "/admin/autocomplete/"):
            assert client.get(path).status_code in {403, 404}


def test_private_details_cannot_be_searched_or_guessed_by_anybody(client_of, marked):
    client = client_of(viewer("organizer", marked.registration.sprint))
    assert client.get("/admin/events/registration/?q=mark").context["cl"].result_count == 0
    for column in PrivateDetails.CONTENTS:
        guess = f"/admin/events/registration/?private_details__{column}__startswith=M"
        assert client.get(guess).status_code == 400
    assert "Ada Lee" not in client.get(f"{DESK}?q=mark").content.decode()


def cancelled_by_the_person(row, organizer):
    workflow.cancel(row, by=row.person)


def cancelled_by_the_team(row, organizer):
    workflow.cancel(row, by=organizer, why="Full.")


def declined(row, organizer):
    Registration.objects.filter(pk=row.pk).update(state="pending")
    workflow.decline(Registration.objects.get(pk=row.pk), by=organizer, why="Full.")


def refused(row, organizer):
    offer(row)
    workflow.refuse(row, by=row.person)


def expired(row, organizer):
    offer(row)
    Registration.objects.update(offer_expires_at=timezone.now())
    waiting_list.settle(row.sprint)


def offer(row):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    offered = {"state": "offered", "queue_no": 1, "offer_expires_at": tomorrow}
    Registration.objects.filter(pk=row.pk).update(**offered)
    row.refresh_from_db()


@pytest.mark.parametrize(
    "end", [cancelled_by_the_person, cancelled_by_the_team, declined, refused, expired]
)
def test_private_details_go_with_the_end_of_a_registration_and_nobody_elses(end):
    organizer = TeamMemberFactory(sprint=SprintFactory(state=Sprint.State.OPEN))
    row, other = (RegistrationFactory(sprint=organizer.sprint) for _ in range(2))
    PrivateDetailsFactory(registration=row, allergies="peanuts")
    kept = PrivateDetailsFactory(registration=other, allergies="hazelnuts")
    end(row, organizer.person)
    row.refresh_from_db()
    assert not row.is_live
    assert list(PrivateDetails.objects.all()) == [kept]


def test_whoever_goes_on_from_afar_after_an_offer_keeps_the_private_details():
    sprint = SprintFactory(state=Sprint.State.OPEN)
    row = RegistrationFactory(sprint=sprint, remote_while_waiting=True)
    kept = PrivateDetailsFactory(registration=row)
    expired(row, None)
    row.refresh_from_db()
    assert (row.state, row.mode) == ("confirmed", "remote")
    assert list(PrivateDetails.objects.all()) == [kept]
