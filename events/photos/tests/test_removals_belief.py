"""Who is believed that asks for a removal, and how often one may ask."""

import pytest

from events.lifecycle import Refused
from events.photos import rules, workflow
from events.photos.models import RemovalRequest
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory
from events.photos.tests.test_removals import ask, fresh, photo, photographer, sprint
from events.photos.tests.uploads import participant
from people.tests.factories import PersonFactory

__all__ = ["photo", "photographer", "sprint"]  # fixtures


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


def test_whoever_is_named_on_it_is_believed_though_no_longer_coming(photo):
    tag = PhotoTagFactory(photo=photo)
    ask(photo, tag.person)
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
