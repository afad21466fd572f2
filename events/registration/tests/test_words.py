"""What is said of a registration once the sprint is over, or places go to nobody by themselves."""

import datetime

import pytest
from django.utils import timezone

from events.outbox import Email
from events.registration import display, rules, workflow
from events.registration.display import state_in_words
from events.registration.models import Invitation, Registration
from events.registration.tests.factories import RegistrationFactory
from events.registration.tests.pages import address
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
OFFERED = {"state": "offered", "queue_no": 1, "offer_expires_at": timezone.now() + 9000 * DAY}
WAITS = {"state": "waitlisted", "queue_no": 1}


def test_every_state_is_in_each_table():
    assert {*Registration.LIVE, *display.ENDED} == set(Registration.State)
    assert set(rules.LEFT_ALONE) == set(Invitation.State)
    assert {*rules.ANSWERED, Invitation.State.SENT} == set(Invitation.State)


@pytest.fixture
def past_sprint():
    """Its days have passed; nobody has closed it yet."""
    today = timezone.localdate()
    days = {"starts_on": today - 9 * DAY, "ends_on": today - 5 * DAY}
    return SprintFactory(state=Sprint.State.OPEN, slug="past", **days)


@pytest.fixture
def last_days(open_sprint):
    """Two places; from now on the organizers give out what is free."""
    open_sprint.promotion_until = timezone.localdate() - 3 * DAY
    open_sprint.save()
    return open_sprint


@pytest.mark.parametrize("state", [Sprint.State.OPEN, Sprint.State.FINISHED])
@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"state": "confirmed"}, "You took part in person."),
        ({"state": "pending"}, "The sprint is over. Nobody decided about your registration."),
        (WAITS, "The sprint is over. You were waiting for a place in person until its end."),
        (WAITS | {"remote_while_waiting": True}, "You took part from afar."),
        (OFFERED, "The sprint is over. You did not accept the place in person in time."),
        *(({"state": state}, sentence) for state, sentence in display.ENDED.items()),
    ],
)
def test_nobody_of_a_past_sprint_reads_what_is_still_to_come(past_sprint, state, columns, sentence):
    past_sprint.state = state
    assert state_in_words(RegistrationFactory(sprint=past_sprint, **columns)) == sentence


def test_nobody_waits_for_an_email_once_the_sprint_is_over(past_sprint, client_of):
    row = RegistrationFactory(sprint=past_sprint, **WAITS)
    page = client_of(row.person).get(address("mine", past_sprint)).content.decode()
    assert "You were waiting for a place in person until its end." in page
    assert "An email comes to you" not in page


def test_whoever_waits_while_a_seat_is_free_reads_that_the_organizers_give_it(last_days, register):
    first, _, second, third = (register(last_days) for _ in range(4))
    workflow.cancel(first, by=first.person)
    for row, before in ((second, "and next in line"), (third, "1 before you")):
        assert state_in_words(Registration.objects.get(pk=row.pk)) == (
            f"You are on the waiting list for a place in person, {before}."
            " From now on the organizers give out each place that is free."
        )
    register(last_days)
    text = Email.objects.latest("pk").text
    assert "all places" not in text
    assert f"you are on the waiting list of {last_days} (in person), 2 before you. From now" in text


def lead(client_of, row):
    page = client_of(row.person).get(address("change_mode", row.sprint))
    return page.context["refusal"] or page.context["sentence"]


def test_giving_a_seat_back_promises_nothing_that_nobody_keeps(last_days, register, client_of):
    row = register(last_days)
    sentence = "is free at once, for whomever the organizers give it to."
    assert lead(client_of, row) == f"Your place in person {sentence}"
    page = client_of(row.person).get(address("mine", last_days)).content.decode()
    assert f"Your place {sentence}" in page


def test_the_page_of_the_other_way_says_beforehand_what_the_button_does(
    open_sprint, register, client_of
):
    first, _, waiting = (register(open_sprint) for _ in range(3))
    afar = register(open_sprint, mode="remote")
    pending = RegistrationFactory(sprint=open_sprint, state="pending")
    assert [lead(client_of, row) for row in (first, waiting, afar, pending)] == [
        "Your place in person goes to the next in line at once.",
        "You leave the waiting list for a place in person.",
        "You wait for a place at the end of the queue, and go on taking part from afar meanwhile.",
        "The organizers look at your registration as before.",
    ]


def test_where_no_seat_is_left_from_afar_the_page_says_so_and_has_no_button(
    open_sprint, register, client_of
):
    Sprint.objects.update(capacity_remote=0)
    open_sprint.refresh_from_db()
    row = register(open_sprint)
    client, page = client_of(row.person), address("change_mode", open_sprint)
    sentence = "There is no place of that kind at the moment. What you have stays as it is."
    words = (sentence, "goes to the next in line", 'name="save"')
    for answer in (client.get(page), client.post(page)):
        assert [text in answer.content.decode() for text in words] == [True, False, False]
    row.refresh_from_db()
    assert (row.state, row.mode) == ("confirmed", "in_person")


def test_whoever_never_waited_in_the_queue_is_not_told_of_leaving_it(open_sprint, register):
    Sprint.objects.update(registration_mode="approval")
    organizer = TeamMemberFactory(sprint=open_sprint).person
    row = workflow.overbook(register(open_sprint), by=organizer, why="She builds the release.")
    email = Email.objects.latest("pk")
    assert (row.state, row.overbooked) == ("confirmed", True)
    assert email.subject == f"{open_sprint}: you take part"
    assert "waiting list" not in email.text
