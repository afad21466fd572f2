"""Two at the same time about one photo: one of them comes first, and nothing is half done."""

from collections import Counter

import pytest

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.photos import workflow
from events.photos.models import BlockedHash, Photo, RemovalRequest
from events.photos.tests.factories import PhotoFactory, RemovalRequestFactory, store_files
from events.photos.tests.uploads import participant, running_sprint
from events.photos.workflow import moderating, removals
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.races import at_once, let_both_look_first

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def photo(db):
    return store_files(PhotoFactory(sprint=running_sprint()))


@pytest.fixture
def photographer(photo):
    return TeamMemberFactory(sprint=photo.sprint, role="photographer").person


def kinds(answers):
    return Counter(type(answer).__name__ for answer in answers)


def ask(photo, person, **more):
    return workflow.ask_removal(photo, by=person, kind="in_it", **more)


def test_two_on_one_photo_ask_at_once(photo, monkeypatch):
    people = [participant(photo.sprint) for _ in range(2)]
    let_both_look_first(monkeypatch, removals.rules, "hides_at_once")
    answers = at_once(*(lambda person=person: ask(photo, person) for person in people))
    assert kinds(answers) == {"RemovalRequest": 1, "Refused": 1}
    assert Photo.objects.get().state == "hidden"
    assert RemovalRequest.objects.count() == Transition.objects.of(photo).count() == 1


def test_one_who_clicks_twice_has_asked_once(photo, photographer, monkeypatch):
    person = participant(photo.sprint)
    let_both_look_first(monkeypatch, removals, "again")
    first, second = at_once(lambda: ask(photo, person), lambda: ask(photo, person))
    assert first == second == RemovalRequest.objects.get()
    assert Email.objects.count() == 1


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


def test_granted_twice_at_once(photo, photographer, monkeypatch):
    request = ask(photo, participant(photo.sprint))
    let_both_look_first(monkeypatch, removals.rules, "moderates")
    answers = at_once(*[lambda: workflow.grant(request, by=photographer)] * 2)
    assert kinds(answers) == {"RemovalRequest": 1, "Refused": 1}
    assert BlockedHash.objects.count() == 1


def test_granted_while_the_team_publishes(photographer, monkeypatch):
    photo = store_files(PhotoFactory(sprint=photographer.team_roles.get().sprint, state="pending"))
    request = RemovalRequestFactory(photo=photo, state="open")
    let_both_look_first(monkeypatch, moderating, "again")
    answers = at_once(
        lambda: workflow.grant(request, by=photographer),
        lambda: workflow.publish(photo, by=photographer, seen=photo.revision),
    )
    assert isinstance(answers[1], Refused)
    assert Photo.objects.get(pk=photo.pk).state == "removed"


def test_asked_for_while_the_team_makes_it_the_cover(photo, photographer, monkeypatch):
    let_both_look_first(monkeypatch, removals, "again")
    let_both_look_first(monkeypatch, moderating, "again")
    at_once(
        lambda: ask(photo, participant(photo.sprint)),
        lambda: workflow.set_cover(photo, by=photographer),
    )
    after = Photo.objects.get()
    assert (after.state, after.is_cover) == ("hidden", False)
