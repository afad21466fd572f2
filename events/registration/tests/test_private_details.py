"""Private details: who reads them, and when they go."""

import datetime

import pytest
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
from events.registration.tests.pages import viewer
from events.sprints.models import Sprint, TeamRole
from events.sprints.tests.factories import SeriesFactory, SprintFactory, TeamMemberFactory
from people.tests.factories import OrganizationFactory, PersonFactory

pytestmark = pytest.mark.django_db
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


def test_private_details_go_on_the_day_that_was_promised_and_once():
    due = details_of_a_sprint_that_ended(31, diet="vegan", note="Hello", tshirt="M")
    kept = details_of_a_sprint_that_ended(30, diet="vegan")
    assert workflow.purge_private_details() == "1 people's private details deleted"
    due.refresh_from_db()
    kept.refresh_from_db()
    assert {getattr(due, name) for name in PrivateDetails.CONTENTS} == {""}
    assert due.purged_at is not None
    assert (kept.diet, kept.purged_at) == ("vegan", None)
    assert workflow.purge_private_details() == "0 people's private details deleted"


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


def pages_of_the_back_office():
    """The address of every page there is, filled with the key of the marked rows."""
    arguments = dict.fromkeys(["object_id", "pk", "registration", "content_type_id"], KEY)
    arguments |= {"name": "cancel", "app_label": "events", "url": "no-such-page"}
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
    fields = {"registration": "person", "financing": "organization", "credit": "person"}
    for model, field in {**fields, "privatedetails": "registration"}.items():
        ask = f"app_label=events&model_name={model}&field_name={field}"
        yield from (f"/admin/autocomplete/?{ask}&term={term}" for term in ("mark", "ada", ""))
    page = Sprint.objects.get(pk=KEY).get_absolute_url()
    yield from (f"{DESK}?q=mark", f"{DESK}?q=ada", page, f"{page}people/", "/people/me/")


@pytest.mark.parametrize("role", ["organizer", "superuser"])
def test_private_details_are_read_with_the_right_to_and_by_no_other_path(client_of, marked, role):
    """A reader, and somebody who opens every page without the right."""
    client = client_of(viewer(role, marked.registration.sprint))
    answers = {path: client.get(path) for path in {*pages_of_the_back_office(), *other_ways()}}
    assert {CHANGE, DASHBOARD, DESK} <= answers.keys()
    seen = {path for path, answer in answers.items() if MARK in answer.content.decode()}
    assert seen == ({CHANGE, DASHBOARD, DESK, f"{DESK}?q=ada"} if role == "organizer" else set())
    assert {answer.status_code for answer in answers.values()} <= {200, 302, 400, 403, 404, 405}


def test_organizers_and_the_desk_of_the_same_sprint_may_read_them(db):
    sprint = SprintFactory()
    roles = [*TeamRole.values, "superuser", "foreign organizer", "stranger"]
    readers = {role for role in roles if may_read_private(viewer(role, sprint), sprint)}
    assert readers == {"organizer", "desk"}


@pytest.mark.parametrize("role", ["desk", "treasurer", "superuser"])
def test_only_the_right_person_is_let_in_and_offered_the_link(client_of, marked, role):
    client, is_reader = client_of(viewer(role, marked.registration.sprint)), role == "desk"
    assert client.get(DESK, follow=True).status_code in ({200} if is_reader else {403, 404})
    dashboard = client.get(DASHBOARD, follow=True)
    assert (f'href="{DESK}"' in dashboard.content.decode()) == is_reader
    if dashboard.status_code == 200:
        headings = {heading for heading, _ in dashboard.context["panels"]}
        private = {"T-shirts", "Diet, in person"}
        assert headings & private == (private if is_reader else set())
    if role == "treasurer":
        for path in (CHANGE, "/admin/events/registration/", "/admin/autocomplete/"):
            assert client.get(path).status_code in {403, 404}


def test_private_details_cannot_be_searched_or_guessed_by_anybody(client_of, marked):
    client = client_of(viewer("organizer", marked.registration.sprint))
    assert client.get("/admin/events/registration/?q=mark").context["cl"].result_count == 0
    for column in PrivateDetails.CONTENTS:
        guess = f"/admin/events/registration/?private_details__{column}__startswith=M"
        assert client.get(guess).status_code == 400
    for lookup in ("days__icontains", "organizations__name__contains", "day__contains"):
        assert client.get(f"/admin/events/registration/?{lookup}=x").status_code == 400
    assert "Ada Lee" not in client.get(f"{DESK}?q=mark").content.decode()


def stored(row, **columns):
    Registration.objects.filter(pk=row.pk).update(**columns)
    row.refresh_from_db()
    return row


def offered(row, hours):
    ends_at = timezone.now() + datetime.timedelta(hours=hours)
    return stored(row, state="offered", queue_no=1, offer_expires_at=ends_at)


ENDS = {
    "cancelled by the person": lambda row, by: workflow.cancel(row, by=row.person),
    "cancelled by the team": lambda row, by: workflow.cancel(row, by=by, why="Full."),
    "declined": lambda row, by: workflow.decline(stored(row, state="pending"), by=by, why="Full."),
    "refused": lambda row, by: workflow.refuse(offered(row, 24), by=row.person),
    "expired": lambda row, by: waiting_list.settle(offered(row, 0).sprint),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
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
    ENDS["expired"](row, None)
    row.refresh_from_db()
    assert (row.state, row.mode) == ("confirmed", "remote")
    assert list(PrivateDetails.objects.all()) == [kept]
