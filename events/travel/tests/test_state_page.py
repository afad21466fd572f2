"""The own application afterwards: where it stands, its offer, and of what is staged nothing."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Transition
from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.travel import workflow
from events.travel.forms.application import TERMS_CHANGED
from events.travel.models import Offer
from events.travel.tests.factories import MessageFactory, TravelProgramFactory
from events.travel.tests.pages import address, plain, told
from events.travel.tests.scenes import accepted, applied, fresh, offered, staged
from people.tests.factories import PersonFactory

MARKER = "Zanzibar"


@pytest.fixture
def look(client_of):
    """A function that gives the page of this name as the applicant sees it."""

    def get(application, name="mine"):
        person, sprint = application.registration.person, application.registration.sprint
        return client_of(person).get(address(name, sprint))

    return get


@pytest.fixture
def send(client_of):
    """A function that posts to the page of this name as the applicant."""

    def post(application, name, follow=True, **typed):
        person, sprint = application.registration.person, application.registration.sprint
        return client_of(person).post(address(name, sprint), typed, follow=follow)

    return post


def agreed(look, application):
    form = look(application, "offer").context["accept_form"]
    return {"agreed": "on", "terms_seen": form.initial["terms_seen"]}


def test_a_submitted_application_says_that_nothing_is_to_be_done(scene, look):
    page = look(applied(scene.sprint)).content.decode()
    assert "Your application is with the team." in page
    assert "Nothing to do today." in page
    assert "Do not book before you see <em>Accepted</em>" in page
    assert "Take it back to change it" in page


@pytest.mark.parametrize("decision", ["offer", "decline", "waitlist"])
def test_a_staged_decision_leaves_every_byte_as_it_was(scene, look, decision):
    application = applied(scene.sprint)
    before = [plain(look(application, name)) for name in ("mine", "offer")]
    if decision == "offer":
        staged(scene, application, message=MARKER)
    else:
        workflow.stage(application, by=scene.manager, decision=decision, why=MARKER)
    assert [plain(look(application, name)) for name in ("mine", "offer")] == before
    assert MARKER not in look(application).content.decode()


@pytest.mark.parametrize("name", ["take_back", "withdraw", "accept", "refuse"])
def test_every_button_answers_the_same_whether_or_not_a_decision_is_staged(scene, send, name):
    plainly, with_offer = applied(scene.sprint), staged(scene, message=MARKER)
    answers = [send(one, name) for one in (plainly, with_offer)]
    assert told(answers[0]) == told(answers[1])
    assert fresh(plainly).state == fresh(with_offer).state
    assert MARKER not in answers[1].content.decode()


def test_a_question_is_shown_and_answered(scene, look, send):
    application = applied(scene.sprint)
    workflow.ask(application, by=scene.manager, body="Which train?")
    page = look(application).content.decode()
    assert "The team has a question for you." in page
    assert "Which train?" in page
    assert scene.manager.name not in page
    assert told(send(application, "answer", body="The night train.")) == [
        "Your answer is with the team."
    ]
    assert fresh(application).state == "submitted"
    assert "The night train." in look(application).content.decode()


def test_a_word_of_the_team_to_itself_is_not_there(scene, look):
    application = applied(scene.sprint)
    MessageFactory(application=application, body=MARKER, visibility="committee")
    assert MARKER not in look(application).content.decode()


@pytest.mark.parametrize("name", ["message", "answer", "ask_for_more"])
def test_no_words_get_a_sentence(scene, send, name):
    application = offered(scene) if name == "ask_for_more" else applied(scene.sprint)
    answer = send(application, name, body="")
    assert "Please write something." in answer.content.decode()
    assert not application.messages.exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("answer", "There is no open question."), ("ask_for_more", "There is no offer to answer.")],
)
def test_what_comes_too_late_can_still_be_sent_as_a_message(scene, send, name, sentence):
    application = applied(scene.sprint)
    page = send(application, name, body="The fare went up.").content.decode()
    assert sentence in page
    assert "The fare went up." in page
    answer = send(application, "message", body="The fare went up.")
    assert told(answer) == ["Your message is with the team."]
    assert application.messages.get().visibility == "applicant"


def test_an_offer_says_who_pays_and_until_when(scene, look):
    scene.fund.payment_instructions = "Write to pay@example.org."
    scene.fund.save()
    application = offered(scene, message="We are glad.")
    page = look(application).content.decode()
    assert "400.00 EUR is offered to you." in page
    page = look(application, "offer").content.decode()
    for part in (
        scene.fund.name,
        scene.fund.organization.name,
        "You pay and are reimbursed",
        "Write to pay@example.org.",
        "We are glad.",
        "(Europe/Prague), ",
        " UTC.",
    ):
        assert part in page


def test_accepting_twice_makes_one_step_and_one_email_and_keeps_the_terms(scene, look, send):
    application = offered(scene)
    typed = agreed(look, application)
    Email.objects.all().delete()
    assert told(send(application, "accept", **typed)) == ["The offer is yours. You can book now."]
    assert told(send(application, "accept", **typed)) == ["There is no offer to answer."]
    steps = [step.to_state for step in Transition.objects.of(application)]
    assert steps.count("accepted") == 1
    assert Email.objects.count() == 1
    assert f"Up to 400.00 EUR from {scene.fund}" in application.offers.get().terms
    page = look(application).content.decode()
    assert "Accepted: up to 400.00 EUR is yours." in page
    assert "You can book now. What you spend is paid back against receipts" in page
    assert "Do not book" not in page


def test_nobody_accepts_without_the_tick(scene, look, send):
    application = offered(scene)
    page = send(application, "accept", **agreed(look, application) | {"agreed": ""})
    assert page.context["accept_form"].errors == {"agreed": ["Please agree to the terms."]}
    assert fresh(application).state == "offered"


def test_terms_that_have_changed_meanwhile_are_read_again(scene, look, send):
    application = offered(scene)
    typed = agreed(look, application)
    scene.sprint.travel_program.policy = "Trains alone."
    scene.sprint.travel_program.save()
    page = send(application, "accept", **typed)
    assert page.context["accept_form"].errors == {"agreed": [TERMS_CHANGED]}
    assert "Trains alone." in page.content.decode()
    assert fresh(application).state == "offered"


def test_after_the_deadline_there_is_no_offer_whoever_has_noticed(scene, look, send):
    application = offered(scene)
    typed = agreed(look, application)
    past = application.offers.get().released_at - datetime.timedelta(days=1)
    Offer.objects.update(expires_at=past)
    assert "The offer has ended: its deadline has passed." in look(application).content.decode()
    assert look(application, "offer").status_code == 302
    assert fresh(application).state == "offered"  # looking changes nothing
    answer = send(application, "accept", **typed)
    assert told(answer) == ["The offer has ended: its deadline has passed."]
    assert fresh(application).state == "expired"


@pytest.mark.parametrize("state", ["waitlisted", "declined", "refused"])
def test_nobody_accepts_what_is_not_offered(scene, send, state):
    application = applied(scene.sprint, state=state)
    assert told(send(application, "accept", agreed="on")) == ["There is no offer to answer."]
    assert fresh(application).state == state


def test_an_offer_is_refused_handed_back_or_given_back(scene, send):
    refused, handed_back, given_back = (
        offered(scene),
        offered(scene, amount=200),
        accepted(scene, amount=300),
    )
    assert "You have refused the offer." in told(send(refused, "refuse"))[0]
    assert (
        "The team looks at it again."
        in told(send(handed_back, "ask_for_more", body="The fare went up."))[0]
    )
    assert told(send(given_back, "cancel")) == ["It is given back. Thank you for saying so."]
    states = [fresh(one).state for one in (refused, handed_back, given_back)]
    assert states == ["refused", "submitted", "cancelled"]
    assert fresh(scene.fund).committed == 0


def test_who_was_declined_can_begin_again_while_the_window_is_open(scene, look, send):
    application = applied(scene.sprint, state="declined")
    assert "Apply again" in look(application).content.decode()
    assert told(send(application, "start_again")) == ["Your application is a draft again."]
    assert fresh(application).state == "draft"


def test_the_history_shows_the_steps_of_the_application_alone(scene, look):
    application = applied(scene.sprint)
    workflow.ask(application, by=scene.manager, body="Which train?")
    workflow.answer_question(application, by=application.registration.person, body="The first.")
    in_an_hour = timezone.now() + datetime.timedelta(hours=1)
    workflow.extend(application, by=scene.manager, until=in_an_hour, why="Ill.")
    staged(scene, application)
    history = look(application).context["history"]
    assert [(what, who) for what, who, *_ in history] == [
        ("a question is open", "by the team"),
        ("Submitted", "by you"),
    ]


def test_nobody_reads_or_answers_the_application_of_somebody_else(scene, application, client_of):
    others = [PersonFactory(is_superuser=True), RegistrationFactory(sprint=scene.sprint).person]
    for client in map(client_of, [*others, scene.manager]):
        page = client.get(address("mine", scene.sprint)).content.decode()
        assert application.reason not in page
        assert client.get(address("offer", scene.sprint)).status_code == 302
        for name in ("submit", "withdraw", "message", "answer", "accept", "ask_for_more"):
            answer = client.post(address(name, scene.sprint), {"body": "Hello"}, follow=True)
            assert told(answer) == ["You have no application for help with travel here."]
    assert fresh(application).state == "submitted"


def test_the_page_costs_the_same_for_one_message_and_for_thirty(
    scene, client_of, django_assert_num_queries
):
    application = offered(scene)
    client = client_of(application.registration.person)
    for _ in range(2):
        MessageFactory.create_batch(15, application=application)
        with django_assert_num_queries(13):
            client.get(address("mine", scene.sprint))


def test_the_way_leads_from_the_own_page_and_from_the_sprint(scene, client_of):
    person = RegistrationFactory(sprint=scene.sprint).person
    way = address("mine", scene.sprint)
    for page in ("/people/me/", scene.sprint.get_absolute_url()):
        assert f'href="{way}"' in client_of(person).get(page).content.decode()
    TravelProgramFactory()
    without = RegistrationFactory().person
    assert "Help with travel" not in client_of(without).get("/people/me/").content.decode()
