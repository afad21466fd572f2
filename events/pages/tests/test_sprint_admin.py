"""The back office of sprints: forms, steps, copies, and whose eyes they are for."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from events.pages.tests.test_public_pages import words
from events.sprints.models import Sprint, TeamMember
from events.sprints.tests.factories import (
    SeriesFactory,
    SprintFactory,
    TeamMemberFactory,
)
from people.tests.factories import OrganizationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
FORMSETS = ("team", "sponsorships", "credits", "figures")


@pytest.fixture
def organizer():
    person = account("olga@example.org")
    return TeamMemberFactory(sprint__name="Own sprint", person=person)


def account(email, **fields):
    person = PersonFactory(email=email, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True)
    return person


def as_draft(sprint):
    Sprint.objects.filter(pk=sprint.pk).update(state="draft", announced_at=None)
    return sprint


def typed(sprint, **changes):
    """What the browser sends for the sprint's form, with its team and nothing else below it."""
    data = {
        "series": sprint.series_id,
        "name": sprint.name,
        "slug": sprint.slug,
        "starts_on": sprint.starts_on.isoformat(),
        "ends_on": sprint.ends_on.isoformat(),
        "time_zone": sprint.time_zone,
        "mode": sprint.mode,
        "country": "CZ",
        "registration_mode": "invitation",
        "offer_hours": 72,
        "participants_shown_to": "participants",
        "private_data_days": 30,
    }
    for prefix in FORMSETS:
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    for number, member in enumerate(sprint.team.all() if sprint.pk else ()):
        data |= {"team-TOTAL_FORMS": number + 1, "team-INITIAL_FORMS": number + 1}
        row = {"id": member.pk, "sprint": sprint.pk, "person": member.person.email}
        row["role"] = member.role
        data |= {f"team-{number}-{name}": value for name, value in row.items()}
    return data | changes


def change(sprint):
    return f"/admin/events/sprint/{sprint.pk}/change/"


def test_an_organizer_makes_the_next_sprint_and_is_its_organizer(client_of, organizer):
    new = SprintFactory.build(series=organizer.sprint.series, name="Next", slug="next")
    response = client_of(organizer.person).post("/admin/events/sprint/add/", typed(new))
    sprint = Sprint.objects.get(slug="next")
    assert response["Location"] == f"/admin/events/sprint/{sprint.pk}/dashboard/"
    assert sprint.state == Sprint.State.DRAFT
    members = list(sprint.team.values_list("person__email", "role"))
    assert members == [("olga@example.org", "organizer")]


def test_moments_are_typed_and_shown_in_the_zone_of_the_sprint(client_of, organizer):
    sprint = organizer.sprint
    client = client_of(organizer.person)
    client.post(change(sprint), typed(sprint, registration_opens_at="2027-07-01T09:00"))
    sprint.refresh_from_db()
    assert sprint.registration_opens_at == datetime.datetime(2027, 7, 1, 7, 0, tzinfo=datetime.UTC)
    assert 'value="2027-07-01T09:00"' in client.get(change(sprint)).content.decode()


BAD = [
    (
        {"time_zone": "../../etc/passwd", "registration_opens_at": "2027-05-01T09:00"},
        "is not the name of a time zone",
    ),
    ({"registration_opens_at": "0001-01-01T00:00"}, "A year between 1950 and 2200, please."),
    ({"registration_closes_at": "9999-12-31T23:59"}, "A year between 1950 and 2200, please."),
    ({"starts_on": "0202-05-01"}, "A year between 1950 and 2200, please."),
    ({"ends_on": "2199-05-01"}, "A sprint lasts sixty days at most."),
    ({"ends_on": "2020-01-01"}, "A sprint cannot end before it starts."),
    ({"team-0-DELETE": "on"}, "A sprint keeps at least one organizer."),
    ({"team-0-role": "desk"}, "A sprint keeps at least one organizer."),
    ({"sponsorships-TOTAL_FORMS": 1, "sponsorships-0-organization": "x"}, "Select a valid choice."),
    ({"slug": "taken"}, "Another sprint has this address already."),
    ({"name": "a\0b"}, "Null characters are not allowed."),
    ({"capacity_in_person": "9" * 30}, "less than or equal to"),
    ({"registration_opens_at": "2027-03-28T02:30"}, "02:30 on 28 March 2027 does not exist in"),
    ({"series": "999"}, "Select a valid choice."),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD)
