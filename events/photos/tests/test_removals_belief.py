"""Who is believed that asks for a removal, how often, and two at the same time."""

from collections import Counter

import pytest

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.photos import rules, workflow
from events.photos.models import Photo, RemovalRequest
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    RemovalRequestFactory,
    fresh,
    store_files,
)
from events.photos.tests.test_removals import ask
from events.photos.tests.uploads import participant
from events.photos.workflow import moderating, removals
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first


def test_strangers_ask_so_often_an_hour_and_no_more(photo, monkeypatch):
    monkeypatch.setattr(rules, "REQUESTS_OF_STRANGERS", 2)
    for name in "ab":
        ask(photo, None, email=f"{name}@example.org")
    with pytest.raises(Refused, match="Many removals are asked for"):
        ask(photo, None, email="c@example.org")
    ask(photo, PersonFactory())
    ask(PhotoFactory(), None, email="c@example.org")


def test_an_account_from_elsewhere_asks_so_often_too_and_a_participant_always(
    sprint, photo, monkeypatch
):
    monkeypatch.setattr(rules, "REQUESTS_OF_STRANGERS", 2)
    photos = [photo, *PhotoFactory.create_batch(2, sprint=sprint)]
    stranger, member = PersonFactory(), participant(sprint)
    for one in photos[:2]:
        ask(one, stranger)
    with pytest.raises(Refused, match="Many removals are asked for"):
        ask(photos[2], stranger)
    for one in photos:
        ask(one, member, kind="other")
    assert RemovalRequest.objects.filter(person=member).count() == 3


@pytest.mark.parametrize("who", ["team", "named on it"])
def test_the_team_and_whoever_is_named_on_it_are_believed_without_coming(photo, photographer, who):
    ask(photo, photographer if who == "team" else PhotoTagFactory(photo=photo).person)
    assert fresh(photo).state == "hidden"


def test_once_the_team_has_said_that_it_stays_the_same_person_hides_it_no_more(
    sprint, photo, photographer
):
    person, other = participant(sprint), participant(sprint)
    workflow.decline(ask(photo, person), by=photographer, answer="That is Bo.")
    assert fresh(photo).state == "published"
    assert ask(photo, person, message="It is me!").state == "open"
    assert fresh(photo).state == "published"
    ask(photo, other)
    assert fresh(photo).state == "hidden"


RACE = pytest.mark.django_db(transaction=True)


def kinds(answers):
    return Counter(type(answer).__name__ for answer in answers)


@RACE
def test_two_on_one_photo_ask_at_once(photo, monkeypatch):
    people = [participant(photo.sprint) for _ in range(2)]
    let_both_look_first(monkeypatch, removals.rules, "hides_at_once")
    answers = at_once(*(lambda person=person: ask(photo, person) for person in people))
    assert kinds(answers) == {"RemovalRequest": 1, "Refused": 1}
    assert Photo.objects.get().state == "hidden"
    assert RemovalRequest.objects.count() == Transition.objects.of(photo).count() == 1


@RACE
def test_one_who_clicks_twice_has_asked_once(photo, photographer, monkeypatch, person):
    let_both_look_first(monkeypatch, removals, "locked")
    first, second = at_once(lambda: ask(photo, person), lambda: ask(photo, person))
    assert first == second == RemovalRequest.objects.get()
    assert Email.objects.count() == 1


@RACE
def test_grant_and_decline_at_once(photo, photographer, monkeypatch):
    request = ask(photo, participant(photo.sprint))
    let_both_look_first(monkeypatch, removals.rules, "moderates")
    answers = at_once(
        lambda: workflow.grant(request, by=photographer, answer="Gone."),
        lambda: workflow.decline(request, by=photographer, answer="It stays."),
    )
    assert kinds(answers) == {"RemovalRequest": 1, "Refused": 1}
    request.refresh_from_db()
    states = {"granted": "removed", "declined": "published"}
    assert Photo.objects.get().state == states[request.state]
    assert Email.objects.filter(to=request.person.email).count() == 1


@RACE
def test_granted_while_the_team_publishes(photographer, monkeypatch):
    photo = store_files(PhotoFactory(sprint=photographer.team_roles.get().sprint, state="pending"))
    request = RemovalRequestFactory(photo=photo, state="open")
    let_both_look_first(monkeypatch, moderating, "moderated")
    answers = at_once(
        lambda: workflow.grant(request, by=photographer),
        lambda: workflow.publish(photo, by=photographer, seen=photo.revision),
    )
    assert isinstance(answers[1], Refused)
    assert Photo.objects.get(pk=photo.pk).state == "removed"


@RACE
def test_asked_for_while_the_team_makes_it_the_cover(photo, photographer, monkeypatch):
    let_both_look_first(monkeypatch, removals, "locked")
    let_both_look_first(monkeypatch, moderating, "moderated")
    at_once(
        lambda: ask(photo, participant(photo.sprint)),
        lambda: workflow.set_cover(photo, by=photographer),
    )
    after = Photo.objects.get()
    assert (after.state, after.is_cover) == ("hidden", False)
