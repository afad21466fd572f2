"""The emails of what was decided are read before they are sent, and sent once."""

from decimal import Decimal

import pytest

from events.outbox import Email
from events.travel import workflow
from events.travel.models import TravelFund
from events.travel.tests.factories import TravelManagerFactory
from events.travel.tests.pages import address, told
from events.travel.tests.scenes import applied, fresh, staged

CHANGED = "What is decided has changed meanwhile. Please read the emails again."


def read(here, manages, *applications):
    """What the button below the emails would send."""
    chosen = {"application": [row.pk for row in applications]}
    emails = manages.get(address("preview", here.sprint), chosen).context["emails"]
    return chosen | {f"seen_{row.pk}": mark for row, mark, *_ in emails}


def test_emails_are_read_before_they_are_sent(here, manages):
    one, other = staged(here, message="We are glad."), applied(here.sprint)
    workflow.stage(other, by=here.manager, decision="decline")
    chosen = {"application": [one.pk, other.pk]}
    page = manages.get(address("preview", here.sprint), chosen).content.decode()
    assert "2 emails" in page
    assert "We are glad." in page
    assert "there were more wishes than money" in page.lower()
    assert not Email.objects.exists()
    chosen = read(here, manages, one, other)
    answer = manages.post(address("preview", here.sprint), chosen, follow=True)
    assert told(answer) == ["Released: 2. Each of them gets an email."]
    assert [fresh(row).state for row in (one, other)] == ["offered", "declined"]
    assert Email.objects.count() == 2


def test_the_email_that_is_read_is_the_email_that_is_sent(here, manages):
    application = staged(here, message="We are glad.")
    chosen = {"application": [application.pk]}
    page = manages.get(address("preview", here.sprint), chosen)
    [(_, mark, subject, text)] = page.context["emails"]
    assert mark in page.content.decode()
    manages.post(address("preview", here.sprint), read(here, manages, application))
    email = Email.objects.get()
    assert (email.subject, email.text.split()) == (subject, text.split())


def test_a_double_click_releases_once(here, manages):
    application = staged(here)
    chosen = read(here, manages, application)
    manages.post(address("preview", here.sprint), chosen)
    answer = manages.post(address("preview", here.sprint), chosen, follow=True)
    name = application.registration.person
    assert "Released: 1. Each of them gets an email." not in told(answer)[1:]
    assert f"No decision is staged for {name}." in told(answer)
    assert Email.objects.count() == 1


def test_the_own_application_among_them_refuses_the_whole(here, manages):
    colleague = TravelManagerFactory(sprint=here.sprint).person
    own = applied(here.sprint, registration__person=here.manager)
    other = staged(here)
    staged(here._replace(manager=colleague), own)
    for ask in (manages.get, manages.post):
        answer = ask(
            address("preview", here.sprint), {"application": [own.pk, other.pk]}, follow=True
        )
        assert told(answer) == ["One of these is not yours to decide. Nothing was released."]
    assert [fresh(row).state for row in (own, other)] == ["submitted", "submitted"]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ([], "Please choose whom to let know."),
        (["abc"], "One of these is not yours to decide. Nothing was released."),
        (["99999999999999999999"], "One of these is not yours to decide. Nothing was released."),
    ],
)
def test_nothing_is_released_that_is_no_choice(here, manages, chosen, sentence):
    answer = manages.post(address("preview", here.sprint), {"application": chosen}, follow=True)
    assert told(answer) == [sentence]


@pytest.mark.parametrize("number", [1, 12])
def test_the_emails_cost_the_same_for_one_and_for_twelve(
    here, manages, django_assert_num_queries, number
):
    chosen = {"application": [staged(here, amount=20).pk for _ in range(number)]}
    with django_assert_num_queries(11):
        manages.get(address("preview", here.sprint), chosen)


def test_whoever_comes_no_more_keeps_all_from_being_released(here, manages):
    gone, other = staged(here), staged(here)
    gone.registration.mode = "remote"
    gone.registration.save()
    chosen = read(here, manages, gone, other)
    answer = manages.post(address("preview", here.sprint), chosen, follow=True)
    assert told(answer) == [f"{gone}: the person does not come in person any more."]
    assert [fresh(row).state for row in (gone, other)] == ["submitted", "submitted"]
    assert not Email.objects.exists()


def stage_less(here, application):
    staged(here, application, amount=399)


def stage_another_word(here, application):
    staged(here, application, message="Come!")


def stage_a_no(here, application):
    workflow.stage(application, by=here.manager, decision="decline")


@pytest.mark.parametrize("anew", [stage_less, stage_another_word, stage_a_no])
def test_no_email_leaves_that_nobody_has_read(here, manages, anew):
    application, other = staged(here), staged(here, amount=1)
    chosen = read(here, manages, application, other)
    workflow.unstage(application, by=here.manager)
    anew(here, application)
    answer = manages.post(address("preview", here.sprint), chosen, follow=True)
    assert told(answer) == [CHANGED]
    assert {row for row, *_ in answer.context["emails"]} == {application, other}
    assert [fresh(row).state for row in (application, other)] == ["submitted", "submitted"]
    assert not Email.objects.exists()
    chosen = read(here, manages, application, other)
    answer = manages.post(address("preview", here.sprint), chosen, follow=True)
    assert told(answer) == ["Released: 2. Each of them gets an email."]


def test_how_to_be_paid_is_part_of_the_email(here, manages):
    application = staged(here)
    chosen = read(here, manages, application)
    TravelFund.objects.update(payment_instructions="Write to us.")
    answer = manages.post(address("preview", here.sprint), chosen, follow=True)
    assert told(answer) == [CHANGED]


@pytest.mark.parametrize("mark", ["", "x", None])
def test_nothing_is_released_that_was_not_read(here, manages, mark):
    application = staged(here)
    chosen = {"application": [application.pk]}
    seen = {} if mark is None else {f"seen_{application.pk}": mark}
    answer = manages.post(address("preview", here.sprint), chosen | seen, follow=True)
    assert told(answer) == [CHANGED]
    assert "1 email" in answer.content.decode()
    assert fresh(application).state == "submitted"


def test_money_that_moves_elsewhere_changes_no_email(here, manages):
    application = staged(here)
    chosen = read(here, manages, application)
    staged(here, amount=1)
    workflow.deposit(here.fund, by=here.manager, amount=Decimal(5))
    answer = manages.post(address("preview", here.sprint), chosen, follow=True)
    assert told(answer) == ["Released: 1. Each of them gets an email."]
