"""A participant whom an organizer enters: by the same places, queue, reason and email as all."""

import datetime
from functools import partial

import pytest
from django.conf import settings

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.registration import rules, workflow
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.registration.tests.test_admin import ADD, typed
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.models import Person
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
NO_PLACE = "No place is free, or somebody waits for it."
EMAIL = f"""Hello Ann,

the organizers have entered you for Quill, 7–11 October 2030, Prague, Czechia: you take part in person. The days on which you come: Monday, 7 October. The dates are attached for your calendar.

Please look at what is noted for you, and choose who may read your name. If you cannot come, please cancel there, so that somebody else gets the place:
{settings.SITE_URL}/sprints/quill/me/
"""


def known(sprint, **fields):
    """Somebody whom the team knows from a sprint before."""
    earlier = SprintFactory(state="finished", series=sprint.series)
    TeamMemberFactory(sprint=earlier, person=sprint.team.get().person)
    return RegistrationFactory(sprint=earlier, **fields).person


def add(client_of, sprint, **changes):
    """What the page answers to an organizer of the sprint."""
    return client_of(sprint.team.get().person).post(ADD, typed(sprint, **changes))


def of(sprint):
    return list(sprint.registrations.order_by("pk").values_list("person__name", "overbooked"))


def test_a_free_seat_is_given_and_noted(client_of, open_sprint, boss):
    second = (open_sprint.starts_on + datetime.timedelta(days=1)).isoformat()
    assert add(client_of, open_sprint, new_name="Ken Jin", days=[second]).status_code == 302
    row = open_sprint.registrations.get()
    assert (row.person.name, row.state, row.overbooked) == ("Ken Jin", "confirmed", False)
    assert (row.days, row.entered_by_hand) == ([second], True)
    step = Transition.objects.of(row).get()
    assert (step.by, step.why) == (boss, "Entered by hand.")
    assert not Email.objects.exists()


def test_whoever_has_an_address_reads_of_it_word_by_word(client_of, quill, ann):
    TeamMemberFactory(sprint=quill)
    add(client_of, quill, person=known(quill, person=ann).pk)
    email = Email.objects.get()
    assert (email.to, email.subject) == ("ann@example.org", "Quill: you take part")
    assert email.text == EMAIL
    assert email.calendar


@pytest.mark.parametrize(("coming", "waiting"), [(2, 0), (2, 1), (1, 1)])
def test_beyond_the_seats_only_with_a_reason(client_of, open_sprint, boss, coming, waiting):
    """Also where a place is free and somebody waits for it, as after the last day of offers."""
    Sprint.objects.filter(pk=open_sprint.pk).update(promotion_until="2026-01-01")
    RegistrationFactory.create_batch(coming, sprint=open_sprint)
    for number in range(waiting):
        RegistrationFactory(sprint=open_sprint, state="waitlisted", queue_no=number)
    before = of(open_sprint)
    for why in ("", "  "):
        refused = add(client_of, open_sprint, new_name="My Friend", why=why)
        assert NO_PLACE in refused.content.decode()
    assert (of(open_sprint), Person.objects.filter(name="My Friend").count()) == (before, 0)
    assert add(client_of, open_sprint, new_name="My Friend", why="She cooks.").status_code == 302
    assert of(open_sprint) == [*before, ("My Friend", True)]
    step = Transition.objects.of(open_sprint.registrations.latest("pk")).get()
    assert (step.by, step.why) == (boss, "She cooks.")


def test_the_second_click_makes_nobody_twice(client_of, open_sprint, boss):
    add(client_of, open_sprint, new_name="Wei Zhang")
    again = add(client_of, open_sprint, new_name="Wei Zhang")
    assert "Somebody of this name was entered a moment ago." in again.content.decode()
    assert Person.objects.filter(name="Wei Zhang").count() == 1
    Registration.objects.update(created_at="2026-01-01T00:00Z")
    add(client_of, open_sprint, new_name="Wei Zhang")
    assert Person.objects.filter(name="Wei Zhang").count() == 2


def test_nobody_is_entered_twice_and_nobody_enters_themselves(client_of, open_sprint, boss):
    person = known(open_sprint)
    add(client_of, open_sprint, person=person.pk)
    before = of(open_sprint)
    again = add(client_of, open_sprint, person=person.pk)
    assert "This person takes part in this sprint already." in again.content.decode()
    known(open_sprint, person=boss)
    refused = add(client_of, open_sprint, person=boss.pk, why="I want to.")
    assert "Nobody decides about their own registration." in refused.content.decode()
    assert of(open_sprint) == before


