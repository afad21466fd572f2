"""The page on which one asks for a removal, and the two answers of the team."""

import datetime
from unittest.mock import Mock

import pytest
from django.urls import reverse
from django.utils import timezone

from events.lifecycle import Refused
from events.photos import display, workflow
from events.photos.forms import DecisionForm
from events.photos.models import Photo, RemovalRequest
from events.photos.tests.factories import RemovalRequestFactory
from events.photos.tests.uploads import address, participant, text, told
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

DECIDES = "The team decides within two days and writes to"


def page_of(photo):
    return address("ask_removal", photo.sprint, photo)


def decision(name, request):
    return reverse(f"photos:{name}", args=[request.photo.sprint.slug, request.pk])


def test_a_participant_reads_what_happens_and_is_shown_that_it_did(photo, mine):
    page = mine.get(page_of(photo))
    assert "If you are in it, it is hidden at once, for everybody." in text(page)
    assert "email" not in page.context["form"].fields
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    answer = mine.post(page_of(photo), {"kind": "in_it"})
    assert answer.url == address("mine", photo.sprint)
    after = mine.get(answer.url)
    assert told(after) == [f"The photo is hidden now, for everybody. {DECIDES} you."]
    (own,) = after.context["requests"]
    assert (own.state, own.page) == ("The team has not decided yet; the photo is hidden", "")


def test_a_second_click_and_the_way_back_lead_to_a_calm_page(photo, mine):
    for _ in range(2):
        answer = mine.post(page_of(photo), {"kind": "in_it"})
        assert answer.url == address("mine", photo.sprint)
    page = mine.get(page_of(photo))
    assert page.status_code == 200
    assert "This photo is not shown." in text(page)
    assert f"You asked for its removal. {DECIDES} you." in text(page)
    assert "<img" not in text(page)
    Photo.objects.update(state="removed")
    assert "This photo was taken down. Its files are deleted." in text(mine.get(page_of(photo)))


def test_a_stranger_gives_an_address_and_stays_on_the_page(photo, client):
    page = client.get(page_of(photo))
    assert "until then the photo stays to be seen" in text(page)
    assert "sign in before</a>" in text(page)
    answer = client.post(page_of(photo), {"kind": "in_it", "email": "ada@example.org"})
    assert answer.url == page_of(photo)
    assert told(client.get(answer.url)) == [f"Thank you. {DECIDES} ada@example.org."]
    request = RemovalRequest.objects.get()
    assert (request.person, request.email, request.kind) == (None, "ada@example.org", "in_it")
    assert Photo.objects.get().state == "published"


def test_an_account_without_a_registration_waits_for_the_team(photo, client_of):
    person = PersonFactory()
    client = client_of(person)
    posted = {"kind": "other", "message": "My child is on it.", "email": "other@example.org"}
    answer = client.post(page_of(photo), posted)
    assert told(client.get(answer.url)) == [f"Thank you. {DECIDES} you."]
    assert RemovalRequest.objects.get().email == ""
    page = client.get(page_of(photo))
    assert "You have asked for this already, and the team will answer." in text(page)
    page = client.post(page_of(photo), posted | {"message": "Really."})
    assert page.context["form"].non_field_errors() == [
        "You have asked for this already. The team will answer."
    ]
    assert "Really." in text(page)


