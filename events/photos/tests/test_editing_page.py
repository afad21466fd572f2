"""One photo on a page of its own: changed, or taken back."""

import pytest

from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory, states, undescribed
from events.photos.tests.uploads import address, participant, told
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

State = Photo.State
BATCH = {"credit": "Ann Invented", "licence": "cc-by-sa-4.0"}
WORDS = "Two people at a door"


def details(**more):
    return {"alt_text": WORDS, "caption": "", "people_recognizable": "True", **BATCH} | more


def test_one_photo_is_described_on_its_own_page_and_goes_to_the_team(sprint, person, mine):
    (photo,) = undescribed(sprint, person, reason="Who is it?")
    page = mine.get(address("edit", sprint, photo))
    assert page.context["form"].initial["credit"] == person.name
    assert b"The team asks: Who is it?" in page.content
    assert "focus_x" not in page.context["form"].fields
    answer = mine.post(address("edit", sprint, photo), details())
    assert answer.url == photo.get_absolute_url()
    photo.refresh_from_db()
    assert (photo.state, photo.people_recognizable) == ("pending", True)
    assert told(mine.get(address("describe", sprint))) == ["It goes to the team now."]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"alt_text": ""}, "Please say in a few words what is to be seen."),
        ({"alt_text": "IMG_1.jpg"}, "That is the name of a file."),
        ({"credit": ""}, "Please name the photographer."),
        ({"licence": ""}, "Please choose what others may do with it."),
        ({"focus_x": "101"}, "Ensure this value is less than or equal to 100."),
        ({"position": "10000"}, "Ensure this value is less than or equal to 9999."),
    ],
)
def test_a_wrong_change_of_a_published_photo_is_refused_in_words(
    sprint, client_of, change, sentence
):
    photo = PhotoFactory(sprint=sprint)
    client = client_of(TeamMemberFactory(sprint=sprint).person)
    posted = details(focus_x="50", focus_y="50", position="0") | change
    page = client.post(address("edit", sprint, photo), posted)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert Photo.objects.get().credit == photo.credit


def test_the_team_also_says_what_stays_in_view_and_what_comes_first(sprint, client_of):
    photo = PhotoFactory(sprint=sprint)
    client = client_of(TeamMemberFactory(sprint=sprint, role="photographer").person)
    posted = details(focus_x="10", focus_y="20", position="-3")
    assert client.post(address("edit", sprint, photo), posted).status_code == 302
    photo.refresh_from_db()
    assert (photo.focus_x, photo.focus_y, photo.position) == (10, 20, -3)
    assert photo.state == State.PUBLISHED
    assert told(client.get(address("describe", sprint))) == ["It is saved."]


def test_what_the_workflow_refuses_stands_in_the_form(sprint, person, mine, monkeypatch):
    (photo,) = undescribed(sprint, person)
    answers = iter([True, False, True])
    monkeypatch.setattr("events.photos.rules.may_describe", lambda *_: next(answers))
    page = mine.post(address("edit", sprint, photo), details())
    assert page.context["form"].non_field_errors() == ["This photo can no longer be changed here."]


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_uploader_of_a_published_photo_is_told_that_it_stays(sprint, person, mine, method):
    photo = PhotoFactory(sprint=sprint, uploaded_by=person)
    answer = getattr(mine, method)(address("edit", sprint, photo), details())
    assert answer.url == photo.get_absolute_url()
    assert told(mine.get(address("describe", sprint))) == [
        "This photo can no longer be changed here."
    ]
    assert Photo.objects.get().credit == photo.credit


def test_who_may_not_see_a_photo_learns_nothing_of_it(sprint, person, client_of):
    (photo,) = undescribed(sprint, person)
    for stranger in (PersonFactory(), participant(sprint), TeamMemberFactory().person):
        client = client_of(stranger)
        assert client.get(address("edit", sprint, photo)).status_code == 404
        assert client.post(address("edit", sprint, photo), details()).status_code == 404
        assert client.post(address("discard", sprint, photo)).status_code == 404
    assert states(photo) == ["needs_details"]


def test_a_photo_is_taken_back_once(sprint, person, mine):
    (photo,) = undescribed(sprint, person)
    assert b"Take this photo back" in mine.get(address("edit", sprint, photo)).content
    assert mine.get(address("discard", sprint, photo)).status_code == 405
    answer = mine.post(address("discard", sprint, photo))
    assert answer.url == address("mine", sprint)
    assert states(photo) == ["removed"]
    assert told(mine.get(address("describe", sprint))) == [
        "The photo is taken back, and its files are deleted."
    ]
    assert mine.post(address("discard", sprint, photo)).status_code == 404