def test_bad_input_gets_a_sentence_and_loses_nothing(client_of, organizer, changes, sentence):
    SprintFactory(slug="taken")
    sprint = as_draft(organizer.sprint)
    data = typed(sprint, tagline="Typed with care", **changes)
    response = client_of(organizer.person).post(change(sprint), data)
    assert response.status_code == 200
    assert sentence in words(response) or sentence in response.content.decode()
    assert "Typed with care" in response.content.decode()
    sprint.refresh_from_db()
    assert sprint.tagline == ""


def test_a_state_cannot_be_typed(client_of, organizer):
    sprint = organizer.sprint
    client_of(organizer.person).post(change(sprint), typed(sprint, state="finished"))
    sprint.refresh_from_db()
    assert sprint.state == Sprint.State.ANNOUNCED


def test_a_foreign_sprint_is_nothing_to_another_team(client_of, organizer):
    foreign = SprintFactory(name="Foreign", state="draft", announced_at=None)
    client = client_of(organizer.person)
    for page in ("change/", "delete/", "history/"):
        assert client.get(f"/admin/events/sprint/{foreign.pk}/{page}").status_code in (302, 403)
    for page in ("dashboard/", "copy/", "actions/open/"):
        assert client.get(f"/admin/events/sprint/{foreign.pk}/{page}").status_code == 404
    for path in ("sprint/", "sprint/?q=Foreign", "sprint/add/", "registration/add/", "series/"):
        page = client.get(f"/admin/events/{path}").content.decode()
        assert foreign.series.name not in page
        assert ">Foreign<" not in page
    chosen = {"action": "action_cancel", "_selected_action": [foreign.pk], "why": "Mischief"}
    client.post("/admin/events/sprint/", chosen)
    foreign.refresh_from_db()
    assert foreign.state == "draft"


def test_the_dashboard_is_for_the_team_and_its_buttons_for_organizers(client_of, organizer):
    sprint = organizer.sprint
    reviewer = TeamMemberFactory(sprint=sprint, role="reviewer").person
    page = f"/admin/events/sprint/{sprint.pk}/dashboard/"
    assert "Open registration" in client_of(organizer.person).get(page).content.decode()
    seen = client_of(reviewer).get(page).content.decode()
    assert "Open registration" not in seen
    assert "/actions/" not in seen
    assert client_of(reviewer).post(page.replace("dashboard", "actions/open")).status_code == 404
    assert client_of(TeamMemberFactory().person).get(page).status_code == 404


def test_the_dashboard_names_what_the_next_step_needs(client_of, organizer):
    Sprint.objects.update(state="draft", announced_at=None, city="", contact_email="")
    page = f"/admin/events/sprint/{organizer.sprint.pk}/dashboard/"
    seen = client_of(organizer.person).get(page).content.decode()
    assert "The next step still needs a city and a contact address." in seen


def test_a_team_member_is_named_by_the_address_of_an_account(client_of, organizer):
    sprint = organizer.sprint
    account("tove@example.org", name="Tove")
    PersonFactory(email="unconfirmed@example.org")
    rows = {"team-TOTAL_FORMS": 2, "team-1-sprint": sprint.pk, "team-1-role": "treasurer"}
    client = client_of(organizer.person)
    for stranger in ("no@example.org", "unconfirmed@example.org"):
        answer = client.post(change(sprint), typed(sprint, **rows, **{"team-1-person": stranger}))
        assert "Nobody has an account with this e-mail address and" in answer.content.decode()
    client.post(change(sprint), typed(sprint, **rows, **{"team-1-person": "Tove@Example.org"}))
    assert sprint.team.get(role="treasurer").person.name == "Tove"
    assert 'value="tove@example.org"' in client.get(change(sprint)).content.decode()
    again = {
        "team-TOTAL_FORMS": 3,
        "team-2-sprint": sprint.pk,
        "team-2-person": "olga@example.org",
        "team-2-role": "organizer",
    }
    answer = client.post(change(sprint), typed(sprint, **again))
    assert answer.status_code == 200
    assert "Please correct the duplicate" in answer.content.decode()
    assert TeamMember.objects.count() == 2