@pytest.mark.parametrize(
    ("columns", "changes", "sentence"),
    [
        ({"state": "cancelled"}, {"days": []}, "This sprint was cancelled."),
        ({"mode": "remote"}, {}, "One cannot take part in this sprint in that way."),
        ({}, {"days": []}, "Please choose at least one day on which you come."),
        ({}, {"days": ["1999-01-01"]}, "Select a valid choice."),
        ({}, {"days": "all"}, "Select a valid choice."),
        ({}, {"why": "x" * 3000}, "at most 2000 characters"),
    ],
)
def test_what_no_sprint_takes_gets_a_sentence_and_makes_nobody(
    client_of, open_sprint, columns, changes, sentence
):
    TeamMemberFactory(sprint=open_sprint)
    Sprint.objects.filter(pk=open_sprint.pk).update(**columns)
    answer = add(client_of, open_sprint, new_name="Ken Jin", **changes)
    assert sentence in answer.content.decode()
    assert (of(open_sprint), Person.objects.count()) == ([], 1)


def test_from_afar_there_are_no_days(client_of, open_sprint, boss):
    add(client_of, open_sprint, new_name="Ken Jin", mode="remote")
    assert open_sprint.registrations.get().days == []


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "draft", "announced_at": None},
        {"starts_on": datetime.date(2022, 10, 3), "ends_on": datetime.date(2022, 10, 7)},
    ],
    ids=["draft", "past"],
)
def test_a_draft_and_a_past_sprint_take_whoever_took_part(client_of, open_sprint, boss, columns):
    """The organizer included, whatever the places, and nobody is written to."""
    Sprint.objects.filter(pk=open_sprint.pk).update(capacity_in_person=0, **columns)
    known(open_sprint, person=boss)
    assert add(client_of, open_sprint, person=boss.pk, days=[]).status_code == 302
    assert of(open_sprint) == [(boss.name, False)]
    assert not Email.objects.exists()


def test_the_page_offers_the_days_of_the_own_sprints_ahead_alone(client_of, open_sprint, boss):
    nine_days = datetime.timedelta(days=9)
    own, foreign = (SprintFactory(starts_on=open_sprint.ends_on + nine_days * n) for n in (1, 2))
    TeamMemberFactory(sprint=own, person=boss)
    past = known(open_sprint, person__name="Somebody").registrations.get().sprint
    Sprint.objects.filter(pk=past.pk).update(starts_on="2022-10-03")
    page = client_of(boss).get(ADD).content.decode()
    days = [open_sprint.starts_on, own.starts_on, foreign.starts_on, "2022-10-03"]
    offered = [f'name="days" value="{day}"' in page for day in days]
    assert offered == [True, True, False, False]
    refused = add(client_of, open_sprint, new_name="Ken Jin", days=[own.starts_on.isoformat()])
    assert "A day that you chose is not a day of this sprint." in refused.content.decode()


def test_somebody_who_was_faster_gets_the_seat_and_what_was_typed_stays(
    client_of, open_sprint, boss, monkeypatch
):
    """As when the last place goes between the form's question and the lock."""
    RegistrationFactory.create_batch(2, sprint=open_sprint)
    monkeypatch.setattr(workflow, "refusal_to_entry", lambda *_, **__: "")
    answer = add(client_of, open_sprint, new_name="Ken Jin")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert NO_PLACE in page
    assert 'value="Ken Jin"' in page
    assert not Person.objects.filter(name="Ken Jin").exists()
    assert rules.seats(open_sprint, "in_person").confirmed == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_entered_at_once_for_one_seat_one_needs_a_reason(open_sprint, boss, monkeypatch):
    RegistrationFactory(sprint=open_sprint)
    columns = {"mode": "in_person", "days": [open_sprint.starts_on.isoformat()]}
    people = [PersonFactory() for _ in range(2)]
    rows = [Registration(sprint=open_sprint, person=person, **columns) for person in people]
    let_both_look_first(monkeypatch, rules, "has_seat")
    answers = at_once(*(partial(workflow.enter, row, by=boss) for row in rows))
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Registration"]
    assert rules.seats(open_sprint, "in_person").confirmed == 2


def test_others_enter_nobody(open_sprint):
    desk = TeamMemberFactory(sprint=open_sprint, role="desk").person
    row = RegistrationFactory.build(sprint=open_sprint, person=PersonFactory())
    with pytest.raises(Refused, match="Only an organizer of this sprint can do that"):
        workflow.enter(row, by=desk)
    assert of(open_sprint) == []


def test_a_cancelled_sprint_takes_no_list(open_sprint, boss):
    Sprint.objects.filter(pk=open_sprint.pk).update(
        state="cancelled", starts_on="2022-10-03", ends_on="2022-10-07"
    )
    with pytest.raises(Refused, match=r"^This sprint was cancelled\.$"):
        workflow.enter_list(open_sprint, [], by=boss)


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_the_same_for_3_and_for_30(
    client_of, django_assert_num_queries, open_sprint, boss, number
):
    RegistrationFactory.create_batch(number, sprint=open_sprint)
    client = client_of(boss)
    with django_assert_num_queries(6):
        client.get(ADD)
