"""My registration: what it says in every state, what its buttons do, and who may open it."""

import datetime

import pytest

from events.registration import workflow
from events.registration.tests.factories import (
    FinancingFactory,
    RegistrationFactory,
    one_of_each_state,
)
from events.registration.tests.pages import HIDDEN, TYPED, address, all_rows, answers, states
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import PersonFactory

DEADLINE = datetime.datetime(2099, 5, 6, 15, 30, tzinfo=datetime.UTC)
WAITS = {"state": "waitlisted", "queue_no": 1}
OFFERED = {"state": "offered", "queue_no": 1, "offer_expires_at": DEADLINE}
LONG_AGO = {"offer_expires_at": "2020-05-06T15:30Z"}
CHANGES = {"Change my answers", "Take part from afar instead", "Yes, cancel my registration"}
ASKS = {"Accept the place", "Let it go"}
AGAIN = {"Register again"}
BUTTONS = CHANGES | ASKS | AGAIN | {"Add to calendar"}


@pytest.fixture
def mine(open_sprint, client_of):
    """A function that gives the page of a registration, a new one by default, as its person sees it."""

    def look(registration=None, **columns):
        registration = registration or RegistrationFactory(sprint=open_sprint, **columns)
        return client_of(registration.person).get(address("mine", registration.sprint))

    return look


@pytest.mark.parametrize(
    ("columns", "sentence", "buttons"),
    [
        ({"state": "confirmed"}, "You take part in person.", CHANGES | {"Add to calendar"}),
        ({"state": "pending"}, "The organizers will look at your registration and", CHANGES),
        (WAITS, "You are on the waiting list, and next in line.", CHANGES),
        (WAITS | {"remote_while_waiting": True}, "You take part from afar meanwhile.", CHANGES),
        (OFFERED, "offered to you until 6 May 2099, 17:30 CEST (Europe/Prague).", CHANGES | ASKS),
        (OFFERED | LONG_AGO, "The offer of a place in person has ended.", CHANGES),
        ({"state": "declined"}, "The organizers did not take this registration.", AGAIN),
        ({"state": "cancelled"}, "This registration is cancelled.", AGAIN),
        ({"state": "expired"}, "because nobody accepted it in time.", AGAIN),
    ],
)
def test_each_state_has_its_sentence_and_its_buttons(mine, columns, sentence, buttons):
    page = mine(**columns).content.decode()
    assert sentence in page
    assert {button for button in BUTTONS if button in page} == buttons


def test_the_page_says_how_many_are_before_me(mine, register, open_sprint):
    rows = [register(open_sprint) for _ in range(7)]
    assert "You are on the waiting list, 4 before you." in mine(rows[-1]).content.decode()


DONE = {
    "accept": ("The place is yours.", ["confirmed", "waitlisted"]),
    "refuse": ("Thank you for telling us. The place is free again.", ["cancelled", "offered"]),
    "cancel": ("Your registration is cancelled.", ["cancelled", "offered"]),
}


@pytest.mark.parametrize("verb", DONE)
def test_each_button_does_what_it_says_by_post_only(open_sprint, register, client_of, verb):
    rows = [register(open_sprint) for _ in range(4)]
    workflow.cancel(rows[0], by=rows[0].person)
    client = client_of(rows[2].person)
    assert client.get(address(verb, open_sprint)).status_code == 405
    answer = client.post(address(verb, open_sprint), follow=True)
    assert answer.redirect_chain == [(address("mine", open_sprint), 302)]
    sentence, expected = DONE[verb]
    assert sentence in answer.content.decode()
    assert states(*rows[2:]) == expected
    if verb != "cancel":
        late = client.post(address(verb, open_sprint), follow=True)
        assert "No place is offered to you at the moment." in late.content.decode()


def test_the_other_way_is_taken_on_a_page_of_its_own(open_sprint, register, client_of):
    row = register(open_sprint)
    client, page = client_of(row.person), address("change_mode", open_sprint)
    assert client.post(page).url == address("mine", open_sprint)
    row.refresh_from_db()
    assert (row.state, row.mode, row.days) == ("confirmed", "remote", [])
    assert "it is yours as soon as you press the button" in client.get(page).content.decode()
    refused = client.post(page).context["form"].errors
    assert refused == {"days": ["Please choose at least one day on which you come."]}
    days = [open_sprint.ends_on.isoformat()]
    client.post(page, {"days": days})
    row.refresh_from_db()
    assert (row.state, row.mode, row.days) == ("confirmed", "in_person", days)


