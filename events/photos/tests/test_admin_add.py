"""Photos sent from the back office: the same door, and the same answer to evil files."""

import pytest

from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory
from events.photos.tests.uploads import NOT_A_PHOTO, file, told
from events.photos.tests.uploads import files as pictures
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
ADD = "/admin/events/photo/add/"


def send(client, sprint, *contents):
    return client.post(ADD, {"sprint": sprint.pk, "photos": contents}, follow=True)


def test_files_become_photos_of_the_sprint_that_was_chosen(team, photographer, sprint):
    answer = send(team, sprint, *pictures(1, 2))
    photos = Photo.objects.order_by("pk")
    assert [(photo.sprint, photo.uploaded_by) for photo in photos] == [(sprint, photographer)] * 2
    assert "2 photos are taken and being prepared." in told(answer)[0]
    assert answer.redirect_chain[-1][0] == "/admin/events/photo/"


def test_neither_a_bad_file_nor_a_known_one_keeps_others_out(team, sprint):
    send(team, sprint, *pictures(0))
    (photo,) = Photo.objects.all()
    bad = file(NOT_A_PHOTO, "a.pdf")
    taken, known, refused = told(send(team, sprint, bad, *pictures(0, 1)))
    assert taken.startswith("1 photo is taken")
    assert known == f"IMG_0.jpg: this photo is here already, as “{photo}”."
    assert refused.startswith("a.pdf: This is a PDF document.")
    assert Photo.objects.count() == 2
    answer = send(team, sprint, *pictures(0))
    assert (answer.status_code, answer.context["form"].data["sprint"]) == (200, str(sprint.pk))


def test_what_is_too_many_or_too_fast_is_named(team, sprint, settings):
    settings.PHOTOS = settings.PHOTOS | {"files_at_once": 2, "per_ten_minutes": 1}
    answer = send(team, sprint, *pictures(0, 1, 2))
    assert told(answer)[1:] == [
        "That was a lot at once. Please wait 10 minutes. Not sent: IMG_1.jpg.",
        "2 files are the most at once. Please send these now: IMG_2.jpg.",
    ]


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"photos": []}, "photos", "Choose at least one photo."),
        ({"sprint": ""}, "sprint", "This field is required."),
        ({"sprint": "9" * 30}, "sprint", "not one of the available choices"),
    ],
)
def test_what_is_missing_or_wrong_is_said(team, sprint, sent, field, sentence):
    posted = {"sprint": sprint.pk, "photos": pictures(0)} | sent
    answer = team.post(ADD, posted)
    assert sentence in str(answer.context["form"].errors[field])
    assert not Photo.objects.exists()


def test_only_the_own_sprints_are_offered_and_taken(team, client_of, photographer, sprint):
    TeamMemberFactory(person=photographer, role="desk")
    organized = TeamMemberFactory(person=photographer).sprint
    foreign = PhotoFactory().sprint
    assert set(team.get(ADD).context["form"].fields["sprint"].queryset) == {sprint, organized}
    answer = team.post(ADD, {"sprint": foreign.pk, "photos": pictures(0)})
    assert "not one of the available choices" in str(answer.context["form"].errors["sprint"])
    send(client_of(PersonFactory(is_superuser=True)), foreign, *pictures(0))
    assert foreign.photos.count() == 2
