"""The back office of people and organizations: no further than an organizer's own sprints."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin import site
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils import timezone

from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.outbox import Email
from events.photos.tests.factories import PhotoTagFactory
from events.recap.tests.factories import GiftFactory, OutcomeFactory, OutcomePersonFactory
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.tests.factories import CreditFactory, SponsorshipFactory, TeamMemberFactory
from events.travel.tests.factories import TravelFundFactory
from people.models import Organization, Person
from people.tests.factories import GroupMemberFactory, OrganizationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
PERSON = {"name": "New Name", "sort_name": "", "call_name": "", "introduction": "", "github": ""}


@pytest.fixture
def organizer():
    return TeamMemberFactory(person__name="Olga", person__email="olga@example.org")


def change(row):
    return f"/admin/people/{row._meta.model_name}/{row.pk}/change/"


def test_an_organizer_sees_the_people_of_the_own_sprints_alone(client_of, organizer):
    RegistrationFactory(sprint=organizer.sprint, person__name="Own Person")
    stranger = RegistrationFactory(person__name="Stranger").person
    client = client_of(organizer.person)
    for path in ("person/", "person/?q=Stranger", "person/?q=person"):
        assert stranger not in client.get(f"/admin/people/{path}").context["cl"].result_list
    assert "Own Person" in client.get("/admin/people/person/").content.decode()
    assert client.get(change(stranger)).status_code == 302


@pytest.mark.parametrize(("field", "model"), [("person", "registration"), ("person", "credit")])
def test_search_as_you_type_finds_nobody_else(client_of, organizer, field, model):
    RegistrationFactory(sprint=organizer.sprint, person__name="Own Person")
    RegistrationFactory(person__name="Other Person")
    query = {"app_label": "events", "model_name": model, "field_name": field, "term": "person"}
    answer = client_of(organizer.person).get("/admin/autocomplete/", query)
    assert [row["text"] for row in answer.json()["results"]] == ["Own Person"]
    reviewer = TeamMemberFactory(role="reviewer").person
    assert client_of(reviewer).get("/admin/autocomplete/", query).status_code == 403


def test_the_record_of_somebody_without_account_is_kept_and_handed_over(client_of, organizer):
    person = RegistrationFactory(sprint=organizer.sprint, person__email=None).person
    client = client_of(organizer.person)
    client.post(change(person), PERSON | {"email": "New@Example.org", "is_superuser": "on"})
    person.refresh_from_db()
    assert (person.name, person.email) == ("New Name", "new@example.org")
    assert person.is_superuser is False
    assert Email.objects.get().to == "new@example.org"
    client.post(change(person), PERSON | {"email": "right@example.org"})  # it was a slip
    EmailAddress.objects.create(user=person, email="right@example.org", verified=True)
    assert client.post(change(person), PERSON | {"email": "thief@example.org"}).status_code == 403


def meets_elsewhere(person):
    MeetingFactory(group=GroupMemberFactory(person=person).group)


def is_in_a_confidential_group(person):
    GroupMemberFactory(person=person, group__confidential=True)


LINKS = [
    RegistrationFactory,
    TeamMemberFactory,
    CreditFactory,
    MeetingPersonFactory,
    PhotoTagFactory,
    OutcomePersonFactory,
    lambda person: OutcomeFactory(kind="vote", nominee=person),
    meets_elsewhere,
    is_in_a_confidential_group,
]


@pytest.mark.parametrize("link", LINKS)
def test_a_record_that_another_team_uses_is_not_mine_to_hand_over(client_of, organizer, link):
    person = RegistrationFactory(sprint=organizer.sprint, person__email=None).person
    link(person=person)
    data = PERSON | {"email": "mine@example.org"}
    assert client_of(organizer.person).post(change(person), data).status_code == 403


def test_what_was_done_to_an_account_is_not_for_an_organizer_to_read(client_of, organizer):
    """It may have been given a record under another name, by the team of another sprint."""
    person = RegistrationFactory(sprint=organizer.sprint, person__last_login=timezone.now()).person
    history = f"/admin/people/person/{person.pk}/history/"
    assert client_of(organizer.person).get(history).status_code == 403
    assert client_of(PersonFactory(is_superuser=True)).get(history).status_code == 200


def test_whoever_left_is_not_renamed_back(client_of, organizer):
    row = RegistrationFactory(sprint=organizer.sprint, person__email=None, listed="nobody")
    Person.objects.filter(pk=row.person.pk).update(is_active=False)
    client = client_of(organizer.person)
    assert client.post(change(row.person), PERSON).status_code == 403
    page = f"/admin/events/registration/{row.pk}/change/"
    assert "listed" not in client.get(page).context["adminform"].form.fields


def test_no_column_is_compared_that_no_filter_offers(client_of, organizer):
    client = client_of(organizer.person)
    for model, admin in site._registry.items():
        if model._meta.app_label in ("people", "events"):
            for field in model._meta.concrete_fields:
                assert not admin.lookup_allowed(f"{field.name}__startswith", "a", HttpRequest())
    for query in ("password__startswith=a", "email=olga@example.org", "name__regex=("):
        answer = client.get(f"/admin/people/person/?{query}")
        assert answer.status_code in (302, 400)


def test_crafted_choices_get_a_sentence_or_400(client_of, organizer):
    client = client_of(organizer.person)
    chosen = {"action": "action_open", "_selected_action": ["x"]}
    assert client.post("/admin/events/sprint/", chosen).status_code == 400
    rows = {"financing-TOTAL_FORMS": 0, "financing-INITIAL_FORMS": 0}
    answer = client.post("/admin/events/registration/add/", rows | {"person": "x"})
    assert "Select a valid choice." in answer.content.decode()


def test_no_number_tells_the_address_of_a_page(client_of, organizer):
    kind = ContentType.objects.get_for_model(organizer.sprint)
    path = f"/admin/r/{kind.pk}/{organizer.sprint.pk}/"
    assert client_of(PersonFactory(is_superuser=True)).get(path).status_code == 404


@pytest.mark.parametrize("typed", ["omer", "CELIK ömer"])
def test_a_name_is_found_without_its_accents(client_of, organizer, typed):
    row = RegistrationFactory(sprint=organizer.sprint, person__name="Ömer Çelik")
    RegistrationFactory(sprint=organizer.sprint, person__name="Ann Lee")
    page = client_of(organizer.person).get("/admin/people/person/", {"q": typed})
    assert list(page.context["cl"].result_list) == [row.person]


def test_an_account_belongs_to_its_person(client_of, organizer):
    person = RegistrationFactory(sprint=organizer.sprint, person__name="Own Person").person
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    client = client_of(organizer.person)
    assert client.get(change(person)).status_code == 200
    assert client.post(change(person), PERSON).status_code == 403
    assert client.post(f"/admin/people/person/{person.pk}/delete/").status_code == 403
    person.refresh_from_db()
    assert person.name == "Own Person"


def test_a_superuser_changes_no_address_either(client_of):
    person = PersonFactory(email="ada@example.org", last_login=timezone.now())
    client = client_of(PersonFactory(is_superuser=True))
    client.post(change(person), PERSON | {"email": "thief@example.org", "is_active": "on"})
    person.refresh_from_db()
    assert (person.name, person.email) == ("New Name", "ada@example.org")


def test_only_a_superuser_adds_people_by_hand(client_of, organizer):
    assert client_of(organizer.person).get("/admin/people/person/add/").status_code == 403
    root = client_of(PersonFactory(is_superuser=True))
    root.post("/admin/people/person/add/", PERSON | {"email": "", "is_active": "on"})
    assert Person.objects.get(name="New Name").email is None


@pytest.mark.parametrize(
    "link", [SponsorshipFactory, FinancingFactory, TravelFundFactory, GiftFactory]
)
def test_an_organization_that_others_use_is_theirs_too(client_of, organizer, link):
    organization = OrganizationFactory(name="Before", slug="before")
    client = client_of(organizer.person)
    data = {"name": "After", "slug": "before", "url": ""}
    link(organization=organization)
    assert client.post(change(organization), data).status_code == 403
    data["slug"] = "after"
    assert client.post("/admin/people/organization/add/", data).status_code == 302
    free = Organization.objects.get(slug="after")
    client.post(change(free), data | {"name": "Later"})
    free.refresh_from_db()
    assert free.name == "Later"


@pytest.mark.parametrize("number", [1, 10])
def test_the_list_of_people_costs_the_same_for_one_and_for_10(
    client_of, django_assert_num_queries, organizer, number
):
    RegistrationFactory.create_batch(number, sprint=organizer.sprint)
    client = client_of(organizer.person)
    with django_assert_num_queries(7):
        client.get("/admin/people/person/")
