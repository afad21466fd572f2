"""Who enters the back office, where they land, and what it looks like from there."""

import pytest
from allauth.mfa.models import Authenticator
from django.template import Context
from django.urls import reverse

from events import outbox
from events.lifecycle import Transition
from events.outbox import Email, send_text
from events.pages.tests.test_public_pages import words
from events.sprints import workflow
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory
from tools.environment import ROOT

pytestmark = pytest.mark.django_db
AREAS = ["Sprints", "Registration", "Programme", "Travel sponsorship", "Photos", "Report", "People"]


def test_strangers_are_sent_to_the_log_in(client):
    way = [step for step, _ in client.get("/admin/", follow=True).redirect_chain]
    assert way == ["/admin/login/?next=/admin/", "/accounts/login/?next=%2Fadmin%2F"]
    assert client.get("/admin/login/?next=/admin/x/")["Location"] == (
        "/accounts/login/?next=%2Fadmin%2Fx%2F"
    )


def test_whoever_is_in_no_team_is_told_so_and_not_sent_around(client_of, open_door):
    client = client_of(PersonFactory())
    assert client.get("/admin/", follow=True).status_code == 403
    assert "Back office" not in client.get("/").content.decode()


def test_without_a_second_factor_the_door_stays_shut(client_of):
    for person in (TeamMemberFactory().person, PersonFactory(is_superuser=True)):
        client = client_of(person)
        response = client.get("/admin/events/sprint/", follow=True)
        assert response.redirect_chain[-1][0] == reverse("mfa_index")
        assert "The back office opens once you have a second factor" in words(response)


@pytest.mark.parametrize(("kind", "status"), [("totp", 200), ("recovery_codes", 302)])
def test_with_a_second_factor_it_opens_and_not_with_recovery_codes_alone(client_of, kind, status):
    person = TeamMemberFactory().person
    Authenticator.objects.create(user=person, type=kind, data={})
    assert client_of(person).get("/admin/?all=1").status_code == status


def test_a_password_is_changed_on_the_sites_own_page_alone(client_of, open_door):
    member = TeamMemberFactory()
    member.person.set_password("correct horse 7")
    member.person.save()
    client = client_of(member.person)
    typed = {"old_password": "correct horse 7"}
    typed |= dict.fromkeys(("new_password1", "new_password2"), "another horse 8")
    page = "/admin/password_change/"
    for answer in (client.get(page), client.post(page, typed)):
        assert answer["Location"] == reverse("account_change_password")
    member.person.refresh_from_db()
    assert member.person.check_password("correct horse 7")
    assert client.get("/admin/password_change/done/").status_code == 404


@pytest.mark.parametrize("role", ["organizer", "reviewer", "desk"])
def test_a_team_lands_on_the_dashboard_of_its_sprint(client_of, open_door, role):
    member = TeamMemberFactory(role=role)
    response = client_of(member.person).get("/admin/")
    assert response["Location"] == f"/admin/events/sprint/{member.sprint.pk}/dashboard/"


def test_with_two_sprints_one_chooses(client_of, open_door):
    member = TeamMemberFactory(sprint__name="The first")
    TeamMemberFactory(person=member.person, sprint__name="The second")
    SprintFactory(name="Foreign")
    page = client_of(member.person).get("/admin/").content.decode()
    names = [name for name in ("The first", "The second", "Foreign") if name in page]
    assert names == ["The first", "The second"]


def test_the_front_page_is_grouped_by_area(client_of, open_door):
    response = client_of(PersonFactory(is_superuser=True)).get("/admin/")
    groups = {
        app["name"]: [m["name"] for m in app["models"]] for app in response.context["app_list"]
    }
    assert list(groups)[:7] == AREAS
    assert groups["Programme"] == ["Meetings", "Programme changes", "Rooms"]


def test_an_organizer_sees_areas_and_nothing_technical(client_of, open_door):
    response = client_of(TeamMemberFactory().person).get("/admin/?all=1")
    assert [app["name"] for app in response.context["app_list"]] == AREAS


def test_other_roles_see_their_dashboards_and_no_records(client_of, open_door):
    member = TeamMemberFactory(role="desk")
    client = client_of(member.person)
    assert client.get("/admin/?all=1").context["app_list"] == []
    programme = ("room", "meeting", "programmechange")
    for kind in ("sprint", "series", "registration", "email", "transition", *programme):
        assert client.get(f"/admin/events/{kind}/").status_code == 403
    for kind in ("person", "organization", "interestgroup"):
        assert client.get(f"/admin/people/{kind}/").status_code == 403
    assert client.get(f"/admin/events/sprint/{member.sprint.pk}/change/").status_code == 403


def test_a_team_reads_every_email_before_it_is_ever_sent(client_of, open_door):
    path = "/admin/events/email/previews/"
    answer = client_of(TeamMemberFactory(role="reviewer").person).get(path)
    emails = {name: (subject, text) for name, subject, text in answer.context["emails"]}
    files = (ROOT / "templates").glob("events/*/emails/*.txt")
    assert emails.keys() == {f"{file.parts[-3]}: {file.stem}" for file in files}
    assert emails["registration: offered"][0] == "Example Sprint 2030: a place is offered to you"
    assert [name for name, (_, text) in emails.items() if "{{" in text or "  " in text] == []
    assert client_of(PersonFactory()).get(path, follow=True).status_code == 403


def test_the_examples_of_emails_lack_nothing(client_of, open_door, monkeypatch):
    missing = set()

    class Recording(Context):
        def __getitem__(self, key):
            if key not in self:
                missing.add(key)
            return super().__getitem__(key)

    monkeypatch.setattr(outbox, "Context", Recording)
    client_of(TeamMemberFactory(role="reviewer").person).get("/admin/events/email/previews/")
    assert missing == set()


def test_emails_and_history_are_read_only_and_hide_the_text(client_of, open_door):
    send_text("ada@example.org", "Your code", "SECRET-CODE")
    workflow.announce(TeamMemberFactory(sprint__state="draft").sprint, by=None)
    client = client_of(PersonFactory(is_superuser=True))
    email, transition = Email.objects.get(), Transition.objects.get()
    for kind, row in (("email", email), ("transition", transition)):
        for path in (f"{kind}/", f"{kind}/{row.pk}/change/"):
            response = client.get(f"/admin/events/{path}")
            assert response.status_code == 200
            assert "SECRET-CODE" not in response.content.decode()
    assert client.post(f"/admin/events/email/{email.pk}/change/", {}).status_code == 403
    assert client.get("/admin/events/email/add/").status_code == 403
    assert client.post(f"/admin/events/transition/{transition.pk}/delete/").status_code == 403
