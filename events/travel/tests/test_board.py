"""The managers' board: rows, funds, staging, and the emails before they are sent."""

import pytest

from events.outbox import Email
from events.travel import workflow
from events.travel.models import TravelFund, TravelProgram
from events.travel.tests.factories import (
    RecusalFactory,
    ReviewerFactory,
    ReviewFactory,
    TravelManagerFactory,
)
from events.travel.tests.pages import address, plain, told
from events.travel.tests.refusals import everything
from events.travel.tests.scenes import applied, fresh, funded, new_scene, offered, staged

STEPS = ("stage", "unstage", "go_on", "revoke", "cancel_accepted", "reopen", "extend")


@pytest.fixture
def send(scene, manages):
    """A function that posts to one of the pages of an application."""

    def post(application, name="stage", **typed):
        return manages.post(address(name, scene.sprint, application.pk), typed, follow=True)

    return post


def offer(fund, amount, **more):
    return {"decision": "offer", f"amount_{fund.pk}": amount, f"mode_{fund.pk}": "direct", **more}


def names(page):
    return [row.name for row in page.context["rows"]]


def test_the_order_is_by_mean_score_or_as_asked(scene, board):
    low, high, none = (
        applied(scene.sprint, registration__person__name=name, **more)
        for name, more in {
            "Low": {"requested_total": 900, "minimum_needed": 5, "need": "inconvenient"},
            "High": {"requested_total": 100, "minimum_needed": None, "need": "could_not_come"},
            "None": {"requested_total": 500, "minimum_needed": 90, "need": "not_about_money"},
        }.items()
    )
    ReviewFactory(application=low, score=1)
    ReviewFactory(application=low, score=5, final=False)
    ReviewFactory(application=high, score=5)
    assert none.state == "submitted"
    orders = {sort: names(board(sort=sort)) for sort in ("mean", "requested", "minimum", "need")}
    assert orders == {
        "mean": ["High", "Low", "None"],
        "requested": ["Low", "None", "High"],
        "minimum": ["None", "Low", "High"],
        "need": ["High", "Low", "None"],
    }
    assert names(board(sort="nonsense")) == orders["mean"]


def test_who_scores_as_well_reads_no_mean_before_the_own_one(scene, board):
    ReviewerFactory(sprint=scene.sprint, person=scene.manager)
    first, second = (
        applied(scene.sprint, registration__person__name=name) for name in ("Ann", "Bob")
    )
    ReviewFactory(application=second, score=5)
    ReviewFactory(application=first, score=1)
    page = board()
    assert [(row.name, row.score) for row in page.context["rows"]] == [("Ann", "–"), ("Bob", "–")]
    ReviewFactory(application=second, reviewer=scene.manager, score=3)
    page = board()
    assert [(row.name, row.score) for row in page.context["rows"]] == [("Bob", "4.0"), ("Ann", "–")]


def test_the_page_of_a_decision_hides_scores_from_who_has_yet_to_score(scene, manages):
    application = applied(scene.sprint)
    ReviewFactory(application=application, note="Zanzibar")
    page = address("stage", scene.sprint, application.pk)
    assert "Zanzibar" in manages.get(page).content.decode()
    ReviewerFactory(sprint=scene.sprint, person=scene.manager)
    assert "Zanzibar" not in manages.get(page).content.decode()


def test_funds_stand_below_with_what_is_left(scene, board):
    staged(scene)
    [line] = board().context["funds"]
    assert dict(line.in_words()) == {
        "amount": "1,000.00",
        "committed": "400.00",
        "of it staged": "400.00",
        "free": "600.00",
    }


def test_what_one_does_not_decide_about_is_absent_and_its_staged_money_too(scene, board):
    RecusalFactory(application=applied(scene.sprint), person=scene.manager)
    colleague = TravelManagerFactory(sprint=scene.sprint).person
    own = applied(scene.sprint, registration__person=scene.manager)
    before = plain(board())
    staged(scene._replace(manager=colleague), own)
    page = board()
    assert names(page) == []
    assert plain(page) == before


