"""What the list of participants is filtered by, and what it offers to whom."""

import datetime

import pytest

from events.registration.admin.filters import MOST_DAYS
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
LIST = "/admin/events/registration/"


@pytest.fixture
def find(client_of, organizer):
    """A function that gives the names that a filter of the organizer's list finds, in order."""

    def names(query, person=None):
        response = client_of(person or organizer.person).get(f"{LIST}?{query}")
        assert response.status_code == 200
        return [row.person.name for row in response.context["cl"].result_list]

    return names


@pytest.fixture
def offered(client_of, organizer):
    """A function that gives the choices of one filter, by its title."""

    def choices(title, query="", person=None):
        response = client_of(person or organizer.person).get(f"{LIST}?{query}")
        specs = {spec.title: spec for spec in response.context["cl"].filter_specs}
        return [label for _, label in specs[title].lookup_choices] if title in specs else None

    return choices


def day(sprint, number):
    return (sprint.starts_on + datetime.timedelta(days=number)).isoformat()


def named(sprint, name, **fields):
    return RegistrationFactory(sprint=sprint, person__name=name, **fields)


def test_a_day_finds_those_who_are_there_in_person(find, organizer):
    sprint = organizer.sprint
    first, second, third = (day(sprint, number) for number in range(3))
    named(sprint, "Both", days=[first, second])
    named(sprint, "First")
    named(sprint, "Second", days=[second])
    named(sprint, "Waiting", state="waitlisted", queue_no=1)
    named(sprint, "Cancelled", state="cancelled")
    named(sprint, "Afar", days=[first], mode="remote")
    found = [find(f"day={one}") for one in (first, second, third)]
    assert found == [["Both", "First"], ["Both", "Second"], []]


def test_a_role_finds_those_who_have_it_among_others(find, organizer):
    named(organizer.sprint, "Core", roles=["core_developer"])
    named(organizer.sprint, "Two", roles=["mentee", "triager"])
    named(organizer.sprint, "Without", roles=[])
    assert find("role=core_developer") == ["Core"]
    assert find("role=triager") == ["Two"]
    assert find("role=mentee&day=") == []
    assert find("role=staff") == []


def test_an_organization_finds_whom_it_finances_and_once(find, offered, organizer):
    paid = FinancingFactory(
        registration__sprint=organizer.sprint,
        registration__person__name="Paid",
        organization__name="Payer",
        private=True,
    )
    FinancingFactory(registration=paid.registration, organization__name="Another")
    named(organizer.sprint, "Unpaid")
    foreign = FinancingFactory(organization__name="Foreign")
    assert offered("organization") == ["Another", "Payer"]
    assert find(f"organization={paid.organization_id}") == ["Paid"]
    assert find(f"organization={foreign.organization_id}") == []


def test_who_has_not_chosen_about_being_listed_is_found(find, organizer):
    for listed in ("", "nobody", "participants", "everybody"):
        named(organizer.sprint, listed or "undecided", listed=listed)
    for listed in ("undecided", "nobody", "everybody"):
        assert find(f"listed={listed}") == [listed]


@pytest.mark.parametrize("filtered", ["day", "role", "organization", "listed"])
def test_a_value_that_is_not_on_offer_finds_nobody(find, organizer, filtered):
    named(organizer.sprint, "Somebody", roles=["staff"])
    for value in ("", "x", "2022-13-45", "9" * 5000, '"', "%25", "_"):
        assert find(f"{filtered}={value}") == []


def test_filters_narrow_each_other_and_count(client_of, find, organizer):
    sprint = organizer.sprint
    row = named(sprint, "Right", roles=["staff"])
    paid = FinancingFactory(registration=row)
    named(sprint, "Other role")
    both = f"role=staff&day={day(sprint, 0)}&organization={paid.organization_id}"
    assert find(f"{both}&sprint__id__exact={sprint.pk}&listed=everybody&_facets=True") == ["Right"]
    assert find(f"{both}&listed=undecided") == []


def test_the_days_are_those_of_the_sprint_that_is_shown(offered, organizer):
    own = organizer.sprint
    past = TeamMemberFactory(
        person=organizer.person,
        sprint__starts_on=datetime.date(2022, 10, 3),
        sprint__ends_on=datetime.date(2022, 10, 4),
    ).sprint
    foreign = SprintFactory(starts_on=datetime.date(2022, 5, 2))
    title, days = "day in person", ["Monday, 3 October 2022", "Tuesday, 4 October 2022"]
    assert offered(title, f"sprint__id__exact={past.pk}") == days
    ahead = offered(title)
    assert len(ahead) == 5
    assert ahead[0].endswith(str(own.starts_on.year))
    assert offered(title, f"sprint__id__exact={foreign.pk}") == ahead


def test_days_of_many_sprints_are_not_offered_without_end(offered):
    for number in range(4):
        starts_on = datetime.date(2100, 1, 1) + datetime.timedelta(days=50 * number)
        SprintFactory(starts_on=starts_on, ends_on=starts_on + datetime.timedelta(days=40))
    superuser = PersonFactory(is_superuser=True)
    assert len(offered("day in person", person=superuser)) == MOST_DAYS


@pytest.mark.parametrize(
    "ended",
    [
        {"state": "finished"},
        {"state": "cancelled"},
        {"starts_on": datetime.date(2022, 10, 3), "ends_on": datetime.date(2022, 10, 7)},
    ],
)
def test_a_team_whose_sprints_are_over_is_offered_no_day(offered, organizer, ended):
    Sprint.objects.update(**ended)
    assert offered("day in person") is None
