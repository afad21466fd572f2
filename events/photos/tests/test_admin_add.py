"""Photos sent from the back office: the same door, and the same answer to evil files."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.storage import storages

from events.photos import files
from events.photos.models import BlockedHash, Photo, UploadRefusal
from events.photos.tests.factories import PhotoFactory
from events.photos.tests.pictures import CORPUS, IN
from events.photos.tests.uploads import file, picture, running_sprint, told
from events.photos.tests.uploads import files as pictures
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
ADD = "/admin/events/photo/add/"
A_REQUEST = 20


@pytest.fixture
def sprint():
    return running_sprint()


@pytest.fixture
def moderator(sprint):
    return TeamMemberFactory(sprint=sprint, role="photographer").person


@pytest.fixture
def client(moderator, client_of):
    return client_of(moderator)


def send(client, sprint, *contents):
    return client.post(ADD, {"sprint": sprint.pk, "photos": contents}, follow=True)


def test_files_become_photos_of_the_sprint_that_was_chosen(client, moderator, sprint):
    answer = send(client, sprint, *pictures(1, 2))
    photos = Photo.objects.order_by("pk")
    assert [(one.sprint, one.uploaded_by) for one in photos] == [(sprint, moderator)] * 2
    assert "2 photos are taken and being prepared." in told(answer)[0]
    assert answer.redirect_chain[-1][0] == "/admin/events/photo/"


def test_one_bad_file_of_twenty_keeps_no_other_out(client, sprint):
    answer = send(client, sprint, *pictures(*range(19)), file(b"%PDF-1.7" + b"x" * 2000, "a.pdf"))
    taken, refused = told(answer)
    assert taken.startswith("19 photos are taken")
    assert refused.startswith("a.pdf: This is a PDF document.")
    assert Photo.objects.count() == 19


def test_what_is_too_many_is_named(client, sprint):
    answer = send(client, sprint, *pictures(*range(22)))
    assert Photo.objects.count() == 20
    assert told(answer)[-1] == (
        "20 files are the most at once. Please send these now: IMG_20.jpg, IMG_21.jpg."
    )


def test_what_comes_too_fast_is_named(client, sprint, settings):
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 1}
    answer = send(client, sprint, *pictures(0, 1, 2))
    assert told(answer)[-1] == (
        "That was a lot at once. Please wait 10 minutes. Not sent: IMG_1.jpg, IMG_2.jpg."
    )


def test_what_is_here_already_or_was_taken_down_is_told(client, sprint):
    send(client, sprint, *pictures(0))
    (photo,) = Photo.objects.all()
    BlockedHash.objects.create(sprint=sprint, sha256=_sha256(picture(1)))
    answer = send(client, sprint, *pictures(0, 1))
    assert told(answer) == [
        f"IMG_0.jpg: this photo is here already, as “{photo}”.",
        "IMG_1.jpg: This photo was taken down on request and does not come back.",
    ]
    assert answer.status_code == 200
    assert answer.context["form"].data["sprint"] == str(sprint.pk)


def _sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"photos": []}, "photos", "Choose at least one photo."),
        ({"sprint": ""}, "sprint", "This field is required."),
        ({"sprint": "x"}, "sprint", "not one of the available choices"),
        ({"sprint": "9" * 30}, "sprint", "not one of the available choices"),
        ({"sprint": "{foreign}"}, "sprint", "not one of the available choices"),
    ],
)
def test_what_is_missing_or_wrong_is_said(client, sprint, sent, field, sentence):
    foreign = str(PhotoFactory().sprint_id)
    posted = {"sprint": sprint.pk, "photos": pictures(0)} | sent
    if posted["sprint"] == "{foreign}":
        posted["sprint"] = foreign
    answer = client.post(ADD, posted)
    assert sentence in str(answer.context["form"].errors[field])
    assert not Photo.objects.filter(sprint=sprint).exists()


def test_only_the_own_sprints_are_offered(client, moderator, sprint):
    TeamMemberFactory(person=moderator, role="desk")
    organized = TeamMemberFactory(person=moderator).sprint
    PhotoFactory()
    offered = client.get(ADD).context["form"].fields["sprint"].queryset
    assert set(offered) == {sprint, organized}


def test_a_superuser_sends_to_any_sprint(client_of, sprint):
    send(client_of(PersonFactory(is_superuser=True)), sprint, *pictures(0))
    assert Photo.objects.get().sprint == sprint


@pytest.mark.parametrize("role", ["desk", "programme"])
def test_other_roles_send_nothing_here(client_of, sprint, role):
    client = client_of(TeamMemberFactory(sprint=sprint, role=role).person)
    for answer in (client.get(ADD), send(client, sprint, *pictures(0))):
        assert answer.status_code == 403
    assert not Photo.objects.exists()


def test_a_cancelled_sprint_takes_none(client, sprint):
    type(sprint).objects.update(state="cancelled")
    answer = send(client, sprint, *pictures(0))
    assert told(answer) == ["IMG_0.jpg: This sprint was cancelled."]


def test_nothing_is_kept_as_a_row_that_is_sent_along(client, sprint):
    sent = {
        "sprint": sprint.pk,
        "photos": pictures(0),
        "state": "published",
        "alt_text": "TAMPERED",
        "folder": "TAMPERED",
        "_saveasnew": "1",
    }
    client.post(ADD, sent)
    photo = Photo.objects.get()
    assert (photo.state, photo.alt_text) == ("processing", "")
    assert photo.folder != "TAMPERED"


# Evil and odd files


def answers_to(client, sprint, names):
    """What one request with these files leads to: by name, IN or the sentence."""
    contents = [file(CORPUS[name].data, f"{name}.jpg") for name in names]
    answer = send(client, sprint, *contents)
    told_of = dict(sentence.split(".jpg: ", 1) for sentence in told(answer) if ".jpg: " in sentence)
    by_hash = {_sha256(CORPUS[name].data): name for name in names}
    for photo in Photo.objects.filter(sha256__in=by_hash):
        told_of[by_hash[photo.sha256]] = photo.reason if photo.state == "failed" else IN
    return told_of


def stored():
    """Every byte of every file that lies anywhere."""
    for alias in (files.PUBLIC, files.PENDING):
        for path in Path(storages[alias].location).rglob("*"):
            if path.is_file():
                yield path.name, path.read_bytes()


@pytest.mark.django_db(transaction=True)
def test_evil_and_odd_files_get_the_answer_that_each_deserves(client, sprint, settings):
    # One width is enough to see what comes out, and quicker.
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 1000, "widths": (320,)}
    names, found = list(CORPUS), {}
    for start in range(0, len(names), A_REQUEST):
        found |= answers_to(client, sprint, names[start : start + A_REQUEST])
    assert found.keys() == CORPUS.keys()
    wrong = {name: found[name] for name in names if CORPUS[name].expected not in found[name]}
    assert wrong == {}
    taken = [name for name in names if CORPUS[name].expected == IN]
    assert Photo.objects.filter(state="needs_details").count() == len(taken)
    assert UploadRefusal.objects.count() == len(names) - len(taken)
    markers = {case.marker for case in CORPUS.values() if case.marker}
    lying = list(stored())
    assert len(lying) == sum(
        len(photo.file_names) for photo in Photo.objects.exclude(state="failed")
    )
    assert [name for name, content in lying for marker in markers if marker in content] == []