def test_an_offer_is_staged_and_seen_on_the_board_alone(scene, send, board):
    """Below the least that helps and without a review, as the manager means it."""
    TravelProgram.objects.update(min_reviews=1)
    application = applied(scene.sprint, minimum_needed=350)
    meant = {"below_minimum": "on", "why": "It is late.", "message": "Welcome."}
    answer = send(application, **offer(scene.fund, "300", **meant))
    assert told(answer) == [f"Staged for {application.registration.person}, unseen as yet."]
    assert fresh(application).staged_decision == "offer"
    staged_offer = application.offers.get()
    assert (staged_offer.message, staged_offer.allocations.get().mode) == ("Welcome.", "direct")
    assert "staged: offer 300.00" in board().content.decode()
    assert not Email.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"decision": ""}, "Please choose a decision."),
        ({"amount": ""}, "An offer needs money from at least one fund."),
        ({"amount": "10.005"}, "The smallest amount in EUR is 0.01."),
        ({"amount": "401"}, "That is more than was asked for."),
        ({"decision": "decline"}, "Only an offer gives money. Please empty the amounts."),
        (
            {"amount": "200"},
            "That is less than the least that helps. Confirm that you want to offer it.",
        ),
    ],
)
def test_a_bad_proposal_gets_a_sentence_and_keeps_what_was_typed(scene, send, typed, sentence):
    application = applied(scene.sprint, minimum_needed=300)
    amount = typed.pop("amount", "400")
    answer = send(application, **offer(scene.fund, amount, message="We are glad.") | typed)
    page = answer.content.decode()
    assert sentence in page
    assert "We are glad." in page
    assert fresh(application).staged_decision == ""
    assert fresh(scene.fund).committed == 0


def test_what_is_staged_can_be_taken_back(scene, send):
    application = staged(scene)
    assert told(send(application, "unstage")) == ["Taken back. Nobody has seen it."]
    assert told(send(application, "unstage")) == ["No decision is staged."]
    assert fresh(scene.fund).committed == 0
    send(application, decision="decline")
    assert fresh(application).staged_decision == "decline"


def test_an_offer_is_taken_back_and_an_end_reopened_with_a_reason(scene, send):
    application = offered(scene)
    assert "Please say why." in send(application, "revoke", why="").content.decode()
    assert told(send(application, "revoke", why="The fund closed.")) == ["The offer is taken back."]
    again = send(application, "revoke", why="Twice.")
    assert "There is no open offer." in again.content.decode()
    declined = applied(scene.sprint, state="declined")
    assert told(send(declined, "reopen", why="There is money.")) == ["It can be decided anew."]
    assert fresh(declined).state == "submitted"


def test_more_time_is_given_by_the_sprints_clock(scene, send):
    application = applied(scene.sprint, state="declined")
    for until, sentence in (
        ("2040-03-25T02:30", "02:30 on 25 March 2040 does not exist in Europe/Prague."),
        ("soon", "Enter a valid date/time."),
        ("2001-01-01T12:00", "That moment has passed."),
        ("9999-12-31T23:59", "A year between 1950 and 2200, please."),
        ("0001-01-01T00:00", "A year between 1950 and 2200, please."),
    ):
        page = send(application, "extend", until=until, why="Ill.").content.decode()
        assert sentence in page
        assert "Ill." in page
    send(application, "extend", until="2040-07-01T12:00", why="Ill.")
    assert f"{fresh(application).deadline_extension:%Y-%m-%d %H:%M}" == "2040-07-01 10:00"


def test_a_manager_finds_neither_the_own_application_nor_another_sprints(scene, send):
    """Superusers neither."""
    type(scene.manager).objects.update(is_superuser=True)
    own = applied(scene.sprint, registration__person=scene.manager)
    elsewhere = applied(new_scene().sprint)
    before = everything()
    for application in (own, elsewhere):
        for name in STEPS:
            assert send(application, name, decision="decline", why="x").status_code == 404
    assert everything() == before


