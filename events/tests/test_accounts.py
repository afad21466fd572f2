"""An account that is deleted: every area forgets the person, or none does."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from events import outbox, registration
from events.lifecycle import Refused
from events.outbox import Email
from events.pages import rules
from events.pages.workflow import delete_account
from events.registration.models import PrivateDetails, Registration
from events.registration.tests.conftest import register_for
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.registration.tests.pages import answers
from events.sprints import workflow
from events.sprints.models import Credit, Sprint, TeamMember
from events.sprints.tests.factories import CreditFactory, SprintFactory, TeamMemberFactory
from people.models import Person
from people.rules import Neighbours
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first


def test_a_person_without_an_address_is_removed_just_as_well(db):
    delete_account(PersonFactory(email=None))
    assert list(Person.objects.all()) == []


def test_emails_to_whoever_leaves_do_not_leave_any_more(db):
    for address in ("ann@example.org", "Ann@Example.org", "joann@example.org"):
        outbox.send_text(address, "Hello", "Text")
    delete_account(PersonFactory(email="ann@example.org"))
    assert [email.to for email in Email.objects.all()] == ["joann@example.org"]


def test_whoever_took_part_becomes_a_former_participant(db):
    person = PersonFactory(name="Ann Lee")
    FinancingFactory(registration=RegistrationFactory(person=person, roles=["mentee"]))
    CreditFactory(person=person)
    TeamMemberFactory(person=person, role=TeamMember.Role.DESK)
    delete_account(person)
    kept = Registration.objects.get()
    assert (kept.person.pk, kept.person.name) == (person.pk, "A former participant")
    assert (kept.listed, kept.roles, list(kept.financing.all())) == ("nobody", [], [])
    assert [*Credit.objects.all(), *TeamMember.objects.all()] == []


def test_whoever_took_a_step_stays_in_its_history_without_a_name(db):
    person = PersonFactory(is_superuser=True)
    workflow.cancel(SprintFactory(), by=person, why="No venue.")
    delete_account(person)
    assert list(Person.objects.values_list("pk", "name")) == [(person.pk, "A former participant")]


def test_the_only_organizer_of_a_coming_sprint_stays_and_loses_nothing(db):
    member = TeamMemberFactory(sprint__name="Sprint 2031", person__name="Ann Lee")
    registration = RegistrationFactory(sprint=member.sprint, person=member.person)
    with pytest.raises(Refused, match=r"^You are the only organizer of Sprint 2031\. Please name"):
        delete_account(member.person)
    registration.refresh_from_db()
    assert registration.listed == "everybody"
    assert list(TeamMember.objects.all()) == [member]
    assert Person.objects.get().name == "Ann Lee"


@pytest.mark.parametrize("state", ["finished", "cancelled"])
def test_an_organizer_of_history_may_leave(db, state):
    delete_account(TeamMemberFactory(sprint__state=state).person)
    assert list(Person.objects.all()) == []


def test_what_a_person_has_to_do_with_a_sprint(db):
    sprint = SprintFactory()
    registration = RegistrationFactory(sprint=sprint)
    desk = TeamMemberFactory(sprint=sprint, role=TeamMember.Role.DESK).person
    assert rules.part_in(sprint, AnonymousUser()) is None
    assert rules.part_in(sprint, PersonFactory()) is None
    assert rules.part_in(sprint, registration.person) == rules.Part(
        registration, False, "You take part in person."
    )
    assert rules.part_in(sprint, desk) == rules.Part(None, True)
    assert rules.part_in(sprint, PersonFactory(is_superuser=True)) == rules.Part(None, True)


def test_the_names_among_which_one_stands_are_those_one_may_read(db):
    shown = RegistrationFactory().person
    RegistrationFactory(listed=Sprint.Audience.PARTICIPANTS)
    found = rules.neighbours_shown_to(PersonFactory(), "")
    assert found == Neighbours(None, shown.name)


def test_whoever_registers_when_the_account_has_gone_gets_an_answer(client_of, db, monkeypatch):
    sprint = SprintFactory(state=Sprint.State.OPEN, registration_mode="open")
    person, take = PersonFactory(), registration.workflow.register

    def another_tab_is_faster(*args, **kwargs):
        delete_account(person)
        return take(*args, **kwargs)

    monkeypatch.setattr(registration.workflow, "register", another_tab_is_faster)
    answer = client_of(person).post(
        reverse("registration:register", args=[sprint.slug]), answers(sprint)
    )
    assert "This account has been deleted." in answer.content.decode()
    assert list(Registration.objects.all()) == []


@pytest.mark.django_db(transaction=True)
def test_an_account_that_is_deleted_while_it_registers_leaves_nobody_coming(monkeypatch):
    sprint = SprintFactory(state=Sprint.State.OPEN, registration_mode="open")
    person = PersonFactory()
    let_both_look_first(monkeypatch, registration.rules, "live_of")
    registered, deleted = at_once(
        lambda: register_for(sprint, person, details={"diet": "vegan"}),
        lambda: delete_account(person),
    )
    assert deleted is None
    assert isinstance(registered, Registration | Refused)
    assert list(Registration.objects.live()) == []
    assert list(PrivateDetails.objects.all()) == []
