"""Which applications the board shows, and choosing all that are staged at once."""

import pytest

from events.travel import workflow
from events.travel.tests.factories import RecusalFactory, TravelManagerFactory
from events.travel.tests.pages import address, plain, told
from events.travel.tests.scenes import applied, fresh, staged

pytestmark = pytest.mark.django_db


def shown(page):
    return {row.application for row in page.context["rows"]}


def test_the_board_shows_those_of_one_state(here, board):
    waiting, other = applied(here.sprint), staged(here)
    ended = applied(here.sprint, state="declined")
    page = board()
    assert shown(page) == {waiting, other, ended}
    assert dict(page.context["states"]) == {
        "submitted": "Submitted (2)",
        "declined": "Declined (1)",
    }
    page = board(state="declined", sort="need")
    assert shown(page) == {ended}
    text = page.content.decode()
    assert "?sort=mean&amp;state=declined" in text
    assert "?sort=need&amp;state=submitted" in text
    assert '<a href="?sort=need">All</a>' in text


@pytest.mark.parametrize("state", ["", "nonsense", "accepted", "submitted'"])
def test_a_state_that_nobody_is_in_shows_all(here, board, state):
    application = applied(here.sprint)
    assert shown(board(state=state)) == {application}


def test_a_warning_stays_whatever_is_shown(here, board):
    ended = applied(here.sprint, state="declined")
    staged(here, amount=400)
    staged(here, amount=400)
    staged(here, amount=200)
    page = board(state="declined")
    assert shown(page) == {ended}
    assert page.context["warnings"] == [f"{here.fund}: more than nine tenths are committed."]


def test_the_state_of_the_own_application_shows_nowhere(here, board):
    applied(here.sprint)
    before = plain(board())
    applied(here.sprint, registration__person=here.manager, state="declined")
    assert plain(board()) == before


def test_all_that_is_staged_is_chosen_by_one_button(here, manages, board):
    colleague = here._replace(manager=TravelManagerFactory(sprint=here.sprint).person)
    chosen = {staged(here, amount=1) for _ in range(3)}
    applied(here.sprint)
    staged(colleague, applied(here.sprint, registration__person=here.manager), amount=1)
    RecusalFactory(application=staged(here, amount=1), person=here.manager)
    assert "Read the emails of all 3 staged" in board(state="submitted").content.decode()
    page = manages.get(address("preview", here.sprint), {"all": "yes"})
    emails = page.context["emails"]
    assert {row for row, *_ in emails} == chosen
    assert {fresh(row).state for row in chosen} == {"submitted"}
    read = {f"seen_{row.pk}": mark for row, mark, *_ in emails}
    send = {"application": [row.pk for row, *_ in emails], **read}
    answer = manages.post(address("preview", here.sprint), send, follow=True)
    assert told(answer) == ["Released: 3. Each of them gets an email."]


def test_with_nothing_staged_all_is_nobody(here, manages, board):
    application = staged(here)
    workflow.unstage(application, by=here.manager)
    assert "Read the emails" not in board().content.decode()
    answer = manages.get(address("preview", here.sprint), {"all": "yes"}, follow=True)
    assert told(answer) == ["Please choose whom to let know."]
