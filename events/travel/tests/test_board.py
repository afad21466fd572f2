"""The managers' board: rows, funds, staging, and the emails before they are sent."""

import pytest

from events.outbox import Email
from events.sprints.models import Sprint, TeamRole
from events.sprints.tests.factories import TeamMemberFactory
from events.travel.models import TravelFund
from events.travel.tests.factories import (
    RecusalFactory,
    ReviewerFactory,
    ReviewFactory,
    TravelManagerFactory,
)
from events.travel.tests.pages import address, plain, told
from events.travel.tests.scenes import applied, fresh, funded, offered, scene, staged
from people.tests.factories import PersonFactory

STEPS = ("stage", "unstage", "go_on", "revoke", "cancel_accepted", "reopen", "extend")


@pytest.fixture
def send(here, manages):
    """A function that posts to one of the pages of an application."""

    def post(application, name="stage", **typed):
        return manages.post(address(name, here.sprint, application.pk), typed, follow=True)

    return post


def offer(fund, amount, **more):
    return {"decision": "offer", f"amount_{fund.pk}": amount, f"mode_{fund.pk}": "direct", **more}


def names(page):
    return [row.name for row in page.context["rows"]]


def test_the_order_is_by_mean_score_or_as_asked(here, board):
    low, high, none = (
        applied(here.sprint, registration__person__name=name, **more)
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


def test_who_scores_as_well_reads_no_mean_before_the_own_one(here, board):
    ReviewerFactory(sprint=here.sprint, person=here.manager)
    first, second = (
        applied(here.sprint, registration__person__name=name) for name in ("Ann", "Bob")
    )
    ReviewFactory(application=second, score=5)
    ReviewFactory(application=first, score=1)
    page = board()
    assert [(row.name, row.score) for row in page.context["rows"]] == [("Ann", "–"), ("Bob", "–")]
    ReviewFactory(application=second, reviewer=here.manager, score=3)
    assert [(row.name, row.score) for row in board().context["rows"]] == [
        ("Bob", "4.0"),
        ("Ann", "–"),
    ]


def test_the_page_of_a_decision_hides_scores_from_who_has_yet_to_score(here, manages):
    application = applied(here.sprint)
    ReviewFactory(application=application, note="Zanzibar")
    page = address("stage", here.sprint, application.pk)
    assert "Zanzibar" in manages.get(page).content.decode()
    ReviewerFactory(sprint=here.sprint, person=here.manager)
    assert "Zanzibar" not in manages.get(page).content.decode()


def test_funds_stand_below_with_what_is_left(here, board):
    staged(here)
    [line] = board().context["funds"]
    assert dict(line.in_words()) == {
        "amount": "1,000.00",
        "committed": "400.00",
        "of it staged": "400.00",
        "free": "600.00",
    }


def test_the_own_application_is_absent_and_its_staged_money_too(here, board):
    colleague = TravelManagerFactory(sprint=here.sprint).person
    own = applied(here.sprint, registration__person=here.manager)
    before = plain(board())
    staged(here._replace(manager=colleague), own)
    page = board()
    assert names(page) == []
    assert plain(page) == before


def test_what_one_stays_out_of_is_absent(here, board):
    RecusalFactory(application=applied(here.sprint), person=here.manager)
    assert names(board()) == []


def test_an_empty_board_says_what_will_be_there(here, board):
    page = board().content.decode()
    assert "Nobody has applied yet." in page


def test_an_offer_is_staged_and_seen_on_the_board_alone(here, send, board):
    application = applied(here.sprint)
    answer = send(application, **offer(here.fund, "400"))
    assert told(answer) == [f"Staged for {application.registration.person}, unseen as yet."]
    assert fresh(application).staged_decision == "offer"
    assert application.offers.get().allocations.get().mode == "direct"
    assert "staged: offer 400.00" in board().content.decode()
    assert not Email.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"decision": ""}, "Please choose a decision."),
        ({"amount": ""}, "An offer needs money from at least one fund."),
        ({"amount": "0"}, "An amount of money is more than nothing."),
        ({"amount": "abc"}, "Please write the amount as a number, such as 420.50."),
        ({"amount": "10.005"}, "The smallest amount in EUR is 0.01."),
        ({"amount": "401"}, "That is more than was asked for."),
        ({"decision": "decline"}, "Only an offer gives money. Please empty the amounts."),
        (
            {"amount": "200"},
            "That is less than the least that helps. Confirm that you want to offer it.",
        ),
    ],
)
def test_a_bad_proposal_gets_a_sentence_and_keeps_what_was_typed(here, send, typed, sentence):
    application = applied(here.sprint, minimum_needed=300)
    amount = typed.pop("amount", "400")
    answer = send(application, **offer(here.fund, amount, message="We are glad.") | typed)
    page = answer.content.decode()
    assert sentence in page
    assert "We are glad." in page
    assert fresh(application).staged_decision == ""
    assert fresh(here.fund).committed == 0


def test_less_than_the_least_can_be_meant(here, send):
    application = applied(here.sprint, minimum_needed=300)
    send(application, **offer(here.fund, "200", below_minimum="on"))
    assert fresh(application).staged_decision == "offer"


