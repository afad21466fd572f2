"""Somebody wants a photo gone: what happens at once, and what the team decides."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.photos import rules, workflow
from events.photos.models import BlockedHash, Photo, RemovalRequest
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    files_of,
    fresh,
    store_files,
    stored,
)
from events.photos.tests.uploads import participant, picture
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

TWICE = "^You have asked for this already. The team will answer.$"


@pytest.fixture
def photo(sprint):
    return store_files(PhotoFactory(sprint=sprint, is_cover=True))


def ask(photo, by, kind="in_it", **more):
    return workflow.ask_removal(photo, by=by, kind=kind, **more)


def steps(record):
    rows = Transition.objects.of(record)
    return [(row.from_state, row.to_state, row.by) for row in rows]


def pages_that_show(photo, client):
    """Those of the public pages on which this photo can be seen."""
    pages = ["/", "/sprints/", photo.sprint.get_absolute_url(), photo.get_absolute_url()]
    pages.append(reverse("photos:gallery", args=[photo.sprint.slug]))
    read = {page: client.get(page).content.decode() for page in pages}
    return [page for page in pages if photo.folder in read[page] or photo.alt_text in read[page]]


def test_i_am_in_it_of_a_participant_hides_at_once_everywhere(photo, client, committed, person):
    public = storages["public"].url(f"{photo.folder}/master.jpg")
    assert client.head(public).status_code == 200
    assert len(pages_that_show(photo, client)) == 5  # all of them are kept from now on
    request = committed(ask, photo, person)
    after = fresh(photo)
    assert (after.state, after.is_cover, request.state) == ("hidden", False, "open")
    assert client.head(public).status_code == 404
    assert client.get(photo.get_absolute_url()).status_code == 404
    assert pages_that_show(photo, client) == pages_that_show(after, client) == []
    assert (stored("public"), stored("pending")) == (set(), files_of(after))
    assert after.folder != photo.folder
    assert not Photo.objects.visible_to(person).exists()
    assert steps(photo) == [("published", "hidden", person)]
    assert steps(request) == [("", "open", person)]


@pytest.mark.parametrize("kind", ["in_it", "other"])
@pytest.mark.parametrize("who", ["stranger", "account", "cancelled", "other team", "participant"])
def test_of_others_and_of_other_reasons_the_team_decides_first(photo, who, kind):
    people = {
        "stranger": lambda: None,
        "account": PersonFactory,
        "cancelled": lambda: RegistrationFactory(sprint=photo.sprint, state="cancelled").person,
        "other team": lambda: TeamMemberFactory().person,
        "participant": lambda: participant(photo.sprint),
    }
    person = people[who]()
    ask(photo, person, kind, message="Please.", email="" if person else "ada@example.org")
    is_believed = who == "participant" and kind == "in_it"
    assert (fresh(photo).state, fresh(photo).is_cover) == (
        ("hidden", False) if is_believed else ("published", True)
    )


def test_whoever_is_unknown_gives_an_address(photo):
    with pytest.raises(Refused, match=r"^Please give an e-mail address to which the team can"):
        ask(photo, None)
    assert not RemovalRequest.objects.exists()


@pytest.mark.parametrize("state", ["pending", "hidden", "rejected", "needs_details"])
def test_only_what_is_shown_can_be_asked_away(photo, state):
    Photo.objects.update(state=state, is_cover=False)
    with pytest.raises(Refused, match=r"^This photo is no longer shown\.$"):
        ask(photo, participant(photo.sprint))


def test_a_stranger_asks_twice_only_with_other_words(photo):
    first = ask(photo, None, email="ada@example.org")
    assert ask(photo, None, email="Ada@example.org") == first
    assert ask(photo, None, "other", email="ada@example.org", message="Really.") != first
    assert RemovalRequest.objects.count() == 2


def test_whoever_asked_for_another_reason_may_still_say_to_be_in_it(photo, photographer, person):
    request = ask(photo, person, "other", message="It is blurred.")
    with pytest.raises(Refused, match=TWICE):
        ask(photo, person, "other", message="Very.")
    assert ask(photo, person, message="And that is me.") == request
    request.refresh_from_db()
    assert (request.kind, request.message) == ("in_it", "It is blurred.\n\nAnd that is me.")
    assert fresh(photo).state == "hidden"


def test_whoever_is_in_it_and_waits_does_not_ask_again(photo):
    person = PersonFactory()
    ask(photo, person)
    with pytest.raises(Refused, match=TWICE):
        ask(photo, person, message="Please, soon.")
    with pytest.raises(Refused, match=TWICE):
        ask(photo, person, "other", message="Please, soon.")


def test_granting_deletes_every_file_and_lets_the_same_one_never_in_again(
    sprint, person, photographer, committed
):
    content = picture()
    sha256 = hashlib.sha256(content).hexdigest()
    photo = store_files(PhotoFactory(sprint=sprint, sha256=sha256))
    PhotoTagFactory(photo=photo, person=person)
    request = committed(ask, photo, person)
    request = committed(workflow.grant, request, by=photographer, answer="Sorry.")
    after = fresh(photo)
    assert (request.state, request.answer) == ("granted", "Sorry.")
    assert (after.state, after.alt_text, after.credit, after.caption) == ("removed", "", "", "")
    assert stored("public") == stored("pending") == set()
    assert not after.tags.exists()
    assert BlockedHash.objects.get().sha256 == sha256
    assert steps(photo) == [("published", "hidden", person), ("hidden", "removed", photographer)]
    assert steps(request) == [("", "open", person), ("open", "granted", photographer)]
    with pytest.raises(Refused, match=r"^This photo was taken down on request and does not come"):
        workflow.send(sprint, ContentFile(content, "b.jpg"), by=person)


def test_granting_answers_everybody_who_asked(photo, photographer):
    first = ask(photo, None, email="a@example.org")
    ask(photo, None, "other", email="b@example.org", message="Please.")
    workflow.grant(first, by=photographer)
    assert set(RemovalRequest.objects.values_list("state", flat=True)) == {"granted"}
    decided = Email.objects.filter(subject__endswith="the photo was taken down")
    assert sorted(decided.values_list("to", flat=True)) == ["a@example.org", "b@example.org"]


def test_a_removal_by_the_team_answers_those_who_asked(photo, photographer):
    request = ask(photo, participant(photo.sprint))
    workflow.remove(photo, by=photographer, why="It shows a badge.")
    request.refresh_from_db()
    assert request.state == "granted"


def test_what_its_sender_took_back_meanwhile_can_still_be_granted_and_not_declined(
    sprint, photographer
):
    person = participant(sprint)
    photo = store_files(PhotoFactory(sprint=sprint, uploaded_by=person))
    request = ask(photo, None, email="ada@example.org")
    Photo.objects.update(state="pending")
    store_files(fresh(photo))
    workflow.discard(photo, by=person)
    with pytest.raises(Refused, match=r"^This photo is taken down already, so it cannot stay\.$"):
        workflow.decline(request, by=photographer, answer="It stays.")
    assert workflow.grant(request, by=photographer).state == "granted"
    assert rules.is_blocked(sprint, photo.sha256)


def test_declining_shows_the_photo_again_with_the_reason(photo, photographer):
    request = ask(photo, participant(photo.sprint))
    with pytest.raises(Refused, match=r"^Please say why it stays\.$"):
        workflow.decline(request, by=photographer, answer="  ")
    workflow.decline(request, by=photographer, answer="That is somebody else.")
    after = fresh(photo)
    assert (after.state, after.is_cover) == ("published", False)
    assert stored("public") >= files_of(after)
    request.refresh_from_db()
    assert (request.state, request.answer) == ("declined", "That is somebody else.")


def test_it_stays_hidden_as_long_as_somebody_waits(photo, photographer):
    stranger = ask(photo, None, email="ada@example.org")
    hiding = ask(photo, participant(photo.sprint))
    workflow.decline(hiding, by=photographer, answer="That is somebody else.")
    assert fresh(photo).state == "hidden"
    workflow.decline(stranger, by=photographer, answer="No.")
    assert fresh(photo).state == "published"


def test_what_the_team_hid_for_its_own_reasons_stays_hidden(photo, photographer):
    request = ask(photo, None, email="ada@example.org")
    workflow.hide(photo, by=photographer, why="It shows a badge.")
    workflow.decline(request, by=photographer, answer="You are not on it.")
    assert fresh(photo).state == "hidden"
    assert not rules.hidden_on_request(PhotoFactory(state="hidden"))


def test_declining_shows_nobody_who_wants_to_be_left_out(photo, photographer):
    other = RegistrationFactory(sprint=photo.sprint, photo_consent="no").person
    PhotoTagFactory(photo=photo, person=other)
    request = ask(photo, participant(photo.sprint))
    with pytest.raises(Refused, match=f"^{other} wants to be left out of photos.$"):
        workflow.decline(request, by=photographer, answer="It stays.")
    request.refresh_from_db()
    assert (request.state, fresh(photo).state) == ("open", "hidden")
    assert Email.objects.filter(to=request.person.email).count() == 0


@pytest.mark.parametrize("verb", [workflow.grant, workflow.decline])
def test_the_team_alone_decides_and_once(photo, photographer, verb):
    request = ask(photo, participant(photo.sprint))
    with pytest.raises(Refused, match=r"^Only the team decides about photos\.$"):
        verb(request, by=request.person, answer="Yes.")
    verb(request, by=photographer, answer="Yes.")
    for again in (workflow.grant, workflow.decline):
        with pytest.raises(Refused, match=r"^This has been decided already\.$"):
            again(request, by=photographer, answer="No.")
