"""The pages on which participants and team tell what came of a sprint."""

import datetime

import pytest
from django.utils import timezone

from events.meetings.tests.factories import MeetingFactory
from events.recap import rules
from events.recap.forms.outcomes import ShortForm
from events.recap.models import Outcome
from events.recap.tests.conftest import OUTCOMES, outcome_page, typed, words
from events.recap.tests.factories import OutcomeFactory, OutcomePersonFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_evening")]
THREAD = "https://discuss.python.org/t/error-messages/19690"


def test_what_i_did_in_one_line(client_of, sprint, ann):
    client = client_of(ann)
    data = typed(url=f"{THREAD}?u=ann&utm_source=chat", kind="feature", in_progress="on")
    response = client.post(OUTCOMES, data, follow=True)
    assert response.redirect_chain == [(OUTCOMES, 302)]
    row = Outcome.objects.values_list("title", "url", "kind", "progress", "added_by").get()
    assert row == ("Mended it", THREAD, "feature", "in_progress", ann.pk)
    page = words(response)
    assert f'<a href="{THREAD}" rel="nofollow noopener">Error messages</a>' in page
    assert "By Ann Lee" in page
    assert "Feature, in progress" in page
    client.post(OUTCOMES, data)
    assert Outcome.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": "a\u202eb"}, "Please leave out line breaks and invisible characters."),
        ({"url": "ftp://example.org/x"}, "Please give an address that begins with https://."),
        ({"kind": "vote"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_stored_is_refused_by_the_form(sprint, ann, wrong, sentence):
    form = ShortForm(typed(**wrong), sprint=sprint, person=ann)
    assert sentence in str(form.errors)


def test_what_cannot_be_stored_is_said_and_nothing_is_lost(client_of, sprint, ann):
    page = words(client_of(ann).post(OUTCOMES, typed(story="Kept as I wrote it", title="")))
    assert "This field is required." in page
    assert "Kept as I wrote it" in page
    assert not Outcome.objects.exists()


def test_before_the_first_day_the_page_is_empty_and_says_why(client_of, sprint, ann):
    sprint.starts_on = sprint.ends_on = timezone.localdate() + datetime.timedelta(days=9)
    sprint.save()
    page = words(client_of(ann).get(OUTCOMES))
    assert "The sprint has not begun yet." in page
    assert "Nothing is written down yet." in page
    assert "Add it" not in page


def test_strangers_find_nothing(client, client_of, sprint):
    outcome = OutcomeFactory(sprint=sprint)
    gone = RegistrationFactory(sprint=sprint, state="cancelled").person
    elsewhere = TeamMemberFactory().person
    for person in (PersonFactory(), gone, elsewhere):
        assert not rules.belongs(person, sprint)
        assert not rules.may_edit(person, outcome)
    for browser, status in ((client, 302), (client_of(elsewhere), 404)):
        for path in (OUTCOMES, outcome_page(outcome)):
            assert browser.get(path).status_code == status
            assert browser.post(path, typed()).status_code == status
        for page in ("remove", "leave", "agree", "disagree"):
            assert browser.post(outcome_page(outcome, page)).status_code == status
    assert Outcome.objects.get().title == outcome.title


def test_the_actions_want_a_post(client_of, sprint, ann):
    outcome = OutcomeFactory(sprint=sprint, added_by=ann)
    for page in ("remove", "leave", "agree", "disagree"):
        assert client_of(ann).get(outcome_page(outcome, page)).status_code == 405


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_the_same_for_3_and_for_30(
    client_of, sprint, ann, django_assert_num_queries, number
):
    meeting = MeetingFactory(sprint=sprint)
    for one in range(number):
        outcome = OutcomeFactory(sprint=sprint, title=f"Row {one}", meeting=meeting, added_by=ann)
        OutcomePersonFactory(outcome=outcome, person=RegistrationFactory(sprint=sprint).person)
    client = client_of(ann)
    with django_assert_num_queries(20):
        response = client.get(OUTCOMES)
    assert f"Row {number - 1}<" in response.content.decode()


def test_lines_come_by_the_page_and_the_last_one_first(client_of, sprint, ann):
    Outcome.objects.bulk_create(Outcome(sprint=sprint, title=f"Line {one}") for one in range(51))
    client = client_of(ann)
    titles = [
        [row.outcome.title for row in client.get(f"{OUTCOMES}{query}").context["rows"]]
        for query in ("", "?page=1", "?page=nonsense")
    ]
    assert titles[0] == ["Line 50"]
    assert titles[1] == titles[2] == [f"Line {one}" for one in range(50)]