@pytest.mark.parametrize(
    ("posted", "field", "sentence"),
    [
        ({}, "kind", "Please choose one of the two."),
        ({"kind": "other"}, "message", "Please say what speaks against this photo."),
        ({"kind": "in_it", "email": ""}, "email", "This field is required."),
        (
            {"kind": "other", "message": "x" * 2001},
            "message",
            "Ensure this value has at most 2000 characters (it has 2001).",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said(photo, client, posted, field, sentence):
    page = client.post(page_of(photo), {"email": "ada@example.org"} | posted)
    assert page.context["form"].errors == {field: [sentence]}
    assert "Please look again" in text(page)
    assert not RemovalRequest.objects.exists()


def test_a_flood_of_strangers_is_sent_to_the_organizers(photo, client, monkeypatch):
    monkeypatch.setattr("events.photos.rules.REQUESTS_OF_STRANGERS", 0)
    page = client.post(page_of(photo), {"kind": "in_it", "email": "ada@example.org"})
    assert page.context["form"].non_field_errors() == [workflow.removals.BUSY]
    assert "mailto:organizers@example.org" in text(page)


@pytest.mark.parametrize("state", ["pending", "hidden", "removed", "needs_details", "rejected"])
def test_of_what_is_not_shown_nobody_learns(photo, client, client_of, state):
    Photo.objects.update(state=state)
    RemovalRequestFactory(photo=photo, person=None, email="ada@example.org", state="open")
    for who in (client, client_of(participant(photo.sprint))):
        assert who.get(page_of(photo)).status_code == 404
        assert who.post(page_of(photo), {"kind": "in_it"}).status_code == 404


def test_whoever_sent_it_is_told_that_it_is_not_shown(photo, client_of):
    Photo.objects.update(state="hidden")
    page = client_of(photo.uploaded_by).get(page_of(photo))
    assert "This photo is not shown." in text(page)
    assert "You asked for its removal." not in text(page)


def test_the_team_reads_who_asked_why_and_since_when(photo, photographer, person):
    workflow.ask_removal(photo, by=None, kind="other", message="A badge.", email="ada@example.org")
    workflow.ask_removal(photo, by=person, kind="in_it")
    RemovalRequestFactory(photo=photo, state="declined")
    RemovalRequestFactory(state="open")
    now = timezone.now()
    RemovalRequest.objects.filter(person=person).update(created_at=now - datetime.timedelta(days=3))
    first, second = display.open_requests(photo.sprint)
    assert (first.who, first.request.kind, first.request.message) == (person.name, "in_it", "")
    assert (first.waits, first.is_urgent) == ("3 days", True)
    assert (second.who, second.request.kind) == ("ada@example.org, without an account", "other")
    assert (second.request.message, second.is_urgent) == ("A badge.", False)
    assert second.waits == "less than an hour"
    assert "/file/" in first.image.src
    RemovalRequest.objects.update(email="", person=None)
    Photo.objects.update(state="removed")
    found = display.open_requests(photo.sprint)[0]
    assert (found.who, found.image) == ("Somebody whose account is deleted", None)


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.5, "less than an hour"), (1, "1 hour"), (47, "47 hours"), (48, "2 days")],
)
def test_waiting_in_words(hours, words):
    assert display.removals.duration_in_words(datetime.timedelta(hours=hours)) == words


@pytest.mark.parametrize("decided", [("grant", "", "removed"), ("decline", "No.", "published")])
def test_the_team_answers_with_one_button(photo, team, decided):
    name, answer, state = decided
    request = workflow.ask_removal(photo, by=participant(photo.sprint), kind="in_it")
    response = team.post(decision(name, request), {"answer": answer})
    assert response.url == address("review", photo.sprint)
    assert Photo.objects.get().state == state
    again = team.post(decision(name, request), {"answer": answer})
    assert again.url == address("review", photo.sprint)
    assert told(team.get(address("mine", photo.sprint)))[-1] == "This has been decided already."


def test_a_decision_that_cannot_be_taken_loses_no_word(photo, team):
    request = workflow.ask_removal(photo, by=participant(photo.sprint), kind="in_it")
    page = team.post(decision("decline", request), {"answer": " "})
    assert page.context["form"].errors == {"answer": ["Please say why it stays."]}
    long = "x" * 2001
    page = team.post(decision("grant", request), {"answer": long})
    assert long in text(page)
    assert "at most 2000 characters" in text(page)
    assert RemovalRequest.objects.get().state == "open"


def test_whoever_comes_second_is_told(photo, team, monkeypatch):
    request = RemovalRequestFactory(photo=photo, state="open")
    refusal = Mock(side_effect=Refused("This has been decided already."))
    monkeypatch.setattr(workflow, "grant", refusal)
    page = team.post(decision("grant", request), {"answer": "Sorry."})
    assert page.context["form"].errors == {"answer": ["This has been decided already."]}


@pytest.mark.parametrize("name", ["grant", "decline"])
def test_nobody_but_the_team_of_this_sprint_finds_the_request(photo, client_of, name):
    request = RemovalRequestFactory(photo=photo, state="open")
    elsewhere = TeamMemberFactory(role="photographer")
    treasurer = TeamMemberFactory(sprint=photo.sprint, role="treasurer").person
    where, posted = decision(name, request), {"answer": "x"}
    for person in (request.person, participant(photo.sprint), treasurer, elsewhere.person):
        assert client_of(person).post(where, posted).status_code == 404
    wrong = reverse(f"photos:{name}", args=[elsewhere.sprint.slug, request.pk])
    assert client_of(elsewhere.person).post(wrong, posted).status_code == 404
    assert client_of(elsewhere.person).get(where).status_code == 405
    assert RemovalRequest.objects.get().state == "open"


def test_several_answers_stand_on_one_page_with_labels_of_their_own(photo):
    ids = {
        DecisionForm(request=request)["answer"].id_for_label
        for request in RemovalRequestFactory.create_batch(2, photo=photo, state="open")
    }
    assert len(ids) == 2
