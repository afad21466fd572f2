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


def read(scene, manages, *applications):
    """What the button below the emails would send."""
    chosen = {"application": [row.pk for row in applications]}
    emails = manages.get(address("preview", scene.sprint), chosen).context["emails"]
    return chosen | {f"seen_{row.pk}": mark for row, mark, *_ in emails}


def test_emails_are_read_before_they_are_sent_and_sent_as_they_were_read(scene, manages):
    one, other = staged(scene, message="We are glad."), applied(scene.sprint)
    workflow.stage(other, by=scene.manager, decision="decline")
    chosen = {"application": [one.pk, other.pk]}
    page = manages.get(address("preview", scene.sprint), chosen)
    text = page.content.decode()
    assert "2 emails" in text
    assert "We are glad." in text
    assert not Email.objects.exists()
    answer = manages.post(
        address("preview", scene.sprint), read(scene, manages, one, other), follow=True
    )
    assert told(answer) == ["Released: 2. Each of them gets an email."]
    assert [fresh(row).state for row in (one, other)] == ["offered", "declined"]
    sent = {(email.subject, *email.text.split()) for email in Email.objects.all()}
    assert sent == {(subject, *text.split()) for *_, subject, text in page.context["emails"]}


def test_a_double_click_releases_once(scene, manages):
    application = staged(scene)
    chosen = read(scene, manages, application)
    manages.post(address("preview", scene.sprint), chosen)
    answer = manages.post(address("preview", scene.sprint), chosen, follow=True)
    name = application.registration.person
    assert "Released: 1. Each of them gets an email." not in told(answer)[1:]
    assert f"No decision is staged for {name}." in told(answer)
    assert Email.objects.count() == 1


def test_the_own_application_among_them_refuses_the_whole(scene, manages):
    colleague = TravelManagerFactory(sprint=scene.sprint).person
    own = applied(scene.sprint, registration__person=scene.manager)
    other = staged(scene)
    staged(scene._replace(manager=colleague), own)
    for ask in (manages.get, manages.post):
        answer = ask(
            address("preview", scene.sprint), {"application": [own.pk, other.pk]}, follow=True
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
def test_nothing_is_released_that_is_no_choice(scene, manages, chosen, sentence):
    answer = manages.post(address("preview", scene.sprint), {"application": chosen}, follow=True)
    assert told(answer) == [sentence]


@pytest.mark.parametrize("number", [1, 12])
def test_the_emails_cost_the_same_for_one_and_for_twelve(
    scene, manages, django_assert_num_queries, number
):
    chosen = {"application": [staged(scene, amount=20).pk for _ in range(number)]}
    with django_assert_num_queries(10):
        manages.get(address("preview", scene.sprint), chosen)


def test_whoever_comes_no_more_keeps_all_from_being_released(scene, manages):
    gone, other = staged(scene), staged(scene)
    gone.registration.mode = "remote"
    gone.registration.save()
    chosen = read(scene, manages, gone, other)
    answer = manages.post(address("preview", scene.sprint), chosen, follow=True)
    assert told(answer) == [f"{gone}: the person does not come in person any more."]
    assert [fresh(row).state for row in (gone, other)] == ["submitted", "submitted"]
    assert not Email.objects.exists()


def offers_less(scene, application):
    workflow.unstage(application, by=scene.manager)
    staged(scene, application, amount=399)


def says_more(scene, application):
    workflow.unstage(application, by=scene.manager)
    staged(scene, application, message="Come!")


def declines(scene, application):
    workflow.unstage(application, by=scene.manager)
    workflow.stage(application, by=scene.manager, decision="decline")


def pays_otherwise(scene, application):
    TravelFund.objects.update(payment_instructions="Write to us.")


@pytest.mark.parametrize("change", [offers_less, says_more, declines, pays_otherwise])
def test_no_email_leaves_that_nobody_has_read(scene, manages, change):
    application, other = staged(scene), staged(scene, amount=1)
    chosen = read(scene, manages, application, other)
    change(scene, application)
    answer = manages.post(address("preview", scene.sprint), chosen, follow=True)
    assert told(answer) == [CHANGED]
    assert {row for row, *_ in answer.context["emails"]} == {application, other}
    assert [fresh(row).state for row in (application, other)] == ["submitted", "submitted"]
    assert not Email.objects.exists()
    chosen = read(scene, manages, application, other)
    answer = manages.post(address("preview", scene.sprint), chosen, follow=True)
    assert told(answer) == ["Released: 2. Each of them gets an email."]


@pytest.mark.parametrize("mark", ["", "x", None])
def test_nothing_is_released_that_was_not_read(scene, manages, mark):
    application = staged(scene)
    chosen = {"application": [application.pk]}
    seen = {} if mark is None else {f"seen_{application.pk}": mark}
    answer = manages.post(address("preview", scene.sprint), chosen | seen, follow=True)
    assert told(answer) == [CHANGED]
    assert "1 email" in answer.content.decode()
    assert fresh(application).state == "submitted"


def test_money_that_moves_elsewhere_changes_no_email(scene, manages):
    application = staged(scene)
    chosen = read(scene, manages, application)
    staged(scene, amount=1)
    workflow.deposit(scene.fund, by=scene.manager, amount=Decimal(5))
    answer = manages.post(address("preview", scene.sprint), chosen, follow=True)
    assert told(answer) == ["Released: 1. Each of them gets an email."]