def test_editing_changes_what_the_form_shows_and_nothing_else(open_sprint, register, client_of):
    first, _, row = (register(open_sprint) for _ in range(3))
    FinancingFactory(registration=row, organization__name="Meta")
    before = all_rows()
    sent = HIDDEN | {"mode": "remote", "person": first.person.pk, "roles": ["staff"]}
    sent |= answers(open_sprint, diet="none", organizations=[])
    sent |= {"coming": "remote", "conduct_version": "9"}
    answer = client_of(row.person).post(address("edit", open_sprint), sent, follow=True)
    assert "Your changes are saved." in answer.content.decode()
    after = all_rows()
    changed = {
        name: value
        for old, new in zip(before["Registration"], after["Registration"], strict=True)
        for name, value in new.items()
        if value != old[name] and name not in ("revision", "changed_at")
    }
    shown = {"listed": "participants", "photo_consent": "ask", "photo_name_consent": True}
    shown |= {"travels_from": "CZ", "first_time": True, "auto_accept": True}
    assert changed == shown
    assert after["Financing"] == []
    assert [details["diet"] for details in after["PrivateDetails"]] == ["", "", "none"]
    for untouched in ("Transition", "Email", "Sprint"):
        assert after[untouched] == before[untouched]


def test_a_wrong_answer_while_editing_keeps_what_was_typed(open_sprint, register, client_of):
    row = register(open_sprint)
    client = client_of(row.person)
    before = all_rows()
    sent = answers(open_sprint, days=["2022-10-03"])
    answer = client.post(address("edit", open_sprint), sent)
    assert list(answer.context["form"].errors) == ["days"]
    assert answer.context["form"]["note"].value() == TYPED["note"]
    assert all_rows() == before


@pytest.mark.parametrize("state", ["closed", "finished", "cancelled"])
def test_a_closed_registration_may_still_be_changed_and_a_finished_sprint_not(
    open_sprint, register, client_of, mine, state
):
    row = register(open_sprint)
    Sprint.objects.update(state=state)
    assert ("Change my answers" in mine(row).content.decode()) == (state == "closed")
    answer = client_of(row.person).post(address("edit", open_sprint), answers(open_sprint))
    assert answer.status_code == (302 if state == "closed" else 200)
    if state != "closed":
        sentence = "Nothing can be changed any more. Please write to the organizers."
        assert answer.context["form"].non_field_errors() == [sentence]


def test_only_confirmed_participants_read_how_to_arrive(open_sprint, client_of):
    Sprint.objects.update(arrival="Ring at *Sprint*.")
    for state, person in one_of_each_state(open_sprint).items():
        page = client_of(person).get(address("mine", open_sprint))
        assert (b"Ring at" in page.content) == (state == "confirmed")


@pytest.mark.parametrize("page", ["mine", "edit", "change_mode", "accept", "refuse", "cancel"])
def test_whoever_is_not_registered_finds_nothing(open_sprint, register, client_of, page):
    row = register(open_sprint)
    draft = RegistrationFactory(sprint=SprintFactory(state="draft", announced_at=None))
    clients = [(client_of(PersonFactory()), row.sprint), (client_of(draft.person), draft.sprint)]
    before = all_rows()
    for client, sprint in clients:
        asked = (client.post(address(page, sprint)), client.get(address(page, sprint)))
        assert {answer.status_code for answer in asked} <= {404, 405}
        assert 404 in {answer.status_code for answer in asked} or page == "mine"
    assert all_rows() == before


@pytest.mark.parametrize("waiting", [0, 5])
def test_my_page_takes_at_most_12_queries(
    open_sprint, register, client_of, waiting, django_assert_max_num_queries
):
    rows = [register(open_sprint) for _ in range(2 + waiting)]
    client = client_of(rows[-1].person)
    with django_assert_max_num_queries(12):
        assert client.get(address("mine", open_sprint)).status_code == 200