def test_who_is_in_the_team_stays_whatever_becomes_of_the_account(client_of, organizer):
    sprint = organizer.sprint
    nameless = TeamMemberFactory(sprint=sprint, role="reviewer", person__email=None).person
    closed = TeamMemberFactory(sprint=sprint, role="desk", person__is_active=False).person
    client = client_of(organizer.person)
    assert f'value="{nameless.name}"' in client.get(change(sprint)).content.decode()
    others = {"team-1-person": "olga@example.org", "team-2-role": "programme", "name": "Renamed"}
    assert client.post(change(sprint), typed(sprint, **others)).status_code == 302
    team = sprint.team.order_by("pk").values_list("person", "role")
    assert list(team)[1:] == [(nameless.pk, "reviewer"), (closed.pk, "programme")]
    assert Sprint.objects.get().name == "Renamed"


def test_a_sponsor_gives_several_things(client_of, organizer):
    sprint = organizer.sprint
    rows = {
        "sponsorships-TOTAL_FORMS": 1,
        "sponsorships-0-sprint": sprint.pk,
        "sponsorships-0-organization": OrganizationFactory(name="Giver").pk,
        "sponsorships-0-level": "host",
        "sponsorships-0-gives": ["venue", "meals"],
        "sponsorships-0-position": 0,
    }
    client_of(organizer.person).post(change(sprint), typed(sprint, **rows))
    assert sprint.sponsorships.get().gives == ["venue", "meals"]


def test_only_a_draft_can_be_deleted(client_of, organizer):
    client = client_of(organizer.person)
    page = f"/admin/events/sprint/{organizer.sprint.pk}/delete/"
    assert client.post(page, {"post": "yes"}).status_code == 403
    Sprint.objects.update(state="draft", announced_at=None)
    assert client.post(page, {"post": "yes"}).status_code == 302
    assert not Sprint.objects.exists()


def test_a_series_is_edited_by_the_organizers_of_its_sprints(client_of, organizer):
    client = client_of(organizer.person)
    series = organizer.sprint.series
    data = {"name": series.name, "slug": series.slug, "about": "New words"}
    for prefix in ("channels", "earlier_years"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    client.post(f"/admin/events/series/{series.pk}/change/", data)
    series.refresh_from_db()
    assert series.about == "New words"
    foreign = SeriesFactory()
    assert client.get(f"/admin/events/series/{foreign.pk}/change/").status_code == 302
    assert client.get("/admin/events/series/add/").status_code == 403
    assert client.post(f"/admin/events/series/{series.pk}/delete/").status_code == 403


def copied(client, sprint, **changes):
    data = {"name": "Copy", "slug": "copy", "starts_on": "2028-02-07"} | changes
    return client.post(f"/admin/events/sprint/{sprint.pk}/copy/", data)


def test_a_sprint_is_copied_as_a_draft(client_of, organizer):
    client = client_of(organizer.person)
    assert client.get(f"/admin/events/sprint/{organizer.sprint.pk}/copy/").status_code == 200
    response = copied(client, organizer.sprint)
    sprint = Sprint.objects.get(slug="copy")
    assert response["Location"] == f"/admin/events/sprint/{sprint.pk}/dashboard/"
    assert (sprint.state, sprint.ends_on) == ("draft", datetime.date(2028, 2, 11))


def test_a_copy_that_is_not_made_says_why(client_of, organizer, monkeypatch):
    client, sprint = client_of(organizer.person), organizer.sprint
    response = copied(client, sprint, slug=sprint.slug)
    assert "Another sprint has this address already." in response.content.decode()
    monkeypatch.setattr("events.sprints.rules.may_manage", lambda person, sprint: False)
    response = copied(client, sprint)
    assert "Only an organizer of this sprint can do that." in response.content.decode()
    assert list(Sprint.objects.all()) == [sprint]


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_of_sprints_costs_the_same_for_one_and_for_5(
    client_of, django_assert_num_queries, number
):
    person = PersonFactory()
    for _ in range(number):
        TeamMemberFactory(person=person, sprint__starts_on=timezone.localdate())
    client = client_of(person)
    with django_assert_num_queries(8):
        client.get("/admin/events/sprint/")
