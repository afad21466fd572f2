"""The back office of outcomes, repositories and gifts: whose it is, and what its forms take."""

import pytest

from events.meetings.tests.factories import MeetingFactory
from events.recap.admin.repositories import PublishedCountForm
from events.recap.models import CommitCount, Gift, Outcome, Report
from events.recap.tests.conftest import words
from events.recap.tests.factories import (
    CommitCountFactory,
    GiftFactory,
    OutcomeFactory,
    OutcomePersonFactory,
    ReportFactory,
    RepositoryFactory,
)
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import OrganizationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
MODELS = ("outcome", "repository", "gift")
ROW = {"outcome": OutcomeFactory, "repository": RepositoryFactory, "gift": GiftFactory}


@pytest.fixture
def member():
    return TeamMemberFactory()


@pytest.fixture
def client(client_of, member):
    return client_of(member.person)


@pytest.fixture
def sprint(member):
    return member.sprint


def change(row):
    return f"/admin/events/{row._meta.model_name}/{row.pk}/change/"


def below(prefix, *rows, stored=0):
    """What the browser sends of the rows below a form."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": stored}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def typed_outcome(outcome, **changes):
    names = ("title", "kind", "progress", "position")
    data = {name: getattr(outcome, name) for name in names} | {"sprint": outcome.sprint_id}
    return data | below("credited") | changes


def typed_repository(repository, *published, stored=0):
    data = {"sprint": repository.sprint_id, "name": repository.name, "url": repository.url}
    return data | below("counts", *published, stored=stored) | below("counts-2")


def published(**changes):
    """The 157 of 2022, by the clock of its own window."""
    return {
        "branch": "main",
        "version_label": "3.12",
        "commits": 157,
        "window_start_0": "2022-10-01",
        "window_start_1": "02:00:00",
        "window_end_0": "2022-10-08",
        "window_end_1": "02:00:00",
        "time_zone": "Europe/Prague",
        "method": "Seven days.",
        "published_in": "the report",
    } | changes


@pytest.mark.parametrize("model", MODELS)
def test_organizers_see_the_rows_of_their_own_sprints_and_nothing_else(client, sprint, model):
    own, foreign = ROW[model](sprint=sprint), ROW[model]()
    found = client.get(f"/admin/events/{model}/?q=").context["cl"].result_list
    assert list(found) == [own]
    assert client.get(change(own)).status_code == 200
    assert client.get(change(foreign)).status_code == 302
    assert client.post(change(foreign), {"title": "Mischief"}).status_code == 302
    page = client.get(f"/admin/events/{model}/add/").content.decode()
    assert sprint.name in page
    assert foreign.sprint.name not in page


def test_other_roles_see_nothing_of_it(client_of):
    member = TeamMemberFactory(role="desk")
    browser = client_of(member.person)
    for model in MODELS:
        row = ROW[model](sprint=member.sprint)
        assert browser.get(f"/admin/events/{model}/").status_code == 403
        assert browser.get(change(row)).status_code == 403


def test_the_dashboard_leads_there(client, sprint):
    dashboard = f"/admin/events/sprint/{sprint.pk}/dashboard/"
    assert "Hand out gifts" not in client.get(dashboard).content.decode()
    GiftFactory(sprint=sprint)
    page = client.get(dashboard).content.decode()
    for address in (
        f"/sprints/{sprint.slug}/outcomes/",
        f"/admin/events/gift/{sprint.pk}/handouts/",
    ):
        assert f'href="{address}"' in page


def test_an_outcome_is_entered_with_its_credits(client, member, sprint):
    ada = RegistrationFactory(sprint=sprint).person
    data = typed_outcome(OutcomeFactory.build(sprint=sprint), url="https://example.org/?gclid=x")
    credit = below("credited", {"person": ada.pk, "position": 0})
    client.post("/admin/events/outcome/add/", data | credit)
    outcome = Outcome.objects.get()
    assert (outcome.url, outcome.added_by) == ("https://example.org/", member.person)
    assert list(outcome.people.all()) == [ada]


def test_the_form_checks_like_that_of_everybody(client, sprint):
    outcome = OutcomeFactory(sprint=sprint)
    foreign = MeetingFactory(sprint=TeamMemberFactory(person=sprint.team.get().person).sprint)
    for changes, sentence in (
        ({"url": "ftp://example.org/"}, "Please give an address that begins with https://."),
        ({"meeting": foreign.pk}, "This meeting belongs to another sprint."),
        ({"meeting": MeetingFactory().pk}, "Select a valid choice."),
    ):
        assert sentence in words(client.post(change(outcome), typed_outcome(outcome, **changes)))
    outcome.refresh_from_db()
    assert (outcome.url, outcome.meeting) == ("", None)


def test_whoever_is_credited_stays_from_wherever_they_came(client, sprint):
    row = OutcomePersonFactory(outcome__sprint=sprint)
    stored = {"id": row.pk, "outcome": row.outcome_id, "person": row.person_id, "position": 0}
    stranger = {"outcome": row.outcome_id, "person": PersonFactory().pk, "position": 1}
    data = typed_outcome(row.outcome, title="Anew")
    client.post(change(row.outcome), data | below("credited", stored, stored=1))
    row.outcome.refresh_from_db()
    assert row.outcome.title == "Anew"
    other = below("credited", stored, stranger, stored=1)
    assert "Select a valid choice." in words(client.post(change(row.outcome), data | other))
    twice = below("credited", stored, stored | {"id": ""}, stored=1)
    assert "Please correct the duplicate" in words(client.post(change(row.outcome), data | twice))


def test_another_nominee_has_not_agreed(client, sprint):
    first, second = (RegistrationFactory(sprint=sprint).person for _ in range(2))
    outcome = OutcomeFactory(sprint=sprint, kind="vote", nominee=first, nominee_agreed=True)
    blocks = {"votes": {"text": f"About {first.name}.\n\nA logo."}}
    report = ReportFactory(sprint=sprint, blocks=blocks)
    client.post(change(outcome), typed_outcome(outcome, nominee=first.pk, nominee_agreed=""))
    outcome.refresh_from_db()
    report.refresh_from_db()
    assert (outcome.nominee_agreed, report.blocks) == (True, blocks)
    client.post(change(outcome), typed_outcome(outcome, nominee=second.pk, nominee_agreed="on"))
    outcome.refresh_from_db()
    assert (outcome.nominee, outcome.nominee_agreed) == (second, False)
    assert Report.objects.get().blocks == {"votes": {"text": "About a participant.\n\nA logo."}}


def test_a_published_count_is_typed_by_the_clock_of_its_zone(client, sprint):
    repository = RepositoryFactory(sprint=sprint)
    client.post(change(repository), typed_repository(repository, published()))
    count = CommitCount.objects.get()
    assert (count.source, count.commits) == ("published", 157)
    assert f"{count.window_start} – {count.window_end}" == (
        "2022-10-01 00:00:00+00:00 – 2022-10-08 00:00:00+00:00"
    )
    assert 'value="02:00:00"' in client.get(change(repository)).content.decode()
    again = published(id=count.pk, repository=repository.pk, commits=158)
    client.post(change(repository), typed_repository(repository, again, stored=1))
    count.refresh_from_db()
    assert (count.commits, count.window_start.hour) == (158, 0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"published_in": ""}, "This field is required."),
        ({"time_zone": ""}, "This field is required."),
        ({"time_zone": "Mars/Base"}, "“Mars/Base” is not the name of a time zone."),
        ({"window_start": "2022-03-27 02:30"}, "02:30 on 27 March 2022 does not exist in Europe"),
    ],
)
def test_a_number_that_cannot_be_checked_is_refused_by_the_form(changes, sentence):
    window = {"window_start": "2022-10-01 02:00", "window_end": "2022-10-08 02:00"}
    errors = PublishedCountForm(published() | window | changes).errors
    assert errors.keys() == changes.keys()
    assert errors[next(iter(changes))][0].startswith(sentence)


def test_the_same_count_twice_is_refused_in_words(client, sprint):
    repository = RepositoryFactory(sprint=sprint)
    client.post(change(repository), typed_repository(repository, published()))
    stored = published(id=CommitCount.objects.get().pk, repository=repository.pk)
    data = typed_repository(repository, stored, published(), stored=1)
    assert "Please correct the duplicate data" in words(client.post(change(repository), data))
    assert CommitCount.objects.count() == 1


def test_what_was_counted_is_read_and_not_typed(client, sprint):
    count = CommitCountFactory(repository__sprint=sprint, commits=148)
    page = client.get(change(count.repository)).content.decode()
    assert "148" in page
    assert 'name="counts-2-0-commits"' not in page
    forged = published(id=count.pk, repository=count.repository_id)
    client.post(change(count.repository), typed_repository(count.repository, forged, stored=1))
    count.refresh_from_db()
    assert (count.commits, count.source) == (148, "computed")


def test_gifts_keep_what_was_handed_out(client, sprint):
    organization = OrganizationFactory()
    data = {"sprint": sprint.pk, "item": "mugs", "organization": organization.pk, "quantity": 3}
    client.post("/admin/events/gift/add/", data | {"handed_out": 3})
    gift = Gift.objects.get()
    assert (gift.item, gift.quantity, gift.handed_out) == ("mugs", 3, 0)
    Gift.objects.update(handed_out=2)
    response = client.post(change(gift), data | {"quantity": 1})
    assert "2 of them were handed out already." in words(response)
    client.post(change(gift), data | {"quantity": "", "sprint": SprintFactory().pk})
    gift.refresh_from_db()
    assert (gift.quantity, gift.handed_out, gift.sprint) == (None, 2, sprint)
    assert client.post(f"/admin/events/gift/{gift.pk}/delete/", {"post": "yes"}).status_code == 403