def test_the_board_warns_of_funds_that_are_nearly_used_up_or_do_not_add_up(scene, board):
    assert board().context["warnings"] == []
    for amount in (400, 400, 150):
        staged(scene, amount=amount)
    TravelFund.objects.filter(pk=scene.fund.pk).update(amount=980)
    assert board().context["warnings"] == [
        f"{scene.fund}: more than nine tenths are committed.",
        f"{scene.fund} ({scene.fund.pk}): amount is 980.000, and its entries make 1000.000.",
    ]


@pytest.mark.parametrize("number", [3, 12])
def test_the_board_costs_the_same_for_few_and_for_many(
    scene, manages, django_assert_num_queries, number
):
    for _ in range(number):
        ReviewFactory(application=applied(scene.sprint))
    for _ in range(2):
        staged(scene, amount=20)
    funded(scene.sprint, scene.manager, 500)
    with django_assert_num_queries(15):
        manages.get(address("board", scene.sprint))


def shown(page):
    return {row.application for row in page.context["rows"]}


def test_the_board_shows_those_of_one_state(scene, board):
    waiting, other = applied(scene.sprint), staged(scene)
    ended = applied(scene.sprint, state="declined")
    page = board()
    assert shown(page) == {waiting, other, ended}
    states = dict(page.context["states"])
    assert states == {"submitted": "Submitted (2)", "declined": "Declined (1)"}
    page = board(state="declined", sort="need")
    assert shown(page) == {ended}
    text = page.content.decode()
    assert "?sort=mean&amp;state=declined" in text
    assert "?sort=need&amp;state=submitted" in text
    assert '<a href="?sort=need">All</a>' in text


@pytest.mark.parametrize("state", ["", "nonsense", "accepted", "submitted'"])
def test_a_state_that_nobody_is_in_shows_all(scene, board, state):
    application = applied(scene.sprint)
    assert shown(board(state=state)) == {application}


def test_all_that_is_staged_is_chosen_by_one_button(scene, manages, board):
    colleague = scene._replace(manager=TravelManagerFactory(sprint=scene.sprint).person)
    chosen = {staged(scene, amount=1) for _ in range(3)}
    applied(scene.sprint)
    staged(colleague, applied(scene.sprint, registration__person=scene.manager), amount=1)
    RecusalFactory(application=staged(scene, amount=1), person=scene.manager)
    assert "Read the emails of all 3 staged" in board(state="submitted").content.decode()
    page = manages.get(address("preview", scene.sprint), {"all": "yes"})
    emails = page.context["emails"]
    assert {row for row, *_ in emails} == chosen
    assert {fresh(row).state for row in chosen} == {"submitted"}
    read = {f"seen_{row.pk}": mark for row, mark, *_ in emails}
    send = {"application": [row.pk for row, *_ in emails], **read}
    answer = manages.post(address("preview", scene.sprint), send, follow=True)
    assert told(answer) == ["Released: 3. Each of them gets an email."]


def test_with_nothing_staged_all_is_nobody(scene, manages, board):
    application = staged(scene)
    workflow.unstage(application, by=scene.manager)
    assert "Read the emails" not in board().content.decode()
    answer = manages.get(address("preview", scene.sprint), {"all": "yes"}, follow=True)
    assert told(answer) == ["Please choose whom to let know."]


def test_the_page_of_the_decision_goes_on_without_an_answer(scene, application, client_of):
    workflow.ask(application, by=scene.manager, body="Which train?")
    manager, why = client_of(scene.manager), "Two weeks have passed."
    form = address("go_on", scene.sprint, application.pk)
    page = manager.get(address("stage", scene.sprint, application.pk)).content.decode()
    assert form in page
    assert "Stage the decision" not in page
    assert "Please say why." in manager.post(form, {"why": ""}).content.decode()
    answer = manager.post(form, {"why": why}, follow=True)
    assert told(answer) == ["It can be decided without the answer."]
    page = answer.content.decode()
    assert form not in page
    assert "Stage the decision" in page
    assert "There is no open question." in manager.post(form, {"why": why}).content.decode()
    own_page = client_of(application.registration.person).get(address("mine", scene.sprint))
    assert why in own_page.content.decode()