def test_two_funds_share_and_a_short_one_refuses_both(here, send):
    short = funded(here.sprint, here.manager, 50)
    application = applied(here.sprint)
    both = offer(here.fund, "300") | offer(short, "100")
    answer = send(application, **both)
    assert f"{short} does not have 100.00 EUR left." in answer.content.decode()
    assert fresh(here.fund).committed == 0
    send(application, **both | {f"amount_{short.pk}": "50"})
    assert (fresh(here.fund).committed, fresh(short).committed) == (300, 50)


def test_without_enough_reviews_a_reason_is_needed(here, send):
    here.sprint.travel_program.min_reviews = 2
    here.sprint.travel_program.save()
    application = applied(here.sprint)
    answer = send(application, decision="decline")
    assert "2 reviews are needed." in answer.content.decode()
    send(application, decision="decline", why="It is too late.")
    assert fresh(application).staged_decision == "decline"


def test_a_double_click_stages_once(here, send):
    application = applied(here.sprint)
    send(application, **offer(here.fund, "400"))
    answer = send(application, **offer(here.fund, "400"))
    assert "A decision is staged already. Take it back first." in answer.content.decode()
    assert fresh(here.fund).committed == 400


def test_what_is_staged_can_be_taken_back(here, send):
    application = staged(here)
    assert told(send(application, "unstage")) == ["Taken back. Nobody has seen it."]
    assert told(send(application, "unstage")) == ["No decision is staged."]
    assert fresh(here.fund).committed == 0


def test_an_offer_is_taken_back_and_an_end_reopened_with_a_reason(here, send):
    application = offered(here)
    assert "Please say why." in send(application, "revoke", why="").content.decode()
    assert told(send(application, "revoke", why="The fund closed.")) == ["The offer is taken back."]
    again = send(application, "revoke", why="Twice.")
    assert "There is no open offer." in again.content.decode()
    declined = applied(here.sprint, state="declined")
    assert told(send(declined, "reopen", why="There is money.")) == ["It can be decided anew."]
    assert fresh(declined).state == "submitted"


@pytest.mark.parametrize("zone", ["Europe/Prague", "America/New_York", "Pacific/Kiritimati"])
def test_no_clock_is_asked_for_more_than_it_can_reckon(here, send, zone):
    Sprint.objects.update(time_zone=zone)
    application = applied(here.sprint, state="declined")
    for until in ("9999-12-31T23:59", "0001-01-01T00:00"):
        page = send(application, "extend", until=until, why="Ill.").content.decode()
        assert "A year between 1950 and 2200, please." in page
        assert "Ill." in page
    assert fresh(application).deadline_extension is None
    send(application, "extend", until="2200-12-31T23:59", why="Ill.")
    assert fresh(application).deadline_extension.year in (2200, 2201)


def test_more_time_is_given_by_the_sprints_clock(here, send):
    application = applied(here.sprint, state="declined")
    for until, sentence in (
        ("2040-03-25T02:30", "02:30 on 25 March 2040 does not exist in Europe/Prague."),
        ("soon", "Enter a valid date/time."),
        ("2001-01-01T12:00", "That moment has passed."),
    ):
        page = send(application, "extend", until=until, why="Ill.").content.decode()
        assert sentence in page
        assert "Ill." in page
    send(application, "extend", until="2040-07-01T12:00", why="Ill.")
    assert f"{fresh(application).deadline_extension:%Y-%m-%d %H:%M}" == "2040-07-01 10:00"


def test_others_do_not_find_these_pages(here, client_of):
    application = staged(here)
    members = [
        TeamMemberFactory(sprint=here.sprint, role=role).person
        for role in (TeamRole.REVIEWER, TeamRole.TREASURER, TeamRole.ORGANIZER)
    ]
    strangers = [PersonFactory(is_superuser=True), TravelManagerFactory().person]
    for person in [*members, *strangers, application.registration.person]:
        client = client_of(person)
        assert client.get(address("board", here.sprint)).status_code == 404
        for name in STEPS:
            page = address(name, here.sprint, application.pk)
            assert client.post(page, {"decision": "decline", "why": "x"}).status_code == 404
        chosen = {"application": [application.pk]}
        assert client.post(address("preview", here.sprint), chosen).status_code == 404
    assert fresh(application).staged_decision == "offer"


def test_a_manager_finds_neither_the_own_application_nor_another_sprints(here, send):
    own = applied(here.sprint, registration__person=here.manager)
    elsewhere = applied(scene().sprint)
    for application in (own, elsewhere):
        for name in STEPS:
            assert send(application, name, decision="decline", why="x").status_code == 404


def test_the_board_warns_of_funds_that_are_nearly_used_up_or_do_not_add_up(here, board):
    assert board().context["warnings"] == []
    applications = [staged(here, amount=400), staged(here, amount=400), staged(here, amount=150)]
    assert len(applications) == 3
    TravelFund.objects.filter(pk=here.fund.pk).update(amount=980)
    assert board().context["warnings"] == [
        f"{here.fund}: more than nine tenths are committed.",
        f"{here.fund} ({here.fund.pk}): amount is 980.000, and its entries make 1000.000.",
    ]


@pytest.mark.parametrize("number", [3, 150])
def test_the_board_costs_the_same_for_few_and_for_many(
    here, manages, django_assert_num_queries, number
):
    for _ in range(number):
        ReviewFactory(application=applied(here.sprint))
    for _ in range(2):
        staged(here, amount=20)
    funded(here.sprint, here.manager, 500)
    with django_assert_num_queries(15):
        manages.get(address("board", here.sprint))
