"""The back office of participants: their own sprint's organizers keep it, nobody else looks."""

import pytest

from events.registration.models import Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.registration.tests.pages import change
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.models import Person
from people.rules import has_account
from people.tests.factories import OrganizationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
ADD = "/admin/events/registration/add/"


def typed(sprint, **changes):
    rows = {"financing-TOTAL_FORMS": 0, "financing-INITIAL_FORMS": 0}
    rows |= {"private_details-TOTAL_FORMS": 0, "private_details-INITIAL_FORMS": 0}
    data = {"sprint": sprint.pk, "mode": "in_person", "attended": "unknown", "listed": "everybody"}
    data["days"] = [sprint.starts_on.isoformat()]
    return data | rows | changes


def test_somebody_of_a_past_sprint_is_entered_by_name(client_of, organizer):
    payer = OrganizationFactory(name="Payer")
    rows = {"financing-TOTAL_FORMS": 1, "financing-0-organization": payer.pk}
    data = typed(organizer.sprint, new_name="Łucja Nowak", roles=["triager", "mentee"], **rows)
    assert client_of(organizer.person).post(ADD, data).status_code == 302
    row = Registration.objects.get()
    assert (row.person.name, row.person.email) == ("Łucja Nowak", None)
    assert row.roles == ["triager", "mentee"]
    assert [str(paid) for paid in row.financing.all()] == ["Payer"]
    assert not has_account(row.person)
    assert not row.person.has_usable_password()


def test_a_person_already_there_is_chosen(client_of, organizer):
    known = RegistrationFactory(sprint=organizer.sprint).person
    other = TeamMemberFactory(person=organizer.person).sprint
    client_of(organizer.person).post(ADD, typed(other, person=known.pk))
    assert Registration.objects.get(sprint=other).person == known


@pytest.mark.parametrize("both", [True, False])
def test_a_person_or_a_name_one_of_the_two(client_of, organizer, both):
    known = RegistrationFactory(sprint=organizer.sprint).person
    who = {"person": known.pk, "new_name": "Somebody Else"} if both else {}
    response = client_of(organizer.person).post(ADD, typed(organizer.sprint, **who))
    assert "Choose a person or type a new name, one of the two." in response.content.decode()
    assert Registration.objects.count() == 1
    assert not Person.objects.filter(name="Somebody Else").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"new_name": "a\nb"}, "leave out line breaks and invisible characters"),
        ({"new_name": "x" * 1000}, "at most 200 characters"),
        ({"new_name": "Ada", "mode": "hybrid"}, "Select a valid choice."),
        ({"new_name": "Ada", "roles": ["king"]}, "Select a valid choice."),
        ({"new_name": "Ada", "attended": "no"}, "noted from the first day of the sprint on"),
    ],
)
def test_bad_input_gets_a_sentence_and_nobody_is_made(client_of, organizer, changes, sentence):
    response = client_of(organizer.person).post(ADD, typed(organizer.sprint, **changes))
    assert sentence in response.content.decode()
    assert (Registration.objects.count(), Person.objects.count()) == (0, 1)


def test_tampering_reaches_no_foreign_sprint_and_no_foreign_person(client_of, organizer):
    foreign, stranger = SprintFactory(), PersonFactory(name="Stranger")
    client = client_of(organizer.person)
    for sprint, who in ((foreign, {"new_name": "Me"}), (organizer.sprint, {"person": stranger.pk})):
        page = client.post(ADD, typed(sprint, **who)).content.decode()
        assert "Select a valid choice." in page
        assert "Stranger" not in page
    assert not Registration.objects.exists()


def test_an_organizer_sees_the_participants_of_the_own_sprint_alone(client_of, organizer):
    RegistrationFactory(sprint=organizer.sprint, person__name="Own Person")
    foreign = RegistrationFactory(person__name="Foreign Person", sprint__name="Foreign Sprint")
    client = client_of(organizer.person)
    for path in ("registration/", f"registration/?sprint__id__exact={foreign.sprint.pk}"):
        page = client.get(f"/admin/events/{path}").content.decode()
        assert "Foreign" not in page
    assert "Own Person" in client.get("/admin/events/registration/").content.decode()
    assert client.get(change(foreign)).status_code == 302
    assert client.post(change(foreign), typed(foreign.sprint)).status_code == 302


def test_what_only_the_form_to_enter_somebody_asks_for_stays(client_of, organizer):
    row = RegistrationFactory(sprint=organizer.sprint)
    sent = {"person": PersonFactory().pk, "attended": "no", "days": [], "new_name": "Eve"}
    data = typed(row.sprint, **sent, why="Because", roles=["guest"])
    assert client_of(organizer.person).post(change(row), data).status_code == 302
    person, days = row.person, row.days
    row.refresh_from_db()
    assert (row.person, row.attended, row.days) == (person, "unknown", days)
    assert row.roles == ["guest"]


def test_only_in_a_draft_a_slip_can_be_undone(client_of, organizer):
    row = RegistrationFactory(sprint=organizer.sprint)
    page = f"/admin/events/registration/{row.pk}/delete/"
    client = client_of(organizer.person)
    assert client.post(page, {"post": "yes"}).status_code == 403
    Sprint.objects.update(state="draft", announced_at=None)
    assert client.post(page, {"post": "yes"}).status_code == 302
    assert not Registration.objects.exists()


def test_the_dashboard_counts_heads_and_open_choices(client_of, organizer):
    sprint = organizer.sprint
    RegistrationFactory.create_batch(2, sprint=sprint, attended="yes")
    RegistrationFactory(sprint=sprint, mode="remote", listed="")
    response = client_of(organizer.person).get(f"/admin/events/sprint/{sprint.pk}/dashboard/")
    places, participants, by_day, *_ = response.context["panels"]
    seats = [("in person", "2 + 0 offered of 1"), ("from afar", "1 + 0 offered")]
    assert places == ("Places", seats)
    heads = [("in person", 2), ("from afar", 1), ("attended", 2)]
    heads.append(("without a choice about being listed", 1))
    assert participants == ("Participants", heads)
    assert [heads for _, heads in by_day[1]] == [2, 0, 0, 0, 0]


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_30(
    client_of, django_assert_num_queries, organizer, number
):
    for _ in range(number):
        FinancingFactory(registration__sprint=organizer.sprint)
    client = client_of(organizer.person)
    with django_assert_num_queries(10):
        client.get("/admin/events/registration/")
