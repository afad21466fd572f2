"""An organization that only the team may know of: marked by its person, shown and offered to nobody else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from events.registration import rules
from events.registration.models import Financing, Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.registration.tests.pages import TYPED, address
from events.sprints.models import Sprint
from events.sprints.tests.factories import SponsorshipFactory, SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory

UNCLE = "Rich Uncle"
PAGES = ["register", "mine", "edit"]


@pytest.fixture
def sponsors(open_sprint):
    """Acme and Other, which the form offers to everybody."""
    return [
        SponsorshipFactory(sprint=open_sprint, organization__name=name).organization
        for name in ("Acme", "Other")
    ]


@pytest.fixture
def secretly_paid(open_sprint, register):
    """Somebody whom Acme finances, and an uncle of whom only the team may know."""
    row = register(open_sprint, payers={UNCLE: True})
    FinancingFactory(registration=row, organization__name="Acme")
    return row


def stored():
    rows = Financing.objects.order_by("organization__name")
    return dict(rows.values_list("organization__name", "private"))


def sentences(answer):
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}


def test_what_is_marked_is_private_and_the_rest_is_not(send, sponsors):
    acme, other = (row.pk for row in sponsors)
    named = {"new_organization": UNCLE, "new_is_private": "on"}
    answer = send(organizations=[acme, other], private_organizations=[other], **named)
    assert answer.status_code == 302
    assert stored() == {"Acme": False, "Other": True, UNCLE: True}


def test_editing_keeps_the_marks_until_they_are_taken_away(send, sponsors, open_sprint):
    acme, other = (row.pk for row in sponsors)
    send(organizations=[acme, other], private_organizations=[other])
    keys = list(Financing.objects.order_by("pk").values_list("pk", flat=True))
    form = send("edit", days=None).context["form"]
    assert form.initial["private_organizations"] == [other]
    send("edit", organizations=form.initial["organizations"], private_organizations=[other])
    assert stored() == {"Acme": False, "Other": True}
    assert list(Financing.objects.order_by("pk").values_list("pk", flat=True)) == keys
    send("edit", organizations=[acme, other], private_organizations=[acme])
    assert stored() == {"Acme": True, "Other": False}
    send("edit", organizations=[other])
    assert stored() == {"Other": False}


def test_typing_again_what_is_chosen_takes_no_mark_away(send, sponsors):
    acme, _ = (row.pk for row in sponsors)
    send(organizations=[acme], private_organizations=[acme], new_organization="ACME")
    assert stored() == {"Acme": True}
    send("edit", organizations=[acme], new_organization="acme", new_is_private="on")
    assert stored() == {"Acme": True}


def test_the_questions_unfold_once_something_is_marked(send, open_sprint, person, client_of):
    unfolded = '<details class="disclosure disclosure-plain" open>'
    client = client_of(person)
    assert unfolded not in client.get(address("register", open_sprint)).content.decode()
    marked = {"new_organization": UNCLE, "new_is_private": "on"}
    assert unfolded in send(**marked, listed=None).content.decode()
    send(**marked)
    assert unfolded in client.get(address("edit", open_sprint)).content.decode()


@pytest.mark.parametrize("page", ["register", "edit"])
def test_a_mark_without_its_organization_gets_a_sentence_and_loses_nothing(send, sponsors, page):
    if page == "edit":
        send()
    acme, other = (row.pk for row in sponsors)
    answer = send(page, organizations=[acme], private_organizations=[acme, other])
    assert sentences(answer) == {"private_organizations": ["Not chosen above: Other."]}
    form = answer.context["form"]
    assert form["private_organizations"].value() == [str(acme), str(other)]
    assert form["note"].value() == TYPED["note"]
    assert sentences(send(page, new_is_private="on")) == {
        "new_is_private": ["Please type the other organization, too."]
    }
    assert stored() == {}


@pytest.mark.usefixtures("open_door")
def test_nobody_but_the_person_and_the_team_reads_of_it(
    secretly_paid, open_sprint, client, client_of
):
    participant = RegistrationFactory(sprint=open_sprint).person
    names = ["pages:sprint", "pages:people", *(f"registration:{one}" for one in PAGES)]
    pages = [reverse("pages:home"), *(reverse(name, args=[open_sprint.slug]) for name in names)]
    for state in ("open", "finished"):
        Sprint.objects.update(state=state)
        for someone in (client, client_of(PersonFactory()), client_of(participant)):
            texts = [someone.get(page).content.decode() for page in pages]
            assert [UNCLE in text for text in texts] == [False] * len(pages)
            assert "(Acme)" in texts[2]
    own = client_of(secretly_paid.person)
    assert "Rich Uncle (only the team knows); Acme" in own.get(pages[4]).content.decode()
    assert UNCLE in own.get(pages[5]).content.decode()
    assert UNCLE not in own.get(pages[2]).content.decode()
    organizer = client_of(TeamMemberFactory(sprint=open_sprint).person)
    page = f"/admin/events/registration/{secretly_paid.pk}/change/"
    assert UNCLE in organizer.get(page).content.decode()


def offered_to(person):
    return [row.name for row in rules.organizations_to_choose(person)]


def test_organizations_are_offered_to_those_who_may_know_of_them_anyway(open_sprint, register):
    participant = register(open_sprint).person
    RegistrationFactory(sprint=open_sprint)
    SponsorshipFactory(sprint=open_sprint, organization__name="A sponsor")
    draft = SprintFactory(state="draft", announced_at=None)
    SponsorshipFactory(sprint=draft, organization__name="Of a draft")
    for listed in ("everybody", "participants", "nobody"):
        row = RegistrationFactory(sprint=open_sprint, listed=listed)
        FinancingFactory(registration=row, organization__name=f"Behind: {listed}")
        FinancingFactory(registration=row, organization__name=f"Secret: {listed}", private=True)
    waits = RegistrationFactory(sprint=open_sprint, state="pending")
    FinancingFactory(registration=waits, organization__name="Of somebody not yet there")
    public = ["A sponsor", "Behind: everybody"]
    assert offered_to(AnonymousUser()) == offered_to(PersonFactory()) == public
    assert offered_to(participant) == [*public, "Behind: participants"]
    own = ["Behind: nobody", "Behind: participants", "Secret: nobody"]
    assert offered_to(row.person) == [*public, *own]
    assert offered_to(waits.person) == [*public, "Of somebody not yet there"]
    assert offered_to(TeamMemberFactory(sprint=draft).person) == [*public, "Of a draft"]


def test_what_is_not_offered_is_not_accepted_either(send, secretly_paid):
    uncle = Financing.objects.get(private=True).organization_id
    sentence = f"Select a valid choice. {uncle} is not one of the available choices."
    assert sentences(send(organizations=[uncle])) == {"organizations": [sentence]}


@pytest.mark.parametrize("number", [1, 30])
def test_the_form_costs_the_same_for_one_organization_and_for_30(
    open_sprint, person, client_of, number, django_assert_num_queries
):
    for _ in range(number):
        FinancingFactory(registration__sprint=open_sprint)
    client = client_of(person)
    with django_assert_num_queries(10):
        assert client.get(address("register", open_sprint)).status_code == 200
    assert Registration.objects.filter(person=person).count() == 0
